"""The blocks of a painted page: headings, paragraphs, lists, tables and notes, with the words in them.

What is drawn only is left out: the templates put words beside each drawing, or words in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from .elements import Element, read_elements

INLINE = frozenset(
    ("a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong")
) | frozenset(("sub", "sup", "time", "u", "wbr", "img", "svg"))
SILENT = frozenset(("svg", "style", "script", "head", "title", "summary", "nav"))
STRONG, EMPHASIS = frozenset(("strong", "b", "dt")), frozenset(("em", "i", "cite"))
# Lines of their own inside a paragraph, and what stands behind a sentence without being part of it.
LINES, ASIDES = frozenset(("remark", "links")), frozenset(("sub", "key-entry", "datum-note"))
LEADS = frozenset(("kind", "when"))
DOT = " · "
WORD_JOINER = "\u2060"  # binds what a page must not break; where words are copied from it would be a box
_NOTE = re.compile(r"note(?:ref)?-(\d+)")
_SPACE = re.compile(r"[ \t\n\r]+")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True)
class Run:
    """Words of one look. `note` is the number of a footnote that is called here; `anchor` an id that is named here."""

    text: str = ""
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    address: str = ""
    note: int = 0
    anchor: str = ""


BREAK = Run("\n")
Runs = list[Run]


@dataclass
class Paragraph:
    """One paragraph, or the heading of a level from 1 on."""

    runs: Runs
    level: int = 0


@dataclass
class Listing:
    """A list: numbered from `start` on, with hyphens, or (`plain`) with what its entries begin with themselves."""

    entries: list[list[Block]]
    start: int | None = None
    plain: bool = False


@dataclass
class Quote:
    """What is set apart from the text: a quotation, a box, or words as they are (`code`)."""

    inside: list[Block] = field(default_factory=list)
    code: str = ""


@dataclass
class Cell:
    """One cell: its paragraphs, and whether it heads its row; `label` is what its column is called where it tells."""

    paragraphs: list[Runs]
    head: bool = False
    label: str = ""

    @property
    def empty(self) -> bool:
        """Tell whether nothing stands in it."""
        return not any(run.text.strip() for runs in self.paragraphs for run in runs)


@dataclass
class Table:
    """A table: caption, heads of the columns, rows; each row is as long as the heads where there are any."""

    caption: Runs
    heads: list[Runs]
    rows: list[list[Cell]]


@dataclass
class Rule:
    """A line across the page."""


@dataclass
class Notes:
    """The footnotes of a section by their number."""

    notes: dict[int, Runs]


Block = Paragraph | Listing | Quote | Table | Rule | Notes


def blocks_of(html: str, colon: str = ": ") -> list[Block]:
    """Read the blocks of painted markup; `colon` is how the language sets a label off from what it says."""
    return list(_Reader(colon).read(read_elements(html).children))


@dataclass
class _Reader:
    colon: str

    def read(self, nodes: Iterable[Element | str]) -> Iterator[Block]:
        """Yield the blocks of some nodes; what leads to a paragraph begins it."""
        leading: Runs = []
        for leads, block in self._loose(nodes):
            if isinstance(block, Paragraph) and not block.level:
                block.runs = [*leading, *block.runs]
                if leads:
                    leading = [*block.runs, Run(leads)]
                    continue
            elif leading:
                yield Paragraph(trimmed(leading))
            leading = []
            yield block
        if leading:
            yield Paragraph(trimmed(leading))

    def _loose(self, nodes: Iterable[Element | str]) -> Iterator[tuple[str, Block]]:
        """Yield blocks with what sets them off from the next where they lead to it: a label, a marking, a date.

        What stands between blocks is a paragraph of its own.
        """
        waiting: list[Element | str] = []
        for node in nodes:
            if isinstance(node, str) or node.tag in INLINE:
                waiting.append(node)
                continue
            label = [each for each in waiting if isinstance(each, Element) or each.strip()]
            alone = len(label) == 1 and isinstance(label[0], Element) and "label" in label[0].classes
            yield from ((self.colon if alone else "", block) for block in self._paragraph(waiting))
            waiting = []
            if node.tag not in SILENT and node.attributes.get("aria-hidden") != "true":
                leads = " " if "portion-line" in node.classes else self.colon if LEADS & set(node.classes) else ""
                yield from ((leads, block) for block in self._named(node, self._one(node)))
        yield from (("", block) for block in self._paragraph(waiting))

    def _paragraph(self, nodes: Sequence[Element | str], level: int = 0) -> Iterator[Paragraph]:
        runs = trimmed(self.runs(nodes))
        if any(run.text.strip() or run.note for run in runs):
            yield Paragraph(runs, level)

    def _one(self, node: Element) -> Iterator[Block]:
        tag = node.tag
        if tag in ("p", "figcaption", "caption"):
            yield from self._paragraph(_bracketed(node.children) if "reference" in node.classes else node.children)
        elif re.fullmatch("h[1-6]", tag):
            yield from self._paragraph(node.children, int(tag[1]))
        elif tag in ("ul", "ol"):
            yield self._notes(node) if "notes" in node.classes else self._listing(node)
        elif tag == "dl":
            yield Listing([list(self._defined(each)) for each in node.elements], plain=True)
        elif tag == "table":
            yield self._table(node)
        elif tag == "blockquote" or "box" in node.classes:
            yield Quote(list(self.read(node.children)))
        elif tag == "pre":
            yield Quote(code=node.text().strip("\n"))
        elif tag == "hr":
            yield Rule()
        elif "caveat" in node.classes:
            yield from self._on_one_line(node)
        else:
            yield from self.read(node.children)

    def _named(self, node: Element, blocks: Iterator[Block]) -> Iterator[Block]:
        """Put the id of an element, where it has one, before the first words in it."""
        name = node.attributes.get("id", "")
        # A heading has an id for the sake of its section, which has one itself.
        if not name or _NOTE.fullmatch(name) or node.tag == "h2":
            yield from blocks
            return
        found = list(blocks)
        _name_first(found, Run(anchor=name))
        yield from found

    def _on_one_line(self, node: Element) -> Iterator[Block]:
        runs: Runs = []
        for block in self.read(node.children):
            if isinstance(block, Paragraph):
                runs += [Run(DOT), *block.runs] if runs else block.runs
        if runs:
            yield Paragraph(runs)

    # Lists

    def _listing(self, node: Element) -> Listing:
        entries = [list(self._named(each, self.read(each.children))) for each in node.elements if each.tag == "li"]
        own = bool(node.classes)  # a list of a template's, whose entries begin with their ids; an author's has no class
        start = None if node.tag == "ul" or own else int(node.attributes.get("start") or 1)
        return Listing([entry for entry in entries if entry], start, plain=own and node.tag == "ol")

    def _defined(self, node: Element) -> Iterator[Block]:
        term = next((each for each in node.elements if each.tag == "dt"), Element("dt"))
        rest = [child for child in node.children if child is not term]
        said = list(self.read(rest))
        named = [replace(run, strong=True) for run in trimmed(self.runs(term.children))]
        if said and isinstance(said[0], Paragraph):
            said[0] = Paragraph([*named, Run(self.colon), *said[0].runs])
        else:
            said.insert(0, Paragraph(named))
        yield from said

    def _notes(self, node: Element) -> Notes:
        notes: dict[int, Runs] = {}
        for each in node.elements:
            number = _NOTE.fullmatch(each.attributes.get("id", ""))
            if number:
                said = [block.runs for block in self.read(each.children) if isinstance(block, Paragraph)]
                notes[int(number[1])] = joined(said, Run(" "))
        return Notes(notes)

    # Tables

    def _table(self, node: Element) -> Table:
        caption = next((each for each in node.elements if each.tag == "caption"), Element("caption"))
        rows = [each for each in node.walk() if each.tag == "tr"]
        in_head = {id(row) for part in node.elements if part.tag == "thead" for row in part.elements}
        heads = [self._cell(each) for row in rows if id(row) in in_head for each in row.elements]
        body = [
            [self._cell(each, row if number == 0 else None) for number, each in enumerate(row.elements)]
            for row in rows
            if id(row) not in in_head
        ]
        return _without_empty_columns(
            Table(trimmed(self.runs(caption.children)), [joined(h.paragraphs, Run(" ")) for h in heads], body)
        )

    def _cell(self, node: Element, row: Element | None = None) -> Cell:
        named = [Run(anchor=row.attributes["id"])] if row is not None and "id" in row.attributes else []
        paragraphs = [runs for block in self.read(node.children) for runs in _paragraphs_in(block)]
        if named:
            paragraphs = [[*named, *paragraphs[0]], *paragraphs[1:]] if paragraphs else [named]
        return Cell(paragraphs, node.tag == "th", node.attributes.get("data-label", ""))

    # Words

    def runs(self, nodes: Sequence[Element | str], look: Run | None = None) -> Runs:
        """Return the words of inline nodes, each with its look."""
        look = look or Run()
        out: Runs = []
        for index, node in enumerate(nodes):
            if isinstance(node, str):
                out.append(replace(look, text=_SPACE.sub(" ", node.replace(WORD_JOINER, ""))))
            elif node.tag not in SILENT and node.attributes.get("aria-hidden") != "true":
                out += self._inline(node, look, bool(_said(out).strip()))
                if "label" in node.classes:
                    out += self._colon(_said(out), nodes[index + 1 :])
        return out

    def _inline(self, node: Element, look: Run, behind: bool) -> Runs:
        """Return the words of one inline element; `behind` tells that something stands before it."""
        tag, classes = node.tag, set(node.classes)
        if tag == "br":
            return [BREAK]
        if tag == "img":
            return [replace(look, text=node.attributes.get("alt", ""))]
        if tag == "a" and "back" in classes:
            return []
        called = _NOTE.fullmatch(node.attributes.get("id", "")) if tag == "sup" else None
        if called:
            return [Run(note=int(called[1]))]
        inside = self.runs(node.children, self._look(node, look))
        if behind and LINES & classes:
            return [BREAK, *inside]
        return [replace(look, text=DOT), *inside] if behind and ASIDES & classes else inside

    def _look(self, node: Element, look: Run) -> Run:
        address = node.attributes.get("href", "") if node.tag == "a" else ""
        return replace(
            look,
            strong=look.strong or node.tag in STRONG or "id" in node.classes,
            emphasis=look.emphasis or node.tag in EMPHASIS,
            code=look.code or node.tag == "code",
            address=address if address.startswith("#") or _ADDRESS.fullmatch(address) else look.address,
        )

    def _colon(self, label: str, behind: Sequence[Element | str]) -> Runs:
        """Set a label off from what it says, where the template leaves that to the style sheet."""
        said = "".join(node if isinstance(node, str) else node.text() for node in behind)
        if label.rstrip().endswith(self.colon.strip()) or not re.match(r"\s*[^\s,.;:·)\]–—]", said):
            return []
        return [Run(self.colon.rstrip() if said[:1].isspace() else self.colon)]


def trimmed(runs: Iterable[Run]) -> Runs:
    """Return runs without spaces at the ends of lines, and without two spaces in a row."""
    out: Runs = []
    space = True  # at the beginning of a line
    for run in runs:
        if run is BREAK:
            _strip_end(out)
            space = True
        elif run.text and not run.code:
            text = re.sub(" {2,}", " ", run.text)
            run = replace(run, text=text[1:] if space and text.startswith(" ") else text)  # noqa: PLW2901
            space = run.text.endswith(" ") if run.text else space
        elif run.text or run.note:
            space = False
        if run is BREAK or run.text or run.note or run.anchor:
            out.append(run)
    _strip_end(out)
    while out and out[-1] is BREAK:
        out.pop()
    return out


def _strip_end(out: Runs) -> None:
    if out and not out[-1].code and out[-1] is not BREAK:
        out[-1] = replace(out[-1], text=out[-1].text.rstrip(" "))


def joined(several: Iterable[Runs], between: Run) -> Runs:
    """Join runs of several paragraphs."""
    out: Runs = []
    for runs in several:
        out += [between, *runs] if out else runs
    return out


def _said(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _bracketed(nodes: Sequence[Element | str]) -> list[Element | str]:
    """Write the number of a source as citations of it do."""
    return [
        Element("span", {}, ["[", *node.children, "]"])
        if isinstance(node, Element) and "number" in node.classes
        else node
        for node in nodes
    ]


def _name_first(blocks: Sequence[Block], name: Run) -> bool:
    """Put a name before the first words of some blocks; tell whether there were any."""
    for block in blocks:
        if isinstance(block, Paragraph):
            block.runs.insert(0, name)
            return True
        inner = block.entries if isinstance(block, Listing) else [block.inside] if isinstance(block, Quote) else []
        if any(_name_first(each, name) for each in inner):
            return True
        if isinstance(block, Table):
            block.caption.insert(0, name)
            return True
    return False


def _paragraphs_in(block: Block) -> list[Runs]:
    """Return the paragraphs of a block that stands in a cell."""
    if isinstance(block, Paragraph):
        return [block.runs]
    if isinstance(block, Listing):
        return [runs for entry in block.entries for each in entry for runs in _paragraphs_in(each)]
    if isinstance(block, Quote):
        return [runs for each in block.inside for runs in _paragraphs_in(each)] or [[Run(block.code)]]
    return []


def _without_empty_columns(table: Table) -> Table:
    """Leave out the columns in which no row has words: what stood in them was drawn."""
    width = max([len(table.heads), *map(len, table.rows)], default=0)
    kept = [n for n in range(width) if any(n < len(row) and not row[n].empty for row in table.rows)]
    heads = [table.heads[n] if n < len(table.heads) else [] for n in kept] if table.heads else []
    return Table(table.caption, heads, [[row[n] if n < len(row) else Cell([]) for n in kept] for row in table.rows])
