"""Where the parts of each slide stand in the layout of the PDF, so that the office file has the same grid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

PIXELS_PER_MM = 96 / 25.4
WIDTH = 338.667  # millimetres
_SLIDE = re.compile(r"slide-(\d+)")


class Place(NamedTuple):
    """A rectangle on a slide, in millimetres from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Return where it ends."""
        return self.top + self.height

    def mirrored(self) -> Place:
        """Return the place that is as far from the right edge of the slide."""
        return self._replace(left=WIDTH - self.left - self.width)


Places = dict[str, list[Place]]


def places_of(document: Any, rtl: bool = False) -> dict[int, Places]:
    """Return, by the number of the slide, the rectangles of its elements, by their classes and their tags.

    Where text runs from right to left they are mirrored, so that all is measured from where it begins.
    """
    found: dict[int, Places] = {}
    seen: set[int] = set()
    for page in document.pages:
        for number, element, box in _boxes(page._page_box.children[0], 0):  # noqa: SLF001 - as in lines_of
            if id(element) in seen:
                continue
            seen.add(id(element))
            place = Place(*(round(v / PIXELS_PER_MM, 3) for v in _rectangle(box)))
            place = place.mirrored() if rtl else place
            for name in {element.tag, *(element.get("class") or "").split()}:
                found.setdefault(number, {}).setdefault(name, []).append(place)
    return found


def _rectangle(box: Any) -> tuple[float, float, float, float]:
    return box.border_box_x(), box.border_box_y(), box.border_width(), box.border_height()


def _boxes(box: Any, number: int) -> Iterator[tuple[int, Any, Any]]:
    element = box.element
    if element is not None:
        match = _SLIDE.fullmatch(element.get("id") or "")
        number = int(match[1]) if match else number
        if number and hasattr(box, "border_width") and not isinstance(box.width, str):
            yield number, element, box
    for child in getattr(box, "children", ()):
        yield from _boxes(child, number)
