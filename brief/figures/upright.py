"""Charts that stand upright, with values from the bottom up: lines, areas, stacked bars, slopes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ..data.values import Values
from .axes import Names, band_axis, domain_of, label_axis, value_axis, value_room
from .drawing import Drawing, width_of
from .frame import Request, Spec, dashed, datum, frame, rows_of, scales_of
from .looks import LOOKS
from .vega import COLOURS


def _remarks(request: Request, x: Spec, y: Spec) -> list[Spec]:
    """Return the lines of the remarks, upright at a label or lying at a value."""
    layers: list[Spec] = []
    for note in request.remarks:
        if note.value is not None:
            layers.append(dashed({"y": y}, {"y": note.value}))
        else:
            at = datum(request, note.at) if x["type"] != "ordinal" else note.at
            layers.append(dashed({"x": x}, {"x": at}))
    return layers


def _head(request: Request) -> float:
    """Return the room above the frame: a line for words, where there are some."""
    return request.size * (2 if any(note.value is None for note in request.remarks) else 0.8)


def draw_lines(request: Request) -> Drawing:
    """Draw lines over an axis of labels, each with its name at its end."""
    height = request.canvas.width * (0.62 if request.canvas.medium == "narrow" else request.canvas.ratio)
    height = max(height, request.size * 9)
    domain = domain_of(request)
    left = value_room(request, domain)
    right = _name_room(request)
    width = request.canvas.width - left - right
    axes = {"x": label_axis(request, width), "y": value_axis(domain)}
    names = Names(request, width, banded=False) if request.all_values.axis == "name" else None
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
        {"data": {"values": [] if request.keyed else ends}, "mark": name, "encoding": {**axes, "text": {"field": "s"}}},
        *_remarks(request, axes["x"], axes["y"]),
    ]
    return _framed(request, height, (left, right), layers, names)


def _framed(
    request: Request, height: float, sides: tuple[float, float], layers: list[Spec], names: Names | None
) -> Drawing:
    """Draw layers into a frame, the names of an axis of names under it."""
    left, right = sides
    bottom = names.height if names else request.size * 1.9
    drawing = frame(request, height, (_head(request), right, bottom, left), layers)
    if names:
        names.write(drawing, left, drawing.height - bottom)
    return drawing


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
    x = label_axis(request, width) if is_area else band_axis(request)
    axes = {"x": x, "y": value_axis(domain), "y2": {"field": "y0"}}
    layers: list[Spec] = []
    ends: list[Spec] = []
    for place, series in enumerate(request.all_values.series):
        rows = _stacked_rows(request, series, is_area)
        look = LOOKS[place].fill if len(request.all_values.series) > 1 else "impact-2"
        outline = {"stroke": COLOURS["accent"], "strokeWidth": 0.75, "fill": COLOURS[look], "opacity": 1}
        mark = {"type": "area", "line": False, **outline} if is_area else {"type": "bar", **outline}
        layers.append({"data": {"values": rows}, "mark": mark, "encoding": axes})
        if not request.keyed and rows[-1:] and series in request.values.series:
            ends.append({"x": rows[-1]["x"], "y": (rows[-1]["y"] + rows[-1]["y0"]) / 2, "s": series})
    offset = 8 if is_area else width / max(1.0, len(request.all_values.labels) - 0.35) * 0.325 + 7
    text = {"type": "text", "align": "left", "baseline": "middle", "dx": offset, "fontWeight": 600}
    at = {"x": x, "y": value_axis(domain), "text": {"field": "s"}}
    layers += [{"data": {"values": ends}, "mark": text, "encoding": at}, *_remarks(request, x, axes["y"])]
    names = None if is_area and request.all_values.axis != "name" else Names(request, width, banded=not is_area)
    return _framed(request, height, (left, right), layers, names)


def names_fit(request: Request) -> bool:
    """Tell whether the names of the series have room beside their ends, and each end can be told from the next."""
    widest = max(width_of(name, request.size) for name in request.all_values.series) * 1.08
    if request.mark == "slope":
        return _slope_room(replace(request, keyed=False)) <= request.canvas.width * 0.42
    if request.mark in ("stacked", "area"):
        last = max(request.values.labels, key=_order(request))
        if not all(request.values.at(last, series) for series in request.values.series):
            return False  # what ends at nothing has no end to name
    return widest + 12 <= request.canvas.width * 0.34


def _order(request: Request) -> Callable[[str], Any]:
    """Return what labels are sorted by along the axis."""
    labels = request.all_values.labels
    return labels.index if request.all_values.axis == "name" else (lambda label: datum(request, label))


def _name_room(request: Request) -> float:
    """Return how much room the names of the series need at the right."""
    if request.keyed:
        return request.size * 2.4
    names = (width_of(name, request.size) * 1.08 for name in request.all_values.series)
    return max(max(names, default=0) + 12, request.size * 2.4)


def _stacked_rows(request: Request, series: str, is_area: bool) -> list[Spec]:
    below = request.all_values.series[: request.all_values.series.index(series)]
    rows = []
    for label in sorted(request.values.labels, key=_order(request)):
        start = sum(request.values.at(label, other) or 0 for other in below)
        x = datum(request, label) if is_area else label
        rows.append({"x": x, "y0": start, "y": start + (request.values.at(label, series) or 0)})
    return rows


def _sum(values: Values, label: str, facet: str) -> float:
    return sum(row.value or 0 for row in values.rows if (row.label, row.facet) == (label, facet))


def _slope_room(request: Request) -> float:
    """Return how much room the words at an end of a slope need."""
    ends = (_at_end(request, row.series, row.value) for row in request.all_values.rows if row.value is not None)
    return max(width_of(end, request.size) * 1.08 for end in ends) + 14


def _at_end(request: Request, series: str, value: float) -> str:
    return request.shown(value) if request.keyed else f"{series}  {request.shown(value)}"


def draw_slopes(request: Request) -> Drawing:
    """Draw a line between two values for each series, with its name and values at both ends."""
    size = request.size
    first, last = request.all_values.labels
    rows = rows_of(request)
    side = min(_slope_room(request), request.canvas.width * 0.42)
    height = max(size * 13, len(request.all_values.series) * size * 1.7)
    for row in rows:
        row["x"] = first if row["x"] in (first, datum(request, first)) else last
        row["t"] = _at_end(request, row["s"], row["y"]) if row["y"] is not None else ""
    axis = {"orient": "top", "domain": False, "tickSize": 0, "labelAngle": 0, "grid": True}
    x = {
        "field": "x",
        "type": "ordinal",
        "sort": None,
        "scale": {"type": "point", "padding": 0, "domain": [first, last]},
        "axis": axis,
    }
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
