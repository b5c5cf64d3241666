"""Findings for programs: each format has its golden file and keeps to its standard, whatever the content says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from brief.cli import cli
from brief.cli_check import FORMATS as NAMES
from brief.findings import FORMATS, SARIF_LEVELS, as_github, as_json, as_sarif
from brief.problems import Place, Problem
from tests.conftest import Compare
from tests.safety.hostile import write_brief

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "findings"
LINE = "  - statement: Prices will 100% rise, çà et là: \U0001f6a2 soon"
PROBLEMS = (
    Problem("EST-02", "'will' is certain", Place("content/a b/brief.yaml", 7, 23, 4, LINE), "how sure are you?"),
    Problem("ALT-03", "a.eml and 1 more give KJ1 without its dissent", Place("content/a b/brief.yaml", 9, 5, 0)),
    Problem("STR-02", "the file, as a whole", Place("content/a b/brief.yaml"), "what can go?", "warning"),
    Problem("HND-02", "of no place\n::error::boo", None, "a % b\r\nc", "info"),
)
# The parts of the schema of OASIS for SARIF 2.1.0 that a log of findings uses; what is not named in it is refused.
TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"type": "string"}},
    "additionalProperties": False,
}
BAG = {"type": "object"}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
WHOLE = {"type": "integer", "minimum": 1}


def closed(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def many(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


RULE = closed(
    {
        **dict.fromkeys(("shortDescription", "fullDescription", "help"), TEXT),
        "id": {"type": "string"},
        "defaultConfiguration": closed({"level": LEVEL}),
        "properties": BAG,
    },
    "id",
)
REGION = closed({"startLine": WHOLE, "startColumn": WHOLE, "endColumn": WHOLE, "snippet": TEXT})
PHYSICAL = closed(
    {
        "artifactLocation": closed({"uri": {"type": "string", "pattern": r"^[^\s\\%]*(%[0-9A-F]{2}[^\s\\%]*)*$"}}),
        "region": REGION,
    }
)
RESULT = closed(
    {
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": LEVEL,
        "message": TEXT,
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "locations": many(closed({"physicalLocation": PHYSICAL})),
    },
    "message",
)
DRIVER = closed(
    {"name": {"type": "string"}, "version": {"type": "string"}, "rules": many(RULE, uniqueItems=True)}, "name"
)
RUN = closed(
    {
        "tool": closed({"driver": DRIVER}, "driver"),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": many(RESULT),
    },
    "tool",
)
SARIF = closed({"$schema": {"type": "string"}, "version": {"const": "2.1.0"}, "runs": many(RUN)}, "version", "runs")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_each_format_has_its_golden_file(name: str, golden: Compare) -> None:
    """What a program gets is the golden text; the version of this program is left out of it."""
    text = FORMATS[name](PROBLEMS)
    golden(GOLDEN / f"findings.{name}", re.sub(r'"version": "(?!2\.1\.0)[^"]+"', '"version": "0"', text))


def test_the_command_knows_every_format() -> None:
    """The names that the command offers are those that can be written."""
    assert set(NAMES) == set(FORMATS)


def test_rule_place_words_and_hint_are_kept() -> None:
    """A finding in JSON has all that a reader of the terminal sees."""
    first, second, third, last = json.loads(as_json(PROBLEMS))["findings"]
    assert first == {
        "rule": "EST-02",
        "severity": "error",
        "file": "content/a b/brief.yaml",
        "line": 7,
        "column": 23,
        "length": 4,
        "words": "will",
        "message": "'will' is certain",
        "hint": "how sure are you?",
    }
    assert "hint" not in second
    assert "line" not in third
    assert "file" not in last
    assert json.loads(as_json(PROBLEMS))["counts"] == {"error": 2, "warning": 1, "info": 1}


def test_sarif_keeps_to_its_standard() -> None:
    """The log is of SARIF 2.1.0; rule indexes, levels and columns are what the standard says."""
    log = json.loads(as_sarif(PROBLEMS))
    assert [error.message for error in Draft202012Validator(SARIF).iter_errors(log)] == []
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for problem, result in zip(PROBLEMS, run["results"], strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == problem.rule
        assert result["level"] == SARIF_LEVELS[problem.severity]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 7, "startColumn": 23, "endColumn": 27, "snippet": {"text": "will"}}
    assert (
        run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "content/a%20b/brief.yaml"
    )
    assert all("shortDescription" in rule for rule in rules)
    prints = [result["partialFingerprints"]["brief/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)


def test_the_structure_bites() -> None:
    """A key that SARIF does not know, a column before the first and an address that is none are refused."""
    validator = Draft202012Validator(SARIF)
    for old, new in (
        ('"level": "error"', '"level": "bad"'),
        ('"startColumn": 23', '"startColumn": 0'),
        ("a%20b", "a b"),
        ('"runs"', '"rums"'),
    ):
        text = as_sarif(PROBLEMS)
        assert old in text
        assert not validator.is_valid(json.loads(text.replace(old, new)))


def test_a_fingerprint_stays_when_lines_move() -> None:
    """The same words of the same rule are the same finding, wherever they stand."""
    place = Place("a.yaml", 3, 5, 4, "    will")
    moved = Place("a.yaml", 30, 5, 4, "    will")
    prints = [
        json.loads(as_sarif([Problem("EST-02", "x", each)]))["runs"][0]["results"][0]["partialFingerprints"]
        for each in (place, moved)
    ]
    assert prints[0] == prints[1]


def test_github_is_commanded_by_nobody_else() -> None:
    """One finding is one line; per cent, ends of lines, colons and commas of content are escaped as GitHub asks."""
    hostile = Problem("EST-02", "a%0A::warning::b\n::error::c\r", Place("x,y:z.yaml", 1, 2, 3, "abcd"), "d")
    (line,) = as_github([hostile]).splitlines()
    assert line == (
        "::error file=x%2Cy%3Az.yaml,line=1,endLine=1,col=2,endColumn=5,title=EST-02"
        "::a%250A::warning::b%0A::error::c%0D%0Ahelp: d"
    )
    assert len(as_github(PROBLEMS).splitlines()) == len(PROBLEMS)


@pytest.mark.parametrize("name", ["text", *NAMES])
def test_the_command_writes_them(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`brief check --format` writes to the standard output and exits as before; mistakes of the file are among them."""
    write_brief(tmp_path, "meta: {title: A, date: 2024-05-06}\nrisks: [{title: Frost, likelyhood: likely}]\n")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["check", "content/small", "--format", name])
    assert done.exit_code == 1
    if name == "text":
        assert done.stdout == ""
    else:
        assert "likelyhood" in done.stdout
        assert "content/small/brief.yaml" in done.stdout
        assert str(tmp_path) not in done.stdout
    assert "1 brief checked" in done.stderr


def test_nothing_found_is_a_whole_answer() -> None:
    """A sound brief gives an empty list, a log without results, and no command."""
    assert json.loads(as_json([]))["findings"] == []
    assert Draft202012Validator(SARIF).is_valid(json.loads(as_sarif([])))
    assert as_github([]) == ""
