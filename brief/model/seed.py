"""The record of a source document: who, what, when, and its facts in our own words with their paragraphs."""

from __future__ import annotations

from .fields import Date, Edtf, LineText, Many, Model, OneOrMany, Slug, Text, Url, Whole, one_of, say
from .vocabulary import (
    CREDIBILITY,
    RELIABILITY,
    SOURCE_ACCESS,
    SOURCE_INTEREST,
    SOURCE_TYPE,
    STATEMENT_KIND,
    Vocabulary,
)


class SeedFact(Model):
    """One numbered fact of a document and the paragraph it stands in."""

    n: Whole = say("Its number.", required=True)
    paragraph: Whole = say("The paragraph it stands in, from 1.", required=True)
    kind: one_of(STATEMENT_KIND) | None = say("Fact, reported, claimed, judgement …")  # type: ignore[valid-type]
    text: LineText = say("The fact in our own words.", required=True)


class Seed(Model):
    """The record of one source document."""

    schema_: one_of(Vocabulary("seed_schema", ("seed/1",))) = say("Always seed/1.", "seed/1")  # type: ignore[valid-type]
    id: Slug = say("The name of the file, without .yaml.", required=True)
    type: one_of(SOURCE_TYPE) | None = say("What it is.")  # type: ignore[valid-type]
    title: LineText = say("Its title.", required=True)
    author: OneOrMany[Text] = say("Who wrote it.", ())
    container: Text | None = say("The publication it stands in.")
    publisher: Text | None = say("Who published it.")
    date: Edtf | None = say("When it was published.")
    date_note: LineText | None = say("How the date is known.")
    language: Text | None = say("Its language.")
    url: Url | None = say("Where it is.")
    archived_url: Url | None = say("Where a copy is kept.")
    retrieved: Date | None = say("When it was read.")
    sha256: Text | None = say("The checksum of the text that was read.")
    origin: Text | None = say("Whom it goes back to.")
    access: one_of(SOURCE_ACCESS) | None = say("How close it is to the event.")  # type: ignore[valid-type]
    interest: one_of(SOURCE_INTEREST) | None = say("What stake it has.")  # type: ignore[valid-type]
    reliability: one_of(RELIABILITY) | None = say("Admiralty grade, A to F.")  # type: ignore[valid-type]
    credibility: one_of(CREDIBILITY) | None = say("Admiralty grade, 1 to 6.")  # type: ignore[valid-type]
    descriptor: LineText | None = say("What makes it good or bad.")
    paragraphs: Whole | None = say("How many paragraphs it has.")
    note: LineText | None = say("How the paragraphs were counted.")
    facts: Many[SeedFact] = say("Its facts.", ())

    def fact(self, number: int) -> SeedFact | None:
        """Return the fact of a number, or None."""
        return next((fact for fact in self.facts if fact.n == number), None)
