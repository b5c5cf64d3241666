"""A painted page as a tree of elements, texts, drawings and the marks of fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .tracing import MARK, without_marks

_VOID = frozenset(("br", "hr", "img", "meta", "link"))
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_CLASS = re.compile(r'\sclass="([^"]*)"')
MAX_DEPTH = 60


@dataclass(frozen=True, slots=True)
class FieldMark:
    """Where the words of a field begin (its number) or those of the innermost one end (None)."""

    number: int | None


@dataclass(slots=True)
class Element:
    """One element: its name, its attributes and what stands in it. `drawing` is the source of a drawing."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | FieldMark | str] = field(default_factory=list)
    drawing: str = ""

    @property
    def classes(self) -> list[str]:
        """Return the classes of the element, in their order."""
        return self.attributes.get("class", "").split()

    @property
    def elements(self) -> Iterator[Element]:
        """Yield the elements that stand directly in this one."""
        return (child for child in self.children if isinstance(child, Element))

    def find(self, name: str) -> Iterator[Element]:
        """Yield every element below this one that has this tag or class, in their order."""
        for child in self.elements:
            if child.tag == name or name in child.classes:
                yield child
            yield from child.find(name)

    @property
    def text(self) -> str:
        """Return the words that stand in the element."""
        words = (child for child in self.children if not isinstance(child, FieldMark))
        return "".join(child if isinstance(child, str) else child.text for child in words)


class _Grower(HTMLParser):
    def __init__(self, drawings: Sequence[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.drawings = drawings
        self.root = Element("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: without_marks(value or "") for name, value in attrs})
        if tag == "drawing":
            element.drawing = self.drawings[int(element.attributes["data-n"])]
        self.open[-1].children.append(element)
        # The page is made by templates, and what content nests in it is bounded by the reader of Markdown.
        if tag not in _VOID and len(self.open) < MAX_DEPTH:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        depth = next((at for at in range(len(self.open) - 1, 0, -1) if self.open[at].tag == tag), 0)
        if depth:
            del self.open[depth:]

    def handle_data(self, data: str) -> None:
        end = 0
        for match in MARK.finditer(data):
            self._text(data[end : match.start()])
            self.open[-1].children.append(FieldMark(int(match[1]) if match[1] else None))
            end = match.end()
        self._text(data[end:])

    def _text(self, text: str) -> None:
        if text:
            self.open[-1].children.append(text)


def grow(html: str) -> Element:
    """Return the tree of a painted page."""
    drawings: list[str] = []

    def kept(match: re.Match[str]) -> str:
        drawings.append(without_marks(match[0]))
        classes = _CLASS.search(match[0].partition(">")[0])
        return f'<drawing class="{classes[1] if classes else ""}" data-n="{len(drawings) - 1}"></drawing>'

    html = _DRAWING.sub(kept, html)
    grower = _Grower(drawings)
    grower.feed(html)
    grower.close()
    return grower.root


def is_drawn(element: Element) -> bool:
    """Tell whether there is a drawing in an element, or it is one."""
    return element.tag == "drawing" or next(element.find("drawing"), None) is not None


def has_words(child: Element | FieldMark | str) -> bool:
    """Tell whether there are words in a part of a page."""
    return bool((child.text if isinstance(child, Element) else child if isinstance(child, str) else "").strip())
