"""The language of a text by its commonest words, and the dates in it by the names of its months."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .paragraphs import words_of

# The commonest short words of each language; those that two of them share count for both.
_COMMON: Mapping[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the of and to in that is for with was by from has its are",
        "fr": "le la les des et une est dans pour que qui sur par du au",
        "de": "der die und das den von ist mit dem des nicht sich auf für ein",
        "es": "el la de que los del las por con una para se su es en",
        "ru": "и в не на что с как по из к его для это от был",
        "uk": "і в не на що з як до та із його для це від був",
        "ar": "في من على أن إلى عن التي الذي هذا كما بعد مع قد كان",
        "fa": "در از به که را این با است برای آن می بر تا خود",
    }.items()
}
_YEAR = re.compile(r"(?<![\d/.,-])(1[89]\d\d|20\d\d)(?![\d/]|[.,-]\d)")
_DECADE = re.compile(r"(?<![\d/.,-])((?:1[89]|20)\d)0(?:s|е|х|-[а-яіё]{1,2}|er)(?!\w)")
_ISO = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")


def language_of(text: str) -> str:
    """Return the code of the language whose commonest words a text has most of; empty where that is not clear."""
    words = words_of(text[:20_000])
    if any("\u4e00" <= letter <= "\u9fff" for letter in text[:200]):
        return "zh-Hans"
    counts = {code: sum(word in common for word in words) for code, common in _COMMON.items()}
    first, second, *_ = sorted(counts, key=counts.__getitem__, reverse=True)
    clear = counts[first] > 1.2 * counts[second] and counts[first] * 20 >= len(words) > 0
    return first if clear else ""


@dataclass(frozen=True)
class Dated:
    """One date in a text: as EDTF, its paragraph from 1, and the words that give it."""

    edtf: str
    paragraph: int
    words: str


def dates_in(paragraphs: tuple[str, ...], language: str) -> list[Dated]:
    """Return the dates that a text gives, once each, in their order: days, months, years, days of no year."""
    found: dict[str, Dated] = {}
    for number, paragraph in enumerate(paragraphs, 1):
        for edtf, words in _dates(paragraph, language):
            found.setdefault(edtf, Dated(edtf, number, words))
    return sorted(found.values(), key=lambda each: (each.edtf.replace("X", "9"), each.paragraph))


def _dates(text: str, language: str) -> Iterator[tuple[str, str]]:
    rest = text
    for pattern in (_ISO, *_patterns(language.partition("-")[0] or "en")):
        for match in pattern.finditer(rest):
            groups = match.groupdict() or dict(zip(("y", "m", "d"), match.groups(), strict=True))
            month = groups["m"] if groups["m"].isdigit() else f"{_months(language)[groups['m'].casefold()]:02}"
            day = groups.get("d")
            if day is None or 1 <= int(day) <= 31:
                yield "-".join(filter(None, (groups.get("y") or "XXXX", month, day and f"{int(day):02}"))), match[0]
        rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    for match in _DECADE.finditer(rest):
        yield f"{match[1]}X", match[0]
    for match in _YEAR.finditer(_DECADE.sub("", rest)):
        yield match[1], match[0]


def _months(language: str) -> Mapping[str, int]:
    return _names(language.partition("-")[0] or "en")


@lru_cache(maxsize=4)
def _names(language: str) -> Mapping[str, int]:
    from babel import Locale, UnknownLocaleError

    try:
        months = Locale(language).months
    except (UnknownLocaleError, ValueError):
        months = Locale("en").months
    widths = (months[use][width] for use in ("format", "stand-alone") for width in ("wide", "abbreviated"))
    named = {name.casefold(): month for width in widths for month, name in width.items()}
    named |= {"sept": 9} if "sep" in named else {}
    return {name: month for name, month in named.items() if len(name) > 2 and not name.isdigit()}


@lru_cache(maxsize=4)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, _names(language)), key=len, reverse=True))
    month, year = rf"(?P<m>{names})\.?", r"(?P<y>1[89]\d\d|20\d\d)"
    day, of = r"(?P<d>\d{1,2})(?:\.|st|nd|rd|th|er)?", r"(?:\s+(?:de|of))?"
    forms = (
        rf"(?<!\w){day}{of}\s+{month}{of},?\s+{year}(?!\d)",
        rf"(?<!\w){month}\s+{day},?\s+{year}(?!\d)",
        rf"(?<!\w){month}{of},?\s+{year}(?!\d)",
        rf"(?<!\w){day}{of}\s+{month}(?!\w)",
        rf"(?<!\w){month}\s+{day}(?!\w)",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)
