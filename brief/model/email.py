"""The message that a brief goes out with: its purpose tag, its subject, what is asked, what is attached."""

from __future__ import annotations

from typing import Annotated, ClassVar

from .fields import Date, Line, LineText, Model, OneOrMany, ProseText, Text, limited, one_of, say
from .vocabulary import EMAIL_TAG

MAX_CLAIM = 60
Tag = Annotated[str, one_of(EMAIL_TAG)]
Claim = Annotated[Line, limited(MAX_CLAIM)]


class Ask(Model):
    """What the reader is asked for, and by when; plain text may stand for what is asked alone."""

    shorthand: ClassVar[str] = "text"
    text: LineText = say("What is asked, in one sentence.", required=True, eg="Please approve the second main.")
    by: Date | None = say("The day by which an answer is needed; the deadline of the audience if left out.")


class Email(Model):
    """How the brief is sent by e-mail."""

    tag: Tag | None = say(
        "What the message is for; it opens the subject. If left out: DECISION where the audience has one to take, else "
        "INFO.",
        eg="DECISION",
    )
    subject: Claim | None = say(
        "The claim for the subject, five to seven words; the short title or the title if left out. "
        "Tag, marking and version are put around it.",
        eg="Second main needed by 2027",
    )
    intro: ProseText | None = say("Why the reader receives it; it stands after the bottom line, which comes first.")
    ask: Ask | None = say(
        "What is asked and by when; the decision of the audience if left out.", eg="Please approve the second main."
    )
    attach: OneOrMany[Text] = say("The outputs that are attached.", ("pdf",), eg=["pdf"])
