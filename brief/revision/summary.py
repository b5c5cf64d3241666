"""What a redline says at its head: each item that changed, how, and from what to what."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from ..comparing import Comparison, FieldChange, ItemChange
from ..model import SECTIONS, walk
from ..model.fields import Confidence, Likelihood, Line, Prose
from ..phrases import unmarked
from ..view import View
from .merging import revise

MOST = 10  # of one section; the page shows all of them in their places
LENGTH = 100
# Fields whose old and new value are worth a reader's first look.
TOLD = frozenset(("likelihood", "confidence", "impact", "rank", "marking", "information_cutoff", "timeframe", "status"))
HEADINGS = {
    "meta": "changes.edition_itself",
    "scales": "headings.scale",
    "handling": "page.handling",
    "audience": "masthead.for",
    "question": "masthead.question",
    "scenario_set": "headings.scenarios",
}


class Entry(NamedTuple):
    """One line: the id of the item, the kinds of change, its words, its values, and how many such parts there are."""

    id: str
    kinds: tuple[str, ...]
    text: str
    values: tuple[Markup, ...]
    parts: int = 1


class Group(NamedTuple):
    """The changes of one section: the key of its heading, its lines, and how many more there are."""

    heading: str
    entries: tuple[Entry, ...]
    more: int


class Summary:
    """The summary of one comparison; `both` writes a value of two editions."""

    def __init__(self, comparison: Comparison, view: View, both: Callable[[Callable[[Any], Any], Any], Any]) -> None:
        self.comparison, self._view, self._both = comparison, view, both
        self._essential = {kind.key for kind in SECTIONS if kind.essential}

    @property
    def old(self) -> Any:
        """Return what identifies the old edition."""
        return self.comparison.old.meta

    @property
    def new(self) -> Any:
        """Return what identifies the new edition."""
        return self.comparison.new.meta

    @property
    def groups(self) -> list[Group]:
        """Return the changes section by section, in printed order."""
        by_section: dict[str, list[ItemChange]] = {}
        for change in self.comparison.changes:
            by_section.setdefault(change.section, []).append(change)
        return [
            Group(HEADINGS.get(key, f"headings.{key}"), entries[:MOST], len(entries[MOST:]))
            for key, changes in by_section.items()
            if (entries := tuple(self._entries(changes)))
        ]

    @property
    def unchanged(self) -> tuple[str, ...]:
        """Return the ids of the judgements that stand as they stood."""
        return self.comparison.unmoved

    def _entries(self, changes: list[ItemChange]) -> Iterator[Entry]:
        alike: dict[tuple[str, ...], int] = {}
        for change in changes:
            values = tuple(self._value(each) for each in change.fields if each.path[:1] and str(each.path[0]) in TOLD)
            text = self._text(change)
            if change.id or text or values:
                yield Entry(change.id, change.kinds, text, values)
            else:
                alike[change.kinds] = alike.get(change.kinds, 0) + 1
        # Parts without a name are told once for each way they changed.
        yield from (Entry("", kinds, "", (), count) for kinds, count in alike.items())

    def _text(self, change: ItemChange) -> str:
        """Return the item in its own words, where the ways that it changed do not say enough."""
        if change.section not in self._essential and (change.fields or not change.id):
            return ""
        return shortened(words_of(change.item))

    def _value(self, change: FieldChange) -> Markup:
        return escape(self._both(self._written, revise(*map(_flat, (change.before, change.after)))))

    def _written(self, value: Any) -> str:
        language = self._view.language
        if isinstance(value, Likelihood):
            return self._view.term(value)
        if isinstance(value, Confidence):
            level = str(language.words["vocabulary"]["confidence"][value])
            return language.word("captions.confidence", level=level)
        if isinstance(value, datetime.date):
            return language.date(value)
        if isinstance(value, int):
            return language.digits(str(value))
        return self._vocabulary(str(value))

    def _vocabulary(self, value: str) -> str:
        """Return the words of a status, whichever vocabulary it is of."""
        known = self._view.language.words["vocabulary"]
        names = ("indicator_status", "assumption_status", "status")
        return next((str(known[name][value]) for name in names if value in known[name]), value)


def _flat(value: Any) -> Any:
    """Return the one thing that a small group of keys says: the end of a window."""
    leaves = [leaf for _, leaf in walk(value)]
    return leaves[-1] if leaves and not isinstance(value, str) else value


def words_of(item: Any) -> str:
    """Return what an item says, as plain text: the field that a plain string fills, or else its first prose."""
    main = getattr(item, getattr(item, "shorthand", "") or "-", None)
    prose = next((value for _, value in walk(item) if isinstance(value, Line | Prose)), "")
    return re.sub(r"\s*\[@[^\]]*\]|[*_`]", "", unmarked(str(main or prose))).strip()


def shortened(text: str, length: int = LENGTH) -> str:
    """Return a text that is not longer than a line or two."""
    plain = " ".join(text.split())
    return plain if len(plain) <= length else plain[:length].rsplit(" ", 1)[0].rstrip(",;:") + "…"
