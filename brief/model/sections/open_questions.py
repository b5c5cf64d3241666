"""Open questions: what is not known, why it matters, and how one could find out."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ..fields import Date, Id, LineText, Many, Numbered, OneOrMany, Text, named, say
from ..handling import Marked
from ..section import SectionKind
from ..terms import MovableRef, QuestionKind


class OpenQuestion(Marked):
    """One thing that is not known; plain text may stand for the question alone."""

    shorthand: ClassVar[str] = "question"
    id: Id = named("Q1")
    question: LineText = say("The question.", required=True, eg="Who pays for the repairs?")
    kind: QuestionKind | None = say("Why it is open.", eg="collection_gap")
    why: LineText | None = say("Why it matters.")
    affects: OneOrMany[MovableRef] = say(
        "What an answer would move, by the ids of judgements, risks, assumptions or alternatives.", (), eg=["KJ1"]
    )
    how: LineText | None = say("How one could find out.")
    owner: Text | None = say("Who will try, as a role.", eg="Embassy reporting officer")
    due: Date | None = say("The day by which an answer is wanted.")


OPEN_QUESTIONS = SectionKind[tuple[OpenQuestion, ...]](
    "open_questions",
    Annotated[Many[OpenQuestion], Numbered("Q", "question")],
    "What is not known, why it matters, how one could find out; plain questions or groups of keys.",
    example=["Who pays for the repairs?"],
)
