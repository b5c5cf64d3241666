"""Charts whose values run from left to right, a row for each label: bars and dots."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..data.values import Value, plain
from .axes import domain_of, value_room
from .drawing import Drawing, Label, width_of, wrapped
from .frame import Request, Spec, dashed, frame, rows_of, scales_of
from .looks import LOOKS
from .vega import COLOURS


class _Bar(NamedTuple):
    """One bar: its value (None where there is none), its fill, how far down its middle stands, the words beside it."""

    value: float | None
    fill: str
    middle: float
    said: str


def draw_bars(request: Request) -> Drawing:
    """Draw bars from left to right, each with its value at its end; with several series, one for each in every row."""
    domain, heads = domain_of(request), _Heads(request)
    left, right = heads.width + 8, heads.beside + 10
    if domain[0] < 0:
        left += right
    bars, half = list(_bars(request, heads)), heads.bar / 2
    scale = {"domain": [0, heads.height], "nice": False, "zero": False, "reverse": True}
    length = {"field": "y", "type": "quantitative", "scale": {"domain": domain, "nice": False}, "axis": None}
    down = {"field": "a", "type": "quantitative", "scale": scale, "axis": None}
    ends = {"x": length, "x2": {"datum": 0}, "y": down, "y2": {"field": "b"}}
    layers: list[Spec] = []
    for fill in dict.fromkeys(bar.fill for bar in bars):
        mark = {"type": "rect", "fill": COLOURS[fill], "opacity": 1}
        mark |= {} if fill == "accent" else {"stroke": COLOURS["accent"], "strokeWidth": 0.75}
        of = [bar for bar in bars if bar.fill == fill and bar.value is not None]
        rows = [{"y": bar.value, "a": bar.middle - half, "b": bar.middle + half} for bar in of]
        layers.append({"data": {"values": rows}, "mark": mark, "encoding": ends})
    layers += _targets(request, length)
    if domain[0] < 0:
        zero = {"type": "rule", "stroke": COLOURS["ink-soft"], "strokeWidth": 0.75}
        layers.append({"data": {"values": [{"y": 0}]}, "mark": zero, "encoding": {"x": length}})
    unit = (request.canvas.width - left - right) / (domain[1] - domain[0])
    words = [label for bar in bars for label in _beside(bar, heads, left - domain[0] * unit, unit)]
    drawing = frame(request, heads.height, (heads.top, right, 4, left), layers, words)
    return heads.written(drawing, left if domain[0] >= 0 else left - right)


def _beside(bar: _Bar, heads: _Heads, zero: float, unit: float) -> Iterator[Label]:
    """Yield the words at the end of a bar, which begins at `zero` and grows by `unit`, in pixels."""
    size, value = heads.request.size, bar.value or 0.0
    x = zero + value * unit + (-5 if value < 0 else 5)
    lines = wrapped(bar.said, heads.beside, size, 9)
    first = heads.top + bar.middle - (len(lines) - 1) * size * 0.6 + size * 0.34
    for row, line in enumerate(lines):
        yield Label(line, x, first + row * size * 1.2, size, "end" if value < 0 else "start")


def _bars(request: Request, heads: _Heads) -> Iterator[_Bar]:
    """Yield the bars of each row; where series share it, each keeps its place, whether it has a value or not."""
    several = heads.several
    for place, label in enumerate(request.values.labels):
        for nth, series in enumerate(request.all_values.series if several else request.values.series):
            row = next((each for each in request.values.rows if (each.label, each.series) == (label, series)), None)
            middle = heads.middle(place) + (nth - (several - 1) / 2) * heads.apart if several else heads.middle(place)
            fill = LOOKS[nth].fill if several else "accent"
            said = _said(request, row or Value(label, None), nth == 0)
            yield _Bar(row.value if row else None, fill, middle, said)


def _said(request: Request, row: Value, remarked: bool = True) -> str:
    """Return what stands beside a bar: its value, its note, and the remarks about its label."""
    about = request.figure.annotations if remarked else ()
    notes = [plain(note.text) for note in about if note.at == row.label and note.value is None]
    value = "–" if row.value is None else request.shown(row.value)
    return " · ".join(filter(None, (value, row.note, *notes)))


def _targets(request: Request, length: Spec) -> list[Spec]:
    """Return the lines of the remarks that stand at a value."""
    return [dashed({"x": length}, {"y": note.value}) for note in request.remarks]


class _Heads:
    """The labels at the left of a chart of rows: broken into lines, and the height that this gives each row.

    `several` is how many bars stand in each row, where it is more than one.
    """

    def __init__(self, request: Request) -> None:
        self.request, size = request, request.size
        self.several = len(request.all_values.series) if request.mark == "bar" and request.keyed else 0
        longest = max(width_of(label, size) for label in request.all_values.labels)
        self.width = min(longest + 4, request.canvas.width * 0.38)
        self.lines = [wrapped(label, self.width, size) for label in request.values.labels]
        said = {row: _said(request, row) for row in request.all_values.rows}
        widest = max(width_of(words, size) for words in said.values())
        self.beside = min(widest, request.canvas.width * 0.32)
        most = max(len(wrapped(words, self.beside, size, 9)) for words in said.values())
        self.bar = size * 1.05
        self.apart = max(self.bar * 1.12, size * 1.25 * most)  # from one bar of a row to the next
        bars = max(1, self.several) * self.apart + size * 0.6
        self.rows = [max(size * 1.9, bars, len(lines) * size * 1.2 + size * 0.6) for lines in self.lines]
        self.height = sum(self.rows)
        self.top = size * 1.7 if request.remarks else 2.0

    def middle(self, place: int) -> float:
        """Return the middle of a row."""
        return sum(self.rows[:place]) + self.rows[place] / 2

    def written(self, drawing: Drawing, right: float) -> Drawing:
        """Write the labels beside their rows."""
        size = self.request.size
        for place, lines in enumerate(self.lines):
            first = self.top + self.middle(place) - (len(lines) - 1) * size * 0.6 + size * 0.34
            for row, line in enumerate(lines):
                drawing.labels.append(Label(line, right - 8, first + row * size * 1.2, size, "end"))
        return drawing


def draw_dots(request: Request) -> Drawing:
    """Draw a dot on a row for each label, one shape for each series."""
    heads, domain = _Heads(request), domain_of(request)
    left = heads.width + 8
    right = max(width_of(_said(request, row), request.size) for row in request.all_values.rows) + 14
    if request.keyed:  # half the number at the end of the axis reaches beyond it
        right = max(12.0, value_room(request, domain) / 2)
    scale = {"domain": [0, heads.height], "nice": False, "zero": False, "reverse": True}
    ticks = int((request.canvas.width - left - right) // (value_room(request, domain) * 1.4))
    axis = {"tickCount": min(6, max(2, ticks)), "ticks": False, "domain": False, "grid": True, "labelOverlap": True}
    axis["labelFlush"] = False
    length = {"field": "y", "type": "quantitative", "scale": {"domain": domain, "nice": 5}, "axis": axis}
    down = {"field": "a", "type": "quantitative", "scale": scale, "axis": None}
    places = {label: heads.middle(place) for place, label in enumerate(request.values.labels)}
    rows = [
        {**spec, "a": places[row.label], "t": _said(request, row)}
        for spec, row in zip(rows_of(request), request.values.rows, strict=True)
        if row.value is not None
    ]
    guides = [{"a": middle} for middle in places.values()]
    guide = {"type": "rule", "stroke": COLOURS["rule"], "strokeWidth": 0.75, "strokeDash": [1, 2]}
    point = {"type": "point", "size": request.size * 6, "strokeWidth": 1.5, "opacity": 1, "stroke": COLOURS["accent"]}
    shapes = scales_of(request)["point"]
    looks = {**shapes, "fill": {"field": "fill", "type": "nominal", "scale": None}}
    layers = [
        {"data": {"values": guides}, "mark": guide, "encoding": {"y": down}},
        {"data": {"values": rows}, "mark": point, "encoding": {"x": length, "y": down, **looks}},
    ]
    if not request.keyed:
        text = {"type": "text", "baseline": "middle", "align": "left", "dx": 9}
        layers.append(
            {"data": {"values": rows}, "mark": text, "encoding": {"x": length, "y": down, "text": {"field": "t"}}}
        )
    sides = (heads.top, right, request.size * 1.9, left)
    return heads.written(frame(request, heads.height, sides, [*layers, *_targets(request, length)]), left)
