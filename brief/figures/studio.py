"""Where figures are made ready for their faces: what each kind needs, drawn for print or for two widths of the web."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from markupsafe import Markup

from ..data.values import Values, plain, values_of
from ..model.sections.risks import placed
from ..pictures import find_picture, read_picture
from ..problems import BriefError, Problem
from ..view import View
from ..workspace import Workspace
from .charts import draw_chart
from .drawing import NARROW, WIDE, Canvas, Drawing, Shape, width_of
from .maps import draw_map
from .markup import print_markup, symbol_markup, web_markup
from .readiness import needs_engine, printed_width
from .scenarios import draw_fan
from .timeline import draw_lanes
from .widths import PIXELS_PER_MM, figure_height, figure_ratio, figure_text, figure_width

# On paper, in a window that is wide or narrow, in an electronic book, and where nothing is drawn.
Medium = Literal["print", "web", "book", "words"]
_WEB_LANE = 340.0
_CELL_SPACE = 14.0  # CSS pixels between the columns of a table of values


class Studio:
    """Make the figures of one view ready for a medium."""

    def __init__(self, workspace: Workspace, view: View, medium: Medium) -> None:
        self.workspace, self.view, self.medium = workspace, view, medium
        self.tokens: Mapping[str, str] | None = view.theme.tokens if medium == "print" else None
        self.width = figure_width(view.theme.tokens)
        self.size = figure_text(view.theme.tokens)
        self.height = figure_height(view.theme, view.paper)
        self._symbols = 0

    def of(self, item: Any) -> Mapping[str, Any]:
        """Return what the face of a figure needs, by its kind."""
        maker: Callable[[Any], Mapping[str, Any]] | None = getattr(self, f"_{item.kind}", None)
        return {"plot": None, "table": None, **(maker(item) if maker else {})}

    def alternative(self, item: Any) -> str:
        """Return what stands for a figure where it cannot be seen."""
        return item.alt or plain(item.caption)

    def _plot(self, item: Any, draw: Callable[[Canvas], Drawing]) -> Markup:
        alt = self.alternative(item)
        if self.tokens is not None:
            drawing = draw(Canvas(self.width, self.size, "print", figure_ratio(self.view.theme.tokens)))
            if drawing.height > self.height:
                high, room = (round(each / PIXELS_PER_MM) for each in (drawing.height, self.height))
                message = f"{item.id} would be {high} mm high, and the page has room for {room} mm"
                hint = "show fewer values, or write 'kind: table', which goes on overleaf"
                raise BriefError([Problem("chart", message, None, hint)])
            return print_markup(drawing, item.id, alt, self.tokens)
        if self.medium == "words":
            return Markup('<p class="alternative">[{}]</p>').format(alt)
        # A reading system has no window that a style sheet could ask for its width: the narrow one is read on all.
        canvases = (NARROW,) if self.medium == "book" else (WIDE, NARROW)
        return web_markup({canvas.medium: draw(canvas) for canvas in canvases}, item.id, alt)

    def _symbol(self, drawing: Drawing) -> Markup:
        self._symbols += 1
        return symbol_markup(drawing, f"sym{self._symbols}", self.tokens)

    # Data

    def _values(self, item: Any) -> Values:
        return values_of(item, self.workspace, self.view.folder)

    def _chart(self, item: Any) -> Mapping[str, Any]:
        if not needs_engine(item):
            return self._bars(item)
        values = self._values(item)
        try:
            plot = self._plot(item, lambda canvas: draw_chart(item, values, self.view.language, canvas))
        except BriefError as error:
            told = (
                each.message if item.id in each.message else f"{item.id}: {each.message}" for each in error.problems
            )
            raise BriefError([replace(p, message=m) for p, m in zip(error.problems, told, strict=True)]) from None
        table = _tabulated(values)
        if self.tokens is not None and not self.view.format and self._fits_across(table):
            table = _turned(table)
        return {"plot": plot, "table": table, "begins_above_zero": not item.from_zero}

    def _fits_across(self, table: Mapping[str, Any]) -> bool:
        """Tell whether a table is better turned: years run across, and a line of print is dearer than its width."""
        if table["notes"] or not all(table["columns"]) or len(table["rows"]) <= len(table["columns"]):
            return False
        cells = [[label, *map(str, values)] for label, values in table["rows"]]
        wide = max(width_of(text, self.size) for text in table["columns"]) + _CELL_SPACE
        return wide + sum(max(width_of(t, self.size) for t in c) + _CELL_SPACE for c in cells) <= self.width

    def _bars(self, item: Any) -> Mapping[str, Any]:
        """Return values with the bar of each as shares of the whole axis, which always holds zero."""
        values = self._values(item)
        low, high = min(0.0, *values.known), max(0.0, *values.known)
        span = (high - low) or 1.0
        rows = [(row, self._bar(row.value, low, span)) for row in values.rows]
        return {"rows": rows, "several": len(values.series) > 1}

    def _bar(self, value: float | None, low: float, span: float) -> tuple[float, float] | None:
        if value is None:
            return None
        start, end = sorted(((0 - low) / span * 200, (value - low) / span * 200))
        return round(start, 2), round(max(end - start, 0.4 if value else 0.0), 2)

    def _table(self, item: Any) -> Mapping[str, Any]:
        return {"table": _tabulated(self._values(item))}

    # Parts of the brief

    def _timeline(self, item: Any) -> Mapping[str, Any]:
        lane = self.width * 0.4 if self.tokens is not None else _WEB_LANE
        size = self.size if self.tokens is not None else 13.0
        lanes = draw_lanes(self.view.brief.timeline, self.view.language, lane, size)
        axis_alt = self.view.language.word("figures.axis_of_time")
        if self.tokens is not None:
            axis = print_markup(lanes.axis, f"{item.id}-axis", axis_alt, self.tokens)
        else:
            axis = web_markup({"lane": lanes.axis}, f"{item.id}-axis", axis_alt)
        rows = [(row.event, self._symbol(row.mark)) for row in lanes.rows]
        return {"axis": axis, "rows": rows, "key": [(means, self._symbol(mark)) for means, mark in lanes.key]}

    def _scenarios(self, item: Any) -> Mapping[str, Any]:
        view = self.view

        def said(scenario: Any) -> str:
            band = view.band(scenario.likelihood)
            term = view.term(scenario.likelihood) if scenario.likelihood else view.term("not_assessed")
            odds = f"{term} ({view.language.range(band.low, band.high)})" if band else term
            return view.language.list(filter(None, (odds, plain(scenario.horizon or ""))))

        def named(scenario: Any) -> str:
            label = scenario.marking if scenario.marking != view.brief.handling.common else None
            return " ".join(filter(None, (scenario.id, label, plain(scenario.name))))

        def fan(canvas: Canvas) -> Drawing:
            drawing = draw_fan(view.brief.scenarios, view.band, (named, said), canvas)
            drawing.mirrored = view.language.direction == "rtl"
            return drawing

        return {"plot": self._plot(item, fan)}

    def _matrix(self, _item: Any) -> Mapping[str, Any]:
        """Return the risks in their cells, each with a whisker that is longer the lower the confidence."""
        risks = {risk.id: risk for risk in self.view.brief.risks}
        cells = {
            place: [(name, self._whisker(risks[name].confidence)) for name in names]
            for place, names in placed(self.view.brief.risks).items()
        }
        by_level: dict[str, list[str]] = {}
        for names in placed(self.view.brief.risks).values():
            for name in names:
                by_level.setdefault(risks[name].confidence or "", []).append(name)
        levels = [level for level in reversed(self.view.confidence_levels) if level in by_level]
        key = [(level, self._whisker(level), sorted(by_level[level], key=list(risks).index)) for level in levels]
        return {
            "cells": cells,
            "key": key,
            "left_out": [n for n in risks if not any(n in c for c in by_level.values())],
        }

    def _whisker(self, confidence: str | None) -> Markup:
        """Draw a line with two ends: none for the highest level of confidence, the longest for the lowest."""
        levels = self.view.confidence_levels
        if confidence not in levels or confidence == levels[-1]:
            return Markup("")
        reach = 9.0 * (len(levels) - 1 - levels.index(confidence)) / (len(levels) - 1) + 3
        drawing = Drawing(26, 7)
        drawing.line((13 - reach, 3.5), (13 + reach, 3.5), "ink", 1)
        for x in (13 - reach, 13 + reach):
            drawing.line((x, 0.5), (x, 6.5), "ink", 1)
        return self._symbol(drawing)

    def _indicators(self, _item: Any) -> Mapping[str, Any]:
        """Return the board: what is watched by row, how it stands by column."""
        indicators = self.view.brief.indicators
        order = ("not_observed", "emerging", "observed", "reversed", "unknown")
        used = [status for status in order if any((each.status or "unknown") == status for each in indicators)]
        watched = list(dict.fromkeys(name for each in indicators for name in each.for_))
        rows = [(name, [_seen(indicators, name, status) for status in used]) for name in watched]
        loose = [each for each in indicators if not each.for_]
        if loose:
            rows.append(("", [[each for each in loose if (each.status or "unknown") == status] for status in used]))
        return {"columns": [(status, self._symbol(_light(status))) for status in used], "rows": rows}

    def _likelihood(self, _item: Any) -> Mapping[str, Any]:
        return {"rows": [each for each in self.view.brief.key_judgements if each.likelihood]}

    # The atlas and images

    def _map(self, item: Any) -> Mapping[str, Any]:
        if item.file:
            return self._image(item)
        return {"plot": self._plot(item, lambda canvas: draw_map(item, self.view.language, canvas))}

    def _image(self, item: Any) -> Mapping[str, Any]:
        """Return the size of an image and the part of it that is shown, in its own pixels."""
        picture = read_picture(self.workspace, find_picture(self.workspace, self.view.folder.resolve(), item.file))
        crop = item.crop
        if crop is None:
            return {"shown": None, "width": round(printed_width(item, self.width), 1), "pixels": picture.width}
        left, top = (picture.width * crop.left / 100, picture.height * crop.top / 100)
        wide = picture.width * max(10, 100 - crop.left - crop.right) / 100
        high = picture.height * max(10, 100 - crop.top - crop.bottom) / 100
        box = " ".join(f"{number:g}" for number in (left, top, wide, high))
        width = printed_width(item, self.width)
        size = {"width": round(width, 1), "height": round(width * high / wide, 1)}
        return {"shown": box, **size, "pixels": picture.width, "rows": picture.height}


def _seen(indicators: Sequence[Any], name: str, status: str) -> list[Any]:
    return [each for each in indicators if name in each.for_ and (each.status or "unknown") == status]


def _light(status: str) -> Drawing:
    """Draw the sign of a status: empty, half, full, struck, or broken; the word stands beside it."""
    drawing = Drawing(14, 14)
    drawing.circle((7, 7), 5, "accent" if status == "observed" else "paper", "accent", 1.25)
    if status == "emerging":
        drawing.shapes.append(Shape("M0,-5a5,5,0,0,1,0,10Z", 7, 7, fill="accent"))
    elif status == "reversed":
        drawing.line((3.5, 10.5), (10.5, 3.5), "accent", 1.5)
    elif status == "unknown":
        drawing.shapes[-1] = Shape(drawing.shapes[-1].d, 7, 7, "paper", "accent", 1.25, "2 2")
    return drawing


def _turned(table: Mapping[str, Any]) -> Mapping[str, Any]:
    labels = [label for label, _ in table["rows"]]
    rows = [(name, [values[nth] for _, values in table["rows"]]) for nth, name in enumerate(table["columns"])]
    return {"columns": labels, "rows": rows, "notes": {}, "turned": True}


def _tabulated(values: Values) -> Mapping[str, Any]:
    """Return values as a table: a row for each label, a column for each series and small chart."""
    columns = list(dict.fromkeys((row.facet, row.series) for row in values.rows))
    names = [", ".join(filter(None, column)) for column in columns]
    rows = [(label, [values.at(label, series, facet) for facet, series in columns]) for label in values.labels]
    notes = {row.label: row.note for row in values.rows if row.note}
    return {"columns": names, "rows": rows, "notes": notes, "turned": False}
