"""Key judgements: claims with likelihood, time frame, confidence and basis (ICD 203)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from ..fields import (
    ConfidenceText,
    Date,
    EvidenceText,
    Id,
    LikelihoodText,
    LineText,
    Many,
    Model,
    OneOrMany,
    Text,
    numbered,
    one_of,
    ref_to,
    say,
)
from ..section import SectionKind
from ..vocabulary import CHANGE_DIRECTION, JUDGEMENT_TYPE


class Timeframe(Model):
    """The window in which a judgement can be seen to hold or fail."""

    shorthand: ClassVar[str] = "note"
    by: Date | None = say("The last day of the window.", eg="2024-12-31")
    from_: Date | None = say("The first day of the window.")
    to: Date | None = say("The last day of the window, with `from`.")
    note: Text | None = say("The window in words, where days do not say it.")


class Dissent(Model):
    """A different view that was not resolved: who holds it, what it is and why."""

    holder: Text = say("The office or role that holds it.", required=True)
    view: LineText = say("The view in one sentence.", required=True)
    likelihood: LikelihoodText | None = say("Their term on the brief's scale.")
    reason: LineText | None = say("Why they hold it.")


class Change(Model):
    """How a judgement compares with the last edition."""

    shorthand: ClassVar[str] = "direction"
    direction: one_of(CHANGE_DIRECTION) = say("How it moved.", required=True)  # type: ignore[valid-type]
    note: LineText | None = say("Why it moved, in one sentence.")
    from_: LikelihoodText | None = say("The term of the last edition.")


class Resolution(Model):
    """How one will know whether a forecast came true, and what happened."""

    criteria: LineText | None = say("What would settle it.")
    outcome: Text | None = say("What happened, once it is known.")
    date: Date | None = say("When it was settled.")


class KeyJudgement(Model):
    """One claim, how likely it is, and on what it rests."""

    shorthand: ClassVar[str] = "statement"
    id: Id = say("Stable across editions.", required=True, eg="KJ1")
    statement: LineText = say("The claim in one sentence, with its term of the scale.", required=True)
    type: one_of(JUDGEMENT_TYPE) | None = say("Explanation, current state, forecast or counterfactual.")  # type: ignore[valid-type]
    event: Text | None = say("A shared key: judgements, risks and scenarios on one event must agree.")
    likelihood: LikelihoodText | None = say("A term of the declared scale, or not_assessed.", eg="likely")
    likelihood_note: LineText | None = say("Why no likelihood can be given.")
    timeframe: Timeframe | None = say("The window of the claim.", eg={"by": "2024-12-31"})
    confidence: ConfidenceText | None = say("The level of confidence.", eg="moderate")
    confidence_basis: LineText | None = say("Why: sources, gaps, assumptions. Never in the sentence of the likelihood.")
    so_what: LineText | None = say("What it means for the reader.")
    evidence: OneOrMany[EvidenceText] = say("Sources and facts it rests on.", (), eg=["S1#12", "F2"])
    assumptions: OneOrMany[ref_to("assumptions")] = say("Assumptions it rests on.", (), eg=["A1"])  # type: ignore[valid-type]
    alternatives: OneOrMany[ref_to("alternatives")] = say("Alternatives weighed.", (), eg=["ALT1"])  # type: ignore[valid-type]
    would_change: LineText | None = say("What would change our mind.")
    indicators: OneOrMany[ref_to("indicators")] = say("Indicators to watch.", (), eg=["I1"])  # type: ignore[valid-type]
    change_since_last: Change | None = say("How it moved since the last edition.")
    dissent: Many[Dissent] = say("Views that differ.", ())
    resolution: Resolution | None = say("How and when it was settled.")


KEY_JUDGEMENTS = SectionKind[tuple[KeyJudgement, ...]](
    "key_judgements",
    Annotated[Many[KeyJudgement], BeforeValidator(numbered("KJ", "statement"))],
    "The claims of the brief, two to six; plain sentences or groups of keys.",
    example=["Repairs are likely to take longer than ten days in 2027."],
)
