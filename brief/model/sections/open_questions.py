"""Open questions: what is not known, why it matters, and how one could find out."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from ..fields import Date, Id, LineText, Many, Model, OneOrMany, Text, numbered, one_of, ref_to, say
from ..section import SectionKind
from ..vocabulary import QUESTION_KIND


class OpenQuestion(Model):
    """One thing that is not known."""

    shorthand: ClassVar[str] = "question"
    id: Id = say("Stable across editions.", required=True, eg="Q1")
    question: LineText = say("The question.", required=True)
    kind: one_of(QUESTION_KIND) | None = say("Known unknown, collection gap, method or contested.")  # type: ignore[valid-type]
    why: LineText | None = say("Why it matters.")
    affects: OneOrMany[ref_to("key_judgements", "risks", "assumptions", "alternatives")] = say(
        "What an answer would move.", (), eg=["KJ1"]
    )  # type: ignore[valid-type]
    how: LineText | None = say("How one could find out.")
    owner: Text | None = say("Who will try (a role).")
    due: Date | None = say("By when.")


OPEN_QUESTIONS = SectionKind[tuple[OpenQuestion, ...]](
    "open_questions",
    Annotated[Many[OpenQuestion], BeforeValidator(numbered("Q", "question"))],
    "What is not known, why it matters, how one could find out; plain questions or groups of keys.",
    example=["Who pays for the repairs?"],
)
