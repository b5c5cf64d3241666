"""How long it takes to say what is to be said: words are counted as they are spoken, and the pace is stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .model.meeting import Meeting, TalkingPoint

# Citations, footnotes and the addresses of links are not read aloud.
_SILENT = re.compile(r"\[@[^\[\]\n]{1,300}\]|\[\^[^\]\s]{1,40}\](?::[^\n]*)?|(?<=\])\([^()\s]{1,500}\)|https?://\S+")
# Whoever writes in these letters puts no space between words; three of them take about as long as a word.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_LETTERS_A_WORD = 3
# What is left of the meeting when it is cut short, in minutes.
SLOTS = {"full": None, "five": 5, "one": 1}


def words_in(text: str) -> int:
    """Count the words of a text as they are spoken; its Markdown is not."""
    said = _SILENT.sub(" ", text)
    spaced = sum(any(map(str.isalnum, part)) for part in _UNSPACED.sub(" ", said).split())
    return spaced + -(-len(_UNSPACED.findall(said)) // _LETTERS_A_WORD)


@dataclass(frozen=True)
class Said:
    """One point in one version of the speaking note: what is said of it, and when it begins, in seconds."""

    point: TalkingPoint
    number: int
    with_more: bool
    start: int


@dataclass(frozen=True)
class Version:
    """One version of the speaking note: the full one, that for five minutes, or that for one."""

    name: str
    meeting: Meeting

    @property
    def slot(self) -> int | None:
        """Return the minutes it has to fit into, or None for the full one."""
        return SLOTS[self.name]

    @cached_property
    def points(self) -> tuple[tuple[int, TalkingPoint], ...]:
        """Return the points that are said, each with its number in the full version."""
        kept = {"full": (None, "five", "one"), "five": ("five", "one"), "one": ("one",)}[self.name]
        return tuple((n, point) for n, point in enumerate(self.meeting.talking_points, 1) if point.cut in kept)

    def said(self, point: TalkingPoint) -> int:
        """Count the words that are said of a point; what else there is to say is left out where one minute is left."""
        more = words_in(point.more) if point.more and self.name != "one" else 0
        return words_in(point.text) + more

    @cached_property
    def words(self) -> int:
        """Return how many words are said."""
        return sum(self.said(point) for _, point in self.points)

    @property
    def seconds(self) -> int:
        """Return how long that takes, in seconds."""
        return self._time(self.words)

    @property
    def is_over(self) -> bool:
        """Tell whether it takes longer than the minutes that it is meant for."""
        return self.slot is not None and self.seconds > 60 * self.slot

    def __iter__(self) -> Iterator[Said]:
        words = 0
        for number, point in self.points:
            yield Said(point, number, bool(point.more) and self.name != "one", self._time(words))
            words += self.said(point)

    def _time(self, words: int) -> int:
        return round(60 * words / self.meeting.words_per_minute)


def versions(meeting: Meeting) -> list[Version]:
    """Return the full version, and the cuts that some point is marked for where the full one takes longer."""
    full, *cuts = [Version(name, meeting) for name in SLOTS]
    return [v for v in (full, *cuts) if v.points and (v.slot is None or full.seconds > 60 * v.slot)]
