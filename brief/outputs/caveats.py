"""Whether a product carries the caveats of what it carries (ALT-03): in its words, whatever made them.

What a product leaves out needs no caveat. What it gives has to stand with its likelihood and range, its confidence, its
dissents and its own label; and a product that gives anything carries the information cut-off and the marking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from ..citations import IN_TEXT
from ..inline import Markdown
from ..measure import Lost
from ..model.fields import Confidence, Likelihood, Line
from ..model.handling import Marked
from ..view import View
from .words import blocks_of, plain_text

BEFORE = 60  # characters before the words of an item, where its id and its label stand
FAR = 160  # where its id stands, if its likelihood and its confidence come before its words
LONG = 40
_SPACE = re.compile(r"[\s\u2060]+")

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Caveat:
    """One caveat: its path in the brief, and the expressions that find all its parts.

    `anywhere` may stand outside of what is said of the item: the range of a term, where a brief has it in the legend.
    """

    path: Path
    parts: tuple[re.Pattern[str], ...]
    anywhere: re.Pattern[str] | None = None

    def stands_in(self, words: str) -> bool:
        """Tell whether all of it is in the words."""
        return all(part.search(words) for part in self.parts)


@dataclass(frozen=True)
class Item:
    """One item that has caveats: its id, its own words, and each caveat with all that is to be found of it."""

    id: str
    words: str
    caveats: tuple[Caveat, ...]


def lost_in(view: View, file: str, readings: Sequence[str]) -> Iterator[Lost]:
    """Yield the caveats that a file lost in one of its readings, each once."""
    expected = Expected(view)
    found: dict[Lost, None] = {}
    for reading in readings:
        markup = "</" in reading
        words = plainly(plain_text(blocks_of(reading, expected.colon), colon=expected.colon) if markup else reading)
        found |= dict.fromkeys(Lost(file, path, item) for item, path in expected.missing(words))
    yield from found


def plainly(text: str) -> str:
    """Return words as they are compared: spaces of all kinds alike, capitals and small letters alike."""
    return _SPACE.sub(" ", text).casefold()


@dataclass
class Expected:
    """What a product of one view has to carry."""

    view: View
    colon: str = field(init=False)

    def __post_init__(self) -> None:
        self.colon = str(self.view.language.words["typography"]["colon"])

    def missing(self, words: str) -> Iterator[tuple[str, Path]]:
        """Yield what is missing in the words of a product: the id of the item and the path of the caveat."""
        given = False
        starts = {item.id: list(_places(words, item)) for item in self.items}
        every = sorted({place for places in starts.values() for place in places})
        for item in self.items:
            if not starts[item.id]:
                continue
            given = True
            regions = (self._region(words, place, item, every) for place in starts[item.id])
            lacking = ([caveat.path for caveat in item.caveats if not caveat.stands_in(text)] for text in regions)
            yield from ((item.id, path) for path in min(lacking, key=len))
            ranges = (caveat for caveat in item.caveats if caveat.anywhere and not caveat.anywhere.search(words))
            yield from ((item.id, caveat.path) for caveat in ranges)
        if given:
            yield from (("", path) for path, said in self._whole if plainly(said) not in words)

    @staticmethod
    def _region(words: str, place: int, item: Item, every: Sequence[int]) -> str:
        """Return what is said of an item: to the words of the next one, and from its id before its own words."""
        end = next((other for other in every if other >= place + len(item.words)), len(words))
        named = re.finditer(rf"(?<!\w){re.escape(item.id.casefold())}(?!\w)", words[max(0, place - FAR) : place])
        back = min((min(place, FAR) - found.start() for found in named), default=0)
        return words[max(0, place - max(BEFORE, back)) : end]

    @property
    def _whole(self) -> Iterator[tuple[Path, str]]:
        if self.view.cutoff:
            yield ("meta", "information_cutoff"), self.view.language.date(self.view.cutoff)
        if self.view.brief.handling.label:
            yield ("handling", "marking"), self.view.brief.handling.label

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Return every item with caveats."""
        return tuple(item for kind, value in self.view.brief.items() for item in self._of(kind.key, value))

    def _of(self, key: str, value: Any) -> Iterator[Item]:
        for index, entry in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(entry, BaseModel) and getattr(entry, "id", None):
                caveats = tuple(self._caveats(entry, (key, index)))
                words = self._words(_claim(entry))
                if caveats and words:
                    yield Item(str(getattr(entry, "id", "")), words, caveats)

    def _caveats(self, entry: BaseModel, path: Path) -> Iterator[Caveat]:
        common = self.view.brief.handling.common
        if isinstance(entry, Marked) and entry.marking and common not in (None, entry.marking):
            yield Caveat((*path, "marking"), (_exactly(entry.marking),))
        for name in type(entry).model_fields:
            value, at = getattr(entry, name), (*path, name.rstrip("_"))
            if isinstance(value, Likelihood):
                yield Caveat(at, (self._likelihood(value),), self._likelihood(value, whole=True))
            elif isinstance(value, Confidence):
                yield Caveat(at, (self._confidence(value),))
            for index, inner in enumerate(value if isinstance(value, tuple) else ()):
                if getattr(inner, "caveat", False):
                    yield Caveat((*at, index), tuple(self._parts(inner)))

    def _parts(self, inner: BaseModel) -> Iterator[re.Pattern[str]]:
        """Yield all that a caveat of several parts says."""
        for name in type(inner).model_fields:
            value = getattr(inner, name)
            if isinstance(value, Likelihood | Confidence):
                yield self._estimate(value)
            elif isinstance(value, str) and value:
                yield _exactly(self._words(value))

    def _estimate(self, value: Likelihood | Confidence) -> re.Pattern[str]:
        return self._likelihood(value) if isinstance(value, Likelihood) else self._confidence(value)

    def _likelihood(self, term: str, whole: bool = False) -> re.Pattern[str]:
        words, band = re.escape(plainly(self.view.term(term))), self.view.band(term)
        if band is None or (self.view.brief.output.scale_display == "legend" and not whole):
            return re.compile(rf"(?<!\w){words}(?!\w)")
        return re.compile(
            rf"(?<!\w){words}\W{{0,3}}{re.escape(plainly(self.view.language.range(band.low, band.high)))}"
        )

    def _confidence(self, level: str) -> re.Pattern[str]:
        """Find the level by its name or in a phrase, as in 'Confidence: low' and 'low confidence'."""
        language = self.view.language
        words = str(language.words["vocabulary"]["confidence"][level])
        phrase = re.escape(plainly(language.word("captions.confidence", level=words)))
        label = re.escape(plainly(language.word("labels.confidence")))
        return re.compile(rf"(?<!\w){phrase}(?!\w)|(?<!\w){label}\W{{1,4}}{re.escape(plainly(words))}(?!\w)")

    def _words(self, text: str) -> str:
        """Return the longest run of words of a text that no citation interrupts, as a page shows it."""
        parts = [self._markdown.line(part.strip()) for part in IN_TEXT.split(text)[::2]]
        shown = (plainly(plain_text(blocks_of(str(part), self.colon), colon=self.colon)).strip() for part in parts)
        return max(shown, key=len, default="").rstrip(" .,;:")

    @cached_property
    def _markdown(self) -> Markdown:
        from markupsafe import Markup

        return Markdown(self.view.language, lambda _: Markup(), "end")


def _claim(entry: BaseModel) -> str:
    """Return what an item says: its first required text."""
    required = (name for name, field in type(entry).model_fields.items() if field.is_required())
    return next((value for name in required if isinstance(value := getattr(entry, name), Line)), "")


def _exactly(words: str) -> re.Pattern[str]:
    return re.compile(re.escape(plainly(words)))


def _places(words: str, item: Item) -> Iterator[int]:
    """Yield where an item is given: where its words stand, behind its id unless they are too many to be a chance."""
    for found in re.finditer(re.escape(item.words), words):
        before = words[max(0, found.start() - BEFORE) : found.start()]
        if len(item.words) >= LONG or re.search(rf"(?<!\w){re.escape(item.id.casefold())}(?!\w)", before):
            yield found.start()
