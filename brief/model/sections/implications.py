"""Implications: what follows for the reader, without telling them what to do."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ..fields import Id, LineText, Many, Numbered, OneOrMany, named, say
from ..handling import Marked
from ..section import SectionKind
from ..terms import StakeRef


class Implication(Marked):
    """One thing that follows from a judgement; plain text may stand for the implication alone."""

    shorthand: ClassVar[str] = "text"
    id: Id = named("IM1")
    text: LineText = say("What follows.", required=True)
    for_: OneOrMany[StakeRef] = say("What it follows from, by the ids of judgements or risks.", (), eg=["KJ1"])


IMPLICATIONS = SectionKind[tuple[Implication, ...]](
    "implications",
    Annotated[Many[Implication], Numbered("IM", "text")],
    "What follows for the reader.",
)
