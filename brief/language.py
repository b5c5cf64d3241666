"""A language file: the words of the page, dates, numbers, plurals, quotes and direction of one language.

Babel knows dates, numbers and plural classes; everything that is printed as a word stands in
`templates/languages/<code>.yaml`.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from .bcp47 import COUNTER_STYLES, DIGITS, files_for, locale_of, preferred
from .datafile import odd_gaps, read_data
from .model.edtf import FuzzyDate, Point, day_of
from .problems import BriefError, Place, Problem, did_you_mean
from .workspace import Workspace, package_folder

_ENGLISH = "languages/en.yaml"
# What a language is free to leave empty or to fill with keys of its own.
_FREE = ("typography.spacing", "dates.ordinals", "fonts")
MIN_LEADING, MAX_LEADING = 1, 2
# Scripts that run from right to left (ISO 15924), for tags that name their script.
_RTL_SCRIPTS = frozenset(("Adlm", "Arab", "Hebr", "Mand", "Nkoo", "Rohg", "Syrc", "Thaa"))
# What a font of the machine stands in for, and in which weights it has to be there.
ROLES, WEIGHTS = ("serif", "sans"), ("regular", "bold")
_FONT_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}\.(otf|ttf|ttc)")
_FAMILY = re.compile(r"\w[\w .-]{0,60}")
_LTR_MARK = "\u200e"
_COPY = "copy templates/languages/en.yaml and translate its values"


@dataclass(frozen=True)
class FontNeed:
    """A font that is not the program's own: its family, the files it may come in by weight, its names on the web."""

    family: str
    files: Mapping[str, tuple[str, ...]]
    web: tuple[str, ...]

    @classmethod
    def read(cls, entry: Any) -> FontNeed:
        """Read what a language file says of a font; raise `ValueError`, `KeyError` or `TypeError` for what is none."""
        files = {weight: tuple(map(str, entry[weight])) for weight in WEIGHTS}
        family, web = str(entry["family"]), tuple(map(str, entry["web"]))
        named = all(_FONT_FILE.fullmatch(name) for names in files.values() for name in names)
        if not named or not all(files.values()) or not all(map(_FAMILY.fullmatch, (family, *web))):
            raise ValueError("no name of a font")
        return cls(family, files, web)


@dataclass
class Language:
    """The words and habits of one language; `words` is the file, as nested groups of keys."""

    code: str
    words: Mapping[str, Any]

    @cached_property
    def locale(self) -> Locale:
        """Return Babel's data for the language."""
        return locale_of(self.code)

    @property
    def direction(self) -> str:
        """Return `ltr` or `rtl`."""
        return direction_of(self.code)

    @property
    def leading(self) -> float:
        """Return by how much lines stand farther apart than a theme says: 1 for Latin letters, more for taller ones."""
        return float(self.words["typography"].get("leading", 1))

    @property
    def fonts(self) -> Mapping[str, FontNeed]:
        """Return the fonts of the machine that the language is printed in, by what they stand in for; mostly none."""
        found = self.words.get("fonts") or {}
        return {role: FontNeed.read(found[role]) for role in ROLES if role in found}

    @property
    def to_install(self) -> Mapping[str, str]:
        """Return what to type for its fonts, by the kind of system."""
        return (self.words.get("fonts") or {}).get("install") or {}

    def is_foreign(self, tag: str | None) -> bool:
        """Tell whether a language tag names another language than that of the page."""
        return bool(tag) and preferred(str(tag)).lower().split("-")[0] != self.code.lower().split("-")[0]

    def isolated(self, text: str) -> str:
        """Return an address or a file's name so that its signs keep their order in a text that runs the other way."""
        return f"{_LTR_MARK}{text}{_LTR_MARK}" if self.direction == "rtl" else text

    @property
    def quotes(self) -> list[str]:
        """Return the four quotation marks: outer open and close, inner open and close."""
        return [str(mark) for mark in self.words["typography"]["quotes"]]

    def word(self, key: str, **values: Any) -> str:
        """Return the words for a dotted key, with the values filled in; `n` picks the plural form.

        Raises `KeyError` for a key that the file does not have.
        """
        entry = self._entry(key)
        if isinstance(entry, Mapping):
            form = self.locale.plural_form(values["n"])
            entry = entry.get(form, entry["other"])
        filled = {name: self.counted(value) for name, value in values.items()}
        return str(entry).format(**filled) if filled else str(entry)

    def counted(self, value: Any) -> Any:
        """Return a whole number in the digits of the language, and anything else as it is."""
        return self.digits(str(value)) if isinstance(value, int) else value

    def digits(self, written: str) -> str:
        """Write the figures 0 to 9 in a text in the digits of the language (CLDR)."""
        return written.translate(self._digits) if self._digits else written

    @cached_property
    def _digits(self) -> Mapping[int, int]:
        own = DIGITS.get(self.numbering)
        return str.maketrans("0123456789", own) if own else {}

    @property
    def counter_style(self) -> str:
        """Return the counter style of CSS that writes the digits of the language."""
        return COUNTER_STYLES.get(self.numbering, "decimal")

    @cached_property
    def numbering(self) -> str:
        """Return the numbering system of the language itself (CLDR): that of its words in every region."""
        system = str(locale_of(self.code.split("-")[0]).default_numbering_system)
        return system if system in DIGITS else "latn"

    def has(self, key: str) -> bool:
        """Tell whether the file has words for a dotted key."""
        try:
            entry = self._entry(key)
        except (KeyError, TypeError, IndexError):
            return False
        return not isinstance(entry, Mapping) or "other" in entry

    def _entry(self, key: str) -> Any:
        entry: Any = self.words
        for part in key.split("."):
            entry = entry[int(part) if part.isdigit() and part not in entry else part]
        return entry

    def date(self, day: datetime.date) -> str:
        """Write a day, or a moment with its zone, in full."""
        written = self._day(day, "day")
        if isinstance(day, datetime.datetime):
            return self.word("dates.moment", date=written, time=self.time(day), zone=_zone(day))
        return written

    def time(self, moment: datetime.datetime) -> str:
        """Write the time of a day, without its zone."""
        return self.digits(str(format_time(moment, self.words["dates"]["time"], locale=self.locale)))

    def short(self, day: datetime.date) -> str:
        """Write a day in short, for narrow places."""
        return self._day(day, "short_day")

    def span(self, start: datetime.date, end: datetime.date) -> str:
        """Write two days in short as one span of time; a year that they share is written once."""
        first = self._day(start, "short_day_without_year" if start.year == end.year else "short_day")
        return self.word("dates.from_to", start=first, end=self.short(end))

    def _day(self, day: datetime.date, pattern: str) -> str:
        """Write a day on a pattern of the file; a day with a form of its own (French 1er) takes that form."""
        dates = self.words["dates"]
        written, own = str(dates[pattern]), dates["ordinals"].get(day.day)
        if own:
            written = re.sub(r"(?<![A-Za-z'])d(?![A-Za-z'])", f"'{own}'", written)
        return self.digits(str(format_date(day, written, locale=self.locale)))

    def fuzzy(self, date: FuzzyDate) -> str:
        """Write an EDTF date as precisely as it is known."""
        start = self._point(date.start)
        if date.end is not None:
            return self.word("dates.interval", start=start, end=self._point(date.end))
        return self.word("dates.since", start=start) if date.open_ended else start

    def _point(self, point: Point) -> str:
        if point.decade:
            written = self.word("dates.decade", year=point.year)
        elif point.precision == "season":
            season = self.words["dates"]["seasons"][point.month]
            written = self.word("dates.season", season=season, year=point.year)
        elif point.precision == "year":
            written = self.digits(str(point.year))
        else:
            skeleton = "day" if point.precision == "day" else "month"
            written = self._day(day_of(point), f"short_{skeleton}")
        return self.word("dates.circa", date=written) if point.circa else written

    def number(self, value: float) -> str:
        """Write a number with the separators of the language."""
        return self.digits(str(format_decimal(value, locale=self.locale, numbering_system=self.numbering)))

    def range(self, low: int, high: int) -> str:
        """Write a band of per cent, such as 55–80%."""
        return self.word("scale.range", low=self.number(low), high=self.number(high))

    def list(self, entries: Iterable[str]) -> str:
        """Join entries with commas."""
        return str(self.words["typography"]["comma"]).join(entries)

    def series(self, entries: Iterable[str]) -> str:
        """Join entries with semicolons, where they have commas of their own."""
        return str(self.words["typography"]["semicolon"]).join(entries)

    def spaced(self, text: str) -> str:
        """Put the spaces of the language before and after its punctuation (French: narrow and no-break)."""
        for pattern, replacement in self._spacing:
            text = pattern.sub(replacement, text)
        return text

    @cached_property
    def _spacing(self) -> Sequence[tuple[re.Pattern[str], str]]:
        rules = self.words["typography"].get("spacing") or []
        return [(re.compile(str(rule["find"])), str(rule["put"])) for rule in rules]


def direction_of(tag: str) -> str:
    """Return `ltr` or `rtl` for a language tag; a language that nothing is known of runs from left to right."""
    name, *others = preferred(tag).split("-")
    script = next((part.title() for part in others if len(part) == 4 and part.isalpha()), None)
    if script:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    try:
        return str(Locale.parse(name.lower()).text_direction)
    except (ValueError, UnknownLocaleError):
        return "ltr"


def direction_of_words(words: str) -> str | None:
    """Return which way words run by their first letter (UAX #9, P2), or None where they have no letters."""
    kinds = (unicodedata.bidirectional(letter) for letter in words)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), None)
    return None if first is None else "ltr" if first == "L" else "rtl"


def _zone(moment: datetime.datetime) -> str:
    """Write the zone of a moment by its distance from UTC: UTC, UTC+1, UTC−3:30."""
    minutes = round((moment.utcoffset() or datetime.timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "" if not minutes else "+" if minutes > 0 else "\u2212"
    return "UTC" + (f"{sign}{hours}" if minutes else "") + (f":{rest:02}" if rest else "")


def load_language(workspace: Workspace, code: str, place: Place | None = None) -> Language:
    """Find the file of a language: `fr-CA` falls back to `fr`, and `zh` to `zh-Hans`.

    Raises `BriefError` for a language without a file, and for a file that cannot be read or lacks words.
    """
    for candidate in dict.fromkeys(files_for(code)):
        path = workspace.template(f"languages/{candidate}.yaml")
        if path is None:
            continue
        words, name = _read(workspace, path)
        missing = sorted(_keys(_read(workspace, package_folder("templates") / _ENGLISH)[0]) - _keys(words))
        if missing:
            raise BriefError(
                [
                    Problem("language-file", f"the language file has no words for '{key}'", Place(name), _COPY)
                    for key in missing
                ]
            )
        return _ready(Language(preferred(code), words), Place(name))
    hint = did_you_mean(code, workspace.template_names("languages/*.yaml"))
    raise BriefError([Problem("language", f"there is no language file for '{code}'", place, hint)])


def _ready(language: Language, place: Place) -> Language:
    """Return a language once its code and its spacing rules have proved good."""
    try:
        _ = language.locale
    except (ValueError, UnknownLocaleError):
        message = f"nothing is known of the dates and numbers of '{language.code}'"
        raise BriefError([Problem("language-file", message, place)]) from None
    try:
        leading = language.leading
    except (TypeError, ValueError):
        leading = 0.0
    if not MIN_LEADING <= leading <= MAX_LEADING:
        message = "typography.leading has to be a number from 1 to 2"
        raise BriefError([Problem("language-file", message, place, "write 1 for Latin letters, 1.14 for Arabic ones")])
    try:
        _ = language.fonts
    except (ValueError, KeyError, TypeError):
        message = "what stands under fonts cannot be read"
        hint = "serif and sans each have family, and lists regular, bold (files ending in otf, ttf or ttc) and web"
        raise BriefError([Problem("language-file", message, place, hint)]) from None
    try:
        language.spaced("")
    except (re.error, KeyError, TypeError, IndexError):
        hint = "a rule is {find: expression, put: text}; backslashes are doubled between double quotes"
        message = "a rule under typography.spacing cannot be read"
        raise BriefError([Problem("language-file", message, place, hint)]) from None
    return language


def _read(workspace: Workspace, path: Path) -> tuple[Mapping[str, Any], str]:
    """Read a language file; return its words and its name for messages."""
    text = workspace.text(path)
    words, tree = read_data(text, "language")
    odd = list(odd_gaps(tree, without="typography"))
    if odd:
        raise BriefError(odd)
    return words, text.name


def _keys(words: Any, path: str = "") -> set[str]:
    return set(_leaves(words, path))


def _leaves(words: Any, path: str) -> Iterator[str]:
    """Yield the dotted key of every word; plural forms stand for one word, as each language has its own."""
    if not isinstance(words, Mapping) or "other" in words or path in _FREE:
        yield path
        return
    for key, entry in words.items():
        yield from _leaves(entry, f"{path}.{key}" if path else str(key))
