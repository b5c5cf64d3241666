"""The painted page as a tree of elements, and the same tree as XHTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*(?::[A-Za-z_][A-Za-z0-9_.-]*)?")
# What XML 1.0 has no place for; a reader's program refuses the whole document for one of them.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SVG = "http://www.w3.org/2000/svg"


@dataclass
class Element:
    """One element with its attributes and what stands in it: elements and texts, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        """Return the classes of the element."""
        return self.attributes.get("class", "").split()

    @property
    def elements(self) -> list[Element]:
        """Return the elements that stand in this one directly."""
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in the order of the page."""
        yield self
        for child in self.elements:
            yield from child.walk()

    def first(self, wanted: Callable[[Element], bool]) -> Element | None:
        """Return the first element that is wanted, or None."""
        return next((each for each in self.walk() if wanted(each)), None)

    def text(self) -> str:
        """Return all text in the element, its white space as it stands."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


class _Builder(HTMLParser):
    """Builds the tree; an end tag closes what its element left open, and one without a start closes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        element = self._element(tag, attrs)
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(self._element(tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag.lower() == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def _element(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> Element:
        """Return a new element; inside a drawing names keep their capitals, which HTML does not care about."""
        drawn = tag == "svg" or any(each.tag == "svg" for each in self._open)
        written = self.get_starttag_text() or ""
        attributes = {_as_written(name, written) if drawn else name: value or "" for name, value in attrs}
        return Element(written[1 : 1 + len(tag)] if drawn else tag, attributes)


def _as_written(name: str, start_tag: str) -> str:
    found = re.search(rf"\s({re.escape(name)})\s*=", start_tag, re.IGNORECASE)
    return found[1] if found else name


def read_elements(html: str) -> Element:
    """Read markup into a tree; the root has no tag."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


def xhtml(node: Element | str) -> str:
    """Write a tree as XHTML: what was closed or quoted by habit only is so in any case."""
    if isinstance(node, str):
        return escape(_NOT_XML.sub("", node), quote=False)
    inside = "".join(map(xhtml, node.children))
    if not node.tag:
        return inside
    attributes = {name: value for name, value in node.attributes.items() if _NAME.fullmatch(name)}
    if node.tag == "svg":
        attributes.setdefault("xmlns", SVG)
    written = "".join(f' {name}="{escape(_NOT_XML.sub("", value))}"' for name, value in attributes.items())
    if node.tag in VOID:
        return f"<{node.tag}{written}/>"
    return f"<{node.tag}{written}>{inside}</{node.tag}>"
