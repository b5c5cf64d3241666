"""Facts that are used more than once, each with its kind, its sources and the day it holds for."""

from __future__ import annotations

from typing import Annotated

from ..fields import Edtf, EvidenceText, Id, LineText, Many, Numbered, OneOrMany, Text, named, say
from ..handling import Marked
from ..section import SectionKind
from ..terms import StatementKind


class Fact(Marked):
    """One statement that prose cites as [@F1]; citing it prints its sources."""

    id: Id = named("F1")
    text: LineText = say("The statement.", required=True)
    kind: StatementKind | None = say("What it is: a fact, a report, a claim, data …", eg="reported")
    sources: OneOrMany[EvidenceText] = say("Where it stands.", (), eg=["S1#3"])
    as_of: Edtf | None = say("The day it holds for, as precisely as that is known.", eg="2024-03-22")
    measure: Text | None = say("A key shared by all facts on one quantity, so that they are compared.", eg="toll")
    value: Text | None = say("The quantity, with its unit.", eg="139")
    disputed: LineText | None = say("Who disputes it, and how.")


FACTS = SectionKind[tuple[Fact, ...]](
    "facts",
    Annotated[Many[Fact], Numbered("F")],
    "Statements that are used more than once.",
    stand_for=lambda fact: fact.sources,
)
