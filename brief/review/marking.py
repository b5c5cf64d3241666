"""Marks in the texts of a brief that tell, once it is painted, where the words of each remark came to stand.

A mark is a single letter of private use, so that a text is written, quoted and broken as it is without it. It stands
only where it breaks no Markdown.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel

from ..model import SECTIONS, Brief, walk
from ..model.fields import Line, Prose
from .remarks import MOST, Remark

Path = tuple[str | int, ...]
START, END = 0xE100, 0xE900
assert START + MOST <= END and END + MOST <= 0xF8FF  # noqa: S101, PT018 - two ranges of the plane of private use
LONGEST = 150  # letters that get a line under them: under more, it hides the others
MARK = re.compile(f"[{chr(START)}-{chr(START + MOST - 1)}{chr(END)}-{chr(END + MOST - 1)}]")
# What a mark inside would break: citations, notes, addresses, phrases of other languages, code, escapes, entities.
_WHOLE = re.compile(
    r"""\[@[^\[\]\n]*\] | \[\^[^\]\s]*\]:? | \^\[[^\]]*\] | \]\([^()\s]*\) | \[[^\[\]\n]*\]\{lang=[^{}\s]*\}
      | https?://\S+ | <[^>\n]*> | `[^`\n]*` | &\#?\w+; | \\. | [\w.+-]+@[\w-]+\.[\w.]+ | [ ]{2,}\n
      | ^[ ]{0,3}[|:\- ]{5,}$""",
    re.VERBOSE | re.MULTILINE,
)
_BLOCK = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)]|#{1,6}|>|\|)[ \t]*")
_SIGNS = "\"'*_~([“«„‘|"
_CLOSING = "\"'*_~)]”»’|"
# What is drawn is measured, letter by letter: there the item as a whole is marked.
_KEYS = frozenset(kind.key for kind in SECTIONS if not kind.called)


def start_of(number: int) -> str:
    """Return the mark before the words of a remark."""
    return chr(START + number)


def end_of(number: int) -> str:
    """Return the mark after the words of a remark, or at the value that it is about."""
    return chr(END + number)


def number_of(mark: str) -> tuple[int, bool]:
    """Return which remark a mark is of, and whether it is the one before its words."""
    code = ord(mark)
    return (code - START, True) if code < END else (code - END, False)


def marked(brief: Brief, remarks: Sequence[Remark]) -> Brief:
    """Return the brief with the marks of all remarks that are about a text, or about an item that has no id."""
    wanted: dict[Path, list[tuple[int, int, str]]] = defaultdict(list)
    for number, remark in enumerate(remarks):
        path, words = _text_for(brief, remark)
        value = value_at(brief, path) if path else None
        if isinstance(value, Line | Prose):
            wanted[path] += _marks(str(value), number, words)
    changed = brief
    for path, marks in wanted.items():
        changed = _with(changed, path, _written(value_at(brief, path), marks))
    return changed


def value_at(brief: Brief, path: Path) -> Any:
    """Return what stands at a path, or None."""
    value: Any = brief
    for step in path:
        if isinstance(value, BaseModel):
            value = getattr(value, _field(value, step), None)
        elif isinstance(value, tuple) and isinstance(step, int) and step < len(value):
            value = value[step]
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            return None
    return value


def _field(group: BaseModel, step: str | int) -> str:
    return str(step) if str(step) in type(group).model_fields else f"{step}_"


def _text_for(brief: Brief, remark: Remark) -> tuple[Path, tuple[int, int] | None]:
    """Return the path of the text to mark, with the bounds of the words; no path where the item has an id."""
    path = remark.path
    if not path or path[0] not in _KEYS:
        return (), None
    if isinstance(value_at(brief, path), Line | Prose):
        return path, remark.words
    deep = 1 if isinstance(value_at(brief, path[:1]), BaseModel) else 2
    item = value_at(brief, path[:deep])
    if len(path) < deep or getattr(item, "id", None):
        return (), None
    first = next((found for found, leaf in walk(item, path[:deep]) if isinstance(leaf, Line | Prose)), ())
    return first, None


def _marks(text: str, number: int, words: tuple[int, int] | None) -> Iterator[tuple[int, int, str]]:
    """Yield the marks of one remark: where, in which order at one place, and which."""
    bounds = _bounds(text, *words) if words else None
    if bounds:
        if bounds[1] - bounds[0] <= LONGEST:
            yield bounds[0], 1, start_of(number)
        yield bounds[1], 0, end_of(number)
    elif (at := _end_of_first(text)) is not None:
        yield at, 0, end_of(number)


def _bounds(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where words begin and end once what a mark must not divide is drawn in or left out; None for none."""
    start, end = max(0, start), min(end, len(text))
    for whole in _WHOLE.finditer(text):
        first, last = whole.span()
        if first < start < last:
            start = first
        if first < end < last:
            end = last
    while start < end and text[start].isspace():
        start += 1
    line = text.rfind("\n", 0, start) + 1
    while not text[line:start].strip() and (block := _BLOCK.match(text, start, end)):
        line = start = block.end()
    while start < end and text[start] in _SIGNS and not _WHOLE.match(text, start):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _CLOSING) and not _ends_whole(text, end):
        end -= 1
    return (start, end) if start < end else None


def _ends_whole(text: str, end: int) -> bool:
    return any(whole.end() == end for whole in _WHOLE.finditer(text))


def _end_of_first(text: str) -> int | None:
    """Return the end of the first paragraph, for a remark on a whole text; None where it begins with a block."""
    paragraph = text.split("\n\n", 1)[0]
    if not paragraph.strip() or _BLOCK.match(text) or "\n|" in paragraph:
        return None
    found = _bounds(text, 0, len(paragraph))
    return found[1] if found else None


def _written(value: Any, marks: Sequence[tuple[int, int, str]]) -> Any:
    text, out, last = str(value), [], 0
    for at, _, mark in sorted(marks):
        out += [text[last:at], mark]
        last = at
    return type(value)("".join(out) + text[last:])


def _with(value: Any, path: Path, new: Any) -> Any:
    """Return a part of the brief with another value at a path; nothing that was given is changed."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(value, BaseModel):
        name = _field(value, step)
        return value.model_copy(update={name: _with(getattr(value, name), rest, new)})
    if isinstance(value, tuple):
        return tuple(_with(entry, rest, new) if index == step else entry for index, entry in enumerate(value))
    return {key: _with(entry, rest, new) if key == step else entry for key, entry in value.items()}
