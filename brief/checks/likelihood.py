"""EST: the likelihood, time frame and confidence of a judgement as data: complete, and the same everywhere."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..model.scales import NOT_ASSESSED, Band
from .lexicon import Lexicon
from .passages import Passage
from .reading import JUDGEMENTS, Reading
from .rule import Finding, Path, rule

HIGH = ("high", "very_high")
FAR_MONTHS = 24
WEAK_RELIABILITY = ("E", "F")
WEAK_CREDIBILITY = ("4", "5", "6")


def judgements(reading: Reading) -> Iterator[tuple[Path, Any]]:
    """Yield every key judgement with its path."""
    for index, judgement in enumerate(reading.brief.key_judgements):
        yield ("key_judgements", index), judgement


def spaced(term: str) -> str:
    """Write the id of a term as words."""
    return term.replace("_", " ")


@rule("EST-06", "error", words=True)
def field_and_prose(reading: Reading) -> Iterator[Finding]:
    """Flag a judgement whose likelihood field and sentence disagree, or whose sentence lacks the term.

    Why: the box and the sentence get edited by different people at 23:00, and the page then prints both.
    Source: ICD 203 standard 6 (a product is consistent in itself).
    Bad: likelihood likely, and the sentence says 'almost certain'.
    Good: likelihood likely, and the sentence says 'is likely to'.
    """
    for passage in reading.in_roles(*JUDGEMENTS):
        entry = reading.items.get(passage.item or "")
        term = getattr(entry, "likelihood", None)
        if entry is None or term is None or passage.role == "risks.title":
            continue
        statement = passage.role == "key_judgements.statement"
        found = [m for m in reading.matches(passage) if m.kind == "term" and (statement or _leads(passage, m.start))]
        named = {owner.term for m in found for owner in m.owners if owner.scale == reading.scale.name}
        if term in named:
            continue
        if named:
            message = f"{{}} stands in the sentence, but the likelihood field says '{spaced(term)}'"
            yield passage.found(found[0].start, found[0].end, message, "which of the two is meant?")
        elif statement and term != NOT_ASSESSED and not found:
            message = f"the sentence does not say '{spaced(term)}', which its likelihood field does"
            yield Finding(passage.path, message, "how does the sentence read with the term of the scale in it?")


def _leads(passage: Passage, start: int) -> bool:
    """Tell whether a word stands in the first sentence: what follows may rate something else."""
    return start < passage.sentences[0].end


@rule("EST-07", "error", words=True)
def time_frame(reading: Reading) -> Iterator[Finding]:
    """Flag a forecast or a scenario without a time frame.

    Why: without a date a likelihood cannot be wrong, and nobody can learn from it. A date in the sentence is enough.
    Source: Tetlock (well-defined outcomes in well-defined time frames); the windows of the UK National Risk Register.
    Bad: The junta is likely to hold elections.
    Good: The junta is likely to hold elections by the end of 2026.
    """
    for path, judgement in judgements(reading):
        ahead = judgement.type == "forecast" or (
            judgement.type is None and reading.words.has("forecast", judgement.statement)
        )
        if ahead and not _framed(reading, judgement):
            message = f"{judgement.id} is a forecast without a time frame, so it can never be wrong"
            yield Finding((*path, "statement"), message, "by when, or between which dates?")
    for index, scenario in enumerate(reading.brief.scenarios):
        if not scenario.horizon and not dated(reading, f"{scenario.name}. {scenario.text}"):
            message = f"{scenario.id} is a scenario without a horizon, so nobody can tell when it has failed"
            yield Finding(("scenarios", index, "name"), message, "by when?")


def _framed(reading: Reading, judgement: Any) -> bool:
    frame = judgement.timeframe
    if frame and (frame.by or frame.from_ or frame.to):
        return True
    return dated(reading, judgement.statement) or bool(frame and frame.note and dated(reading, frame.note))


def dated(reading: Reading, text: str) -> bool:
    """Tell whether a text names a date, a season or a span of time."""
    return reading.words.has("timeframe", text) or reading.words.has("month", text)


_NUMBER = r"(\d{1,3}(?:[.,]\d+)?)"


@rule("EST-08", "error", words=True)
def number_off_scale(reading: Reading) -> Iterator[Finding]:
    """Flag a probability in figures that the declared scale contradicts.

    Why: a number outside the band of its term re-scales the term in silence; a number in a gap of the PHIA yardstick
        has no term; 0 and 100% are off the ICD 203 scale; and 63% claims a precision that only a model can give.
    Source: PHIA 2025; the table of ICD 203; Kent ('unjustifiably sharp').
    Bad: A default by June 2026 is unlikely (50%).
    Good: A default by June 2026 is unlikely (20-45%).
    """
    lead, trail, brackets = _in_figures(reading.words)
    for passage in reading.judgements:
        field = getattr(reading.items.get(passage.item or ""), "likelihood", None)
        seen: list[tuple[re.Match[str], str | None]] = [
            (m, field) for p in (lead, trail) for m in p.finditer(passage.plain)
        ]
        for match in reading.matches(passage):
            bracket = brackets.match(passage.plain, match.end)
            own = next((o.term for o in match.owners if o.scale == reading.scale.name), None)
            if bracket and own:
                seen.append((bracket, own))
        for found, term in seen:
            yield from _against_scale(reading, passage, found, term)


def _in_figures(words: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what finds a probability in figures: after its noun, before its word, in brackets after a term."""
    percent, joint = (words.raw(name) for name in ("percent", "range_joint"))
    number = rf"{_NUMBER}(?:\s?{percent})?(?:\s?(?:–|-|{joint})\s?{_NUMBER})?\s?{percent}"
    growth = words.source("growth")
    return (
        words.compiled(rf"{words.source('probability_before')}\s+{number}(?!\s*\w*(?:\s+\w+)?\s+{growth})"),
        words.compiled(rf"{number}\s+{words.source('probability_after')}"),
        words.compiled(rf"\s*\(\s?(?:{words.raw('about')})?\s?{number}\s?\)"),
    )


def _against_scale(reading: Reading, passage: Passage, found: re.Match[str], term: str | None) -> Iterator[Finding]:
    low = float(found[1].replace(",", "."))
    high = float((found[2] or found[1]).replace(",", "."))
    start, end = found.start(1), found.end()
    last = found.end(2) if found[2] else found.end(1)
    closing = reading.words.compiled(rf"\s?{reading.words.raw('percent')}").match(passage.plain, last, found.end())
    if closing:
        end = closing.end()
    message = _clash(reading, low, high, reading.scale.by_term.get(term or ""))
    if message:
        yield passage.found(start, end, message, "which term of the scale is meant, and does its band hold the number?")


def _clash(reading: Reading, low: float, high: float, band: Band | None) -> str | None:
    scale = reading.scale
    if band is not None and not (band.low <= low and high <= band.high):
        return f"{{}} lies outside '{spaced(band.term)}', which means {band.low} to {band.high}% on {scale.name}"
    if scale.name == "icd203" and (low <= 0 or high >= 100):
        return "{} is off the icd203 scale, which runs from 1 to 99%"
    if low == high and not any(b.low <= low <= b.high for b in scale.bands):
        return f"{{}} falls in a gap of the {scale.name} scale, which has no term for it"
    method = reading.brief.methodology or ""
    edges = {edge for b in scale.bands for edge in (b.low, b.high)}
    sharp = [number for number in (low, high) if number % 5 and number not in edges]
    if sharp and not reading.words.has("model", method):
        return "{} is more precise than a judgement can be without a model behind it"
    return None


@rule("EST-09", "warning")
def confidence_and_basis(reading: Reading) -> Iterator[Finding]:
    """Flag a key judgement without a level of confidence, or a level without its basis.

    Why: a rating with no reason cannot be weighed; it is a tone of voice. The basis names the quality of the sources,
        the gaps, the assumptions and how fast the matter moves.
    Source: ICD 203 standard 2; PHIA analytical confidence rating.
    Bad: confidence moderate, and nothing else.
    Good: confidence moderate, because two port authorities agree and neither publishes its method.
    """
    for path, judgement in judgements(reading):
        if judgement.confidence is None:
            message = f"{judgement.id} has no confidence, so the reader cannot tell how good the evidence for it is"
            yield Finding((*path, "statement"), message, "how good are the evidence and the reasoning, and why?")
        elif not judgement.confidence_basis:
            message = (
                f"{judgement.id} has the confidence '{judgement.confidence}' without a reason, so it cannot be weighed"
            )
            question = "what makes it so: sources, gaps, assumptions, or how fast things move?"
            yield Finding((*path, "confidence"), message, question)


@rule("EST-10", "warning")
def high_confidence(reading: Reading) -> Iterator[Finding]:
    """Flag high confidence that rests on too little.

    Why: high confidence needs several good, independent sources and few assumptions. One source, one origin, nothing
        but material graded E, F or 4 to 6, an unsupported linchpin, or a forecast more than 24 months ahead cannot
        carry it.
    Source: the estimative-language page of US national estimates; ICD 203 standards 1 and 2.
    Bad: confidence high, evidence one newspaper interview.
    Good: confidence moderate, evidence one newspaper interview and the ministry's own count.
    """
    for path, judgement in judgements(reading):
        if judgement.confidence not in HIGH:
            continue
        reasons = list(_thin(reading, judgement))
        if reasons:
            message = (
                f"the confidence of {judgement.id} is '{judgement.confidence}', but it rests on {' and '.join(reasons)}"
            )
            yield Finding((*path, "confidence"), message, "what else carries it, or is the confidence lower?")


def _thin(reading: Reading, judgement: Any) -> Iterator[str]:
    sources = reading.behind(judgement)
    origins = {reading.source(name, "origin") for name in sources}
    if len(sources) == 1:
        yield "one source"
    elif len(sources) > 1 and len(origins) == 1 and None not in origins:
        yield "one origin"
    if sources and all(_weak(reading, name) for name in sources):
        yield "doubtful material only"
    for name in judgement.assumptions:
        assumption = reading.items.get(name)
        if assumption and assumption.linchpin and assumption.status == "unsupported":
            yield f"the unsupported linchpin {name}"
    frame = judgement.timeframe
    end = (frame.by or frame.to) if frame else None
    start = reading.cutoff or reading.brief.meta.date
    if end and _months(start, end) > FAR_MONTHS:
        yield f"a forecast more than {FAR_MONTHS} months ahead"


def _weak(reading: Reading, name: str) -> bool:
    return (
        reading.source(name, "reliability") in WEAK_RELIABILITY
        or reading.source(name, "credibility") in WEAK_CREDIBILITY
    )


def _months(start: datetime.date, end: datetime.date) -> int:
    months = (end.year - start.year) * 12 + end.month - start.month
    return months + (1 if end.day > start.day else 0)


@rule("EST-18", "error")
def same_event(reading: Reading) -> Iterator[Finding]:
    """Flag one event that has different likelihoods in two places.

    Why: the commonest mistake of a late edit, and the first that an adviser finds. Events are matched by their shared
        key (`event` of judgements and scenarios, `event_id` of risks), never by their wording.
    Source: ICD 203 standard 6 (a product is consistent in itself).
    Bad: event grid-failure is unlikely in KJ2 and likely in R1.
    Good: event grid-failure is unlikely in both.
    """
    seen: dict[str, list[tuple[Path, str, str]]] = {}
    for section, key in (("key_judgements", "event"), ("risks", "event_id"), ("scenarios", "event")):
        for index, entry in enumerate(getattr(reading.brief, section)):
            event, term = getattr(entry, key), entry.likelihood
            if event and term:
                seen.setdefault(event, []).append(((section, index, "likelihood"), entry.id, term))
    for event, places in seen.items():
        for (_, first, term), (path, second, other) in pairwise(places):
            if term != other:
                here, there = spaced(other), spaced(term)
                message = f"the event '{event}' is '{here}' in {second}, but '{there}' in {first}"
                yield Finding(path, message, "which of the two is meant?")
