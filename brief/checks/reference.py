"""The reference page of all rules, as Markdown, made from their explanations."""

from __future__ import annotations

from collections.abc import Iterator

from . import RULES
from .rule import Rule

FAMILIES = {
    "EST": "Estimative language",
    "SRC": "Sourcing",
    "LOG": "Argument",
    "ALT": "Alternatives and dissent",
    "IND": "Indicators",
    "RSK": "Risks",
    "REC": "Recommendations",
    "STR": "Structure and style",
    "HND": "Handling",
    "MTG": "Meetings",
    "EML": "E-mail",
    "VER": "Life of an edition",
    "ACC": "Accessibility and print",
    "WAIVE": "Waivers",
}
READING = "Reading and making"
TIERS = {1: "always checked", 2: "with `--strict`"}


def reference() -> str:
    """Write the page: a table of all rules, then each rule with its reason, its source and its examples."""
    return "\n".join([*_head(), *_table(), *_sections()]) + "\n"


def _family(rule: Rule) -> str:
    return FAMILIES.get(rule.id.split("-")[0], READING)


def _in_order() -> list[Rule]:
    order = [*FAMILIES.values(), READING]
    return sorted(RULES.values(), key=lambda rule: (order.index(_family(rule)), rule.id))


def _head() -> Iterator[str]:
    yield "# The rules"
    yield ""
    yield "`brief explain ID` prints the same. An error stops a brief from being built once it claims to be cleared; a"
    yield "draft always builds. Mistakes of reading stop any brief. A finding that you have weighed can be waived under"
    yield "`lint.waive`, with its reason."
    yield ""


def _table() -> Iterator[str]:
    yield "| Rule | Severity | When | Flags |"
    yield "|---|---|---|---|"
    for rule in _in_order():
        link = f"[{rule.id}](#{rule.id.lower()})"
        yield f"| {link} | {rule.severity} | {TIERS.get(rule.tier, 'reading')} | {_cell(rule.title)} |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _sections() -> Iterator[str]:
    family = ""
    for rule in _in_order():
        if _family(rule) != family:
            family = _family(rule)
            yield f"## {family}"
            yield ""
        yield f"### {rule.id}"
        yield ""
        yield rule.title
        yield ""
        yield rule.explanation
        yield ""
        yield f"- Source: {rule.source}"
        yield f"- Bad: {rule.bad}"
        yield f"- Good: {rule.good}"
        yield ""
