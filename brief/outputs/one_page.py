"""The brief on one page: what always stays, then as many sections as fit, in the order of the brief.

How high each section is shows one layout without page ends. What is left out is named on the page; what qualifies a
judgement is never left out: where not even that fits, the page is too long, and a finding says by how much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..paint import Painter
from ..view import View
from .output import Made, Output, Page
from .pdf import Layout, laid_out, printed
from .unlinked import unlinked

LAYOUT = Layout("one-page", common=("print", "column"), budget=lambda _: 1)
# Two columns never come out even, and sections are not divided at every line.
FILLED = 0.97


def make(page: Page) -> Made:
    """Choose what fits, paint the page with that, and write it."""
    chosen = _with(page, choose(page))
    return replace(printed(chosen, LAYOUT), readings=(chosen.html,))


def choose(page: Page) -> tuple[str, ...]:
    """Return the keys of the sections that fit beside those that always stay."""
    kinds = [section.kind for section in page.view.sections]
    optional = [kind.key for kind in kinds if not (kind.essential or kind.is_evidence)]
    tall, _ = laid_out(replace(page, html=unlinked(page.html)), "one-page", "one-page-tall", layout=LAYOUT)
    heights = dict(_heights(tall.pages[0]))
    room = _room(page, heights)
    chosen: list[str] = []
    for key in optional:
        if key in heights and sum(heights[name] for name in (*chosen, key)) <= room:
            chosen.append(key)
    while chosen and not _fits(page, chosen):
        chosen.pop()
    return tuple(chosen)


def _room(page: Page, heights: Mapping[str, float]) -> float:
    """Return the height of both columns below what always stays."""
    bare, _ = laid_out(_with(page, ()), LAYOUT.medium, layout=LAYOUT)
    if len(bare.pages) > 1:
        return 0
    box = bare.pages[0]._page_box  # noqa: SLF001 - the engine gives its boxes to nobody else
    used = max((child.position_y + child.height for child in _blocks(box.children[0], "in-full")), default=0)
    return 2 * FILLED * float(box.content_box_y() + box.height - used) if heights else 0


def _fits(page: Page, chosen: Sequence[str]) -> bool:
    document, _ = laid_out(_with(page, chosen), LAYOUT.medium, layout=LAYOUT)
    return len(document.pages) == 1


def _heights(page: Any) -> Iterator[tuple[str, float]]:
    for box in _blocks(page._page_box.children[0], "section"):  # noqa: SLF001
        yield box.element.get("id"), box.margin_height()


def _blocks(box: Any, name: str) -> Iterator[Any]:
    """Yield the blocks of a class."""
    if box.element is not None and name in (box.element.get("class") or "").split() and hasattr(box, "children"):
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _blocks(child, name)


def _with(page: Page, chosen: Sequence[str]) -> Page:
    return replace(page, html=unlinked(_painted(page, chosen)))


def _painted(page: Page, chosen: Sequence[str]) -> str:
    view: View = page.view
    painter = Painter(page.workspace, view, ONE_PAGE.frame, ONE_PAGE.manner(view.theme.notes))
    return painter.paint(chosen=tuple(chosen))


ONE_PAGE = Output(
    "one-page",
    ".pdf",
    "one-page.html",
    make,
    notes=("foot", "end"),
    paged=True,
    format="one-page",
    description="a PDF of one page, with every judgement and its caveats",
    media_type="application/pdf",
)
