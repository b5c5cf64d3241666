"""SRC, strict: how sources are described, graded and cited, and how old they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import partial

from ..citations import citations_in, read_citation
from ..model import walk
from ..model.fields import Evidence
from .likelihood import judgements
from .reading import RUNNING, Reading, first_day
from .rule import Finding, rule
from .sourcing import source_paths

DIAGONAL = {"A": "1", "B": "2", "C": "3", "D": "4", "E": "5", "F": "6"}
PERISHABLE = ("social_media", "press_release", "broadcast")
MAX_AGE_DAYS = 90
MOST = 0.6
# Words of somebody else, long enough to be more than a name or a term.
_QUOTATION = re.compile(r"“[^“”]{25,600}”|«[^«»]{25,600}»|„[^„“”]{25,600}[“”]|(?<!\w)\"[^\"]{25,600}\"(?!\w)")
SAME_WORDS = 40
ENOUGH = 5  # grades
MANY_CITATIONS = 10


@rule("SRC-03", "warning", tier=2)
def uncited_figure(reading: Reading) -> Iterator[Finding]:
    """Flag a figure or a quotation in the background, an event, or a figure in a talking point, that cites nothing.

    Why: figures, quotations and dates are the first three things that a desk officer is asked to prove. A talking point
        that says what it rests on has its source there.
    Source: ICD 206; the practice of POST and the Commons Library.
    Bad: Arrivals rose by 40 per cent.
    Good: Arrivals rose by 40 per cent [@S2, table 3].
    """
    for passage in reading.in_roles(*RUNNING):
        for number, sentence in enumerate(passage.sentences):
            match = reading.words.pattern("figure").search(sentence.plain)
            near = passage.sentences[max(0, number - 1) : number + 2]
            match = match or _QUOTATION.search(sentence.text)
            if match and passage.kind not in ("judgement", "assumption") and not any(other.cites for other in near):
                message = "{} has no citation, and it is the first thing that somebody will ask about"
                start = sentence.start + match.start()
                yield passage.found(start, sentence.start + match.end(), message, "where does it stand?")
    for passage in reading.in_roles("meeting.talking_points.text"):
        match = reading.words.pattern("figure").search(passage.plain)
        point = reading.brief.meeting.talking_points[int(passage.path[2])] if reading.brief.meeting else None
        if match and point is not None and not point.from_ and "[@" not in passage.text:
            message = "{} is to be said aloud, and nothing tells where it comes from"
            yield passage.found(match.start(), match.end(), message, "which judgement or source does it rest on?")
    for index, event in enumerate(reading.brief.timeline):
        if not reading.sources_behind(event.sources, event.text) and not event.expected:
            message = "this event of the timeline cites nothing"
            yield Finding(("timeline", index, "text"), message, "where does it stand?")


@rule("SRC-06", "info", tier=2)
def diagonal(reading: Reading) -> Iterator[Finding]:
    """Flag Admiralty grades that run along the diagonal (A1, B2, C3 …), or a grade without its pair.

    Why: the two axes are judged apart: a good source can carry a doubtful story. In a study of 1,400 reports 87% of
        the grades lay on the diagonal, which shows that the two had been merged.
    Source: Baker, McKendry and Mace 1968; Irwin and Mandel 2019.
    Bad: six sources, graded B2, B2, C3, C3, A1, B2.
    Good: B3, where a usually reliable source tells what it heard from others.
    """
    grades = []
    for path, source in source_paths(reading):
        first, second = reading.source(source.id, "reliability"), reading.source(source.id, "credibility")
        if (first is None) != (second is None):
            have, lack = ("reliability", "credibility") if first else ("credibility", "reliability")
            message = f"{source.id} has a grade of {have} but none of {lack}"
            where = have if getattr(source, have) else "id"
            yield Finding((*path, where), message, f"what is the grade of {lack}?")
        elif first:
            grades.append((first, second))
    straight = sum(DIAGONAL[first] == second for first, second in grades)
    if len(grades) >= ENOUGH and straight > 0.8 * len(grades):
        message = f"{straight} of {len(grades)} grades lie on the diagonal, as if the two axes were one"
        yield Finding(("sources",), message, "was the information graded apart from its source?", key=True)


@rule("SRC-07", "warning", tier=2)
def web_source(reading: Reading) -> Iterator[Finding]:
    """Flag a web source that lacks its author, its date or the day it was read, or a perishable one without a copy.

    Why: pages move and vanish; the reader has to find what the author read.
    Source: ICS 206-01 (2024); guidance on grey literature.
    Bad: a post on social media with its address only.
    Good: the same with author, date, accessed and archived_url.
    """
    for path, source in source_paths(reading):
        get = partial(reading.source, source.id)
        if not get("url"):
            continue
        wanting = [] if get("author") or get("publisher") or get("container") else ["author or publisher"]
        wanting += [] if get("date") else ["date"]
        seed = reading.document.seeds.get(source.record or "")
        wanting += [] if source.accessed or (seed and seed.retrieved) else ["day of access"]
        if get("type") in PERISHABLE and not get("archived_url"):
            wanting.append("archived copy")
        if wanting:
            message = f"{source.id} is on the web and has no {', no '.join(wanting)}"
            where = "url" if source.url else "id"
            yield Finding((*path, where), message, "how will the reader find what you read?")


@rule("SRC-09", "warning", tier=2)
def old_base(reading: Reading) -> Iterator[Finding]:
    """Flag a judgement on the current state whose newest source is more than 90 days older than the cut-off.

    Why: how current the information is decides how sure one can be of a present state.
    Source: ICD 203 standard 2.
    Bad: type current_state, newest source from January, cut-off in October.
    Good: type current_state, newest source from September, cut-off in October.
    """
    cutoff = reading.cutoff
    for path, judgement in judgements(reading):
        days = [first_day(reading.source(name, "date")) for name in reading.behind(judgement)]
        known = [day for day in days if day is not None]
        if judgement.type == "current_state" and cutoff and known and (cutoff - max(known)).days > MAX_AGE_DAYS:
            message = (
                f"the newest source behind {judgement.id} is {(cutoff - max(known)).days} days older than the cut-off"
            )
            where = "evidence" if judgement.evidence else "statement"
            yield Finding((*path, where), message, "does it still hold, and how would one know?")


@rule("SRC-13", "error", tier=2)
def ai_source(reading: Reading) -> Iterator[Finding]:
    """Flag the output of an AI system that is listed as a source and not declared under meta.ai_use.

    Why: it has to be disclosed, and to lead to material that somebody can check; it is no witness of anything.
    Source: ICS 206-01 (2024).
    Bad: a source of type ai_output, ai_use none.
    Good: no such source; the documents that the machine found are cited themselves.
    """
    declared = any(entry.use != "none" for entry in reading.brief.meta.ai_use)
    for path, source in source_paths(reading):
        if reading.source(source.id, "type") == "ai_output":
            end = "" if declared else ", and meta.ai_use does not declare it"
            message = f"{source.id} is the output of an AI system{end}"
            where = "type" if source.type else "id"
            yield Finding((*path, where), message, "which document that can be checked says it?")


@rule("SRC-15", "warning", tier=2)
def one_source_everywhere(reading: Reading) -> Iterator[Finding]:
    """Flag a brief of which more than 60% of the citations go to one source, or that repeats 40 words of a quotation.

    Why: a derivative paper should say that it is one, and words of others belong into quotation marks, once.
    Source: ICD 203 standard 1; fair-dealing practice.
    Bad: 14 of 18 citations go to S1, and the source summary does not say so.
    Good: the source summary says that S1 carries most of the brief.
    """
    counts: Counter[str] = Counter()
    for _, value in walk(reading.brief):
        if isinstance(value, Evidence) and read_citation(value) is not None:
            counts.update(reading.sources_behind([value]))
    for passage in reading.passages:
        for _, citation in citations_in(passage.text):
            counts.update(reading.sources_behind([citation.target] if citation else ()))
    summary = reading.brief.source_summary or ""
    if counts and sum(counts.values()) >= MANY_CITATIONS:
        name, count = counts.most_common(1)[0]
        said = name in summary or reading.words.has("single_source", summary)
        if count > MOST * sum(counts.values()) and not said:
            message = (
                f"{count} of {sum(counts.values())} citations go to {name}, and the source summary does not say so"
            )
            index = next(number for number, source in enumerate(reading.brief.sources) if source.id == name)
            yield Finding(("sources", index, "id"), message, "what else carries the brief?")
    yield from _repeated(reading)


def _repeated(reading: Reading) -> Iterator[Finding]:
    """Find running text that has 40 words in a row of a quoted extract."""
    quoted: set[tuple[str, ...]] = set()
    for passage in reading.in_roles("background.blocks.quote", "analysis.blocks.quote"):
        quoted.update(_runs(passage.text))
    for passage in reading.in_roles(*RUNNING):
        for match in _QUOTATION.finditer(passage.text):
            quoted.update(_runs(match[0]))
    for passage in reading.in_roles(*RUNNING) if quoted else ():
        if any(run in quoted for run in _runs(passage.plain)):
            message = f"more than {SAME_WORDS} words in a row stand here as in an extract that the brief quotes"
            yield Finding(passage.path, message, "can it be said in your own words?")


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return (tuple(words[at : at + SAME_WORDS]) for at in range(len(words) - SAME_WORDS + 1))
