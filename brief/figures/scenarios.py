"""Scenarios as a fan: from now, one branch to each, with its band of likelihood on a common axis from 0 to 100."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..model.scales import Band
from .drawing import Canvas, Drawing, Label, Shape, number, wrapped

Words = Callable[[Any], str]


def draw_fan(
    scenarios: Sequence[Any], band: Callable[[str | None], Band | None], words: tuple[Words, Words], canvas: Canvas
) -> Drawing:
    """Draw the branches; a branch is as thick as it is likely.

    `words` write the name of a scenario, and its likelihood and horizon.
    """
    named, said = words
    size, width = canvas.size, canvas.width
    trunk, left = 14.0, max(width * 0.16, 60.0)
    room = width - left - 8
    blocks = [wrapped(named(each), room, size * 1.08, 3) for each in scenarios]
    remarks = [wrapped(said(each), room, size * 0.95, 2) for each in scenarios]
    heights = [
        (len(block) + len(remark)) * size * 1.25 + size * (2.2 if band(each.likelihood) else 0.9)
        for each, block, remark in zip(scenarios, blocks, remarks, strict=True)
    ]
    drawing = Drawing(width, sum(heights))
    root = drawing.height / 2
    top = 0.0
    for scenario, block, remark, height in zip(scenarios, blocks, remarks, heights, strict=True):
        found = band(scenario.likelihood)
        _branch(drawing, (trunk, root), (left - 10, top + size * 0.72), found)
        y = top + size * 0.95
        for line in block:
            drawing.labels.append(Label(line, left, y, size, bold=True))
            y += size * 1.25
        for line in remark:
            drawing.labels.append(Label(line, left, y, size * 0.95))
            y += size * 1.25
        if found:
            _bar(drawing, found, left, y - size * 0.45, min(room, size * 24))
        top += height
    drawing.circle((trunk, root), 5, "accent", "accent")
    return drawing


def _branch(drawing: Drawing, root: tuple[float, float], tip: tuple[float, float], band: Band | None) -> None:
    """Draw one branch: dashed where no likelihood is given."""
    x, y = tip[0] - root[0], tip[1] - root[1]
    middle = x * 0.5
    thickness = 1.25 if band is None else 1 + (band.low + band.high) / 2 / 100 * 5
    d = f"M0,0C{number(middle)},0,{number(middle)},{number(y)},{number(x)},{number(y)}"
    drawing.shapes.append(Shape(d, *root, stroke="accent", width=thickness, dash="3 3" if band is None else ""))
    head = f"M0,{-3 - thickness / 2:.2f}L7,0L0,{3 + thickness / 2:.2f}Z"
    drawing.shapes.append(Shape(head, tip[0] - 1, tip[1], fill="accent"))


def _bar(drawing: Drawing, band: Band, x: float, y: float, length: float) -> None:
    drawing.rectangle((x, y + 3.25, length, 1.5), "track")
    for mark in (0, 50, 100):
        drawing.line((x + length * mark / 100, y), (x + length * mark / 100, y + 8), "ink-soft", 0.6)
    drawing.rectangle((x + length * band.low / 100, y + 0.5, max(2.0, length * band.width / 100), 7), "accent")
