"""The one way to go wrong: a `Problem` with its place, the author's words and a hint."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning", "info"]
EXCERPT = 120
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Say where something stands: a file, a line and a column (both from 1), and how many characters it covers."""

    file: str
    line: int = 0
    column: int = 0
    length: int = 0
    excerpt: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """Report one mistake: the rule it breaks, what is wrong in the author's words, and what to do about it."""

    rule: str
    message: str
    place: Place | None = None
    hint: str | None = None
    severity: Severity = "error"

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        lines = [f"{where}{self.severity}[{self.rule}]: {self.message}"]
        lines += self._excerpt()
        if self.hint:
            lines.append(f"   help: {self.hint}")
        return "\n".join(lines)

    def _excerpt(self) -> list[str]:
        if self.place is None or not self.place.excerpt.strip():
            return []
        place = self.place
        # A very long line is shown around the mistake only.
        cut = max(0, place.column - 1 - EXCERPT // 2) if len(place.excerpt) > EXCERPT else 0
        shown = place.excerpt[cut : cut + EXCERPT]
        before, marked = shown[: place.column - 1 - cut], shown[place.column - 1 - cut :][: place.length or 1]
        pad = "".join(letter if letter == "\t" else " " * columns_of(letter) for letter in before)
        marks = "^" * max(1, sum(map(columns_of, marked)))
        safe = "".join("\ufffd" if _is_unsafe(letter) else letter for letter in shown)
        return [f"{place.line:>4} | {safe.rstrip()}", f"     | {pad}{marks}"]

    def at(self, place: Place) -> Problem:
        """Return the same problem with its place filled in."""
        return replace(self, place=place)


def _is_unsafe(letter: str) -> bool:
    """Tell whether a character would upset a terminal: controls, halves of a pair, marks that turn a line around."""
    return letter in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" or (
        unicodedata.category(letter) in ("Cc", "Cs") and letter != "\t"
    )


def columns_of(letter: str) -> int:
    """Return how many columns of a terminal a character takes."""
    if unicodedata.category(letter) in ("Mn", "Me", "Cf") and not _is_unsafe(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


class BriefError(Exception):
    """Carry all the problems that stopped a piece of work."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by place (those of no place last) and drop exact repeats."""
    nowhere = Place("\uffff")
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.place or nowhere, SEVERITIES.index(p.severity), p.rule, p.message)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems is an error."""
    return any(problem.severity == "error" for problem in problems)


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the known name that the author most likely meant, or None."""
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Write the hint for an unknown name: the nearest known one, or all of them."""
    guess = nearest(word, known)
    if guess is not None:
        return f"did you mean '{guess}'?"
    return "known here: " + ", ".join(known)
