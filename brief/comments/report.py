"""How comments and changes are told: as lines for a person, as JSON for a program, as a patch for a file."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..model.values import quoted
from ..problems import Problem
from .clearance import Outcome
from .entries import Entry

_STATES = {"made": "made", "stale": "stale", "by_hand": "by hand"}


def as_lines(outcome: Outcome) -> Iterator[str]:
    """Yield the entries, each with its place, who made it, when, and what it says."""
    for entry in outcome.entries:
        yield f"{entry.place}: {_headline(entry)}"
        excerpt = str(Problem("", "", entry.place)).split("\n")[1:]
        yield from excerpt
        yield from _body(entry, "   ")
        for reply in entry.replies:
            yield f"   reply by {_who(reply)}{_done(reply)}"
            yield from _body(replace(reply, words=""), "      ")
        yield ""


def _headline(entry: Entry) -> str:
    where = f" on {entry.where}" if entry.where else ""
    return f"{entry.kind}{where} by {_who(entry)}{_done(entry)}"


def _who(entry: Entry) -> str:
    # A program that does not know the time writes one that no clock shows.
    when = entry.date.replace("T", " ")[:16] if re.match(r"[1-9]\d{3}-\d\d-\d\d", entry.date) else ""
    return ", ".join(filter(None, (quoted(entry.author) or "unknown", when)))


def _done(entry: Entry) -> str:
    return " (resolved)" if entry.done else ""


def _body(entry: Entry, margin: str) -> Iterator[str]:
    if entry.words:
        yield f"{margin}on: “{quoted(entry.words)}”"
    for line in entry.said.split("\n") if entry.said else ():
        yield f"{margin}{_shown(line)}"
    if entry.taken_out:
        yield f"{margin}- {_shown(entry.taken_out)}"
    if entry.put_in:
        yield f"{margin}+ {_shown(entry.put_in)}"
    if entry.state in _STATES:
        yield f"{margin}{_STATES[entry.state]}: {entry.why}"


def _shown(text: str) -> str:
    """Return words of a stranger as a terminal can show them."""
    return "".join(letter if letter.isprintable() else "¶" if letter == "\n" else "\ufffd" for letter in text)


def as_json(outcome: Outcome) -> str:
    """Write the entries as JSON."""
    return json.dumps([_plain(entry) for entry in outcome.entries], ensure_ascii=False, indent=2)


def _plain(entry: Entry) -> dict[str, Any]:
    place = entry.place
    return {
        "kind": entry.kind,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "field": entry.where,
        "author": entry.author,
        "date": entry.date,
        "words": entry.words,
        "text": entry.said,
        "deleted": entry.taken_out,
        "inserted": entry.put_in,
        "state": entry.state,
        "why": entry.why,
        "resolved": entry.done,
        "replies": [_plain(reply) for reply in entry.replies],
    }


def as_patch(outcome: Outcome) -> str:
    """Write what the changes that fit make of the file, as a unified patch."""
    lines = difflib.unified_diff(
        outcome.before.splitlines(keepends=True),
        outcome.after.splitlines(keepends=True),
        f"a/{outcome.name}",
        f"b/{outcome.name}",
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
