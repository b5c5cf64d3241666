"""What tells one series from the next on any printer and for any eye: pattern, dash and shape; colour decorates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Look(NamedTuple):
    """How one series is drawn: the fill of its areas, the dash and width of its line, the shape of its points."""

    fill: str
    dash: str
    width: float
    symbol: str
    hollow: bool


# Neighbours differ in lightness by more than 8 L* or in their pattern; a test prints them in grey.
LOOKS: tuple[Look, ...] = (
    Look("accent", "", 2.25, "circle", False),
    Look("pattern:diagonal", "6 3", 1.75, "square", True),
    Look("impact-3", "1.5 2.5", 2.25, "triangle-up", False),
    Look("pattern:dots", "10 3 2 3", 1.5, "diamond", True),
    Look("pattern:lines", "", 1, "cross", False),
    Look("paper", "3 2", 1.25, "circle", True),
)

# Roles that are tokens of a theme, with what they are where a theme has none.
DEFAULTS: Mapping[str, str] = {
    "ink": "#16202a",
    "ink-soft": "#48555f",
    "rule": "#b3bec7",
    "track": "#b3bec7",
    "paper": "#ffffff",
    "tint": "#f1f4f6",
    "accent": "#14304f",
    "impact-1": "#f2f5f7",
    "impact-2": "#c4d3e1",
    "impact-3": "#93afca",
    "impact-4": "#4c76a3",
    "impact-5": "#14304f",
}


class Pattern(NamedTuple):
    """A tile of `size` pixels, its ground, and what is drawn on it as a path that is filled or stroked."""

    size: float
    ground: str
    d: str
    fill: str = ""
    stroke: str = ""
    width: float = 1


PATTERNS: Mapping[str, Pattern] = {
    "diagonal": Pattern(6, "paper", "M-1.5,1.5l3,-3M0,6l6,-6M4.5,7.5l3,-3", stroke="accent", width=1.6),
    "dots": Pattern(5, "paper", "M1.4,0a1.1,1.1,0,1,0,.01,0Z M3.9,2.5a1.1,1.1,0,1,0,.01,0Z", fill="accent"),
    "lines": Pattern(4, "paper", "M0,1h4", stroke="accent", width=1.1),
    "about": Pattern(4, "paper", "M0,4l4,-4M-1,1l2,-2M3,5l2,-2", stroke="ink", width=0.9),
    "sea": Pattern(8, "tint", "M0,4h8", stroke="rule", width=0.35),
}
