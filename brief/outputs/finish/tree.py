"""The tag tree of a PDF as nodes that can be moved about, read from what the engine wrote and written back.

A node's kids are nodes, pieces of content on a page, and annotations. Content that ends up in no node is an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pydyf

CALLS = ("::footnote-call", "::note-call")


class Content(NamedTuple):
    """One marked piece of a page: the page from 0, and its number there."""

    page: int
    mcid: int


@dataclass(frozen=True, eq=False)
class Annotation:
    """A link on a page: its dictionary, the object that stands for it in the tree, and the page from 0."""

    data: Any
    reference: Any
    page: int


@dataclass(eq=False)
class Node:
    """One structure element: its dictionary, what it holds, and the box of the page that it stands for."""

    data: Any
    kids: list[Node | Content | Annotation] = field(default_factory=list)
    box: Any = None

    @property
    def kind(self) -> str:
        """Return the structure type, as in P."""
        return str(self.data["S"])[1:]

    @kind.setter
    def kind(self, kind: str) -> None:
        self.data["S"] = f"/{kind}"

    @property
    def element(self) -> Any:
        """Return the HTML element that it was made for, or None."""
        return None if self.box is None else self.box.element

    @property
    def tag(self) -> str:
        """Return the tag of the HTML element, with its pseudo-element if it is one: `span::footnote-call`."""
        return "" if self.element is None else str(self.box.element_tag)

    @property
    def nodes(self) -> list[Node]:
        """Return the kids that are nodes."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    @property
    def page(self) -> int | None:
        """Return the first page that holds some of it, from 0."""
        return next((content.page for content in self.contents()), None)

    def subtree(self) -> Iterator[Node]:
        """Yield the node and all below it, in reading order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [kid for kid in reversed(node.kids) if isinstance(kid, Node)]

    def contents(self) -> Iterator[Content]:
        """Yield the pieces of content in it and below it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.contents()
            elif isinstance(kid, Content):
                yield kid


class Tree:
    """The tag tree of one PDF.

    `artifacts` says why a piece of content stands outside the tree, as the property list of its artifact; what stands
    outside without a reason is a plain artifact. `targets` says where a link leads, by the number of its annotation.
    `notes` are the elements of footnotes, which stand in the midst of a text and are no part of it.
    """

    def __init__(self, pdf: Any, boxes: dict[int, Any]) -> None:
        self.pdf = pdf
        self.root = self.object(pdf.catalog["StructTreeRoot"])
        self.pages = [self.object(reference) for reference in pdf.page_references]
        self._page_of = {reference: number for number, reference in enumerate(pdf.page_references)}
        self.artifacts: dict[Content, dict[str, str]] = {}
        self.targets: dict[int, Node] = {}
        self._boxes = boxes
        self.notes = {box.element for box in boxes.values() if str(box.element_tag).endswith(CALLS)}
        self.document = self._read(self.root["K"][0])

    @property
    def version_2(self) -> bool:
        """Tell whether the types are those of PDF 2.0."""
        return "Namespaces" in self.root

    def object(self, reference: bytes) -> Any:
        """Return what a reference leads to."""
        return self.pdf.objects[int(reference.split()[0])]

    def _read(self, reference: bytes) -> Node:
        data = self.object(reference)
        node = Node(data, box=self._boxes.get(data.number))
        for kid in data.get("K", ()):
            node.kids.append(self._kid(kid, data))
        return node

    def _kid(self, kid: bytes | int, parent: Any) -> Node | Content | Annotation:
        if isinstance(kid, int):
            return Content(self._page_of[parent["Pg"]], kid)
        data = self.object(kid)
        if data["Type"] == "/OBJR":
            return Annotation(self.object(data["Obj"]), data, self._page_of[data["Pg"]])
        return self._read(kid)

    def new(self, kind: str, kids: Sequence[Node | Content | Annotation], box: Any = None) -> Node:
        """Make a node that is not yet part of the tree."""
        data = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{kind}"})
        self.pdf.add_object(data)
        return Node(data, list(kids), box)

    def annotate(self, page: int, data: Any) -> Annotation:
        """Put an annotation on a page, for a node to hold."""
        self.pdf.add_object(data)
        reference = pydyf.Dictionary({"Type": "/OBJR", "Obj": data.reference, "Pg": self.pdf.page_references[page]})
        self.pdf.add_object(reference)
        self.pages[page].setdefault("Annots", pydyf.Array()).append(data.reference)
        return Annotation(data, reference, page)

    def write(self) -> None:
        """Write the nodes back, and the map from the pages to them; what no node holds becomes an artifact."""
        owners: dict[Content, bytes] = {}
        annotations: list[tuple[Annotation, bytes]] = []
        self._write(self.document, self.root.reference, owners, annotations)
        numbers = self.object(self.root["ParentTree"])
        places: Any = pydyf.Array()
        for number, page in enumerate(self.pages):
            marks = _marks(self.object(page["Contents"]))
            for mcid, position in marks.items():
                if Content(number, mcid) not in owners:
                    _make_artifact(
                        self.object(page["Contents"]).stream, position, self.artifacts.get(Content(number, mcid))
                    )
            last = max((mcid for place, mcid in owners if place == number), default=-1)
            places += [number, pydyf.Array(owners.get(Content(number, mcid), b"null") for mcid in range(last + 1))]
        for key, (annotation, owner) in enumerate(annotations, len(self.pages)):
            annotation.data["StructParent"] = key
            places += [key, owner]
        numbers["Nums"] = places
        self.root["ParentTreeNextKey"] = len(self.pages) + len(annotations)
        self._forget({annotation.data.number for annotation, _ in annotations})

    def _write(self, node: Node, parent: bytes, owners: dict[Content, bytes], annotations: list[Any]) -> None:
        data, own = node.data, node.data.reference
        data["P"], kids = parent, pydyf.Array()
        page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), node.page)
        data.pop("Pg", None)
        if page is not None:
            data["Pg"] = self.pdf.page_references[page]
        for kid in node.kids:
            if isinstance(kid, Node):
                self._write(kid, own, owners, annotations)
                kids.append(kid.data.reference)
            elif isinstance(kid, Annotation):
                annotations.append((kid, own))
                kids.append(kid.reference.reference)
            else:
                owners[kid] = own
                kids.append(kid.mcid if kid.page == page else self._elsewhere(kid))
        data["K"] = kids

    def _elsewhere(self, content: Content) -> Any:
        """Refer to content on another page than the one of its element (ISO 32000-1, 14.7.4.2)."""
        page = self.pdf.page_references[content.page]
        return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": content.mcid})

    def _forget(self, annotations: set[int]) -> None:
        """Empty what is no longer part of the tree, and take links off the pages that belong to nothing in it."""
        kept = {node.data.number for node in self.document.subtree()}
        for data in self.pdf.objects:
            if not isinstance(data, pydyf.Dictionary):
                continue
            lost = data.get("Type") == "/StructElem" and data.number not in kept
            lost = lost or (data.get("Type") == "/OBJR" and int(data["Obj"].split()[0]) not in annotations)
            if lost:
                data.clear()
        for page in self.pages:
            links = [link for link in page.get("Annots", ()) if int(link.split()[0]) in annotations]
            page.pop("Annots", None)
            if links:
                page["Annots"] = pydyf.Array(links)


def _marks(stream: Any) -> dict[int, int]:
    """Find where each piece of content begins in the stream of a page: the position of its property list."""
    return {
        token["MCID"]: position
        for position, token in enumerate(stream.stream)
        if isinstance(token, dict) and "MCID" in token
    }


def _make_artifact(stream: list[Any], position: int, properties: dict[str, str] | None) -> None:
    stream[position - 1] = "/Artifact"
    if properties:
        stream[position] = pydyf.Dictionary(properties)
    else:
        stream[position], stream[position + 1] = b"", b"BMC"
