"""Blocks as CommonMark with pipe tables and footnotes, as GitHub and pandoc read them.

Every character of content that either of them could take for markup is escaped: what an author wrote as text stays
text, whoever shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from .blocks import BREAK, Block, Cell, Listing, Notes, Paragraph, Quote, Run, Runs, Table, joined

HARD_BREAK = "\\\n"
# Emphasis, code, links, HTML, tables, mathematics, and what pandoc adds: sub- and superscript, attributes, citations.
_MARKS = re.compile(r"[\\`*_\[\]<>|~^${}]|(?<!\w)[#@]|&(?=#?\w+;)")
# Addresses that a program makes a link of, though the author made none.
_BARE = re.compile(r"\b((?:https?|ftp):)(//)|\b(www)(\.)", re.IGNORECASE)
# What means something at the beginning of a line: lists of all kinds, underlined headings, definitions, metadata.
_AT_START = re.compile(r"(?:(?=[-+=:%])|(\d{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]+)(?=[.)](?:\s|$))|(?=\(\w+\)(?:\s|$)))")


def commonmark(blocks: Sequence[Block], colon: str = ": ", between: str = "\n\n") -> str:
    """Write blocks as CommonMark; ids become anchors, and a paragraph is one line."""
    return between.join(filter(None, ("\n".join(_block(block, colon)) for block in blocks)))


def escaped(text: str) -> str:
    """Return a text that reads as itself in CommonMark, wherever it stands in a line."""
    text = _MARKS.sub(lambda mark: "\\" + mark[0], text)
    return _BARE.sub(lambda found: f"{found[1] or found[3]}\\{found[2] or found[4]}", text)


def _block(block: Block, colon: str) -> Iterator[str]:
    """Yield the lines of a block."""
    if isinstance(block, Paragraph):
        text = _line(block.runs)
        yield f"{'#' * block.level} {text.replace(HARD_BREAK, ' ')}" if block.level else text
    elif isinstance(block, Listing):
        yield from _listing(block, colon)
    elif isinstance(block, Quote):
        inside = [_fenced(block.code)] if block.code else [commonmark(block.inside, colon)]
        yield from (f"> {line}".rstrip() if not block.code else line for line in "\n".join(inside).split("\n"))
    elif isinstance(block, Table):
        yield from _table(block, colon)
    elif isinstance(block, Notes):
        yield from (f"[^{number}]: {_line(runs)}" for number, runs in block.notes.items())
    else:
        yield "* * *"  # three hyphens would begin metadata for pandoc


def _fenced(code: str) -> str:
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
    return f"{fence}\n{code}\n{fence}"


# Lists


def _listing(block: Listing, colon: str) -> Iterator[str]:
    loose = block.plain and any(
        len(_in_one(entry)) > 1 or BREAK in _first_runs(_in_one(entry)) for entry in block.entries
    )
    for number, entry in enumerate(block.entries):
        mark = "- " if block.start is None else f"{block.start + number}. "
        if number and loose:
            yield ""
        blocks = _in_one(entry) if block.plain else entry
        # A list inside an entry follows the words of the entry at once.
        tight = all(isinstance(each, Listing) for each in blocks[1:])
        inside = commonmark(blocks, colon, "\n" if tight else "\n\n").split("\n")
        yield from (f"{' ' * len(mark) if n else mark}{line}".rstrip() for n, line in enumerate(inside))


def _first_runs(entry: Sequence[Block]) -> Runs:
    return entry[0].runs if isinstance(entry[0], Paragraph) else []


def _in_one(entry: Sequence[Block]) -> list[Block]:
    """Make one paragraph of the paragraphs of an entry, each on a line of its own."""
    out: list[Block] = []
    for block in entry:
        last = out[-1] if out else None
        if isinstance(last, Paragraph) and isinstance(block, Paragraph) and not (last.level or block.level):
            out[-1] = Paragraph([*last.runs, BREAK, *block.runs])
        else:
            out.append(block)
    return out


# Tables


def _table(table: Table, colon: str) -> Iterator[str]:
    if table.caption:
        yield from (_line(table.caption), "")
    cells = [cell for row in table.rows for cell in row]
    if any(len(cell.paragraphs) > 1 or BREAK in (cell.paragraphs or [[]])[0] for cell in cells):
        yield "\n".join(_listing(Listing([_record(row, table.heads, colon) for row in table.rows], plain=True), colon))
        return
    heads = [_in_cell(head) for head in table.heads] or [""] * max(map(len, table.rows), default=1)
    rows = [[_in_cell(joined(cell.paragraphs, Run(" "))) for cell in row] for row in table.rows]
    yield from (f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))


def _record(row: Sequence[Cell], heads: Sequence[Runs], colon: str) -> list[Block]:
    """Return a row as paragraphs: what heads it, then each column by its name."""
    told = any(cell.label for cell in row)
    leading: Runs = []
    named: list[Block] = []
    for number, cell in enumerate(row):
        if cell.empty:
            continue
        if number == 0 or (told and not cell.label):
            leading = joined([each for each in (leading, joined(cell.paragraphs, BREAK)) if each], Run(" "))
            continue
        head = [Run(cell.label)] if cell.label else heads[number] if number < len(heads) else []
        said = joined(cell.paragraphs, BREAK)
        named.append(Paragraph([*head, Run(colon), *said] if head else said))
    return [Paragraph(leading), *named]


def _in_cell(runs: Runs) -> str:
    # A stroke in code would end the cell for one program or show its escape in another.
    plain = [Run(run.text) if run.code and "|" in run.text else run for run in runs]
    return _inline(plain).replace(HARD_BREAK, " ")


# Words


def _line(runs: Runs) -> str:
    """Write a paragraph, and see that none of its lines begins like another block."""
    lines = _inline(runs).split(HARD_BREAK)
    return HARD_BREAK.join(map(_started, lines))


def _started(line: str) -> str:
    found = _AT_START.match(line)
    return f"{found[0]}\\{line[found.end() :]}" if found else line


def _inline(runs: Runs) -> str:
    out = ""
    groups = [(address, list(group)) for address, group in groupby(runs, key=lambda run: run.address)]
    for number, (address, group) in enumerate(groups):
        following = groups[number + 1][1][0].text if number + 1 < len(groups) else ""
        shown = "".join(run.text for run in group).strip()
        if address and shown == address:
            out += f"<{address}>"
        elif address and shown:
            out = _bracketed(out, f"[{_styled(group, '[', ']').strip()}]({_target(address)})")
            out += " " if group[-1].text.endswith(" ") else ""
        else:
            out += _styled(group, out[-1:], following[:1])
    return out


def _target(address: str) -> str:
    if address.startswith("#"):
        return address
    return f"<{re.sub(r'&(?=#?[A-Za-z0-9]+;)', '&amp;', address.replace(chr(92), '%5C'))}>"


def _styled(runs: Runs, before: str, after: str) -> str:
    """Write runs with their emphasis; `before` and `after` are the characters around them."""
    out = ""
    pieces = [(style, list(group)) for style, group in groupby(runs, key=_style)]
    for number, (style, group) in enumerate(pieces):
        following = pieces[number + 1][1][0].text if number + 1 < len(pieces) else after
        text = ""
        for run in group:
            text = _bracketed(text, _piece(run))
        inner = text.strip(" ")
        if style and inner and _may_stand(out[-1:] or before, inner, text[len(text.rstrip(" ")) :] or following[:1]):
            start = text[: len(text) - len(text.lstrip(" "))]
            text = f"{start}{style}{inner}{style}{text[len(start) + len(inner) :]}"
        out = _bracketed(out, text)
    return out


def _bracketed(before: str, text: str) -> str:
    """Join two pieces: an exclamation mark before a bracket would make an image of a link."""
    return f"{before[:-1]}\\!{text}" if text.startswith("[") and before.endswith("!") else before + text


def _style(run: Run) -> str:
    return "" if run.note or run.anchor or run is BREAK else "**" if run.strong else "*" if run.emphasis else ""


def _piece(run: Run) -> str:
    if run is BREAK:
        return HARD_BREAK
    if run.note:
        return f"[^{run.note}]"
    if run.anchor:
        return f'<a id="{run.anchor}"></a>' if re.fullmatch(r"[A-Za-z][\w.-]*", run.anchor) else ""
    if run.code:
        ticks = "`" * (1 + max(map(len, re.findall("`+", run.text)), default=0))
        pad = " " if run.text[:1] in "` " or run.text[-1:] in "` " else ""
        return f"{ticks}{pad}{run.text}{pad}{ticks}" if run.text.strip() else run.text
    return escaped(run.text)


def _may_stand(before: str, inner: str, after: str) -> bool:
    """Tell whether marks of emphasis around a text would be read as such (CommonMark 0.31, 6.2)."""

    def free(letter: str) -> bool:
        return not letter or not letter.isalnum()

    opens = inner[0].isalnum() or free(before)
    closes = inner[-1].isalnum() or free(after)
    return opens and closes and before != "*" and after != "*"
