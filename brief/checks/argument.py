"""LOG: argument. A main message, claims rather than topics, and what would prove them wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .earlier import earlier_edition
from .likelihood import HIGH, judgements
from .passages import Sentence
from .reading import OTHERS_WORDS, RUNNING, Reading
from .rule import Finding, rule

BOTTOM_LINE_WORDS = 60
SHORT = 12
MOST_JUDGEMENTS = 6


def count_words(plain: str) -> int:
    """Count the words of a text as a reader would."""
    return len(re.findall(r"[^\W_]+(?:['’\-–.,/][^\W_]+)*", plain))


@rule("LOG-01", "error")
def bottom_line(reading: Reading) -> Iterator[Finding]:
    """Flag a brief without a bottom line, or a bottom line of more than 60 words.

    Why: it is the only part that is sure to be read. None at all is an error, a long one a warning.
    Source: ICD 203 standard 6 (the main message up front); the practice of bottom line up front.
    Bad: no bottom_line.
    Good: bottom_line 'Gas stocks are likely to last the winter if March is not colder than 2018; then they are not.'
    """
    line = reading.brief.bottom_line
    if line is None:
        message = "there is no bottom_line, and it is the only part that is sure to be read"
        yield Finding(("meta",), message, "if the reader remembers one sentence, which one?", key=True)
        return
    passage = next(reading.in_roles("bottom_line.text"))
    count = count_words(re.sub(r"\[@[^\]]*\]", " ", passage.text))
    if count > BOTTOM_LINE_WORDS:
        message = f"the bottom line has {count} words; more than {BOTTOM_LINE_WORDS} are not read in one look"
        yield Finding(
            ("bottom_line", "text"), message, "which half of it can the reader do without?", severity="warning"
        )


@rule("LOG-03", "warning", words=True)
def topic(reading: Reading) -> Iterator[Finding]:
    """Flag a key judgement that is a topic or a question, not a claim.

    Why: 'Relations with the coastal states' is a heading: nobody can agree with it, act on it or prove it wrong.
    Source: the CIA doctrine of the core assertion; ICD 203 standard 3.
    Bad: Teacher shortages in rural districts
    Good: Teacher shortages in rural districts are likely to close at least 40 schools by September 2027.
    """
    for passage in reading.in_roles("key_judgements.statement"):
        text = passage.text.strip()
        if text.endswith("?"):
            message = "{} is a question, not a claim that can be agreed with or proved wrong"
            yield passage.found(0, len(passage.text), message, "what is your answer to it?")
        elif count_words(text) <= SHORT and not reading.words.has("verb", text) and not list(reading.matches(passage)):
            message = "{} names a topic and claims nothing about it"
            yield passage.found(0, len(passage.text), message, "what about it, and how likely?")


@rule("LOG-06", "error")
def linchpin(reading: Reading) -> Iterator[Finding]:
    """Flag a linchpin assumption that does not say what follows if it is wrong, or that carries more than it can.

    Why: about a quarter of assumptions collapse on examination; where a judgement falls with one, the reader must
        know what comes instead. High confidence cannot rest on a linchpin that nothing supports.
    Source: ICD 203 standard 3; CIA tradecraft note 3; the key assumptions check.
    Bad: linchpin true, and no if_wrong.
    Good: linchpin true; if_wrong 'Then stocks are empty by February and KJ1 falls.'
    """
    for index, assumption in enumerate(reading.brief.assumptions):
        if not assumption.linchpin:
            continue
        if not assumption.if_wrong:
            message = f"{assumption.id} is a linchpin, but nothing says what follows if it is wrong"
            yield Finding(("assumptions", index, "linchpin"), message, "what happens to the judgement then?")
        resting = [j.id for _, j in judgements(reading) if assumption.id in j.assumptions and j.confidence in HIGH]
        if assumption.status == "unsupported" and resting:
            names = " and ".join(resting)
            message = f"{assumption.id} is unsupported, but the high confidence of {names} rests on it"
            yield Finding(("assumptions", index, "status"), message, "what supports it, or is the confidence lower?")


@rule("LOG-07", "warning")
def would_change(reading: Reading) -> Iterator[Finding]:
    """Flag a key judgement that names nothing that would change it: no would_change and no indicator.

    Why: a judgement that no event could move is a belief; the reader needs to know what to watch for.
    Source: ICD 203 standards 2 and 3.
    Bad: a judgement without would_change and without an indicator.
    Good: would_change 'Two weeks of queues of more than 500 lorries at the northern crossing.'
    """
    watched = {name for indicator in reading.brief.indicators for name in indicator.for_}
    for path, judgement in judgements(reading):
        if not judgement.would_change and not judgement.indicators and judgement.id not in watched:
            message = f"nothing says what would change {judgement.id}, by would_change or by an indicator"
            yield Finding((*path, "statement"), message, "what would you have to see to drop it?")


@rule("LOG-08", "error")
def unexplained_change(reading: Reading) -> Iterator[Finding]:
    """Flag a judgement that does not say how it compares with the edition that this one supersedes.

    Why: readers of the last edition look for what moved; a line that shifts or vanishes in silence looks like a
        mistake, or like a hidden one. A judgement that was dropped stays with direction `dropped`. Where the last
        edition lies in the same workspace, its judgements are compared by their ids.
    Source: ICD 203 standard 7 (explains change or consistency).
    Bad: supersedes border-traffic@1.0, and KJ2 without change_since_last.
    Good: KJ2 with change_since_last {direction: lowered, note: 'Two crossings reopened.'}
    """
    last = reading.brief.meta.supersedes
    if last:
        yield from _vanished(reading, str(last))
    for path, judgement in judgements(reading):
        if last and judgement.change_since_last is None:
            message = f"this edition replaces {last}, but {judgement.id} does not say how it compares with it"
            yield Finding((*path, "statement"), message, "is it new, unchanged, raised, lowered, reversed or dropped?")


def _vanished(reading: Reading, last: str) -> Iterator[Finding]:
    """Find the judgements of the last edition that this one no longer has."""
    earlier = earlier_edition(reading, last)
    if earlier is None:
        return
    kept = {judgement.id for _, judgement in judgements(reading)}
    for judgement in earlier.key_judgements:
        change = judgement.change_since_last
        if judgement.id not in kept and not (change and change.direction == "dropped"):
            message = f"{judgement.id} of {last} is gone without a word"
            question = "was it dropped (then it stays, with change_since_last: dropped), or has it another id?"
            yield Finding(("key_judgements",), message, question, key=True)


@rule("LOG-09", "warning", words=True)
def advocacy(reading: Reading) -> Iterator[Finding]:
    """Flag 'should', 'must' or 'need to' in the judgements or the background of an assessment.

    Why: an assessment informs and does not advocate; what ought to be done has a section of its own, and papers of
        other kinds for it. What a law requires, and what others demand, is left alone.
    Source: ICD 203, analytic standard b (independent of political consideration).
    Bad: The ministry must close the crossing before the harvest.
    Good: If the crossing stays open, theft of harvesters is likely to go on until October.
    """
    roles = ("key_judgements.statement", "bottom_line.text", *RUNNING)
    for passage in reading.in_roles(*roles):
        if passage.kind in (*OTHERS_WORDS, "recommendation"):
            continue
        for sentence in passage.sentences:
            if reading.words.has("advocacy_guard", sentence.plain):
                continue
            for match in reading.words.pattern("advocacy").finditer(sentence.plain):
                # 'Should the talks fail, …' is a condition.
                condition = match[0][0].isupper() and reading.words.has("inverted", match[0])
                if condition or _of_others(reading, sentence, match) or _plain_duty(reading, sentence, match):
                    continue
                start = sentence.start + match.start()
                message = "{} tells the reader what to do, and an assessment informs"
                question = "what happens if it is not done, and how likely is that?"
                yield passage.found(start, sentence.start + match.end(), message, question)


def _of_others(reading: Reading, sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether others demand it: their words of saying stand before the duty or after it."""
    before, after = sentence.plain[: match.start()], sentence.plain[match.end() :]
    return reading.words.has("attribution", before) or reading.words.has("told", after)


def _plain_duty(reading: Reading, sentence: Sentence, match: re.Match[str]) -> bool:
    """Tell whether a duty is a fact of life ('recruits must be 18'), and not what somebody in particular has to do."""
    words = reading.words
    return words.has("plain_duty", match[0]) and not words.has("duty_subject", sentence.plain[: match.start()])


@rule("LOG-02", "warning", tier=2)
def how_many(reading: Reading) -> Iterator[Finding]:
    """Flag a brief with one key judgement only, or with more than six.

    Why: three to five are what a reader can carry into a meeting.
    Source: the practice of national estimates and of CRS summaries.
    Bad: nine key judgements.
    Good: four key judgements; the other five are arguments for them, under analysis.
    """
    count = len(reading.brief.key_judgements)
    if count == 1 or count > MOST_JUDGEMENTS:
        found = "is one key judgement" if count == 1 else f"are {count} key judgements"
        message = f"there {found}, and a reader can carry three to five"
        yield Finding(("key_judgements",), message, "which of them does the reader need in the room?", key=True)


@rule("LOG-04", "warning", tier=2)
def no_so_what(reading: Reading) -> Iterator[Finding]:
    """Flag a judgement from which nothing follows for the reader: no so_what, and no implication that names it.

    Why: a reader who has to work out what it means for them will do so wrongly, or not at all.
    Source: ICD 203 standard 5 (customer relevance).
    Bad: KJ3 without so_what.
    Good: so_what 'The spring order has to go out before the price review.'
    """
    named = {name for implication in reading.brief.implications for name in implication.for_}
    for path, judgement in judgements(reading):
        if not judgement.so_what and judgement.id not in named:
            message = f"{judgement.id} does not say what it means for the reader"
            yield Finding((*path, "statement"), message, "so what?")


@rule("LOG-05", "warning", tier=2, words=True)
def judgement_among_facts(reading: Reading) -> Iterator[Finding]:
    """Flag the language of judgement ('likely', 'we assess', 'suggests that') inside what is given out as a fact.

    Why: information and inference must be kept apart, or the reader weighs one as the other.
    Source: ICD 203 standard 3.
    Bad: kind fact, 'The outage probably began in the substation.'
    Good: kind judgement, 'The outage is likely to have begun in the substation.'
    """
    for passage in reading.passages:
        factual = passage.kind in ("fact", "data") and passage.role.split(".")[0] in ("facts", "background", "analysis")
        if not factual and passage.role != "timeline.text":
            continue
        for sentence in passage.sentences:
            match = reading.words.pattern("assessing").search(sentence.plain)
            if match and not reading.words.has("attribution", sentence.plain[: match.start()]):
                start = sentence.start + match.start()
                message = "{} is the language of judgement, and this is given out as a fact"
                yield passage.found(start, sentence.start + match.end(), message, "is it known, or is it inferred?")
