"""Charts whose values run from left to right, a row for each label: bars and dots."""

from __future__ import annotations

from ..data.values import Value, plain
from .drawing import Drawing, Label, Shape, number, width_of, wrapped
from .frame import Request, Spec, domain_of, frame, paste, rows_of, scales_of, value_room
from .looks import LOOKS, Look
from .vega import COLOURS


def draw_bars(request: Request) -> Drawing:
    """Draw bars from left to right, each with its value at its end."""
    rows, domain = request.values.rows, domain_of(request)
    heads = _Heads(request)
    room = max(width_of(_said(request, row), request.size) for row in rows) + 10
    left, right = heads.width + 8, room
    if domain[0] < 0:
        left += room
    bars, texts = [], []
    for place, row in enumerate(rows):
        if row.value is not None:
            bars.append(
                {"y": row.value, "a": heads.middle(place) - heads.bar / 2, "b": heads.middle(place) + heads.bar / 2}
            )
        texts.append({"y": row.value or 0, "a": heads.middle(place), "t": _said(request, row)})
    scale = {"domain": [0, heads.height], "nice": False, "zero": False, "reverse": True}
    length = {"field": "y", "type": "quantitative", "scale": {"domain": domain, "nice": False}, "axis": None}
    down = {"field": "a", "type": "quantitative", "scale": scale, "axis": None}
    ends = {"x": length, "x2": {"datum": 0}, "y": down, "y2": {"field": "b"}}
    mark = {"type": "rect", "fill": COLOURS["accent"]}
    text = {
        "type": "text",
        "baseline": "middle",
        "dx": {"expr": "datum.y < 0 ? -5 : 5"},
        "align": {"expr": "datum.y < 0 ? 'right' : 'left'"},
    }
    at = {"x": length, "y": down, "text": {"field": "t"}}
    layers = [
        {"data": {"values": bars}, "mark": mark, "encoding": ends},
        {"data": {"values": texts}, "mark": text, "encoding": at},
        *_targets(request, length),
    ]
    if domain[0] < 0:
        zero = {"type": "rule", "stroke": COLOURS["ink-soft"], "strokeWidth": 0.75}
        layers.append({"data": {"values": [{"y": 0}]}, "mark": zero, "encoding": {"x": length}})
    return heads.written(
        frame(request, heads.height, (heads.top, right, 4, left), layers), left if domain[0] >= 0 else left - room
    )


def _said(request: Request, row: Value) -> str:
    """Return what stands beside a bar: its value, its note, and the remarks about its label."""
    notes = [plain(note.text) for note in request.figure.annotations if note.at == row.label and note.value is None]
    value = "–" if row.value is None else request.shown(row.value)
    return " · ".join(filter(None, (value, row.note, *notes)))


def _targets(request: Request, length: Spec) -> list[Spec]:
    """Return the remarks that stand at a value of a chart whose values run from left to right."""
    layers: list[Spec] = []
    for note in request.figure.annotations:
        if note.value is not None:
            row = {"values": [{"y": note.value}]}
            dashed = {"type": "rule", "stroke": COLOURS["ink"], "strokeDash": [2, 2], "strokeWidth": 1}
            words = {"type": "text", "text": plain(note.text), "y": -6, "align": "center"}
            layers += [{"data": row, "mark": mark, "encoding": {"x": length}} for mark in (dashed, words)]
    return layers


class _Heads:
    """The labels at the left of a chart of rows: broken into lines, and the height that this gives each row."""

    def __init__(self, request: Request) -> None:
        self.request, size = request, request.size
        labels = [row.label for row in request.values.rows] if request.mark == "bar" else request.values.labels
        longest = max(width_of(label, size) for label in labels)
        self.width = min(longest + 4, request.canvas.width * 0.38)
        self.lines = [wrapped(label, self.width, size) for label in labels]
        self.rows = [max(size * 1.9, len(lines) * size * 1.2 + size * 0.6) for lines in self.lines]
        self.bar = size * 1.05
        self.height = sum(self.rows)
        self.top = size * 1.7 if any(note.value is not None for note in request.figure.annotations) else 2.0

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
    several = len(request.all_values.series) > 1
    left = heads.width + 8
    right = 12.0 if several else max(width_of(_said(request, row), request.size) for row in request.values.rows) + 14
    scale = {"domain": [0, heads.height], "nice": False, "zero": False, "reverse": True}
    ticks = int((request.canvas.width - left - right) // (value_room(request, domain) * 1.4))
    axis = {"tickCount": min(6, max(2, ticks)), "ticks": False, "domain": False, "grid": True, "labelOverlap": True}
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
    if not several:
        text = {"type": "text", "baseline": "middle", "align": "left", "dx": 9}
        layers.append(
            {"data": {"values": rows}, "mark": text, "encoding": {"x": length, "y": down, "text": {"field": "t"}}}
        )
    drawing = frame(
        request, heads.height, (heads.top, right, request.size * 1.9, left), [*layers, *_targets(request, length)]
    )
    heads.written(drawing, left)
    return _with_key(drawing, request, left) if several else drawing


def _with_key(drawing: Drawing, request: Request, left: float) -> Drawing:
    """Put a line above a chart that names the shape of each series."""
    size = request.size
    lines: list[list[str]] = [[]]
    for name in request.all_values.series:
        used = sum(width_of(each, size) + size * 2.4 for each in [*lines[-1], name])
        if lines[-1] and used > request.canvas.width:
            lines.append([])
        lines[-1].append(name)
    whole = Drawing(drawing.width, drawing.height + len(lines) * size * 1.5 + size * 0.4)
    paste(whole, drawing, 0, len(lines) * size * 1.5 + size * 0.4)
    for row, names in enumerate(lines):
        x = min(left, max(0, request.canvas.width - sum(width_of(n, size) + size * 2.4 for n in names)))
        for name in names:
            look = LOOKS[request.all_values.series.index(name)]
            _symbol(whole, look, x + size * 0.5, row * size * 1.5 + size * 0.66, size * 0.39)
            whole.labels.append(Label(name, x + size * 1.2, (row + 0.68) * size * 1.5, size, bold=True))
            x += width_of(name, size) * 1.08 + size * 2.4
    return whole


def _symbol(drawing: Drawing, look: Look, x: float, y: float, r: float) -> None:
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
        drawing.circle((x, y), r, fill, "accent")
    else:
        drawing.shapes.append(Shape(outlines[look.symbol], x, y, fill, "accent", 1.25))
