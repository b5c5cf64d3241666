"""What identifies a brief: title, dates, version, people, rights."""

from __future__ import annotations

from typing import ClassVar

from .fields import (
    Date,
    LanguageTag,
    LineText,
    Many,
    Model,
    Moment,
    OneOrMany,
    ProseText,
    Slug,
    Text,
    Url,
    Version,
    limited,
    one_of,
    say,
)
from .vocabulary import AI_USE, CHANGE_TYPE, KIND, STATUS

MAX_TITLE = 90
MAX_SUBTITLE = 140
MAX_SHORT_TITLE = 60


class Series(Model):
    """The series a brief appears in."""

    shorthand: ClassVar[str] = "name"
    name: Text | None = say("The series.", eg="Assessment")
    number: Text | None = say("The number in the series.", eg="2024/01")
    issn: Text | None = say("The ISSN of the series.")


class ChangeEntry(Model):
    """One line of the change log."""

    version: Version = say("The version that it describes.", required=True, eg="1.1")
    date: Date = say("When.", required=True)
    type: one_of(CHANGE_TYPE) | None = say("Editorial, update, correction or withdrawal.")  # type: ignore[valid-type]
    summary: LineText = say("What changed.", required=True)


class Author(Model):
    """One author: a person, or a desk where people are not named."""

    shorthand: ClassVar[str] = "name"
    name: Text = say("The name or the desk.", required=True)
    role: Text | None = say("The role.")
    affiliation: Text | None = say("The house.")
    email: Text | None = say("An address for questions.")
    orcid: Text | None = say("The ORCID iD.")
    phone: Text | None = say("A telephone number.")


class Review(Model):
    """One review or clearance."""

    shorthand: ClassVar[str] = "role"
    role: Text = say("Who (a role).", required=True)
    name: Text | None = say("The name, if it is to be printed.")
    date: Date | None = say("When.")
    outcome: Text | None = say("With what result.")
    note: LineText | None = say("A remark.")


class Publisher(Model):
    """The house that publishes the brief."""

    shorthand: ClassVar[str] = "name"
    name: Text = say("The house.", required=True)
    address: Text | None = say("Its address.")
    url: Url | None = say("Its web site.")
    contact: Text | None = say("Where to write.")
    logo: Text | None = say("A PNG or JPEG in the workspace.")
    disclaimer: ProseText | None = say("What the house does not answer for.")


class Identifiers(Model):
    """Persistent identifiers."""

    doi: Text | None = say("The DOI.", eg="10.1234/abcd")
    isbn: Text | None = say("The ISBN.")
    url: Url | None = say("Where the current edition is.")


class AiUse(Model):
    """What a machine helped with, and who checked it."""

    shorthand: ClassVar[str] = "use"
    use: one_of(AI_USE) = say("What for.", required=True)  # type: ignore[valid-type]
    tool: Text | None = say("Which program.")
    checked_by: Text | None = say("Who checked the result (a role).")
    note: LineText | None = say("A remark.")


class NameRule(Model):
    """One spelling that the brief keeps to."""

    use: Text = say("The spelling to use.", required=True)
    avoid: OneOrMany[Text] = say("The spellings to avoid.", ())


class Meta(Model):
    """What identifies a brief."""

    id: Slug | None = say("Stable across versions; the name of the folder otherwise.", eg="water-security")
    title: limited(MAX_TITLE) = say("The title: a claim, at most 90 characters.", required=True)  # type: ignore[valid-type]
    subtitle: limited(MAX_SUBTITLE) | None = say("Topic, place and period, at most 140 characters.")  # type: ignore[valid-type]
    short_title: limited(MAX_SHORT_TITLE) | None = say("For the running head; the title otherwise.")  # type: ignore[valid-type]
    kind: one_of(KIND) = say("What kind of paper it is.", "policy_brief")  # type: ignore[valid-type]
    series: Series | None = say("The series it appears in.")
    date: Date = say("The day of publication, year-month-day.", required=True, eg="2024-05-06")
    information_cutoff: Moment | None = say("The last moment whose news is in it.", eg="2024-04-29")
    version: Version = say("Major.minor.", "1.0", eg="1.0")
    status: one_of(STATUS) = say("Where it stands.", "draft")  # type: ignore[valid-type]
    supersedes: Text | None = say("The edition it replaces, as id@version.")
    superseded_by: Text | None = say("The edition that replaces it, as id@version.")
    notice: ProseText | None = say("What readers of a corrected or withdrawn paper must know.")
    change_log: Many[ChangeEntry] = say("What changed, version by version.", ())
    review_by: Date | None = say("When it should be looked at again.")
    next_update: Date | None = say("When the next edition is due.")
    language: LanguageTag = say("The language of the brief (BCP 47).", "en", eg="en")
    authors: OneOrMany[Author] = say("Who wrote it.", ())
    reviewers: OneOrMany[Review] = say("Who read it.", ())
    clearance: OneOrMany[Review] = say("Who cleared it.", ())
    publisher: Publisher | None = say("The house.")
    identifiers: Identifiers | None = say("DOI, ISBN, address.")
    licence: Text | None = say("An SPDX id or a sentence.", eg="CC-BY-4.0")
    copyright: Text | None = say("The copyright line.")
    funding: LineText | None = say("Who paid for it.")
    interests: LineText | None = say("Interests of the authors.")
    ai_use: OneOrMany[AiUse] = say("What a machine helped with.", ())
    keywords: OneOrMany[Text] = say("Words to find it by.", ())
    geography: OneOrMany[Text] = say("Countries (ISO 3166).", ())
    names: Many[NameRule] = say("Spellings to keep to.", ())
