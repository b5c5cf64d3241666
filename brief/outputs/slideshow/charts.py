"""Charts of a brief as native charts: their values can be seen and changed in the office program."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from ...data.values import Values
from .places import Place
from .setting import describe, emu

# What each mark of ours is there; a bar lies, as it does on the printed page.
KINDS: Mapping[str, str] = {
    "bar": "BAR_CLUSTERED",
    "line": "LINE_MARKERS",
    "area": "AREA_STACKED",
    "stacked": "COLUMN_STACKED",
    "dot": "LINE_MARKERS",
    "slope": "LINE_MARKERS",
}
# Series differ by dash, marker and weight, so that colour alone carries nothing.
COLOURS = ("TEXT_2", "ACCENT_2", "ACCENT_3", "ACCENT_4", "ACCENT_5", "TEXT_1")
DASHES = ("SOLID", "DASH", "ROUND_DOT", "LONG_DASH", "DASH_DOT", "SQUARE_DOT")
MARKERS = ("CIRCLE", "SQUARE", "TRIANGLE", "DIAMOND", "X", "PLUS")
SIZE = 18


def add_chart(slide: Any, figure: Any, values: Values, place: Place, alternative: str) -> Any:
    """Add a chart with its data; a value that is missing stays a gap. Return its frame."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData()
    labels = data.categories = _noted(values)
    columns = _columns(figure, values)
    for name, numbers in columns.items():
        data.add_series(name, numbers)
    mark = figure.mark or "bar"
    box = (emu(place.left), emu(place.top), emu(place.width), emu(place.height))
    frame = slide.shapes.add_chart(XL_CHART_TYPE[KINDS[mark]], *box, data)
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(labels, columns))
    _frame(chart, several=len(columns) > 1)
    _axes(chart, figure, values, mark)
    _series(chart, mark)
    describe(frame.element.nvGraphicFramePr.cNvPr, alternative)
    return frame


def _noted(values: Values) -> list[str]:
    """Return the labels, each with what the brief notes of its values: an office chart has no other place for that."""
    notes = {label: dict.fromkeys(row.note for row in values.rows if row.label == label) for label in values.labels}
    return [" · ".join(filter(None, (label, *notes[label]))) for label in values.labels]


def _columns(figure: Any, values: Values) -> dict[str, list[float | None]]:
    """Return the numbers of each series, by its name, in the order of the labels."""
    columns = dict.fromkeys((row.facet, row.series) for row in values.rows)
    return {
        ", ".join(filter(None, (facet, series))) or figure.unit or "": [
            values.at(label, series, facet) for label in values.labels
        ]
        for facet, series in columns
    }


def _workbook(labels: Sequence[str], columns: Mapping[str, Sequence[float | None]]) -> bytes:
    """Write the workbook behind a chart, as the library lays it out; but a label that begins with `=` stays a text."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    as_text = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, as_text) as book:
        sheet = book.add_worksheet()
        sheet.write_column(1, 0, labels)
        for number, (name, values) in enumerate(columns.items(), 1):
            sheet.write(0, number, name)
            for row, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(row, number, value)
    return out.getvalue()


def _frame(chart: Any, several: bool) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.util import Pt

    chart.has_title = False
    chart.font.size = Pt(SIZE)
    chart.has_legend = several
    if several:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
        chart.legend.font.size = Pt(SIZE)


def _axes(chart: Any, figure: Any, values: Values, mark: str) -> None:
    from pptx.enum.chart import XL_TICK_MARK
    from pptx.enum.dml import MSO_THEME_COLOR

    axis = chart.value_axis
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    axis.major_gridlines.format.line.color.theme_color = MSO_THEME_COLOR.ACCENT_6
    if figure.from_zero and min(values.known) >= 0:
        axis.minimum_scale = 0
    chart.category_axis.format.line.color.theme_color = MSO_THEME_COLOR.TEXT_1
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    if mark == "bar":
        chart.category_axis.reverse_order = True  # the first label at the top
        axis.visible = False
        axis.has_major_gridlines = False


def _series(chart: Any, mark: str) -> None:
    from pptx.util import Pt

    plot = chart.plots[0]
    if mark == "bar":
        plot.gap_width = 60
        plot.has_data_labels = True
        plot.data_labels.font.size = Pt(SIZE)
        plot.data_labels.show_value = True
    elif mark == "stacked":
        plot.gap_width, plot.overlap = 60, 100
    for number, series in enumerate(plot.series):
        if mark in ("line", "dot", "slope"):
            _line(series, number, points_only=mark == "dot")
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.theme_color = _pick(COLOURS, number)
            if mark == "bar":
                series.invert_if_negative = False


def _line(series: Any, number: int, points_only: bool) -> None:
    from pptx.enum.chart import XL_MARKER_STYLE
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    colour = _pick(COLOURS, number)
    series.smooth = False
    line = series.format.line
    if points_only:
        line.fill.background()
    else:
        line.width = Pt(3)
        line.color.theme_color = colour
        line.dash_style = MSO_LINE[DASHES[number % len(DASHES)]]
    marker = series.marker
    marker.style, marker.size = XL_MARKER_STYLE[MARKERS[number % len(MARKERS)]], 9
    marker.format.fill.solid()
    marker.format.fill.fore_color.theme_color = colour
    marker.format.line.color.theme_color = colour


def _pick(names: Sequence[str], number: int) -> Any:
    from pptx.enum.dml import MSO_THEME_COLOR

    return MSO_THEME_COLOR[names[number % len(names)]]
