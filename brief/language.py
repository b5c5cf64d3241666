"""A language file: the words of the page, dates, numbers, plurals, quotes and direction of one language.

Babel knows dates, numbers and plural classes; everything that is printed as a word stands in
`templates/languages/<code>.yaml`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml
from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal

from .model.edtf import FuzzyDate, Point, day_of
from .problems import BriefError, Place, Problem, did_you_mean
from .workspace import Workspace

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Language:
    """The words and habits of one language; `words` is the file, as nested groups of keys."""

    code: str
    words: Mapping[str, Any]

    @cached_property
    def locale(self) -> Locale:
        """Return Babel's data for the language."""
        return Locale.parse(self.code.replace("-", "_"))

    @property
    def direction(self) -> str:
        """Return `ltr` or `rtl`."""
        return str(self.locale.text_direction)

    @property
    def quotes(self) -> list[str]:
        """Return the four quotation marks: outer open and close, inner open and close."""
        return [str(mark) for mark in self.words["typography"]["quotes"]]

    def word(self, key: str, **values: Any) -> str:
        """Return the words for a dotted key, with the values filled in; `n` picks the plural form.

        Raises `KeyError` for a key that the file does not have.
        """
        entry: Any = self.words
        for part in key.split("."):
            entry = entry[part]
        if isinstance(entry, Mapping):
            form = self.locale.plural_form(values["n"])
            entry = entry.get(form, entry["other"])
        return str(entry).format(**values) if values else str(entry)

    def has(self, key: str) -> bool:
        """Tell whether the file has words for a dotted key."""
        try:
            self.word(key, n=1)
        except (KeyError, TypeError, IndexError):
            return False
        return True

    def date(self, day: datetime.date) -> str:
        """Write a day, or a moment with its zone, in full."""
        written = str(format_date(day, self.words["dates"]["day"], locale=self.locale))
        if isinstance(day, datetime.datetime):
            zone = "UTC" if not day.utcoffset() else f"UTC{day:%z}"
            return self.word("dates.moment", date=written, time=f"{day:%H:%M}", zone=zone)
        return written

    def fuzzy(self, date: FuzzyDate) -> str:
        """Write an EDTF date as precisely as it is known."""
        start = self._point(date.start)
        if date.end is not None:
            return self.word("dates.interval", start=start, end=self._point(date.end))
        return self.word("dates.since", start=start) if date.open_ended else start

    def _point(self, point: Point) -> str:
        if point.decade:
            written = self.word("dates.decade", year=str(point.year))
        elif point.precision == "season":
            season = self.words["dates"]["seasons"][point.month]
            written = self.word("dates.season", season=season, year=str(point.year))
        elif point.precision == "year":
            written = str(point.year)
        else:
            skeleton = "day" if point.precision == "day" else "month"
            written = str(format_date(day_of(point), self.words["dates"][f"short_{skeleton}"], locale=self.locale))
        return self.word("dates.circa", date=written) if point.circa else written

    def number(self, value: float) -> str:
        """Write a number with the separators of the language."""
        return str(format_decimal(value, locale=self.locale))

    def range(self, low: int, high: int) -> str:
        """Write a band of per cent, such as 55–80%."""
        return self.word("scale.range", low=self.number(low), high=self.number(high))

    def list(self, entries: list[str]) -> str:
        """Join entries with commas."""
        return str(self.words["typography"]["comma"]).join(entries)

    def spaced(self, text: str) -> str:
        """Put the spaces of the language before and after its punctuation (French: narrow and no-break)."""
        for pattern, replacement in self._spacing:
            text = pattern.sub(replacement, text)
        return text

    @cached_property
    def _spacing(self) -> list[tuple[re.Pattern[str], str]]:
        rules = self.words["typography"].get("spacing") or []
        return [(re.compile(str(rule["find"])), str(rule["put"])) for rule in rules]


def load_language(workspace: Workspace, code: str, place: Place | None = None) -> Language:
    """Find the file of a language: `fr-CA` falls back to `fr`. Raises `BriefError` for a language without a file."""
    for candidate in (code, code.split("-", maxsplit=1)[0]):
        path = workspace.template(f"languages/{candidate}.yaml")
        if path is None:
            continue
        text = workspace.text(path)
        try:
            words = yaml.load(text.content, Loader=_LOADER)  # noqa: S506 - a safe loader, from a language file
            language = Language(code, {**words})
            _ = language.locale
        except (yaml.YAMLError, TypeError, ValueError, UnknownLocaleError):
            raise BriefError([Problem("language-file", "the language file cannot be read", Place(text.name))]) from None
        return language
    hint = did_you_mean(code, workspace.template_names("languages/*.yaml"))
    raise BriefError([Problem("language", f"there is no language file for '{code}'", place, hint)])
