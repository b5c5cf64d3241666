"""The lines of a laid-out page, as a reader counts them: what stands side by side is one line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple


class Line(NamedTuple):
    """One line of text: where it begins and ends, in CSS pixels from the top, and the ids of what holds it."""

    top: float
    bottom: float
    ids: tuple[str, ...]


def lines_of(page: Any, without: Collection[str] = ()) -> list[Line]:
    """List the lines in the text area of a page but those in elements of some classes; no margins, no footnotes."""
    # The engine gives the boxes of a page to nobody else; the first one is the text, the others are margins and notes.
    return list(_lines(page._page_box.children[0], (), without))  # noqa: SLF001


def _lines(box: Any, ids: tuple[str, ...], without: Collection[str]) -> Iterator[Line]:
    if without and box.element is not None and not set(without).isdisjoint((box.element.get("class") or "").split()):
        return
    if type(box).__name__ == "LineBox":
        yield Line(box.position_y, box.position_y + box.height, ids)
        return
    name = box.element.get("id") if box.element is not None else None
    inside = (*ids, name) if name and name not in ids else ids
    for child in getattr(box, "children", ()):
        yield from _lines(child, inside, without)


def rows_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Put lines that stand side by side together, from the top of the page to its foot."""
    rows: list[list[Line]] = []
    reach = float("-inf")
    for line in sorted(lines, key=lambda line: (line.top + line.bottom, line.top)):
        middle = (line.top + line.bottom) / 2
        if middle > reach:
            rows.append([])
            reach = line.bottom
        rows[-1].append(line)
    return rows
