"""The version that a new edition is due, from the kind of its changes.

A major version where a judgement, a likelihood, a confidence or a recommendation changed; a minor one for facts and
text. What only helps to find or to file a brief keeps its version (after the practice of the Commons Library).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .changes import ItemChange
from .compare import Comparison
from .kinds import MOVES

JUDGED = ("key_judgements", "bottom_line", "recommendations")
ESTIMATED = ("risks", "scenarios", "alternatives")
ESTIMATES = frozenset(("raised", "lowered", "strengthened", "weakened"))
FILING = frozenset(("keywords", "geography", "names", "identifiers", "review_by", "next_update", "clearance"))


class Proposal(NamedTuple):
    """The version that is due, and why: `judgements`, `facts` or `filing`."""

    version: str
    reason: str


def propose(comparison: Comparison) -> Proposal:
    """Say which version the new edition is due."""
    major, minor = (int(part) for part in f"{comparison.old.meta.version}.0".split(".")[:2])
    if any(_judged(change) for change in comparison.changes):
        return Proposal(f"{major + 1}.0", "judgements")
    if any(not _files(change) for change in comparison.changes):
        return Proposal(f"{major}.{minor + 1}", "facts")
    return Proposal(comparison.old.meta.version, "filing")


def _judged(change: ItemChange) -> bool:
    kinds = set(change.kinds)
    if change.section in JUDGED:
        return bool(kinds & MOVES)
    return change.section in ESTIMATED and bool(kinds & ESTIMATES)


def _files(change: ItemChange) -> bool:
    return change.section == "meta" and all(str(each.path[:1][0]) in FILING for each in change.fields)


def is_enough(version: str, due: str) -> bool:
    """Tell whether a version is at least the one that is due."""
    return _parts(version) >= _parts(due)


def _parts(version: str) -> tuple[int, ...]:
    found = tuple(int(part) for part in re.findall(r"\d+", version))
    return (*found, 0, 0)[:3]
