"""Where each character of a YAML scalar stands in its file, and how words are put into it in its own style.

The styles are those of YAML 1.2, chapters 7.3 and 8.1. A map that does not give exactly the value that the parser
reads is thrown away: then nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import yaml

from ..problems import Place

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NO_BREAKS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))
_ESCAPES = dict(zip("0abtnvfreN_LP", "\0\a\b\t\n\v\f\r\x1b\x85\xa0\u2028\u2029", strict=True))
_LENGTHS = {"x": 2, "u": 4, "U": 8}
_BLOCK_HEAD = re.compile(r"[|>]([-+1-9]{0,2})[ \t]*(#.*)?")

# A character of the value with the place of what stands for it in the file: from, up to.
Mapped = tuple[str, int, int]


@dataclass(frozen=True)
class Scalar:
    """One scalar of a file: its style, where it begins and ends, its value, and the place of each character of it."""

    style: str
    start: int
    end: int
    value: str
    mapped: Sequence[Mapped]


class Scalars:
    """All scalars of a YAML text, by the place where they begin."""

    def __init__(self, content: str) -> None:
        self.content = content

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self.content.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        return starts

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and a column, both from 0."""
        return self._starts[min(line, len(self._starts) - 1)] + column

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both from 1."""
        before = self.content[:offset]
        return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1

    @cached_property
    def _tokens(self) -> Mapping[int, yaml.ScalarToken]:
        tokens: dict[int, yaml.ScalarToken] = {}
        for token in yaml.scan(self.content.translate(_NO_BREAKS), Loader=_LOADER):
            if isinstance(token, yaml.ScalarToken):
                tokens[self.offset(token.start_mark.line, token.start_mark.column)] = token
        return tokens

    def at(self, place: Place) -> Scalar | None:
        """Return the scalar that begins at a place, or behind the anchor that does; None where it cannot be mapped."""
        try:
            tokens = self._tokens
        except yaml.YAMLError:
            return None
        start = self.offset(place.line - 1, place.column - 1)
        if start not in tokens:
            anchor = re.match(r"&\S+\s+", self.content[start:])
            start += anchor.end() if anchor else 0
        token = tokens.get(start)
        if token is None:
            return None
        end = self.offset(token.end_mark.line, token.end_mark.column)
        style = str(token.style or "")
        mapped = _read(self.content, style, start, end)
        if mapped is None or "".join(each[0] for each in mapped) != token.value:
            return None
        return Scalar(style, start, end, token.value, mapped)


def _read(content: str, style: str, start: int, end: int) -> list[Mapped] | None:
    if style in ("|", ">"):
        return _read_block(content, style, start, end)
    if style in ("'", '"'):
        return _read_flow(content, style, start + 1, end - 1)
    return _read_flow(content, style, start, end)


def _read_flow(content: str, style: str, start: int, end: int) -> list[Mapped] | None:
    """Read a plain or quoted scalar: line breaks are folded, quotes and escapes stand for something else."""
    mapped: list[Mapped] = []
    at = start
    while at < end:
        letter = content[at]
        if style == "'" and content.startswith("''", at):
            mapped.append(("'", at, at + 2))
            at += 2
        elif style == '"' and letter == "\\":
            read = _read_escape(content, at)
            if read is None:
                return None
            mapped += read[0]
            at = read[1]
        elif letter in " \t\n" and (fold := re.compile(r"[ \t]*\n\s*").match(content, at, end)):
            breaks = fold[0].count("\n")
            words = " " if breaks == 1 else "\n" * (breaks - 1)
            # The first stands for all of it: to take one away is to take the break away.
            mapped += [(each, at if n == 0 else fold.end(), fold.end()) for n, each in enumerate(words)]
            at = fold.end()
        else:
            mapped.append((letter, at, at + 1))
            at += 1
    return mapped


def _read_escape(content: str, at: int) -> tuple[list[Mapped], int] | None:
    kind = content[at + 1 : at + 2]
    if kind == "\n":
        following = re.compile(r"\\\n\s*").match(content, at)
        return ([], following.end()) if following else None
    if kind in _LENGTHS:
        digits = content[at + 2 : at + 2 + _LENGTHS[kind]]
        try:
            letter = chr(int(digits, 16))
        except (ValueError, OverflowError):
            return None
        return [(letter, at, at + 2 + len(digits))], at + 2 + len(digits)
    letter = _ESCAPES.get(kind, kind)
    return [(letter, at, at + 2)], at + 2


def _read_block(content: str, style: str, start: int, end: int) -> list[Mapped] | None:
    """Read a literal or folded block."""
    head_end = content.find("\n", start)
    head = _BLOCK_HEAD.fullmatch(content[start : head_end if head_end >= 0 else end])
    if head is None or head_end < 0:
        return None
    lines: list[tuple[int, str]] = []
    at = head_end + 1
    while at < end:
        stop = content.find("\n", at, end)
        stop = end if stop < 0 else stop
        lines.append((at, content[at:stop]))
        at = stop + 1
    filled = [line for _, line in lines if line.strip(" ")]
    if not filled:
        return None
    indent = len(filled[0]) - len(filled[0].lstrip(" "))
    digits = re.sub(r"[^1-9]", "", head[1])
    if digits:
        # The number counts from the parent: what the parser read tells whether this is it.
        indent = min(len(line) - len(line.lstrip(" ")) for line in filled)
    while lines and not lines[-1][1].strip(" "):
        lines.pop()
    mapped = _join_folded(indent, lines) if style == ">" else _join_literal(indent, lines)
    last = lines[-1][0] + len(lines[-1][1])
    if "-" not in head[1] and content[last : last + 1] == "\n":
        mapped.append(("\n", last, last + 1))
    return None if "+" in head[1] else mapped


def _join_literal(indent: int, lines: Sequence[tuple[int, str]]) -> list[Mapped]:
    mapped: list[Mapped] = []
    for at, line in lines:
        begin = at + min(indent, len(line))
        if at != lines[0][0]:
            mapped.append(("\n", at - 1, begin))
        mapped += [(letter, begin + n, begin + n + 1) for n, letter in enumerate(line[indent:])]
    return mapped


def _join_folded(indent: int, lines: Sequence[tuple[int, str]]) -> list[Mapped]:
    """Join lines of one depth with spaces; an empty line is a break, and lines that stand deeper stay lines."""
    mapped: list[Mapped] = []
    breaks: list[tuple[int, int]] = []
    before: str | None = None
    for at, line in lines:
        body, begin = line[indent:], at + min(indent, len(line))
        if at != lines[0][0]:
            breaks.append((at - 1, begin))
        if not body:
            continue
        deeper = body[0] in " \t" or (before or "")[:1] in (" ", "\t")
        if before is None or deeper:
            mapped += [("\n", start, stop) for start, stop in breaks]
        elif len(breaks) == 1:
            mapped.append((" ", *breaks[0]))
        else:
            last = breaks[-1][1]
            mapped += [("\n", breaks[0][0] if n == 0 else last, last) for n in range(len(breaks) - 1)]
        mapped += [(letter, begin + n, begin + n + 1) for n, letter in enumerate(body)]
        breaks, before = [], body
    return mapped


def written(words: str, style: str) -> str:
    """Return words as they stand inside a scalar of a style."""
    if style == "'":
        return words.replace("'", "''")
    if style == '"':
        words = words.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
        return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in words)
    return words


def quoted(source: str) -> str:
    """Return a plain scalar between single quotes, for words that cannot stand without: folding stays as it is."""
    return "'" + source.replace("'", "''") + "'"
