"""What a change is: of which item, of what kinds, and in which of its fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class FieldChange:
    """One field that is another now: its path in the item, and its value in both editions, None where it had none."""

    path: Path
    before: Any
    after: Any

    @property
    def name(self) -> str:
        """Return the key of the field, as in `timeframe.by`; lists are counted from 1."""
        return ".".join(str(step + 1) if isinstance(step, int) else step.rstrip("_") for step in self.path)


@dataclass(frozen=True)
class ItemChange:
    """One item that is another now: its section, its id (or nothing), the kinds of change and the fields.

    `before` and `after` are the items themselves, None for one that is new or was dropped. A group that is no list,
    such as the bottom line, is one item without an id.
    """

    section: str
    id: str
    kinds: tuple[str, ...]
    fields: tuple[FieldChange, ...]
    before: Any
    after: Any

    @property
    def item(self) -> Any:
        """Return the item as it is now, or as it was when it was dropped."""
        return self.before if self.after is None else self.after
