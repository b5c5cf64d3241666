"""The frame that every chart stands in: what is asked for, the looks of its series, and how it is drawn."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ..data.values import Values
from ..language import Language
from . import vega
from .drawing import Canvas, Drawing, Label
from .looks import LOOKS
from .remarks import DASH, write_remarks
from .vega import COLOURS

Spec = dict[str, Any]
Sides = tuple[float, float, float, float]


@dataclass(frozen=True)
class Request:
    """One chart to draw: the figure, its values, the words of its language, and the canvas for one small chart.

    What small charts share follows from `all_values`: axes, room for words, the look of each series. `keyed`: the names
    of the series stand in a key above, not beside what they name.
    """

    figure: Any
    values: Values
    all_values: Values
    language: Language
    canvas: Canvas
    keyed: bool = False

    @property
    def size(self) -> float:
        """Return the size of labels."""
        return self.canvas.size

    @property
    def mark(self) -> str:
        """Return how it is drawn."""
        return str(self.figure.mark or "bar")

    @property
    def remarks(self) -> list[Any]:
        """Return the remarks that a line is drawn for, in the order in which they stand.

        On bars and dots the remark about a label stands beside it; a slope has no axis to put one on.
        """
        notes = [] if self.mark == "slope" else self.figure.annotations
        if self.mark in ("bar", "dot"):
            return [note for note in notes if note.value is not None]
        return [note for note in notes if note.value is not None or note.at in self.all_values.labels]

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


def frame(request: Request, height: float, sides: Sides, layers: list[Spec], words: Sequence[Label] = ()) -> Drawing:
    """Draw layers into a frame with fixed sides (top, right, bottom, left), so that nothing moves with the text.

    `words` are written besides those of the layers.
    """
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
    drawing.labels += words
    _spread(drawing, request.size, top + height)
    enclosed = (left, top, request.canvas.width - right, top + height)
    return write_remarks(drawing, request.remarks, enclosed, request.size)


def dashed(where: Spec, row: Spec) -> Spec:
    """Return the line of one remark as a layer; its words are written when it has been drawn."""
    dash = [int(part) for part in DASH.split()]
    mark = {"type": "rule", "stroke": COLOURS["ink"], "strokeDash": dash, "strokeWidth": 1}
    return {"data": {"values": [row]}, "mark": mark, "encoding": where}


def _spread(drawing: Drawing, size: float, bottom: float) -> None:
    """Move the names of series apart where they would stand on each other, none below the bottom of the frame."""
    for anchor in ("start", "end"):
        names = sorted((each for each in drawing.labels if each.bold and each.anchor == anchor), key=lambda e: e.y)
        for _ in range(len(names) * 4):
            for number, (upper, lower) in enumerate(pairwise(names)):
                lacking = size * 1.15 - (lower.y - upper.y)
                if lacking > 0.01:
                    moved = (replace(upper, y=upper.y - lacking / 2), replace(lower, y=lower.y + lacking / 2))
                    names[number : number + 2] = moved
        lowest = bottom + size * 0.2
        for number, name in reversed(list(enumerate(names))):
            names[number] = replace(name, y=min(name.y, lowest))
            lowest = names[number].y - size * 1.15
        rest = [each for each in drawing.labels if not (each.bold and each.anchor == anchor)]
        drawing.labels = [*rest, *names]


def moment(label: str) -> float:
    """Return a date as milliseconds since 1970, UTC."""
    day = datetime.date.fromisoformat(label if len(label) > 7 else f"{label}-01")
    return (day - datetime.date(1970, 1, 1)).days * 86_400_000.0


def datum(request: Request, label: str) -> str | float:
    """Return a label as Vega places it: a date as milliseconds since 1970, UTC, whatever the zone of the machine."""
    if request.all_values.axis == "day":
        return moment(label)
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
        if len(order) == 1:  # a scale of one width is none to Vega
            return {key: {"value": values[0]}}
        return {key: {"field": "s", "type": "nominal", "scale": {"domain": order, "range": values}, "legend": None}}

    dashes = [[float(part) for part in look.dash.split()] or [1, 0] for look in looks]
    return {
        "line": {**by("strokeDash", dashes), **by("strokeWidth", [look.width for look in looks])},
        "point": by("shape", [look.symbol for look in looks]),
    }
