"""Tables of data beside a brief: CSV files, small, in UTF-8, with the place of every cell.

A table may come from any office program: commas, semicolons or tabs between the cells, a decimal comma where semicolons
divide. What a cell holds is text until a figure asks for a number; a formula is never worked out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..problems import BriefError, Place, Problem
from ..workspace import Text, Workspace

MAX_ROWS = 2_000
MAX_COLUMNS = 40
MAX_CELL = 200
MAX_TOLD = 10  # a file with one mistake on every line does not bury the others
_DIVIDERS = (";", "\t", ",")
_PLAIN = re.compile(r"[-+\u2212]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,2})?")
_GROUPED = re.compile(r"[-+\u2212]?\d{1,3}(,\d{3})+(\.\d*)?")
_FORMULA = re.compile(r"[=@]|[-+][A-Za-z(]")
_HIDDEN = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text without the spaces around it, and where it stands."""

    text: str
    line: int
    column: int
    length: int


@dataclass(frozen=True)
class Table:
    """A table as it was read: the heads of its columns and its rows, each as long as the heads."""

    source: Text
    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    divider: str = ","

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(head.text for head in self.heads)

    def column(self, name: str) -> list[Cell]:
        """Return the cells of a column; raise `ValueError` where there is none."""
        index = self.names.index(name)
        return [row[index] for row in self.rows]

    def place(self, cell: Cell) -> Place:
        """Return where a cell stands."""
        return Place(self.source.name, cell.line, cell.column, max(1, cell.length), self.source.line(cell.line))

    def number(self, cell: Cell) -> float | None:
        """Return the number in a cell, None for an empty one; raise `ValueError` for what is no number."""
        if not cell.text:
            return None
        text = cell.text.replace("\u00a0", "").replace("\u202f", "")
        if self.divider != "," and re.fullmatch(r"[-+\u2212]?\d*,\d+", text):
            text = text.replace(",", ".")
        elif _GROUPED.fullmatch(text):
            text = text.replace(",", "")
        if len(text) > 40 or not _PLAIN.fullmatch(text):
            raise ValueError(cell.text)
        return float(text.replace("\u2212", "-"))

    def not_a_number(self, cell: Cell) -> Problem:
        """Say of a cell that it is no number, and what to do."""
        hint = "write digits with a point for decimals; leave the cell empty where there is no value"
        if _FORMULA.match(cell.text):
            hint = "this is a formula: save the values in its place"
        return Problem("data-number", f"'{_short(cell.text)}' is not a number", self.place(cell), hint)


def read_table(workspace: Workspace, path: Path) -> Table:
    """Read a CSV file; raise `BriefError` with all that is wrong with it."""
    text = workspace.text(path)
    hidden = list(_hidden(text))
    if hidden:
        raise BriefError(hidden)
    divider = _divider(text)
    rows, problems = _rows(text, divider)
    if not rows or len(rows) == 1:
        hint = "the first line names the columns, each further line is a row"
        problems.append(Problem("data-empty", f"the table '{text.name}' has no rows", Place(text.name), hint))
        raise BriefError(problems)
    table = Table(text, tuple(rows[0]), tuple(map(tuple, rows[1:])), divider)
    problems += _misshapen(table)
    if problems:
        raise BriefError(problems)
    return table


def _hidden(text: Text) -> Iterator[Problem]:
    for number, line in enumerate(text.lines, 1):
        found = _HIDDEN.search(line)
        if found:
            place = Place(text.name, number, found.start() + 1, 1, _HIDDEN.sub("\ufffd", line))
            message = f"the character U+{ord(found[0]):04X} cannot stand in a table"
            yield Problem("bad-character", message, place, "save the table anew as CSV in UTF-8")
            return


def _divider(text: Text) -> str:
    """Return what divides the cells: what stands most often in the first line that is not empty."""
    head = next((line for line in text.lines if line.strip()), "")
    return max(reversed(_DIVIDERS), key=head.count)


def _rows(text: Text, divider: str) -> tuple[list[list[Cell]], list[Problem]]:
    rows: list[list[Cell]] = []
    problems: list[Problem] = []
    row: list[Cell] = []
    for cell, ends in _cells(text, divider, problems):
        row.append(cell)
        if ends:
            if len(row) > 1 or row[0].text:
                rows.append(row)
            row = []
        if len(rows) > MAX_ROWS + 1:
            message = f"the table has more than {MAX_ROWS:,} rows"
            raise BriefError([Problem("data-large", message, Place(text.name, cell.line, 1), "sum the rows up first")])
    return rows, problems


def _cells(text: Text, divider: str, problems: list[Problem]) -> Iterator[tuple[Cell, bool]]:
    """Yield each cell, and whether it is the last of its row (RFC 4180: quotes, doubled inside)."""
    content, size = text.content, len(text.content)
    position, line, start_of_line = 0, 1, 0
    unquoted = re.compile(f"[^{divider}\n]*")
    while position < size:
        begun, at = position, (line, position - start_of_line + 1)
        if content[position] == '"':
            found = re.compile(r'"((?:[^"]|"")*)"').match(content, position)
            if found is None:
                place = Place(text.name, *at, 1, text.line(line))
                raise BriefError([Problem("data-quote", "this quotation mark is never closed", place, "add the other")])
            raw, position = found[1].replace('""', '"'), found.end()
            line += found[0].count("\n")
            start_of_line = begun + found[0].rfind("\n") + 1 if "\n" in found[0] else start_of_line
            rest = unquoted.match(content, position)
            if rest is not None and rest[0].strip():
                place = Place(text.name, line, position - start_of_line + 1, len(rest[0]), text.line(line))
                problems.append(Problem("data-quote", "text follows a closed quotation mark", place, 'double it: ""'))
            position = rest.end() if rest else position
        else:
            plain = unquoted.match(content, position)
            raw = plain[0] if plain else ""
            position += len(raw)
        cell = Cell(" ".join(raw.split()), *at, position - begun)
        ends = position >= size or content[position] == "\n"
        yield cell, ends
        if position < size and content[position] == "\n":
            line, start_of_line = line + 1, position + 1
        position += 1
        if position == size and content[size - 1] == divider:
            yield Cell("", line, position - start_of_line + 1, 0), True


def _misshapen(table: Table) -> list[Problem]:
    problems: list[Problem] = []
    heads = table.heads
    if len(heads) > MAX_COLUMNS:
        message = f"the table has {len(heads)} columns; at most {MAX_COLUMNS} are read"
        problems.append(Problem("data-large", message, table.place(heads[MAX_COLUMNS])))
    seen: dict[str, Cell] = {}
    for head in heads:
        if not head.text or head.text in seen:
            message = f"the column '{_short(head.text)}' is there twice" if head.text else "a column has no name"
            problems.append(Problem("data-head", message, table.place(head), "give each column a name of its own"))
        seen.setdefault(head.text, head)
    for row in table.rows:
        if len(row) != len(heads):
            message = f"this row has {_count(len(row))}, the head of the table {len(heads)}"
            hint = (
                "put quotes around a cell that holds a comma" if len(row) > len(heads) else "an empty cell counts too"
            )
            problems.append(Problem("data-row", message, table.place(row[min(len(row), len(heads) + 1) - 1]), hint))
        problems += [
            Problem("data-large", f"a cell has more than {MAX_CELL} characters", table.place(cell), "shorten it")
            for cell in row
            if len(cell.text) > MAX_CELL
        ]
    return problems[:MAX_TOLD]


def _count(number: int) -> str:
    return "1 cell" if number == 1 else f"{number} cells"


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def numbers(table: Table, names: Sequence[str]) -> list[Problem]:
    """Return what in some columns is no number."""
    problems = []
    for name in names:
        for cell in table.column(name):
            try:
                table.number(cell)
            except ValueError:
                problems.append(table.not_a_number(cell))
    return problems[:MAX_TOLD]
