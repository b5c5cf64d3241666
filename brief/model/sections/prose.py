"""Sections of running text: background and analysis share one shape."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator

from ..fields import LineText, Many, Model, ProseText, as_list, one_of, ref_to, say
from ..vocabulary import STATEMENT_KIND


class Box(Model):
    """A boxed aside with a heading of its own."""

    heading: LineText | None = say("The heading of the box.")
    text: ProseText = say("What stands in it.", required=True)


class Table(Model):
    """A small table: column heads and rows of text; the first column heads its row."""

    caption: LineText = say("What the table shows.", required=True)
    columns: Many[LineText] = say("The column heads.", required=True)
    rows: Many[Many[LineText]] = say("The rows, each as long as the column heads.", required=True)
    note: LineText | None = say("A note under the table.")


class Block(Model):
    """One block of a section: text with its kind, a quotation, a box, a figure or a table."""

    shorthand: ClassVar[str] = "text"
    kind: one_of(STATEMENT_KIND) | None = say("Fact, reported, claimed, data, judgement …")  # type: ignore[valid-type]
    text: ProseText | None = say("Markdown text.")
    quote: ProseText | None = say("A quotation.")
    attribution: LineText | None = say("Who said it, where.")
    box: Box | None = say("A boxed aside.")
    figure: ref_to("figures") | None = say("The id of a figure.", eg="FIG1")  # type: ignore[valid-type]
    table: Table | None = say("A small table.")


class Part(Model):
    """One headed part of a section of running text."""

    shorthand: ClassVar[str] = "text"
    heading: LineText | None = say("The heading: a statement rather than a topic.")
    takeaway: LineText | None = say("The point of the part in one sentence.")
    text: ProseText | None = say("Markdown text.")
    blocks: Many[Block] = say("Blocks, where plain text is not enough.", ())


def parts(value: Any) -> Any:
    """Read plain Markdown text as a section of one part without a heading."""
    return [value] if isinstance(value, str) else as_list(value)


Parts = Annotated[tuple[Part, ...], BeforeValidator(parts)]
