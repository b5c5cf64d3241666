"""How a new record is written: its first lines, and any text as a value of YAML."""

from __future__ import annotations

import json

LONGEST = 60  # characters of a name that is made from a title
SHAPE = """\
# yaml-language-server: $schema=../seed.schema.json
#
# The record of one source document. What stands here was read from a file or guessed: go over each line.
# A brief names it with 'record: {slug}' and cites fact 1 of source S1 as S1#1.
schema: seed/1
id: {slug}"""


def quoted(text: str) -> str:
    """Write any text as a double-quoted scalar of YAML, which JSON's strings are."""
    return json.dumps(text, ensure_ascii=False)


def shortened(title: str) -> str:
    """Return the first words of a title, enough for a name."""
    kept = ""
    for word in title.split():
        if kept and len(kept) + len(word) >= LONGEST:
            break
        kept = f"{kept} {word}".strip()
    return kept
