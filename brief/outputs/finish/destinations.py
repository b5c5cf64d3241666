"""Links and bookmarks to a place in the argument, and not only to a spot on a page, as PDF/UA-2 wants them.

WeasyPrint 70 knows no structure destinations (ISO 32000-2, 12.3.2.3). The spot on the page is kept beside them: older
readers know nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pydyf

from .links import by_id, target_of
from .tree import Annotation, Node, Tree

HEADING = re.compile(r"H[1-6]")


def lead_to_structure(tree: Tree) -> None:
    """Let every link and bookmark name the structure element that it leads to."""
    if not tree.version_2:
        return
    places = by_id(tree)
    for node in tree.document.subtree():
        for kid in node.kids:
            if isinstance(kid, Annotation) and "Dest" in kid.data:
                place = tree.targets.get(kid.data.number) or places.get(target_of(kid.data))
                if place is not None:
                    _go_to(kid.data, place)
    headings = [node for node in tree.document.subtree() if HEADING.fullmatch(node.kind)]
    for bookmark, heading in zip(_bookmarks(tree, tree.pdf.catalog.get("Outlines")), headings, strict=False):
        _go_to(bookmark, heading)


def _go_to(data: Any, place: Node) -> None:
    destination = data.pop("Dest")
    structure = pydyf.Array((place.data.reference, "/XYZ", "null", "null", "null"))
    data["A"] = pydyf.Dictionary({"S": "/GoTo", "D": destination, "SD": structure})


def _bookmarks(tree: Tree, reference: bytes | None) -> Iterator[Any]:
    if reference is None:
        return
    entry = tree.object(reference).get("First")
    while entry is not None:
        bookmark = tree.object(entry)
        yield bookmark
        if "First" in bookmark:
            yield from _bookmarks(tree, entry)
        entry = bookmark.get("Next")
