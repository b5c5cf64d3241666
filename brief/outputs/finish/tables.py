"""Tables: which way a header cell points, and the headers of each cell.

WeasyPrint 70 knows `scope` and does not write it, loses count of the columns beside a cell that spans rows, and leaves
out what stands on another page of the table (`#2482 <https://github.com/Kozea/WeasyPrint/issues/2482>`_).
"""

from __future__ import annotations

from collections.abc import Iterator

import pydyf

from .tree import Node, Tree

SCOPES = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row"}
Place = tuple[int, int]


def name_headers(tree: Tree) -> None:
    """Give every header cell its scope and an id, and every other cell the ids of its headers."""
    for node in tree.document.subtree():
        if node.kind == "Table":
            _name_headers(node)


def _name_headers(table: Node) -> None:
    cells = _grid(table)
    headers = {id(cell): cell for cell in cells.values() if cell.kind == "TH"}
    for number, cell in enumerate(headers.values(), 1):
        cell.data["ID"] = pydyf.String(f"table-{table.data.number}-header-{number}")
        cell.data["A"]["Scope"] = _scope(cell)
    for cell in {id(cell): cell for cell in cells.values()}.values():
        cell.data["A"].pop("Headers", None)
        if cell.kind == "TD":
            found = list(dict.fromkeys(_headers_of(cell, cells)))
            if found:
                cell.data["A"]["Headers"] = pydyf.Array(headers[key].data["ID"] for key in found)


def _scope(cell: Node) -> str:
    return SCOPES.get(cell.element.get("scope", "col"), "/Column")


def _grid(table: Node) -> dict[Place, Node]:
    """Return the cell at each row and column, one that spans several at all of them."""
    grid: dict[Place, Node] = {}
    for row, line in enumerate(_rows(table)):
        column = 0
        for cell in line.nodes:
            if cell.kind not in ("TH", "TD"):
                continue
            while (row, column) in grid:
                column += 1
            across, down = cell.data["A"].get("ColSpan", 1), cell.data["A"].get("RowSpan", 1)
            grid |= {(row + y, column + x): cell for x in range(across) for y in range(down)}
            column += across
    return grid


def _rows(node: Node) -> Iterator[Node]:
    for kid in node.nodes:
        if kid.kind == "TR":
            yield kid
        elif kid.kind in ("THead", "TBody", "TFoot", "NonStruct"):
            yield from _rows(kid)


def _headers_of(cell: Node, cells: dict[Place, Node]) -> Iterator[int]:
    """Yield the header cells of a cell: those of its rows, then those above it."""
    places = [place for place, other in cells.items() if other is cell]
    rows, columns = {row for row, _ in places}, {column for _, column in places}
    first, left = min(rows), min(columns)
    for (row, column), other in cells.items():
        if other.kind == "TH" and row in rows and column < left and _scope(other) == "/Row":
            yield id(other)
    for (row, column), other in cells.items():
        if other.kind == "TH" and column in columns and row < first and _scope(other) == "/Column":
            yield id(other)
