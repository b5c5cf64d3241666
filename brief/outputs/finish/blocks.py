"""Blocks: running text in paragraphs, and captions with what they caption (ISO 32005; PDF/UA-2 checks it).

WeasyPrint 70 takes the types one by one from the HTML, where a division may hold words of its own, and a caption
stands in a `figure` that no type of PDF stands for.
"""

from __future__ import annotations

from .fragments import is_phrase
from .tree import Annotation, Content, Node, Tree

GROUPS = ("Document", "Part", "Art", "Sect", "Div", "BlockQuote")


def wrap_loose_text(tree: Tree) -> None:
    """Put words that stand in a division or a section into a paragraph of their own."""
    for node in list(tree.document.subtree()):
        if node.kind in GROUPS or (node.kind == "NonStruct" and not is_phrase(node)):
            node.kids = _wrapped(tree, node.kids)


def _wrapped(tree: Tree, kids: list[Node | Content | Annotation]) -> list[Node | Content | Annotation]:
    out: list[Node | Content | Annotation] = []
    run: Node | None = None
    for kid in kids:
        if isinstance(kid, Node) and not is_phrase(kid):
            run = None
            out.append(kid)
        elif run is None:
            run = tree.new("P", [kid])
            out.append(run)
        else:
            run.kids.append(kid)
    return out


def move_captions(tree: Tree) -> None:
    """Put the caption of a `figure` first into its table; in PDF 2.0 also into its picture."""
    for node in list(tree.document.subtree()):
        if node.tag != "figure":
            continue
        caption = next((kid for kid in node.nodes if kid.kind == "Caption"), None)
        kinds = ("Table", "Figure") if tree.version_2 else ("Table",)
        place = next((each for each in node.subtree() if each.kind in kinds), None)
        if caption is None or place is None or any(kid.kind == "Caption" for kid in place.nodes):
            continue
        node.kids.remove(caption)
        place.kids.insert(0, caption)
