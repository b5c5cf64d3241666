"""The bottom line: the one thing that is sure to be read."""

from __future__ import annotations

from typing import ClassVar

from ..fields import ProseText, say
from ..handling import Marked
from ..section import SectionKind


class BottomLine(Marked):
    """The main message and what follows from it for the reader; plain text may stand for the message alone."""

    shorthand: ClassVar[str] = "text"
    text: ProseText = say("The main message in at most 60 words.", required=True)
    so_what: ProseText | None = say("What it means for the reader.")


BOTTOM_LINE = SectionKind[BottomLine | None](
    "bottom_line",
    BottomLine | None,
    "The main message in at most 60 words; plain text or text and so_what.",
    None,
    summary=lambda value: str(value.text),
    essential=True,
)
