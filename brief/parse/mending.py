"""Set right or take out what YAML cannot read in one line, so that the rest of the file can be read in the same run."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .syntax import indentation, right_indentation

# Stands where a value was taken out. A private-use character: no author types it, and YAML reads it as plain text.
LOST = "\ue0ff"
MAX_MENDS = 20
_HEAD = re.compile(r" *(?:- +)*(?P<key>[\w.-]+:(?= |$)|[a-z_]+:)?")


def mend(lines: Sequence[str], number: int) -> list[str]:
    """Return the lines without the mistake on line `number` (from 1).

    What is plainly meant is set right: indentation, a colon after a key. Otherwise the value is taken out, with the
    lines that go on with it; keys and dashes stay, so that what was there is not missed. A line that was mended before
    and still cannot be read goes altogether.
    """
    mended, index = list(lines), number - 1
    line = mended[index]
    right = right_indentation(lines, index)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        # One tab seldom comes alone: all indentation is set right, and the first place is told.
        return [_spaced(each) for each in mended]
    if re.fullmatch(r"\s*[a-z_]+\s*", line):
        mended[index] = f"{line.rstrip()}:"
        return mended
    if right is not None and LOST not in line:
        mended[index] = " " * right + line.lstrip()
        return mended
    head = _HEAD.match(line)
    inside = head.start("key") if head and head["key"] else indentation(line)
    mended[index] = f"{head[0].rstrip()} {LOST}" if head and head[0].strip() and LOST not in line else ""
    for later in range(number, len(mended)):
        if mended[later].strip() and indentation(mended[later]) <= inside:
            break
        mended[later] = ""
    return mended


def _spaced(line: str) -> str:
    body = line.lstrip(" \t")
    return line[: len(line) - len(body)].replace("\t", "  ") + body
