"""The frame that every chart stands in: what is asked for, its axes, the looks of its series, and how it is drawn."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ..data.values import Values
from ..language import Language
from . import vega
from .drawing import Canvas, Drawing, width_of
from .looks import LOOKS
from .vega import COLOURS

Spec = dict[str, Any]
Sides = tuple[float, float, float, float]
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)


@dataclass(frozen=True)
class Request:
    """One chart to draw: the figure, its values, the words of its language, and the canvas for one small chart."""

    figure: Any
    values: Values
    all_values: Values
    language: Language
    canvas: Canvas

    @property
    def size(self) -> float:
        """Return the size of labels."""
        return self.canvas.size

    @property
    def mark(self) -> str:
        """Return how it is drawn."""
        return str(self.figure.mark or "bar")

    def shown(self, value: float) -> str:
        """Write a value."""
        return self.language.number(value).replace("-", "\u2212")


def paste(whole: Drawing, part: Drawing, x: float, y: float) -> None:
    """Put a drawing into another, moved by x and y."""
    whole.shapes += [replace(shape, x=shape.x + x, y=shape.y + y) for shape in part.shapes]
    whole.labels += [replace(label, x=label.x + x, y=label.y + y) for label in part.labels]


def _formats(language: Language) -> Mapping[str, Any]:
    """Return how the language writes numbers and dates, as d3 wants to know it."""
    locale = language.locale
    symbols = locale.number_symbols.get("latn", {})
    months, days = locale.months["stand-alone"], locale.days["stand-alone"]
    order = range(1, 13)
    week = (6, 0, 1, 2, 3, 4, 5)
    return {
        "number": {
            "decimal": symbols.get("decimal", "."),
            "thousands": symbols.get("group", ","),
            "grouping": [3],
            "currency": ["", ""],
            "minus": "\u2212",
        },
        "time": {
            "dateTime": "%x, %X",
            "date": "%d.%m.%Y",
            "time": "%H:%M:%S",
            "periods": ["AM", "PM"],
            "days": [days["wide"][day] for day in week],
            "shortDays": [days["abbreviated"][day] for day in week],
            "months": [months["wide"][month] for month in order],
            "shortMonths": [months["abbreviated"][month] for month in order],
        },
    }


def frame(request: Request, height: float, sides: Sides, layers: list[Spec]) -> Drawing:
    """Draw layers into a frame with fixed sides (top, right, bottom, left), so that nothing moves with the text."""
    top, right, bottom, left = sides
    ink = {"labelColor": COLOURS["ink-soft"], "tickColor": COLOURS["rule"], "domainColor": COLOURS["ink-soft"]}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "autosize": "none",
        "width": request.canvas.width - left - right,
        "height": height,
        "padding": {"top": top, "right": right, "bottom": bottom, "left": left},
        "layer": layers,
        "config": {
            "view": {"stroke": None},
            "font": vega.FONT,
            "axis": {
                **ink,
                "title": None,
                "labelFontSize": request.size,
                "gridColor": COLOURS["rule"],
                "gridWidth": 0.5,
                "labelPadding": 5,
                "domainWidth": 0.75,
            },
            "text": {"fontSize": request.size, "fill": COLOURS["ink"], "font": vega.FONT},
        },
    }
    drawing = vega.draw(spec, _formats(request.language))
    drawing.width, drawing.height = request.canvas.width, height + top + bottom
    _spread(drawing, request.size)
    return drawing


def _spread(drawing: Drawing, size: float) -> None:
    """Move the names of series apart where they would stand on each other."""
    for anchor in ("start", "end"):
        names = sorted((each for each in drawing.labels if each.bold and each.anchor == anchor), key=lambda e: e.y)
        for _ in range(len(names) * 4):
            for number, (upper, lower) in enumerate(pairwise(names)):
                lacking = size * 1.15 - (lower.y - upper.y)
                if lacking > 0.01:
                    moved = (replace(upper, y=upper.y - lacking / 2), replace(lower, y=lower.y + lacking / 2))
                    names[number : number + 2] = moved
        rest = [each for each in drawing.labels if not (each.bold and each.anchor == anchor)]
        drawing.labels = [*rest, *names]


def domain_of(request: Request, reach: list[float] | None = None) -> list[float]:
    """Return where the axis of values begins and ends; it holds zero unless the author let it go."""
    known = [*(reach or request.all_values.known)]
    known += [note.value for note in request.figure.annotations if note.value is not None]
    if request.figure.from_zero and request.mark != "slope":
        known.append(0.0)
    low, high = min(known), max(known)
    return [low, high if high > low else low + 1]


def value_axis(domain: list[float]) -> Spec:
    """Return the axis of values of an upright chart."""
    axis = {"tickCount": 5, "ticks": False, "domain": False, "grid": True}
    return {"field": "y", "type": "quantitative", "scale": {"domain": domain, "nice": 5}, "axis": axis}


def value_room(request: Request, domain: list[float]) -> float:
    """Return how much room the labels of the axis of values need."""
    widest = max((request.shown(round(end, 1)) for end in domain), key=len)
    return width_of(widest, request.size) + 14


def label_axis(request: Request, width: float) -> Spec:
    """Return the axis of labels; it follows from what they are, which is years, dates, numbers or names."""
    labels, kind = request.all_values.labels, request.all_values.axis
    axis: Spec = {"grid": False, "tickSize": 4, "labelFlush": False, "labelAngle": 0, "labelOverlap": True}
    if kind == "name":
        return {"field": "x", "type": "ordinal", "sort": None, "scale": {"padding": 0.2}, "axis": axis}
    if kind == "day":
        ticks = _months(min(labels), max(labels), int(width // (request.size * 5.5)))
        axis |= {"values": [_moment(tick) for tick in ticks], "format": "%b %Y"}
        if all(tick.endswith("-01-01") for tick in ticks):
            axis["format"] = "%Y"
        return {"field": "x", "type": "temporal", "scale": {"type": "utc"}, "axis": axis}
    ends = sorted(float(label) for label in labels)
    if kind == "year":
        axis |= {"values": _years(int(ends[0]), int(ends[-1]), int(width // (request.size * 3.4))), "format": "d"}
    scale = {"zero": False, "nice": False, "domain": [ends[0], ends[-1]]}
    return {"field": "x", "type": "quantitative", "scale": scale, "axis": axis}


def _years(first: int, last: int, most: int) -> list[int]:
    """Return the years to name on an axis: all of them, or every second, fifth, tenth and so on."""
    for step in _STEPS:
        years = [year for year in range(first, last + 1) if (year - first) % step == 0]
        if len(years) <= max(2, most):
            return years
    return [first, last]


def _months(first: str, last: str, most: int) -> list[str]:
    """Return the months to name on an axis of dates, as many as fit: whole quarters, halves, years where it is long."""
    begin, end = (int(label[:4]) * 12 + int(label[5:7]) - 1 for label in (first, last))
    for step in (1, 2, 3, 6, *(12 * years for years in _STEPS)):
        start = begin if step == 1 else -(-begin // step) * step
        months = list(range(start, end + 1, step))
        if len(months) <= max(2, most):
            break
    return [f"{month // 12:04}-{month % 12 + 1:02}-01" for month in months]


def _moment(label: str) -> float:
    """Return a date as milliseconds since 1970."""
    day = datetime.date.fromisoformat(label if len(label) > 7 else f"{label}-01")
    return (day - datetime.date(1970, 1, 1)).days * 86_400_000.0


def datum(request: Request, label: str) -> str | float:
    """Return a label as Vega places it: a date as milliseconds since 1970, UTC, whatever the zone of the machine."""
    if request.all_values.axis == "day":
        return _moment(label)
    return float(label) if request.all_values.axis in ("year", "number") else label


def rows_of(request: Request) -> list[Spec]:
    """Return the values as Vega reads them, each with the look of its series."""
    order = request.all_values.series
    found = []
    for row in request.values.rows:
        look = LOOKS[order.index(row.series)] if row.series in order else LOOKS[0]
        fill = COLOURS["paper"] if look.hollow else COLOURS["accent"]
        found.append({"x": datum(request, row.label), "y": row.value, "s": row.series, "fill": fill})
    return found


def scales_of(request: Request) -> Spec:
    """Return the dash, the width and the shape of each series."""
    order = request.all_values.series
    looks = [LOOKS[place] for place in range(len(order))]

    def by(key: str, values: list[Any]) -> Spec:
        return {key: {"field": "s", "type": "nominal", "scale": {"domain": order, "range": values}, "legend": None}}

    dashes = [[float(part) for part in look.dash.split()] or [1, 0] for look in looks]
    return {
        "line": {**by("strokeDash", dashes), **by("strokeWidth", [look.width for look in looks])},
        "point": by("shape", [look.symbol for look in looks]),
    }
