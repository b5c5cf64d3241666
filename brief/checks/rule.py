"""What a rule is: an id, a severity, and a public explanation that is the docstring of its function.

A docstring has one form, and this module alone reads it::

    Flag what is flagged, in one sentence.

    Why: what goes wrong for the reader.
    Source: the standard or practice it comes from.
    Bad: a sentence or field that breaks the rule.
    Good: the same as it should be.
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..problems import Severity

if TYPE_CHECKING:
    from .reading import Reading

Path = tuple[str | int, ...]
PARTS = ("Why", "Source", "Bad", "Good")
WIDTH = 88


@dataclass(frozen=True, slots=True)
class Rule:
    """Explain one rule: what it flags, why, whose standard it is, one bad and one good example."""

    id: str
    tier: int
    severity: Severity
    title: str
    explanation: str
    source: str
    bad: str = ""
    good: str = ""

    def __str__(self) -> str:
        tier = {0: "reading the file", 1: "always checked", 2: "checked with --strict"}[self.tier]
        parts = [self.explanation, "", *(f"{name + ':':<8}{text}" for name, text in self._examples if text)]
        wrapped = [
            textwrap.fill(part, WIDTH, subsequent_indent=_indent(part), break_on_hyphens=False) for part in parts
        ]
        return "\n".join([f"{self.id} ({self.severity}, {tier})", "", self.title, "", *wrapped])

    @property
    def _examples(self) -> tuple[tuple[str, str], ...]:
        return ("Source", self.source), ("Bad", self.bad), ("Good", self.good)


def _indent(line: str) -> str:
    """Return the indent of the further lines: that of the text after the name of an example."""
    return " " * 8 if line.startswith(tuple(f"{name}: " for name in PARTS)) else ""


def read_rule(identity: str, tier: int, severity: Severity, doc: str) -> Rule:
    """Read the explanation of a rule from its docstring; raise `ValueError` where a part is missing."""
    text = inspect.cleandoc(doc)
    title, _, rest = text.partition("\n\n")
    parts = dict.fromkeys(PARTS, "")
    for name, words in re.findall(r"^(\w+): (.*?)(?=^\w+: |\Z)", rest, re.DOTALL | re.MULTILINE):
        if name in parts:
            parts[name] = _one_line(words)
    wanting = [name for name in ("Why", "Source") if not parts[name]]
    if wanting:
        raise ValueError(f"the explanation of {identity} has no {' and no '.join(wanting)}")
    title = _one_line(title).removeprefix("Flag ")
    return Rule(
        identity,
        tier,
        severity,
        title[:1].upper() + title[1:],
        parts["Why"][:1].upper() + parts["Why"][1:],
        parts["Source"],
        parts["Bad"],
        parts["Good"],
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found: the value it stands in, what is wrong and why, and one question to the author.

    `start` and `end` bound the author's words in a text; without them the whole value is meant, and with `key` its key.
    `severity` is set where it differs from that of the rule. `file` and `line` point outside the brief.
    """

    path: Path
    message: str
    question: str
    start: int | None = None
    end: int | None = None
    severity: Severity | None = None
    key: bool = False
    file: str | None = None
    line: int = 0
    column: int = 0


Run = Callable[["Reading"], Iterator[Finding]]


@dataclass(frozen=True)
class Check:
    """One check: the function that finds, and the rule that its docstring explains.

    `words` tells that it reads prose, and so needs the lexicon of the brief's language.
    """

    id: str
    severity: Severity
    tier: int
    words: bool
    run: Run

    @cached_property
    def rule(self) -> Rule:
        """Return the public explanation."""
        return read_rule(self.id, self.tier, self.severity, self.run.__doc__ or "")


def rule(identity: str, severity: Severity, tier: int = 1, words: bool = False) -> Callable[[Run], Check]:
    """Make a check of a function."""

    def make(run: Run) -> Check:
        return Check(identity, severity, tier, words, run)

    return make
