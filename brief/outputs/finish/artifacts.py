"""Running heads and feet: furniture of the page, and no part of what is read.

WeasyPrint 70 marks them as content that belongs to nothing in the tag tree; a reader that goes by the content of the
page reads them aloud on every page (`#1836 <https://github.com/Kozea/WeasyPrint/issues/1836>`_).
"""

from __future__ import annotations

from .ledger import Ledger
from .tree import Node, Tree


def take_out_margins(tree: Tree, ledger: Ledger) -> None:
    """Make what stands in the margins of the page an artifact of pagination, a header or a footer."""
    for content, keyword in ledger.margins.items():
        tree.artifacts[content] = _properties(keyword)


def take_out_hidden(tree: Tree) -> None:
    """Make what the page hides from screen readers an artifact: the word behind a draft (HTML, `aria-hidden`)."""
    for node in list(tree.document.subtree()):
        node.kids = [kid for kid in node.kids if not (isinstance(kid, Node) and _is_hidden(kid))]


def _is_hidden(node: Node) -> bool:
    return node.element is not None and node.element.get("aria-hidden") == "true"


def _properties(keyword: str) -> dict[str, str]:
    side = keyword.removeprefix("@").split("-")[0]
    properties = {"Type": "/Pagination"}
    if side in ("top", "bottom"):
        properties["Subtype"] = "/Header" if side == "top" else "/Footer"
        properties["Attached"] = f"[/{side.capitalize()}]"
    return properties
