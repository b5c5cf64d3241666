"""Indicators: what one would see if a judgement became more or less likely."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from ..fields import Date, Id, LineText, Many, Model, OneOrMany, numbered, one_of, ref_to, say
from ..section import SectionKind
from ..vocabulary import INDICATOR_DIRECTION, INDICATOR_STATUS, TREND


class Indicator(Model):
    """One observable sign, what it points to and where to look."""

    shorthand: ClassVar[str] = "text"
    id: Id = say("Stable across editions.", required=True, eg="I1")
    text: LineText = say("What would be observed.", required=True)
    for_: OneOrMany[ref_to("key_judgements", "alternatives", "scenarios", "risks")] = say(
        "What it speaks to.", (), eg=["KJ1"]
    )  # type: ignore[valid-type]
    direction: one_of(INDICATOR_DIRECTION) | None = say("Raises or lowers the likelihood.")  # type: ignore[valid-type]
    threshold: LineText | None = say("From what point it counts.")
    watch_where: LineText | None = say("Where to look.")
    status: one_of(INDICATOR_STATUS) | None = say("What is seen now.")  # type: ignore[valid-type]
    trend: one_of(TREND) | None = say("Where it is heading.")  # type: ignore[valid-type]
    last_checked: Date | None = say("When it was last looked at.")


INDICATORS = SectionKind[tuple[Indicator, ...]](
    "indicators",
    Annotated[Many[Indicator], BeforeValidator(numbered("I", "text"))],
    "Observable signs, what each points to, and where to look.",
)
