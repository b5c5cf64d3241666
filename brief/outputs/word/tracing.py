"""A painter that marks in the page which field of the brief each of its words came from.

The marks are characters that no content can hold (they are not printable), around the number of the field: they pass
through filters and attributes unharmed, where an element would not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from ...bookmarks import numbered_fields
from ...figures import Medium
from ...paint import Painter
from ...theme import Manner
from ...view import View
from ...workspace import Workspace

OPEN, MIDDLE, CLOSE = "\ue000", "\ue001", "\ue002"
MARK = re.compile(f"{OPEN}(\\d+){MIDDLE}|{CLOSE}")
_TAG_OR_MARK = re.compile(rf"(<[^>]*>|{OPEN}\d+{MIDDLE}|{CLOSE})")


def without_marks(text: str) -> str:
    """Return a text without the marks of fields."""
    return MARK.sub("", text)


class TracingPainter(Painter):
    """Paint a page in which each value stands between marks."""

    def __init__(self, workspace: Workspace, view: View, frame: str, notes: Manner, medium: Medium = "web") -> None:
        self._numbers = numbered_fields(view.brief)[1]
        super().__init__(workspace, view, frame, notes, medium)

    def _globals(self) -> Mapping[str, Any]:
        comma = Markup(escape(self.view.language.words["typography"]["comma"]))
        return {
            **super()._globals(),
            "term": lambda code: self._traced(code, self.view.term(code)),
            "joined": lambda entries: comma.join(map(self._finalize, entries)),
        }

    def _filters(self) -> Mapping[str, Any]:
        return {**super()._filters(), "capitalize": _capitalized}

    def _vocabulary(self, name: str, value: Any) -> str:
        traced: str = self._traced(value, super()._vocabulary(name, value))
        return traced

    def _finalize(self, value: Any) -> Any:
        painted = super()._finalize(value)
        return painted if isinstance(value, Markup) else self._traced(value, painted)

    def _traced(self, value: Any, painted: Any) -> Any:
        number = self._numbers.get(id(value))
        if number is None:
            return painted
        return Markup(f"{OPEN}{number}{MIDDLE}") + escape(painted) + Markup(CLOSE)


def _capitalized(value: Any) -> Markup:
    """Write the first letter large and the others small, as Jinja2 does, and leave tags and marks as they are."""
    parts = _TAG_OR_MARK.split(str(escape(value)))
    first = True
    for place in range(0, len(parts), 2):
        if parts[place]:
            parts[place] = parts[place].capitalize() if first else parts[place].lower()
            first = False
    return Markup("".join(parts))
