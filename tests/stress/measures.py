"""What is wrong with a page by its words and their places: beyond the edge, on each other, or not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tests.validators.reading import Box, Page

EDGE_PT = 5 / 25.4 * 72  # what an office laser printer cannot print on
# The box of a word is as high as its font, which is more than its letters: of so much of it, none may be shared.
HEIGHT_KEPT, WIDTH_KEPT_PT = 0.34, 1.5


def beyond_the_edge(pages: Sequence[Page]) -> list[str]:
    """Return the words that stand where an office printer prints nothing, or beyond the page."""
    return [
        f"page {page.number}: {word.text}"
        for page in pages
        for word in page.words
        if word.left < EDGE_PT
        or word.right > page.width - EDGE_PT
        or word.top < EDGE_PT
        or word.bottom > page.height - EDGE_PT
    ]


def beyond_the_margin(pages: Sequence[Page], left: float, right: float) -> list[str]:
    """Return the words that reach into the margins at the sides, which are given in points."""
    return [
        f"page {page.number}: {word.text}"
        for page in pages
        for word in page.words
        if word.left < left - 1 or word.right > page.width - right + 1
    ]


def on_each_other(pages: Sequence[Page]) -> list[str]:
    """Return the pairs of words that are printed on each other."""
    return [f"page {page.number}: {one.text} | {other.text}" for page in pages for one, other in _pairs(page.words)]


def _pairs(words: Sequence[Box]) -> Iterator[tuple[Box, Box]]:
    """Yield words whose letters share room, from the top of the page down."""
    ordered = sorted(words, key=lambda word: word.top)
    for place, one in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.top >= one.bottom:
                break
            if _share(one, other):
                yield one, other


def _share(one: Box, other: Box) -> bool:
    kept = min(_inner(one)[1], _inner(other)[1]) - max(_inner(one)[0], _inner(other)[0])
    return kept > 0 and min(one.right, other.right) - max(one.left, other.left) > WIDTH_KEPT_PT


def _inner(word: Box) -> tuple[float, float]:
    """Return from where to where the letters of a word reach, without the room above and below them."""
    high = (word.bottom - word.top) * HEIGHT_KEPT
    middle = (word.top + word.bottom) / 2 + (word.bottom - word.top) * 0.06
    return middle - high / 2, middle + high / 2


def letters(text: str) -> str:
    """Return the letters and digits of a text: how it is divided at the ends of lines is no matter."""
    return re.sub(r"[\W_]", "", text).casefold()
