"""The brief on one page: what always stays, then as many sections as fit, in the order of the brief.

How high each section is shows one layout without page ends. What is left out is named on the page; what qualifies a
judgement is never left out: where not even that fits, the page is too long, and a finding says by how much. A page that
has little to hold is set in larger type.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..paint import Painter
from ..view import View
from .output import Made, Output, Page
from .pdf import Layout, laid_out, measured_elsewhere, printed
from .unlinked import unlinked

LAYOUT = Layout("one-page", common=("print", "column"), budget=lambda _: 1)
# Two columns never come out even, and sections are not divided at every line.
FILLED = 0.97
# A page that leaves more than this share of its height empty is set in larger type.
EMPTY = 0.15
ROOMY = "one-page-roomy"


@dataclass(frozen=True)
class Composed:
    """The keys of the sections that stand beside those that always stay, and the media that the page is set with."""

    keys: tuple[str, ...]
    media: tuple[str, ...]


def make(page: Page) -> Made:
    """Choose what fits, paint the page with that, and write it."""
    composed = compose(page)
    chosen = _with(page, composed.keys)
    made = printed(replace(chosen, measure_on=()), LAYOUT, laid_out(chosen, *composed.media, layout=LAYOUT))
    # What fits beside is chosen for each paper; only what always stays can be too long.
    elsewhere = measured_elsewhere(_with(page, ()), LAYOUT)
    return replace(made, measures=(*made.measures, *elsewhere), readings=(chosen.html,))


def compose(page: Page) -> Composed:
    """Choose the sections, more tightly set where not even what always stays fits, larger where much is left empty."""
    media: tuple[str, ...] = (LAYOUT.medium,)
    bare = _laid(page, (), media)
    if len(bare.pages) > 1:
        media = (LAYOUT.medium, LAYOUT.snug)
        bare = _laid(page, (), media)
    if len(bare.pages) > 1:
        return Composed((), media)
    keys = _choose(page, media, bare.pages[0])
    if media == (LAYOUT.medium,):
        room, height = _room(_laid(page, keys, media).pages[0])
        larger = (*media, ROOMY)
        if room > EMPTY * height and _fits(page, keys, larger):
            media = larger
    return Composed(keys, media)


def choose(page: Page) -> tuple[str, ...]:
    """Return the keys of the sections that fit beside those that always stay."""
    return compose(page).keys


def _choose(page: Page, media: tuple[str, ...], bare: Any) -> tuple[str, ...]:
    """Take sections in their order as long as they fit, by their heights; where the layout disagrees, it is right."""
    kinds = [section.kind for section in page.view.sections]
    waiting = [kind.key for kind in kinds if not (kind.essential or kind.is_evidence)]
    tall, _ = laid_out(replace(page, html=unlinked(page.html)), *media, "one-page-tall", layout=LAYOUT)
    heights = dict(_heights(tall.pages[0]))
    room = 2 * FILLED * _room(bare)[0]
    while True:
        chosen: list[str] = []
        for key in waiting:
            if key in heights and sum(heights[name] for name in (*chosen, key)) <= room:
                chosen.append(key)
        if not chosen or _fits(page, chosen, media):
            return tuple(chosen)
        # It is the first one that does not fit beside those before it: what comes after may fit in its place.
        fitting = bisect(range(1, len(chosen)), 0, key=lambda many: 0 if _fits(page, chosen[:many], media) else 1)
        waiting.remove(chosen[fitting])


def _room(page: Any) -> tuple[float, float]:
    """Return how high the page is empty below its last line, and how high its text area is."""
    box = page._page_box  # noqa: SLF001 - the engine gives its boxes to nobody else
    used = max((child.position_y + child.height for child in _blocks(box.children[0], "in-full")), default=0)
    return float(box.content_box_y() + box.height - used), float(box.height)


def _fits(page: Page, chosen: Sequence[str], media: tuple[str, ...]) -> bool:
    return len(_laid(page, chosen, media).pages) == 1


def _laid(page: Page, chosen: Sequence[str], media: tuple[str, ...]) -> Any:
    return laid_out(_with(page, chosen), *media, layout=LAYOUT)[0]


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
