"""Figures: drawn from the brief's own data, with a caption and a text alternative."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import BeforeValidator

from ..fields import Id, LineText, Many, Model, Number, Text, numbered, one_of, say
from ..section import SectionKind
from ..vocabulary import FIGURE_KIND


class Datum(Model):
    """One value of a figure."""

    label: LineText = say("What is measured.", required=True)
    value: Number = say("How much.", required=True)
    note: LineText | None = say("A remark beside the value.")


class Figure(Model):
    """One figure; text that places it names its id, otherwise it stands in a section of its own."""

    id: Id = say("Stable across editions.", required=True, eg="FIG1")
    kind: one_of(FIGURE_KIND) = say("How it is drawn.", required=True)  # type: ignore[valid-type]
    caption: LineText = say("What it shows, as a statement.", required=True)
    alt: Text | None = say("What a reader who cannot see it should know.")
    source: LineText | None = say("Where the data come from.")
    file: Text | None = say("An image beside the brief (PNG or JPEG).")
    data: Many[Datum] = say("The values.", ())
    unit: Text | None = say("The unit of the values.")
    boundary_note: LineText | None = say("What a map says about borders.")


def unplaced(figures: Sequence[Figure], referenced: frozenset[str]) -> tuple[Figure, ...]:
    """Return the figures that no text has placed."""
    return tuple(figure for figure in figures if figure.id not in referenced)


FIGURES = SectionKind[tuple[Figure, ...]](
    "figures",
    Annotated[Many[Figure], BeforeValidator(numbered("FIG"))],
    "Figures drawn from the brief's own data.",
    shown=unplaced,
)
