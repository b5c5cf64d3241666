"""EST, strict: how an estimate is phrased. Double negatives, joined outcomes, bare conditions, sets of scenarios."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .reading import Reading
from .rule import Finding, rule


@rule("EST-11", "warning", tier=2, words=True)
def double_negative(reading: Reading) -> Iterator[Finding]:
    """Flag a double negative such as 'not unlikely' or 'not impossible'.

    Why: it is ambiguous in English and cannot be translated by an interpreter who hears it once.
    Source: Kent; guidance on plain language.
    Bad: A second devaluation this year is not unlikely.
    Good: A second devaluation this year is likely.
    """
    passages = {p.path: p for p in (*reading.judgements, *reading.running)}
    for passage in passages.values():
        for match in reading.words.pattern("double_negative").finditer(passage.plain):
            message = "{} can be read both ways, and no interpreter can say it"
            yield passage.found(match.start(), match.end(), message, "which term of the scale is meant?")


@rule("EST-13", "warning", tier=2, words=True)
def joined_outcomes(reading: Reading) -> Iterator[Finding]:
    """Flag one likelihood that covers two outcomes joined by 'and to', 'and will' or 'or to' in a judgement.

    Why: both together are less likely than either, and the reader cannot tell which of the two is rated.
    Source: the practice of forming judgements; the primer on analysis of competing hypotheses.
    Bad: The council is likely to raise fares and to close two lines by 2027.
    Good: KJ2: The council is likely to raise fares by 2027. KJ3: It is unlikely to close lines before 2028.
    """
    for passage in reading.in_roles("key_judgements.statement"):
        for sentence in passage.sentences:
            terms = [
                m for m in reading.matches(passage) if m.kind == "term" and sentence.start <= m.start < sentence.end
            ]
            if len(terms) != 1:
                continue
            match = reading.words.pattern("joined").search(passage.plain, terms[0].end, sentence.end)
            if match:
                message = f"{{}} joins a second outcome to '{terms[0].words}', and nobody can tell which one is rated"
                yield passage.found(match.start(), match.end(), message, "are these two judgements?")


@rule("EST-15", "info", tier=2, words=True)
def soft_ownership(reading: Reading) -> Iterator[Finding]:
    """Flag 'we believe', 'we feel', 'we think', or 'we assess' more than once in a paragraph.

    Why: the heading says already that these are judgements; said again it reads as self-protection.
    Source: Treverton, former chair of the US National Intelligence Council.
    Bad: We believe that the port is likely to reopen by May 2026.
    Good: The port is likely to reopen by May 2026.
    """
    passages = {p.path: p for p in (*reading.judgements, *reading.running)}
    for passage in passages.values():
        for match in reading.words.pattern("ownership").finditer(passage.plain):
            message = "{} adds nothing to a judgement but distance"
            yield passage.found(match.start(), match.end(), message, "does the sentence lose anything without it?")
        assessed = list(reading.words.pattern("we_assess").finditer(passage.plain))
        for earlier, match in pairwise(assessed):
            if "\n\n" not in passage.plain[earlier.start() : match.start()]:
                message = "{} stands twice in one paragraph, and once is enough"
                yield passage.found(match.start(), match.end(), message, "does the sentence lose anything without it?")


@rule("EST-16", "warning", tier=2, words=True)
def bare_condition(reading: Reading) -> Iterator[Finding]:
    """Flag a judgement of the form 'if X, then Y is likely' that says nothing about how likely X is.

    Why: the reader needs the likelihood of the condition to act on the rest; without it the sentence cannot be wrong.
    Source: PHIA 2025.
    Bad: If the dam is not repaired, flooding in the lower town is likely by April 2027.
    Good: The dam is unlikely to be repaired in time. If it is not, flooding in the lower town is likely by April
        2027.
    """
    words = reading.words
    conditions = words.compiled(rf"(?:\A|[,;:])\s*(?:{words.raw('conjunction')}\s+)?({words.source('condition')})")
    for passage in reading.in_roles("key_judgements.statement"):
        sentences = passage.sentences
        for number, sentence in enumerate(sentences):
            match = conditions.search(sentence.plain)
            if match is None or not reading.rated(sentence):
                continue
            terms = [m for m in reading.matches(passage) if m.kind == "term"]
            if len(terms) < 2 and not any(reading.rated(other) for other in sentences[:number]):
                message = "{} opens a condition whose own likelihood is not given"
                start, end = sentence.start + match.start(1), sentence.start + match.end(1)
                yield passage.found(start, end, message, "how likely is the condition?")


@rule("EST-17", "error", tier=2)
def scenario_sum(reading: Reading) -> Iterator[Finding]:
    """Flag scenarios that are marked exhaustive, but whose bands cannot add up to 100%.

    Why: an adviser will add them up in the margin. Lower ends above 100 or upper ends below 100 cannot be right.
    Source: the axioms of probability.
    Bad: exhaustive true, with three scenarios that are all likely (55 to 80% each).
    Good: likely, unlikely and very unlikely (80 to 145% at the ends).
    """
    bands = [reading.scale.by_term.get(scenario.likelihood or "") for scenario in reading.brief.scenarios]
    known = [band for band in bands if band is not None]
    if not reading.brief.scenario_set.exhaustive or not known or len(known) < len(bands):
        return
    low, high = sum(band.low for band in known), sum(band.high for band in known)
    if low > 100 or high < 100:
        message = f"the scenarios are said to cover everything, but their bands add up to {low} to {high}%"
        yield Finding(("scenarios",), message, "which likelihood is off, or which scenario is missing?", key=True)
