"""Whether the figures of a brief can be drawn: what each is told while it is read, at the author's line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..model.values import DataName
from ..problems import BriefError, Problem, did_you_mean
from ..workspace import Workspace
from .atlas import map_problems
from .tables import read_table
from .values import Values, column_problems, values_of

Steps = tuple[str | int, ...]
Found = Iterator[tuple[Steps, Problem]]

# What each kind cannot do without: the section of the brief that it is drawn from, or a key of its own.
DRAWN_FROM = {
    "timeline": "timeline",
    "matrix": "risks",
    "indicators": "indicators",
    "scenarios": "scenarios",
    "likelihood": "key_judgements",
}
MOST_SERIES = 6
MOST_ROWS = {"bar": 40, "dot": 40, "slope": 2, "stacked": 24, "line": 2_000, "area": 2_000}
MOST_FACETS = 12
MOST_BARS = 44  # above each other: as many as a page is high
NEEDS = {"chart": "data", "bars": "data", "table": "data", "image": "file"}


def figure_problems(brief: Any, workspace: Workspace, folder: Path) -> Found:
    """Yield what is wrong with each figure; a problem without a place stands at the path in the brief beside it."""
    for index, figure in enumerate(brief.figures):
        for path, problem in _about(figure, brief, workspace, folder):
            yield ("figures", index, *path), problem


def _about(figure: Any, brief: Any, workspace: Workspace, folder: Path) -> Found:
    key, section = NEEDS.get(figure.kind), DRAWN_FROM.get(figure.kind)
    if key is not None and not getattr(figure, key):
        hint = "write 'data:' with values, or the name of a CSV file" if key == "data" else "name an image: 'file:'"
        yield ("kind",), Problem("figure", f"a figure of the kind '{figure.kind}' needs {key}", None, hint)
    elif section is not None and not getattr(brief, section):
        message = f"the brief has no {section} to draw"
        yield ("kind",), Problem("figure", message, None, f"write the section '{section}', or drop the figure")
    elif figure.kind == "map" and not figure.file:
        yield from map_problems(figure)
    if figure.data:
        yield from data_problems(figure, workspace, folder)


def data_problems(figure: Any, workspace: Workspace, folder: Path) -> Found:
    """Yield what is wrong with the values of a figure, with the path below it for what has no place of its own."""
    try:
        if isinstance(figure.data, DataName):
            table = read_table(workspace, folder / figure.data)
            lost = [((key,), problem) for key, problem in column_problems(figure, table)]
            if lost:
                yield from lost
                return
        values = values_of(figure, workspace, folder)
    except BriefError as error:
        # What is wrong with a file as a whole stands where the author names it.
        for problem in error.problems:
            yield ("data",), problem if problem.place and problem.place.line else replace(problem, place=None)
        return
    if not values.known:
        yield _chart("data", "the chart has no values", "add rows with a label and a number")
        return
    yield from _doubled(values)
    if figure.kind in ("chart", "bars"):
        yield from _too_many(figure, values)
        yield from _unfit(figure, values)
        yield from _astray(figure, values)


def _chart(key: str, message: str, hint: str) -> tuple[Steps, Problem]:
    return (key,), Problem("chart", message, None, hint)


def _too_many(figure: Any, values: Values) -> Found:
    """Yield what is more than a page can show."""
    mark = figure.mark or "bar"
    if len(values.series) > MOST_SERIES:
        message = f"{len(values.series)} series cannot be told apart in print; {MOST_SERIES} can"
        yield _chart("data", message, "keep those that matter, or draw small charts with 'facet'")
    if len(values.labels) > MOST_ROWS[mark] and mark != "slope":
        message = f"{len(values.labels)} labels do not fit into one chart; at most {MOST_ROWS[mark]} do"
        yield _chart("data", message, "keep those that matter, or sum them up")
    high = _bars_above_each_other(values) if mark == "bar" else 0
    if len(values.labels) <= MOST_ROWS[mark] and high > MOST_BARS:
        message = f"these bars would stand {high} above each other; at most {MOST_BARS} fit on a page"
        yield _chart("data", message, "keep those that matter, or write 'kind: table'")
    if len(values.facets) > MOST_FACETS:
        message = f"{len(values.facets)} small charts do not fit on a page; at most {MOST_FACETS} do"
        yield _chart("facet", message, "keep those that matter")


def _bars_above_each_other(values: Values) -> int:
    """Return how many bars stand above each other where small charts stand two by two, as in a narrow column."""
    parts = values.divided(by_series=True)
    several = max(1, len(values.series)) if values.has_facets else 1
    highest = max(len(part.labels) * several + 2 for part in parts.values())
    return highest * -(-len(parts) // 2) if len(parts) > 1 else highest - 2


def _gap(values: Values) -> str:
    """Return where a value is lacking among those of one chart, as "South in 2024", or nothing."""
    for part in values.divided(by_series=False).values():
        for label in part.labels:
            for series in part.series:
                if part.at(label, series) is None:
                    return " in ".join(filter(None, (series, label)))
    return ""


def _unfit(figure: Any, values: Values) -> Found:
    """Yield what a chart of some kind cannot show."""
    mark = figure.mark or "bar"
    if mark == "slope" and len(values.labels) != 2:
        message = f"a slope chart has two ends, and these values have {len(values.labels)} labels"
        yield _chart("mark", message, "keep the first and the last, or write 'mark: line'")
    if mark == "area" and values.axis == "name" and len(values.labels) < 2:
        yield _chart("mark", "an area needs two labels at least", "write 'mark: stacked'")
    gap = _gap(values) if mark in ("stacked", "area") else None
    if gap:
        message = f"a {mark} chart adds values up, and there is none for {gap}"
        yield _chart("data", message, "give it a value, 0 if there was nothing, or write 'mark: line'")
    if mark in ("stacked", "area") and min(values.known) < 0:
        yield _chart("mark", f"a {mark} chart cannot show values below zero", "write 'mark: line' or 'mark: bar'")
    if not figure.from_zero and mark not in ("line", "dot", "slope"):
        message = f"a {mark} chart shows lengths, so it begins at zero"
        yield _chart("from_zero", message, "delete from_zero, or write 'mark: dot'")


def _astray(figure: Any, values: Values) -> Found:
    """Yield the remarks that have no place in a chart."""
    for index, note in enumerate(figure.annotations):
        if note.at is None and note.value is None:
            hint = "write 'at:' with a label, or 'value:' with a number"
            yield ("annotations", index), Problem("chart", "this remark has no place in the chart", None, hint)
        elif note.at is not None and note.at not in values.labels:
            hint = did_you_mean(note.at, values.labels)
            yield ("annotations", index, "at"), Problem("chart", f"the chart has no label '{note.at}'", None, hint)


def _doubled(values: Values) -> Found:
    """Yield the first label that has two values where there is room for one."""
    seen: set[tuple[str, ...]] = set()
    for row in values.rows:
        key = (row.label, row.series, row.facet)
        if key in seen:
            where = " of ".join(filter(None, key))
            yield _chart("data", f"there are two values for {where}", "name the column that divides them: 'series:'")
            return
        seen.add(key)
