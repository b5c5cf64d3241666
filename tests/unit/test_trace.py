"""Where each judgement comes from: the chains, how they are told, and the annexes that print them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import brief
from brief.cli import cli
from brief.lineage import Unused, trace_of
from brief.problems import BriefError
from brief.tracing import as_json, as_lines, traced

BRIEF = """\
meta: {title: Ferry fares, date: 2025-03-10}
handling: {scheme: tlp, marking: "TLP:GREEN"}
key_judgements:
  - id: KJ1
    statement: Fares are likely to rise by 2026.
    likelihood: likely
    confidence: moderate
    evidence: [S1#2, "S2, p. 4", F1]
  - id: KJ2
    statement: The winter boat is unlikely to return by 2026 [@S2].
    likelihood: unlikely
    evidence: [S3]
  - {id: KJ3, statement: Nobody asks the islanders.}
risks:
  - {id: R1, title: Two boats fail at once, cause: "Both are old [@S3]."}
facts:
  - {id: F1, text: The boat ran 212 days., kind: data, sources: [S1#1]}
  - {id: F2, text: The pier was painted., sources: [S1#4]}
sources:
  - {id: S1, record: annual-report}
  - {id: S2, title: The timetable, origin: Harbour office}
  - {id: S3, title: A letter, origin: Harbour office}
  - {id: S4, title: A map}
lint:
  waive:
    - {rule: SRC-04, at: KJ2, reason: There is no other source., by: Editor}
output: {annexes: [trace, waivers]}
"""
RECORD = """\
schema: seed/1
id: annual-report
title: Annual report
origin: Ferry company
facts:
  - {n: 1, paragraph: 3, kind: data, text: It ran 212 days of 365.}
  - {n: 2, paragraph: 5, kind: claimed, text: The company says that fuel has doubled.}
  - {n: 3, paragraph: 6, text: The crew is nine.}
  - {n: 4, paragraph: 7, text: The pier was painted.}
  - {n: 6, paragraph: 9, text: A new engine is ordered.}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Write a workspace with one brief whose judgements rest on several things."""
    (tmp_path / "content" / "ferry").mkdir(parents=True)
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "annual-report.yaml").write_text(RECORD, "utf-8")
    file = tmp_path / "content" / "ferry" / "brief.yaml"
    file.write_text(BRIEF, "utf-8")
    return file


def test_a_chain_leads_from_the_judgement_to_the_paragraph(path: Path) -> None:
    document = brief.read(path)
    first, second, third = trace_of(document.brief, document.seeds).chains
    told = [(link.cited, link.through, link.paragraph, link.locator, link.kind, link.said) for link in first.links]
    assert told == [
        ("S1#2", "", 5, "", "claimed", "The company says that fuel has doubled."),
        ("S2", "", None, "p. 4", "", ""),
        ("S1#1", "F1", 3, "", "data", "It ran 212 days of 365."),
    ]
    assert (first.likelihood, first.confidence, first.behind) == ("likely", "moderate", ("S1", "S2"))
    assert [link.cited for link in second.links] == ["S2", "S3"]  # in the sentence, then in its field
    assert third.links == ()


def test_what_rests_on_one_thing_is_named(path: Path) -> None:
    document = brief.read(path)
    trace = trace_of(document.brief, document.seeds)
    assert [chain.single for chain in trace.chains] == ["", "origin", "nothing"]
    (risk,) = trace_of(document.brief, document.seeds, ["R1"]).chains
    assert (risk.section, risk.single, risk.origins) == ("risks", "source", ("Harbour office",))


def test_what_no_judgement_uses_is_named(path: Path) -> None:
    """A fact that only another part cites is not used by a judgement; the numbers are told as runs."""
    document = brief.read(path)
    trace = trace_of(document.brief, document.seeds)
    assert trace.unused == (Unused("S1", False, (3, 4, 6)), Unused("S4", True))
    assert trace.unused[0].runs == ((3, 4), (6, 6))
    assert trace.unused_items == ("F2",)


def test_lines_are_folded_and_say_all(path: Path) -> None:
    lines = list(as_lines(traced([path]), 72))
    assert all(len(line) <= 72 for line in lines), lines
    text = " ".join(" ".join(lines).split())
    for said in (
        "KJ1 Fares are likely to rise by 2026. (likely, moderate confidence)",
        "F1 > S1#1 ¶ 3 data It ran 212 days of 365.",
        "all its sources go back to one origin: Harbour office",
        "rests on no source",
        "S1 facts not cited: 3–4, 6 S4 no judgement cites it F2 no judgement cites it",
    ):
        assert said in text


def test_json_holds_the_links_without_blanks(path: Path) -> None:
    (entry,) = json.loads(as_json(traced([path])))["briefs"]
    assert entry["items"][0]["links"][2] == {
        "cited": "S1#1",
        "source": "S1",
        "title": "Annual report",
        "through": "F1",
        "number": 1,
        "paragraph": 3,
        "kind": "data",
        "said": "It ran 212 days of 365.",
    }
    assert entry["items"][1]["rests_on_one"] == "origin"
    assert entry["unused"] == [
        {"source": "S1", "whole": False, "numbers": [3, 4, 6]},
        {"source": "S4", "whole": True},
    ]


def test_an_id_that_no_brief_has(path: Path) -> None:
    with pytest.raises(BriefError) as caught:
        traced([path], ["KJ9"])
    (problem,) = caught.value.problems
    assert problem.rule == "no-such-item"
    assert "KJ" in str(problem.hint)


def test_the_command_takes_ids_and_paths(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    result = CliRunner().invoke(cli, ["trace", "KJ2", "brief.yaml"])
    assert result.exit_code == 0
    assert "winter boat" in result.output
    assert "Fares" not in result.output
    assert "Not used" not in result.output


# Annexes


def web_page(path: Path, **options: object) -> str:
    """Build the page of a brief and return it."""
    (result,) = brief.build(path, brief.Options(outputs=("html",), output=path.parent / "out", jobs=1, **options))  # type: ignore[arg-type]
    assert result.built, result.problems
    return result.files[0].path.read_text("utf-8")


def test_annexes_stand_behind_the_brief_and_lead_to_its_parts(path: Path) -> None:
    page = web_page(path)
    annexes = page[page.index('id="annex-trace"') :]
    assert page.index('id="about"') < page.index('id="annex-trace"') < page.index('id="annex-waivers"')
    for said in (
        'href="#KJ1"',
        "The company says that fuel has doubled.",
        'href="#S1"',
        "¶\u00a05",
        "There is no other source.",
    ):
        assert said in annexes
    assert annexes.count("It rests on no source.") == 1
    assert "facts not cited: 3–4, 6" in annexes


def test_annexes_are_printed_only_where_they_are_asked_for(path: Path) -> None:
    path.write_text(BRIEF.replace("output: {annexes: [trace, waivers]}\n", ""), "utf-8")
    assert "annex" not in web_page(path).split("</style>")[1]


def test_an_edition_for_more_readers_keeps_what_was_weighed_to_itself(path: Path) -> None:
    """A reason may speak of a part that the edition leaves out."""
    marked = BRIEF.replace("  - {id: KJ3,", '  - {id: KJ3, marking: "TLP:GREEN",')
    marked = marked.replace('marking: "TLP:GREEN"}\nkey', 'marking: "TLP:GREEN", unmarked: "TLP:CLEAR"}\nkey')
    path.write_text(marked, "utf-8")
    assert "There is no other source." in web_page(path)
    page = web_page(path, audience="public")
    assert "Nobody asks the islanders" not in page
    assert 'id="annex-trace"' in page
    assert "There is no other source." not in page
