"""Blocks as plain text: lines of at most so many columns, or each paragraph on one line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...problems import columns_of
from .blocks import BREAK, Block, Cell, Listing, Notes, Paragraph, Quote, Run, Runs, Table, joined

INDENT, GAP, NARROWEST = 4, 2, 24
HEADING = 2  # the level of the parts of a page; they stand in capitals, as no type size tells them apart


def plain_text(blocks: Sequence[Block], width: int | None = None, colon: str = ": ") -> str:
    """Write blocks as plain text of at most `width` columns; without a width each paragraph is one line.

    A word or an address that is longer than a line is never broken.
    """
    lines: list[str] = []
    writer = _Writer(width, colon)
    for block in blocks:
        written = list(writer.block(block))
        if written:
            # One empty line between blocks, two before a part of the page; none where a paragraph is a line.
            gap = 0 if width is None else 2 if isinstance(block, Paragraph) and block.level == HEADING else 1
            lines += [""] * (gap if lines else 0) + written
    return "\n".join(line.rstrip() for line in lines)


def words_of(runs: Runs) -> str:
    """Return the words of runs: links with their addresses, calls of notes in brackets."""
    out, open_address, shown = "", "", ""
    for run in [*runs, Run()]:
        if open_address and run.address != open_address:
            if open_address not in (shown.strip(), f"mailto:{shown.strip()}"):
                out = f"{out.rstrip()} <{open_address}>{' ' if out[-1:] == ' ' else ''}"
            shown = ""
        open_address = "" if run.address.startswith("#") else run.address
        said = f"({run.note})" if run.note else run.text
        out += said
        shown = shown + said if open_address else ""
    return out


@dataclass
class _Writer:
    width: int | None
    colon: str

    def block(self, block: Block) -> Iterator[str]:
        """Yield the lines of a block."""
        if isinstance(block, Paragraph):
            words = words_of(block.runs)
            lines = list(self.wrapped(words.upper() if block.level == HEADING else words))
            yield from lines
            if block.level == 1 and self.width is not None:
                yield "=" * max(map(columns, lines))
        elif isinstance(block, Listing):
            yield from self._listing(block)
        elif isinstance(block, Quote):
            inside = block.code.split("\n") if block.code else self._narrower(INDENT).stacked(block.inside)
            yield from (f"{' ' * INDENT}{line}" for line in inside)
        elif isinstance(block, Table):
            yield from self._table(block)
        elif isinstance(block, Notes):
            for number, runs in block.notes.items():
                yield from self.wrapped(f"({number}) {words_of(runs)}", INDENT)
        else:
            yield "-" * (self.width or 3)

    def stacked(self, blocks: Sequence[Block], loose: bool = True) -> Iterator[str]:
        """Yield the lines of some blocks, with an empty line between them where they stand `loose`."""
        for number, block in enumerate(blocks):
            if number and loose:
                yield ""
            yield from self.block(block)

    def wrapped(self, text: str, indent: int = 0, mark: str = "") -> Iterator[str]:
        """Break a text into lines: the first begins with a mark, the others with so many spaces."""
        for number, line in enumerate(text.split("\n")):
            before = " " * indent if number else mark
            if self.width is None:
                yield before + line
            else:
                yield from broken(line, self.width, before, " " * indent)

    def _narrower(self, by: int) -> _Writer:
        return _Writer(None if self.width is None else max(NARROWEST, self.width - by), self.colon)

    # Lists

    def _listing(self, block: Listing) -> Iterator[str]:
        inside = self._narrower(INDENT)
        written = [list(self._entry(block, number, entry, inside)) for number, entry in enumerate(block.entries)]
        loose = self.width is not None and block.plain and any(len(lines) > 1 for lines in written)
        for number, lines in enumerate(written):
            if number and loose:
                yield ""
            yield from lines

    def _entry(self, block: Listing, number: int, entry: Sequence[Block], inside: _Writer) -> Iterator[str]:
        """Yield the lines of an entry: its mark before the first, the rest indented by the width of the mark."""
        mark = "" if block.plain else "- " if block.start is None else f"{block.start + number}. "
        indent = " " * (INDENT if block.plain else len(mark))
        first, *rest = entry
        if isinstance(first, Paragraph):
            yield from self.wrapped(words_of(first.runs), len(indent), mark)
        else:
            yield from (f"{mark if n == 0 else indent}{line}" for n, line in enumerate(inside.block(first)))
        for each in rest:
            yield from (f"{indent}{line}" for line in inside.block(each))

    # Tables

    def _table(self, table: Table) -> Iterator[str]:
        if table.caption:
            yield from self.wrapped(words_of(table.caption))
            yield ""
        rows = [[_cell_text(cell) for cell in row] for row in table.rows]
        heads = [words_of(head).replace("\n", " ") for head in table.heads]
        widths = [max(map(columns, column)) for column in zip(*([heads] if heads else []), *rows, strict=False)]
        fits = self.width is None or sum(widths) + GAP * (len(widths) - 1) <= self.width
        if fits and not any("\n" in text for row in rows for text in row):
            yield from self._aligned(heads, rows, widths)
        else:
            yield from self._records(table)

    def _aligned(self, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
        if self.width is None:
            yield from (" | ".join(row) for row in [*([heads] if heads else []), *rows])
            return
        if any(heads):
            yield _in_columns(heads, widths)
            yield _in_columns(["-" * width for width in widths], widths)
        yield from (_in_columns(row, widths) for row in rows)

    def _records(self, table: Table) -> Iterator[str]:
        """Yield a table that is too wide as records: what heads a row, then each column by its name."""
        inside = self._narrower(INDENT)
        for number, row in enumerate(table.rows):
            if number:
                yield ""
            leading, named = _led(row, table.heads)
            yield from self.wrapped(leading, INDENT)
            for label, text in named:
                said = f"{label}{self.colon}{text}" if label else text
                yield from (f"{' ' * INDENT}{line}" for line in inside.wrapped(said, GAP))


def _led(row: Sequence[Cell], heads: Sequence[Runs]) -> tuple[str, list[tuple[str, str]]]:
    """Return the words that lead a row, and the others by what their column is called.

    What heads the row leads it, with the next cell where the page, too, gives that one no label in a narrow window.
    """
    leading, named = [], []
    told = any(cell.label for cell in row)
    for number, cell in enumerate(row):
        if cell.empty:
            continue
        if number == 0 or (told and not cell.label):
            leading.append(_cell_text(cell))
        else:
            head = words_of(heads[number]).replace("\n", " ") if number < len(heads) else ""
            named.append((cell.label or head, _cell_text(cell)))
    return " ".join(leading), named


def _cell_text(cell: Cell) -> str:
    return words_of(joined(cell.paragraphs, BREAK)).strip()


def columns(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(map(columns_of, text))


def _in_columns(texts: Sequence[str], widths: Sequence[int]) -> str:
    padded = (text + " " * (width - columns(text)) for text, width in zip(texts, widths, strict=False))
    return (" " * GAP).join(padded).rstrip()


def broken(line: str, width: int, first: str = "", others: str = "") -> Iterator[str]:
    """Break a line at its spaces, and between letters of scripts that are written without them.

    The first line begins with `first`, the others with `others`.
    """
    current, fresh = first, True
    for word in _words(line):
        if not fresh and columns(current) + columns(word.rstrip(" ")) > width:
            yield current
            current, fresh = others, True
        current, fresh = current + word, False
    yield current


def _words(line: str) -> Iterator[str]:
    """Yield the words of a line, each with the spaces after it; a wide letter is a word of its own."""
    for word in re.findall(r"[^ ]+ *| +", line):
        part = ""
        for letter in word:
            # What closes a sentence stays with its last letter.
            if part and unicodedata.east_asian_width(letter) in "WF" and unicodedata.category(letter) == "Lo":
                yield part
                part = ""
            part += letter
        yield part
