"""Scales, audience, waivers and output: how a brief is to be read, checked and made."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, WithJsonSchema

from .fields import Date, LineText, Many, Model, OneOrMany, Text, YesNo, say, within
from .terms import Annex, ConfidenceScaleName, Impact, LikelihoodScaleName, Paper, ScaleDisplay
from .values import as_group

_LEVELS = {str(level): {"type": "string"} for level in range(1, 6)}
Anchors = Annotated[
    dict[Impact, LineText],
    BeforeValidator(as_group),
    WithJsonSchema({"type": "object", "properties": _LEVELS, "additionalProperties": False}),
]
Row = Annotated[int, within(1, 2)]
Pages = Annotated[int, within(1, 200)]


class Scales(Model):
    """The one scale of likelihood and the one scale of confidence that the brief declares."""

    likelihood: LikelihoodScaleName = say(
        "Whose words and ranges likelihoods are given in: ICD 203, the PHIA yardstick or the IPCC.", "icd203", eg="phia"
    )
    row: Row = say("Which of the two rows of words of ICD 203 to print.", 1, eg=1)
    confidence: ConfidenceScaleName = say("Whose levels of confidence are used.", "us_nic", eg="us_nic")
    impact_anchors: Anchors = say(
        "What each level of impact from 1 to 5 means here: a word, a colon, an explanation.",
        {},
        eg={"1": "Minor: no change of policy", "5": "Catastrophic: lasting harm to many"},
    )


class Audience(Model):
    """Who reads the brief, and what they have to decide; the reader alone may stand here as plain text."""

    shorthand: ClassVar[str] = "primary"
    primary: Text = say("The reader, as a role.", required=True, eg="Minister for Water")
    decision: LineText | None = say("What they have to decide.", eg="Whether to fund the second main")
    deadline: Date | None = say("The day by which they have to decide.")
    prior_knowledge: LineText | None = say("What they know already and need not be told.")


class ScenarioSet(Model):
    """What holds for all scenarios together."""

    holds_for: ClassVar[str] = "scenarios"  # and no longer in an edition that leaves one out
    exhaustive: YesNo = say("True if one of them must happen: then their ranges have to be able to sum to 100.", False)


class Waiver(Model):
    """One finding that the author has weighed and keeps."""

    rule: Text = say("The id of the rule.", required=True, eg="SRC-04")
    at: Text | None = say("The item it concerns, by its id; the whole brief if left out.", eg="KJ1")
    reason: LineText = say(
        "Why the finding is accepted.", required=True, eg="One source is all there is; the text says so."
    )
    by: Text | None = say("Who decided, as a role.", eg="Duty editor")


class Lint(Model):
    """How the checks treat this brief."""

    strict: YesNo = say("Run the second tier of checks too, as `--strict` does.", False)
    waive: Many[Waiver] = say("Findings that were weighed and kept, each with its reason.", ())


class Output(Model):
    """How the brief is made: theme, paper, budget."""

    theme: Text = say("The look: a theme of the program or of your templates/themes/.", "assessment", eg="assessment")
    paper: OneOrMany[Paper] = say("A4, Letter or both.", ("A4",), eg=["A4"])
    profiles: OneOrMany[Text] = say(
        "How it is printed: standard, or options such as duplex, punched and mono ('brief list print' names them all).",
        ("standard",),
        eg=["duplex", "mono"],
    )
    pages: Pages | None = say("The most pages it may have.", eg=4)
    scale_display: ScaleDisplay = say(
        "Where ranges in per cent are printed: beside each term, in the legend or both.", "both", eg="both"
    )
    outputs: OneOrMany[Text] = say("What is made of it.", ("pdf", "html"), eg=["pdf", "html"])
    citation_style: Text | None = say(
        "The citation style (CSL) that the list of sources is written in: chicago, the name of a style in "
        "templates/citations/, or a .csl file beside the brief or in the workspace. What it has no entry for stays in "
        'the form of the program. It needs `pip install "brief[refs]"`.',
        eg="chicago",
    )
    annexes: OneOrMany[Annex] = say(
        "What is printed behind it: where each judgement comes from, the findings that were weighed and kept; their "
        "pages count.",
        (),
        eg=["trace"],
    )
    source: YesNo = say(
        "Whether the PDF carries the files it was made from, which 'brief extract' gives back; false if they are not "
        "to be sent.",
        True,
    )
