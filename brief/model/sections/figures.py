"""Figures: drawn from the brief's own parts, from data, from the atlas, or an image; each with a text alternative."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from ..fields import (
    Id,
    LineText,
    Many,
    Model,
    Number,
    Numbered,
    OneOrMany,
    PictureText,
    Text,
    YesNo,
    named,
    say,
    within,
)
from ..handling import Marked
from ..section import SectionKind
from ..terms import FigureKind, FigureMark
from ..values import DataName, read_text


class Datum(Model):
    """One value of a figure."""

    label: LineText = say("What is measured.", required=True, eg="2023")
    value: Number = say("How much, in the unit of the figure.", required=True, eg=12.5)
    note: LineText | None = say("A remark beside the value.", eg="estimate")
    series: Text | None = say("What the value belongs to, where a chart compares several.", eg="North quay")


class _FileOr:
    """Read the name of a CSV file where a list of values may stand, too."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def read(value: Any, inner: Any) -> Any:
            return DataName(read_text(value)) if isinstance(value, str) else inner(value)

        return core_schema.no_info_wrap_validator_function(read, handler.generate_schema(Many[Datum]))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "examples": ["dues.csv"]}, handler(schema)]}


class Annotation(Model):
    """A remark inside a chart; plain text is no remark, it needs its place."""

    text: LineText = say("What happened there, in a few words.", required=True, eg="New tariff")
    at: Text | None = say("Where it stands on the axis of the labels.", eg="2021")
    value: Number | None = say("Where it stands on the axis of the values: a target, a limit.", eg=12)


class MapPlace(Model):
    """A place that a map marks with a dot."""

    name: LineText = say("Its name.", required=True, eg="Port of Ferrow")
    lat: Number = say("Its latitude in degrees, north positive.", required=True, eg=55.6)
    lon: Number = say("Its longitude in degrees, east positive.", required=True, eg=12.4)


Percent = Annotated[int, within(0, 90)]
Millimetres = Annotated[int, within(20, 400)]


class Crop(Model):
    """How much of an image is cut off at each side, in per cent of its width or height."""

    top: Percent = say("Cut off at the top.", 0, eg=10)
    right: Percent = say("Cut off at the right.", 0, eg=5)
    bottom: Percent = say("Cut off at the bottom.", 0, eg=10)
    left: Percent = say("Cut off at the left.", 0, eg=5)


class Figure(Marked):
    """One figure; text that places it names its id, otherwise it stands in a section of its own."""

    drawn_from_brief: ClassVar[tuple[str, ...]] = ("timeline", "matrix", "indicators", "scenarios", "likelihood")

    id: Id = named("FIG1")
    kind: FigureKind = say(
        "What it is: a chart or a table of data, a map, an image, or a part of the brief drawn as a figure.",
        required=True,
        eg="chart",
    )
    caption: LineText = say("What it shows, as a statement.", required=True, eg="Repairs take longer each year")
    alt: Text | None = say("What a reader who cannot see it should know.")
    source: LineText | None = say("Where the data come from.", eg="River agency [@S2]")
    credit: LineText | None = say("Who made the image.", eg="Photograph: Harbour archive")
    file: PictureText | None = say("An image beside the brief, PNG or JPEG.", eg="map.png")
    crop: Crop | None = say("What is cut off at the sides of an image.")
    width_mm: Millimetres | None = say("How wide an image is printed; as wide as the text if left out.", eg=90)
    data: Annotated[tuple[Datum, ...] | DataName, _FileOr()] = say(
        "The values, each with its label, or the name of a CSV file beside the brief.", (), eg="dues.csv"
    )
    mark: FigureMark | None = say("How a chart is drawn: bars if left out.", eg="line")
    x: Text | None = say("The column of labels; the first if left out.", eg="year")
    y: OneOrMany[Text] = say("The column of values, or several of them; the second if left out.", (), eg=["dues"])
    series: Text | None = say("The column that tells which series a row belongs to.", eg="port")
    facet: Text | None = say("The column that divides a chart into small ones, side by side.", eg="region")
    unit: Text | None = say("The unit of the values.", eg="days")
    from_zero: YesNo = say("False if a line or dot chart need not begin at zero; the figure says so.", True)
    annotations: Many[Annotation] = say("Remarks inside a chart.", ())
    print_data: YesNo = say("True to print the values as a table beneath; the web page always has them.", False)
    focus: OneOrMany[Text] = say("The countries a map shows, by ISO 3166 code or English name.", (), eg=["DK", "SE"])
    places: Many[MapPlace] = say("Places that a map marks.", ())
    boundary_note: LineText | None = say("What the map of this brief does not say about borders.")


def unplaced(figures: Sequence[Figure], referenced: frozenset[str]) -> tuple[Figure, ...]:
    """Return the figures that no text has placed."""
    return tuple(figure for figure in figures if figure.id not in referenced)


FIGURES = SectionKind[tuple[Figure, ...]](
    "figures",
    Annotated[Many[Figure], Numbered("FIG")],
    "Figures drawn from the brief's own data, from files, from the atlas, and images that lie beside it.",
    shown=unplaced,
    called="cited_figure",
)
