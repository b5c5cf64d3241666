"""Copyfitting: whether a layout is nearly empty at its end or over its budget, so that a tighter one is worth a try."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

RUNT = 1 / 3  # a last page that uses less of its height than this looks like an accident


def worth_fitting(document: Any, budget: int | None) -> bool:
    """Tell whether a layout of WeasyPrint's runs over a budget of pages, or ends on a page that is nearly empty."""
    pages = len(document.pages)
    return (budget is not None and pages > budget) or (pages > 1 and used_share(document.pages[-1]) < RUNT)


def used_share(page: Any) -> float:
    """Return how much of the height of a page's text area is used, from 0 to 1."""
    # The engine gives the boxes of a page to nobody else; the first one is the text, the others are margins and notes.
    box = page._page_box  # noqa: SLF001
    lowest = max((line.position_y + line.height for line in _lines(box.children[0])), default=box.content_box_y())
    return float((lowest - box.content_box_y()) / box.height)


def _lines(box: Any) -> Iterator[Any]:
    if type(box).__name__ == "LineBox":
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child)
