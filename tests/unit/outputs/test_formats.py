"""The printed formats: one page, large print, two-up; and the ways to print them."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from typing import Any, ClassVar

import pikepdf
import pytest

import brief
from brief.making import Look, make_files
from brief.outputs import OUTPUTS
from brief.outputs.grey import to_grey
from brief.outputs.lines import Line, rows_of
from brief.outputs.one_page import ROOMY, choose, compose
from brief.parse import read_document
from brief.workspace import Workspace
from tests.caveats.tagged import tag_tree, tagged_words
from tests.golden.pages.samples import BRIEFS
from tests.making import product

SLUGS = sorted(BRIEFS)
ONE_PAGE = OUTPUTS.named("one-page")
FORMATS = ("one-page", "large-print", "handout")


def made(slug: str, output: str, paper: str = "A4", printing: tuple[str, ...] = ()) -> brief.outputs.MadeFile:
    """Make one file of a sample."""
    reply = product(BRIEFS[slug], output, paper, Look(printing=printing)).reply
    ((name, content, pages),) = reply.files
    assert [problem for problem in reply.problems if problem.severity == "error"] == []
    return brief.outputs.MadeFile(name, "", brief.outputs.Made(content, reply.problems, pages, reply.measures))


def text_of(content: bytes, *options: str) -> str:
    """Return the text of a PDF, with single spaces."""
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def page_of(slug: str) -> Any:
    """Paint the page of a sample for one page."""
    path = BRIEFS[slug]
    workspace = Workspace.around(path)
    view = brief.view_of(workspace, read_document(workspace, path))
    return brief.outputs.Page(brief.paint_page(workspace, view, ONE_PAGE), view, workspace)


# One page


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("slug", SLUGS)
def test_one_page_keeps_every_judgement_with_all_that_qualifies_it(slug: str, paper: str) -> None:
    """Term, range, window, confidence, dissent, cut-off and marking survive on the one page."""
    file = made(slug, "one-page", paper)
    assert file.made.pages == 1
    # The tags have the words in their order, also where they run from right to left; poppler tells the furniture too.
    text, seen = plain(tagged_words(file.made.content)), plain(text_of(file.made.content))
    view = page_of(slug).view
    language = view.language
    for judgement in view.brief.key_judgements:
        band = view.band(judgement.likelihood)
        expected = [judgement.id]
        if band:
            expected += [f"{view.term(judgement.likelihood)} {plain(language.range(band.low, band.high))}"]
        if judgement.confidence:
            level = str(language.words["vocabulary"]["confidence"][judgement.confidence])
            expected.append(language.word("captions.confidence", level=level).capitalize())
        if judgement.timeframe and judgement.timeframe.by:
            expected.append(language.word("dates.by", date=language.short(judgement.timeframe.by)))
        for dissent in judgement.dissent:
            expected += [dissent.holder, str(dissent.view)[:25]]
        row = text[text.index(judgement.id) :]
        assert [words for words in expected if plain(words) not in plain(row)] == []
    assert text.count("KJ1") >= 1
    if view.cutoff:
        date = plain(language.date(view.cutoff)).replace(" ", "")
        assert date in text.replace(" ", "")  # in the masthead
        assert seen.replace(" ", "").count(date) >= 2  # and at the foot
    assert seen.count(view.brief.handling.label or "") >= 2


def plain(text: str) -> str:
    """Write every space and every dash in one way."""
    return " ".join(
        re.sub(r"[\u2060\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
        .split()
    )


def test_one_page_says_what_it_leaves_out() -> None:
    """Sections come in the order of the brief as long as they fit; those that do not are named."""
    page = page_of("cool-rooms")
    chosen = choose(page)
    order = [section.key for section in page.view.sections]
    assert chosen
    assert list(chosen) == [key for key in order if key in chosen]
    text = text_of(made("cool-rooms", "one-page").made.content)
    said = text[text.index("Not on this page") :]
    for section in page.view.sections:
        heading = page.view.language.word(f"headings.{section.key}")
        gone = not section.kind.essential and section.key not in chosen
        assert (heading in said) == gone, section.key


def test_what_does_not_fit_takes_nothing_along_that_does() -> None:
    """A background that is a few lines too long leaves its room to the timeline and what comes after it."""
    chosen = choose(page_of("unbanning-the-taliban"))
    assert "background" not in chosen
    assert "timeline" in chosen


def test_a_page_with_little_on_it_is_set_larger() -> None:
    """Two judgements and a question stand in larger type; a page that is full keeps its size."""
    assert ROOMY in compose(page_of("minimal")).media
    assert ROOMY not in compose(page_of("unbanning-the-taliban")).media


def test_one_page_leads_nowhere_that_is_not_on_it() -> None:
    """No link to an item that was left out, and no number of a source without its list."""
    with pikepdf.open(io.BytesIO(made("unbanning-the-taliban", "one-page").made.content)) as pdf:
        names = {str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]} if "/Names" in pdf.Root else set()
        links = [str(link.Dest) for page in pdf.pages for link in page.get("/Annots", ()) if "/Dest" in link]
        assert set(links) <= names
    assert "¶" not in text_of(made("unbanning-the-taliban", "one-page").made.content)


def test_a_page_that_cannot_hold_what_must_stay_is_a_finding(tmp_path: Path) -> None:
    """Twelve long judgements do not fit on one page: nothing is dropped, and STR-02 says by how much."""
    statement = "A long claim about many things that are likely to happen in many places before the end of next year"
    basis = "Several sources of different kinds, none of which was able to see all of it, say so. " * 4
    rated = f"statement: '{statement}', likelihood: likely, confidence: low, confidence_basis: '{basis}'"
    judgements = "".join(f"  - {{id: KJ{n}, {rated}}}\n" for n in range(1, 13))
    path = tmp_path / "content" / "long" / "brief.yaml"
    path.parent.mkdir(parents=True)
    (tmp_path / "house.yaml").write_text("", "utf-8")
    path.write_text(f"meta: {{title: Long, date: 2026-01-02}}\nkey_judgements:\n{judgements}", "utf-8")
    (result,) = brief.build(path, brief.Options(outputs=("one-page",), papers=("A4",)))
    (finding,) = (each for each in result.measured if each.rule == "STR-02" and "has" in each.message.split()[1])
    assert "1 more than its budget of 1" in finding.message or "more than its budget of 1" in finding.message
    assert re.search(
        r": \d+ lines too many; the longest blocks are key_judgements \(\d+ lines, KJ\d+ has \d+", finding.message
    )
    content = next(file.path for file in result.files).read_bytes()
    assert [n for n in range(1, 13) if f"KJ{n} " not in text_of(content) + " "] == []


# Large print


def sizes_of(content: bytes) -> set[float]:
    """Return the sizes of letters in a PDF, in points."""
    done = subprocess.run(["pdftotext", "-bbox-layout", "-", "-"], input=content, capture_output=True, check=True)
    return {
        round(float(y2) - float(y1), 1)
        for y1, y2 in re.findall(r'<word [^>]*yMin="([\d.]+)"[^>]*yMax="([\d.]+)"', done.stdout.decode())
    }


@pytest.mark.parametrize("slug", SLUGS)
def test_large_print_is_large(slug: str) -> None:
    """Nothing is set below 14 pt, nothing in italics, and no line of text is hyphenated."""
    content = made(slug, "large-print").made.content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = {str(entry.BaseFont) for entry in pdf.objects if is_font(entry)}
    assert fonts
    assert [name for name in fonts if "-It" in name or "Italic" in name] == []
    # The box of a word is as high as its font's ascent and descent: 1.2 to 1.6 times its size.
    assert min(sizes_of(content)) >= 14 * 1.15
    assert "\u2010\n" not in content.decode("latin-1")


def is_font(entry: Any) -> bool:
    """Tell whether an object of a PDF is a font."""
    return isinstance(entry, pikepdf.Dictionary) and entry.get("/Type") == "/Font" and "/BaseFont" in entry


def test_the_measure_of_letters_bites() -> None:
    """The brief as it is has letters that are too small for a reader of large print."""
    assert min(sizes_of(made("cool-rooms", "pdf").made.content)) < 14


# Two pages on a sheet


@pytest.mark.parametrize(("paper", "size"), [("A4", (297, 210)), ("Letter", (279.4, 215.9))])
@pytest.mark.parametrize("slug", SLUGS)
def test_a_handout_has_two_pages_on_a_sheet(slug: str, paper: str, size: tuple[float, float]) -> None:
    """The sheet lies on its side; every half says which page it is, and all content is tagged on its sheet."""
    file = made(slug, "handout", paper)
    with pikepdf.open(io.BytesIO(file.made.content)) as pdf:
        assert len(pdf.pages) == file.made.pages
        for page in pdf.pages:
            box = [float(edge) for edge in page.MediaBox]
            assert box[2] - box[0] == pytest.approx(size[0] / 25.4 * 72, abs=0.2)
            assert box[3] - box[1] == pytest.approx(size[1] / 25.4 * 72, abs=0.2)
            marks = re.findall(rb"/MCID (\d+)", page.Contents.read_bytes())
            assert len(marks) == len(set(marks)) > 0
            for link in page.get("/Annots", ()):
                assert box[0] <= float(link.Rect[0]) < float(link.Rect[2]) <= box[2]
        live = {page.objgen for page in pdf.pages}
        assert {entry.Pg.objgen for entry in pdf.objects if has_page(entry)} <= live
    text = plain(text_of(file.made.content))
    pages = int(re.findall(r"(?:of|sur|من) (\d+)", text)[-1])
    assert file.made.pages == -(-pages // 2)


def has_page(entry: Any) -> bool:
    """Tell whether an object of a PDF names a page that it belongs to."""
    return isinstance(entry, pikepdf.Dictionary) and "/Pg" in entry


def test_the_text_of_a_handout_reads_like_that_of_its_pages() -> None:
    """The second half follows the first in the order of reading."""
    text = text_of(made("cool-rooms", "handout").made.content, "-raw")
    assert text.index("Page 1 of") < text.index("Page 2 of") < text.index("Page 3 of")


# Ways to print


def ppm_of(content: bytes, page: int = 1) -> bytes:
    """Return the pixels of a page."""
    options = ["-r", "50", "-f", str(page), "-l", str(page)]
    done = subprocess.run(["pdftoppm", *options, "-"], input=content, capture_output=True, check=True)
    return done.stdout.split(b"\n", 3)[3]


@pytest.mark.parametrize("slug", ["unbanning-the-taliban", "cool-rooms"])
def test_mono_has_no_colour(slug: str) -> None:
    """Red, green and blue are the same at every point, which they are not without it."""
    for number in range(1, 4):
        pixels = ppm_of(made(slug, "pdf", printing=("mono",)).made.content, number)
        assert pixels[0::3] == pixels[1::3] == pixels[2::3]
    pixels = ppm_of(made(slug, "pdf").made.content)
    assert pixels[0::3] != pixels[2::3]


def test_grey_is_as_light_as_the_colour() -> None:
    """White stays white, black stays black, and green is lighter than blue."""

    class Entry:
        stream: ClassVar[list[Any]] = ["1 1 1 rg", "0 0 0 RG", "0 1 0 rg", b"0 0 1 rg", {"MCID": 0}, "BT"]

    class Pdf:
        objects = (Entry,)

    to_grey(Pdf)
    white, black, green, blue, *rest = Entry.stream
    assert (white, black) == (b"1.0000 1.0000 1.0000 rg", b"0.0000 0.0000 0.0000 RG")
    assert float(green.split()[0]) > float(blue.split()[0]) > 0
    assert rest == [{"MCID": 0}, "BT"]


def left_edges(content: bytes) -> list[float]:
    """Return where the text of each page begins, in millimetres from its left edge."""
    done = subprocess.run(["pdftotext", "-bbox-layout", "-", "-"], input=content, capture_output=True, check=True)
    pages = done.stdout.decode().split("<page ")[1:]
    return [min(map(float, re.findall(r'<word xMin="([\d.]+)"', page))) / 72 * 25.4 for page in pages]


def test_duplex_mirrors_the_margins_and_punched_does_not() -> None:
    """Bound edge 25 mm, outer edge 18 mm: left and right in turn; punched paper is bound at the left throughout."""
    duplex = left_edges(made("cool-rooms", "pdf", printing=("duplex",)).made.content)
    assert duplex[:4] == pytest.approx([25, 18, 25, 18], abs=0.5)
    punched = left_edges(made("cool-rooms", "pdf", printing=("punched",)).made.content)
    assert punched[:4] == pytest.approx([25] * 4, abs=0.5)


def test_crop_marks_stand_outside_the_trimmed_page() -> None:
    """The page itself stays A4; 3 mm of bleed lie around it."""
    with pikepdf.open(io.BytesIO(made("cool-rooms", "pdf", printing=("crop",)).made.content)) as pdf:
        media, trim = ([float(edge) for edge in pdf.pages[0][box]] for box in ("/MediaBox", "/TrimBox"))
    assert trim[0] - media[0] == pytest.approx(3 / 25.4 * 72, abs=0.1)
    assert trim[2] - trim[0] == pytest.approx(210 / 25.4 * 72, abs=0.2)


def test_a_draft_says_so_behind_the_text_and_in_words() -> None:
    """The large word is no text for a screen reader; the head of every page has it in words."""
    content = made("cool-rooms", "pdf", printing=("draft",)).made.content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = len(pdf.pages)
    assert text_of(content).upper().count("DRAFT") == pages  # poppler leaves out what stands askew
    assert ppm_of(content, pages) != ppm_of(made("cool-rooms", "pdf").made.content, pages)
    assert "DRAFT" not in tag_tree(content)
    assert "KEY JUDGEMENTS" in tag_tree(content)


def test_a_draft_can_still_be_read() -> None:
    """The word behind the text is so light that the softest text of each theme keeps 4.5:1 on it."""
    sheet = (brief.workspace.package_folder("templates") / "styles" / "print-draft.css").read_text("utf-8")
    word = re.search(r"color: (#[0-9a-f]{6})", sheet)
    assert word
    workspace = Workspace.around(BRIEFS["cool-rooms"])
    themes = [brief.theme.load_theme(workspace, name) for name in ("assessment", "note", "modern")]
    for theme in themes:
        for token in ("ink", "ink-soft", "accent"):
            assert contrast(theme.tokens[token], word[1]) >= 4.5, (theme.name, token)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    lights = []
    for colour in (one, other):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def test_lines_are_numbered_in_the_margin() -> None:
    """Every fifth line or every one, from 1 on each page, as furniture and not as text."""
    fifth = made("cool-rooms", "pdf", printing=("lines",)).made.content
    every = made("cool-rooms", "pdf", printing=("lines=1",)).made.content
    numbers = [numbers_of(fifth), numbers_of(every)]
    assert numbers[0][:5] == [5, 10, 15, 20, 25]
    assert numbers[1][:5] == [1, 2, 3, 4, 5]
    assert numbers_of(made("cool-rooms", "pdf").made.content) == []
    assert tag_tree(every) == tag_tree(made("cool-rooms", "pdf").made.content)


def numbers_of(content: bytes) -> list[int]:
    """Return the numbers in the left margin of the first page."""
    done = subprocess.run(["pdftotext", "-bbox", "-l", "1", "-", "-"], input=content, capture_output=True, check=True)
    words = re.findall(r'<word [^>]*xMax="([\d.]+)"[^>]*>(\d+)</word>', done.stdout.decode())
    return [int(number) for edge, number in words if float(edge) < 20 / 25.4 * 72]


def test_what_stands_side_by_side_is_one_line() -> None:
    """Two columns share their lines; a line that begins below the middle of another is the next one."""
    lines = [Line(0, 10, ()), Line(1, 11, ()), Line(11, 21, ()), Line(9, 19, ()), Line(40, 50, ())]
    assert [len(row) for row in rows_of(lines)] == [2, 2, 1]


@pytest.mark.parametrize("output", ["pdf", *FORMATS])
def test_two_builds_give_the_same_bytes(output: str) -> None:
    """Whatever the format, with every way to print that draws something or changes what is drawn."""
    path, printing = BRIEFS["cool-rooms"], ("duplex", "mono", "lines", "draft", "copy=2")
    workspace = Workspace.around(path)
    one, other = (
        make_files(workspace.root, read_document(workspace, path), (output,), ("A4",), Look(printing=printing))
        for _ in range(2)
    )
    assert one == other
