"""Sections of running text: background and analysis share one shape."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, GetJsonSchemaHandler
from pydantic_core import CoreSchema

from ..fields import LineText, Many, Model, ProseText, say
from ..handling import Marked
from ..terms import FigureRef, StatementKind
from ..values import as_list_or_one


class Box(Model):
    """A boxed aside with a heading of its own."""

    heading: LineText | None = say("The heading of the box.")
    text: ProseText = say("What stands in it, as Markdown.", required=True)


class Table(Model):
    """A small table: column heads and rows of text; the first column heads its row."""

    caption: LineText = say("What the table shows.", required=True)
    columns: Many[LineText] = say("The column heads.", required=True, eg=["Year", "Repairs"])
    rows: Many[Many[LineText]] = say("The rows, each as long as the column heads.", required=True, eg=[["2023", "41"]])
    note: LineText | None = say("A note under the table.")


class Block(Marked):
    """One block of a section: text with its kind, a quotation, a box, a figure or a table; plain text is text."""

    shorthand: ClassVar[str] = "text"
    kind: StatementKind | None = say("What the text is: a fact, a report, a claim, data, a judgement …", eg="claimed")
    text: ProseText | None = say("Markdown text, with citations such as [@S1].")
    quote: ProseText | None = say("A quotation, word for word.")
    attribution: LineText | None = say("Who said it, and where.")
    box: Box | None = say("A boxed aside.")
    figure: FigureRef | None = say("The id of a figure that stands here.", eg="FIG1")
    table: Table | None = say("A small table.")


class Part(Marked):
    """One headed part of a section of running text; plain text is its text."""

    shorthand: ClassVar[str] = "text"
    heading: LineText | None = say("The heading: a statement rather than a topic.")
    takeaway: LineText | None = say("The point of the part in one sentence.")
    text: ProseText | None = say("Markdown text, with citations such as [@S1].")
    blocks: Many[Block] = say("Blocks, where plain text is not enough.", ())


class _ShowsText:
    """Show in the JSON Schema that plain Markdown may stand for the whole section."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, handler(schema)]}


Parts = Annotated[tuple[Part, ...], BeforeValidator(as_list_or_one), _ShowsText()]
