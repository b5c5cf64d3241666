"""How wide figures are printed, and in what size their labels are set: tokens of the theme."""

from __future__ import annotations

import re
from collections.abc import Mapping

PIXELS_PER_MM = 96 / 25.4
_SIZE = re.compile(r"(\d+(?:\.\d+)?)(mm|cm|pt|px|in)")
_IN_PIXELS = {"mm": PIXELS_PER_MM, "cm": PIXELS_PER_MM * 10, "pt": 96 / 72, "px": 1.0, "in": 96.0}
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


def in_pixels(written: str) -> float:
    """Return a length of CSS in pixels, or 0 for what is no plain length."""
    found = _SIZE.fullmatch(str(written).strip())
    return float(found[1]) * _IN_PIXELS[found[2]] if found else 0.0
