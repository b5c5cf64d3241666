"""Drawings and tables of a slide, made of shapes that can be edited: axis of likelihood, dots of confidence, rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...deck import Level, Odds
from .places import Place
from .setting import ACCENT, INK, PAPER, RULE, SOFT, Style, Typesetter, describe, emu, paint, sub_element
from .text import plain

MARKS = Style(18, 22, colour=SOFT, align="ctr")
NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # the table style without lines and fills


def rectangle(shapes: Any, place: Place, colour: str, kind: str = "RECTANGLE", line: str = "") -> Any:
    """Draw a filled shape."""
    from pptx.enum.shapes import MSO_SHAPE

    box = (emu(place.left), emu(place.top), max(emu(place.width), 1), max(emu(place.height), 1))
    shape = shapes.add_shape(MSO_SHAPE[kind], *box)
    properties = shape.element.spPr
    for old in list(properties)[2:]:
        properties.remove(old)
    paint(properties, colour)
    outline = sub_element(properties, "a:ln")
    if line:
        outline.set("w", "12700")
        paint(outline, line)
    else:
        sub_element(outline, "a:noFill")
    style = shape.element.find(f"{{{shape.element.nsmap['p']}}}style")
    if style is not None:
        shape.element.remove(style)
    describe(shape.element.nvSpPr.cNvPr, "")
    return shape


def axis(shapes: Any, odds: Odds, place: Place, edges: Sequence[int], setter: Typesetter | None) -> None:
    """Draw the scale from 0 to 100 with the band of a term; `setter` writes its marks, where it is to have them."""
    group = shapes.add_group_shape()
    group.name = odds.alternative
    inside, middle = group.shapes, place.top + place.height / 2
    rectangle(inside, Place(place.left, middle - place.height * 0.07, place.width, place.height * 0.14), RULE)
    for edge in (edge for edge in edges if edge in (0, 100) or 3 <= edge <= 97):
        x = place.left + edge / 100 * (place.width - 0.5)
        rectangle(inside, Place(x, middle - place.height * 0.22, 0.5, place.height * 0.44), SOFT)
    wide = max((odds.high - odds.low) / 100 * place.width, 1)
    rectangle(inside, Place(place.left + odds.low / 100 * place.width, place.top, wide, place.height), ACCENT)
    if setter:
        for mark in (*odds.marks, odds.low, odds.high):
            _mark(inside, mark, place, setter, bold=mark in (odds.low, odds.high))
    describe(group.element.nvGrpSpPr.cNvPr, odds.alternative)


def _mark(shapes: Any, mark: int, place: Place, setter: Typesetter, bold: bool) -> None:
    centre = place.left + mark / 100 * place.width
    align = {0: "l", 100: "r"}.get(mark, "ctr")
    left = {"l": centre, "r": centre - 30, "ctr": centre - 15}[align]
    style = Style(MARKS.size, MARKS.leading, bold=bold, colour=INK if bold else SOFT, align=align)
    text_box(shapes, Place(left, place.bottom + 0.5, 30, 8), [((plain(str(mark)),), style)], setter)


def text_box(shapes: Any, place: Place, set_in: Any, setter: Typesetter, link: Any = None) -> Any:
    """Put text at a place, without margins of its own."""
    box = shapes.add_textbox(emu(place.left), emu(place.top), emu(place.width), emu(place.height))
    body = box.element.txBody
    frame = body.bodyPr
    for side in ("lIns", "tIns", "rIns", "bIns"):
        frame.set(side, "0")
    frame.set("wrap", "square")
    setter.fill(body, set_in, link or (lambda _: ""))
    return box


def dots(shapes: Any, level: Level, place: Place) -> None:
    """Draw a dot for each level of confidence, filled up to this one."""
    group = shapes.add_group_shape()
    group.name = level.words
    step = place.width / level.of
    for number in range(level.of):
        spot = Place(place.left + number * step + 0.3, place.top, step * 0.7, step * 0.7)
        rectangle(group.shapes, spot, ACCENT if number < level.rank else PAPER, "OVAL", ACCENT)
    describe(group.element.nvGrpSpPr.cNvPr, level.alternative)


def table(
    slide: Any, place: Place, shares: Sequence[float], heights: Sequence[float], rtl: bool
) -> tuple[Any, list[list[Any]]]:
    """Add a table with a header row and no look of its own; return it with its cells, row by row."""
    rows, columns = len(heights), len(shares)
    box = (emu(place.left), emu(place.top), emu(place.width), emu(place.height))
    frame = slide.shapes.add_table(rows, columns, *box)
    made = frame.table
    made.first_row, made.horz_banding, made.first_col = True, False, True
    if rtl:
        frame.element.xpath(".//a:tblPr")[0].set("rtl", "1")
    frame.element.xpath(".//a:tableStyleId")[0].text = NO_STYLE
    for column, share in zip(made.columns, shares, strict=True):
        column.width = emu(place.width * share / sum(shares))
    for row, height in zip(made.rows, heights, strict=True):
        row.height = emu(height)
    cells = frame.element.xpath(".//a:tc")
    for number, cell in enumerate(cells):
        _bordered(cell, heavy=number < columns, rtl=rtl)
    return frame, [cells[start : start + columns] for start in range(0, len(cells), columns)]


def _bordered(cell: Any, heavy: bool, rtl: bool) -> None:
    properties = cell.get_or_add_tcPr()
    for side, value in (("marL", emu(6 * rtl)), ("marR", emu(6 * (not rtl))), ("marT", emu(1.2)), ("marB", emu(1.2))):
        properties.set(side, str(value))
    for side in ("a:lnL", "a:lnR", "a:lnT"):
        sub_element(sub_element(properties, side), "a:noFill")
    line = sub_element(properties, "a:lnB")
    line.set("w", "19050" if heavy else "12700")
    paint(line, ACCENT if heavy else RULE)
    sub_element(properties, "a:noFill")
