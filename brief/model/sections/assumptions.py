"""Assumptions: what is taken for granted, how sure it is, and what follows if it is wrong."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ..fields import Id, LineText, Many, Numbered, OneOrMany, YesNo, named, say
from ..handling import Marked
from ..section import SectionKind
from ..terms import AssumptionStatus, IndicatorRef


class Assumption(Marked):
    """One assumption of the key assumptions check; plain text may stand for the assumption alone."""

    shorthand: ClassVar[str] = "text"
    id: Id = named("A1")
    text: LineText = say("What is assumed.", required=True, eg="The agency's figures are complete.")
    status: AssumptionStatus | None = say("How well it is supported.", eg="caveated")
    linchpin: YesNo = say("True if a judgement falls with it.", False)
    if_wrong: LineText | None = say("What follows for the judgements if it is wrong.")
    indicators: OneOrMany[IndicatorRef] = say("What would show it failing, by the ids of indicators.", (), eg=["I1"])


ASSUMPTIONS = SectionKind[tuple[Assumption, ...]](
    "assumptions",
    Annotated[Many[Assumption], Numbered("A", "text")],
    "What is taken for granted, how sure it is, and what follows if it is wrong.",
)
