"""SRC: sourcing. Every judgement leads to its sources, and the reader learns how good they are (ICD 206)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..citations import citations_in, read_citation
from ..model import walk
from ..model.fields import Evidence, Line, Prose
from .likelihood import judgements
from .passages import Passage, Sentence
from .reading import Reading, as_day, first_day
from .rule import Finding, Path, rule

PARTISAN = ("party_to_dispute", "state_media")
SOURCED = ("facts", "timeline", "risks", "post_cutoff", "sources", "glossary", "further_reading", "lint")


def source_paths(reading: Reading) -> Iterator[tuple[Path, Any]]:
    """Yield every source with its path."""
    for index, source in enumerate(reading.brief.sources):
        yield ("sources", index), source


@rule("SRC-01", "error")
def no_evidence(reading: Reading) -> Iterator[Finding]:
    """Flag a key judgement that names no evidence and cites nothing.

    Why: a citation is due whenever a judgement depends on a source; without one the reader has only the author's
        word.
    Source: ICD 206 (source reference citation).
    Bad: a judgement without `evidence` and without [@S1] in its text.
    Good: evidence S1#12 and F2.
    """
    for path, judgement in judgements(reading):
        cited = [c for text in (judgement.statement, judgement.confidence_basis) if text for c in citations_in(text)]
        if not judgement.evidence and not cited:
            message = f"{judgement.id} names no evidence, so the reader has only the author's word for it"
            yield Finding((*path, "statement"), message, "which sources or facts does it rest on?")


@rule("SRC-02", "error")
def unused_source(reading: Reading) -> Iterator[Finding]:
    """Flag a reference to something that the brief does not have; with --strict also a source that nothing cites.

    Why: a broken note sends the reader nowhere, and a source that carries nothing makes the base look broader than it
        is. A broken reference stops the brief from being read; an unused source is a remark.
    Source: the mechanics of notes; ICD 206.
    Bad: evidence S9, and the list of sources ends at S7.
    Good: evidence S7, p. 4.
    """
    used: set[str] = set()
    for _, value in walk(reading.brief):
        if isinstance(value, Evidence):
            citation = read_citation(value)
            used |= {citation.target} if citation else set()
        elif isinstance(value, Line | Prose):
            used |= {citation.target for _, citation in citations_in(value) if citation}
    for path, source in source_paths(reading):
        if source.id not in used:
            message = f"nothing in the brief cites {source.id}"
            yield Finding((*path, "id"), message, "what rests on it, or can it go to further_reading?", severity="info")


@rule("SRC-04", "warning", words=True)
def one_source(reading: Reading) -> Iterator[Finding]:
    """Flag a judgement that rests on one source, where no text says so.

    Why: one source is fair if it is declared and dangerous if it is not. The basis of the confidence, the sentence
        itself or the source summary can say it.
    Source: ICD 203 standard 1; CIA tradecraft note 5.
    Bad: evidence S1 only; confidence_basis 'Consistent reporting.'
    Good: evidence S1 only; confidence_basis 'One survey, not repeated since.'
    """
    if reading.words.has("single_source", reading.brief.source_summary or ""):
        return
    for path, judgement in judgements(reading):
        sources = reading.behind(judgement)
        texts = (judgement.statement, judgement.confidence_basis, judgement.likelihood_note)
        if len(sources) == 1 and not any(reading.words.has("single_source", text) for text in texts if text):
            message = f"{judgement.id} rests on {sources[0]} alone, and no text says so"
            where = "evidence" if judgement.evidence else "statement"
            yield Finding(
                (*path, where), message, "what else supports it, or where does the brief say it is one source?"
            )


@rule("SRC-05", "warning")
def one_origin(reading: Reading) -> Iterator[Finding]:
    """Flag a judgement whose several sources all go back to one origin.

    Why: five papers that print one agency's wire are one source that looks like five. Needs `origin` on the sources.
    Source: the rationale of ICD 206; Admiralty grade 1 asks for independent confirmation.
    Bad: evidence S2 and S3, both with origin 'IEA monthly report'.
    Good: evidence S2 and S4, with origins 'IEA monthly report' and 'grid operator'.
    """
    for path, judgement in judgements(reading):
        sources = reading.behind(judgement)
        origins = {str(reading.source(name, "origin") or f"?{name}").casefold() for name in sources}
        if len(sources) > 1 and len(origins) == 1:
            origin = reading.source(sources[0], "origin")
            message = f"{' and '.join(sources)} behind {judgement.id} all go back to '{origin}', which is one source"
            where = "evidence" if judgement.evidence else "statement"
            yield Finding((*path, where), message, "which source of another origin confirms it?")


@rule("SRC-08", "error")
def after_cutoff(reading: Reading) -> Iterator[Finding]:
    """Flag a source dated after the information cut-off, or a cut-off after the day of publication.

    Why: either the cut-off is wrong, or something was slipped in that nobody cleared. A source that was only read
        again between cut-off and publication is a warning; one that serves the box 'Since the cut-off' is left alone.
    Source: the practice of assessments with a cut-off.
    Bad: information_cutoff 2026-01-10, and a source dated 2026-01-14.
    Good: information_cutoff 2026-01-14, and a source dated 2026-01-14.
    """
    cutoff, published = reading.cutoff, reading.brief.meta.date
    if cutoff and cutoff > published:
        message = f"the information cut-off {cutoff} lies after the publication on {published}"
        yield Finding(("meta", "information_cutoff"), message, "which of the two dates is right?")
    later = _only_later(reading)
    for path, source in source_paths(reading):
        day, read = first_day(reading.source(source.id, "date")), as_day(source.accessed)
        if cutoff and day and day > cutoff and source.id not in later:
            where = "date" if source.date else "id"
            message = (
                f"{source.id} is dated {reading.source(source.id, 'date')}, after the information cut-off {cutoff}"
            )
            yield Finding((*path, where), message, "should the cut-off move, or does it belong under post_cutoff?")
        elif read and read > published:
            message = f"{source.id} was read on {read}, after the publication on {published}"
            yield Finding((*path, "accessed"), message, "which of the two dates is right?")
        elif read and cutoff and read > cutoff and source.id not in later:
            message = f"{source.id} was read on {read}, after the information cut-off {cutoff}"
            yield Finding((*path, "accessed"), message, "was anything taken from it that is newer?", severity="warning")


def _only_later(reading: Reading) -> set[str]:
    """Return the sources that only events after the cut-off and outcomes cite; a summary of all sources is neither."""
    later = set(reading.sources_behind([e for event in reading.brief.post_cutoff for e in event.sources]))
    texts = [p for p in reading.passages if _is_later(p.path)]
    later |= set(reading.sources_behind((), *(p.text for p in texts)))
    others: list[str] = [str(v) for path, v in walk(reading.brief) if isinstance(v, Evidence) and not _is_later(path)]
    told = [p.text for p in reading.passages if not _is_later(p.path) and p.path[0] != "source_summary"]
    rest = reading.sources_behind(others, *told)
    return later - set(rest)


def _is_later(path: Path) -> bool:
    """Tell whether a text stands where news from after the cut-off belongs."""
    return path[0] in ("post_cutoff", "changes") or "resolution" in path


@rule("SRC-10", "warning")
def source_summary(reading: Reading) -> Iterator[Finding]:
    """Flag an assessment without a source summary, or with one that names no weak point.

    Why: the reader has to learn how good the whole base is and which sources carry the weight; a base without any
        weak point has not been looked at.
    Source: ICD 206 (source summary statement, strongly encouraged).
    Bad: source_summary 'We used official and press sources.'
    Good: source_summary 'Official counts carry KJ1. The border villages report late, and we saw no first-hand
        account.'
    """
    summary = reading.brief.source_summary
    if not summary:
        message = "there is no source_summary, so the reader cannot tell how good the whole base is"
        yield Finding(("meta",), message, "which sources carry the weight, and where is the base weak?", key=True)
    elif reading.lexicon is not None and not reading.lexicon.has("weakness", summary):
        message = "the source summary names no weak point, and no base is without one"
        yield Finding(("source_summary",), message, "what is missing, old, one-sided or not confirmed?")


@rule("SRC-11", "warning", words=True)
def crowd(reading: Reading) -> Iterator[Finding]:
    """Flag a vague attribution that cites nothing: 'reportedly', 'experts say', 'it is understood'.

    Why: it hides one source behind a crowd, and the desk officer who is asked 'who says so?' has no answer.
    Source: CIA tradecraft note 5; ICD 206.
    Bad: Observers note that the border police reportedly let convoys pass.
    Good: Two aid agencies saw the border police let convoys pass [@S4; @S5].
    """
    for passage in reading.passages:
        if passage.role.split(".")[0] in SOURCED or _cited_elsewhere(reading, passage):
            continue
        for number, sentence in enumerate(passage.sentences):
            following = passage.sentences[number + 1 : number + 2]
            if sentence.cites or any(_same_paragraph(sentence, other) and other.cites for other in following):
                continue
            for match in _crowds(reading, sentence):
                message = "{} names nobody and cites nothing, so it may be one source made to look like many"
                start, end = sentence.start + match.start(), sentence.start + match.end()
                yield passage.found(start, end, message, "who says so, and where?")


def _crowds(reading: Reading, sentence: Sentence) -> Iterator[re.Match[str]]:
    """Yield the words that hand a statement to nobody; a name before them makes a crowd into somebody."""
    words = reading.words
    yield from words.pattern("crowd").finditer(sentence.plain)
    # 'Il aurait quitté le pays': a mood of the verb that hands on hearsay, or follows from a condition.
    if not words.has("hearsay_guard", sentence.plain):
        yield from words.pattern("hearsay").finditer(sentence.plain)
    for match in words.pattern("crowd_of").finditer(sentence.plain):
        if not words.has("named_crowd", sentence.plain[: match.start()]):
            yield match


def _cited_elsewhere(reading: Reading, passage: Passage) -> bool:
    """Tell whether the item of a text carries its evidence in a field of its own."""
    entry = reading.items.get(passage.item or "")
    return bool(getattr(entry, "evidence", ()) or getattr(entry, "sources", ()))


def _same_paragraph(first: Sentence, second: Sentence) -> bool:
    return "\n\n" not in first.passage.text[first.start : second.end].strip()


@rule("SRC-12", "warning")
def claim_as_fact(reading: Reading) -> Iterator[Finding]:
    """Flag a statement that only a party to the dispute or state media support, printed as a fact.

    Why: what one side says about itself is a claim. Mark it `claimed` or `reported`, or say in the sentence who says
        it.
    Source: CIA tradecraft note 5; the Admiralty grades.
    Bad: kind fact, 'The convoy carried only flour', sources the ministry that sent it.
    Good: kind claimed, 'The ministry says that the convoy carried only flour'.
    """
    message = "only a party to the dispute or state media stand behind this, yet it is printed as a fact"
    question = "is it claimed or reported, and does the sentence say by whom?"
    for index, fact in enumerate(reading.brief.facts):
        if fact.kind in ("fact", "data") and _partisan(reading, reading.sources_behind(fact.sources, fact.text)):
            yield Finding(("facts", index, "kind"), f"{fact.id}: {message}", question)
    for index, event in enumerate(reading.brief.timeline):
        said = reading.lexicon is None or reading.lexicon.has("attribution", event.text)
        if not said and _partisan(reading, reading.sources_behind(event.sources, event.text)):
            yield Finding(("timeline", index, "text"), message, question)
    for passage in reading.passages:
        if passage.kind in ("fact", "data") and passage.role.endswith("blocks.text"):
            said = reading.lexicon is None or reading.lexicon.has("attribution", passage.plain)
            if not said and _partisan(reading, reading.sources_behind((), passage.text)):
                yield Finding(passage.path, message, question)


def _partisan(reading: Reading, sources: list[str]) -> bool:
    return bool(sources) and all(reading.source(name, "interest") in PARTISAN for name in sources)


@rule("SRC-14", "warning")
def two_values(reading: Reading) -> Iterator[Finding]:
    """Flag two facts that give one measure two values, without saying that it is disputed or moved.

    Why: tolls, prices and counts move; each value was right on its day. Give each its `as_of`, or say who disputes
        it.
    Source: ICD 203 standards 1 and 6.
    Bad: measure arrivals, values 12,400 and 13,100, no dates.
    Good: measure arrivals, values 12,400 (as of 2025-10-01) and 13,100 (as of 2025-11-01).
    """
    seen: dict[str, list[Any]] = {}
    for index, fact in enumerate(reading.brief.facts):
        if not fact.measure or fact.value is None:
            continue
        for other in seen.setdefault(fact.measure, []):
            dated = fact.as_of and other.as_of and str(fact.as_of) != str(other.as_of)
            if fact.value != other.value and not dated and not (fact.disputed or other.disputed):
                message = f"'{fact.measure}' is {fact.value} in {fact.id}, but {other.value} in {other.id}"
                yield Finding(("facts", index, "value"), message, "which day does each hold for, or who disputes it?")
                break
        seen[fact.measure].append(fact)
