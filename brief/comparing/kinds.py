"""The kinds of a change, from the fields that changed: which judgement was raised, which fact was corrected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..model import Brief
from ..model.fields import Confidence, Likelihood, Line, Prose
from ..model.scales import CONFIDENCE_LEVELS, LIKELIHOOD_SCALES
from .changes import FieldChange

# The order in which they are told.
KINDS = (
    *("added", "dropped", "raised", "lowered", "strengthened", "weakened", "graver", "lighter", "corrected"),
    *("reworded", "moved", "caveat", "evidence", "settled", "status", "changed"),
)
WORDINGS = ("statement", "title", "text", "question", "event", "cause", "consequence", "subtitle", "so_what")
# What makes a judgement another one.
MOVES = frozenset(("added", "dropped", "raised", "lowered", "strengthened", "weakened", "reworded", "moved"))
CAVEATS = (
    *("confidence_basis", "likelihood_note", "dissent", "disputed", "why_less_likely", "if_wrong", "marking"),
    *("linchpin", "descriptor", "reliability", "credibility"),
)
EVIDENCE = ("evidence", "sources", "assumptions", "alternatives", "indicators", "for_", "because", "effect_on")
DATES = ("timeframe", "window", "date", "rank", "by", "horizon", "due", "deadline", "information_cutoff", "threshold")
STATES = ("status", "trend", "last_checked", "owner", "treatment", "actions")


def kinds_of(section: str, fields: Sequence[FieldChange], editions: tuple[Brief, Brief]) -> tuple[str, ...]:
    """Return the kinds of change that some fields of one item make, in their order."""
    found = {kind for each in fields for kind in _kinds(section, each, editions)}
    if "changed" in found and len(found) > 1:
        found.discard("changed")
    return tuple(kind for kind in KINDS if kind in found)


def _kinds(section: str, change: FieldChange, editions: tuple[Brief, Brief]) -> Iterator[str]:
    first = str(change.path[0]) if change.path else ""
    told = next((kind for kind, keys in _BY_KEY.items() if first in keys), None)
    if first == "likelihood":
        yield _moved(change, editions, _likelihood, ("raised", "lowered"))
    elif first == "confidence":
        yield _moved(change, editions, _confidence, ("strengthened", "weakened"))
    elif first == "impact":
        yield _moved(change, editions, _number, ("graver", "lighter"))
    elif section == "handling":
        yield "changed"
    elif first == "resolution":
        yield "changed" if change.path[-1] == "criteria" else "settled"
    elif section == "facts" and first in ("text", "value", "as_of", "kind"):
        yield "corrected"
    else:
        words = isinstance(change.after or change.before, Line | Prose)
        yield told or ("reworded" if words else "changed")


_BY_KEY: Mapping[str, tuple[str, ...]] = {
    "reworded": WORDINGS,
    "caveat": CAVEATS,
    "evidence": EVIDENCE,
    "moved": DATES,
    "status": STATES,
}


def _moved(
    change: FieldChange,
    editions: tuple[Brief, Brief],
    place: Callable[[Any, Brief], float | None],
    words: tuple[str, str],
) -> str:
    """Tell whether a value went up or down its scale; a change of scale, or to or from no value, is only a change."""
    before, after = place(change.before, editions[0]), place(change.after, editions[1])
    if before is None or after is None or before == after:
        return "changed"
    return words[0] if after > before else words[1]


def _likelihood(value: Any, brief: Brief) -> float | None:
    """Return the middle of the band of a term, in per cent."""
    band = LIKELIHOOD_SCALES[brief.scales.likelihood].by_term.get(value) if isinstance(value, Likelihood) else None
    return None if band is None else (band.low + band.high) / 2


def _confidence(value: Any, brief: Brief) -> float | None:
    levels = CONFIDENCE_LEVELS[brief.scales.confidence]
    return levels.index(value) / len(levels) if isinstance(value, Confidence) and value in levels else None


def _number(value: Any, _brief: Brief) -> float | None:
    return float(value) if isinstance(value, int) else None
