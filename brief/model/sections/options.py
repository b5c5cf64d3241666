"""Options: what could be done, doing nothing included."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from ..fields import Id, LineText, Many, Model, numbered, say
from ..section import SectionKind


class Option(Model):
    """One course of action with what speaks for and against it."""

    id: Id = say("Stable across editions.", required=True, eg="O1")
    title: LineText | None = say("A short name.")
    text: LineText = say("What it is.", required=True)
    benefits: LineText | None = say("What it brings.")
    costs: LineText | None = say("What it costs.")
    risks: LineText | None = say("What can go wrong.")


OPTIONS = SectionKind[tuple[Option, ...]](
    "options", Annotated[Many[Option], BeforeValidator(numbered("O"))], "Courses of action, doing nothing included."
)
