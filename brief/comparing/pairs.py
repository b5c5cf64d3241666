"""Which item of the old edition is which of the new one: by its id, or by its words where it has none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from ..model import walk

Pair = tuple[Any, Any]  # old and new; None where there is none

ALIKE = 0.4  # how many of their words two items without ids share at least
MOST_COMPARED = 40_000  # pairs; longer lists are paired by their places


def paired(old: Sequence[Any], new: Sequence[Any]) -> list[Pair]:
    """Pair the items of two lists in the order of the new one; what was dropped follows the item it stood after."""
    partner = _partners(old, new)
    taken = set(partner.values())
    found: list[Pair] = [(old[partner[n]] if n in partner else None, item) for n, item in enumerate(new)]
    after = {there: here for here, there in partner.items()}
    for place in reversed([n for n in range(len(old)) if n not in taken]):
        before = next((after[n] for n in range(place - 1, -1, -1) if n in after), None)
        found.insert(_position(found, new, before), (old[place], None))
    return found


def _position(found: list[Pair], new: Sequence[Any], before: int | None) -> int:
    """Return where a dropped item goes: right behind the new item that its neighbour became, or in front of all."""
    if before is None:
        return 0
    return next(n for n, (_, item) in enumerate(found) if item is new[before]) + 1


def _partners(old: Sequence[Any], new: Sequence[Any]) -> dict[int, int]:
    """Return which old item each new one was, by their positions."""
    partner: dict[int, int] = {}
    free = dict(enumerate(old))
    by_id = {key: n for n, item in reversed(list(enumerate(old))) if (key := _key(item)) is not None}
    for number, item in enumerate(new):
        there = by_id.pop(_key(item), None) if _key(item) is not None else None
        if there is not None and there in free:
            partner[number] = there
            del free[there]
    for number, item in enumerate(new):
        if number in partner or not isinstance(item, BaseModel) or getattr(item, "id", None):
            continue
        candidates = {n: each for n, each in free.items() if isinstance(each, BaseModel) and not hasattr(each, "id")}
        there = _nearest(item, candidates, number) if len(candidates) * len(new) <= MOST_COMPARED else number
        if there is not None and there in free:
            partner[number] = there
            del free[there]
    return partner


def _key(item: Any) -> Any:
    """Return what an item is known by: its id, or a plain value itself; None for a group of keys without an id."""
    if not isinstance(item, BaseModel):
        return item if not isinstance(item, tuple) else None
    return getattr(item, "id", None)


def _nearest(item: Any, candidates: dict[int, Any], place: int) -> int | None:
    """Return the old item that shares most words with a new one, the nearer one of equals."""
    own = _words(item)
    scored = [(_share(own, _words(each)), -abs(number - place), number) for number, each in candidates.items()]
    best = max(scored, default=None)
    return best[2] if best is not None and best[0] >= ALIKE else None


def _words(item: Any) -> frozenset[str]:
    return frozenset(word for _, value in walk(item) for word in re.findall(r"\w+", str(value).lower()))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))
