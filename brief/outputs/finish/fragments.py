"""One HTML element, one structure element, however many boxes the layout made of it.

WeasyPrint 70 makes a structure element of every box: a paragraph over two pages becomes two paragraphs, a list two
lists, a link over two lines two links, and the boxes that the layout puts in between repeat the tag of their element
(`#2482 <https://github.com/Kozea/WeasyPrint/issues/2482>`_).
"""

from __future__ import annotations

from .tree import Annotation, Content, Node, Tree

Kid = Node | Content | Annotation
LINES = ("P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "TD", "TH", "Caption", "Note", "FENote")
PHRASES = ("Span", "Link", "Reference", "Em", "Strong", "Code", "Quote")
REPEATED = ("thead", "tfoot")


def dissolve_anonymous(node: Node) -> None:
    """Take out boxes that the layout put inside an element and that repeat its tag: a paragraph holds no paragraph."""
    waiting, kids = node.kids[::-1], []
    while waiting:
        kid = waiting.pop()
        if isinstance(kid, Node) and _is_anonymous(kid, node):
            waiting += kid.kids[::-1]
        else:
            kids.append(kid)
    node.kids = kids
    for each in node.nodes:
        dissolve_anonymous(each)


def _is_anonymous(kid: Node, parent: Node) -> bool:
    same = kid.element is not None and kid.element is parent.element and kid.tag == parent.tag
    return same and (parent.kind, kid.kind) != ("LI", "LBody")  # an item and its body are one element of the page


def take_out_repeats(tree: Tree) -> None:
    """Make artifacts of the heads and feet of a table that are printed again on its next pages."""
    seen: set[int] = set()
    for node in list(tree.document.subtree()):
        for kid in node.nodes:
            if kid.tag in REPEATED and id(kid.element) in seen:
                node.kids.remove(kid)
                tree.artifacts |= {content: {"Type": "/Pagination"} for content in kid.contents()}
            elif kid.tag in REPEATED:
                seen.add(id(kid.element))


def join(node: Node) -> None:
    """Put the parts of an element that its boxes are divided into together again, in the first of them."""
    first: dict[tuple[int, str, str], Node] = {}
    kids: list[Kid] = []
    for kid in node.kids:
        if isinstance(kid, Node) and kid.element is not None:
            key = (id(kid.element), kid.tag, kid.kind)
            if key in first:
                first[key].kids += kid.kids
                continue
            first[key] = kid
        kids.append(kid)
    node.kids = kids
    for kid in node.nodes:
        join(kid)


def take_out_blanks(tree: Tree, texts: dict[Content, str]) -> None:
    """Make artifacts of white space between blocks: a list holds its items and no spaces (ISO 32000-1, table 336)."""
    _without_blanks(tree.document, texts)


def _without_blanks(node: Node, texts: dict[Content, str]) -> None:
    kids: list[Kid] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            _without_blanks(kid, texts)
            blank = not _is_inline(node) and all(not texts.get(content, "-").strip() for content in kid.contents())
            empty = not kid.kids and kid.kind not in ("TD", "TH")
            if empty or (blank and kid.kind in ("Span", "NonStruct") and not _has_links(kid)):
                continue
        kids.append(kid)
    node.kids = kids


def _has_links(node: Node) -> bool:
    return any(isinstance(kid, Annotation) for each in node.subtree() for kid in each.kids)


def _is_inline(node: Node) -> bool:
    """Tell whether a node holds running text, where a space is a space between words."""
    return node.kind in LINES or is_phrase(node)


def is_phrase(node: Node) -> bool:
    """Tell whether a node is part of a line rather than a block."""
    if node.kind in PHRASES:
        return True
    return node.kind == "NonStruct" and node.element is not None and node.box.style["display"][0] == "inline"


def unwrap_text(node: Node) -> None:
    """Let running text stand in its element without a span around each line of it."""
    kids: list[Kid] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            unwrap_text(kid)
            if node.kind in LINES + PHRASES and kid.kind == "Span" and kid.box is None:
                kids += kid.kids
                continue
        kids.append(kid)
    node.kids = kids
