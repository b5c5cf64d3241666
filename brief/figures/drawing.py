"""A drawing: shapes with a role instead of a colour, and labels beside them, measured in CSS pixels.

Print and web paint it differently. The print engine draws text in SVG without kerning and does not style SVG, so there
labels become HTML over the shapes and every shape carries its colour; on the web labels are SVG text, which scales with
the drawing, and shapes take the colours of the theme, light or dark.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A path, moved by x and y. `fill` and `stroke` are roles; a fill may be `pattern:<name>`."""

    d: str
    x: float = 0
    y: float = 0
    fill: str = ""
    stroke: str = ""
    width: float = 1
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; x is where `anchor` stands, y the baseline."""

    text: str
    x: float
    y: float
    size: float
    anchor: Anchor = "start"
    role: str = "ink"
    bold: bool = False


@dataclass
class Drawing:
    """Shapes and labels within a frame of `width` by `height`.

    A drawing is made from left to right; where it is `mirrored`, it is shown from right to left.
    """

    width: float
    height: float
    shapes: list[Shape] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    mirrored: bool = False

    def rectangle(self, box: Box, fill: str, stroke: str = "") -> None:
        """Add a rectangle: left, top, width, height."""
        x, y, width, height = box
        self.shapes.append(Shape(f"M0,0h{number(width)}v{number(height)}h{number(-width)}Z", x, y, fill, stroke))

    def line(self, start: Point, end: Point, stroke: str, width: float = 1, dash: str = "") -> None:
        """Add a straight line between two points."""
        x, y = start
        d = f"M0,0l{number(end[0] - x)},{number(end[1] - y)}"
        self.shapes.append(Shape(d, x, y, stroke=stroke, width=width, dash=dash))

    def circle(self, middle: Point, radius: float, fill: str, stroke: str = "", width: float = 1.25) -> None:
        """Add a circle around a point."""
        r = number(radius)
        d = f"M-{r},0a{r},{r},0,1,0,{number(2 * radius)},0a{r},{r},0,1,0,-{number(2 * radius)},0Z"
        self.shapes.append(Shape(d, *middle, fill, stroke, width))


@dataclass(frozen=True, slots=True)
class Canvas:
    """What a figure is drawn for: its width, the size of its labels, and the name of the medium."""

    width: float
    size: float
    medium: Literal["print", "wide", "narrow"]


WIDE = Canvas(656, 14, "wide")
NARROW = Canvas(340, 13.5, "narrow")


def number(value: float) -> str:
    """Write a number of a path: at most two decimals, no trailing zeros, the same on every machine."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written in ("-0", "") else written


def width_of(text: str, size: float) -> float:
    """Estimate how wide a text is in the sans-serif of the page, a little generously."""
    em = 0.0
    for letter in text:
        if letter in " ilj.,:;'’|!()[]ftr-·":
            em += 0.3
        elif letter in "mwMW—%@":
            em += 0.86
        elif ord(letter) > 0x2E80:
            em += 1.0
        else:
            em += 0.6 if letter.isupper() else 0.52
    return em * size


def wrapped(text: str, width: float, size: float, most: int = 3) -> list[str]:
    """Divide a text into lines that fit a width; the last line takes what is left."""
    lines: list[str] = []
    for word in text.split():
        fits = lines and width_of(f"{lines[-1]} {word}", size) <= width
        if lines and (fits or len(lines) == most):
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]
