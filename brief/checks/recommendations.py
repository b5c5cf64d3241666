"""REC: recommendations. Who does what by when, and because of what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .likelihood import dated
from .reading import Reading
from .rule import Finding, Path, rule

MANY = 5
MANY_NOTES = 2


def recommendations(reading: Reading) -> Iterator[tuple[Path, Any]]:
    """Yield every recommendation with its path."""
    for index, recommendation in enumerate(reading.brief.recommendations):
        yield ("recommendations", index), recommendation


def _timed(reading: Reading, recommendation: Any) -> bool:
    words = reading.words.pattern("trigger").match(recommendation.text)
    return bool(recommendation.by or recommendation.trigger or words or dated(reading, recommendation.text))


@rule("REC-01", "error")
def incomplete(reading: Reading) -> Iterator[Finding]:
    """Flag a recommendation without an addressee, a verb of action, or a date or trigger.

    Why: it has to stand alone and become the minute: who does what by when. An error in a policy brief or a
        submission, a warning in other papers.
    Source: guidance for cabinet papers of New Zealand; the practice of submissions.
    Bad: Better data on rents
    Good: Publish rents by district every quarter (addressee: Housing Ministry, by: 2026-09-30).
    """
    for path, entry in recommendations(reading):
        named = entry.addressee or reading.words.pattern("holder_of_duty").match(entry.text)
        wanting = [] if named else ["an addressee"]
        if not _acts(reading, entry.text):
            wanting.append("a verb of action")
        if not _timed(reading, entry):
            wanting.append("a date or trigger")
        if wanting:
            message = f"{entry.id} lacks {_listed(wanting)}, so nobody can agree to it"
            yield Finding((*path, "text"), message, "who does what, and by when or on what event?")


def _acts(reading: Reading, text: str) -> bool:
    """Tell whether a text tells somebody to do something: a verb first, or a duty after its subject."""
    first = reading.words.pattern("noun_start").match(text)
    return first is None or reading.words.has("duty", text)


def _listed(entries: list[str]) -> str:
    return entries[0] if len(entries) == 1 else f"{', '.join(entries[:-1])} and {entries[-1]}"


@rule("REC-02", "warning", tier=2)
def unlinked(reading: Reading) -> Iterator[Finding]:
    """Flag a recommendation that follows from nothing: no judgement, risk, option or scenario.

    Why: a recommendation that does not come out of the findings was there before them.
    Source: IDRC and ODI on policy briefs.
    Bad: REC2 without because.
    Good: REC2 because of KJ1 and R3.
    """
    for path, entry in recommendations(reading):
        if not entry.because:
            message = f"{entry.id} follows from no judgement, risk or option"
            yield Finding((*path, "text"), message, "which finding does it follow from?")


@rule("REC-03", "info", tier=2)
def too_many(reading: Reading) -> Iterator[Finding]:
    """Flag more than five recommendations, or more than two that only ask to note something.

    Why: a reader acts on a few; a long list lets them choose the cheapest.
    Source: guidance for cabinet papers of New Zealand; guidance on policy briefs.
    Bad: nine recommendations, four of them 'note'.
    Good: four recommendations, one of them 'note'.
    """
    entries = reading.brief.recommendations
    notes = sum(entry.ask == "note" for entry in entries)
    if len(entries) > MANY or notes > MANY_NOTES:
        message = f"there are {len(entries)} recommendations, {notes} of them to note"
        yield Finding(("recommendations",), message, "which three would you keep?", key=True)


@rule("REC-04", "warning", words=True)
def empty_verb(reading: Reading) -> Iterator[Finding]:
    """Flag a recommendation that opens with an empty verb and has no measure, date or number.

    Why: 'consider', 'explore', 'monitor', 'strengthen' and their like cannot be refused, so they cannot
        be agreed, and nobody will know whether they were done.
    Source: guidance for cabinet papers of New Zealand (no room for doubt).
    Bad: Strengthen cooperation with neighbouring regions.
    Good: Sign the joint patrol agreement with the two neighbouring regions by 30 June 2026.
    """
    for passage in reading.in_roles("recommendations.text"):
        entry = reading.items[passage.item or ""]
        match = reading.words.pattern("empty_verb").match(passage.plain)
        if match and not (entry.measure or _timed(reading, entry) or re.search(r"\d", passage.plain)):
            message = (
                "{} opens a recommendation that has no measure and no date, so nobody can refuse it or see it done"
            )
            yield passage.found(0, match.end(), message, "what exactly is done, and how will one know?")


@rule("REC-05", "warning", tier=2)
def decision_without_frame(reading: Reading) -> Iterator[Finding]:
    """Flag a decision that is sought without a deadline, without options, or without what follows if none is taken.

    Why: issue, recommendation and timing belong on the first half page; a decision without options is a signature, and
        whoever has to decide asks first what happens if they do not. An option to change nothing says it, and so does
        if_undecided of a decision in the meeting.
    Source: the practice of submissions to ministers; what ministers have said about narrow options.
    Bad: ask decide, no options, no deadline.
    Good: ask decide, by 2026-04-01, options O1 to O3 with 'do nothing' among them.
    """
    brief = reading.brief
    for path, entry in recommendations(reading):
        if entry.ask != "decide":
            continue
        deadline = entry.by or (brief.audience and brief.audience.deadline)
        wanting = ([] if deadline else ["a deadline"]) + ([] if len(brief.options) > 1 else ["options"])
        wanting += [] if _without_decision(reading) else ["the consequence of no decision"]
        if wanting:
            message = f"{entry.id} asks for a decision without {_listed(wanting)}"
            yield Finding((*path, "ask"), message, "by when, between what, and what happens if nothing is decided?")


def _without_decision(reading: Reading) -> bool:
    """Tell whether the brief says what follows if nothing is decided."""
    brief = reading.brief
    sought = brief.meeting.decisions_sought if brief.meeting else ()
    texts = [p.plain for p in reading.passages if p.path[0] == "options"]
    # Where the program has no words for it, the benefit of the doubt.
    return (
        any(d.if_undecided for d in sought)
        or not reading.lexicon
        or any(reading.words.has("do_nothing", t) for t in texts)
    )
