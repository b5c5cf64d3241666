"""How wide figures are printed, and in what size their labels are set: tokens of the theme."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

PIXELS_PER_MM = 96 / 25.4
_SIZE = re.compile(r"(\d+(?:\.\d+)?)(mm|cm|pt|px|in)")
_IN_PIXELS = {"mm": PIXELS_PER_MM, "cm": PIXELS_PER_MM * 10, "pt": 96 / 72, "px": 1.0, "in": 96.0}
_PAPER_MM = {"A4": 297.0, "Letter": 279.4}
# What fits into the column of any page, where a theme does not say.
WIDTH, TEXT, RATIO = 80 * PIXELS_PER_MM, 11.0, 0.36


def figure_width(tokens: Mapping[str, str]) -> float:
    """Return the width of a printed figure in CSS pixels: the token `figure-width`."""
    return in_pixels(tokens.get("figure-width", "")) or WIDTH


def figure_text(tokens: Mapping[str, str]) -> float:
    """Return the size of the labels of a printed figure in CSS pixels: the token `figure-text`."""
    return in_pixels(tokens.get("figure-text", "")) or TEXT


def figure_ratio(tokens: Mapping[str, str]) -> float:
    """Return how high a chart is for its width, its axes left out: the token `figure-ratio`."""
    try:
        return float(tokens.get("figure-ratio", RATIO))
    except ValueError:
        return RATIO


def figure_height(theme: Any, paper: str) -> float:
    """Return how high a printed drawing may be in CSS pixels: four fifths of what the margins of the page leave.

    The rest is for its caption and its sources. The token `figure-height` stands in place of it.
    """
    margins = [in_pixels(each) for each in str((theme.page.get(paper) or {}).get("margin", "")).split()]
    room = _PAPER_MM.get(paper, 0) * PIXELS_PER_MM - (
        margins[0] + margins[2 if len(margins) > 2 else 0] if margins else 0
    )
    return in_pixels(theme.tokens.get("figure-height", "")) or (room * 0.8 if room > 0 else math.inf)


def in_pixels(written: str) -> float:
    """Return a length of CSS in pixels, or 0 for what is no plain length."""
    found = _SIZE.fullmatch(str(written).strip())
    return float(found[1]) * _IN_PIXELS[found[2]] if found else 0.0
