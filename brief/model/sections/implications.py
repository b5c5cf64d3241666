"""Implications: what follows for the reader, without telling them what to do."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from ..fields import Id, LineText, Many, Model, OneOrMany, numbered, ref_to, say
from ..section import SectionKind


class Implication(Model):
    """One thing that follows from a judgement."""

    shorthand: ClassVar[str] = "text"
    id: Id = say("Stable across editions.", required=True, eg="IM1")
    text: LineText = say("What follows.", required=True)
    for_: OneOrMany[ref_to("key_judgements", "risks")] = say("What it follows from.", (), eg=["KJ1"])  # type: ignore[valid-type]


IMPLICATIONS = SectionKind[tuple[Implication, ...]](
    "implications",
    Annotated[Many[Implication], BeforeValidator(numbered("IM", "text"))],
    "What follows for the reader.",
)
