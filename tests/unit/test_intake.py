"""Source documents on their way in: what is read of them, the record that is proposed, and a copy held against it."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

import brief
from brief.cli import cli
from brief.intake import add_source, added_lines, verified_lines, verify_source
from brief.intake.document import read_source
from brief.intake.paragraphs import fingerprint, is_near, is_same, running_text
from brief.intake.speech import dates_in, language_of
from brief.problems import BriefError

FIRST = (
    "The winter boat to the outer isles did not sail on 41 days in the past season, the harbour office said on "
    "3 February 2025, and the islanders paid for it with empty shelves."
)
SECOND = (
    "The company that runs the boat blames the weather. Its own log shows that on 19 of those days the sea was calm "
    "enough, and that the boat lay in the yard with a broken shaft."
)
THIRD = (
    "In April 2024 the council had offered to pay for a second boat. The company declined, because the grant would "
    "have bound it to a timetable for ten years, as it had been in the 1990s."
)
TICKER = "EUR 97.90"
HEAD = "A boat in the yard"
PULL = "Its own log shows that on 19 of those days the sea was calm enough, and that the boat lay in the yard."
NOTICE = "К сожалению, браузер, которым вы пользуетесь, устарел и не позволяет корректно отобразить сайт."
ARTICLE = "\n\n".join((TICKER, "Ferries to the outer isles", FIRST, HEAD, SECOND, PULL, THIRD, NOTICE))
PAGE = f"""<!doctype html><html lang="en"><head>
<title>Ferries | The Post</title><meta property="og:title" content="Ferries to the outer isles">
<meta name="author" content="Ingrid Vale"><meta property="og:site_name" content="The Post">
<meta property="article:published_time" content="2025-02-03T08:00:00Z">
</head><body><nav><ul><li>Home</li></ul></nav><article>
<h1>Ferries to the outer isles</h1><p>{FIRST}</p><p>{SECOND}</p><blockquote><p>{PULL}</p></blockquote><p>{THIRD}</p>
</article><footer>Subscribe to our newsletter. We write every week.</footer></body></html>"""


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a file and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Make an empty workspace."""
    put(tmp_path, "work/house.yaml", "")
    return tmp_path / "work"


# Reading


def test_furniture_is_left_out_and_paragraphs_keep_their_order() -> None:
    """A ticker, a title, a cross-head, a repeated quote and a notice in another script are no running text."""
    assert running_text(ARTICLE.split("\n\n")) == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(("name", "content"), [("a.txt", ARTICLE), ("a.html", PAGE)])
def test_text_and_page_give_the_same_paragraphs(tmp_path: Path, name: str, content: str) -> None:
    reading, _ = read_source(put(tmp_path, name, content))
    assert reading.paragraphs == (FIRST, SECOND, THIRD)
    assert reading.title == "Ferries to the outer isles"
    assert reading.language == "en"


def test_a_page_gives_who_where_and_when(tmp_path: Path) -> None:
    reading, _ = read_source(put(tmp_path, "a.html", PAGE))
    assert (reading.authors, reading.container, reading.date) == (("Ingrid Vale",), "The Post", "2025-02-03")


def test_a_pdf_gives_its_paragraphs(tmp_path: Path) -> None:
    """A brief that the program printed itself is as good a PDF as any."""
    said = "\n\n  ".join((FIRST, SECOND, THIRD))
    text = f"meta: {{title: Ferries, date: 2025-03-10, language: en}}\nbackground: |\n  {said}\n"
    path = put(tmp_path, "work/content/ferries/brief.yaml", text)
    (result,) = brief.build(path, brief.Options(outputs=("pdf",), papers=("A4",), output=tmp_path, jobs=1))
    assert result.built, result.problems
    reading, _ = read_source(result.files[0].path)
    words = [" ".join(re.findall(r"\w+", paragraph)) for paragraph in reading.paragraphs]
    for paragraph in (FIRST, SECOND, THIRD):
        assert any(" ".join(re.findall(r"\w+", paragraph)) in each for each in words), reading.paragraphs
    assert reading.title == "Ferries"
    assert reading.date == "2025-03-10"


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"\xcf\xf0\xe8\xe2\xe5\xf2 " * 40, "encoding"),
        (b"", "no-text"),
        (b"one line\n", "no-text"),
        (b"%PDF-1.7\nnothing of the kind", "broken-pdf"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, content: bytes, rule: str) -> None:
    with pytest.raises(BriefError) as caught:
        read_source(put(tmp_path, "a.txt", content))
    (problem,) = caught.value.problems
    assert problem.rule == rule
    assert problem.hint


def test_another_encoding_can_be_named(tmp_path: Path) -> None:
    text = "Зимний катер на дальние острова не ходил сорок один день, и островитяне остались без продуктов."
    path = put(tmp_path, "a.txt", text.encode("cp1251"))
    reading, _ = read_source(path, "cp1251")
    assert (reading.paragraphs, reading.language) == ((text,), "ru")
    with pytest.raises(BriefError, match="'cp12' is no encoding"):
        read_source(path, "cp12")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (FIRST, "en"),
        (
            "Le bateau d’hiver pour les îles n’a pas navigué pendant 41 jours et les habitants en ont fait les frais.",
            "fr",
        ),
        ("Das Winterboot zu den Inseln ist an 41 Tagen nicht gefahren, und die Bewohner haben dafür gezahlt.", "de"),
        ("Зимовий човен до островів не ходив сорок один день, і жителі заплатили за це порожніми полицями.", "uk"),
        ("لم تبحر العبارة إلى الجزر في الشتاء واحدا وأربعين يوما، وقد دفع السكان ثمن ذلك من قوتهم في البيوت", "ar"),
        ("Lorem ipsum dolor sit amet consectetur", ""),
    ],
)
def test_languages_are_known_by_their_commonest_words(text: str, code: str) -> None:
    assert language_of(text) == code


def test_dates_are_found_as_precisely_as_they_are_given() -> None:
    found = [(each.edtf, each.paragraph) for each in dates_in((FIRST, SECOND, THIRD), "en")]
    assert found == [("199X", 3), ("2024-04", 3), ("2025-02-03", 1)]
    more = ("It began in 2019, on March 22 it ended; on Sept. 9, 2001, and 2023-11-05. Route 1995/6 is 2,019 km.",)
    assert [each.edtf for each in dates_in(more, "en")] == ["2001-09-09", "2019", "2023-11-05", "XXXX-03-22"]
    assert [each.edtf for each in dates_in(("Le 3 février 2025, puis en avril 2024.",), "fr")] == [
        "2024-04",
        "2025-02-03",
    ]
    assert [each.edtf for each in dates_in(("12 апреля 2024 года и с мая 2023 года.",), "ru")] == [
        "2023-05",
        "2024-04-12",
    ]


# Fingerprints


def test_an_edit_changes_one_part_of_a_fingerprint_and_another_text_both() -> None:
    edited = SECOND.replace("blames the weather", "puts it down to the weather")
    assert is_same(fingerprint(SECOND), fingerprint(SECOND.upper().replace(".", " –")))
    assert not is_same(fingerprint(SECOND), fingerprint(edited))
    assert is_near(fingerprint(SECOND), fingerprint(edited))
    texts = [" ".join(random.Random(seed).choices(FIRST.split() + THIRD.split(), k=40)) for seed in range(40)]  # noqa: S311
    assert not any(is_near(fingerprint(a), fingerprint(b)) for a in texts for b in texts if a != b)


# Records


def test_the_record_that_is_proposed_is_one(workspace: Path, tmp_path: Path) -> None:
    """It can be read as it stands, and once its facts are written a brief can cite them."""
    added = add_source(put(tmp_path, "a.html", PAGE), workspace)
    text = added.path.read_text("utf-8")
    assert added.path.name == "ferries-to-the-outer-isles.yaml"
    record = yaml.safe_load(text)
    assert record["author"] == ["Ingrid Vale"]
    assert record["paragraphs"] == len(record["fingerprints"]) == 3
    assert "2024-04" in text
    told = text.replace("# facts:\n#   - {", "facts:\n  - {")
    added.path.write_text(told, "utf-8")
    judged = "key_judgements: [{statement: It is late., evidence: [S1#1]}]"
    source = f"meta: {{title: Ferries, date: 2025-03-10}}\n{judged}\nsources: [{{id: S1, record: {added.path.stem}}}]\n"
    document = brief.read(put(workspace, "content/ferries/brief.yaml", source))
    assert document.seeds[added.path.stem].title == "Ferries to the outer isles"


def test_nothing_of_the_text_is_kept(workspace: Path, tmp_path: Path) -> None:
    text = add_source(put(tmp_path, "a.txt", ARTICLE), workspace).path.read_text("utf-8").casefold()
    words = re.findall(r"\w+", f"{FIRST} {SECOND} {THIRD}".casefold())
    kept = [run for run in (" ".join(words[n : n + 5]) for n in range(len(words) - 4)) if run in text]
    assert kept == []


def test_what_a_document_says_cannot_break_its_record(workspace: Path, tmp_path: Path) -> None:
    odd = 'A "title": [with] {marks} #and\u2028more\\n # yes'
    page = PAGE.replace("Ferries to the outer isles", odd.replace('"', "&quot;")).replace("Ingrid Vale", "x: &a *b ]")
    record = yaml.safe_load(add_source(put(tmp_path, "a.html", page), workspace, "odd").path.read_text("utf-8"))
    assert record["title"].startswith('A "title": [with] {marks}')
    assert record["author"]


def test_a_record_that_is_there_stays(workspace: Path, tmp_path: Path) -> None:
    file = put(tmp_path, "a.txt", ARTICLE)
    path = add_source(file, workspace, "ferries").path
    before = path.read_bytes()
    with pytest.raises(BriefError) as caught:
        add_source(file, workspace, "ferries")
    assert caught.value.problems[0].rule == "taken"
    assert path.read_bytes() == before


# Copies


@pytest.fixture
def cited(workspace: Path, tmp_path: Path) -> Path:
    """Make a record with facts and a brief that cites it; return the workspace."""
    path = add_source(put(tmp_path, "a.txt", ARTICLE), workspace, "ferries").path
    facts = "".join(f"  - {{n: {n}, paragraph: {n}, text: Fact {n} in other words.}}\n" for n in (1, 2, 3))
    path.write_text(path.read_text("utf-8") + "facts:\n" + facts, "utf-8")
    head = "meta: {title: Boats, date: 2025-03-10}\nsources: [{id: S1, record: ferries}]\n"
    text = f"{head}background: |\n  Boats stay in [@S1#2].\n"
    put(workspace, "content/boats/brief.yaml", text)
    return workspace


def test_the_very_file_holds(cited: Path, tmp_path: Path) -> None:
    verified = verify_source(tmp_path / "a.txt", cited)
    assert verified.identical
    assert verified.holds
    assert verified.briefs == ("content/boats/brief.yaml",) or verified.briefs[0].endswith("boats/brief.yaml")


def test_a_copy_is_followed_paragraph_by_paragraph(cited: Path, tmp_path: Path) -> None:
    edited = SECOND.replace("blames the weather", "puts it down to the weather")
    added = "A new paragraph says that the yard has ordered a new shaft from abroad, to be fitted before the summer."
    copy = put(tmp_path, "b.txt", "\n\n".join((added, FIRST, edited, "Subscribe")))
    verified = verify_source(copy, cited)
    told = [(each.paragraph, each.state, each.found, each.facts) for each in verified.paragraphs]
    assert told == [(1, "moved", 2, (1,)), (2, "changed", 3, (2,)), (3, "gone", None, (3,))]
    assert verified.added == (1,)
    assert not verified.holds
    lines = "\n".join(verified_lines(verified))
    assert "¶ 1 is ¶ 2 now; fact 1" in lines
    assert "¶ 3 is not there any more; fact 3" in lines


def test_the_same_copy_in_another_form_holds(cited: Path, tmp_path: Path) -> None:
    verified = verify_source(put(tmp_path, "b.html", PAGE), cited)
    assert not verified.identical
    assert verified.record == "ferries"
    assert {each.state for each in verified.paragraphs} == {"same"}
    assert verified.holds


def test_eight_words_of_the_source_are_shown_at_their_line(cited: Path, tmp_path: Path) -> None:
    """Seven may be chance; capitals and marks between them make no other words."""
    path = cited / "content" / "boats" / "brief.yaml"
    text = path.read_text("utf-8")
    seven = "The boat lay in the yard with."
    path.write_text(text.replace("Boats stay in", f"{seven} Boats stay in"), "utf-8")
    assert verify_source(tmp_path / "a.txt", cited).wording == ()
    eight = "Say what you will: THE boat lay, in the yard with a shaft."
    path.write_text(text.replace("Boats stay in", f"{eight} Boats stay in"), "utf-8")
    (problem,) = verify_source(tmp_path / "a.txt", cited).wording
    assert problem.rule == "same-wording"
    assert "8 words in a row stand in ¶ 2" in problem.message
    assert problem.place is not None
    assert problem.place.line == 4


def test_the_facts_of_the_record_are_held_to_it_too(cited: Path, tmp_path: Path) -> None:
    path = cited / "seeds" / "ferries.yaml"
    path.write_text(
        path.read_text("utf-8").replace(
            "Fact 3 in other words.", "The company declined because the grant would have bound it."
        ),
        "utf-8",
    )
    (problem,) = verify_source(tmp_path / "a.txt", cited).wording
    assert str(problem.place).startswith(("seeds/ferries.yaml", "ferries.yaml"))


def test_a_document_without_a_record(cited: Path, tmp_path: Path) -> None:
    other = put(
        tmp_path, "c.txt", "Nobody knows how many geese there are on the outer isles, and nobody has ever asked them."
    )
    for record in (None, "feries"):
        with pytest.raises(BriefError) as caught:
            verify_source(other, cited, record)
        assert caught.value.problems[0].rule == "no-record"


# Commands


def test_the_commands(workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace)
    file = put(tmp_path, "a.txt", ARTICLE)
    added = CliRunner().invoke(cli, ["source", "add", str(file), "--id", "Ferries"])
    assert added.exit_code == 0, added.output
    assert added.stdout.strip() == "seeds/ferries.yaml"
    assert "2025-02-03 (¶ 1)" in added.stderr
    held = CliRunner().invoke(cli, ["source", "verify", str(file)])
    assert held.exit_code == 0
    assert "the very file" in held.stdout
    gone = CliRunner().invoke(cli, ["source", "verify", str(put(tmp_path, "b.txt", "\n\n".join((FIRST, SECOND))))])
    assert gone.exit_code == 0  # no fact names the paragraph that is gone
    assert "not there any more" in gone.stdout


def test_lines_say_what_was_not_found(workspace: Path, tmp_path: Path) -> None:
    lines = list(added_lines(add_source(put(tmp_path, "a.txt", FIRST), workspace)))
    assert any("author" in line and "not found" in line for line in lines)
