"""The view: numbers of sources, resolved records, who names what, what is printed, and what a file is called."""

from __future__ import annotations

import datetime
import textwrap
from pathlib import Path

import pytest

from brief.citations import Citation, read_citation
from brief.making import view_of
from brief.parse import read_document
from brief.view import Cited, View
from brief.workspace import Workspace

HEAD = "meta: {title: Dredging, date: 2026-02-10, information_cutoff: 2026-01-31}\n"
RECORD = """\
schema: seed/1
id: report
type: report
title: The state of the harbour
author: Port Authority
publisher: Port Authority
date: 2025-11-03
language: en
sha256: "0000000000000000000000000000000000000000000000000000000000000000"
origin: Port Authority
reliability: C
credibility: 3
paragraphs: 9
facts:
  - {n: 1, paragraph: 2, kind: reported, text: The channel lost a metre.}
  - {n: 2, paragraph: 3, kind: claimed, text: Two ships turned away.}
  - {n: 3, paragraph: 4, kind: data, text: Dredging cost 4.1 million.}
  - {n: 4, paragraph: 8, kind: judgement, text: The bar will move.}
"""
CITED = (
    HEAD
    + """\
key_judgements:
  - {id: KJ1, statement: The channel fills., evidence: ["S2, p. 4", "S1#2", F1], assumptions: [A1]}
facts:
  - {id: F1, text: It is 8 m deep., sources: ["S1#1", "S3"]}
  - {id: F2, text: It is wide., sources: [F1]}
assumptions: [{id: A1, text: Soundings are right.}, {id: A2, text: The ferry stays.}]
sources:
  - {id: S2, title: Sand}
  - {id: S1, record: report, reliability: B}
  - {id: S3, title: Talk}
"""
)


def view(folder: Path, text: str, paper: str = "A4") -> View:
    """Write a brief with its record and put its view together."""
    path = folder / "content" / "harbour" / "brief.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "seeds" / "report.yaml").write_text(RECORD, encoding="utf-8")
    workspace = Workspace(folder)
    return view_of(workspace, read_document(workspace, path), paper)


def citations(*texts: str) -> list[Citation]:
    """Read citations as an author writes them."""
    return [citation for citation in map(read_citation, texts) if citation is not None]


def test_sources_are_numbered_in_their_printed_order(tmp_path: Path) -> None:
    """The number of a source is its place in the list, not the number in its id."""
    made = view(tmp_path, CITED)
    assert [source.id for source in made.sources] == ["S2", "S1", "S3"]
    assert [made.number(name) for name in ("S1", "S2", "S3")] == [2, 1, 3]


def test_a_source_is_filled_up_from_its_record(tmp_path: Path) -> None:
    """What the brief does not say of a source comes from the record; what it says wins; the brief is not changed."""
    made = view(tmp_path, CITED)
    source = made.sources[1]
    assert (source.title, source.publisher, source.credibility) == ("The state of the harbour", "Port Authority", "3")
    assert source.reliability == "B"
    assert source.id == "S1"
    assert made.items["S1"].title is None


def test_one_source_is_cited_once_in_a_group(tmp_path: Path) -> None:
    """Locators of one source are gathered in the order of the page; repeats are dropped."""
    made = view(tmp_path, CITED)
    assert made.cited(citations("S2, p. 4", "S3", "S2, p. 9", "S2, p. 4")) == [
        Cited(1, "S2", ("p. 4", "p. 9")),
        Cited(3, "S3", ()),
    ]


def test_facts_of_a_record_become_paragraphs(tmp_path: Path) -> None:
    """The number of a fact leads to its paragraph; neighbours are written as a run, before the words of the author."""
    made = view(tmp_path, CITED)
    cited = made.cited(citations("S1#4", "S1#1", "S1, annex", "S1#3", "S1#2", "S1#1"))
    assert cited == [Cited(2, "S1", ("¶ 2\u2060–\u20604, 8", "annex"))]


def test_a_fact_of_the_brief_stands_for_its_sources(tmp_path: Path) -> None:
    """Who cites a fact cites the sources of the fact, in their place in the group."""
    made = view(tmp_path, CITED)
    assert made.cited(citations("F1")) == [Cited(2, "S1", ("¶ 2",)), Cited(3, "S3", ())]
    assert made.cited(citations("S1#2", "F1")) == [Cited(2, "S1", ("¶ 2\u2060–\u20603",)), Cited(3, "S3", ())]


def test_what_leads_to_sources_is_evidence(tmp_path: Path) -> None:
    """A citation of a source or a fact shows numbers, one of any other item shows its id."""
    made = view(tmp_path, CITED)
    assert [name for name in ("S1", "F1", "KJ1", "A1") if made.is_evidence(name)] == ["S1", "F1"]


def test_who_is_named_by_another_item(tmp_path: Path) -> None:
    """Only what another item names is referenced."""
    made = view(tmp_path, CITED)
    assert "A1" in made.referenced
    assert "A2" not in made.referenced


def test_an_empty_section_is_not_printed(tmp_path: Path) -> None:
    """Sections come in the order of the page, and only those with something in them."""
    made = view(tmp_path, CITED + "risks: []\nopen_questions: []\n")
    assert [section.key for section in made.sections] == ["key_judgements", "assumptions", "facts", "sources"]


def test_a_section_carries_what_its_kind_works_out(tmp_path: Path) -> None:
    """The order of the risks and their cells in the matrix are worked out for the face."""
    made = view(
        tmp_path,
        HEAD
        + """\
risks:
  - {title: Storm, likelihood: unlikely, impact: 4}
  - {title: Sand, rank: 1, likelihood: unlikely, impact: 4}
  - {title: Price, rank: 2}
""",
    )
    (section,) = made.sections
    assert [risk.title for risk in section.derived["ranked"]] == ["Sand", "Price", "Storm"]
    assert section.derived["placed"] == {(4, "unlikely"): ["R2", "R1"]}


def test_figures_are_numbered_in_their_section(tmp_path: Path) -> None:
    """The number of a figure is its place among the figures."""
    figures = "figures:\n" + "".join(
        f"  - {{id: {name}, kind: bars, caption: C, alt: A, data: [{{label: a, value: 1}}]}}\n"
        for name in ("FIG7", "FIG2")
    )
    made = view(tmp_path, HEAD + figures)
    assert [made.position(name) for name in ("FIG7", "FIG2")] == [1, 2]


@pytest.mark.parametrize(
    ("scale", "term", "band"),
    [("icd203", "likely", (55, 80)), ("phia", "likely", (55, 75)), ("ipcc", "likely", (66, 100))],
)
def test_a_term_has_the_band_of_its_scale(tmp_path: Path, scale: str, term: str, band: tuple[int, int]) -> None:
    """The same word has another range on another scale; the words and the band come from the declared one."""
    made = view(
        tmp_path,
        HEAD + f"scales: {{likelihood: {scale}}}\nkey_judgements: [{{statement: It fills., likelihood: {term}}}]\n",
    )
    found = made.band(term)
    assert found is not None
    assert (found.low, found.high) == band
    assert made.term(term) == "likely"
    assert made.edges[0] == 0
    assert made.edges[-1] == 100
    assert set(band) <= set(made.edges)


def test_what_is_not_assessed_has_no_band(tmp_path: Path) -> None:
    """No likelihood is drawn where none is given, and the legend is left out when nothing is assessed."""
    made = view(tmp_path, HEAD + "key_judgements: [{statement: It fills., likelihood: not_assessed}]\n")
    assert made.band("not_assessed") is None
    assert made.band(None) is None
    assert made.term("not_assessed") == "not assessed"
    assert not made.uses_likelihood
    assert not made.uses_confidence


def test_the_second_row_of_a_scale_has_words_of_its_own(tmp_path: Path) -> None:
    """ICD 203 has two rows of words for one set of ranges."""
    text = (
        HEAD + "scales: {likelihood: icd203, row: %s}\nkey_judgements: [{statement: It fills., likelihood: likely}]\n"
    )
    first, second = (view(tmp_path, text % row) for row in (1, 2))
    assert (first.term("likely"), second.term("likely")) == ("likely", "probable")
    assert first.band("likely") == second.band("likely")


def test_an_impact_is_named_by_the_anchors_of_the_brief(tmp_path: Path) -> None:
    """A house's own word stands before the colon of its anchor; without one the common word is taken."""
    made = view(
        tmp_path,
        HEAD + 'scales: {impact_anchors: {5: "Ruinous: the port closes", 4: a season is lost}}\nrisks: [Sand]\n',
    )
    assert made.impact_word(5) == "Ruinous"
    assert made.impact_word(4) == str(made.language.words["vocabulary"]["impact"][4])


@pytest.mark.parametrize(
    ("paper", "more", "name"),
    [
        ("A4", "", "2026-02-10_harbour_v1.0_en"),
        ("Letter", "", "2026-02-10_harbour_v1.0_en_letter"),
        ("A4", "id: old-harbour, version: '2.10', language: fr, ", "2026-02-10_old-harbour_v2.10_fr"),
    ],
)
def test_the_name_of_an_edition(tmp_path: Path, paper: str, more: str, name: str) -> None:
    """Date, id, version, language, and a paper other than A4: files of two editions never have one name."""
    made = view(tmp_path, HEAD.replace("{", "{" + more) + "background: Sand.\n", paper)
    assert made.edition == name


def test_the_cutoff_is_the_day_of_the_brief(tmp_path: Path) -> None:
    """The information cut-off comes from the brief, and is none where the brief gives none."""
    assert view(tmp_path, HEAD + "background: Sand.\n").cutoff == datetime.date(2026, 1, 31)
    assert view(tmp_path, "meta: {title: T, date: 2026-02-10}\nbackground: Sand.\n").cutoff is None


def test_figures_are_numbered_as_they_are_met_on_the_page(tmp_path: Path) -> None:
    """What a text places comes first, in the order of the text; a note for a meeting places nothing."""
    figures = "figures:\n" + "".join(
        f"  - {{id: {name}, kind: bars, caption: C, alt: A, data: [{{label: a, value: 1}}]}}\n"
        for name in ("FIG1", "FIG2", "FIG3", "FIG4")
    )
    placed = "background: [{text: 'See [@FIG1].', blocks: [{figure: FIG3}, {figure: FIG2}]}]\n"
    meeting = "meeting: {objective: O, minutes: 30, not_for_use: [{item: FIG4, text: Not yet}]}\n"
    made = view(tmp_path, HEAD + placed + figures + meeting)
    assert {name: made.position(name) for name in ("FIG1", "FIG2", "FIG3", "FIG4")} == {
        "FIG3": 1,
        "FIG2": 2,
        "FIG1": 3,
        "FIG4": 4,
    }
    (section,) = (each for each in made.sections if each.key == "figures")
    assert [figure.id for figure in section.value] == ["FIG1", "FIG4"]
    assert [made.name_of(name) for name in ("FIG3", "FIG1")] == ["Figure 1", "Figure 3"]
