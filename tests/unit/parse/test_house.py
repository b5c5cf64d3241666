"""What a house says for all its briefs, and where its mistakes are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.parse import Parsed, parse, read_document
from brief.problems import BriefError
from brief.workspace import Text, Workspace

BRIEF = "meta:\n  title: Water\n  date: 2024-05-06\nrisks: [Bursts]\n"
HOUSE = """
meta:
  publisher: {name: Institute, url: https://example.org}
  licence: CC-BY-4.0
  language: fr
scales: {likelihood: phia}
output: {paper: [Letter], theme: assessment}
"""


def read(brief: str, house: str | None) -> Parsed:
    return parse(Text("brief.yaml", brief), None if house is None else Text("house.yaml", house))


def test_house_fills_in() -> None:
    """A brief takes from its house what it leaves out, down to single keys of a group."""
    brief = read(BRIEF.replace("meta:", "meta:\n  publisher: {name: Water Institute}"), HOUSE).brief

    assert brief is not None
    assert (brief.meta.publisher and brief.meta.publisher.name) == "Water Institute"
    assert (brief.meta.publisher and brief.meta.publisher.url) == "https://example.org"
    assert (brief.meta.licence, brief.scales.likelihood, brief.output.paper) == ("CC-BY-4.0", "phia", ("Letter",))


def test_brief_wins() -> None:
    """What a brief says itself stands; an empty key says nothing."""
    brief = read(
        f"{BRIEF}output: {{paper: A4}}\nscales: {{likelihood: }}\n".replace("meta:", "meta:\n  language: en"), HOUSE
    ).brief

    assert brief is not None
    assert (brief.meta.language, brief.output.paper, brief.output.theme) == ("en", ("A4",), "assessment")
    assert brief.scales.likelihood == "phia"


@pytest.mark.parametrize("house", [None, "", "\n\n", "# nothing yet\n  # at all\n"])
def test_empty_house(house: str | None) -> None:
    """A house file that says nothing is no mistake."""
    assert read(BRIEF, house).problems == []


@pytest.mark.parametrize(
    ("house", "rule", "line", "column"),
    [
        ("meta:\n  language: English, please\n", "language-tag", 2, 13),
        ("meta:\n  publisher:\n    url: https://example.org\n", "missing-key", 2, 3),
        ("meta:\n  publsher: Institute\n", "unknown-key", 2, 3),
        ("scales: {likelihood: kent}\n", "vocabulary", 1, 22),
        ("scales: phia\n", "wrong-type", 1, 9),
        ("risks: [Bursts]\n", "unknown-key", 1, 1),
        ("handling: {scheme: tlp}\n", "marking-missing", 1, 20),
        ("meta: {language: fr, language: de}\n", "duplicate-key", 1, 22),
        ("meta: [\n", "yaml-syntax", 1, 7),
        ("Institute\n", "not-a-brief", 1, 1),
    ],
)
def test_mistakes_of_the_house(house: str, rule: str, line: int, column: int) -> None:
    """A mistake in the house file is told once, at its place in that file, and none is blamed on the brief."""
    problems = read(BRIEF, house).problems

    assert [problem.rule for problem in problems] == [rule]
    place = problems[0].place
    assert place is not None
    assert (place.file, place.line, place.column) == ("house.yaml", line, column)


def test_both_files_in_one_run() -> None:
    """Mistakes of the brief and of its house are told together."""
    problems = read(BRIEF.replace("title", "titel"), "scales: {row: 3}\n").problems
    told = {(problem.place.file, problem.rule) for problem in problems if problem.place}

    assert told == {("brief.yaml", "unknown-key"), ("brief.yaml", "missing-key"), ("house.yaml", "out-of-range")}


def test_unreadable_brief_beside_an_unreadable_house() -> None:
    """When neither file can be read, both are told."""
    with pytest.raises(BriefError) as caught:
        read("", "Institute\n")

    assert sorted(problem.rule for problem in caught.value.problems) == ["empty-file", "not-a-brief"]


def test_house_file_of_a_workspace(tmp_path: Path) -> None:
    """The house file at the top of a workspace holds for every brief in it; the folder names a brief without an id."""
    (tmp_path / "content" / "Water Supply").mkdir(parents=True)
    (tmp_path / "house.yaml").write_text(HOUSE, encoding="utf-8")
    path = tmp_path / "content" / "Water Supply" / "brief.yaml"
    path.write_text(BRIEF, encoding="utf-8")
    document = read_document(Workspace(tmp_path), path)

    assert document.brief.meta.language == "fr"
    assert document.brief.meta.id == "water-supply"
    assert document.folder == path.parent
