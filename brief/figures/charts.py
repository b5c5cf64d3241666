"""Charts of data, drawn by Vega-Lite: one small chart at a time, put together on one drawing.

Every chart is legible without colour: series differ by pattern, dash and shape, and each carries its name beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ..data.values import Value, Values
from ..language import Language
from .across import draw_bars, draw_dots
from .drawing import Canvas, Drawing, Label
from .frame import Request, paste
from .upright import draw_lines, draw_slopes, draw_stacks

_MARKS: Mapping[str, Callable[[Request], Drawing]] = {
    "bar": draw_bars,
    "line": draw_lines,
    "area": draw_stacks,
    "stacked": draw_stacks,
    "dot": draw_dots,
    "slope": draw_slopes,
}


def draw_chart(figure: Any, values: Values, language: Language, canvas: Canvas) -> Drawing:
    """Draw a chart, as small charts side by side where it has facets, or bars of several series."""
    parts = _parts(values, (figure.mark or "bar") == "bar")
    if len(parts) == 1:
        return _draw(Request(figure, values, values, language, canvas))
    gap = canvas.size * 1.6
    most = 1 if canvas.medium == "narrow" else max(1, min(3, int(canvas.width // (canvas.size * 13))))
    rows = -(-len(parts) // most)
    across = -(-len(parts) // rows)  # four small charts stand two by two
    cell = replace(canvas, width=(canvas.width - gap * (across - 1)) / across)
    whole, top, head = Drawing(canvas.width, 0), 0.0, canvas.size * 1.6
    for first in range(0, len(parts), across):
        row = list(parts.items())[first : first + across]
        drawn = [_draw(Request(figure, part, values, language, cell)) for _, part in row]
        for column, ((name, _), part) in enumerate(zip(row, drawn, strict=True)):
            left = column * (cell.width + gap)
            whole.labels.append(Label(name, left, top + canvas.size, canvas.size, bold=True))
            paste(whole, part, left, top + head)
        top += max(part.height for part in drawn) + head + canvas.size
    whole.height = top - canvas.size
    return whole


def _parts(values: Values, by_series: bool) -> dict[str, Values]:
    """Divide values into small charts, by facet and, for bars, by series; each is named by what it holds."""
    divided: dict[str, list[Value]] = {}
    for row in values.rows:
        name = ", ".join(filter(None, (row.facet, row.series if by_series else "")))
        divided.setdefault(name, []).append(replace(row, facet="", series="" if by_series else row.series))
    return {name: Values(tuple(rows)) for name, rows in divided.items()}


def _draw(request: Request) -> Drawing:
    return _MARKS[request.mark](request)
