"""Numbers beside the lines of a page, for reviewers who have to say which line they mean.

The engine numbers no lines, so they are counted on the finished layout: on each page from 1, so that a change moves no
number on another page, and what stands side by side is one line. The numbers are laid out on a page of their own and
put into the margin of the page, where they are furniture like a running head.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from .lines import lines_of, rows_of

DISTANCE_PX, WIDTH_PX = 26, 30
NUMBERS = """
body { margin: 0 }
.line-numbers { position: relative; break-after: page; overflow: hidden }
.line-numbers:last-child { break-after: auto }
.line-number { position: absolute; width: 30px; font: 9px/12px "Brief Sans"; color: var(--ink-soft);
  font-variant-numeric: tabular-nums }
"""
LayOut = Callable[[str], Any]


def number_lines(document: Any, every: int, lay_out: LayOut, unnumbered: Collection[str] = ()) -> None:
    """Write the number of every so many lines beside the pages; `lay_out` lays HTML out with the same fonts.

    Lines in elements of the classes that are `unnumbered` are not counted.
    """
    put_beside(document, [_sheet(page, every, unnumbered) for page in document.pages], lay_out)


def put_beside(document: Any, sheets: Sequence[str], lay_out: LayOut) -> None:
    """Lay out one sheet for each page of a document, and put each into the margin of its page."""
    laid = lay_out(f'<html lang="zxx"><title>-</title><body>{"".join(sheets)}</body></html>')
    for page, sheet in zip(document.pages, laid.pages, strict=True):
        _put(page._page_box, sheet._page_box)  # noqa: SLF001 - the engine gives its boxes to nobody else


def _sheet(page: Any, every: int, unnumbered: Collection[str]) -> str:
    box = page._page_box  # noqa: SLF001
    left = box.margin_left - DISTANCE_PX - WIDTH_PX
    side = f"left:{left:.2f}px;text-align:right"
    if box.children[0].style["direction"] == "rtl":
        side = f"left:{page.width - box.margin_right + DISTANCE_PX:.2f}px;text-align:left"
    marks = []
    for number, row in enumerate(rows_of(lines_of(page, unnumbered)), 1):
        if number % every == 0:
            middle = (row[0].top + row[0].bottom) / 2
            marks.append(f'<span class="line-number" style="top:{middle - 6:.2f}px;{side}">{number}</span>')
    return f'<div class="line-numbers" style="height:{page.height - 1:.2f}px">{"".join(marks)}</div>'


def _put(page: Any, sheet: Any) -> None:
    from weasyprint.formatting_structure import boxes

    margin = next((child for child in page.children if isinstance(child, boxes.MarginBox)), None)
    if margin is None:
        return
    own = margin.copy_with_children([sheet.children[0]])
    own.at_keyword = "@left-middle"
    page.children = [*page.children, own]
