"""Recommendations: who should do what, by when, and because of what."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ..fields import Date, Id, LineText, Many, Numbered, OneOrMany, Text, named, say
from ..handling import Marked
from ..section import SectionKind
from ..terms import GroundRef, RecommendationAsk


class Recommendation(Marked):
    """One thing to be agreed, fit to become the minute; plain text may stand for the recommendation alone."""

    shorthand: ClassVar[str] = "text"
    id: Id = named("REC1")
    text: LineText = say("What to do, verb first.", required=True, eg="Fund the second main in the 2025 budget.")
    ask: RecommendationAsk | None = say("What the reader is asked for.", eg="decide")
    addressee: Text | None = say("Who should do it.", eg="Minister for Water")
    by: Date | None = say("The day by which it should be done.", eg="2024-09-30")
    trigger: LineText | None = say("Or the event on which it should be done.")
    because: OneOrMany[GroundRef] = say(
        "What it follows from, by the ids of judgements, risks, options or scenarios.", (), eg=["KJ1"]
    )
    cost: LineText | None = say("What it costs, and who pays.")
    measure: LineText | None = say("How one will know that it was done.")


RECOMMENDATIONS = SectionKind[tuple[Recommendation, ...]](
    "recommendations",
    Annotated[Many[Recommendation], Numbered("REC", "text")],
    "What to do, who, by when, because of what.",
)
