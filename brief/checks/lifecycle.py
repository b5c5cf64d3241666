"""VER: the life of an edition. Notices for those who hold the old one, outcomes for forecasts whose time is up."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..frozen import content_hash, read_published
from .likelihood import judgements
from .reading import Reading, first_day
from .rule import Finding, rule

NOTICED = ("corrected", "superseded", "withdrawn")


@rule("VER-02", "error", tier=2)
def no_notice(reading: Reading) -> Iterator[Finding]:
    """Flag a corrected, superseded or withdrawn brief without a notice, or without the edition that replaces it.

    Why: a reader who holds the printed copy must be able to find out what is wrong with it and where the new one is.
    Source: correction slips of the UK National Archives; withdrawal notices of GOV.UK; the corrections list of POST.
    Bad: status superseded, no notice, no superseded_by.
    Good: status superseded, notice 'Replaced on 3 May 2026 by version 2.0', superseded_by border-traffic@2.0.
    """
    meta = reading.brief.meta
    if meta.status in NOTICED and not meta.notice:
        message = f"the brief is {meta.status}, but no notice tells its readers what that means for them"
        yield Finding(("meta", "status"), message, "what happened, when, and what should they do with their copy?")
    if meta.status == "superseded" and not meta.superseded_by:
        message = "the brief is superseded, but it does not say by which edition"
        yield Finding(("meta", "status"), message, "which edition replaces it?")


@rule("VER-01", "error")
def changed_in_silence(reading: Reading) -> Iterator[Finding]:
    """Flag a frozen edition that says something else now, or a new version without a line in the change log.

    Why: two different papers with one number: whoever holds the first cannot know of the second. `brief freeze` keeps
        the hash of what an edition says in published.yaml beside it. Spaces, comments, its status, its notices and the
        outcomes of its forecasts may change.
    Source: the date policy of the Commons Library; CRS reports are marked new, updated or archived.
    Bad: version 1.0 is frozen, and KJ2 says 'likely' where it said 'unlikely'.
    Good: the same as version 2.0, with a line in change_log: 'KJ2 raised after the ruling of 3 May'.
    """
    document, meta = reading.document, reading.brief.meta
    frozen = [
        each
        for each in read_published(reading.workspace, document.folder)
        if (each.id, each.language) == (meta.id, meta.language)
    ]
    same = next((each for each in frozen if each.version == meta.version), None)
    if same is not None:
        if content_hash(document, reading.workspace) != same.sha256:
            message = f"version {same.version} was published on {same.date}, and what it says is not what it said then"
            yield Finding(("meta", "version"), message, "which version is this, and what does change_log say of it?")
    elif frozen and not any(entry.version == meta.version for entry in meta.change_log):
        message = f"version {meta.version} follows {frozen[-1].version}, and change_log has no line for it"
        yield Finding(("meta", "version"), message, "what changed?")


def _last_day(reading: Reading) -> datetime.date:
    """Return the last day that the brief itself knows of: the program does not ask the clock."""
    meta = reading.brief.meta
    later = [day for event in reading.brief.post_cutoff if (day := first_day(event.date)) is not None]
    return max([meta.date, *(entry.date for entry in meta.change_log), *later])


@rule("VER-03", "warning", tier=2)
def unresolved(reading: Reading) -> Iterator[Finding]:
    """Flag a review that is overdue, or a forecast whose window has closed without an outcome.

    Why: only forecasts that are settled teach a house how good its words are. The last day that the brief itself knows
        is the measure, that of its date, its change log or its box 'Since the cut-off'; 'brief record' asks the clock.
    Source: ICD 203 standard 8; Tetlock.
    Bad: timeframe by 2025-12-31, date of the brief 2026-02-01, no resolution.
    Good: the same with resolution {outcome: 'It did not happen', occurred: false, date: 2025-12-31}.
    """
    day, review = _last_day(reading), reading.brief.meta.review_by
    if review and review < day:
        message = f"the brief was to be looked at again by {review}, and it knows of {day}"
        yield Finding(("meta", "review_by"), message, "has it been, and when is the next time?")
    for path, judgement in judgements(reading):
        frame = judgement.timeframe
        end = (frame.by or frame.to) if frame else None
        settled = judgement.resolution and judgement.resolution.outcome
        if end and end < day and not settled and judgement.type in (None, "forecast"):
            message = f"the window of {judgement.id} closed on {end}, and nothing says what happened"
            yield Finding((*path, "timeframe"), message, "did it come true?")
