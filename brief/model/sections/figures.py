"""Figures: drawn from the brief's own data, with a caption and a text alternative."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from ..fields import Id, LineText, Many, Model, Number, Numbered, PictureText, Text, named, say
from ..section import SectionKind
from ..terms import FigureKind


class Datum(Model):
    """One value of a figure."""

    label: LineText = say("What is measured.", required=True, eg="2023")
    value: Number = say("How much, in the unit of the figure.", required=True, eg=12.5)
    note: LineText | None = say("A remark beside the value.", eg="estimate")


class Figure(Model):
    """One figure; text that places it names its id, otherwise it stands in a section of its own."""

    id: Id = named("FIG1")
    kind: FigureKind = say(
        "How it is drawn: a chart of its data, a table, a map or an image …", required=True, eg="chart"
    )
    caption: LineText = say("What it shows, as a statement.", required=True, eg="Repairs take longer each year")
    alt: Text | None = say("What a reader who cannot see it should know.")
    source: LineText | None = say("Where the data come from.", eg="River agency [@S2]")
    file: PictureText | None = say("An image beside the brief, PNG or JPEG.", eg="map.png")
    data: Many[Datum] = say("The values, each with its label.", ())
    unit: Text | None = say("The unit of the values.", eg="days")
    boundary_note: LineText | None = say("What a map does not say about borders.")


def unplaced(figures: Sequence[Figure], referenced: frozenset[str]) -> tuple[Figure, ...]:
    """Return the figures that no text has placed."""
    return tuple(figure for figure in figures if figure.id not in referenced)


FIGURES = SectionKind[tuple[Figure, ...]](
    "figures",
    Annotated[Many[Figure], Numbered("FIG")],
    "Figures drawn from the brief's own data, and images that lie beside it.",
    shown=unplaced,
)
