"""Every check finds its bad cases at the author's words, and leaves its good cases alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from brief.checks import AFTER_MAKING, CHECKS, ON_WAIVERS, after_making, check
from brief.measure import Found, Lost, Measure, Message
from brief.problems import Place, Problem
from tests.unit.checks.briefs import HERE, changed, document_of, path_of

CASES = HERE / "cases"
EVERY = (*CHECKS, *AFTER_MAKING, *ON_WAIVERS)


def cases(group: str) -> list[Any]:
    """List every case of a group with the rule it belongs to."""
    files = ((path.stem, yaml.safe_load(path.read_text("utf-8"))) for path in sorted(CASES.glob("*.yaml")))
    numbered = ((rule, number, case) for rule, data in files for number, case in enumerate(data[group], 1))
    return [pytest.param(rule, case, id=f"{rule}-{group}-{number}") for rule, number, case in numbered]


def written(case: dict[str, Any]) -> str:
    """Write the brief of a case: the base with values changed, and lines before it."""
    return str(case.get("text", "")) + changed(case.get("set", {}))


def message_of(entry: dict[str, Any]) -> Message:
    """Make the message of a case."""
    return Message(**{**entry, "attached": tuple((name, size) for name, size in entry.get("attached", ()))})


def found(folder: Path, rule: str, case: dict[str, Any]) -> list[Problem]:
    """Return what a rule finds in a case."""
    for name, content in case.get("files", {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    document = document_of(folder, written(case))
    measures = tuple(Measure(**entry) for entry in case.get("measures", ()))
    lost = tuple(Lost(entry["file"], path_of(entry["path"]), entry.get("item", "")) for entry in case.get("lost", ()))
    found = Found(measures, lost, tuple(message_of(entry) for entry in case.get("messages", ())))
    problems = [*check(document, strict=True), *after_making(document, found, strict=True)]
    return [problem for problem in problems if problem.rule == rule]


@pytest.mark.parametrize(("rule", "case"), cases("bad"))
def test_bad_case_is_found(tmp_path: Path, rule: str, case: dict[str, Any]) -> None:
    """A finding stands at the author's words, or at the value that is named, and asks one question."""
    problems = found(tmp_path, rule, case)
    assert len(problems) == case.get("count", 1), "\n".join(map(str, problems))
    problem = problems[0]
    assert problem.place is not None
    _stands(tmp_path, case, problem.place)
    assert problem.severity == case.get("severity", problem.severity)
    assert problem.message == case.get("says", problem.message)
    assert not problem.message.endswith(".")
    if rule != "WAIVE-02":  # which names the nearest rule instead
        assert problem.hint is not None
        assert problem.hint.endswith("?")
        assert problem.hint.count("?") == 1


def _stands(folder: Path, case: dict[str, Any], place: Place) -> None:
    """Hold the place of a finding against the words, the value or the line that the case names."""
    assert {"at", "words", "where"} & set(case)
    if "where" in case:
        assert [place.file, place.line, place.column] == case["where"]
    if "words" in case:
        line = (folder / "content" / "case" / "brief.yaml").read_text("utf-8").split("\n")[place.line - 1]
        assert line[place.column - 1 : place.column - 1 + place.length] == case["words"]
    if "at" in case:
        path = path_of(case["at"])
        trees = document_of(folder, written(case)).trees
        value, key = trees.place(path), trees.place(path, key=True)
        if "words" in case or place.length == 0:
            assert value.line <= place.line <= trees.main.find(path).end_line
        else:
            assert (place.line, place.column) in {(value.line, value.column), (key.line, key.column)}


@pytest.mark.parametrize(("rule", "case"), cases("good"))
def test_good_case_is_left_alone(tmp_path: Path, rule: str, case: dict[str, Any]) -> None:
    """A rule keeps still where the words are right, or are not the author's."""
    assert [str(problem) for problem in found(tmp_path, rule, case)] == []


@pytest.mark.parametrize("rule", [each.id for each in EVERY])
def test_every_check_has_its_cases(rule: str) -> None:
    """A check comes with a bad and a good case, seen to bite and to keep still."""
    data = yaml.safe_load((CASES / f"{rule}.yaml").read_text("utf-8"))
    assert data["bad"]
    assert data["good"]


def test_no_case_is_left_behind() -> None:
    """A file of cases belongs to a check that exists."""
    assert {path.stem for path in CASES.glob("*.yaml")} == {each.id for each in EVERY}


def test_the_base_is_sound(tmp_path: Path) -> None:
    """The brief that the cases change gives no finding of its own, so each finding comes from its change."""
    assert [str(problem) for problem in check(document_of(tmp_path, changed({})), strict=True)] == []


def test_ids_are_unique() -> None:
    """One rule, one check."""
    ids = [each.id for each in EVERY]
    assert len(ids) == len(set(ids))
