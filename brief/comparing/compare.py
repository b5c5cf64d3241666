"""Two editions field by field: every item of every section, and what identifies the brief and says who may see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from ..model import Brief
from .changes import FieldChange, ItemChange, Path
from .kinds import MOVES, kinds_of
from .pairs import paired

# Furniture that differs between any two editions, and what their makers keep about them.
OF_EVERY_EDITION = frozenset(("version", "date", "supersedes", "superseded_by", "change_log", "status", "notice"))
# What an edition says of its own changes is no change itself.
SAID = frozenset(("change_since_last",))
ABOUT_CHANGES = frozenset(("changes",))
# How a file is made and sent is no part of it, nor is the meeting, which is not for all its readers.
FRAME = ("meta", "scales", "handling", "audience", "question", "scenario_set")


@dataclass(frozen=True)
class Comparison:
    """Two editions of one brief and what differs between them, in the order of the printed page."""

    old: Brief
    new: Brief

    @cached_property
    def changes(self) -> tuple[ItemChange, ...]:
        """Return every item that changed."""
        return tuple(self._changes())

    @cached_property
    def by_id(self) -> dict[str, ItemChange]:
        """Return the changes of items that carry an id."""
        return {change.id: change for change in self.changes if change.id}

    @cached_property
    def unmoved(self) -> tuple[str, ...]:
        """Return the ids of the judgements that claim what they claimed, as surely as they did."""
        moved = {change.id for change in self.changes if MOVES & set(change.kinds)}
        return tuple(each.id for each in self.new.key_judgements if each.id not in moved)

    def _changes(self) -> Iterator[ItemChange]:
        for key in FRAME:
            yield from self._group(key, getattr(self.old, key), getattr(self.new, key))
        for kind, after in self.new.items():
            if kind.key in ABOUT_CHANGES:
                continue
            before = getattr(self.old, kind.key)
            if isinstance(before or after, tuple):
                yield from self._list(kind.key, before or (), after or ())
            else:
                yield from self._group(kind.key, before, after)

    def _list(self, section: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[ItemChange]:
        for before, after in paired(old, new):
            yield from self._change(section, str(getattr(after or before, "id", "") or ""), before, after)

    def _group(self, section: str, before: Any, after: Any) -> Iterator[ItemChange]:
        yield from self._change(section, "", before, after)

    def _change(self, section: str, name: str, before: Any, after: Any) -> Iterator[ItemChange]:
        if before == after:
            return
        if before is None or after is None:
            yield ItemChange(section, name, ("added",) if before is None else ("dropped",), (), before, after)
            return
        skipped = OF_EVERY_EDITION if section == "meta" else SAID | {"id"}
        fields = tuple(each for each in differing(before, after) if not each.path or each.path[0] not in skipped)
        if fields:
            kinds = kinds_of(section, fields, (self.old, self.new))
            yield ItemChange(section, name, kinds, fields, before, after)


def differing(before: Any, after: Any, path: Path = ()) -> Iterator[FieldChange]:
    """Yield the fields in which two values differ, as deep as both are of one shape."""
    if before == after:
        return
    if isinstance(before, BaseModel) and type(before) is type(after):
        for name in type(before).model_fields:
            yield from differing(getattr(before, name), getattr(after, name), (*path, name))
    elif _are_lists_of_groups(before, after):
        for number, (one, other) in enumerate(paired(before, after)):
            yield from differing(one, other, (*path, number))
    else:
        yield FieldChange(path, _or_none(before), _or_none(after))


def _are_lists_of_groups(before: Any, after: Any) -> bool:
    both = isinstance(before, tuple) and isinstance(after, tuple)
    return both and any(isinstance(each, BaseModel) for each in (*before, *after))


def _or_none(value: Any) -> Any:
    return None if value in ((), "") else value


def compare(old: Brief, new: Brief) -> Comparison:
    """Compare two editions of a brief."""
    return Comparison(old, new)
