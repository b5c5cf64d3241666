"""STR: structure and style. The cut-off, the page budget, names, dates, and nothing left over from the draft."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..measure import Block, Measure
from ..model import walk
from ..problems import Severity
from .argument import count_words
from .passages import Passage
from .reading import RUNNING, Reading
from .rule import Finding, rule

DAY_FIRST = ("fr", "ru")  # with a stroke too; other languages are read in more than one country
CLEARED = ("cleared", "published", "corrected", "superseded", "withdrawn")
NAMES_MAY_DIFFER = ("sources", "glossary", "abbreviations", "further_reading", "lint", "meta")
# What a reader reads from the first page on, in the order of the model.
READ = (
    "bottom_line",
    "key_judgements",
    "background",
    "analysis",
    "risks",
    "implications",
    "recommendations",
    "options",
)
STATEMENT_WORDS, SENTENCE_WORDS = 30, 35
_PLACEHOLDER = re.compile(
    r"\b(?:TBC|TBD|TBA|TODO|FIXME|XXX+|TK TK)\b|\?\?+|\[(?:insert|add|to be|tbc|name|date|figure|number|source|cite)\b"
    r"[^\]\n]{0,60}\](?!\()|\[(?:…|\.\.\.|_+|xx+)\](?!\()|\blorem ipsum\b|<insert[^>\n]{0,60}>",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"(?<![\w/&.@#-])[A-ZÀ-ÝА-ЯЁ]{3,6}(?![\w/&-])")
_SPELLED_OUT = re.compile(r"(?<=[\w’'»”-][ \n])\(([A-ZÀ-ÝА-ЯЁ]{3,6})\)")
_NUMERIC_DATE = re.compile(r"(?<![\w/.-])(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d{2})(?![\w/-]|\.\d)")


@rule("STR-01", "error")
def no_cutoff(reading: Reading) -> Iterator[Finding]:
    """Flag an assessment, update or briefing note without an information cut-off.

    Why: it tells the reader which morning's news is in the paper, and it differs from the day of publication.
    Source: the practice of assessments; ICD 203 (timeliness).
    Bad: no information_cutoff.
    Good: information_cutoff 2026-01-14.
    """
    if reading.brief.meta.information_cutoff is None:
        message = "there is no information_cutoff, so the reader cannot tell which morning's news is in it"
        yield Finding(("meta",), message, "up to which day did you take in information?", key=True)


@rule("STR-02", "error")
def over_budget(reading: Reading) -> Iterator[Finding]:
    """Flag a printed brief that has more pages than its budget.

    Why: the page limit is the format; a reader who was promised two pages stops after two. Checked after the PDF is
        made and set as tightly as its theme allows, on A4 and on Letter, whichever is made: a reader abroad prints on
        the other, which is 18 mm shorter or 6 mm narrower. The longest blocks are named, so that one sees where to cut.
        On a paper that is not made it is a warning.
    Source: POST notes (4 pages), CRS In Focus (2 pages), IDRC and ODI briefs.
    Bad: output pages 4, and the PDF has 5.
    Good: output pages 4, and the PDF has 4.
    """
    for measure in reading.made.measures:
        if measure.too_long:
            severity: Severity | None = None if measure.file else "warning"
            question = "what can the reader do without, or is it another format?"
            yield Finding(("output", "pages"), _too_long(measure), question, severity=severity)


def _too_long(measure: Measure) -> str:
    """Say on which paper a layout is how much too long, and which blocks are the longest."""
    budget = measure.budget or 0
    subject = f"{measure.file} has" if measure.file else "it would have"
    pages = f"{_counted(measure.pages, 'page')} on {measure.paper}"
    message = f"{subject} {pages}, {measure.pages - budget} more than its budget of {budget}"
    message = f"{message}: {_counted(measure.over, 'line')} too many"
    blocks = "; ".join(f"{block.name} ({', '.join(_in_lines(block))})" for block in measure.longest)
    return f"{message}; the longest blocks are {blocks}" if blocks else message


def _in_lines(block: Block) -> Iterator[str]:
    yield _counted(block.lines, "line")
    yield from (f"{name} has {lines}" for name, lines in block.items)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


@rule("STR-03", "warning", tier=2)
def abbreviation(reading: Reading) -> Iterator[Finding]:
    """Flag an abbreviation that is used before it is spelled out, or that is listed or spelled out and never used.

    Why: an abbreviation that nobody explains shuts the reader out; one that is explained and never used sends them
        looking. In the list of abbreviations or in the glossary it is explained for the whole brief; else it is spelled
        out in brackets where it first stands. Abbreviations that everybody reads (EU, NATO, GDP) are left alone.
    Source: GDS guidance on accessible documents; Dods on the art of briefing.
    Bad: The IOM counts 12,000 arrivals. […] The International Organization for Migration (IOM) counts by phone.
    Good: The International Organization for Migration (IOM) counts 12,000 arrivals. […] The IOM counts by phone.
    """
    yield from _unexplained(reading)
    texts = " ".join(p.text for p in reading.passages if p.path[0] != "abbreviations")
    for short in reading.brief.abbreviations:
        if not re.search(rf"(?<!\w){re.escape(short)}(?!\w)", texts):
            message = f"'{short}' is in the list of abbreviations, but nowhere in the brief"
            yield Finding(("abbreviations", short), message, "is it still needed?", key=True)


def _unexplained(reading: Reading) -> Iterator[Finding]:
    """Follow the abbreviations through what a reader reads from the first page on."""
    brief = reading.brief
    known = set(reading.words.plain_words("known_abbreviations")) | set(brief.abbreviations) | set(brief.meta.geography)
    known |= {term.term for term in brief.glossary} | {word for entry in brief.meta.names for word in entry.use.split()}
    first: dict[str, tuple[Passage, re.Match[str]]] = {}
    spelled: dict[str, tuple[Passage, re.Match[str]]] = {}
    uses: Counter[str] = Counter()
    for passage in (p for p in reading.passages if p.path[0] in READ):
        for match in _SPELLED_OUT.finditer(passage.plain):
            spelled.setdefault(match[1], (passage, match))
        for match in _ABBREVIATION.finditer(passage.plain):
            uses[match[0]] += 1
            first.setdefault(match[0], (passage, match))
    for short, (passage, match) in first.items():
        if short in known or short in reading.items or set(short) <= set("IVXLC"):
            continue
        where, spelling = spelled.get(short, (None, None))
        if where is None or spelling is None:
            if reading.lexicon is not None and uses[short] > 1:
                message = "{} is not spelled out anywhere, and it stands here for the first time"
                yield passage.found(match.start(), match.end(), message, "what does it stand for?")
        elif (where, spelling.start(1)) != (passage, match.start()):
            message = "{} stands here before it is spelled out"
            yield passage.found(match.start(), match.end(), message, "can it be spelled out where it first stands?")
        elif uses[short] == 1:
            message = "{} is spelled out and never used again"
            yield passage.found(match.start(), match.end(), message, "does the reader need it?")


@rule("STR-04", "info", tier=2)
def long_sentence(reading: Reading) -> Iterator[Finding]:
    """Flag a sentence of more than 30 words in a key judgement, or of more than 35 in running text.

    Why: a reader in a hurry loses the subject before the verb; the guidance for public text aims at about 25 words.
    Source: GDS guidance on writing.
    Bad: one sentence of 52 words with three clauses in brackets.
    Good: two sentences of 20 words.
    """
    for passage in reading.in_roles("key_judgements.statement", *RUNNING):
        limit = STATEMENT_WORDS if passage.role == "key_judgements.statement" else SENTENCE_WORDS
        for sentence in passage.sentences:
            count = count_words(re.sub(r"\[@[^\]]*\]", " ", sentence.text))
            if count > limit:
                start = sentence.start + len(sentence.text) - len(sentence.text.lstrip())
                yield passage.found(start, sentence.end, f"this sentence has {count} words", "where does it divide?")


@rule("STR-05", "warning")
def spelling(reading: Reading) -> Iterator[Finding]:
    """Flag a spelling of a name that the list of names avoids.

    Why: two spellings of one name are the first thing that a specialist notices, and look like two things to
        everybody else. Sources, quotations and glossary keep their own spelling.
    Source: the practice of editors; `meta.names`.
    Bad: 'Kyiv' on page 1 and 'Kiev' on page 3, with names [{use: Kyiv, avoid: Kiev}].
    Good: 'Kyiv' throughout.
    """
    for entry in reading.brief.meta.names:
        for avoid in entry.avoid:
            words = re.compile(rf"(?<![\w-]){re.escape(avoid)}(?![\w-])")
            for passage in reading.passages:
                if passage.path[0] in NAMES_MAY_DIFFER and passage.role not in ("meta.title", "meta.subtitle"):
                    continue
                plain = passage.plain.replace(entry.use, " " * len(entry.use)) if avoid in entry.use else passage.plain
                for match in words.finditer(plain):
                    message = f"{{}} is a spelling that this brief avoids; its list of names has '{entry.use}'"
                    yield passage.found(match.start(), match.end(), message, "is it the same name?")


@rule("STR-06", "error")
def placeholder(reading: Reading) -> Iterator[Finding]:
    """Flag a placeholder (TBC, TODO, [insert], ??) in a brief that claims to be cleared or later.

    Why: it is the mistake that everybody outside the house will remember. Drafts may have as many as they like.
    Source: the practice of editors.
    Bad: status cleared, and 'Arrivals rose by ?? per cent'.
    Good: status cleared, and 'Arrivals rose by 12 per cent'.
    """
    if reading.brief.meta.status not in CLEARED:
        return
    for path, value in walk(reading.brief):
        if isinstance(value, str) and path[0] != "lint":
            text = Passage(path, "", str(value))
            for match in _PLACEHOLDER.finditer(value):
                message = f"{{}} is a placeholder, and the brief claims to be {reading.brief.meta.status}"
                yield text.found(match.start(), match.end(), message, "what belongs here?")


@rule("STR-07", "warning", tier=2, words=True)
def elastic_time(reading: Reading) -> Iterator[Finding]:
    """Flag a time that moves with the reader: 'recently', 'currently', 'last month', 'in the near term'.

    Why: print is read weeks later, and an elastic term hides the horizon of a forecast. Terms that the glossary
        defines pass.
    Source: Tetlock; the practice of editors.
    Bad: The regulator recently froze tariffs.
    Good: The regulator froze tariffs on 3 March 2026.
    """
    defined = {term.term.casefold() for term in reading.brief.glossary}
    roles = ("key_judgements.statement", "bottom_line.text", "timeline.text", "risks.event", "risks.window", *RUNNING)
    for passage in reading.in_roles(*roles):
        for match in reading.words.pattern("elastic").finditer(passage.plain):
            words = " ".join(match[0].casefold().split())
            if not any(term in words or words in term for term in defined):
                message = "{} moves with the day on which it is read"
                yield passage.found(match.start(), match.end(), message, "which date or span is meant?")


@rule("STR-08", "error")
def numeric_date(reading: Reading) -> Iterator[Finding]:
    """Flag a date in figures that can be read in two ways, such as 03/04/2024.

    Why: half of the readers see the third of April, the other half the fourth of March. Dates that have only one
        reading (31/12/2024, 05/05/2024) are left alone, and so are points where the
        language writes the day first; in French and Russian strokes too.
    Source: ISO 8601; the practice of editors.
    Bad: The ban took effect on 03/04/2024.
    Good: The ban took effect on 3 April 2024.
    """
    language = reading.brief.meta.language.split("-")[0]
    for passage in reading.passages:
        for match in _NUMERIC_DATE.finditer(passage.plain):
            first, sign, second, year = int(match[1]), match[2], int(match[3]), match[4]
            # In English 1.2.24 is the number of a version or of a section, 01.02.24 is a date.
            numbered = sign == "." and len(year) == 2 and not (len(match[1]) == len(match[3]) == 2)
            if (
                not numbered
                and not _day_first(language, sign)
                and 1 <= first <= 12
                and 1 <= second <= 12
                and first != second
            ):
                message = "{} is two dates: day and month change places from reader to reader"
                question = "which day is it, with the month in letters?"
                yield passage.found(match.start(), match.end(), message, question)


def _day_first(language: str, sign: str) -> bool:
    return language != "en" and (sign == "." or language in DAY_FIRST)


@rule("STR-09", "info", tier=2, words=True)
def vague_quantity(reading: Reading) -> Iterator[Finding]:
    """Flag a vague quantity in a key judgement whose evidence holds a figure.

    Why: 'significant growth' is an opinion where the source has a number.
    Source: ICD 203 standard 6.
    Bad: Several ferries stopped; the fact behind it says 14.
    Good: Fourteen ferries stopped.
    """
    for passage in reading.in_roles("key_judgements.statement"):
        entry = reading.items[passage.item or ""]
        facts = [reading.items.get(str(e).split(",")[0].split("#")[0]) for e in entry.evidence]
        figure = next((fact for fact in facts if getattr(fact, "value", None)), None)
        match = reading.words.pattern("vague").search(passage.plain)
        if figure is not None and match:
            message = f"{{}} is vague, and {figure.id} behind it has the figure {figure.value}"
            yield passage.found(match.start(), match.end(), message, "can the figure stand here?")
