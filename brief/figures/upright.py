"""Charts that stand upright, with values from the bottom up: lines, areas, stacked bars, slopes."""

from __future__ import annotations

from ..data.values import Values, plain
from .drawing import Drawing, width_of
from .frame import (
    Request,
    Spec,
    datum,
    domain_of,
    frame,
    label_axis,
    rows_of,
    scales_of,
    value_axis,
    value_room,
)
from .looks import LOOKS
from .vega import COLOURS


def _notes(request: Request) -> list[Spec]:
    """Return the remarks of a chart with upright axis: a dashed line and its words above the frame, or on the line."""
    layers: list[Spec] = []
    dashed = {"type": "rule", "stroke": COLOURS["ink"], "strokeDash": [2, 2], "strokeWidth": 1}
    axis = label_axis(request, request.canvas.width)
    for note in request.figure.annotations:
        words = {"type": "text", "text": plain(note.text), "fill": COLOURS["ink"]}
        if note.at is not None and note.at in request.values.labels:
            where = {"x": {**axis, "field": "x"}}
            row = {"values": [{"x": datum(request, note.at)}]}
            place = request.all_values.labels.index(note.at) / max(1, len(request.all_values.labels) - 1)
            align = "left" if place < 0.2 else "right" if place > 0.8 else "center"
            layers.append({"data": row, "mark": dashed, "encoding": where})
            layers.append({"data": row, "mark": {**words, "y": -9, "align": align}, "encoding": where})
        elif note.value is not None:
            row = {"values": [{"y": note.value}]}
            where = {"y": {"field": "y", "type": "quantitative"}}
            layers.append({"data": row, "mark": dashed, "encoding": where})
            layers.append({"data": row, "mark": {**words, "x": 3, "dy": -6, "align": "left"}, "encoding": where})
    return layers


def draw_lines(request: Request) -> Drawing:
    """Draw lines over an axis of labels, each with its name at its end."""
    height = request.canvas.width * (0.62 if request.canvas.medium == "narrow" else request.canvas.ratio)
    height = max(height, request.size * 9)
    domain = domain_of(request)
    left = value_room(request, domain)
    right = _name_room(request)
    width = request.canvas.width - left - right
    axes = {"x": label_axis(request, width), "y": value_axis(domain)}
    rows, scales = rows_of(request), scales_of(request)
    in_order = sorted(rows, key=lambda row: row["x"]) if request.all_values.axis != "name" else rows
    ends = _ends(in_order)
    shown = rows if len(request.values.labels) <= 12 else ends
    point = {"type": "point", "size": request.size * 3, "strokeWidth": 1.25, "opacity": 1, "stroke": COLOURS["accent"]}
    stroke = {"type": "line", "stroke": COLOURS["accent"], "strokeCap": "butt"}
    name = {"type": "text", "align": "left", "baseline": "middle", "dx": 8, "fontWeight": 600}
    layers = [
        {"data": {"values": rows}, "mark": stroke, "encoding": {**axes, **scales["line"], "detail": {"field": "s"}}},
        {
            "data": {"values": [row for row in shown if row["y"] is not None]},
            "mark": point,
            "encoding": {**axes, **scales["point"], "fill": {"field": "fill", "type": "nominal", "scale": None}},
        },
        {"data": {"values": ends}, "mark": name, "encoding": {**axes, "text": {"field": "s"}}},
        *_notes(request),
    ]
    top = request.size * (2 if any(note.at for note in request.figure.annotations) else 0.8)
    return frame(request, height, (top, right, request.size * 1.9, left), layers)


def _ends(rows: list[Spec]) -> list[Spec]:
    """Return the last value of each series."""
    return list({row["s"]: row for row in rows if row["y"] is not None}.values())


def draw_stacks(request: Request) -> Drawing:
    """Draw bars or areas on top of each other, each part with its own pattern and its name beside the last."""
    is_area = request.mark == "area"
    totals = [
        _sum(request.all_values, label, facet)
        for label in request.all_values.labels
        for facet in request.all_values.facets
    ]
    domain = domain_of(request, totals)
    left = value_room(request, domain)
    right = _name_room(request)
    width = request.canvas.width - left - right
    ratio = 0.7 if request.canvas.medium == "narrow" else request.canvas.ratio
    height = max(request.canvas.width * ratio, request.size * 10)
    x = label_axis(request, width) if is_area else _BANDS
    axes = {"x": x, "y": value_axis(domain), "y2": {"field": "y0"}}
    layers: list[Spec] = []
    names: list[Spec] = []
    for place, series in enumerate(request.all_values.series):
        rows = _stacked_rows(request, series, is_area)
        look = LOOKS[place].fill if len(request.all_values.series) > 1 else "impact-2"
        outline = {"stroke": COLOURS["accent"], "strokeWidth": 0.75, "fill": COLOURS[look], "opacity": 1}
        mark = {"type": "area", "line": False, **outline} if is_area else {"type": "bar", **outline}
        layers.append({"data": {"values": rows}, "mark": mark, "encoding": axes})
        if rows and rows[-1]["y"] > rows[-1]["y0"]:
            names.append({"x": rows[-1]["x"], "y": (rows[-1]["y"] + rows[-1]["y0"]) / 2, "s": series})
    offset = 8 if is_area else width / max(1.0, len(request.values.labels) - 0.35) * 0.325 + 7
    text = {"type": "text", "align": "left", "baseline": "middle", "dx": offset, "fontWeight": 600}
    at = {"x": x, "y": value_axis(domain), "text": {"field": "s"}}
    layers += [{"data": {"values": names}, "mark": text, "encoding": at}, *_notes(request)]
    top = request.size * (2 if any(note.at for note in request.figure.annotations) else 0.8)
    return frame(request, height, (top, right, request.size * 1.9, left), layers)


_BANDS: Spec = {
    "field": "x",
    "type": "ordinal",
    "sort": None,
    "scale": {"paddingInner": 0.35, "paddingOuter": 0},
    "axis": {"grid": False, "tickSize": 0, "labelAngle": 0, "labelOverlap": True},
}


def _name_room(request: Request) -> float:
    """Return how much room the names of the series need at the right."""
    names = (width_of(name, request.size) * 1.08 for name in request.values.series)
    return max(max(names, default=0) + 12, request.size * 2.4)


def _stacked_rows(request: Request, series: str, is_area: bool) -> list[Spec]:
    below = request.all_values.series[: request.all_values.series.index(series)]
    rows = []
    labels = request.values.labels
    for label in sorted(labels) if request.all_values.axis != "name" else labels:
        start = sum(request.values.at(label, other) or 0 for other in below)
        x = datum(request, label) if is_area else label
        rows.append({"x": x, "y0": start, "y": start + (request.values.at(label, series) or 0)})
    return rows


def _sum(values: Values, label: str, facet: str) -> float:
    return sum(row.value or 0 for row in values.rows if (row.label, row.facet) == (label, facet))


def draw_slopes(request: Request) -> Drawing:
    """Draw a line between two values for each series, with its name and values at both ends."""
    values, size = request.values, request.size
    first, last = request.all_values.labels
    rows = rows_of(request)
    ends = (f"{row.series}  {request.shown(row.value)}" for row in values.rows if row.value is not None)
    room = max(width_of(end, size) * 1.08 for end in ends) + 14
    side = min(room, request.canvas.width * 0.42)
    height = max(size * 13, len(values.series) * size * 1.7)
    for row in rows:
        row["x"] = first if row["x"] in (first, datum(request, first)) else last
        row["t"] = f"{row['s']}  {request.shown(row['y'])}" if row["y"] is not None else ""
    axis = {"orient": "top", "domain": False, "tickSize": 0, "labelAngle": 0, "grid": True}
    x = {"field": "x", "type": "ordinal", "sort": None, "scale": {"type": "point", "padding": 0}, "axis": axis}
    domain = domain_of(request)
    scale = {"domain": domain, "nice": False, "zero": False, "padding": size * 0.8}
    y = {"field": "y", "type": "quantitative", "scale": scale, "axis": None}
    scales = scales_of(request)
    line = {"type": "line", "stroke": COLOURS["accent"]}
    point = {"type": "point", "size": size * 3.5, "opacity": 1, "stroke": COLOURS["accent"], "strokeWidth": 1.25}
    known = [row for row in rows if row["y"] is not None]
    looks = {**scales["point"], "fill": {"field": "fill", "type": "nominal", "scale": None}}
    layers: list[Spec] = [
        {"data": {"values": known}, "mark": line, "encoding": {"x": x, "y": y, **scales["line"]}},
        {"data": {"values": known}, "mark": point, "encoding": {"x": x, "y": y, **looks}},
    ]
    for label, align, dx in ((first, "right", -8), (last, "left", 8)):
        text = {"type": "text", "align": align, "baseline": "middle", "dx": dx, "fontWeight": 600}
        at = [row for row in known if row["x"] == label]
        layers.append({"data": {"values": at}, "mark": text, "encoding": {"x": x, "y": y, "text": {"field": "t"}}})
    return frame(request, height, (size * 2, side, size, side), layers)
