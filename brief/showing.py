"""A brief as a page of its meeting may show it: without what must not be raised, and without what is for the speaker.

What is shown is listed; a new field of the meeting stays with the speaker until it is put on the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .cutting import Cut, Path, hollow
from .model import Brief
from .model.meeting import Meeting

SHOWN = frozenset(
    ("marking", "title", "when", "where", "minutes", "briefer", "attendees", "agenda", "decisions_sought")
)
SHOWN_OF_ATTENDEE = frozenset(("marking", "who"))


def for_showing(brief: Brief) -> Brief:
    """Return a brief as those in the room may see it."""
    if brief.meeting is None:
        return brief
    withheld = frozenset(str(entry.item) for entry in brief.meeting.not_for_use if entry.item)
    kept: Brief = Cut(frozenset(_paths(brief, withheld)), withheld, hollow(brief, withheld)).kept(brief, ())
    meeting: Meeting = _only(kept.meeting, SHOWN)
    attendees = tuple(_only(attendee, SHOWN_OF_ATTENDEE) for attendee in meeting.attendees)
    return kept.model_copy(update={"meeting": meeting.model_copy(update={"attendees": attendees})})


def _paths(brief: Brief, ids: frozenset[str]) -> Iterator[Path]:
    for kind, value in brief.items():
        for index, entry in enumerate(value if isinstance(value, tuple) else ()):
            if getattr(entry, "id", None) in ids:
                yield kind.key, index


def _only(part: Any, names: frozenset[str]) -> Any:
    """Return a part of a brief with some of its fields; the others are as if they had not been written."""
    emptied = {name: field.get_default() for name, field in type(part).model_fields.items() if name not in names}
    return part.model_copy(update=emptied)
