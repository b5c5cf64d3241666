"""Lists as ISO 32000-1, 14.8.4.3.3 wants them: items with at most a label and a body, and the kind of their labels."""

from __future__ import annotations

from typing import Any

import pydyf

from .tree import Annotation, Content, Node, Tree

NUMBERING = {
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "upper-roman": "UpperRoman",
    "lower-roman": "LowerRoman",
    "upper-alpha": "UpperAlpha",
    "lower-alpha": "LowerAlpha",
    "upper-latin": "UpperAlpha",
    "lower-latin": "LowerAlpha",
}
NUMBERING_2 = {"ul": "Unordered", "ol": "Ordered", "dl": "Description"}


def gather_items(tree: Tree) -> None:
    """Put what an item holds into one body: WeasyPrint 70 leaves paragraphs beside the body, or makes several."""
    for node in list(tree.document.subtree()):
        if node.kind == "LI":
            labels = [kid for kid in node.nodes if kid.kind == "Lbl"]
            rest: list[Node | Content | Annotation] = []
            for kid in node.kids:
                if isinstance(kid, Node) and kid.kind == "LBody":
                    rest += kid.kids
                elif kid not in labels:
                    rest.append(kid)
            for kid in [kid for kid in rest if isinstance(kid, Node) and kid.tag == "li::before"]:
                kid.kind = "Lbl"  # a dash that a style sheet sets
                labels.append(kid)
                rest.remove(kid)
            bodies = [kid for kid in node.nodes if kid.kind == "LBody"]
            body = bodies[0] if bodies else tree.new("LBody", [], node.box)
            body.kids = rest
            node.kids = [*labels, body]


def pair_terms(tree: Tree) -> None:
    """Make a term the label of its meanings (`dt`, `dd`); WeasyPrint 70 makes two items of them, inside a division."""
    for node in list(tree.document.subtree()):
        if node.kind != "L" or node.tag != "dl":
            continue
        items: list[Node | Content | Annotation] = []
        pair: Node | None = None
        for item in _terms(node):
            if pair is None or (item.tag == "dt" and any(kid.kind == "LBody" for kid in pair.nodes)):
                pair = item
                items.append(pair)
            else:
                pair.kids += item.kids
            if item.tag == "dt":
                for body in item.nodes:
                    if body.kind == "LBody" and body.tag == "dt":
                        body.kind = "Lbl"
        node.kids = items


def _terms(node: Node) -> list[Node]:
    found: list[Node] = []
    for kid in node.nodes:
        found += [kid] if kid.kind == "LI" else _terms(kid)
    return found


def name_numbering(tree: Tree) -> None:
    """Say what kind of labels a list has (`ListNumbering`): WeasyPrint 70 writes the labels and not their kind."""
    for node in tree.document.subtree():
        if node.kind != "L":
            continue
        labels = any(kid.kind == "Lbl" for item in node.nodes for kid in item.nodes)
        numbering = _numbering(node, tree.version_2) if labels else "None"
        node.data["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{numbering}"})


def _numbering(node: Node, version_2: bool) -> str:
    if version_2:
        return NUMBERING_2.get(node.tag, "Unordered")
    if node.tag == "dl":
        return "None"
    style: Any = node.box.style["list_style_type"]
    return NUMBERING.get(style if isinstance(style, str) else "", "Decimal" if node.tag == "ol" else "Disc")
