"""Figures: where on the page they stand.

WeasyPrint 70 writes the box of a figure in CSS pixels from the upper left corner of the page; the standard counts
points from the lower left one (`#2482 <https://github.com/Kozea/WeasyPrint/issues/2482>`_).
"""

from __future__ import annotations

from typing import Any

import pydyf

from .tree import Node, Tree

PICTURE = "plot"  # the class of a drawing with labels in HTML over it
SYMBOL = "symbol"  # the class of a small drawing beside words that say the same
POINTS = 0.75  # in a CSS pixel


def place_figures(tree: Tree, document: Any) -> None:
    """Write the box of each figure in points, as `BBox` is defined (ISO 32000-1, table 344)."""
    for node in tree.document.subtree():
        if node.kind != "Figure" or node.box is None:
            continue
        page = node.page
        if page is not None:
            x, y = node.box.content_box_x(), node.box.content_box_y()
            corners = (x, y, x + node.box.width, y + node.box.height)
            node.data["A"]["BBox"] = in_points(corners, document.pages[page].height)


def gather_pictures(tree: Tree) -> None:
    """Make one figure of a drawing and the labels that stand over it, with the one text alternative of both.

    The labels are text of the page because the engine draws text in SVG without kerning; read one by one, the numbers
    of an axis mean nothing to anybody. A symbol says what the words beside it say: it is an artifact.
    """
    for node in list(tree.document.subtree()):
        node.kids = [kid for kid in node.kids if not (isinstance(kid, Node) and _is_a(kid, SYMBOL))]
        if not _is_a(node, PICTURE) or node.tag != "div":
            continue
        drawing = next((each for each in node.subtree() if each.kind == "Figure"), None)
        if drawing is not None:
            node.kids, node.kind = list(node.contents()), "Figure"
            for key in ("Alt", "A"):
                node.data[key] = drawing.data[key]


def _is_a(node: Node, name: str) -> bool:
    return node.element is not None and name in (node.element.get("class") or "").split()


def in_points(corners: tuple[float, float, float, float], page_height: float) -> Any:
    """Return a box of the page (left, top, right, bottom in CSS pixels) as the rectangle of a PDF."""
    left, top, right, bottom = corners
    ends = (left, page_height - bottom, right, page_height - top)
    return pydyf.Array(round(end * POINTS, 3) for end in ends)
