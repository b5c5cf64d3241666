"""Findings for programs: JSON, SARIF for code reviews, and the commands of GitHub that put them beside a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from .checks import RULES
from .problems import Place, Problem, Severity

SCHEMA = "brief-findings/1"
SARIF_VERSION = "2.1.0"
SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
SARIF_LEVELS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
GITHUB_COMMANDS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def words_at(place: Place) -> str:
    """Return the author's words that a place covers."""
    return place.excerpt[max(0, place.column - 1) :][: place.length]


def as_json(problems: Sequence[Problem]) -> str:
    """Write findings as JSON: rule, severity, place (line and column from 1), words, message, hint."""
    listed = [_listed(problem) for problem in problems]
    counts = {level: sum(problem.severity == level for problem in problems) for level in SARIF_LEVELS}
    return _dumped({"schema": SCHEMA, "counts": counts, "findings": listed})


def _listed(problem: Problem) -> dict[str, Any]:
    place = problem.place
    where: dict[str, Any] = {}
    if place is not None:
        where = {"file": place.file}
        if place.line:
            where |= {"line": place.line, "column": place.column, "length": place.length, "words": words_at(place)}
    said = {"message": problem.message, **({"hint": problem.hint} if problem.hint else {})}
    return {"rule": problem.rule, "severity": problem.severity, **where, **said}


# SARIF


def as_sarif(problems: Sequence[Problem]) -> str:
    """Write findings as SARIF 2.1.0 (OASIS), with the explanation of each rule that is broken."""
    rules = list(dict.fromkeys(problem.rule for problem in problems))
    driver = {
        "name": "brief",
        "version": version("brief"),
        "rules": [_described(identity) for identity in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, rules.index(problem.rule)) for problem in problems],
    }
    return _dumped({"$schema": SARIF_SCHEMA, "version": SARIF_VERSION, "runs": [run]})


def _described(identity: str) -> dict[str, Any]:
    rule = RULES.get(identity)
    if rule is None:
        return {"id": identity}
    examples = [f"Bad: {rule.bad}", f"Good: {rule.good}"] if rule.bad else []
    return {
        "id": identity,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": "\n".join([rule.explanation, f"Source: {rule.source}", *examples])},
        "defaultConfiguration": {"level": SARIF_LEVELS[rule.severity]},
        "properties": {"tier": rule.tier},
    }


def _result(problem: Problem, number: int) -> dict[str, Any]:
    text = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": number,
        "level": SARIF_LEVELS[problem.severity],
        "message": {"text": text},
        "partialFingerprints": {"brief/v1": _fingerprint(problem)},
    }
    if problem.place is not None:
        result["locations"] = [{"physicalLocation": _location(problem.place)}]
    return result


def _location(place: Place) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(place.file)}}
    if place.line:
        start = max(1, place.column)
        region: dict[str, Any] = {"startLine": place.line, "startColumn": start, "endColumn": start + place.length}
        if words := words_at(place):
            region["snippet"] = {"text": words}
        location["region"] = region
    return location


def _fingerprint(problem: Problem) -> str:
    """Return what tells a finding again when lines have moved: its rule, its file, its words."""
    place = problem.place
    parts = [problem.rule, place.file if place else "", words_at(place) if place else "", problem.message]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


# GitHub


def as_github(problems: Sequence[Problem]) -> str:
    """Write findings as the workflow commands by which GitHub Actions shows them beside their lines."""
    return "".join(f"{_command(problem)}\n" for problem in problems)


def _command(problem: Problem) -> str:
    place = problem.place
    properties: dict[str, Any] = {}
    if place is not None:
        properties["file"] = place.file
        if place.line:
            properties |= {"line": place.line, "endLine": place.line, "col": place.column}
            properties["endColumn"] = place.column + place.length
    properties["title"] = problem.rule
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    said = f"{problem.message}\nhelp: {problem.hint}" if problem.hint else problem.message
    return f"::{GITHUB_COMMANDS[problem.severity]} {written}::{_data(said)}"


def _data(text: str) -> str:
    """Escape what a command says: a new line of content must not begin a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _dumped(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Problem]], str]] = {"json": as_json, "sarif": as_sarif, "github": as_github}
