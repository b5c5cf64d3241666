"""Alternatives: other explanations or outcomes, and why they are less likely."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ..fields import Id, LikelihoodText, LineText, Many, Numbered, OneOrMany, named, say
from ..handling import Marked
from ..section import SectionKind
from ..terms import JudgementRef


class Alternative(Marked):
    """One other explanation or outcome; plain text may stand for the alternative alone."""

    shorthand: ClassVar[str] = "text"
    id: Id = named("ALT1")
    text: LineText = say("The alternative in one or two sentences.", required=True)
    for_: OneOrMany[JudgementRef] = say("The judgements it competes with, by their ids.", (), eg=["KJ1"])
    likelihood: LikelihoodText | None = say("A term of the declared scale, or not_assessed.", eg="unlikely")
    likelihood_note: LineText | None = say("Why no likelihood can be given.")
    why_less_likely: LineText | None = say("Why it ranks below the judgement.")
    would_raise: OneOrMany[LineText] = say("What would make it more likely, if it were seen.", ())


ALTERNATIVES = SectionKind[tuple[Alternative, ...]](
    "alternatives",
    Annotated[Many[Alternative], Numbered("ALT", "text")],
    "Other explanations or outcomes, why they are less likely, and what would raise them.",
)
