"""The key of a chart: the pattern, the dash or the shape of each series beside its name, on lines above the chart."""

from __future__ import annotations

from .drawing import Drawing, Label, Shape, number, width_of
from .frame import Request, paste
from .looks import LOOKS, Look

_SAMPLE = {"bar": 1.5, "stacked": 1.5, "area": 1.5, "line": 2.4, "slope": 2.4, "dot": 1.0}  # in sizes of the labels


def draw_key(drawing: Drawing, request: Request) -> Drawing:
    """Put lines above a chart that name what each series looks like."""
    size, sample = request.size, _SAMPLE[request.mark] * request.size
    lines = _lines(request, sample)
    head = len(lines) * size * 1.5 + size * 0.6
    whole = Drawing(drawing.width, drawing.height + head)
    paste(whole, drawing, 0, head)
    for row, names in enumerate(lines):
        x, y = 0.0, row * size * 1.5 + size * 0.66
        for name in names:
            look = LOOKS[request.all_values.series.index(name)]
            _sample(whole, look, (request.mark, size), (x, y))
            whole.labels.append(Label(name, x + sample + size * 0.4, (row + 0.68) * size * 1.5, size, bold=True))
            x += _room(name, size, sample)
    return whole


def _lines(request: Request, sample: float) -> list[list[str]]:
    """Divide the names of the series into lines that fit the chart."""
    lines: list[list[str]] = [[]]
    for name in request.all_values.series:
        used = sum(_room(each, request.size, sample) for each in [*lines[-1], name]) - request.size * 1.4
        if lines[-1] and used > request.canvas.width:
            lines.append([])
        lines[-1].append(name)
    return lines


def _room(name: str, size: float, sample: float) -> float:
    return sample + size * 0.4 + width_of(name, size) * 1.08 + size * 1.4


def _sample(drawing: Drawing, look: Look, form: tuple[str, float], at: tuple[float, float]) -> None:
    """Draw a sample of a series as it looks in the chart, its middle at the height of `at`."""
    (mark, size), (x, y) = form, at
    if mark in ("line", "slope"):
        drawing.line((x, y), (x + size * 2.4, y), "accent", look.width, look.dash)
        _point(drawing, look, (x + size * 1.2, y), size * 0.36)
    elif mark == "dot":
        _point(drawing, look, (x + size * 0.5, y), size * 0.39)
    else:
        drawing.rectangle((x, y - size * 0.45, size * 1.5, size * 0.9), look.fill, "accent")


def _point(drawing: Drawing, look: Look, at: tuple[float, float], r: float) -> None:
    """Draw the point of a series as Vega draws it."""
    a, b, c = number(r), number(2 * r), number(r * 2 / 3)
    outlines = {
        "square": f"M-{a},-{a}h{b}v{b}h-{b}Z",
        "triangle-up": f"M0,-{a}L{a},{a}L-{a},{a}Z",
        "diamond": f"M0,-{number(r * 1.3)}L{a},0L0,{number(r * 1.3)}L-{a},0Z",
        "cross": f"M-{a},-{number(r / 3)}h{c}v-{c}h{c}v{c}h{c}v{c}h-{c}v{c}h-{c}v-{c}h-{c}Z",
    }
    fill = "paper" if look.hollow else "accent"
    if look.symbol == "circle":
        drawing.circle(at, r, fill, "accent")
    else:
        drawing.shapes.append(Shape(outlines[look.symbol], *at, fill, "accent", 1.25))
