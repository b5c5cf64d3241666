"""The record of a source document: who, what, when, and its facts in our own words with their paragraphs."""

from __future__ import annotations

from .fields import Date, Edtf, LanguageTag, LineText, Many, Model, Names, Slug, Text, Url, Whole, say
from .terms import (
    Credibility,
    Reliability,
    SeedSchema,
    SourceAccess,
    SourceInterest,
    SourceType,
    StatementKind,
)


class SeedFact(Model):
    """One numbered fact of a document and the paragraph it stands in."""

    n: Whole = say("Its number; briefs cite fact 12 of source S1 as S1#12.", required=True, eg=12)
    paragraph: Whole = say("The paragraph it stands in, counted from 1.", required=True, eg=7)
    kind: StatementKind | None = say(
        "What it is: a fact, a report, a claim, data, the author's judgement …", eg="claimed"
    )
    text: LineText = say("The fact in our own words.", required=True)


class Seed(Model):
    """The record of one source document."""

    schema_: SeedSchema = say("Always seed/1.", "seed/1", eg="seed/1")
    id: Slug = say("The name of the file, without .yaml.", required=True, eg="river-agency-annual-report-2023")
    type: SourceType | None = say("What kind of document it is.", eg="report")
    title: LineText = say("Its title.", required=True)
    author: Names = say(
        "Who wrote it; a person may be written {family: Doe, given: Jane}, which a citation style can turn around.",
        (),
        eg=["River Agency"],
    )
    container: Text | None = say("The newspaper, journal or collection it stands in.")
    publisher: Text | None = say("Who published it.")
    date: Edtf | None = say("When it was published, as precisely as that is known.", eg="2024-04-29")
    date_note: LineText | None = say("How the date is known.")
    language: LanguageTag | None = say("The language that it and its title are written in, as a BCP 47 tag.", eg="ru")
    url: Url | None = say("Where it can be read.", eg="https://example.org/report")
    archived_url: Url | None = say("Where a copy is kept.")
    retrieved: Date | None = say("The day it was read.")
    sha256: Text | None = say("The SHA-256 checksum of the text that was read.")
    origin: Text | None = say("Whom it goes back to; sources of one origin do not corroborate each other.")
    access: SourceAccess | None = say("How close its author was to the event.", eg="second_hand")
    interest: SourceInterest | None = say("What stake its author has in the matter.", eg="none_known")
    reliability: Reliability | None = say("How reliable the source is: Admiralty grade A (completely) to F.", eg="B")
    credibility: Credibility | None = say(
        "How credible the information is: Admiralty grade 1 (confirmed) to 6.", eg="2"
    )
    descriptor: LineText | None = say("What makes it good or bad: access, record, age, bias.")
    paragraphs: Whole | None = say("How many paragraphs it has.", eg=31)
    fingerprints: Many[Text] = say(
        "One for each paragraph, from 1, as 'brief source add' writes them: by its own a paragraph is known again, and "
        "no text can be read from it.",
        (),
    )
    note: LineText | None = say("A remark, for instance how the paragraphs were counted.")
    facts: Many[SeedFact] = say("Its facts, numbered, each with its paragraph.", ())

    def fact(self, number: int) -> SeedFact | None:
        """Return the fact of a number, or None."""
        return next((fact for fact in self.facts if fact.n == number), None)
