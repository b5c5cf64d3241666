"""Options: what could be done, doing nothing included."""

from __future__ import annotations

from typing import Annotated

from ..fields import Id, LineText, Many, Numbered, named, say
from ..handling import Marked
from ..section import SectionKind


class Option(Marked):
    """One course of action with what speaks for and against it."""

    id: Id = named("O1")
    title: LineText | None = say("A short name.", eg="Do nothing")
    text: LineText = say("What would be done.", required=True)
    benefits: LineText | None = say("What it brings, and to whom.")
    costs: LineText | None = say("What it costs, and whom.")
    risks: LineText | None = say("What can go wrong.")


OPTIONS = SectionKind[tuple[Option, ...]](
    "options", Annotated[Many[Option], Numbered("O")], "Courses of action, doing nothing included."
)
