"""Sources: what the brief rests on, described and graded (ICD 206, Admiralty)."""

from __future__ import annotations

from typing import Annotated

from ..fields import (
    Date,
    Edtf,
    Id,
    LanguageTag,
    LineText,
    Many,
    Names,
    Numbered,
    RecordText,
    Text,
    Url,
    YesNo,
    named,
    say,
)
from ..handling import Marked
from ..section import SectionKind
from ..terms import Credibility, Reliability, SourceAccess, SourceInterest, SourceType


class Source(Marked):
    """One source; `record` names its file in seeds/, which fills what is left out here."""

    id: Id = named("S1")
    record: RecordText | None = say(
        "The name of its record in seeds/, without .yaml; it fills in what is left out here.", eg="annual-report-2023"
    )
    type: SourceType | None = say("What kind of document it is.", eg="report")
    author: Names = say(
        "Who wrote it; a person may be written {family: Doe, given: Jane}, which a citation style can turn around.",
        (),
        eg=["River Agency"],
    )
    title: LineText | None = say("Its title.")
    container: Text | None = say("The newspaper, journal or collection it stands in.")
    publisher: Text | None = say("Who published it.")
    date: Edtf | None = say("When it was published, as precisely as that is known.", eg="2024-04-29")
    url: Url | None = say("Where it can be read.", eg="https://example.org/report")
    archived_url: Url | None = say("Where a copy is kept.")
    accessed: Date | None = say("The day it was read.", eg="2024-05-02")
    language: LanguageTag | None = say("The language that it and its title are written in, as a BCP 47 tag.", eg="ru")
    translation: Text | None = say("Who translated it.")
    origin: Text | None = say("Whom it goes back to; sources of one origin do not corroborate each other.")
    access: SourceAccess | None = say("How close its author was to the event.", eg="second_hand")
    interest: SourceInterest | None = say("What stake its author has in the matter.", eg="none_known")
    reliability: Reliability | None = say("How reliable the source is: Admiralty grade A (completely) to F.", eg="B")
    credibility: Credibility | None = say(
        "How credible the information is: Admiralty grade 1 (confirmed) to 6.", eg="2"
    )
    descriptor: LineText | None = say("What makes it good or bad: access, record, age, bias.")
    anonymous: YesNo = say(
        "True if it is a person who was promised not to be named; nothing that gives them away may stand here.", False
    )
    public: YesNo = say("False if not everyone can read it.", True)


SOURCES = SectionKind[tuple[Source, ...]](
    "sources", Annotated[Many[Source], Numbered("S")], "What the brief rests on.", numbered=True
)
