"""Sources: what the brief rests on, described and graded (ICD 206, Admiralty)."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from ..fields import (
    Date,
    Edtf,
    Id,
    LineText,
    Many,
    Model,
    OneOrMany,
    RecordText,
    Text,
    Url,
    YesNo,
    numbered,
    one_of,
    say,
)
from ..section import SectionKind
from ..vocabulary import CREDIBILITY, RELIABILITY, SOURCE_ACCESS, SOURCE_INTEREST, SOURCE_TYPE


class Source(Model):
    """One source; `record` names its file in seeds/, which fills what is left out here."""

    id: Id = say("Stable across editions.", required=True, eg="S1")
    record: RecordText | None = say("The name of a record in seeds/, without .yaml.")
    type: one_of(SOURCE_TYPE) | None = say("What it is.")  # type: ignore[valid-type]
    author: OneOrMany[Text] = say("Who wrote it.", ())
    title: LineText | None = say("Its title.")
    container: Text | None = say("The publication it stands in.")
    publisher: Text | None = say("Who published it.")
    date: Edtf | None = say("When it was published (EDTF).")
    url: Url | None = say("Where it is.")
    archived_url: Url | None = say("Where a copy is kept.")
    accessed: Date | None = say("When it was read.")
    language: Text | None = say("Its language.", eg="ru")
    translation: Text | None = say("Who translated it.")
    origin: Text | None = say("Whom it goes back to; sources of one origin do not corroborate each other.")
    access: one_of(SOURCE_ACCESS) | None = say("How close it is to the event.")  # type: ignore[valid-type]
    interest: one_of(SOURCE_INTEREST) | None = say("What stake it has.")  # type: ignore[valid-type]
    reliability: one_of(RELIABILITY) | None = say("Admiralty grade of the source, A to F.")  # type: ignore[valid-type]
    credibility: one_of(CREDIBILITY) | None = say("Admiralty grade of the information, 1 to 6.")  # type: ignore[valid-type]
    descriptor: LineText | None = say("What makes it good or bad: access, record, age, bias.")
    public: YesNo = say("Anyone can read it.", True)


SOURCES = SectionKind[tuple[Source, ...]](
    "sources", Annotated[Many[Source], BeforeValidator(numbered("S"))], "What the brief rests on."
)
