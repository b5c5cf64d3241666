"""The margin of a review copy: marks become links and lines under words, and each block stands in a row with its notes.

The page is taken as it was painted, as a tree. A row is as high as the higher of its two sides, so that notes never
run into each other or off the page, however many one item has. Tables of items become lists of entries, since the
columns of a table leave no room for a margin.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from ..outputs.words.elements import VOID, Element
from .marking import MARK, end_of, number_of
from .remarks import KINDS, Remark

Node = Element | str
FEW = 4  # notes that fit on a page with what they are about
_JOINER = "\u2060"  # keeps a mark on the line of its word
HEADINGS = ("h1", "h2", "h3", "h4")
# What only holds blocks, each of which is a row of its own.
_HOLDERS = ("article", "section", "ol", "ul")
_HOLDING = frozenset(("prose", "part", "block", "cards"))
_PANELS = frozenset(("bottom_line", "post_cutoff", "review-summary"))
_NO_LINKS = ("a", "summary", "button")
_NO_MARKS = ("svg", "title")


class Margin:
    """The margin of one page: puts the marks and notes of some remarks into its article."""

    def __init__(self, article: Element, remarks: Sequence[Remark], colon: str) -> None:
        self.article, self.remarks = article, remarks
        self.numbers: dict[int, int] = {}  # the printed number of a remark, by its place among the remarks
        self.whole: tuple[int, ...] = ()  # those that belong to no part of the page
        _clean(article)
        _as_entries(article, colon)
        self._anchor()

    def _anchor(self) -> None:
        """Find where each remark stands, and number them: those of the whole brief first, then as the page goes."""
        texts = list(_texts(self.article))
        found = [number_of(mark) for text in texts for mark in MARK.findall(text)]
        placed = {number for number, is_start in found if not is_start}
        by_id = {each.attributes["id"]: each for each in self.article.walk() if "id" in each.attributes}
        for number, remark in enumerate(self.remarks):
            if number not in placed and (item := self._item(remark, by_id)):
                _spot(item).children.append(end_of(number))
        marks = (number_of(mark) for text in _texts(self.article) for mark in MARK.findall(text))
        on_page = dict.fromkeys(n for n, is_start in marks if not is_start and n < len(self.remarks))
        whole = [number for number in range(len(self.remarks)) if number not in on_page]
        self.whole = tuple(whole)
        self.numbers = {number: printed for printed, number in enumerate((*whole, *on_page), 1)}

    def _item(self, remark: Remark, by_id: Mapping[str, Element]) -> Element | None:
        """Return what is printed of the item that a remark is about, or of its section."""
        names = (remark.item, str(remark.path[0]) if remark.path else None)
        return next((by_id[name] for name in names if name and name in by_id), None)

    def write(self, parts: Mapping[str, Element], label: str) -> None:
        """Put marks and notes in: the elements `mark-3` and `finding-3` of what is number 3 on the page."""
        marks = {
            number: parts[f"mark-{printed}"] for number, printed in self.numbers.items() if number not in self.whole
        }
        _Marker(self.remarks, marks).into(self.article)
        _Rows(parts, label).into(self.article)


def as_html(node: Node) -> str:
    """Write a tree as HTML."""
    if isinstance(node, str):
        return escape(node, quote=False)
    inside = "".join(map(as_html, node.children))
    if not node.tag:
        return inside
    written = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    return f"<{node.tag}{written}>" + ("" if node.tag in VOID else f"{inside}</{node.tag}>")


def _clean(node: Element) -> None:
    """Take marks out of drawings and titles, where no link can stand."""
    for holder in (each for each in node.walk() if each.tag in _NO_MARKS):
        for element in holder.walk():
            element.children = [MARK.sub("", each) if isinstance(each, str) else each for each in element.children]


def _texts(node: Element) -> Iterator[str]:
    for child in node.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _texts(child)


def _spot(item: Element) -> Element:
    """Return where the mark of a whole item stands: behind its id, in its heading, or in its first paragraph."""
    if "item" in item.classes:
        cells = [each for each in item.elements if "c-id" not in each.classes]
        return (cells[0].first(lambda each: each.tag == "p") or cells[0]) if cells else item
    for wanted in (
        lambda each: bool({"id", "number"} & set(each.classes)),
        lambda each: each.tag in (*HEADINGS, "figcaption"),
        lambda each: each.tag == "p",
    ):
        if found := item.first(wanted):
            return found
    return item


# Tables of items


def _as_entries(article: Element, colon: str) -> None:
    """Turn each table of items into a list: one entry a row, each cell with the name of its column."""
    for element in list(article.walk()):
        children: list[Node] = []
        for child in element.children:
            is_grid = isinstance(child, Element) and child.tag == "table" and "grid" in child.classes
            children += _list_of(child, colon) if is_grid and isinstance(child, Element) else [child]
            if is_grid and "scroll" in element.classes:
                # What could be scrolled sideways is a list now.
                element.attributes = {"class": "block items"}
        element.children = children


def _list_of(table: Element, colon: str) -> Iterator[Node]:
    for caption in (each for each in table.elements if each.tag == "caption"):
        yield Element("p", {"class": "caption"}, caption.children)
    rows = (row for body in table.elements if body.tag == "tbody" for row in body.elements)
    classes = " ".join(["entries", *(name for name in table.classes if name != "grid")])
    yield Element("ul", {"class": classes}, [_entry(row, colon) for row in rows])


def _entry(row: Element, colon: str) -> Element:
    cells: list[Node] = []
    for cell in row.elements:
        if not (cell.text().strip() or cell.elements):
            continue
        label = cell.attributes.get("data-label")
        named: list[Node] = [Element("span", {"class": "label"}, [f"{label}{colon}"])] if label else []
        cells.append(Element("div", {"class": " ".join(["cell", *cell.classes])}, [*named, *cell.children]))
    identity = {"id": row.attributes["id"]} if "id" in row.attributes else {}
    return Element("li", {"class": "entry item", **identity}, cells)


# Marks


class _Marker:
    """Write marks as elements: a line under each run of words, and a link to the note behind them."""

    def __init__(self, remarks: Sequence[Remark], marks: Mapping[int, Element]) -> None:
        self._remarks, self._marks = remarks, marks
        self._open: list[int] = []
        self._done: set[int] = set()
        self._waiting: list[int] = []

    def into(self, element: Element, inside_link: bool = False) -> None:
        children: list[Node] = []
        for child in element.children:
            if isinstance(child, str):
                children += self._text(child, inside_link)
                continue
            link = inside_link or child.tag in _NO_LINKS
            self.into(child, link)
            children.append(child)
            if not inside_link:
                children += self._links()
            if child.tag == "section":
                self._open.clear()
        element.children = children

    def _text(self, text: str, inside_link: bool) -> list[Node]:
        out: list[Node] = []
        last = 0
        for found in MARK.finditer(text):
            out += self._run(text[last : found.start()])
            last = found.end()
            number, is_start = number_of(found[0])
            if number in self._done or number not in self._marks:
                continue
            if is_start:
                self._open.append(number)
                continue
            self._done.add(number)
            self._open = [each for each in self._open if each != number]
            self._waiting.append(number)
            if not inside_link:
                out += self._links()
        return [*out, *self._run(text[last:])]

    def _run(self, text: str) -> list[Node]:
        if not text:
            return []
        if not self._open or not text.strip():
            return [text]
        kind = min((self._remarks[number].kind for number in self._open), key=KINDS.index)
        return [Element("mark", {"class": f"found {kind}"}, [text])]

    def _links(self) -> list[Node]:
        links: list[Node] = []
        for number in self._waiting:
            links += [" " if links else _JOINER, self._marks[number]]
        self._waiting = []
        return links


# Rows


class _Rows:
    """Put each block that has marks into a row with its notes."""

    def __init__(self, parts: Mapping[str, Element], label: str) -> None:
        self._parts, self._label = parts, label
        self._carried: list[Element] = []

    def into(self, holder: Element) -> None:
        children: list[Node] = []
        for child in holder.children:
            if isinstance(child, str) or "review-summary" in child.classes:
                children.append(child)
            elif _holds(child):
                self.into(child)
                if child.tag == "section" and self._carried:
                    child.children.append(self._row([], self._taken()))
                children.append(child)
            elif child.tag in HEADINGS:
                # Its notes stand beside what follows it, so that no hole opens below a heading.
                self._carried += self._notes_of(child)
                children.append(child)
            else:
                notes = [*self._taken(), *self._notes_of(child)]
                children.append(self._beside(child, notes) if notes else child)
        holder.children = children

    def _notes_of(self, block: Element) -> list[Element]:
        marks = (each.attributes["id"] for each in block.walk() if "mark" in each.classes)
        return [self._parts[mark.replace("mark-", "finding-")] for mark in marks]

    def _taken(self) -> list[Element]:
        carried, self._carried = self._carried, []
        return carried

    def _beside(self, block: Element, notes: Sequence[Element]) -> Element:
        if block.tag != "li":
            return self._row([block], notes)
        block.children = [self._row(block.children, notes)]
        block.attributes["class"] = " ".join([*block.classes, "with-notes"])
        return block

    def _row(self, text: Sequence[Node], notes: Sequence[Element]) -> Element:
        listed = Element("ol", {"class": "review-notes"}, [*notes])
        side = Element("div", {"class": "review-side", "role": "group", "aria-label": self._label}, [listed])
        kind = "review-row" if len(notes) > FEW else "review-row few"
        return Element("div", {"class": kind}, [Element("div", {"class": "review-text"}, [*text]), side])


def _holds(element: Element) -> bool:
    if _PANELS & set(element.classes):
        return False
    if element.tag == "div":
        only_notes = [each.tag for each in element.elements] == ["ol"]
        return bool(_HOLDING & set(element.classes)) or only_notes
    return element.tag in _HOLDERS
