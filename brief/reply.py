"""What a confined child hands back, and how it crosses the pipe: the parent takes nothing in it on trust."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from .measure import Block, Lost, Measure, Message
from .problems import SEVERITIES, Place, Problem

HEADER = struct.Struct(">Q")
MAX_FILES = 100
MAX_PROBLEMS = 2_000
MAX_DEPTH = 20
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")


class BadReplyError(ValueError):
    """Say that a child answered with something that is no reply."""


@dataclass(frozen=True)
class Reply:
    """What came back: named files with their bytes and pages, problems, how long they are, what they lost, messages."""

    files: tuple[tuple[str, bytes, int | None], ...] = ()
    problems: tuple[Problem, ...] = ()
    measures: tuple[Measure, ...] = ()
    lost: tuple[Lost, ...] = ()
    messages: tuple[Message, ...] = ()


def pack(reply: Reply) -> bytes:
    """Write a reply as its length, the length of its head, the head in JSON, and the bytes of the files."""
    head = json.dumps(
        {
            "files": [[name, len(content), pages] for name, content, pages in reply.files],
            "problems": [asdict(problem) for problem in reply.problems[:MAX_PROBLEMS]],
            "measures": [asdict(measure) for measure in reply.measures],
            "lost": [asdict(each) for each in reply.lost[:MAX_PROBLEMS]],
            "messages": [asdict(message) for message in reply.messages],
        }
    ).encode()
    body = HEADER.pack(len(head)) + head + b"".join(content for _, content, _ in reply.files)
    return HEADER.pack(len(body)) + body


def unpack(body: bytes) -> Reply:
    """Read the body of a reply; raise `BadReplyError` for whatever the program itself would not have written."""
    try:
        (length,) = HEADER.unpack_from(body)
        head = json.loads(body[HEADER.size : HEADER.size + length])
        problems = tuple(_problem(entry) for entry in head["problems"])
        measures = tuple(_measure(entry) for entry in head["measures"][: 2 * MAX_FILES])
        lost = tuple(_lost(entry) for entry in head["lost"][:MAX_PROBLEMS])
        messages = tuple(_message(entry) for entry in head["messages"][:MAX_FILES])
        return Reply(tuple(_files(head["files"], body, HEADER.size + length)), problems, measures, lost, messages)
    except (ValueError, TypeError, KeyError, RecursionError, struct.error) as error:
        raise BadReplyError(f"{type(error).__name__}: {error}") from None


def _files(listed: Any, body: bytes, position: int) -> list[tuple[str, bytes, int | None]]:
    files: list[tuple[str, bytes, int | None]] = []
    for name, size, pages in listed[:MAX_FILES]:
        # A name is a name and no path: the parent puts it into its output folder.
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise BadReplyError("the name of a file is not one")
        if _whole(size) > len(body) - position:
            raise BadReplyError("a file is shorter than it says")
        files.append((name, body[position : position + size], None if pages is None else _whole(pages)))
        position += size
    if position != len(body):
        raise BadReplyError("there is more than was announced")
    return files


def _problem(entry: Mapping[str, Any]) -> Problem:
    place = entry["place"]
    severity = entry["severity"]
    if severity not in SEVERITIES:
        raise BadReplyError("a problem has no severity")
    return Problem(
        rule=_text(entry["rule"]),
        message=_text(entry["message"]),
        place=None if place is None else _place(place),
        hint=None if entry["hint"] is None else _text(entry["hint"]),
        severity=severity,
    )


def _place(entry: Mapping[str, Any]) -> Place:
    numbers = {name: _whole(entry[name]) for name in ("line", "column", "length")}
    return Place(file=_text(entry["file"]), excerpt=_text(entry["excerpt"]), **numbers)


def _measure(entry: Mapping[str, Any]) -> Measure:
    budget = entry["budget"]
    return Measure(
        file=_text(entry["file"]),
        paper=_text(entry["paper"]),
        pages=_whole(entry["pages"]),
        budget=None if budget is None else _whole(budget),
        over=_whole(entry["over"]),
        longest=tuple(
            Block(_text(block["name"]), _whole(block["lines"]), tuple((_text(n), _whole(c)) for n, c in block["items"]))
            for block in entry["longest"][:MAX_FILES]
        ),
    )


def _lost(entry: Mapping[str, Any]) -> Lost:
    path = tuple(_whole(step) if type(step) is int else _text(step) for step in entry["path"][:MAX_DEPTH])
    return Lost(file=_text(entry["file"]), path=path, item=_text(entry["item"]))


def _message(entry: Mapping[str, Any]) -> Message:
    return Message(
        file=_text(entry["file"]),
        subject=_text(entry["subject"]),
        room=None if entry["room"] is None else _whole(entry["room"]),
        attached=tuple((_text(name), _whole(size)) for name, size in entry["attached"][:MAX_FILES]),
    )


def _text(value: Any) -> str:
    """Take a text for the terminal: what could steer the terminal is shown as a question mark."""
    if not isinstance(value, str):
        raise BadReplyError("a text is not one")
    return "".join(
        letter if letter.isprintable() or letter in "\t\n" else "\N{REPLACEMENT CHARACTER}" for letter in value
    )


def _whole(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**48:
        raise BadReplyError("a number is not one")
    return value
