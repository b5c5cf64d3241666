"""Where some words of a value stand in the author's file, however the text is folded, quoted or broken over lines."""

from __future__ import annotations

import re
from dataclasses import replace

from ..parse import Document
from ..problems import Place

Path = tuple[str | int, ...]
_SPACE = re.compile(r"\s+")


def place_of(document: Document, path: Path, text: str, start: int, end: int) -> Place:
    """Return the place of `text[start:end]`, where `text` is the value at a path.

    YAML changes only the white space of a text (and escapes, which are rare in prose), so the words are counted, not
    the columns: the third 'may' of the value is the third 'may' of its lines.
    """
    words = _bare(text[start:end])
    earlier = _count(_bare(text[:start]) + words, words) - 1
    trees = document.trees
    node = trees.main.find(trees.original(path))
    lines = trees.text.content.split("\n")
    letters: list[str] = []
    spots: list[tuple[int, int]] = []
    for number in range(node.place.line, max(node.end_line, node.place.line) + 1):
        line = lines[number - 1] if number <= len(lines) else ""
        first = node.place.column - 1 if number == node.place.line else 0
        for column in range(first, len(line)):
            if not line[column].isspace():
                letters.append(line[column])
                spots.append((number, column))
    at = _nth("".join(letters), words, earlier)
    if at is None or not words:
        return document.place(path)
    (line_number, column), last = spots[at], spots[at + len(words) - 1]
    excerpt = lines[line_number - 1]
    length = last[1] + 1 - column if last[0] == line_number else len(excerpt) - column
    return replace(node.place, line=line_number, column=column + 1, length=length, excerpt=excerpt)


def _bare(text: str) -> str:
    return _SPACE.sub("", text)


def _count(text: str, words: str) -> int:
    """Count the words in a text, those that overlap included."""
    count, at = 0, text.find(words)
    while at >= 0:
        count, at = count + 1, text.find(words, at + 1)
    return count


def _nth(text: str, words: str, number: int) -> int | None:
    at = text.find(words)
    while number > 0 and at >= 0:
        number, at = number - 1, text.find(words, at + 1)
    return None if at < 0 else at
