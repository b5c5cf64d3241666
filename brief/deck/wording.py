"""How a brief's values are put into the words of a slide: odds, levels, windows, titles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ..checks.passages import Passage
from ..citations import IN_TEXT, read_citation
from ..data.values import plain
from ..model.fields import Line, Prose
from ..view import View
from .slides import Level, Odds, Remark

LONGEST_TITLE = 165
NEAR = 6  # per cent: marks of an axis that are closer than this run into each other
_CITED = re.compile(rf"\s*(?:{IN_TEXT.pattern})")
# A full stop at the end, but not that of an abbreviation or of an ellipsis.
_STOP = re.compile(rf"(?<![.])(?<!\b\w\.\w)\.((?:\s*(?:{IN_TEXT.pattern}))*)$")
_NO_TITLE = re.compile(r"\s*(?:[-*+>#|]\s|\d+[.)]\s)|\[\^|\n\s*\n")


def odds_of(view: View, term: str | None) -> Odds | None:
    """Return a likelihood in words and numbers, or None where there is none to draw."""
    band = view.band(term)
    if band is None:
        return None
    words, language = view.term(band.term), view.language
    ends = (band.low, band.high)
    marks = tuple(mark for mark in (0, 50, 100) if all(abs(mark - end) >= NEAR for end in ends))
    alternative = language.word("captions.bar", term=words, low=band.low, high=band.high)
    return Odds(words, language.range(*ends), band.low, band.high, marks, alternative)


def level_of(view: View, level: str | None) -> Level | None:
    """Return a level of confidence in words and as a rank."""
    if level is None:
        return None
    words = view.language.word("captions.confidence", level=view.language.words["vocabulary"]["confidence"][level])
    return Level(sentence(words), view.confidence_levels.index(level) + 1, len(view.confidence_levels), words)


def window_of(view: View, frame: Any) -> str:
    """Return the time in which a claim holds."""
    language = view.language
    if frame is None:
        return ""
    if frame.by:
        return language.word("dates.by", date=language.short(frame.by))
    if frame.from_ and frame.to:
        return language.span(frame.from_, frame.to)
    return str(frame.note or "")


def own_marking(view: View, item: Any) -> str:
    """Return the label of a part, where it is another than that of the parts without one."""
    return item.marking if item.marking and item.marking != view.brief.handling.common else ""


def remark(view: View, key: str, text: str | None, spare: bool = False) -> list[Remark]:
    """Return a labelled remark, or nothing where there is no text."""
    return [Remark(key, view.language.word(f"labels.{key}"), text, spare=spare)] if text else []


def word_of(view: View, vocabulary: str, value: Any) -> str:
    """Return the words for a value of a vocabulary."""
    entry = view.language.words["vocabulary"][vocabulary]
    return str(entry[int(value) if str(value).isdigit() else value])


def sentence(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def as_title(text: str) -> Line:
    """Write a claim as a headline: without citations and without its full stop."""
    words = held(" ".join(_CITED.sub("", text).split()))
    one = words.endswith(".") and not words.endswith("..") and not re.search(r"\b\w\.\w\.$", words)
    return Line(words[:-1] if one else words)


def held(text: str) -> str:
    """Keep a number on the line of what it counts, as in 12 March or 40 homes: lines of large letters are short."""
    return re.sub(r"(?<![\w.,])(\d{1,3}) (?=[^\W\d])", "\\1\u00a0", text)


def cited_in(text: str) -> tuple[str, ...]:
    """Return the citations of a text, as an author writes them in a list."""
    return tuple(part.strip().lstrip("@") for match in IN_TEXT.finditer(text) for part in match[1].split(";"))


def is_evidence(view: View, name: str) -> bool:
    """Tell whether a citation leads to sources."""
    citation = read_citation(name)
    return citation is not None and citation.target in view.items and view.is_evidence(citation.target)


def parted(text: str) -> tuple[Line, Prose] | None:
    """Part a message into its first sentence, which can be a title, and the rest; None where it cannot be parted."""
    found = Passage((), "", text).sentences
    if not found or _NO_TITLE.match(text):
        return None
    first, rest = text[: found[0].end].strip(), text[found[0].end :].strip()
    after = IN_TEXT.match(rest)
    if after:  # a citation behind the full stop belongs to the sentence before it
        first, rest = f"{first} {after[0]}", rest[after.end() :].strip()
    marks = first.replace("**", "\0")
    unbalanced = any(marks.count(mark) % 2 for mark in '\0*_`"') or first.count("[") != first.count("]")
    if unbalanced or "[^" in first or "\n\n" in first or len(plain(first)) > LONGEST_TITLE:
        return None
    return Line(first), Prose(rest)


def joined(entries: Iterable[str | None], mark: str = " · ") -> str:
    """Join what there is; a sentence that a dot follows loses its full stop, also before its citations."""
    *rest, last = [entry for entry in entries if entry] or [""]
    rest = [_STOP.sub(r"\1", entry) for entry in rest] if mark == " · " else rest
    return mark.join([*rest, last])


def more(view: View, number: int) -> str:
    """Say how many are left out; the full brief has them."""
    return view.language.word("slides.more", n=number) if number > 0 else ""
