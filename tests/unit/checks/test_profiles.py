"""Which rules hold for which paper, in which language, and what a waiver does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from brief.checks import after_making, check
from brief.measure import Block, Found, Measure
from brief.problems import BriefError, Problem
from tests.unit.checks.briefs import BASE, changed, document_of

HEDGED = {"bottom_line.text": "There is a serious possibility that the port closes, and traders might leave."}


def found(folder: Path, changes: dict[str, Any], strict: bool = False) -> list[Problem]:
    """Check the base with some values changed."""
    return list(check(document_of(folder, changed(changes)), strict))


def test_tier_two_waits_for_strict(tmp_path: Path) -> None:
    """What is a matter of taste is said only to those who ask for it."""
    changes = {"key_judgements.1.so_what": None}
    assert found(tmp_path, changes) == []
    assert [problem.rule for problem in found(tmp_path, changes, strict=True)] == ["LOG-04"]


def test_remarks_wait_for_strict(tmp_path: Path) -> None:
    """An unused source is a remark, though its rule is of tier 1."""
    changes = {"sources.+": {"id": "S3", "title": "Storage Act", "date": "2024-01-01"}}
    assert found(tmp_path, changes) == []
    assert [problem.severity for problem in found(tmp_path, changes, strict=True)] == ["info"]


@pytest.mark.parametrize(("kind", "severity"), [("assessment", "error"), ("commentary", "warning")])
def test_a_commentary_estimates_freely(tmp_path: Path, kind: str, severity: str) -> None:
    """In a commentary the rules of estimation warn, and block nothing."""
    problems = [p for p in found(tmp_path, {**HEDGED, "meta.kind": kind}) if p.rule == "EST-02"]
    assert [problem.severity for problem in problems] == [severity]


@pytest.mark.parametrize("language", ["de", "zh-Hans", "ar", "xx"])
def test_a_language_without_a_lexicon_is_checked_for_structure(tmp_path: Path, language: str) -> None:
    """Where the program has no words, it says nothing of words, and what a field lacks is found all the same."""
    changes = {**HEDGED, "meta.language": language, "risks.0.window": None, "key_judgements.0.evidence": None}
    problems = found(tmp_path, changes, strict=True)
    assert {problem.rule for problem in problems} >= {"RSK-02", "SRC-01"}
    assert not {problem.rule for problem in problems} & {"EST-01", "EST-02", "EST-06", "SRC-11", "LOG-03", "REC-01"}


def test_a_regional_language_has_the_words_of_its_language(tmp_path: Path) -> None:
    """A brief in en-GB is an English one."""
    assert "EST-02" in {problem.rule for problem in found(tmp_path, {**HEDGED, "meta.language": "en-GB"})}


def test_a_waiver_covers_its_item_only(tmp_path: Path) -> None:
    """A finding that was weighed is left out; the same finding elsewhere is not."""
    changes = {"key_judgements.0.confidence_basis": None, "key_judgements.1.confidence_basis": None}
    waive = [{"rule": "EST-09", "at": "KJ1", "reason": "The annex gives it.", "by": "Editor"}]
    problems = found(tmp_path, {**changes, "lint": {"waive": waive}})
    assert [problem.message.split()[0] for problem in problems] == ["KJ2"]


def test_a_waiver_without_a_place_covers_the_brief(tmp_path: Path) -> None:
    """A waiver that names no item holds for all."""
    changes = {"key_judgements.0.confidence_basis": None, "key_judgements.1.confidence_basis": None}
    assert found(tmp_path, {**changes, "lint": {"waive": [{"rule": "EST-09", "reason": "Annex."}]}}) == []


def test_a_waiver_of_a_rule_that_was_not_checked_is_not_idle(tmp_path: Path) -> None:
    """Whether a waiver of tier 2 is needed can be told only when tier 2 is checked."""
    changes = {"lint": {"waive": [{"rule": "LOG-04", "reason": "Said in the cover note."}]}}
    assert found(tmp_path, changes) == []
    assert [problem.rule for problem in found(tmp_path, changes, strict=True)] == ["WAIVE-01"]


def test_a_suspected_spill_is_never_waived_nor_repeated(tmp_path: Path) -> None:
    """The message about a portion mark names file and line; neither it nor its excerpt repeats the text."""
    waive = [{"rule": "HND-09", "reason": "An example."}]
    changes = {"background.0.blocks.1.text": "(S//NF) The pipeline runs underground.", "lint": {"waive": waive}}
    problems = [problem for problem in found(tmp_path, changes) if problem.rule == "HND-09"]
    assert len(problems) == 1
    assert "NF" not in str(problems[0])
    assert "pipeline" not in str(problems[0])


def test_the_page_budget_names_what_is_long(tmp_path: Path) -> None:
    """Too many pages: by how many lines, on which paper, and the longest blocks; a waiver holds here too."""
    document = document_of(tmp_path, changed({"output": {"pages": 2}}))
    blocks = (Block("background", 58), Block("risks", 1, (("R3", 1),)))
    made = Measure("gas.pdf", "A4", 5, 2, 71, blocks)
    (problem,) = after_making(document, Found((made, Measure("gas_letter.pdf", "Letter", 2, 2))))
    assert problem.message == (
        "gas.pdf has 5 pages on A4, 3 more than its budget of 2: 71 lines too many; "
        "the longest blocks are background (58 lines); risks (1 line, R3 has 1)"
    )
    (elsewhere,) = after_making(document, Found((Measure("", "Letter", 3, 2, 1),)))
    assert elsewhere.message == "it would have 3 pages on Letter, 1 more than its budget of 2: 1 line too many"
    assert (problem.severity, elsewhere.severity) == ("error", "warning")
    waived = {"output": {"pages": 2}, "lint": {"waive": [{"rule": "STR-02", "reason": "The annex counts."}]}}
    assert after_making(document_of(tmp_path, changed(waived)), Found((made,))) == []


def test_a_long_brief_is_checked_quickly(tmp_path: Path) -> None:
    """Four pages cost at most 0.3 s of CPU, and prose made to slow a pattern down costs no more."""
    page = "The regulator said that stores in the north held more than in May [@S1]. Traders could not agree. " * 30
    hostile = "may " * 1500 + "not " * 500 + "it is possible that " * 200 + "(" * 300 + '"' * 299 + "a" * 3000
    changes = {"background.0.blocks.+": page, "background.0.blocks.1.text": page, "methodology": hostile}
    document = document_of(tmp_path, changed({**changes, "bottom_line.so_what": hostile[:9000]}))
    list(check(document, strict=True))
    start = time.process_time()
    list(check(document, strict=True))
    assert time.process_time() - start < 0.3


def _paths(value: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the dotted path of every value below a value."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield ".".join((*path, str(key)))
        yield from _paths(entry, (*path, str(key)))


def test_no_check_needs_what_a_brief_may_lack(tmp_path: Path) -> None:
    """Take any one value out of the base: the checks say what they find, each with its line, and never fall over."""
    read = 0
    for path in _paths(BASE):
        try:
            document = document_of(tmp_path, changed({path: None}))
        except BriefError:
            continue  # The parser asks for it.
        read += 1
        assert all(problem.place and problem.place.line for problem in check(document, strict=True)), path
    assert read > 100


def test_the_list_of_protected_names_is_never_carried(tmp_path: Path) -> None:
    """The names that must appear nowhere are looked for, not repeated, and go into no PDF."""
    (tmp_path / "protected.txt").write_text("Nadia Petrenko\n", "utf-8")
    document = document_of(tmp_path, changed({"background.0.blocks.1.text": "Nadia Petrenko taught three classes."}))
    (problem,) = [problem for problem in check(document, strict=True) if problem.rule == "HND-06"]
    assert "Nadia" not in problem.message
    assert "protected.txt" not in {name.rpartition("/")[2] for name in document.carries(whole=True)}


def test_the_last_edition_is_compared_in_its_own_language(tmp_path: Path) -> None:
    """A judgement is missed only against an edition of the same id, version and language."""
    other = "meta: {id: gas-storage, title: Gaz, date: 2024-11-20, version: '0.9', language: fr}\n"
    path = tmp_path / "content" / "gaz" / "brief.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(other + "key_judgements:\n  - {id: KJ4, statement: Les prix doublent.}\n", "utf-8")
    explained = {f"key_judgements.{number}.change_since_last": "unchanged" for number in (0, 1)}
    assert found(tmp_path, {"meta.supersedes": "gas-storage@0.9", **explained}) == []
