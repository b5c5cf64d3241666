"""From the tree of a page to paragraphs and tables: each block gets its named style, each field its bookmark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from .ooxml import tag, value
from .paragraph import SPACE_AFTER_TABLE, Anchored, Format, Paragraph
from .parts import Bookmarks, Footnotes, Relations, character_style, is_address, page_field
from .pictures import Gallery, Shown
from .sheet import Sheet
from .styles import NUMBER
from .table import SHORT_TABLE, Cell, Table
from .tree import Element, FieldMark, has_words, is_drawn

_BLOCKS = frozenset(
    (
        *("p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "div", "section", "article", "header", "footer"),
        *("aside", "figure", "figcaption", "blockquote", "table", "pre", "details", "nav", "body", "main", "hr"),
    )
)
_FIXED = ("h1", "h2", "h3", "h4", "figcaption", "pre")
IN_A_LINE = 0.8  # how large drawings are that share a line with words
NARROW = 22  # letters that fit on a line of a narrow column
_NOTHING = frozenset(("head", "style", "summary", "script", "title", "hr"))


@dataclass
class Writer:
    """Gather the blocks of one part of the document; `marks`, `notes` and `ordered` are shared by all parts."""

    sheet: Sheet
    gallery: Gallery
    marks: Bookmarks
    notes: Footnotes
    relations: Relations
    rtl: bool = False
    ordered: int = 0
    pictures: int = 0
    note_relations: Relations = field(default_factory=Relations)
    blocks: list[Paragraph | Table] = field(default_factory=list)
    _waiting: list[str] = field(default_factory=list)
    _item: str | None = None
    _cell: str = ""
    _label: str = ""
    _level: int = -1
    _scale: float = 1.0

    # Blocks

    def write(self, element: Element, style: str | None = None) -> None:
        """Write an element and all that is in it."""
        if element.tag in _NOTHING or self._is_left_out(element):
            return
        if element.attributes.get("id") in self.marks.items:
            self._item = element.attributes["id"]
        if element.attributes.get("role") == "group":
            self._label = element.attributes.get("aria-label", "")
        start = len(self.blocks)
        style = self._style_of(element, style)
        between = next((self.sheet.joined[name] for name in element.classes if name in self.sheet.joined), None)
        if between is not None:
            self._write_joined(element, style, between)
        elif element.tag == "table":
            self._write_table(element)
        elif element.tag in ("ul", "ol"):
            self._write_list(element, style)
        elif element.drawing:
            paragraph = self._begin(style)
            self._inline(element, paragraph, Format())
            self._close(paragraph)
        elif any(child.tag == "dt" for child in element.elements):
            self._write_joined(element, style, "tab")
        else:
            self._write_inside(element, style)
        if self.sheet.together.intersection(element.classes):
            self._keep(start)

    def _is_left_out(self, element: Element) -> bool:
        return bool(self.sheet.left_out.intersection(element.classes))

    def _style_of(self, element: Element, inherited: str | None) -> str | None:
        """Return the style of a block: by its class, a heading by its element, else that of what it stands in."""
        known = self.sheet.cells if self._cell else self.sheet.blocks
        for name in element.classes:
            if name in known:
                return known[name]
        if element.tag in _FIXED or (element.tag in known and inherited is None):
            return known.get(element.tag, inherited)
        return inherited

    def _write_inside(self, element: Element, style: str | None) -> None:
        """Write what stands in a block: other blocks, and words between them as paragraphs of their own."""
        paragraph: Paragraph | None = None
        only_label = False  # a label runs into the paragraph that it stands before
        for child in element.children:
            if isinstance(child, Element) and self._is_block(child):
                if paragraph is not None and child.tag == "p" and not child.classes and only_label:
                    for inside in child.children:
                        self._inline(inside, paragraph, Format())
                    self._close(paragraph)
                else:
                    self._close(paragraph)
                    self.write(child, style)
                paragraph = None
            elif isinstance(child, FieldMark) and paragraph is None:
                self._mark_between(child)
            elif not isinstance(child, str) or child.strip() or paragraph is not None:
                is_label = isinstance(child, Element) and "label" in child.classes
                only_label = is_label if paragraph is None else only_label and not has_words(child)
                paragraph = paragraph or self._begin(style)
                self._inline(child, paragraph, Format())
        self._close(paragraph)

    def _is_block(self, element: Element) -> bool:
        if element.tag in _BLOCKS:
            return True
        if self._cell:
            return not self.sheet.apart.isdisjoint(element.classes)
        known = set(self.sheet.blocks) - set(self.sheet.words)
        return element.tag == "span" and not known.isdisjoint(element.classes)

    def _begin(self, style: str | None) -> Paragraph:
        style = style or (self.sheet.cells["cell"] if self._cell else self.sheet.blocks["p"])
        return Paragraph(style, self.rtl, self.sheet.of(style, "lead") or ())

    def _open_marks(self, paragraph: Paragraph) -> None:
        """Put the bookmarks that wait at the start of the first paragraph that has something in it."""
        if self._item is not None:
            begun = self.marks.begin(self._item)
            if begun is not None:
                paragraph.parts.insert(0, begun[0])
                paragraph.parts.append(self.marks.end(begun[1]))
            self._item = None
        paragraph.parts[:0] = self._waiting
        self._waiting = []

    def _close(self, paragraph: Paragraph | None) -> None:
        """Take a paragraph in if it has anything in it; the bookmarks of one that has not go to the next."""
        if paragraph is None:
            return
        if paragraph.is_empty:
            self._waiting += [p for p in paragraph.parts if isinstance(p, str) and p.startswith("<w:bookmark")]
            return
        self._open_marks(paragraph)
        close = (self.sheet.of(paragraph.style, "before") or 0) < SPACE_AFTER_TABLE
        paragraph.after_table = close and bool(self.blocks) and isinstance(self.blocks[-1], Table) and not self._cell
        self.blocks.append(paragraph)

    def _mark_between(self, mark: FieldMark) -> None:
        """Begin a field before the next paragraph, or end one in the last."""
        if mark.number is not None:
            begun = self.marks.begin_field(mark.number)
            self._waiting += [begun] if begun else []
            return
        ended = self.marks.end_field()
        last = self._last_paragraph()
        if not ended:
            return
        if last is None or self._waiting:
            self._waiting.append(ended)
        else:
            last.parts.append(ended)

    def _last_paragraph(self) -> Paragraph | None:
        last = self.blocks[-1] if self.blocks else None
        return last.paragraphs()[-1] if isinstance(last, Table) else last

    def _keep(self, start: int) -> None:
        """Keep the blocks from `start` on together on one page."""
        written = self.blocks[start:]
        for block in written:
            last = block is written[-1]
            if isinstance(block, Paragraph):
                block.keep_next = block.keep_next or not last
            elif len(block.rows) <= SHORT_TABLE:
                for paragraph in block.paragraphs(slice(None, -1) if last else slice(None)):
                    paragraph.keep_next = True

    def _write_joined(self, element: Element, style: str | None, between: str) -> None:
        """Write the parts of an element on one line; a part that is a drawing stands close to the words before it."""
        paragraph = self._begin(style)
        first = True
        for child in element.children:
            if isinstance(child, FieldMark):
                self._inline(child, paragraph, Format())
                continue
            if not isinstance(child, Element) or (between != "tab" and not child.text.strip() and not is_drawn(child)):
                continue
            if not first:
                only_drawn = not child.text.strip() and is_drawn(child)
                paragraph.add_words_between(" " if only_drawn else between)
            first = False
            look = Format(bold=child.tag == "dt")
            self._scale = 1.0 if between == "tab" else IN_A_LINE
            for inside in [child] if child.tag == "drawing" else child.children:
                self._inline(inside, paragraph, look)
        self._scale = 1.0
        self._close(paragraph)

    def _write_list(self, element: Element, style: str | None) -> None:
        marked = not element.classes or self.sheet.marked_lists.intersection(element.classes)
        self._level += bool(marked)
        number: int | None = None
        if marked and element.tag == "ol":
            self.ordered += 1
            number = NUMBER + self.ordered
        for entry in element.elements:
            start = len(self.blocks)
            self.write(entry, self._entry_style(element.tag) if marked else style)
            for paragraph in self.blocks[start:]:
                if marked and isinstance(paragraph, Paragraph) and paragraph.numbering is None:
                    self._number(paragraph, number, first=paragraph is self.blocks[start])
        self._level -= bool(marked)

    def _entry_style(self, kind: str) -> str:
        return "ListNumber" if kind == "ol" else "ListBullet"

    def _number(self, paragraph: Paragraph, number: int | None, first: bool) -> None:
        """Give an entry its mark; what follows in the same entry stands beneath its words without one."""
        if not first:
            paragraph.numbering, paragraph.continued = (0, 0), self._level
        else:
            paragraph.numbering = (number if number is not None else 1, min(self._level, 3))

    # Tables

    def _write_table(self, element: Element) -> None:
        caption = next(element.find("caption"), None)
        if caption is not None:
            start = len(self.blocks)
            self.write(replace(caption, tag="figcaption"))
            said = " ".join(p.plain for p in self.blocks[start:] if isinstance(p, Paragraph))
        else:
            said = self._label
            if said and self.blocks and isinstance(self.blocks[-1], Table):
                self._close(self._said(said))
        heads = [row for head in element.find("thead") for row in head.find("tr")]
        body = [row for row in element.find("tr") if not any(row is head for head in heads)]
        rows = [[*self._row(row, "head")] for row in heads] + [[*self._row(row, "cell")] for row in body]
        width = max((len(row) for row in rows), default=0)
        if not width:
            return
        for row in rows:
            row += [Cell([Paragraph(self.sheet.cells["cell"], self.rtl)]) for _ in range(width - len(row))]
        for column in zip(*rows, strict=True):
            if any(p.widest_picture for cell in column[len(heads) :] for p in cell.blocks):
                for paragraph in (p for cell in column[: len(heads)] for p in cell.blocks):
                    paragraph.style = self.sheet.cells["head"]
        table = Table(rows, len(heads), said, self.rtl)
        for paragraph in table.paragraphs(slice(None, -1)) if table.is_small else ():
            paragraph.keep_next = True
        self.blocks.append(table)

    def _said(self, words: str) -> Paragraph:
        paragraph = self._begin(self.sheet.blocks["caption"])
        paragraph.add_text(words, Format())
        return paragraph

    def _row(self, row: Element, role: str) -> Iterator[Cell]:
        if row.attributes.get("id") in self.marks.items:
            self._item = row.attributes["id"]
        for cell in row.elements:
            if cell.tag in ("td", "th"):
                yield self._cell_of(cell, "row-head" if cell.tag == "th" and role == "cell" else role)

    def _cell_of(self, element: Element, role: str) -> Cell:
        known = (f"{role}-{name}" if role == "head" else name for name in element.classes)
        style = next((self.sheet.cells[name] for name in known if name in self.sheet.cells), None)
        if role == "row-head" or next(element.find("drawing"), None) is not None:
            style = None  # a drawing begins where those above and below it begin
        with self._apart(role):
            self._write_inside(element, style or self.sheet.cells[role])
            blocks = [block for block in self.blocks if isinstance(block, Paragraph)]
            if not blocks:
                blocks = [Paragraph(self.sheet.cells["cell"], self.rtl)]
        return Cell(blocks, header=element.tag == "th")

    @contextmanager
    def _apart(self, role: str) -> Iterator[None]:
        """Gather blocks for a cell, and go on with the others afterwards."""
        outside, self.blocks, self._cell = self.blocks, [], role
        try:
            yield
        finally:
            self.blocks, self._cell = outside, ""

    # Words

    def _inline(self, node: Element | FieldMark | str, paragraph: Paragraph, look: Format) -> None:
        if isinstance(node, FieldMark):
            mark = self.marks.end_field() if node.number is None else self.marks.begin_field(node.number)
            if mark:
                paragraph.add_raw(mark) if node.number is None else self._begin_inside(paragraph, mark)
        elif isinstance(node, str):
            paragraph.add_text(node, look)
        elif not self._is_left_out(node) and node.tag not in _NOTHING:
            self._element(node, paragraph, look)

    def _begin_inside(self, paragraph: Paragraph, mark: str) -> None:
        """Begin a bookmark at the next word, behind the space that waits before it."""
        paragraph.settle()
        paragraph.add_raw(mark)

    def _element(self, node: Element, paragraph: Paragraph, look: Format) -> None:
        if node.drawing or node.tag == "img":
            shown = self.gallery.drawing(node.drawing) if node.drawing else self.gallery.image(node)
            if shown is not None:
                paragraph.add_picture(self._anchored(shown))
        elif node.tag == "br":
            paragraph.add_break()
        elif "note" in node.classes and node.tag == "span":
            self._note(node, paragraph)
        elif "page-now" in node.classes or "page-all" in node.classes:
            name = "PAGE" if "page-now" in node.classes else "NUMPAGES"
            paragraph.add_raw(page_field(name), "1")
        elif node.tag == "a":
            self._link(node, paragraph, look)
        else:
            self._words(node, paragraph, look)
        if set(paragraph.lead).intersection(node.classes) and not paragraph.plain.count("\t"):
            paragraph.lead_ends()

    def _words(self, node: Element, paragraph: Paragraph, look: Format) -> None:
        """Write an element that only says how its words look."""
        if self._cell and "range" in node.classes and len(paragraph.plain) + len(node.text) > NARROW:
            paragraph.add_break()  # or Word would break the line at the dash of the range
        inside = self._look_of(node, look, paragraph)
        for child in node.children:
            self._inline(child, paragraph, inside)
        if node.tag in ("p", "div", "li"):
            paragraph.add_text(" ", look)  # a block among words: at least they stay apart

    def _look_of(self, node: Element, look: Format, paragraph: Paragraph) -> Format:
        """Return how the words of an element look; bold in bold would cancel out in Word, so there it is said twice."""
        in_bold = bool(self.sheet.of(paragraph.style, "bold"))
        for name in (*node.classes, f"<{node.tag}>"):
            if name in self.sheet.words:
                style = self.sheet.words[name]
                bold = bool(self.sheet.characters[style].bold)
                look = look._replace(style=character_style(self.sheet, style), bold=look.bold or (bold and in_bold))
                break
        return look._replace(
            bold=look.bold or node.tag in ("strong", "b", "dt"),
            italic=look.italic or node.tag in ("em", "i", "cite"),
            raised=look.raised or node.tag == "sup",
            lowered=look.lowered or node.tag == "sub",
        )

    def _anchored(self, shown: Shown) -> Anchored:
        self.pictures += 1
        shown = replace(shown, width=shown.width * self._scale, height=shown.height * self._scale)
        return Anchored(shown, self.relations.to("image", f"media/{shown.name}"), self.pictures)

    def _note(self, node: Element, paragraph: Paragraph) -> None:
        """Write a real footnote; its addresses belong to the part of the footnotes."""
        note = Paragraph("FootnoteText", self.rtl)
        own = tag("w:r", None, tag("w:rPr", None, value("w:rStyle", "FootnoteReference")), tag("w:footnoteRef"))
        note.add_raw(own, "*")
        note.add_text(" ", Format())
        outside, self.relations = self.relations, self.note_relations
        for child in node.children:
            self._inline(child, note, Format())
        self.relations = outside
        paragraph.add_raw(self.notes.add(note))

    def _link(self, node: Element, paragraph: Paragraph, look: Format) -> None:
        address = node.attributes.get("href", "")
        inside = self._look_of(node, look, paragraph)
        target: dict[str, object] = {}
        if address.startswith("#") and address[1:] in self.marks.items:
            target = {"w:anchor": address[1:], "w:history": 1}
        elif is_address(address):
            target = {"r:id": self.relations.to("hyperlink", address, outside=True), "w:history": 1}
            inside = inside._replace(style="Hyperlink")
        words = Paragraph(paragraph.style, self.rtl) if target else paragraph
        for child in node.children:
            self._inline(child, words, inside)
        if target and words.plain:
            paragraph.settle()
            paragraph.add_raw(tag("w:hyperlink", target, *(p for p in words.parts if isinstance(p, str))), words.plain)


def blocks_xml(blocks: Sequence[Paragraph | Table], width: float) -> str:
    """Write blocks, `width` mm wide."""
    pixels = width * 96 / 25.4
    return "".join(block.xml(width) if isinstance(block, Table) else block.xml(pixels) for block in blocks)
