"""Bars in the margin beside the lines of a page that changed, as printers set them.

They are drawn on the finished layout, where it is known which lines the words that were struck and added came to stand
on, and are furniture of the page: what changed is said in the text itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from .numbering import LayOut, put_beside

CHANGED = ("ins", "del")
DISTANCE_PX, WIDTH_PX = 12, 2.4
JOINED_PX = 4  # bars that stand nearer than this are one


class Bar(NamedTuple):
    """A bar on one side of the text: whether it is on the left, and from where to where, in CSS pixels from the top."""

    left: bool
    top: float
    bottom: float


def draw_change_bars(document: Any, lay_out: LayOut) -> None:
    """Draw a bar beside each line with words that were struck or added; `lay_out` lays HTML out on pages alike."""
    put_beside(document, [_sheet(page) for page in document.pages], lay_out)


def bars_of(page: Any) -> list[Bar]:
    """List the bars of a page from its top: each column has its own in the margin on its side."""
    box = page._page_box  # noqa: SLF001 - the engine gives its boxes to nobody else
    body = box.children[0]
    middle = body.position_x + body.width / 2
    rtl = body.style["direction"] == "rtl"
    found: list[Bar] = []
    for line in sorted(_changed_lines(body), key=lambda line: line.position_y):
        column = line.position_x + line.width <= middle + 1, line.position_x >= middle - 1
        left = not column[1] if not rtl else column[0]
        top, bottom = line.position_y, line.position_y + line.height
        last = next((n for n in range(len(found) - 1, -1, -1) if found[n].left == left), None)
        if last is not None and top - found[last].bottom < JOINED_PX:
            found[last] = found[last]._replace(bottom=max(bottom, found[last].bottom))
        else:
            found.append(Bar(left, top, bottom))
    return found


def _changed_lines(box: Any) -> Iterator[Any]:
    if type(box).__name__ == "LineBox":
        if any(_is_change(child) for child in box.descendants()):
            yield box
        return
    for child in getattr(box, "children", ()):
        yield from _changed_lines(child)


def _is_change(box: Any) -> bool:
    return box.element is not None and box.element_tag in CHANGED


def _sheet(page: Any) -> str:
    box = page._page_box  # noqa: SLF001
    sides = {True: box.margin_left - DISTANCE_PX, False: page.width - box.margin_right + DISTANCE_PX}
    marks = [
        f'<span style="position:absolute;width:{WIDTH_PX}px;background:var(--ink);top:{bar.top:.2f}px;'
        f'height:{bar.bottom - bar.top:.2f}px;left:{sides[bar.left]:.2f}px"></span>'
        for bar in bars_of(page)
    ]
    return f'<div class="line-numbers" style="height:{page.height - 1:.2f}px">{"".join(marks)}</div>'
