"""Scales, audience, waivers and output: how a brief is to be read, checked and made."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator

from .fields import Date, LineText, Many, Model, OneOrMany, Text, YesNo, fail, one_of, say, shape_of, within
from .scales import LIKELIHOOD_SCALES
from .vocabulary import CONFIDENCE_SCALE, PAPER, SCALE_DISPLAY, Vocabulary

LIKELIHOOD_SCALE = Vocabulary("likelihood_scale", tuple(LIKELIHOOD_SCALES))


def _anchors(value: Any) -> Any:
    if not isinstance(value, dict):
        fail("wrong-type", expected="a group of keys from 1 to 5", found=shape_of(value))
    return value


class Scales(Model):
    """The one scale of likelihood and the one scale of confidence that the brief declares."""

    likelihood: one_of(LIKELIHOOD_SCALE) = say("icd203, phia or ipcc.", "icd203")  # type: ignore[valid-type]
    row: within(1, 2) = say("Which of the two rows of ICD 203.", 1)  # type: ignore[valid-type]
    confidence: one_of(CONFIDENCE_SCALE) = say("us_nic, phia_ancr or ipcc.", "us_nic")  # type: ignore[valid-type]
    impact_anchors: Annotated[dict[within(1, 5), LineText], BeforeValidator(_anchors)] = say(  # type: ignore[valid-type]
        "What each level of impact means, 'Word: explanation'.", {}, eg={"1": "Minor: no change of policy"}
    )


class Audience(Model):
    """Who reads the brief, and what they have to decide."""

    shorthand: ClassVar[str] = "primary"
    primary: Text = say("The reader, as a role.", required=True)
    decision: LineText | None = say("What they have to decide.")
    deadline: Date | None = say("By when.")
    prior_knowledge: LineText | None = say("What they know already.")


class ScenarioSet(Model):
    """What holds for all scenarios together."""

    exhaustive: YesNo = say("One of them must happen: the bands have to be able to sum to 100.", False)


class Waiver(Model):
    """One finding that the author has weighed and keeps."""

    rule: Text = say("The rule.", required=True, eg="SRC-04")
    at: Text | None = say("The item, by its id.", eg="KJ1")
    reason: LineText = say("Why.", required=True)
    by: Text | None = say("Who decided (a role).")


class Lint(Model):
    """How the checks treat this brief."""

    waive: Many[Waiver] = say("Findings that were weighed and kept.", ())


class Output(Model):
    """How the brief is made: theme, paper, budget."""

    theme: Text = say("The theme.", "assessment")
    paper: OneOrMany[one_of(PAPER)] = say("A4, Letter or both.", ("A4",))  # type: ignore[valid-type]
    pages: within(1, 200) | None = say("The page budget.", eg=4)  # type: ignore[valid-type]
    scale_display: one_of(SCALE_DISPLAY) = say("Where ranges are printed.", "both")  # type: ignore[valid-type]
    outputs: OneOrMany[Text] = say("What is made.", ("pdf", "html"))
