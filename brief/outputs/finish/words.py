"""Words in the line: their language, what an abbreviation stands for, and types for what WeasyPrint 70 leaves untyped.

The engine reads `lang` of the whole page only, and calls `em`, `strong`, `time`, `code` and their like NonStruct
(`#2482 <https://github.com/Kozea/WeasyPrint/issues/2482>`_).
"""

from __future__ import annotations

import pydyf

from .tree import Node, Tree

TYPES = dict.fromkeys(
    ("strong", "b", "em", "i", "cite", "small", "sub", "sup", "time", "abbr", "mark", "dfn", "bdi", "bdo", "kbd"),
    "Span",
) | {"code": "Code", "q": "Quote"}
TYPES_2 = {"strong": "Strong", "em": "Em"}


def mark_languages(tree: Tree) -> None:
    """Say in which language a phrase is written where its element says so (ISO 14289-1, 7.2)."""
    for node in tree.document.subtree():
        language = node.element.get("lang") if _is_whole(node) else None
        if language:
            node.data["Lang"] = pydyf.String(language)


def expand_abbreviations(tree: Tree) -> None:
    """Say what an `abbr` with a title stands for."""
    for node in tree.document.subtree():
        if _is_whole(node) and node.tag == "abbr" and node.element.get("title"):
            node.data["E"] = pydyf.String(node.element.get("title"))


def type_phrases(tree: Tree) -> None:
    """Give emphasis, code and the like their type."""
    for node in tree.document.subtree():
        if node.kind != "NonStruct":
            continue
        if tree.version_2 and node.tag in TYPES_2:
            node.kind = TYPES_2[node.tag]
            node.data["NS"] = tree.root["Namespaces"][0]
        elif node.tag in TYPES:
            node.kind = TYPES[node.tag]


def _is_whole(node: Node) -> bool:
    return node.element is not None and node.tag == node.element.tag
