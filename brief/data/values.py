"""The values of a chart, whether they stand in the brief or in a CSV file, and what can be wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ..model.values import DataName
from ..phrases import unmarked
from ..problems import BriefError, Problem, did_you_mean
from ..workspace import Workspace
from .tables import Table, numbers, read_table

_MARKDOWN = re.compile(r"\[@[^\]]*\]|[*_`]|\\(?=[^\w\s])")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_YEAR = re.compile(r"[12]\d{3}")
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")


def plain(line: str) -> str:
    """Return the words of a line as a drawing can show them, without emphasis and citations."""
    return " ".join(_MARKDOWN.sub("", _LINK.sub(r"\1", unmarked(str(line)))).split())


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its label, how much it is (None where there is none), its series and its small chart."""

    label: str
    value: float | None
    series: str = ""
    facet: str = ""
    note: str = ""


@dataclass(frozen=True)
class Values:
    """All values of one chart, in the order in which they were written."""

    rows: tuple[Value, ...]

    @cached_property
    def labels(self) -> list[str]:
        """Return the labels, each once."""
        return list(dict.fromkeys(row.label for row in self.rows))

    @cached_property
    def series(self) -> list[str]:
        """Return the series, each once."""
        return list(dict.fromkeys(row.series for row in self.rows))

    @cached_property
    def facets(self) -> list[str]:
        """Return the small charts, each once."""
        return list(dict.fromkeys(row.facet for row in self.rows))

    @property
    def has_facets(self) -> bool:
        """Tell whether the values are divided into small charts."""
        return self.facets not in ([], [""])

    def divided(self, by_series: bool) -> dict[str, Values]:
        """Divide values into small charts by their facet, or, where they have none and it is asked, by their series.

        Each is named by what it holds; a chart that is not divided has no name.
        """
        by_series = by_series and not self.has_facets
        found: dict[str, list[Value]] = {}
        for row in self.rows:
            part = replace(row, series="") if by_series else replace(row, facet="")
            found.setdefault(row.series if by_series else row.facet, []).append(part)
        return {name: Values(tuple(rows)) for name, rows in found.items()}

    @cached_property
    def known(self) -> list[float]:
        """Return the values that there are."""
        return [row.value for row in self.rows if row.value is not None]

    @cached_property
    def axis(self) -> str:
        """Tell what the labels are: `year`, `day` (dates by month or day), `number`, or `name`."""
        if all(_YEAR.fullmatch(label) for label in self.labels):
            return "year"
        if all(_DAY.fullmatch(label) for label in self.labels):
            return "day"
        return "number" if all(re.fullmatch(r"-?\d+(\.\d+)?", label) for label in self.labels) else "name"

    def at(self, label: str, series: str, facet: str = "") -> float | None:
        """Return the value at a label of a series."""
        found = (row.value for row in self.rows if (row.label, row.series, row.facet) == (label, series, facet))
        return next(found, None)


def values_of(figure: Any, workspace: Workspace, folder: Path) -> Values:
    """Return the values of a figure; raise `BriefError` with what is wrong with its file."""
    if not isinstance(figure.data, DataName):
        rows = (Value(plain(d.label), d.value, d.series or "", "", plain(d.note or "")) for d in figure.data)
        return Values(tuple(rows))
    table = read_table(workspace, folder / figure.data)
    problems = [problem for _, problem in column_problems(figure, table)]
    if problems:
        raise BriefError(problems)
    wanted = columns_of(figure, table)
    problems = numbers(table, wanted)
    if problems:
        raise BriefError(problems)
    return Values(tuple(_rows(figure, table, wanted)))


def columns_of(figure: Any, table: Table) -> Sequence[str]:
    """Return the columns that hold the values: those that the figure names, else the first that it does not use."""
    used = (figure.x or table.names[0], figure.series, figure.facet)
    return figure.y or [name for name in table.names if name not in used][:1]


def column_problems(figure: Any, table: Table) -> Iterator[tuple[str, Problem]]:
    """Yield what is asked of a table that it does not have, with the key that asks."""
    keys = [("x", figure.x), *(("y", name) for name in figure.y), ("series", figure.series), ("facet", figure.facet)]
    for key, name in keys:
        if name is not None and name not in table.names:
            hint = did_you_mean(name, table.names)
            yield key, Problem("data-column", f"'{table.source.name}' has no column '{name}'", None, hint)
    if not columns_of(figure, table):
        hint = "a chart needs a column of labels and one of values"
        yield "data", Problem("data-column", f"'{table.source.name}' has only one column", None, hint)


def _rows(figure: Any, table: Table, wanted: Sequence[str]) -> Iterator[Value]:
    index = {name: number for number, name in enumerate(table.names)}
    for row in table.rows:
        label = row[index[figure.x or table.names[0]]].text
        series = row[index[figure.series]].text if figure.series else ""
        facet = row[index[figure.facet]].text if figure.facet else ""
        for name in wanted:
            of = " ".join(filter(None, (series, name if len(wanted) > 1 else "")))
            yield Value(label, table.number(row[index[name]]), of, facet)
