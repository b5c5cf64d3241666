"""The checks of words, measured: precision and recall over labelled sentences in the register of assessments."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from brief.checks import RULES, check
from brief.parse import Document
from tests.unit.checks.briefs import HERE, changed, document_of

PRECISION, RECALL = 0.95, 0.9
KIND = "meta.kind"
# Where a sentence is put, and what makes room for it there.
FIELDS: dict[str, tuple[str, dict[str, Any]]] = {
    "J": ("bottom_line.text", {}),
    "B": ("background.0.blocks.1", {}),
    "K": ("key_judgements.0.statement", {"key_judgements.0.likelihood": None, "key_judgements.0.type": None}),
    "R": ("risks.0.event", {"risks.0.likelihood": None}),
    "A": ("alternatives.0.text", {"alternatives.0.likelihood": None}),
    "N": ("recommendations", {KIND: "policy_brief"}),
}
# What a sentence alone lacks (citations, dates of the whole brief) is tried elsewhere.
NOT_OF_WORDS = ("SRC-03", "STR-04", "EST-07", "REC-02")


def sentences() -> list[tuple[str, set[str], str]]:
    """Read the corpus: field, expected rules, sentence."""
    lines = (HERE / "sentences.txt").read_text("utf-8").splitlines()
    rows = [[part.strip() for part in line.split("|")] for line in lines if line and not line.startswith("#")]
    return [(row[0], set(row[1].split()), row[2]) for row in rows]


def changes_for(field: str, sentence: str) -> dict[str, Any]:
    """Return the changes that put a sentence into its field of the base."""
    path, room = FIELDS[field]
    value: Any = [{"id": "REC1", "text": sentence, "addressee": "Port authority"}] if field == "N" else sentence
    return {**room, path: value}


def rules_of(document: Document) -> set[str]:
    """Return the rules that object to a brief."""
    return {problem.rule for problem in check(document, strict=True)} - set(NOT_OF_WORDS)


def test_precision_and_recall(tmp_path: Path) -> None:
    """An editor who meets three false alarms turns the checks off: 0.95 of the findings are right, 0.9 are found."""
    right: Counter[str] = Counter()
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong: list[str] = []
    for field, expected, sentence in sentences():
        found = rules_of(document_of(tmp_path, changed(changes_for(field, sentence))))
        right.update(found & expected)
        false.update(found - expected)
        missed.update(expected - found)
        wrong += [f"{rule} wrongly: {sentence}" for rule in found - expected]
        wrong += [f"{rule} missed: {sentence}" for rule in expected - found]
    table = [
        f"{rule}: right {right[rule]}, false {false[rule]}, missed {missed[rule]}" for rule in sorted(right | missed)
    ]
    told = "\n".join([*table, *wrong])
    first = [rule for rule in right | false | missed if RULES[rule].tier == 1]
    hits, alarms, lost = (sum(counter[rule] for rule in first) for counter in (right, false, missed))
    assert hits > 80
    assert hits / (hits + alarms) >= PRECISION, told
    assert hits / (hits + lost) >= RECALL, told
