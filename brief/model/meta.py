"""What identifies a brief: title, dates, version, people, rights."""

from __future__ import annotations

from typing import Annotated, ClassVar

from .fields import (
    Date,
    Edition,
    LanguageTag,
    Line,
    LineText,
    Many,
    Model,
    Moment,
    OneOrMany,
    PictureText,
    ProseText,
    Slug,
    Text,
    Url,
    Version,
    limited,
    say,
)
from .terms import AiUseKind, ChangeType, Kind, Status

Title = Annotated[Line, limited(90)]
Subtitle = Annotated[Line, limited(140)]
ShortTitle = Annotated[Line, limited(60)]


class Series(Model):
    """The series that the brief appears in; its name alone may stand here as plain text."""

    shorthand: ClassVar[str] = "name"
    name: Text | None = say("The name of the series.", eg="Assessment")
    number: Text | None = say("The number of this brief in the series.", eg="2024/01")
    issn: Text | None = say("The ISSN of the series.", eg="1234-5679")


class ChangeEntry(Model):
    """One line of the change log."""

    version: Version = say("The version that this line describes.", required=True, eg="1.1")
    date: Date = say("The day this version came out.", required=True, eg="2024-06-01")
    type: ChangeType | None = say("Editorial (wording only), update (new facts), correction or withdrawal.")
    summary: LineText = say("What changed, in one sentence.", required=True, eg="Corrects the toll in judgement KJ2.")


class Author(Model):
    """One author: a person, or a desk where people are not named; a name alone may stand here as plain text."""

    shorthand: ClassVar[str] = "name"
    name: Text = say("The name of the person or the desk, as it is to be printed.", required=True, eg="South Asia desk")
    role: Text | None = say("What they do.", eg="Senior analyst")
    affiliation: Text | None = say("The house they work for, where it is not the publisher.")
    email: Text | None = say("Where to write with questions.", eg="desk@example.org")
    orcid: Text | None = say("The ORCID iD.", eg="0000-0002-1825-0097")
    phone: Text | None = say("A telephone number, with the country code.", eg="+44 20 7946 0000")


class Review(Model):
    """One review or clearance: who read the brief and with what result; a role alone may stand here as plain text."""

    shorthand: ClassVar[str] = "role"
    role: Text = say("Who read it, as a role.", required=True, eg="Head of research")
    name: Text | None = say("The name, only if it is to be printed.")
    date: Date | None = say("The day it was read.")
    outcome: Text | None = say("The result.", eg="Cleared")
    note: LineText | None = say("A remark, for instance what was asked for.")


class Publisher(Model):
    """The house that publishes the brief; its name alone may stand here as plain text."""

    shorthand: ClassVar[str] = "name"
    name: Text = say("The name of the house.", required=True, eg="Institute for Regional Studies")
    address: Text | None = say("The postal address, on one line.")
    url: Url | None = say("The web site.", eg="https://example.org")
    contact: Text | None = say("Where readers can write.", eg="briefs@example.org")
    logo: PictureText | None = say("A PNG or JPEG file in the workspace.", eg="logo.png")
    disclaimer: ProseText | None = say("What the house does not answer for.")


class Identifiers(Model):
    """Persistent identifiers of the brief."""

    doi: Text | None = say("The DOI, without https://doi.org/.", eg="10.1234/abcd")
    isbn: Text | None = say("The ISBN.")
    url: Url | None = say("Where the current edition can be had.", eg="https://example.org/briefs/water")


class AiUse(Model):
    """What a machine helped with, and who checked it; the use alone may stand here as plain text."""

    shorthand: ClassVar[str] = "use"
    use: AiUseKind = say("What it helped with; `none` says that it did not.", required=True, eg="translation")
    tool: Text | None = say("The program and its version.")
    checked_by: Text | None = say("Who checked the result, as a role.", eg="Duty editor")
    note: LineText | None = say("A remark, for instance which parts.")


class NameRule(Model):
    """One spelling that the brief keeps to."""

    use: Text = say("The spelling to use.", required=True, eg="ISIS-K")
    avoid: OneOrMany[Text] = say("The spellings to avoid.", (), eg=["ISKP", "IS-K"])


class Meta(Model):
    """What identifies a brief."""

    id: Slug | None = say(
        "A short name that stays the same in every version; the name of the folder if left out.", eg="water-security"
    )
    title: Title = say(
        "The title: a claim rather than a topic, at most 90 characters.", required=True, eg="Kabul holds"
    )
    subtitle: Subtitle | None = say("Topic, place and period, at most 140 characters.")
    short_title: ShortTitle | None = say("For the head of each page, at most 60 characters; the title if left out.")
    kind: Kind = say("What kind of paper it is; each kind has checks of its own.", "policy_brief", eg="assessment")
    series: Series | None = say("The series it appears in.")
    date: Date = say("The day of publication, year-month-day.", required=True, eg="2024-05-06")
    information_cutoff: Moment | None = say(
        "The last day (or moment with its zone) whose news is in the brief; not later than the date.", eg="2024-04-29"
    )
    version: Version = say("The version, major.minor; a new minor for corrections.", "1.0", eg="1.0")
    status: Status = say("Where the brief stands on its way; drafts build even with findings.", "draft", eg="in_review")
    supersedes: Edition | None = say("The edition that this one replaces, as id@version.", eg="water-security@1.0")
    superseded_by: Edition | None = say("The edition that replaces this one, as id@version.", eg="water-security@2.0")
    notice: ProseText | None = say("What readers of a corrected, superseded or withdrawn paper must know.")
    change_log: Many[ChangeEntry] = say("What changed, version by version, newest first.", ())
    review_by: Date | None = say("The day on which someone should look at it again.")
    next_update: Date | None = say("The day on which the next edition is due.")
    language: LanguageTag = say("The language of the brief, as a BCP 47 tag.", "en", eg="fr")
    authors: OneOrMany[Author] = say("Who wrote it: names, or groups of keys.", (), eg=["South Asia desk"])
    reviewers: OneOrMany[Review] = say("Who read it before it came out.", ())
    clearance: OneOrMany[Review] = say("Who cleared it, and when.", ())
    publisher: Publisher | None = say("The house that publishes it; best kept in house.yaml.")
    identifiers: Identifiers | None = say("DOI, ISBN, web address.")
    licence: Text | None = say("The terms of use: an SPDX id or a sentence.", eg="CC-BY-4.0")
    copyright: Text | None = say("The copyright line.", eg="© 2024 Institute for Regional Studies")
    funding: LineText | None = say("Who paid for the work.")
    interests: LineText | None = say("Interests of the authors that a reader should know.")
    ai_use: OneOrMany[AiUse] = say("What a machine helped with; write `none` if nothing.", (), eg=["none"])
    keywords: OneOrMany[Text] = say("Words to find the brief by.", (), eg=["water", "infrastructure"])
    geography: OneOrMany[Text] = say("The countries it is about, as ISO 3166 codes.", (), eg=["AF", "RU"])
    names: Many[NameRule] = say("Spellings of names that the brief keeps to.", ())
