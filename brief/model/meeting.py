"""The meeting that the brief is taken into: what it is for, who is there, what is said, what is decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import model_validator

from .fields import (
    Date,
    Id,
    LineText,
    Many,
    Moment,
    Numbered,
    OneOrMany,
    ProseText,
    Text,
    fail,
    named,
    one_of,
    say,
    within,
)
from .handling import Marked
from .terms import AdviceRef, OptionRef, SupportRef, WithheldRef
from .vocabulary import AGENDA_PURPOSE, MEETING_CUT, QNA_CATEGORY

WORDS_PER_MINUTE = 125  # a calm pace, at which others can take notes

Minutes = Annotated[int, within(1, 1440)]
Pace = Annotated[int, within(60, 240)]
Purpose = Annotated[str, one_of(AGENDA_PURPOSE)]
Cut = Annotated[str, one_of(MEETING_CUT)]
Category = Annotated[str, one_of(QNA_CATEGORY)]


class Attendee(Marked):
    """Who is in the room and what they want; the name of the office alone may stand here as plain text."""

    shorthand: ClassVar[str] = "who"
    who: Text = say("The office or the role.", required=True, eg="Treasury")
    wants: LineText | None = say("What they want from the meeting.", eg="No commitment before the autumn.")
    response: LineText | None = say("How to meet that.", eg="Offer to pay the second half next year.")


class AgendaItem(Marked):
    """One item of the agenda; plain text may stand for what it is about alone."""

    shorthand: ClassVar[str] = "item"
    item: LineText = say("What is taken up.", required=True, eg="The second main: when, and from which budget")
    minutes: Minutes | None = say("How long it takes; together the items fill the minutes of the meeting.", eg=15)
    purpose: Purpose | None = say("What is to be done with it.", eg="decide")
    lead: Text | None = say("Who leads it, as a role.", eg="Director of Water")


class DecisionSought(Marked):
    """One decision that the meeting is asked for; plain text may stand for the decision alone."""

    shorthand: ClassVar[str] = "text"
    id: Id = named("DEC1")
    text: LineText = say("The decision in the words of the minute.", required=True, eg="Agree to fund the second main.")
    options: OneOrMany[OptionRef] = say("The options to choose from, by their ids.", (), eg=["O1", "O2"])
    recommended: AdviceRef | None = say("The option or the recommendation that is advised, by its id.", eg="O2")
    from_: OneOrMany[SupportRef] = say(
        "What it rests on, by the ids of judgements, risks, scenarios or facts.", (), eg=["KJ1"]
    )
    by: Date | None = say("The day by which it has to be taken; the deadline of the audience if left out.")
    if_undecided: LineText | None = say("What follows if nothing is decided.", eg="The tender lapses on 1 July.")


class TalkingPoint(Marked):
    """One point to make, in words that can be said; plain text may stand for the point alone."""

    shorthand: ClassVar[str] = "text"
    id: Id = named("TP1")
    text: LineText = say("The point, at most 40 words.", required=True, eg="We cannot repair faster with one main.")
    more: ProseText | None = say("What else to say where there is time; it is left out when one minute is left.")
    from_: OneOrMany[SupportRef] = say(
        "What it rests on, by the ids of judgements, risks, scenarios or facts; their likelihood and confidence are "
        "printed with it.",
        (),
        eg=["KJ1"],
    )
    cut: Cut | None = say(
        "The shortest version that still has it: one (minute) or five (minutes); the full one if left out.", eg="five"
    )


class Question(Marked):
    """One question that may come, and the line to take."""

    id: Id = named("QA1")
    q: LineText = say("The question, as it will be asked.", required=True, eg="Why not wait for the autumn budget?")
    line: LineText = say("The line to take, at most 80 words.", required=True, eg="The tender lapses on 1 July.")
    if_pressed: LineText | None = say("What to add if they insist.")
    do_not_say: LineText | None = say("What must not be said on it; printed for the speaker only.")
    category: Category = say(
        "How likely it is to come: certain, probable, or defensive (only if they raise it).", "probable", eg="certain"
    )
    from_: OneOrMany[SupportRef] = say(
        "What the line rests on, by the ids of judgements, risks, scenarios or facts.", (), eg=["KJ1"]
    )


class NotForUse(Marked):
    """What must not be raised in the meeting: an item of the brief, a matter in words, or both.

    Plain text stands for the matter, or for the item where it is the id of one.
    """

    shorthand: ClassVar[str] = "text"
    item: WithheldRef | None = say("The item of the brief, by its id; no page that is shown holds it.", eg="KJ4")
    text: LineText | None = say("The matter, or why it is held back.", eg="The price of the second bidder.")
    words: OneOrMany[Text] = say(
        "Words that would give it away: the checks look for them in all that is said or shown.",
        (),
        eg=["second bidder"],
    )

    @model_validator(mode="before")
    @classmethod
    def _read_item(cls, value: Any) -> Any:
        """Take a plain id for the item."""
        if isinstance(value, str) and re.fullmatch(r"[A-Z]{1,8}[0-9]{1,4}[a-z]?", value.strip()):
            return {"item": value}
        if isinstance(value, dict) and not value.get("item") and not value.get("text"):
            fail("nothing-withheld")
        return value


class Meeting(Marked):
    """The meeting that the brief is for: what is read, said, asked and decided there."""

    title: LineText | None = say("What the meeting is called; the short title of the brief if left out.")
    when: Moment | None = say("The day, or the day with the time and its zone.", eg="2024-07-04T14:00+01:00")
    where: Text | None = say("The place.", eg="Room 3.12")
    minutes: Minutes | None = say("How long it lasts, in minutes.", eg=30)
    reason: LineText | None = say("Why it takes place, and who asked for it.", eg="The Treasury asked for it in May.")
    objective: LineText | None = say(
        "What has to be different when it ends, in one or two lines.", eg="Agreement to fund the second main in 2025."
    )
    briefer: Text | None = say("Who answers questions before it, as a role, and how to reach them.", eg="Water desk")
    attendees: OneOrMany[Attendee] = say("Who is in the room, and what they want.", (), eg=["Treasury"])
    agenda: OneOrMany[AgendaItem] = say(
        "The items in their order; their minutes add up to those of the meeting.",
        (),
        eg=[{"item": "The second main", "minutes": 30, "purpose": "decide"}],
    )
    decisions_sought: Annotated[OneOrMany[DecisionSought], Numbered("DEC", "text")] = say(
        "What the meeting is asked to decide.", (), eg=["Agree to fund the second main."]
    )
    talking_points: Annotated[OneOrMany[TalkingPoint], Numbered("TP", "text")] = say(
        "The points to make, in the order in which they are said.", (), eg=["We cannot repair faster with one main."]
    )
    words_per_minute: Pace = say("How fast the speaker speaks; the spoken time follows from it.", WORDS_PER_MINUTE)
    qna: Annotated[Many[Question], Numbered("QA")] = say(
        "Questions that may come, each with the line to take; never on a page that is shown.", ()
    )
    press_line: LineText | None = say("What the press is told, if it asks.")
    not_for_use: OneOrMany[NotForUse] = say(
        "What must not be raised: items by their ids, or matters in words; never on a page that is shown.",
        (),
        eg=["KJ4"],
    )

    def giveaways(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield every word that would give away what must not be raised, with its path in the meeting."""
        for index, entry in enumerate(self.not_for_use):
            if entry.item:
                yield ("not_for_use", index, "item"), str(entry.item)
            for number, word in enumerate(entry.words):
                yield ("not_for_use", index, "words", number), word
