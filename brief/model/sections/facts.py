"""Facts that are used more than once, each with its kind, its sources and the day it holds for."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from ..fields import Edtf, EvidenceText, Id, LineText, Many, Model, OneOrMany, Text, numbered, one_of, say
from ..section import SectionKind
from ..vocabulary import STATEMENT_KIND


class Fact(Model):
    """One statement that prose cites as [@F1]; citing it prints its sources."""

    id: Id = say("Stable across editions.", required=True, eg="F1")
    text: LineText = say("The statement.", required=True)
    kind: one_of(STATEMENT_KIND) | None = say("Fact, reported, claimed, data …")  # type: ignore[valid-type]
    sources: OneOrMany[EvidenceText] = say("Where it stands.", (), eg=["S1#3"])
    as_of: Edtf | None = say("The day it holds for.")
    measure: Text | None = say("A shared key for one quantity over time.")
    value: Text | None = say("The quantity.")
    disputed: LineText | None = say("Who disputes it and how.")


FACTS = SectionKind[tuple[Fact, ...]](
    "facts", Annotated[Many[Fact], BeforeValidator(numbered("F"))], "Statements that are used more than once."
)
