"""The timeline as a figure: one row an event, its mark on a shared axis as long as its date is unknown or as it lasted.

How sure a date is shows in the shape of its mark, and the words beside it say the same.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..language import Language
from ..model.edtf import FuzzyDate, Point
from .drawing import Anchor, Drawing, Label, Shape

HEIGHT = 16.0
_SEASON_MONTHS = {21: 3, 22: 6, 23: 9, 24: 12}
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)


@dataclass(frozen=True)
class Row:
    """One event with its mark on the axis, and the key of what the mark means."""

    event: Any
    mark: Drawing
    means: str


@dataclass(frozen=True)
class Lanes:
    """The whole figure: its rows, the axis above them, and what the marks that it uses mean, each with a sample."""

    rows: tuple[Row, ...]
    axis: Drawing
    key: tuple[tuple[str, Drawing], ...]


def start_of(point: Point) -> float:
    """Return where a point in time begins, as a year with a fraction."""
    month = _SEASON_MONTHS.get(point.month or 1, point.month or 1)
    return point.year + (month - 1) / 12 + ((point.day or 1) - 1) / 372


def end_of(point: Point) -> float:
    """Return where a point in time ends: a year later for a year, ten years later for a decade."""
    lengths = {"decade": 10.0, "year": 1.0, "season": 0.25, "month": 1 / 12, "day": 1 / 372}
    return start_of(point) + lengths[point.precision]


def meaning_of(date: FuzzyDate, expected: bool) -> str:
    """Return the key of what a mark says of its date."""
    if expected:
        return "expected"
    if date.open_ended:
        return "ongoing"
    if date.start.circa or (date.end is not None and date.end.circa):
        return "circa"
    if date.end is not None:
        return "interval"
    return "day" if date.precision == "day" else "within"


def draw_lanes(events: Sequence[Any], language: Language, width: float, size: float) -> Lanes:
    """Draw every event of a timeline on an axis of its own width in CSS pixels."""
    edges = [edge for event in events for edge in _edges(event.date)]
    first, last = min(edges), max(edges)
    room = max((last - first) * 0.04, 0.05)
    axis = _Axis(first - room, last + room, width)
    rows = tuple(_row(event, axis) for event in events)
    used = dict.fromkeys(row.means for row in rows)
    order = ("day", "within", "circa", "interval", "ongoing", "expected")
    key = tuple((means, _sample(means)) for means in order if means in used)
    return Lanes(rows, axis.drawn(language, size), key)


def _edges(date: FuzzyDate) -> tuple[float, float]:
    return start_of(date.start), end_of(date.end or date.start)


@dataclass(frozen=True)
class _Axis:
    first: float
    last: float
    width: float

    def x(self, time: float) -> float:
        return 6 + (time - self.first) / (self.last - self.first) * (self.width - 12)

    def ticks(self, size: float) -> list[tuple[float, str]]:
        """Return the years to name, as many as fit; the first of a month where the axis is shorter than two years."""
        most = max(2, int(self.width // (size * 3.6)))
        for step in _STEPS:
            begin = -(-int(self.first) // step) * step
            years = [year for year in range(begin, int(self.last) + 1, step) if self.first <= year <= self.last]
            if len(years) <= most:
                return [(float(year), str(year)) for year in years]
        return []

    def drawn(self, language: Language, size: float) -> Drawing:
        drawing = Drawing(self.width, size * 1.2 + 6)
        base = drawing.height - 0.5
        drawing.line((0, base), (self.width, base), "ink-soft", 0.75)
        ticks = self.ticks(size)
        if len(ticks) < 2:
            ticks = [(time, language.short(_day(time))) for time in (self.first, self.last)]
        for time, words in ticks:
            x = self.x(time)
            edge = size * len(words) * 0.27
            anchor: Anchor = "start" if x < edge else "end" if x > self.width - edge else "middle"
            drawing.line((x, base), (x, base - 4), "ink-soft", 0.75)
            at = {"start": 0.0, "middle": x, "end": self.width}[anchor]
            drawing.labels.append(Label(words, at, size, size, anchor, "ink-soft"))
        return drawing


def _day(time: float) -> datetime.date:
    month, day = divmod((time - int(time)) * 372, 31)
    return datetime.date(int(time), min(12, int(month) + 1), min(28, int(day) + 1))


def _row(event: Any, axis: _Axis) -> Row:
    means = meaning_of(event.date, event.expected)
    drawing = Drawing(axis.width, HEIGHT)
    middle = HEIGHT / 2
    drawing.line((0, middle), (axis.width, middle), "rule", 0.5)
    for time, _ in axis.ticks(11):
        drawing.line((axis.x(time), middle - 2.5), (axis.x(time), middle + 2.5), "rule", 0.5)
    start, end = _edges(event.date)
    _mark(drawing, means, (axis.x(start), axis.x(end)), event.weight == "key")
    return Row(event, drawing, means)


def _sample(means: str) -> Drawing:
    drawing = Drawing(26, HEIGHT)
    _mark(drawing, means, (13.0, 13.0) if means == "day" else (3.0, 22.0), False)
    return drawing


def _mark(drawing: Drawing, means: str, ends: tuple[float, float], important: bool) -> None:
    """Draw one mark: a dot for a day, else a bar between two ends, in the manner of what is known."""
    left, right = ends
    middle, half = HEIGHT / 2, 4.0 if important else 3.0
    if right - left < 5:
        centre = (left + right) / 2
        if means in ("day", "within"):
            drawing.circle((centre, middle), half + 0.8, "accent" if means == "day" else "paper", "accent", 1.5)
            return
        left, right = centre - 3.5, centre + 3.5
    fill, dash = {
        "day": ("accent", ""),
        "within": ("paper", ""),
        "circa": ("pattern:about", "2 1.5"),
        "interval": ("accent", ""),
        "ongoing": ("accent", ""),
        "expected": ("paper", "2.5 2"),
    }[means]
    if means == "ongoing":
        tip = max(right, min(drawing.width - 1, left + 8))
        body = max(left, tip - 6)
        d = f"M0,{-half}H{body - left:.2f}V{-half - 3}L{tip - left:.2f},0L{body - left:.2f},{half + 3}V{half}H0Z"
        drawing.shapes.append(Shape(d, left, middle, fill, "accent", 1))
        return
    d = f"M0,{-half}h{right - left:.2f}v{2 * half}h{left - right:.2f}Z"
    drawing.shapes.append(Shape(d, left, middle, fill, "accent", 1.25, dash))
    if means == "interval":
        for x in ends if ends[1] - ends[0] >= 5 else (left, right):
            drawing.line((x, middle - half - 2.5), (x, middle + half + 2.5), "accent", 1.5)
