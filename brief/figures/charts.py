"""Charts of data, drawn by Vega-Lite: one small chart at a time, put together on one drawing.

Every chart is legible without colour: series differ by pattern, dash and shape, and each has its name beside it or in a
key above. Small charts show the same labels, values and series in the same way, so that they can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..data.values import Values
from ..language import Language
from .across import draw_bars, draw_dots
from .drawing import Canvas, Drawing, Label, wrapped
from .frame import Request, paste
from .keys import draw_key
from .upright import draw_lines, draw_slopes, draw_stacks, names_fit

_MARKS: Mapping[str, Callable[[Request], Drawing]] = {
    "bar": draw_bars,
    "line": draw_lines,
    "area": draw_stacks,
    "stacked": draw_stacks,
    "dot": draw_dots,
    "slope": draw_slopes,
}
_NARROWEST = 13  # of a small chart, in sizes of its labels


def draw_chart(figure: Any, values: Values, language: Language, canvas: Canvas) -> Drawing:
    """Draw a chart, as small charts side by side where it has facets, or bars of several series."""
    parts = values.divided((figure.mark or "bar") == "bar")
    gap = canvas.size * 1.6
    across = _across(len(parts), canvas)
    cell = replace(canvas, width=(canvas.width - gap * (across - 1)) / across)
    requests = [Request(figure, part, values, language, cell) for part in parts.values()]
    keyed = len(values.series) > 1 and not all(map(_names_itself, requests))
    drawn = [_MARKS[request.mark](replace(request, keyed=keyed)) for request in requests]
    stands = requests[0].mark not in ("bar", "dot")
    named = [(name, _as_high(part, drawn, stands)) for name, part in zip(parts, drawn, strict=True)]
    whole = drawn[0] if len(parts) == 1 else _side_by_side(named, across, canvas)
    return draw_key(whole, replace(requests[0], canvas=canvas)) if keyed else whole


def _across(parts: int, canvas: Canvas) -> int:
    """Return how many small charts stand side by side: four of them stand two by two."""
    most = 1 if canvas.medium == "narrow" else max(1, min(3, int(canvas.width // (canvas.size * _NARROWEST))))
    return -(-parts // -(-parts // most))


def _names_itself(request: Request) -> bool:
    """Tell whether each series of a small chart can have its name beside it, or is all that it shows."""
    if request.mark in ("bar", "dot"):
        return request.mark == "bar" and not request.all_values.has_facets
    return names_fit(request)


def _as_high(part: Drawing, others: Sequence[Drawing], stands: bool) -> Drawing:
    """Make a small chart that stands on its axis as high as the highest, so that all their axes are level."""
    lacking = max(other.height for other in others) - part.height
    if not stands or lacking < 0.01:
        return part
    whole = Drawing(part.width, part.height + lacking)
    paste(whole, part, 0, lacking)
    return whole


def _side_by_side(parts: Sequence[tuple[str, Drawing]], across: int, canvas: Canvas) -> Drawing:
    """Put small charts together in rows, each under its name."""
    gap, size = canvas.size * 1.6, canvas.size
    width = (canvas.width - gap * (across - 1)) / across
    whole, top = Drawing(canvas.width, 0), 0.0
    for first in range(0, len(parts), across):
        row = parts[first : first + across]
        names = [wrapped(name, width, size * 1.08) for name, _ in row]
        head = (max(map(len, names)) - 1) * size * 1.2 + size * 1.6
        for column, (lines, (_, part)) in enumerate(zip(names, row, strict=True)):
            left = column * (width + gap)
            for line, text in enumerate(lines):
                whole.labels.append(Label(text, left, top + size + line * size * 1.2, size, bold=True))
            paste(whole, part, left, top + head)
        top += max(part.height for _, part in row) + head + size
    whole.height = top - size
    return whole
