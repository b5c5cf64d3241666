"""VER: the life of an edition. Notices for those who hold the old one, outcomes for forecasts whose time is up."""

from __future__ import annotations

from collections.abc import Iterator

from .likelihood import judgements
from .reading import Reading
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


@rule("VER-03", "warning", tier=2)
def unresolved(reading: Reading) -> Iterator[Finding]:
    """Flag a forecast whose window closed before the date of the brief, without an outcome.

    Why: only forecasts that are settled teach a house how good its words are. The brief's own date is the measure;
        the program does not ask the clock.
    Source: ICD 203 standard 8; Tetlock.
    Bad: timeframe by 2025-12-31, date of the brief 2026-02-01, no resolution.
    Good: the same with resolution {outcome: 'It did not happen', date: 2025-12-31}.
    """
    day = reading.brief.meta.date
    for path, judgement in judgements(reading):
        frame = judgement.timeframe
        end = (frame.by or frame.to) if frame else None
        settled = judgement.resolution and judgement.resolution.outcome
        if end and end < day and not settled and judgement.type in (None, "forecast"):
            message = f"the window of {judgement.id} closed on {end}, and nothing says what happened"
            yield Finding((*path, "timeframe"), message, "did it come true?")
