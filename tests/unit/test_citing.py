"""Citation styles: only the bibliographic part of an entry changes, in the brief's language, and nothing is lost."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from markupsafe import Markup

from brief import Options, build
from brief.citing import in_style
from brief.csl import Piece, Reference
from brief.extract import extract as extract_source
from brief.parse import Document, read_document
from brief.problems import BriefError, Problem
from brief.referring import referred
from brief.workspace import Workspace

STYLES = Path(__file__).parent / "styles"
SOURCES = """\
  - {id: S1, type: report, author: Transport Board, title: Fares and *buses*, publisher: Board, date: 2024-01,
     url: "https://example.org/fares?a=1&b=2", accessed: 2024-02-03, archived_url: "https://archive.example.org/x",
     reliability: B, credibility: 2, access: first_hand, interest: party_to_dispute, descriptor: Counted by machine.}
  - {id: S2, type: news_article, author: وزارة المياه, title: تقرير عن المياه, container: الأهرام, date: "2023~",
     language: ar, url: "https://example.org/ar", accessed: 2024-02-03, translation: A. Example}
  - {id: S3, type: journal_article, author: [{family: Dupont, given: Jean}, {family: Curie, given: Marie}],
     title: "L’eau et la ville", container: Revue d’eau, date: 2022-05/2022-07, language: fr}
  - {id: S4, type: interview, anonymous: true, descriptor: A driver., reliability: C}
  - {id: S5, type: dataset, title: Riders by line, date: 2023-22, publisher: Board}
  - {id: S6, type: report, author: Transport Board, title: "Fares, again", date: 2024-01, url: "https://example.org/b",
     accessed: 2024-02-03}
  - {id: S7, type: official_document, author: Transport Board, title: Order 12, date: 199X}
"""
BRIEF = """\
meta: {{title: Buses, date: 2024-05-06, language: {language}}}
output: {{citation_style: {style}}}
background: "Fares fell [@S1; @S2; @S3; @S4; @S5; @S6; @S7]."
sources:
{sources}"""


def write(root: Path, style: str, language: str = "en", sources: str = SOURCES) -> Path:
    """Write a brief in a workspace that has two styles."""
    folder = root / "templates" / "citations"
    folder.mkdir(parents=True, exist_ok=True)
    for each in STYLES.glob("*.csl"):
        (folder / each.name).write_bytes(each.read_bytes())
    path = root / "content" / "buses" / "brief.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(BRIEF.format(style=style, language=language, sources=sources), encoding="utf-8")
    return path


def styled(path: Path) -> Document:
    """Return a brief with its sources in its style."""
    workspace = Workspace.around(path)
    document = read_document(workspace, path)
    return in_style(workspace, document, document.brief.meta.language)


def words(path: Path) -> dict[str, str]:
    """Return the words of every entry that a style gives."""
    return {name: "".join(piece.text for piece in each.pieces) for name, each in styled(path).references.items()}


def refused(path: Path) -> Problem:
    """Return the one problem that keeps a style from being used, which a build tells as well."""
    workspace = Workspace.around(path)
    with pytest.raises(BriefError) as caught:
        in_style(workspace, read_document(workspace, path), "en")
    (problem,) = caught.value.problems
    (result,) = build(path, Options(outputs=("text",)))
    assert not result.built
    assert problem in result.problems
    return problem


def test_entries_are_written_in_the_style(tmp_path: Path) -> None:
    """Names are turned around where their parts are known, dates keep their precision, every entry stands by itself."""
    assert words(write(tmp_path, "author-date")) == {
        "S1": "Transport Board. (2024, January). Fares and buses. Board. https://example.org/fares?a=1&b=2",
        "S2": "وزارة المياه. (2023). تقرير عن المياه. الأهرام. Retrieved February 3, 2024 https://example.org/ar",
        "S3": "Dupont, J. & Curie, M. (2022, May–July). L’eau et la ville. Revue d’eau.",
        "S5": "(2023, Summer). Riders by line. Board.",
        "S6": "Transport Board. (2024, January). Fares, again. https://example.org/b",
        "S7": "Transport Board. (1990–1999). Order 12.",
    }


def test_the_numbers_are_ours(tmp_path: Path) -> None:
    """A style with numbers of its own adds none to those that the text cites."""
    found = words(write(tmp_path, "numeric"))
    assert found["S3"] == "J. Dupont, M. Curie, “L’eau et la ville,” Revue d’eau, May–July 2022."
    assert [entry for entry in found.values() if "[" in entry] == []


def test_the_style_inside_pandoc_needs_no_file(tmp_path: Path) -> None:
    """`chicago` is there wherever pandoc is; an interview, which it lists nowhere, stays in our own form."""
    found = words(write(tmp_path, "chicago"))
    assert found["S3"] == "Dupont, Jean, and Marie Curie. 2022. “L’eau et la ville.” Revue d’eau, May–July."
    assert "S4" not in found


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["(2024, janvier)", "Consulté 3 février 2024", "(2023, été)"]),
        ("ar", ["يناير", "صيف"]),
        ("zh-Hans", ["2024", "夏"]),
        ("fa-AF", ["ژانویه"]),
    ],
)
def test_the_language_of_the_page_is_that_of_the_entries(tmp_path: Path, language: str, said: list[str]) -> None:
    """Months, seasons and terms come from the language of the brief, whatever the style was written for."""
    found = "\n".join(words(write(tmp_path, "author-date", language)).values())
    assert [each for each in said if each not in found] == []


def page(path: Path, language: str = "en") -> dict[str, str]:
    """Return the markup of every source on the web page of a brief."""
    (result,) = build(path, Options(outputs=("html",), output=path.parents[2] / "output"))
    assert result.problems == ()
    text = result.files[0].path.read_text("utf-8")
    return {match[1]: match[2] for match in re.finditer(r'(?s)<li id="(S\d)">(.*?)</li>', text)}


def plain(markup: str) -> str:
    """Return the words of markup."""
    return html.unescape(" ".join(re.sub(r"<[^>]+>", "", markup).split()))


def test_nothing_else_of_a_source_is_lost(tmp_path: Path) -> None:
    """Number, kind, language, grade, access, interest, archive, translator and descriptor stand as without a style."""
    shown = page(write(tmp_path, "author-date"))
    assert plain(shown["S1"]) == (
        "1 Transport Board. (2024, January). Fares and buses. Board. https://example.org/fares?a=1&b=2 Report. "
        "Read 3 February 2024. archived copy. B2 usually reliable, probably true. First hand, party to the dispute. "
        "Counted by machine."
    )
    assert 'href="https://example.org/fares?a=1&amp;b=2"' in shown["S1"]
    assert 'href="https://archive.example.org/x"' in shown["S1"]
    assert "News article (ar). translated by A. Example." in plain(shown["S2"])
    assert plain(shown["S4"]) == "4 Interview. C fairly reliable. A driver."


def test_what_a_style_does_not_print_is_said_beside_it(tmp_path: Path) -> None:
    """The day of access, the address and the doubt in a date are told once: by the style, or else by the page."""
    dated, numbered = page(write(tmp_path, "author-date")), page(write(tmp_path, "numeric"))
    assert plain(dated["S2"]).count("2024") == 1
    assert "(about 2023)." in plain(dated["S2"])
    assert "(1990s)." in plain(dated["S7"])
    assert plain(numbered["S6"]).endswith("January 2024. Report. https://example.org/b, read 3 February 2024.")
    assert [name for name, markup in numbered.items() if plain(markup).count("https://example.org") > 1] == []


def test_words_of_another_language_are_marked(tmp_path: Path) -> None:
    """What is not of the page's language or direction says so, for a voice and for the order of its letters."""
    english, arabic = page(write(tmp_path, "author-date")), page(write(tmp_path, "author-date", "ar"))
    assert '<span lang="ar" dir="rtl">وزارة المياه</span>. (2023).' in english["S2"]
    assert '<span lang="ar" dir="rtl"><cite>تقرير عن المياه</cite></span>' in english["S2"]
    assert '<span lang="fr"><cite>L’eau et la ville</cite></span>' in english["S3"]
    assert '<span dir="ltr">Transport Board</span>' in arabic["S1"]
    assert '<span lang="fr" dir="ltr">Dupont, J. &amp; Curie, M</span>' in arabic["S3"]
    assert "lang=" not in re.sub(r'<span dir="ltr">ar</span>', "", arabic["S2"]).split("https")[0]


@pytest.mark.parametrize("output", ["text", "markdown", "html", "pdf", "docx", "epub"])
def test_every_output_has_the_entries(tmp_path: Path, output: str) -> None:
    """The list of sources is in the style wherever it is printed, and the same input gives the same bytes."""
    path = write(tmp_path, "author-date")
    first, second = (
        build(path, Options(outputs=(output,), papers=("A4",), output=tmp_path / name))[0] for name in ("one", "two")
    )
    content = first.files[0].path.read_bytes()
    assert content == second.files[0].path.read_bytes()
    assert "Dupont, J. & Curie, M. (2022, May–July)." in " ".join(read_back(first.files[0].path, content).split())


def read_back(path: Path, content: bytes) -> str:
    """Return the words of a file that was made."""
    if path.suffix == ".pdf":
        from pypdf import PdfReader

        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    if path.suffix in (".docx", ".epub"):
        import zipfile

        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".xhtml"))]
        return html.unescape(re.sub(r"<[^>]+>", "", "\n".join(parts)))
    text = content.decode()
    return html.unescape(re.sub(r"<[^>]+>", "", text)) if path.suffix == ".html" else text.replace("\\", "")


def test_a_pdf_carries_its_style(tmp_path: Path) -> None:
    """What `brief extract` gives back builds the same file, style and all."""
    path = write(tmp_path, "author-date")
    made = build(path, Options(outputs=("pdf",), papers=("A4",)))[0].files[0].path
    given = extract_source(made, tmp_path / "back", False)
    again = build(given.brief, Options(outputs=("pdf",), papers=("A4",)))[0].files[0].path
    assert again.read_bytes() == made.read_bytes()


@pytest.mark.parametrize("place", ["content/buses/own.csl", "own.csl", "styles/own.csl"])
def test_a_style_lies_beside_the_brief_or_in_the_workspace(tmp_path: Path, place: str) -> None:
    """A path is read from the folder of the brief, or from that of the house."""
    name = place.removeprefix("content/buses/")
    path = write(tmp_path, name)
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_bytes((STYLES / "numeric.csl").read_bytes())
    assert words(path)["S5"] == "“Riders by line,” Summer 2023."


def test_a_house_has_one_style_for_all(tmp_path: Path) -> None:
    """house.yaml may name the style; a brief's own wins."""
    path = write(tmp_path, "numeric")
    (tmp_path / "house.yaml").write_text("output: {citation_style: author-date}\n", encoding="utf-8")
    assert words(path)["S5"].startswith("“")
    path.write_text(path.read_text("utf-8").replace("output: {citation_style: numeric}\n", ""), encoding="utf-8")
    assert words(path)["S5"].startswith("(")


def problem_of(path: Path) -> Problem:
    """Return the one problem that the check of a brief tells."""
    with pytest.raises(BriefError) as caught:
        read_document(Workspace.around(path), path)
    (problem,) = caught.value.problems
    return problem


def test_a_style_that_is_not_there_has_a_hint(tmp_path: Path) -> None:
    """The check tells it at the line of the brief, and names what there is."""
    problem = problem_of(write(tmp_path, "author-dat"))
    assert (problem.rule, problem.hint) == ("citation-style", "did you mean 'author-date'?")
    assert str(problem.place) == "content/buses/brief.yaml:2:26" or str(problem.place).endswith("brief.yaml:2:26")
    problem = problem_of(write(tmp_path, "vancouver"))
    assert str(problem.hint).startswith("known here: chicago, author-date, numeric; styles are files from zotero.org")


@pytest.mark.parametrize("name", ["../../secret.csl", "/etc/passwd.csl", "nothing.csl", "../citations/numeric"])
def test_a_style_stays_inside_the_workspace(tmp_path: Path, name: str) -> None:
    """A path leads to no file outside, and a name is no path."""
    root = tmp_path / "inner"
    (tmp_path / "secret.csl").write_bytes((STYLES / "numeric.csl").read_bytes())
    assert problem_of(write(root, f'"{name}"')).rule in ("outside-workspace", "no-such-file", "citation-style")


DEPENDENT = """\
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>Daughter</title><id>x</id>
<link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info></style>"""
ENTITIES = """\
<!DOCTYPE style [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<style xmlns="http://purl.org/net/xbiblio/csl"><info><title>&c;</title></info></style>"""
OUTSIDE = """\
<!DOCTYPE style [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<style xmlns="http://purl.org/net/xbiblio/csl"><info><title>&x;</title></info><bibliography/></style>"""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (DEPENDENT, "the style only says that it is the same as 'http://www.zotero.org/styles/apa'"),
        (ENTITIES, "the style declares a document type, which no citation style needs"),
        (OUTSIDE, "the style declares a document type, which no citation style needs"),
        ("<style>", "the style is no XML that can be read: no element found"),
        ("<style><bibliography/></style>", "the file is no citation style"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'/>", "the file is no citation style"),
        ("<style xmlns='http://purl.org/net/xbiblio/csl'><citation/></style>", "the style has no form for a list"),
        ("<style xmlns='http://purl.org/net/xbiblio/csl'>" + "<if>" * 200, "the style is nested too deeply"),
        ("x" * 1_000_001, "has 1.0 MB, more than the 1 MB allowed"),
        ("", "the style is no XML that can be read"),
    ],
)
def test_a_style_that_cannot_be_used_is_told_before_anything_reads_it(tmp_path: Path, content: str, said: str) -> None:
    """Its XML is looked through first: entities, size, depth, and what it is."""
    path = write(tmp_path, "own.csl")
    (tmp_path / "own.csl").write_text(content, encoding="utf-8")
    problem = problem_of(path)
    assert said in problem.message
    assert "own.csl" in str(problem.place) or problem.rule == "too-large"


def with_layout(root: Path, layout: str, macros: str = "") -> Path:
    """Write a brief whose style has a layout of its own."""
    path = write(root, "own.csl")
    style = (
        f'<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>T</title><id>x</id>'
        f"<updated>2026-01-01T00:00:00+00:00</updated></info>{macros}"
        f'<citation><layout><text variable="title"/></layout></citation>'
        f"<bibliography><layout>{layout}</layout></bibliography></style>"
    )
    (root / "own.csl").write_text(style, encoding="utf-8")
    return path


def test_a_style_that_never_ends_is_ended(tmp_path: Path) -> None:
    """A macro that calls itself twice runs into the bounds of time and memory, and is a problem with its place."""
    macros = '<macro name="a"><text macro="a"/><text macro="a"/></macro>'
    problem = refused(with_layout(tmp_path, '<text macro="a"/>', macros))
    assert problem.rule == "limit"
    assert problem.message == "the style 'own.csl' cannot be used: it takes too much time or memory"
    assert str(problem.place).endswith("brief.yaml:2:26")


def test_a_style_that_writes_without_end_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Macros that double what they say run into a bound, of time, of memory, or of what is taken back."""
    monkeypatch.setattr("brief.citing.SECONDS", 2)
    macros = (
        "".join(f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>' for n in range(18))
        + '<macro name="m18"><text value="again and again "/></macro>'
    )
    assert refused(with_layout(tmp_path, '<text macro="m0"/>', macros)).rule == "limit"


def test_what_pandoc_refuses_is_told_in_its_words(tmp_path: Path) -> None:
    """A style that is XML and no style is a problem of the style."""
    path = with_layout(tmp_path, '<text macro="nowhere"/>')
    text = (tmp_path / "own.csl").read_text("utf-8").replace("<layout>", "<lay>").replace("</layout>", "</lay>")
    (tmp_path / "own.csl").write_text(text, encoding="utf-8")
    problem = refused(path)
    assert problem.rule == "citation-style"
    assert "No layout element present" in problem.message


def test_markup_of_a_style_and_of_a_record_is_text(tmp_path: Path) -> None:
    """What looks like HTML, in the words of a style or of a source, is printed and never run."""
    layout = (
        '<text value="&lt;script&gt;alert(1)&lt;/script&gt;"/><text variable="title" prefix=" &lt;img src=x&gt; "/>'
    )
    path = with_layout(tmp_path, layout)
    title = '"a <i>b</i> </p><script>alert(2)</script> **c**"'
    path.write_text(path.read_text("utf-8").replace("Fares and *buses*", title), encoding="utf-8")
    shown = page(path)["S1"]
    assert "<script" not in shown
    assert "<img" not in shown
    assert plain(shown).startswith("1 <script>alert(1)</script> <img src=x> a <i>b</i> </p><script>alert(2)</script> c")
    assert "<strong>c</strong>" in shown


def test_addresses_of_a_style_lead_to_the_web_or_nowhere(tmp_path: Path) -> None:
    """An address that is none of the web's is text: nothing else is made a link."""
    piece = Piece("here", ("em", "small-caps"), "https://example.org/?a=\"&b='")
    made = referred(Reference((piece,), True, True, True), lambda _: Markup(""), Markup(' dir="ltr"'))
    assert made == (
        '<a href="https://example.org/?a=&#34;&amp;b=&#39;" dir="ltr">'
        '<cite><span class="small-caps">here</span></cite></a>'
    )
    path = write(tmp_path, "chicago", sources='  - {id: S1, title: "[x](javascript:alert(1)) <javascript:alert(1)>"}\n')
    path.write_text(path.read_text("utf-8").replace("; @S2; @S3; @S4; @S5; @S6; @S7", ""), encoding="utf-8")
    assert "href" not in page(path)["S1"]


def test_without_pandoc_the_line_to_type_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where pandoc is missing a build says so at the line of the style, and what installs it."""
    monkeypatch.setitem(__import__("sys").modules, "pypandoc", None)
    problem = refused(write(tmp_path, "author-date"))
    assert problem.rule == "no-import"
    assert problem.message == "a citation style cannot be used on this machine: pandoc is not installed"
    assert problem.hint == 'pip install "brief[refs]"'


def test_without_a_style_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The house style needs no pandoc, and is what it was."""
    monkeypatch.setitem(__import__("sys").modules, "pypandoc", None)
    path = write(tmp_path, "chicago")
    path.write_text(path.read_text("utf-8").replace("output: {citation_style: chicago}\n", ""), encoding="utf-8")
    assert plain(page(path)["S3"]).startswith("3 Jean Dupont, Marie Curie, L’eau et la ville, Revue d’eau")


def test_an_edition_for_more_readers_lists_its_sources_in_the_style(tmp_path: Path) -> None:
    """What is marked for fewer readers goes to no program at all; the others are numbered anew."""
    path = write(tmp_path, "author-date")
    text = path.read_text("utf-8").replace(
        "output:", "handling: {scheme: tlp, marking: TLP:AMBER, unmarked: TLP:CLEAR}\noutput:"
    )
    text = text.replace("{id: S1, type: report,", "{id: S1, marking: TLP:AMBER, type: report,")
    path.write_text(text, encoding="utf-8")
    (result,) = build(path, Options(outputs=("text",), audience="public", output=tmp_path / "output"))
    shown = " ".join(result.files[0].path.read_text("utf-8").split())
    assert "Fares and buses" not in shown
    assert "[2] Dupont, J. & Curie, M. (2022, May–July)." in shown
