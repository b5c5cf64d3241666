"""Risks: cause, event and consequence, with a likelihood in a window and an anchored impact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar

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
    Whole,
    YesNo,
    named,
    say,
)
from ..handling import Marked
from ..scales import NOT_ASSESSED
from ..section import SectionKind
from ..terms import Impact, IndicatorRef, RiskTreatment, RiskVelocity, Trend


class Action(Model):
    """One thing that is done about a risk; plain text may stand for the action alone."""

    shorthand: ClassVar[str] = "text"
    text: LineText = say("What is done.", required=True)
    by: Date | None = say("The day by which it is done.")
    owner: Text | None = say("Who does it, as a role.")


class Residual(Model):
    """What is left of a risk after the actions."""

    likelihood: LikelihoodText | None = say("A term of the declared scale.", eg="very_unlikely")
    impact: Impact | None = say("1 to 5, on the anchors of the brief.", eg=2)


class Risk(Marked):
    """One risk; plain text may stand for its title. Its rank is a judgement, never a product of scores (Cox 2008)."""

    shorthand: ClassVar[str] = "title"
    id: Id = named("R1")
    rank: Whole | None = say("Its importance in your judgement, 1 first; the order of the file if left out.", eg=1)
    title: LineText = say("A short name.", required=True, eg="Main bursts in winter")
    cause: LineText | None = say("Because of what.", eg="The pipe is older than its design life")
    event: LineText | None = say("What may happen.", eg="the main bursts during a frost")
    consequence: LineText | None = say("What would follow.", eg="40,000 people without water for a week")
    event_id: Text | None = say("A key shared with judgements and scenarios on the same event: likelihoods must agree.")
    likelihood: LikelihoodText | None = say("A term of the declared scale, or not_assessed.", eg="unlikely")
    likelihood_note: LineText | None = say("Why no likelihood can be given.")
    window: LineText | None = say("The time in which the likelihood holds.", eg="to December 2025")
    impact: Impact | None = say("1 to 5, on the anchors of the brief.", eg=4)
    impact_note: LineText | None = say("Why this impact.")
    confidence: ConfidenceText | None = say("How good the evidence and the reasoning are.", eg="moderate")
    velocity: RiskVelocity | None = say("How fast it bites once it starts.", eg="days")
    proximity: LineText | None = say("When it is closest.", eg="January and February")
    trend: Trend | None = say("Where it is heading.", eg="rising")
    owner: Text | None = say("Who answers for it, as a role.", eg="Director of networks")
    treatment: RiskTreatment | None = say("What the owner does about it.", eg="treat")
    actions: OneOrMany[Action] = say("What is done about it: plain texts, or groups of keys.", ())
    residual: Residual | None = say("What is left after the actions.")
    indicators: OneOrMany[IndicatorRef] = say("What to watch, by the ids of indicators.", (), eg=["I1"])
    sources: OneOrMany[EvidenceText] = say("What it rests on.", (), eg=["S1#5"])
    hilp: YesNo = say("True for a risk of high impact and low probability.", False)


def ranked(risks: Sequence[Risk]) -> list[Risk]:
    """Order risks by the author's rank; those without one keep the order of the file, after the ranked."""
    return sorted(risks, key=lambda risk: (risk.rank is None, risk.rank or 0))


def placed(risks: Sequence[Risk]) -> dict[tuple[int, str], list[str]]:
    """Return the ids of the risks by impact and likelihood, for the cells of the matrix."""
    cells: dict[tuple[int, str], list[str]] = {}
    for risk in ranked(risks):
        if risk.impact and risk.likelihood and risk.likelihood != NOT_ASSESSED:
            cells.setdefault((risk.impact, risk.likelihood), []).append(risk.id)
    return cells


def _derive(risks: Sequence[Risk], _brief: Any) -> Mapping[str, Any]:
    return {"ranked": ranked(risks), "placed": placed(risks)}


RISKS = SectionKind[tuple[Risk, ...]](
    "risks",
    Annotated[Many[Risk], Numbered("R", "title")],
    "Risks, ranked by the author's judgement.",
    derive=_derive,
)
