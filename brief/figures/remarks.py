"""The remarks of a chart: each has a dashed line that Vega has placed, and words where they hide nothing.

A line that stands upright has its words above the frame; one that lies has them beside it, where no series passes.
Where there is no such place, or where a number stands on a line, the words have a plate of paper under them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from ..data.values import plain
from .drawing import Box, Drawing, Label, Point, Shape, width_of, wrapped

DASH = "2 2"  # of these lines alone
_POINT = re.compile(r"[ML](-?[\d.]+),(-?[\d.]+)")


def write_remarks(drawing: Drawing, notes: Sequence[Any], frame: Box, size: float) -> Drawing:
    """Write the words of remarks beside their lines, which stand in the drawing in the same order.

    `frame` is what the axes enclose: left, top, right, bottom.
    """
    lines = [shape for shape in drawing.shapes if shape.dash == DASH and shape.stroke == "ink"]
    above: list[tuple[str, Shape]] = []
    lying: list[tuple[str, Shape]] = []
    for note, line in zip(notes, lines, strict=True):
        (above if _is_upright(line) else lying).append((plain(note.text), line))
    _free_numbers(drawing, [line for _, line in above], size)
    above += [each for each in lying if not _write_beside(drawing, *each, frame, size)]
    return _written_above(drawing, above, frame, size)


def _is_upright(line: Shape) -> bool:
    x, y = _points(line)[-1]
    return abs(y - line.y) > abs(x - line.x)


def _points(shape: Shape) -> list[Point]:
    """Return the corners of a line or a polyline, in the drawing."""
    if shape.d.startswith("M0,0l"):
        x, y = (float(part) for part in shape.d[5:].split(","))
        return [(shape.x, shape.y), (shape.x + x, shape.y + y)]
    return [(shape.x + float(x), shape.y + float(y)) for x, y in _POINT.findall(shape.d)]


def box_of(label: Label) -> Box:
    """Return the room that a label takes: left, top, right, bottom."""
    wide = width_of(label.text, label.size) * (1.08 if label.bold else 1.0)
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    return left, label.y - label.size * 0.8, left + wide, label.y + label.size * 0.25


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _lay_plate(drawing: Drawing, label: Label) -> None:
    left, top, right, bottom = box_of(label)
    drawing.rectangle((left - 2, top, right - left + 4, bottom - top), "paper")


def _free_numbers(drawing: Drawing, lines: Sequence[Shape], size: float) -> None:
    """Lay plates under the numbers of bars that stand on an upright line."""
    for line in lines:
        (x, top), (_, bottom) = _points(line)
        for label in drawing.labels:
            if _meet(box_of(label), (x - 1, min(top, bottom) + size * 0.1, x + 1, max(top, bottom))):
                _lay_plate(drawing, label)


def _write_beside(drawing: Drawing, words: str, line: Shape, frame: Box, size: float) -> bool:
    """Write words beside a line that lies, where no series passes and no other words stand; tell if there is room.

    On areas they have a plate.
    """
    series = [_points(each) for each in drawing.shapes if each.stroke == "accent" and not each.fill and "L" in each.d]
    taken = [box_of(label) for label in drawing.labels]
    for label in _places(words, line, frame, size):
        box = box_of(label)
        if not any(_meet(box, other) for other in taken) and not any(_passes(points, box) for points in series):
            if any(each.fill and each.stroke == "accent" and "Z" in each.d for each in drawing.shapes):
                _lay_plate(drawing, label)
            drawing.labels.append(label)
            return True
    return False


def _places(words: str, line: Shape, frame: Box, size: float) -> Iterator[Label]:
    """Yield places along a line from its start to its end, first above it, then below."""
    left, _, right, bottom = frame
    room = right - left - 6 - width_of(words, size)
    if room < 0:
        return
    for y in (line.y - size * 0.4, line.y + size * 1.05):
        if size * 0.8 <= y <= bottom - size * 0.3:
            for step in range(max(0, int(room // 6)) + 1):
                yield Label(words, left + 3 + step * 6, y, size)


def _passes(points: Sequence[Point], box: Box) -> bool:
    """Tell whether a polyline passes through a box: by points along it that stand closer than letters are wide."""
    for (x1, y1), (x2, y2) in pairwise(points):
        steps = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) // 2))
        for step in range(steps + 1):
            x, y = x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps
            if box[0] - 3 < x < box[2] + 3 and box[1] - 3 < y < box[3] + 3:
                return True
    return False


def _written_above(drawing: Drawing, found: Sequence[tuple[str, Shape]], frame: Box, size: float) -> Drawing:
    """Write words above the frame, on a further line where they would stand on each other; the drawing grows by it.

    Those of a line that lies have a sample of it before them.
    """
    for words, line in found:
        taken = [_wider(box_of(other), size if other.bold else size * 2) for other in drawing.labels]
        lift = 0.0
        for part in reversed(
            wrapped(words, drawing.width - frame[0] - size * 2, size, 9)
        ):  # the last line stands lowest
            label = _above(part, line, frame, (drawing.width, size))
            label = replace(label, y=label.y - lift)
            while any(_meet(box_of(label), other) for other in taken):
                label = replace(label, y=label.y - size * 0.25)
            lift = frame[1] - size * 0.62 - label.y + size * 1.2
            drawing.labels.append(label)
        if not _is_upright(line):
            middle = label.y - size * 0.33
            drawing.line((label.x - size * 1.9, middle), (label.x - size * 0.3, middle), "ink", 1, DASH)
    lacking = max([0.0, *(-box_of(label)[1] for label in drawing.labels)])
    whole = Drawing(drawing.width, drawing.height + lacking)
    whole.shapes = [replace(shape, y=shape.y + lacking) for shape in drawing.shapes]
    whole.labels = [replace(label, y=label.y + lacking) for label in drawing.labels]
    return whole


def _above(words: str, line: Shape, frame: Box, room: tuple[float, float]) -> Label:
    """Return words in the lowest place above the frame: over an upright line, or at the start behind a sample."""
    (width, size), wide, y = room, width_of(words, room[1]), frame[1] - room[1] * 0.62
    if not _is_upright(line):
        return Label(words, frame[0] + size * 1.9, y, size)
    x = max(frame[0] + wide / 2, min(line.x, width - 2 - wide / 2))
    return Label(words, x, y, size, "middle")


def _wider(box: Box, by: float) -> Box:
    return box[0] - by, box[1], box[2] + by, box[3]
