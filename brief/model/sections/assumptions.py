"""Assumptions: what is taken for granted, how sure it is, and what follows if it is wrong."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from ..fields import Id, LineText, Many, Model, OneOrMany, YesNo, numbered, one_of, ref_to, say
from ..section import SectionKind
from ..vocabulary import ASSUMPTION_STATUS


class Assumption(Model):
    """One assumption of the key assumptions check."""

    shorthand: ClassVar[str] = "text"
    id: Id = say("Stable across editions.", required=True, eg="A1")
    text: LineText = say("What is assumed.", required=True)
    status: one_of(ASSUMPTION_STATUS) | None = say("Supported, caveated or unsupported.")  # type: ignore[valid-type]
    linchpin: YesNo = say("A judgement falls with it.", False)
    if_wrong: LineText | None = say("What follows if it is wrong.")
    indicators: OneOrMany[ref_to("indicators")] = say("What would show it failing.", (), eg=["I1"])  # type: ignore[valid-type]


ASSUMPTIONS = SectionKind[tuple[Assumption, ...]](
    "assumptions",
    Annotated[Many[Assumption], BeforeValidator(numbered("A", "text"))],
    "What is taken for granted, how sure it is, and what follows if it is wrong.",
)
