"""Timeline: dated events, as precisely as the dates are known (EDTF)."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from ..edtf import coarser
from ..fields import Edtf, EvidenceText, LineText, Many, OneOrMany, YesNo, say
from ..handling import Marked
from ..section import SectionKind
from ..terms import DatePrecision, TimelineWeight


class TimelineEvent(Marked):
    """One event of the timeline."""

    date: Edtf = say(
        "When it happened, as precisely as that is known: a day, a month, a year, 199X, 2021~ (about), 1996/2001.",
        required=True,
        eg="1992-04",
    )
    precision: DatePrecision | None = say("How much of the date to trust, where it is written out in full.", eg="month")
    text: LineText = say("What happened.", required=True)
    sources: OneOrMany[EvidenceText] = say("Where it stands.", (), eg=["S1#4"])
    weight: TimelineWeight = say("`key` marks a turning point.", "normal", eg="key")
    expected: YesNo = say("True if the event lies ahead.", False)

    @model_validator(mode="before")
    @classmethod
    def _as_precise(cls, value: Any) -> Any:
        if isinstance(value, dict) and isinstance(value.get("date"), str) and value.get("precision"):
            return {**value, "date": coarser(value["date"], str(value["precision"]))}
        return value


TIMELINE = SectionKind[tuple[TimelineEvent, ...]]("timeline", Many[TimelineEvent], "Dated events, oldest first.")
