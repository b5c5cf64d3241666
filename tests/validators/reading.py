"""What poppler reads on the pages of a PDF: words and lines with their places, in points from the upper left."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tests.validators.tools import program, run

POINTS_PER_MM = 72 / 25.4
BAND_PT = 14.0  # about one line of text
MARGIN_SHARE = 0.05  # whatever stands within this share of the page's height from its edge is a running head or foot
HEAD_SHARE = 0.1  # and so is what stands here and comes again on another page
SAME_SPOT_PT = 2.0
FOLLOWS_WITHIN_PT = 60.0
ARABIC = re.compile("[\u0621-\u064a]")
BESIDE_PT = 4.0  # how much higher or lower a line may stand that begins beside a heading in the margin
HANGS_PT = 150.0  # how far to the right of a heading in the margin its text may begin; a second column begins farther


@dataclass(frozen=True)
class Box:
    """Some text and where it stands."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page: its size and what is written on it."""

    number: int
    width: float
    height: float
    words: tuple[Box, ...]
    lines: tuple[Box, ...]


def _box(element: ET.Element, text: str) -> Box:
    left, top, right, bottom = (float(element.attrib[key]) for key in ("xMin", "yMin", "xMax", "yMax"))
    return Box(text, left, top, right, bottom)


@cache
def read_pages(pdf: Path) -> list[Page]:
    """Read every page of a PDF with pdftotext, once for all that is asked of it."""
    done = run(program("pdftotext", "what stands where on the pages"), "-bbox-layout", pdf, "-")
    assert done.returncode == 0, done.stderr
    # Poppler writes characters that XML does not allow, such as form feeds in a title.
    text = re.sub(r"[\x00-\x08\x0b-\x1f]", "", re.sub(r"^<!DOCTYPE[^>]*>", "", done.stdout))
    name = "{http://www.w3.org/1999/xhtml}"
    pages = []
    for number, page in enumerate(ET.fromstring(text).iter(f"{name}page"), 1):
        words = tuple(_box(word, _in_order(word.text or "")) for word in page.iter(f"{name}word"))
        lines = tuple(
            _box(line, _joined([word.text or "" for word in line.iter(f"{name}word")]))
            for line in page.iter(f"{name}line")
        )
        pages.append(Page(number, float(page.attrib["width"]), float(page.attrib["height"]), words, lines))
    return pages


def _in_order(word: str) -> str:
    """Return a word in the order of reading: poppler gives Arabic letters with their places as they are seen."""
    return word[::-1] if ARABIC.search(word) else word


def _joined(words: Sequence[str]) -> str:
    """Join the words of a line in the order of reading."""
    if not any(map(ARABIC.search, words)):
        return " ".join(words)
    return " ".join(map(_in_order, reversed(words)))


def _spot(line: Box) -> tuple[str, int]:
    """Name a line by its text, whatever its numbers, and its height on the page."""
    return re.sub(r"\d+", "#", line.text), round(line.top / SAME_SPOT_PT)


def body_lines(pages: Sequence[Page]) -> dict[int, list[Box]]:
    """Return the lines of each page without running heads and feet, from top to bottom.

    Pages that are read from the right are turned over, so that a line begins at its left.
    """
    pages = [_turned(page) if sum(1 for line in page.lines if ARABIC.search(line.text)) > 5 else page for page in pages]
    seen = Counter(spot for page in pages for spot in {_spot(line) for line in page.lines})
    return {
        page.number: sorted(
            (
                line
                for line in page.lines
                if not _outside(line, page, MARGIN_SHARE)
                and (seen[_spot(line)] < 2 or not _outside(line, page, HEAD_SHARE))
            ),
            key=lambda line: (line.top, line.left),
        )
        for page in pages
    }


def _turned(page: Page) -> Page:
    lines = (replace(line, left=page.width - line.right, right=page.width - line.left) for line in page.lines)
    return replace(page, lines=tuple(lines))


def _outside(line: Box, page: Page, share: float) -> bool:
    return line.bottom < page.height * share or line.top > page.height * (1 - share)


def used_shares(pages: Sequence[Page]) -> dict[int, float]:
    """Return for each page the share of its lines that hold text, out of those between the outermost lines of all."""
    bodies = body_lines(pages)
    every = [line for lines in bodies.values() for line in lines]
    top, bottom = min(line.top for line in every), max(line.bottom for line in every)
    count = int((bottom - top) / BAND_PT) or 1
    shares = {}
    for number, lines in bodies.items():
        bands = {
            band for line in lines for band in range(int((line.top - top) / BAND_PT), _last_band(line.bottom - top) + 1)
        }
        shares[number] = len(bands) / count
    return shares


def _last_band(depth: float) -> int:
    return int(depth / BAND_PT - 1e-6)


def stranded(headings: Iterable[str], lines: Sequence[Box]) -> list[str]:
    """Return the headings among the lines of a page that have nothing under them."""
    # A style sheet may print a heading in capitals.
    words_of = (text.casefold().split() for text in headings)
    ends = {" ".join(words[start:]) for words in words_of for start in range(len(words))}
    ending = (line for line in lines if line.text.casefold() in ends)
    return [line.text for line in ending if not any(_follows(other, line) for other in lines)]


def _follows(other: Box, line: Box) -> bool:
    """Return whether a line stands close under another or beside it, in the same column or in the one that it heads."""
    if abs(other.top - line.top) < BESIDE_PT and line.right <= other.left < line.left + HANGS_PT:
        return True
    below = line.top + (line.bottom - line.top) / 2 < other.top < line.bottom + FOLLOWS_WITHIN_PT
    return below and other.left < max(line.right, line.left + HANGS_PT) and line.left < other.right


def words_of(text: str) -> list[str]:
    """Return the words of a text without punctuation, with words that were divided at a line's end whole again."""
    return re.findall(r"\w+", re.sub(r"[-\u00ad]\s*\n\s*", "", text).casefold())


def holds(page_text: str, wanted: str) -> bool:
    """Return whether the words of a text stand on the page, one after the other."""
    return f" {' '.join(words_of(wanted))} " in f" {' '.join(words_of(page_text))} "
