"""The imprint: running heads, by-line, series, citation, rights and the lines about a brief."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.imprint import SUMMARY_LENGTH, Imprint
from brief.language import load_language
from brief.parse import read_document
from brief.workspace import Workspace


def imprint(folder: Path, meta: str = "", more: str = "background: Sand.\n", code: str = "en") -> Imprint:
    """Write a brief and return its imprint."""
    path = folder / "content" / "harbour" / "brief.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"meta: {{title: Dredging buys ten years, date: 2026-02-10{meta}}}\n{more}", encoding="utf-8")
    workspace = Workspace(folder)
    return Imprint(read_document(workspace, path).brief, load_language(workspace, code))


def test_the_running_head_is_the_short_title(tmp_path: Path) -> None:
    """The short title where there is one, the title otherwise."""
    assert imprint(tmp_path).short_title == "Dredging buys ten years"
    assert imprint(tmp_path, ", short_title: Dredging").short_title == "Dredging"


@pytest.mark.parametrize(
    ("meta", "authors"),
    [
        ("", ""),
        (", authors: [Ada Quill, Ben Marl]", "Ada Quill, Ben Marl"),
        (", authors: [{name: Ada Quill, role: Analyst, affiliation: Coast desk}]", "Ada Quill, Analyst, Coast desk"),
        (", authors: [{name: Ada Quill, role: Analyst}, Ben Marl]", "Ada Quill, Analyst; Ben Marl"),
    ],
)
def test_authors_are_listed(tmp_path: Path, meta: str, authors: str) -> None:
    """Names are joined by commas, names with a role or a house by semicolons."""
    assert imprint(tmp_path, meta).authors == authors


def test_the_house_answers_where_no_author_is_named(tmp_path: Path) -> None:
    """The by-line names the authors, else the publisher, else nobody."""
    assert imprint(tmp_path).by_line == ""
    assert imprint(tmp_path, ", publisher: Institute").by_line == "Institute"
    assert imprint(tmp_path, ", publisher: Institute, authors: Desk").by_line == "Desk"


@pytest.mark.parametrize(
    ("meta", "line"),
    [
        ("", "Policy brief"),
        (", kind: assessment", "Assessment"),
        (", series: Harbour Papers", "Harbour Papers"),
        (", series: {name: Harbour Papers, number: 2026/07}", "Harbour Papers No. 2026/07"),
        (", kind: assessment, series: {number: '7'}", "Assessment No. 7"),
    ],
)
def test_the_kind_of_paper_or_its_series(tmp_path: Path, meta: str, line: str) -> None:
    """A series names the paper, the kind where there is none; a number belongs to either."""
    assert imprint(tmp_path, meta).kind_line == line


def test_the_summary_is_plain_words(tmp_path: Path) -> None:
    """The bottom line without marks and citations sums up the brief; the subtitle or the title where there is none."""
    sources = "sources: [{id: S1, title: Report}]\n"
    more = f"bottom_line: Dredging **suffices** until\n  2036 [@S1, p. 4].\n{sources}"
    assert imprint(tmp_path, more=more).summary == "Dredging suffices until 2036."
    assert imprint(tmp_path, ", subtitle: The harbour").summary == "The harbour"
    assert imprint(tmp_path).summary == "Dredging buys ten years"


def test_a_long_summary_ends_at_a_word(tmp_path: Path) -> None:
    """What is too long for the metadata is cut between words."""
    summary = imprint(tmp_path, more=f"bottom_line: {'harbour ' * 80}\n").summary
    assert len(summary) <= SUMMARY_LENGTH
    assert summary.endswith("harbour…")


@pytest.mark.parametrize(
    ("handling", "name", "bounded"),
    [
        ("", "plain-marking", False),
        ("handling: {scheme: tlp, marking: 'TLP:AMBER+STRICT'}\n", "tlp-amber-strict", True),
        ("handling: {scheme: tlp, marking: 'TLP:CLEAR'}\n", "tlp-clear", True),
        ("handling: {scheme: uk_gsc, marking: OFFICIAL}\n", "plain-marking", False),
    ],
)
def test_a_marking_has_a_class_and_a_boundary(tmp_path: Path, handling: str, name: str, bounded: bool) -> None:
    """A label of the TLP has its colour and says who may see the brief; other schemes have neither."""
    made = imprint(tmp_path, more=handling + "background: Sand.\n")
    assert made.marking_class == name
    assert bool(made.boundary) == bounded


def test_how_to_cite(tmp_path: Path) -> None:
    """The citation names authors, title, series, house, day, version and the best address there is, and ends once."""
    meta = (
        ", authors: Ada Quill, publisher: Institute, version: '1.1', series: {name: Papers, number: '7'}, "
        "identifiers: {doi: 10.1234/ferrow, url: 'https://harbours.example/'}"
    )
    cited = imprint(tmp_path, meta).citation
    for part in (
        "Ada Quill",
        "Dredging buys ten years",
        "Papers No. 7",
        "Institute",
        "10 February 2026",
        "1.1",
        "10.1234/ferrow",
    ):
        assert part in cited
    assert "harbours.example" not in cited
    assert ".." not in cited
    assert "  " not in cited


def test_how_to_cite_with_little(tmp_path: Path) -> None:
    """What is not given leaves no gap and no comma behind."""
    cited = imprint(tmp_path).citation
    assert cited.startswith("Dredging buys ten years")
    assert "None" not in cited
    assert ", ," not in cited
    assert "  " not in cited


def test_the_lines_about_a_brief_are_those_that_say_something(tmp_path: Path) -> None:
    """Nothing is printed for what the author left out."""
    assert imprint(tmp_path).about == []
    meta = (
        ", publisher: {name: Institute, contact: desk@harbours.example}, licence: CC-BY-4.0, funding: Coast Fund, "
        "reviewers: [{role: Head of research, name: Cleo Strand, date: 2026-02-08, outcome: Cleared}, Editor], "
        "ai_use: [{use: translation, tool: T2, checked_by: Duty editor, note: S3 only}], review_by: 2026-08-01"
    )
    about = dict(imprint(tmp_path, meta).about)
    assert list(about) == ["contact", "licence", "funding", "reviewed", "ai", "review_by"]
    assert about["reviewed"] == "Head of research, Cleo Strand, 8 February 2026, Cleared; Editor"
    assert about["review_by"] == "1 August 2026"
    for part in ("T2", "Duty editor", "S3 only"):
        assert part in about["ai"]


def test_the_imprint_speaks_the_language_of_the_page(tmp_path: Path) -> None:
    """Dates and words are those of the language file."""
    assert "10 février 2026" in imprint(tmp_path, code="fr").citation
    assert imprint(tmp_path, code="fr").kind_line != imprint(tmp_path).kind_line
