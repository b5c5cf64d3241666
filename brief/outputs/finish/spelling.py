"""What is printed otherwise than it is written: capitals, divided words and addresses, letters from right to left.

A screen reader spells capitals (WHO MATTERS), stops in the middle of a divided word, and takes the glyphs of Arabic as
they stand on the page, last letter first. The PDF says the words as the author wrote them (`ActualText`, ISO 32000-1,
14.9.4); WeasyPrint 70 does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

import pydyf

from .tree import Annotation, Content, Node, Tree

Kid = Node | Content | Annotation
# They say where a line may end and where not, and which way signs run.
_SILENT = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060"))


def say_as_written(tree: Tree, texts: Mapping[Content, str]) -> None:
    """Give words that look otherwise than they are written their own letters."""
    for node in list(tree.document.subtree()):
        if node.kind == "Figure":
            continue
        # What the tags put around loose words has no element of its own.
        whole = node.element is not None and node.tag == node.element.tag
        written = _bare("".join(node.element.itertext())) if whole else ""
        if not whole or any(isinstance(kid, Node) for kid in node.kids):
            node.kids = _with_whole_words(tree, node, written, texts)
            continue
        printed = _bare(" ".join(texts.get(content, "") for content in node.contents()))
        if written and printed and (printed != written or _runs_left(printed)):
            node.data["ActualText"] = pydyf.String(written)


def _with_whole_words(tree: Tree, node: Node, written: str, texts: Mapping[Content, str]) -> list[Kid]:
    """Put lines that share a divided word, and lines that run from right to left, into a span that says them whole."""
    hyphen = str(node.box.style["hyphenate_character"]) if node.box is not None else "\u2010"
    kids: list[Kid] = []
    waiting: Sequence[Kid] = node.kids
    while waiting:
        run = _row(waiting, texts)
        said = " ".join(texts[content] for content in run)
        if not _runs_left(said):
            run = _divided(run, hyphen, texts)
            said = "".join(texts[content].removesuffix(hyphen) for content in run)
        if run and (not written or _bare(said) in written):
            span = tree.new("Span", run)
            span.data["ActualText"] = pydyf.String(re.sub(r"\s+", " ", said.translate(_SILENT)))
            kids.append(span)
        else:
            run = []
            kids.append(waiting[0])
        waiting = waiting[max(len(run), 1) :]
    return kids


def _row(kids: Sequence[Kid], texts: Mapping[Content, str]) -> list[Content]:
    """Return the first kids that are pieces of content, one line each."""
    run: list[Content] = []
    for kid in kids:
        if not isinstance(kid, Content) or kid not in texts:
            break
        run.append(kid)
    return run


def _divided(row: list[Content], hyphen: str, texts: Mapping[Content, str]) -> list[Content]:
    """Return the first lines of a row as long as each ends in the midst of a word, with the end of the last word."""
    whole = next((place for place, content in enumerate(row) if not texts[content].endswith(hyphen)), 0)
    return row[: whole + 1] if whole else []


def _runs_left(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def _bare(text: str) -> str:
    return " ".join(text.translate(_SILENT).split())
