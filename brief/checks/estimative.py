"""EST: estimative language. Likelihood in words that the reader can look up, once, and apart from confidence."""

from __future__ import annotations

from collections.abc import Iterator

from .lexicon import Match
from .passages import Passage, Sentence
from .reading import JUDGEMENTS, OTHERS_WORDS, Reading
from .rule import Finding, rule

TALKING = ("key_judgements.so_what", "key_judgements.dissent.view", "implications.text", "bottom_line.so_what")


def _spans(reading: Reading, group: str, sentence: Sentence) -> Iterator[tuple[int, int]]:
    for match in reading.words.pattern(group).finditer(sentence.plain):
        yield sentence.start + match.start(), sentence.start + match.end()


def _within(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(low < end and start < high for low, high in spans)


def _attributed(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence hands what it says to somebody else."""
    return reading.words.has("attribution", sentence.plain)


@rule("EST-01", "warning", words=True)
def bare_modal(reading: Reading) -> Iterator[Finding]:
    """Flag 'may', 'might' or 'could' in a judgement that carries no term of the scale.

    Why: a reader can take the word as anything from 1% to 99%; two analysts who wrote one such sentence together
        meant 30% and 80%. Ability ('could not', 'could carry 400 people'), permission, quotations and questions are
        left alone, and so is a judgement marked not_assessed whose note says why no estimate is possible.
    Source: PHIA 2025; the US National Intelligence Council keeps 'may' for what cannot be estimated; Heuer; Kent.
    Bad: Storage may fall below a third by March 2026.
    Good: Storage is unlikely to fall below a third by March 2026.
    """
    for passage in reading.judgements:
        if reading.likelihood_of(passage.item):
            continue
        whole = passage.role == "key_judgements.statement"
        if whole and any(reading.rated(sentence) for sentence in passage.sentences):
            continue
        entry = reading.items.get(passage.item or "")
        if getattr(entry, "type", None) == "counterfactual":
            continue
        for sentence in passage.sentences:
            if not reading.rated(sentence):
                yield from _bare(reading, sentence)


def _bare(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    guarded = [span for group in ("modal_guard", "stacked") for span in _spans(reading, group, sentence)]
    for start, end in _spans(reading, "modal", sentence):
        told = reading.words.has("told", sentence.plain[: start - sentence.start])
        if not told and not _within(guarded, start, end):
            message = f"{{}} has no term of the {reading.scale.name} scale beside it; readers take it for 1% or for 99%"
            yield sentence.passage.found(start, end, message, "how likely is it, in a term of the scale?")


@rule("EST-02", "error", words=True)
def off_scale(reading: Reading) -> Iterator[Finding]:
    """Flag a phrase of probability in a judgement that the declared scale does not have.

    Why: 'serious possibility' has been read as 20 to 80%, 'fair chance' as 15 to 75%; a term of the scale has one
        range, and the legend prints it. Single adverbs (possibly, perhaps, potentially) are warnings.
    Source: ICD 203 (one of its two sets of terms must be used); Kent 1964; Good Judgment.
    Bad: There is a serious possibility of a second wave of arrivals by May 2026.
    Good: A second wave of arrivals by May 2026 is likely.
    """
    for passage in reading.judgements:
        for sentence in passage.sentences:
            yield from _off_phrases(reading, sentence)
            yield from _off_adverbs(reading, sentence)


def _off_phrases(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    stacked = [span for group in ("stacked", "double_negative") for span in _spans(reading, group, sentence)]
    for match in reading.matches(sentence.passage):
        if match.kind != "off" or not sentence.start <= match.start < sentence.end:
            continue
        if reading.words.has("told", sentence.plain[: match.start - sentence.start]):
            continue
        duty = reading.words.has("off_scale_guard", sentence.plain) and reading.words.has("off_scale_duty", match.words)
        if duty or _within(stacked, match.start, match.end):
            continue
        message = f"{{}} is not a term of the {reading.scale.name} scale, so every reader puts another number to it"
        yield sentence.passage.found(match.start, match.end, message, "which term of the scale is meant?")


def _off_adverbs(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    stacked = list(_spans(reading, "stacked", sentence))
    for start, end in _spans(reading, "adverb", sentence):
        told = reading.words.has("told", sentence.plain[: start - sentence.start])
        if not told and not _within(stacked, start, end):
            message = f"{{}} is not a term of the {reading.scale.name} scale, so nobody can tell how likely it is"
            question = "how likely is it, in a term of the scale?"
            yield sentence.passage.found(start, end, message, question, "warning")


@rule("EST-03", "warning", words=True)
def cannot_rule_out(reading: Reading) -> Iterator[Finding]:
    """Flag 'cannot rule out', 'cannot dismiss' and their like without a likelihood and a consequence.

    Why: the phrase is fair only for a remote event whose consequences make it worth a mention; on its own it can
        never be wrong, because nothing can be ruled out.
    Source: explanations of estimative language by the US National Intelligence Council, 2007.
    Bad: A blackout this winter cannot be ruled out.
    Good: A blackout this winter is very unlikely, but it would stop the hospitals of two districts within a day.
    """
    passages = {p.path: p for p in (*reading.judgements, *reading.running, *reading.in_roles(*TALKING))}
    for passage in passages.values():
        for sentence in passage.sentences:
            if passage.role not in JUDGEMENTS and _attributed(reading, sentence):
                continue
            for start, end in _spans(reading, "rule_out", sentence):
                rated = reading.rated(sentence) or bool(reading.likelihood_of(passage.item))
                if not (rated and _weighed(reading, sentence)):
                    message = "{} says only that the event is not impossible, which nothing can prove wrong"
                    yield passage.found(start, end, message, "how likely is it, and what would follow from it?")


def _weighed(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether the text says what would follow."""
    entry = reading.items.get(sentence.passage.item or "")
    field = getattr(entry, "so_what", None) or getattr(entry, "consequence", None)
    return bool(field) or reading.words.has("consequence", sentence.plain)


@rule("EST-04", "error", words=True)
def confidence_beside_likelihood(reading: Reading) -> Iterator[Finding]:
    """Flag a level of confidence that shares a sentence with a term of likelihood.

    Why: readers merge the two: 'high confidence that it is unlikely' is remembered as 'high'. Likelihood says how
        probable the event is, confidence how good the evidence is. An error under icd203, a warning under the other
        scales.
    Source: ICD 203 (forbids it outright).
    Bad: We judge with high confidence that the ceasefire is likely to hold until June.
    Good: The ceasefire is likely to hold until June. Our confidence in this is high.
    """
    for passage in reading.passages:
        if passage.kind in OTHERS_WORDS or passage.role.startswith(
            ("sources", "glossary", "methodology", "scales", "further")
        ):
            continue
        for start, end in _confidence(reading, passage):
            sentence = next((s for s in passage.sentences if s.start <= start < s.end), None)
            if sentence is not None and reading.rated(sentence):
                message = "{} stands in one sentence with a likelihood, and readers merge the two"
                yield passage.found(start, end, message, "can the confidence have a sentence of its own?")


def _confidence(reading: Reading, passage: Passage) -> Iterator[tuple[int, int]]:
    if any(stem in passage.plain for stem in reading.words.stems):
        for match in reading.words.pattern("confidence").finditer(passage.plain):
            yield match.start(), match.end()


@rule("EST-05", "error", words=True)
def two_scales(reading: Reading) -> Iterator[Finding]:
    """Flag a term of likelihood that belongs to another scale, or to the other row of ICD 203.

    Why: readers look for a difference between 'likely' and 'probable' that is not there, and 'likely' itself is
        55-80, 55-75 or 66-100% depending on the scale. Words of a named third party are left alone, and so is a brief
        whose method or disclaimer says that the two rows mean the same.
    Source: ICD 203; PHIA 2025; IPCC guidance on uncertainty.
    Bad: A strike is likely by May; a settlement before that is highly unlikely. (icd203, which says 'very unlikely')
    Good: A strike is likely by May; a settlement before that is very unlikely.
    """
    for passage in reading.passages:
        if passage.role.startswith(
            ("sources", "glossary", "scales", "further", "abbreviations", "lint", "open_questions")
        ):
            continue
        if passage.kind in OTHERS_WORDS:
            continue
        for match in reading.matches(passage):
            if match.kind == "term" and not _declared(reading, match) and _counts(reading, passage, match):
                yield passage.found(
                    match.start, match.end, _foreign(reading, match), "which term of the scale is meant?"
                )


def _declared(reading: Reading, match: Match) -> bool:
    here = [owner for owner in match.owners if owner.scale == reading.scale.name]
    return any(owner.row == reading.row for owner in here) or (bool(here) and _rows_explained(reading))


def _rows_explained(reading: Reading) -> bool:
    publisher = reading.brief.meta.publisher
    texts = (reading.brief.methodology, publisher.disclaimer if publisher else None)
    return any(reading.words.has("row_disclaimer", text) for text in texts if text)


def _counts(reading: Reading, passage: Passage, match: Match) -> bool:
    sentence = next((s for s in passage.sentences if s.start <= match.start < s.end), None)
    if sentence is None:
        return False
    if _within(list(_spans(reading, "double_negative", sentence)), match.start, match.end):
        return False
    context = reading.words.contexts.get(match.words)
    if context and not reading.words.has_words(context, sentence.plain):
        return False
    return not _attributed(reading, Sentence(passage, sentence.start, match.start))


def _foreign(reading: Reading, match: Match) -> str:
    declared = reading.scale.name
    row = next((owner.row for owner in match.owners if owner.scale == declared), None)
    if row is not None:
        return (
            f"{{}} is a term of row {row} of {declared}, and this brief uses row {reading.row}; two words, two ranges"
        )
    scales = " and ".join(sorted({owner.scale for owner in match.owners}))
    return f"{{}} is a term of {scales}, and this brief declares {declared}; the same word has another range there"


@rule("EST-12", "warning", words=True)
def stacked_hedges(reading: Reading) -> Iterator[Finding]:
    """Flag two hedges on one claim, such as 'could potentially', 'may well' or 'seems likely'.

    Why: each hedge multiplies the doubt, and the reader cannot tell how often to divide.
    Source: ICD 203 standard 6; Treverton on the President's brief of 6 August 2001.
    Bad: New tariffs could potentially close the plant by 2027.
    Good: New tariffs are unlikely to close the plant by 2027.
    """
    passages = {p.path: p for p in (*reading.judgements, *reading.running, *reading.in_roles(*TALKING))}
    for passage in passages.values():
        for sentence in passage.sentences:
            if passage.role not in JUDGEMENTS and _attributed(reading, sentence):
                continue
            for start, end in _spans(reading, "stacked", sentence):
                message = "{} hedges twice, and each hedge multiplies the doubt"
                yield passage.found(start, end, message, "which one term of the scale says it?")


@rule("EST-14", "warning", words=True)
def certainty(reading: Reading) -> Iterator[Finding]:
    """Flag a bare 'will', or a word of certainty, in a forecast.

    Why: it states an estimate as a fact, and one surprise is enough to lose the reader. Events that stand in the
        calendar (scheduled, due, expires, enters into force) are left alone.
    Source: ICD 203 standard 3; CIA tradecraft note 5 (a fact is what has been verified).
    Bad: The coalition will collapse before the budget vote in November 2026.
    Good: The coalition is likely to collapse before the budget vote in November 2026.
    """
    for passage in reading.in_roles("key_judgements.statement", "bottom_line.text"):
        entry = reading.items.get(passage.item or "")
        if getattr(entry, "type", None) not in (None, "forecast"):
            continue
        for sentence in passage.sentences:
            yield from _certain(reading, sentence)


def _certain(reading: Reading, sentence: Sentence) -> Iterator[Finding]:
    words = reading.words
    for start, end in _spans(reading, "certainty", sentence):
        message = "{} gives an estimate out as a fact"
        yield sentence.passage.found(start, end, message, "how likely is it, in a term of the scale?")
    rated = any(sentence.start <= match.start < sentence.end for match in reading.matches(sentence.passage))
    if rated or words.has("scheduled", sentence.plain) or words.has("adverb", sentence.plain):
        return
    nouns = list(_spans(reading, "will_guard", sentence))
    for start, end in _spans(reading, "will", sentence):
        if not _within(nouns, start, end):
            message = "{} states a forecast as a fact"
            yield sentence.passage.found(start, end, message, "how likely is it, in a term of the scale?")
