"""Links: what each says about where it leads, for those who hear it or see it in a list of links.

WeasyPrint 70 describes a link by its bare target, `S3` or an address, where ISO 14289-1, 7.18.5 wants a description.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import urlsplit

import pydyf

from .tree import Annotation, Node, Tree

LONGEST = 100
NARROWEST = 4.0  # points


def describe_links(tree: Tree) -> None:
    """Describe each link by its words and the first words of the place that it leads to.

    A link whose words are its address is described by the work that it stands beside and by the site: nobody wants to
    hear an address letter by letter, and where it is divided, each line holds only a part of it.
    """
    places, titles = by_id(tree), titles_of(tree)
    for node in tree.document.subtree():
        for kid in node.kids:
            if isinstance(kid, Annotation) and kid.data.get("Subtype") == "/Link" and node.element is not None:
                place = places.get(target_of(kid.data))
                there = words_of(place.element, tree.notes) if place else ""
                words, site = words_of(node.element), site_of(address_of(kid.data))
                if site and words == address_of(kid.data):
                    words, there = _short(titles.get(node.element, "")), site
                description = described(words, there)
                if description:
                    kid.data["Contents"] = pydyf.String(description)


def widen_links(pdf: Any) -> None:
    """Give a link hardly wider than a stroke room for a finger: the call of a note whose number is a Persian one."""
    for data in pdf.objects:
        if isinstance(data, pydyf.Dictionary) and data.get("Subtype") == "/Link":
            left, right = sorted(data["Rect"][::2])
            more = (NARROWEST - (right - left)) / 2
            if more > 0:
                data["Rect"][::2] = [left - more, right + more]


def hold_annotations(tree: Tree) -> None:
    """Let a link hold its annotation itself: around an element inside it, WeasyPrint 70 gives it to that element."""
    for link in [node for node in tree.document.subtree() if node.kind == "Link"]:
        for inside in [node for node in link.subtree() if node is not link]:
            held = [kid for kid in inside.kids if isinstance(kid, Annotation)]
            inside.kids = [kid for kid in inside.kids if kid not in held]
            link.kids += held


def by_id(tree: Tree) -> dict[str, Node]:
    """Return the first node of each HTML element that has an id."""
    found: dict[str, Node] = {}
    for node in tree.document.subtree():
        if node.element is not None and node.tag == node.element.tag and node.element.get("id"):
            found.setdefault(node.element.get("id"), node)
    return found


def target_of(annotation: Any) -> str:
    """Return the name of the place in the document that a link leads to, or nothing for a link to the outside."""
    target = annotation.get("Dest")
    return str(target.string) if isinstance(target, pydyf.String) else ""


def address_of(annotation: Any) -> str:
    """Return the address of a link to the outside, or nothing for a link within the document."""
    target = (annotation.get("A") or {}).get("URI")
    return str(target.string) if isinstance(target, pydyf.String) else ""


def site_of(address: str) -> str:
    """Return the name of the site of an address on the web, as in `example.org`, or nothing."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def titles_of(tree: Tree) -> dict[Any, str]:
    """Return, for each HTML link in a paragraph that names a work, the title of that work."""
    found: dict[Any, str] = {}
    for node in tree.document.subtree():
        title = node.element.find(".//cite") if node.tag == "p" else None
        if title is not None:
            found.update(dict.fromkeys(node.element.iter("a"), words_of(title)))
    return found


def described(words: str, there: str) -> str:
    """Put the words of a link and the first words of its place together."""
    there = _short(there)
    if not there or not words or there.startswith(words):
        return there or words
    return f"{words}: {there}"


def words_of(element: Any, notes: Collection[Any] = ()) -> str:
    """Return what is read of an element: its label, else its text without that of its footnotes."""
    label: str = element.get("aria-label") or "".join(_texts(element, notes))
    return " ".join(label.split())


def _texts(element: Any, notes: Collection[Any]) -> Iterator[str]:
    yield element.text or ""
    for kid in element:
        if kid not in notes and isinstance(kid.tag, str):
            yield from _texts(kid, notes)
        yield kid.tail or ""


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + "…"
