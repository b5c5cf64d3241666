"""Key judgements: claims with likelihood, time frame, confidence and basis (ICD 203)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ..fields import (
    ConfidenceText,
    Date,
    EvidenceText,
    Id,
    LikelihoodText,
    LineText,
    Many,
    Model,
    Numbered,
    OneOrMany,
    Text,
    YesNo,
    named,
    say,
)
from ..handling import Marked
from ..section import SectionKind
from ..terms import AlternativeRef, AssumptionRef, ChangeDirection, IndicatorRef, JudgementType


class Timeframe(Model):
    """The window in which a judgement can be seen to hold or fail; plain text may stand for a window in words."""

    shorthand: ClassVar[str] = "note"
    by: Date | None = say("The last day of the window.", eg="2024-12-31")
    from_: Date | None = say("The first day of the window.", eg="2024-07-01")
    to: Date | None = say("The last day of the window, with `from`.", eg="2024-12-31")
    note: Text | None = say("The window in words, where days do not say it.", eg="before the winter")


class Dissent(Model):
    """A different view that was not resolved: who holds it, what it is and why."""

    caveat: ClassVar[bool] = True
    holder: Text = say("The office or role that holds it.", required=True, eg="Central Asia desk")
    view: LineText = say("The view in one sentence.", required=True)
    likelihood: LikelihoodText | None = say("Their term on the brief's scale.", eg="unlikely")
    reason: LineText | None = say("Why they hold it.")


class Change(Model):
    """How a judgement compares with the last edition; the direction alone may stand here as plain text."""

    shorthand: ClassVar[str] = "direction"
    direction: ChangeDirection = say("How it moved.", required=True, eg="strengthened")
    note: LineText | None = say("Why it moved, in one sentence.")
    from_: LikelihoodText | None = say("The likelihood in the last edition.", eg="roughly_even")


class Resolution(Model):
    """How one will know whether a forecast came true, and what happened."""

    criteria: LineText | None = say("What would settle it.", eg="The ruling is published")
    outcome: LineText | None = say("What happened, once it is known.")
    occurred: YesNo | None = say(
        "True if what the likelihood is of came about, false if not; left out where that cannot be told.", eg=True
    )
    date: Date | None = say("The day it was settled.")


class KeyJudgement(Marked):
    """One claim, how likely it is, and on what it rests; plain text may stand for the claim alone."""

    shorthand: ClassVar[str] = "statement"
    id: Id = named("KJ1")
    statement: LineText = say("The claim in one sentence, with its word of the scale.", required=True)
    type: JudgementType | None = say("What it claims: why, how things are, what will be, what would have been.")
    event: Text | None = say("A key shared with risks and scenarios on the same event: their likelihoods must agree.")
    likelihood: LikelihoodText | None = say("A term of the declared scale, or not_assessed.", eg="likely")
    likelihood_note: LineText | None = say("Why no likelihood can be given.")
    timeframe: Timeframe | None = say("The window of the claim.", eg={"by": "2024-12-31"})
    confidence: ConfidenceText | None = say("How good the evidence and the reasoning are.", eg="moderate")
    confidence_basis: LineText | None = say(
        "Why: sources, gaps, assumptions; never in the sentence that gives the likelihood."
    )
    so_what: LineText | None = say("What it means for the reader.")
    evidence: OneOrMany[EvidenceText] = say("Sources and facts that it rests on.", (), eg=["S1#12", "S3, p. 4", "F2"])
    assumptions: OneOrMany[AssumptionRef] = say("Assumptions it rests on, by their ids.", (), eg=["A1"])
    alternatives: OneOrMany[AlternativeRef] = say("Alternatives that were weighed, by their ids.", (), eg=["ALT1"])
    would_change: LineText | None = say("What would change the judgement, if it were seen.")
    indicators: OneOrMany[IndicatorRef] = say("Indicators to watch, by their ids.", (), eg=["I1"])
    change_since_last: Change | None = say("How it moved since the last edition.", eg={"direction": "new"})
    dissent: Many[Dissent] = say("Views that differ and were not resolved.", ())
    resolution: Resolution | None = say("How one will know whether it held, and what happened.")


KEY_JUDGEMENTS = SectionKind[tuple[KeyJudgement, ...]](
    "key_judgements",
    Annotated[Many[KeyJudgement], Numbered("KJ", "statement")],
    "The claims of the brief, two to six; plain sentences or groups of keys.",
    example=["Repairs are likely to take longer than ten days in 2027."],
    essential=True,
    judged=True,
)
