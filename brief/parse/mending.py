"""Take one unreadable value out of a text, so that the rest of the file can be read in the same run."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Stands where a value was taken out. A private-use character: no author types it, and YAML reads it as plain text.
LOST = "\ue0ff"
MAX_MENDS = 20
_HEAD = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<key>[\w.-]+:(?= |$))?")


def mend(lines: Sequence[str], number: int) -> list[str] | None:
    """Return the lines with the value on line `number` (from 1) taken out, or None if nothing is left to take.

    Keys and dashes stay, so that what was there is not missed; lines that go on with the value go too.
    """
    mended = list(lines)
    line = mended[number - 1]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        # One tab seldom comes alone: all indentation is set right, and the first place is told.
        return [_spaced(each) for each in mended]
    head = _HEAD.match(line)
    shell = "" if head is None or not (head["dashes"] or head["key"]) else f"{head[0].rstrip()} {LOST}"
    if line in (shell, ""):
        shell = ""
    if shell == line:
        return None
    mended[number - 1] = shell
    inside = head.start("key") if head is not None and head["key"] else _depth(line)
    for index in range(number, len(mended)):
        if mended[index].strip() and _depth(mended[index]) <= inside:
            break
        mended[index] = ""
    return mended


def _spaced(line: str) -> str:
    body = line.lstrip(" \t")
    return line[: len(line) - len(body)].replace("\t", "  ") + body


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
