"""Alternatives: other explanations or outcomes, and why they are less likely."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from ..fields import (
    Id,
    LikelihoodText,
    LineText,
    Many,
    Model,
    OneOrMany,
    numbered,
    ref_to,
    say,
)
from ..section import SectionKind


class Alternative(Model):
    """One other explanation or outcome."""

    shorthand: ClassVar[str] = "text"
    id: Id = say("Stable across editions.", required=True, eg="ALT1")
    text: LineText = say("The alternative in one or two sentences.", required=True)
    for_: OneOrMany[ref_to("key_judgements")] = say("The judgements it competes with.", (), eg=["KJ1"])  # type: ignore[valid-type]
    likelihood: LikelihoodText | None = say("A term of the declared scale.")
    why_less_likely: LineText | None = say("Why we rank it below the judgement.")
    would_raise: OneOrMany[LineText] = say("What would make it more likely.", ())


ALTERNATIVES = SectionKind[tuple[Alternative, ...]](
    "alternatives",
    Annotated[Many[Alternative], BeforeValidator(numbered("ALT", "text"))],
    "Other explanations or outcomes, why they are less likely, and what would raise them.",
)
