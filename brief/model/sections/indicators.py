"""Indicators: what one would see if a judgement became more or less likely."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ..fields import Date, Id, LineText, Many, Numbered, OneOrMany, named, say
from ..handling import Marked
from ..section import SectionKind
from ..terms import IndicatorDirection, IndicatorStatus, Trend, WatchedRef


class Indicator(Marked):
    """One observable sign, what it points to and where to look; plain text may stand for the sign alone."""

    shorthand: ClassVar[str] = "text"
    id: Id = named("I1")
    text: LineText = say("What would be observed.", required=True, eg="A second main is put out to tender")
    for_: OneOrMany[WatchedRef] = say(
        "What it speaks to, by the ids of judgements, alternatives, scenarios or risks.", (), eg=["KJ1"]
    )
    direction: IndicatorDirection | None = say("Whether seeing it raises or lowers the likelihood.", eg="raises")
    threshold: LineText | None = say("From what point it counts.", eg="more than two in a month")
    watch_where: LineText | None = say("Where to look.", eg="the agency's tender notices")
    status: IndicatorStatus | None = say("What is seen now.", eg="not_observed")
    trend: Trend | None = say("Where it is heading.", eg="steady")
    last_checked: Date | None = say("The day someone last looked.", eg="2024-04-29")


INDICATORS = SectionKind[tuple[Indicator, ...]](
    "indicators",
    Annotated[Many[Indicator], Numbered("I", "text")],
    "Observable signs, what each points to, and where to look.",
)
