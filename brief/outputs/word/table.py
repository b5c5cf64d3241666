"""Tables of the Word document: header rows that repeat, rows that do not break, widths that follow the contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .ooxml import tag, twips, value
from .paragraph import Paragraph

Block = "Paragraph | Table"
PIXELS_PER_MM = 96 / 25.4
PADDING_MM = 3.2
LETTER_MM = 1.78  # of text of 9.5 pt, on average
WIDE_LETTER_MM = 2.05  # of the longest word, which must not break
LONGEST_MM = 120.0
SHORT_TABLE = 8  # rows that are kept on one page with what they belong to
FEW_LETTERS = 600


@dataclass
class Cell:
    """One cell: its paragraphs, and whether it is a header."""

    blocks: list[Paragraph] = field(default_factory=list)
    header: bool = False

    @property
    def needed(self) -> float:
        """Return the least width in mm: that of the longest word or picture."""
        words = max((p.longest_word for p in self.blocks), default=0) * WIDE_LETTER_MM
        pictures = max((p.widest_picture for p in self.blocks), default=0.0) / PIXELS_PER_MM
        return max(min(words, 45.0), min(pictures, 60.0), 4.0) + PADDING_MM

    @property
    def wanted(self) -> float:
        """Return the width in mm in which each paragraph stands on one line."""
        return min(max((len(p.plain) for p in self.blocks), default=0) * LETTER_MM, LONGEST_MM) + PADDING_MM


@dataclass
class Table:
    """Rows of cells, the first `heads` of them header rows; `caption` stands for the table where it is not seen."""

    rows: list[list[Cell]]
    heads: int
    caption: str
    rtl: bool = False

    @property
    def is_small(self) -> bool:
        """Tell whether it is a table of a few short words, such as a scale, that is read as a whole."""
        return len(self.rows) <= SHORT_TABLE + 2 and sum(len(p.plain) for p in self.paragraphs()) <= FEW_LETTERS

    def paragraphs(self, rows: slice = slice(None)) -> list[Paragraph]:
        """Return the paragraphs of some rows."""
        return [paragraph for row in self.rows[rows] for cell in row for paragraph in cell.blocks]

    def widths(self, total: float) -> list[float]:
        """Return the width of each column in mm: what its longest word needs, and more the more there is to read."""
        columns = list(zip(*self.rows, strict=True))
        needed = [max(cell.needed for cell in column) for column in columns]
        wanted = [max(least, *(cell.wanted for cell in column)) for least, column in zip(needed, columns, strict=True)]
        if sum(needed) >= total:
            return [least * total / sum(needed) for least in needed]
        more = [want - least for want, least in zip(wanted, needed, strict=True)]
        left = total - sum(needed)
        if sum(more) <= left:
            # What is left over goes to the columns with text.
            share = [want**1.0 for want in wanted]
            rest = left - sum(more)
            return [want + rest * part / sum(share) for want, part in zip(wanted, share, strict=True)]
        return [least + left * each / sum(more) for least, each in zip(needed, more, strict=True)]

    def xml(self, width: float) -> str:
        """Write the table, `width` mm wide."""
        widths = self.widths(width)
        grid = (tag("w:gridCol", {"w:w": twips(each)}) for each in widths)
        first = all(row[0].header for row in self.rows)
        look = {
            "w:val": f"{(0x20 if self.heads else 0) | (0x80 if first else 0) | 0x600:04X}",
            "w:firstRow": int(self.heads > 0),
            "w:lastRow": 0,
            "w:firstColumn": int(first),
            "w:lastColumn": 0,
            "w:noHBand": 1,
            "w:noVBand": 1,
        }
        properties = tag(
            "w:tblPr",
            None,
            value("w:tblStyle", "BriefTable"),
            tag("w:bidiVisual") if self.rtl else "",
            tag("w:tblW", {"w:w": twips(width), "w:type": "dxa"}),
            tag("w:tblLayout", {"w:type": "fixed"}),
            tag("w:tblLook", look),
            value("w:tblCaption", self.caption) if self.caption else "",
            value("w:tblDescription", self.caption) if self.caption else "",
        )
        rows = (self._row(index, row, widths) for index, row in enumerate(self.rows))
        return tag("w:tbl", None, properties, tag("w:tblGrid", None, *grid), *rows)

    def _row(self, index: int, row: Sequence[Cell], widths: Sequence[float]) -> str:
        head = tag("w:tblHeader") if index < self.heads else ""
        cells = (self._cell(cell, width) for cell, width in zip(row, widths, strict=True))
        return tag("w:tr", None, tag("w:trPr", None, tag("w:cantSplit"), head), *cells)

    def _cell(self, cell: Cell, width: float) -> str:
        room = max(10.0, (width - PADDING_MM) * PIXELS_PER_MM)
        size = tag("w:tcPr", None, tag("w:tcW", {"w:w": twips(width), "w:type": "dxa"}))
        return tag("w:tc", None, size, *(paragraph.xml(room) for paragraph in cell.blocks))
