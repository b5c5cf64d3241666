"""Copyfitting: whether a layout ends on a nearly empty page or is over its budget, by how much, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ..measure import Block, Measure
from .lines import lines_of, rows_of

RUNT = 1 / 3  # a last page that uses less of its height than this looks like an accident
# How much longer a text can become on the other paper, which holds as much within a hundredth: the rest is for blocks
# that are not divided. What has this much room to spare need not be laid out to be measured.
PAPERS_DIFFER = 1.1
LONGEST, LONGEST_ITEMS = 3, 2


def worth_fitting(document: Any, budget: int | None) -> bool:
    """Tell whether a layout of WeasyPrint's runs over a budget of pages, or ends on a page that is nearly empty."""
    return over(document, budget) or (len(document.pages) > 1 and used_share(document.pages[-1]) < RUNT)


def over(document: Any, budget: int | None) -> bool:
    """Tell whether a layout has more pages than its budget."""
    return budget is not None and len(document.pages) > budget


def used_share(page: Any) -> float:
    """Return how much of the height of a page's text area is used, from 0 to 1."""
    box = page._page_box  # noqa: SLF001 - as in lines_of
    lowest = max((line.bottom for line in lines_of(page)), default=box.content_box_y())
    return float((lowest - box.content_box_y()) / box.height)


def has_room(document: Any, budget: int) -> bool:
    """Tell whether so little of a budget is used that the other paper cannot run over it."""
    used = len(document.pages) - 1 + used_share(document.pages[-1])
    return used * PAPERS_DIFFER <= budget


def notes_astray(document: Any) -> bool:
    """Tell whether a footnote stands on another page than its call, as the engine may set it in columns."""
    for page in document.pages:
        boxes = page._page_box.children  # noqa: SLF001 - as in lines_of
        called = {box.element for box in boxes[0].descendants() if str(box.element_tag).endswith("::footnote-call")}
        feet = [box for box in boxes[1:] if type(box).__name__ == "FootnoteAreaBox"]
        if called != {note.element for foot in feet for note in foot.children}:
            return True
    return False


def measured(document: Any, paper: str, budget: int | None, names: Mapping[str, Collection[str]]) -> Measure:
    """Measure a layout; `names` are the sections that a block can be called by, each with the ids of its items."""
    pages = len(document.pages)
    if budget is None or pages <= budget:
        return Measure("", paper, pages, budget)
    over = sum(len(rows_of(lines_of(page))) for page in document.pages[budget:])
    return Measure("", paper, pages, budget, max(over, 1), tuple(_longest(document, names)))


def _longest(document: Any, names: Mapping[str, Collection[str]]) -> Iterator[Block]:
    lines: Counter[str] = Counter()
    for page in document.pages:
        for row in rows_of(lines_of(page)):
            lines.update({name for line in row for name in line.ids})
    for section in sorted(names, key=lambda name: -lines[name])[:LONGEST]:
        if lines[section]:
            items = sorted((name for name in names[section] if lines[name]), key=lambda name: -lines[name])
            yield Block(section, lines[section], tuple((name, lines[name]) for name in items[:LONGEST_ITEMS]))
