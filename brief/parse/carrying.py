"""The text of a brief as a PDF carries it to its readers: without the meeting, which is no business of theirs.

What is said to one reader about another, and what must not be raised, would otherwise lie inside every copy.
"""

from __future__ import annotations

from typing import Any

import yaml

from ..problems import BriefError
from ..workspace import Text
from .nodes import Node, Scalar, load

HELD_BACK = "meeting"


def carried(content: bytes, tree: Node) -> bytes:
    """Return the bytes of a brief's file without the meeting: as they stand, or written anew where they cannot be cut.

    Comments go with what they stand above.
    """
    if not isinstance(tree.value, dict) or HELD_BACK not in tree.value:
        return content
    data = {key: value for key, value in tree.data().items() if key != HELD_BACK}
    cut = _cut(content.decode("utf-8-sig").replace("\r\n", "\n"), tree)
    return cut.encode() if _says(cut, data) else _written(data)


def _cut(text: str, tree: Node) -> str:
    """Take the lines of the meeting out, from the comment above its key to that above the next key."""
    lines = text.split("\n")
    first = tree.keys[HELD_BACK].line - 1
    after = [place.line - 1 for place in tree.keys.values() if place.line - 1 > first]
    rest = lines[_above(lines, min(after)) :] if after else [""]
    return "\n".join([*lines[: _above(lines, first)], *rest])


def _above(lines: list[str], number: int) -> int:
    """Return the first line of the comment that stands right above a line."""
    while number and lines[number - 1].startswith("#"):
        number -= 1
    return number


def _says(text: str, data: Any) -> bool:
    try:
        tree, problems = load(Text("", text))
    except BriefError:
        return False
    return not problems and tree.data() == data


class _Writer(yaml.SafeDumper):
    """Writes a value in quotes where it stood in quotes: a number in quotes is a text."""


def _write_scalar(writer: _Writer, value: Scalar) -> yaml.ScalarNode:
    text = str(value)
    if not value.plain:
        return writer.represent_scalar("tag:yaml.org,2002:str", text, style='"')
    resolve: Any = writer.resolve
    return writer.represent_scalar(resolve(yaml.ScalarNode, text, (True, False)), text)


_Writer.add_representer(Scalar, _write_scalar)


def _written(data: Any) -> bytes:
    return yaml.dump(data, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=120).encode()
