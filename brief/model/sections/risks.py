"""Risks: cause, event and consequence, with a likelihood in a window and an anchored impact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar

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
    Whole,
    YesNo,
    numbered,
    one_of,
    ref_to,
    say,
    within,
)
from ..scales import NOT_ASSESSED
from ..section import SectionKind
from ..vocabulary import RISK_TREATMENT, RISK_VELOCITY, TREND


class Action(Model):
    """One thing that is done about a risk."""

    shorthand: ClassVar[str] = "text"
    text: LineText = say("What is done.", required=True)
    by: Date | None = say("By when.")
    owner: Text | None = say("By whom (a role).")


class Residual(Model):
    """What is left of a risk after the actions."""

    likelihood: LikelihoodText | None = say("A term of the declared scale.")
    impact: within(1, 5) | None = say("1 to 5.")  # type: ignore[valid-type]


class Risk(Model):
    """One risk. Its rank is the author's judgement, never a product of two scores (Cox 2008)."""

    shorthand: ClassVar[str] = "title"
    id: Id = say("Stable across editions.", required=True, eg="R1")
    rank: Whole | None = say("Importance in the author's judgement; the order of the file otherwise.")
    title: LineText = say("A short name.", required=True)
    cause: LineText | None = say("Because …")
    event: LineText | None = say("… there is a risk that …")
    consequence: LineText | None = say("… leading to …")
    event_id: Text | None = say("A shared key with judgements and scenarios.")
    likelihood: LikelihoodText | None = say("A term of the declared scale, or not_assessed.", eg="unlikely")
    likelihood_note: LineText | None = say("Why no likelihood can be given.")
    window: LineText | None = say("The time in which the likelihood holds.", eg="to December 2025")
    impact: within(1, 5) | None = say("1 to 5, on the anchors of the brief.", eg=4)  # type: ignore[valid-type]
    impact_note: LineText | None = say("Why this impact.")
    confidence: ConfidenceText | None = say("The level of confidence.")
    velocity: one_of(RISK_VELOCITY) | None = say("How fast it bites once it starts.")  # type: ignore[valid-type]
    proximity: LineText | None = say("When it is closest.")
    trend: one_of(TREND) | None = say("Where it is heading.")  # type: ignore[valid-type]
    owner: Text | None = say("A role.")
    treatment: one_of(RISK_TREATMENT) | None = say("Tolerate, treat, transfer or terminate.")  # type: ignore[valid-type]
    actions: OneOrMany[Action] = say("What is done about it.", ())
    residual: Residual | None = say("What is left after the actions.")
    indicators: OneOrMany[ref_to("indicators")] = say("What to watch.", (), eg=["I1"])  # type: ignore[valid-type]
    sources: OneOrMany[EvidenceText] = say("Where it stands.", (), eg=["S1#5"])
    hilp: YesNo = say("A high-impact, low-probability risk.", False)


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


def _derive(risks: Sequence[Risk], brief: Any) -> Mapping[str, Any]:
    return {"ranked": ranked(risks), "placed": placed(risks)}


RISKS = SectionKind[tuple[Risk, ...]](
    "risks",
    Annotated[Many[Risk], BeforeValidator(numbered("R", "title"))],
    "Risks, ranked by the author's judgement.",
    derive=_derive,
)
