"""IND: indicators. Signs that somebody can observe, in both directions, looked at lately."""

from __future__ import annotations

from collections.abc import Iterator

from .likelihood import judgements
from .reading import Reading
from .rule import Finding, rule

STALE_DAYS = 30


@rule("IND-01", "warning", tier=2, words=True)
def unobservable(reading: Reading) -> Iterator[Finding]:
    """Flag an indicator that nobody could observe, or one that names neither threshold nor place to look.

    Why: an indicator has to be something that a named person could see, on a known day, at a known place.
    Source: the technique of indicators and signposts.
    Bad: Tensions rise between the provinces.
    Good: More than three roadblocks a week on the provincial border, from the police bulletin.
    """
    for passage in reading.in_roles("indicators.text"):
        entry = reading.items[passage.item or ""]
        match = reading.words.pattern("unobservable").search(passage.plain)
        if match and not entry.threshold:
            message = "{} cannot be observed as it stands"
            yield passage.found(
                match.start(), match.end(), message, "what would one see or count, and from what point on?"
            )
        elif not entry.threshold and not entry.watch_where:
            message = f"{entry.id} has neither a threshold nor a place to look, so nobody can check it"
            yield Finding(passage.path, message, "from what point does it count, and where would one see it?")


@rule("IND-02", "warning", tier=2)
def one_direction(reading: Reading) -> Iterator[Finding]:
    """Flag a judgement whose indicators, two or more, all point the same way.

    Why: a list that can only confirm is a confirmation bias in the form of a table.
    Source: the CIA tradecraft primer (indicators for each rival hypothesis).
    Bad: I1 and I2 for KJ1, both raise it.
    Good: I1 raises KJ1, I2 lowers it.
    """
    for path, judgement in judgements(reading):
        indicators = [i for i in reading.brief.indicators if judgement.id in i.for_ or i.id in judgement.indicators]
        directions = {indicator.direction for indicator in indicators}
        if len(indicators) > 1 and len(directions) == 1 and None not in directions:
            names = ", ".join(indicator.id for indicator in indicators)
            verb = next(iter(directions))
            message = f"all indicators for {judgement.id} ({names}) point one way: each {verb} it"
            yield Finding((*path, "statement"), message, "what would one see if it were going the other way?")


@rule("IND-03", "info", tier=2)
def stale(reading: Reading) -> Iterator[Finding]:
    """Flag an indicator last checked more than 30 days before the cut-off, or a table that knows no state.

    Why: a dead table is worse than none: it says that somebody watches.
    Source: the practice of warning desks.
    Bad: last_checked 2025-06-01, information_cutoff 2025-09-01.
    Good: last_checked 2025-08-20, information_cutoff 2025-09-01.
    """
    indicators, cutoff = reading.brief.indicators, reading.cutoff
    for index, indicator in enumerate(indicators):
        checked = indicator.last_checked
        if cutoff and checked and (cutoff - checked).days > STALE_DAYS:
            message = f"{indicator.id} was last checked {(cutoff - checked).days} days before the information cut-off"
            yield Finding(("indicators", index, "last_checked"), message, "what does it show now?")
    if indicators and all(indicator.status in (None, "unknown") for indicator in indicators):
        message = "no indicator says what is seen now"
        yield Finding(("indicators",), message, "which of them can be checked today?", key=True)
