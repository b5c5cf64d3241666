"""MTG: the meeting. What it is for, whether its minutes add up, and whether what is said there may be said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..model.meeting import Meeting
from ..spoken import versions, words_in
from .likelihood import spaced
from .passages import Passage
from .reading import Reading
from .rule import Finding, Path, rule

MOST_IN_POINT, MOST_IN_LINE = 40, 80
# What is said in the room, by the list it stands in and the field; the first two lists say what they rest on.
SAID = (("talking_points", "text"), ("talking_points", "more"), ("qna", "line"), ("qna", "if_pressed"))
OPEN = ("press_line", "title", "agenda.item", "decisions_sought.text", "decisions_sought.if_undecided")
RESTING = ("talking_points", "qna", "decisions_sought")


def _entries(meeting: Meeting | None, *lists: str) -> Iterator[tuple[Path, Any]]:
    """Yield the entries of some lists of the meeting, with their paths."""
    for name in lists if meeting else ():
        for index, entry in enumerate(getattr(meeting, name)):
            yield ("meeting", name, index), entry


@rule("MTG-01", "warning", tier=2)
def no_objective(reading: Reading) -> Iterator[Finding]:
    """Flag a meeting without an objective, or without a decision to take where the e-mail asks for one.

    Why: if nobody can say what has to be different afterwards, the meeting costs its hour and the reader's patience.
    Source: instructions for briefs of the British prime minister's office, 1985.
    Bad: meeting {title: Water, minutes: 30}, and no objective.
    Good: objective: Agreement to fund the second main in the 2025 budget.
    """
    meeting = reading.brief.meeting
    if meeting is None:
        return
    if not meeting.objective:
        message = "the meeting has no objective"
        yield Finding(("meeting",), message, "what has to be different when it ends?", key=True)
    if reading.brief.email.tag == "DECISION" and not meeting.decisions_sought:
        message = "the e-mail asks for a decision, but the meeting has none to take"
        yield Finding(("email", "tag"), message, "which decision is it, in the words of the minute?")


@rule("MTG-02", "error")
def minutes(reading: Reading) -> Iterator[Finding]:
    """Flag an agenda whose minutes do not add up to those of the meeting.

    Why: an agenda that is longer than its slot loses its last item, which is the decision.
    Source: arithmetic; the practice of private offices.
    Bad: minutes 30, and items of 10, 15 and 15.
    Good: minutes 30, and items of 5, 15 and 10.
    """
    meeting = reading.brief.meeting
    if meeting is None or meeting.minutes is None or not meeting.agenda:
        return
    untimed = [path for path, entry in _entries(meeting, "agenda") if entry.minutes is None]
    for path in untimed:
        message = f"the item has no minutes, so the agenda cannot add up to {meeting.minutes}"
        yield Finding((*path, "item"), message, "how long does it take?")
    total = sum(entry.minutes or 0 for entry in meeting.agenda)
    if not untimed and total != meeting.minutes:
        message = f"the agenda takes {total} minutes, but the meeting lasts {meeting.minutes}"
        yield Finding(("meeting", "minutes"), message, "which item is shorter or longer, or how long is the meeting?")


@rule("MTG-03", "warning", tier=2)
def too_long_to_say(reading: Reading) -> Iterator[Finding]:
    """Flag a point of more than 40 words, or a line to take of more than 80.

    Why: it has to be said aloud, in one breath or two, by somebody who looks up while speaking.
    Source: the practice of briefing ministers; Foreign and Commonwealth Office, instructions for briefs.
    Bad: a point that tells the history of the tender in 70 words.
    Good: the point in 25 words, and the history under 'more'.
    """
    for path, entry in _entries(reading.brief.meeting, "talking_points"):
        if (count := words_in(entry.text)) > MOST_IN_POINT:
            message = f"{entry.id} takes {count} words; a point that can be said has at most {MOST_IN_POINT}"
            yield Finding((*path, "text"), message, "what is the point, and what belongs under 'more'?")
    for path, entry in _entries(reading.brief.meeting, "qna"):
        if (count := words_in(entry.line)) > MOST_IN_LINE:
            message = f"the line of {entry.id} takes {count} words; one that can be said has at most {MOST_IN_LINE}"
            yield Finding((*path, "line"), message, "what is said first, and what only if pressed?")


@rule("MTG-04", "error")
def not_for_use(reading: Reading) -> Iterator[Finding]:
    """Flag what is said or shown in the meeting and is not for use there, or contradicts the judgement it rests on.

    Why: a speaker reads out what stands on the page; what must not be disclosed has to be kept off it beforehand, and a
        stronger word in the speech than in the paper is the one that will be quoted.
    Source: Foreign and Commonwealth Office, format of briefs, 1979 and 1983; ICD 203 standard 6.
    Bad: not_for_use KJ4, and a point that rests on KJ4.
    Good: not_for_use KJ4, and the point rests on KJ2.
    """
    meeting = reading.brief.meeting
    if meeting is None:
        return
    withheld = {str(entry.item) for entry in meeting.not_for_use if entry.item}
    for path, entry in _entries(meeting, *RESTING):
        for index, name in enumerate(entry.from_):
            if name in withheld:
                message = f"{entry.id} rests on {name}, which is not for use in this meeting"
                yield Finding((*path, "from", index), message, "what else does it rest on, or may it be said at all?")
    words = [word for _, word in meeting.giveaways()]
    spoken = {f"meeting.{name}.{key}" for name, key in SAID}
    for passage in reading.in_roles(*spoken, *(f"meeting.{name}" for name in OPEN)):
        yield from _given_away(passage, words)
        if passage.role in spoken:
            yield from _contradicting(reading, passage, getattr(meeting, str(passage.path[1]))[int(passage.path[2])])


def _given_away(passage: Passage, words: list[str]) -> Iterator[Finding]:
    for word in words:
        match = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", passage.text, re.IGNORECASE)
        if match:
            message = "{} is not for use in this meeting, and stands in what is said or shown there"
            yield passage.found(match.start(), match.end(), message, "how is it said without it?")


def _contradicting(reading: Reading, passage: Passage, entry: Any) -> Iterator[Finding]:
    """Find a word of the scale that none of the items has on which a text rests."""
    terms = {str(name): term for name in entry.from_ if (term := reading.likelihood_of(str(name)))}
    for match in reading.matches(passage) if terms else ():
        named = {owner.term for owner in match.owners if owner.scale == reading.scale.name}
        if match.kind == "term" and named and named.isdisjoint([*terms.values(), *_dissents(reading, entry)]):
            rests = ", ".join(f"{name} '{spaced(term)}'" for name, term in terms.items())
            message = f"{{}} contradicts what {entry.id} rests on: {rests}"
            yield passage.found(match.start, match.end, message, "which of the two is meant?")


def _dissents(reading: Reading, entry: Any) -> Iterator[str | None]:
    """Yield the terms of those who disagree: a speaker may name them."""
    for name in entry.from_:
        yield from (each.likelihood for each in getattr(reading.items[str(name)], "dissent", ()))


@rule("MTG-05", "warning", tier=2)
def cut_too_long(reading: Reading) -> Iterator[Finding]:
    """Flag a five-minute or one-minute version of the speaking note that takes longer.

    Why: the slot has shrunk already when the cut is needed; a cut that runs over is cut again, by the chair.
    Source: the practice of speaking notes; words and pace are counted.
    Bad: points marked 'cut: one' that take two minutes together.
    Good: one point of 40 words, marked 'cut: one'.
    """
    meeting = reading.brief.meeting
    for version in versions(meeting) if meeting else ():
        if version.is_over:
            at = next(n for n, point in enumerate(version.meeting.talking_points) if point == version.points[0][1])
            takes = f"{version.words} words, about {_minutes(version.seconds)} min"
            message = f"the version for {version.slot} min takes {takes}"
            question = "which of its points can wait for the longer version?"
            yield Finding(("meeting", "talking_points", at, "cut"), message, question)


def _minutes(seconds: int) -> str:
    return f"{seconds / 60:.1f}".removesuffix(".0")
