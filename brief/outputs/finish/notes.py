"""Footnotes: notes that are notes, beside the text that calls them, with links there and back.

WeasyPrint 70 leaves a footnote as plain text at the end of its page's content, without a tag of its own and without a
link (`#2482 <https://github.com/Kozea/WeasyPrint/issues/2482>`_). ISO 14289-1, 7.9 wants a Note with an id.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

from .figures import POINTS, in_points
from .fragments import PHRASES
from .links import described, words_of
from .tree import CALLS, Annotation, Content, Node, Tree

MARKERS = ("::footnote-marker", "::note-marker")
BLOCKS = ("P", "H1", "H2", "H3", "H4", "H5", "H6")


def tag_notes(tree: Tree, document: Any) -> None:
    """Tag every footnote as a note, read it after the paragraph of its call, and link the two with each other."""
    calls = [path for path in _paths(tree.document, ()) if path[-1].tag.endswith(CALLS)]
    after: dict[int, int] = {}
    for path in calls:
        call = path[-1]
        found = _note_of(call, tree.document)
        if found is None:
            continue
        holder, note = found
        holder.kids.remove(note)
        _insert(note, path, after)
        _Pair(tree, document, call, note).link(path[-2])


def tag_side_notes(tree: Tree) -> None:
    """Tag every note that stands beside its paragraph; the page has its links already, and it is read in its place."""
    nodes = [node for node in tree.document.subtree() if not node.tag.count("::")]
    calls = {node.element.get("id"): node for node in nodes if _is(node, "noteref")}
    for note in [node for node in nodes if _is(node, "side-note")]:
        call = calls.get(note.element.get("id").replace("note-", "noteref-"))
        if call is None:
            continue
        labels = [node for node in note.nodes if _is(node, "note-number")]
        text = tree.new("P", [kid for kid in note.kids if kid not in labels])
        note.kids = [tree.new("Lbl", labels), text]
        call.kind = "Reference"
        _tag_note(tree, call, note)


def _is(node: Node, name: str) -> bool:
    return node.element is not None and name in str(node.element.get("class")).split()


def _paths(node: Node, above: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
    path = (*above, node)
    yield path
    for kid in node.nodes:
        yield from _paths(kid, path)


def _note_of(call: Node, root: Node) -> tuple[Node, Node] | None:
    """Find the note of a call and what holds it: the call is a pseudo-element of the note."""
    for holder in root.subtree():
        for node in holder.nodes:
            if node.element is call.element and node.tag == call.element.tag:
                return holder, node
    return None


def _insert(note: Node, path: tuple[Node, ...], after: dict[int, int]) -> None:
    """Put a note after the paragraph that calls it and the notes already there, or last in the cell or item."""
    places = [place for place, node in enumerate(path) if node.kind in BLOCKS]
    if places and places[0] and not any(node.kind == "Caption" for node in path):
        block, parent = path[places[0]], path[places[0] - 1]
        nth = after[id(block)] = after.get(id(block), 0) + 1
        parent.kids.insert(parent.kids.index(block) + nth, note)
        return
    holder = next(node for node in reversed(path[:-1]) if node.kind not in (*PHRASES, "NonStruct"))
    holder.kids.append(note)


def _tag_note(tree: Tree, call: Node, note: Node) -> None:
    data = note.data
    if tree.version_2:
        data |= {"S": "/FENote", "NS": tree.root["Namespaces"][0]}
        data["A"] = pydyf.Dictionary({"O": "/FENote", "NoteType": "/Footnote"})
        data["Ref"] = pydyf.Array([call.data.reference])
        call.data["Ref"] = pydyf.Array([data.reference])
    else:
        data["S"] = "/Note"
    data["ID"] = pydyf.String(f"note-{data.number}")


class _Pair:
    """One footnote: its call in the text and the note."""

    def __init__(self, tree: Tree, document: Any, call: Node, note: Node) -> None:
        self.tree, self.document, self.call, self.note = tree, document, call, note

    def link(self, context: Node) -> None:
        """Give both their tags, and a link to the other."""
        markers = [node for node in self.note.subtree() if node.tag.endswith(MARKERS)]
        for holder in list(self.note.subtree()):
            holder.kids = [kid for kid in holder.kids if kid not in markers]
        text = self.tree.new("P", self.note.kids)
        self.note.kids = [*markers, text]
        number = "".join(_text(self.call.box))
        self._become_link(self.call, self.note, described(number, words_of(self.note.element)))
        self.call.kind = "Reference"
        for marker in markers[:1]:
            marker.kind = "Lbl"
            self._become_link(marker, self.call, described(number, words_of(context.element, self.tree.notes)))
        _tag_note(self.tree, self.call, self.note)

    def _become_link(self, node: Node, place: Node, description: str) -> None:
        """Put a link to a place around what a node holds."""
        page, there = node.page, place.page
        if page is None or there is None:
            return
        left, top, _, _ = _corners(place.box)
        height = self.document.pages[there].height
        annotation = pydyf.Dictionary(
            {
                "Type": "/Annot",
                "Subtype": "/Link",
                "Rect": in_points(_corners(node.box), self.document.pages[page].height),
                "BS": pydyf.Dictionary({"W": 0}),
                "F": 4,  # it is printed (ISO 19005-3, 6.3.2)
                "Contents": pydyf.String(description),
                "Dest": pydyf.Array(
                    [
                        self.tree.pdf.page_references[there],
                        "/XYZ",
                        round(left * POINTS, 3),
                        round((height - top) * POINTS, 3),
                        0,
                    ]
                ),
            }
        )
        kids: list[Node | Content | Annotation] = [*node.kids, self.tree.annotate(page, annotation)]
        node.kids = [self.tree.new("Link", kids)]
        self.tree.targets[annotation.number] = place


def _corners(box: Any) -> tuple[float, float, float, float]:
    """Return where the text of a box stands; a raised figure can be in a box without height."""
    texts = [each for each in box.descendants() if hasattr(each, "text")] or [box]
    first, last = texts[0], texts[-1]
    size = first.style["font_size"]
    top = first.position_y + (first.height - size) / 2
    return first.position_x, top, max(last.position_x + last.width, first.position_x + 1), top + size


def _text(box: Any) -> Iterator[str]:
    for each in box.descendants():
        yield getattr(each, "text", "")
