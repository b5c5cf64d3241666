"""Recommendations: who should do what, by when, and because of what."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from ..fields import Date, Id, LineText, Many, Model, OneOrMany, Text, numbered, one_of, ref_to, say
from ..section import SectionKind
from ..vocabulary import RECOMMENDATION_ASK


class Recommendation(Model):
    """One thing to be agreed; it stands alone and can become the minute."""

    shorthand: ClassVar[str] = "text"
    id: Id = say("Stable across editions.", required=True, eg="REC1")
    text: LineText = say("What to do, verb first.", required=True)
    ask: one_of(RECOMMENDATION_ASK) | None = say("Decide, agree, note, act or commission.")  # type: ignore[valid-type]
    addressee: Text | None = say("Who should do it.")
    by: Date | None = say("By when.")
    trigger: LineText | None = say("Or: on what event.")
    because: OneOrMany[ref_to("key_judgements", "risks", "options", "scenarios")] = say(
        "What it follows from.", (), eg=["KJ1"]
    )  # type: ignore[valid-type]
    cost: LineText | None = say("What it costs.")
    measure: LineText | None = say("How one will know that it was done.")


RECOMMENDATIONS = SectionKind[tuple[Recommendation, ...]](
    "recommendations",
    Annotated[Many[Recommendation], BeforeValidator(numbered("REC", "text"))],
    "What to do, who, by when, because of what.",
)
