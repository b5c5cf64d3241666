"""The words that the checks look for: one data file per language, compiled to patterns when they are first needed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import yaml

from ..language import load_language
from ..model.scales import LIKELIHOOD_SCALES
from ..problems import BriefError
from ..workspace import Workspace, package_folder

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FOLDER = "checks"
MAX_PATTERNS = 400
# Spaces inside a set or a look-behind stay as they are: those have a fixed width.
_SPACES = re.compile(r"(\(\?<[!=][^)]*\)|\[[^\]]*\])| \??")
NOTHING = re.compile(r"(?!)")


class Owner(NamedTuple):
    """A term as one row of one scale has it."""

    scale: str
    row: int
    term: str


class Match(NamedTuple):
    """Some words of a text that speak of likelihood: terms of scales, or words that no scale has."""

    start: int
    end: int
    kind: Literal["term", "off"]
    words: str
    owners: frozenset[Owner]


@dataclass
class Lexicon:
    """The words of one language: groups of patterns by name, and the terms of all scales."""

    groups: Mapping[str, tuple[str, ...]]
    cased: frozenset[str]
    terms: Mapping[str, frozenset[Owner]]
    contexts: Mapping[str, str]
    stems: tuple[str, ...] = ()
    _compiled: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def pattern(self, group: str) -> re.Pattern[str]:
        """Return the pattern of a group of words; one that the language lacks matches nothing."""
        if group not in self._compiled:
            entries = self.groups.get(group, ())
            flags = re.MULTILINE if group in self.cased else re.IGNORECASE | re.MULTILINE
            self._compiled[group] = re.compile(_whole(entries), flags) if entries else NOTHING
        return self._compiled[group]

    def compiled(self, expression: str) -> re.Pattern[str]:
        """Return an expression that was built from groups, compiled once."""
        if expression not in self._compiled:
            self._compiled[expression] = re.compile(expression, re.IGNORECASE)
        return self._compiled[expression]

    def plain_words(self, group: str) -> tuple[str, ...]:
        """Return the words of a group that holds no expressions."""
        return self.groups.get(group, ())

    def source(self, group: str) -> str:
        """Return the regular expression of a group, to build a longer one with."""
        return _whole(self.groups.get(group, ()))

    def raw(self, group: str) -> str:
        """Return the regular expression of a group that need not stand as whole words."""
        return _joined(self.groups.get(group, ()))

    def has(self, group: str, text: str) -> bool:
        """Tell whether a text holds words of a group."""
        return self.pattern(group).search(text) is not None

    def has_words(self, words: str, text: str) -> bool:
        """Tell whether a text holds words that a pattern describes."""
        return self.compiled(_whole((words,))).search(text) is not None

    def matches(self, plain: str) -> Iterator[Match]:
        """Yield the terms of all scales and the phrases of none, the longest first at each place, left to right."""
        for match in self._likelihood.finditer(plain):
            words = " ".join(match[0].lower().split())
            if match.lastgroup == "off":
                yield Match(match.start(), match.end(), "off", words, frozenset())
            elif match.lastgroup == "term":
                yield Match(match.start(), match.end(), "term", words, self.terms[words])

    @property
    def _likelihood(self) -> re.Pattern[str]:
        if "" not in self._compiled:
            terms = [re.escape(term).replace(r"\ ", " ") for term in sorted(self.terms, key=len, reverse=True)]
            named = {"off": self.groups.get("off_scale", ()), "neutral": self.groups.get("neutral", ()), "term": terms}
            parts = [f"(?P<{name}>{_whole(entries)})" for name, entries in named.items() if entries]
            self._compiled[""] = re.compile("|".join(parts), re.IGNORECASE) if parts else NOTHING
        return self._compiled[""]


# What a language without a lexicon has: patterns that match nothing.
NO_WORDS = Lexicon({}, frozenset(), {}, {})


def _any_space(match: re.Match[str]) -> str:
    return match[1] or (r"\s*" if match[0] == " ?" else r"\s+")


def _joined(entries: Any) -> str:
    return f"(?:{'|'.join(_SPACES.sub(_any_space, entry) for entry in entries)})"


def _whole(entries: Any) -> str:
    """Join patterns to one that matches whole words, with any white space for a space."""
    return rf"(?<![\w-]){_joined(entries)}(?!\w)"


def lexicon_for(workspace: Workspace, code: str) -> Lexicon | None:
    """Return the lexicon of a language, or None where the program has none: `en-GB` falls back to `en`."""
    folder = package_folder(FOLDER) / "lexicon"
    for candidate in (code, code.split("-", maxsplit=1)[0]):
        if re.fullmatch(r"[A-Za-z0-9-]{2,20}", candidate) and (folder / f"{candidate}.yaml").is_file():
            try:
                words = load_language(workspace, code).words["likelihood"]
            except (BriefError, KeyError):
                return None
            return _load(candidate, _frozen(words))
    return None


def _frozen(words: Mapping[str, Any]) -> tuple[tuple[Owner, str], ...]:
    """List the words of every term of every scale."""
    found: list[tuple[Owner, str]] = []
    for scale in LIKELIHOOD_SCALES:
        for row, terms in (words.get(scale) or {}).items():
            found += [(Owner(scale, int(row), str(term)), str(name).lower()) for term, name in terms.items()]
    return tuple(found)


@lru_cache(maxsize=8)
def _load(code: str, words: tuple[tuple[Owner, str], ...]) -> Lexicon:
    folder = package_folder(FOLDER) / "lexicon"
    data = yaml.load(Workspace(folder).text(folder / f"{code}.yaml").content, Loader=_LOADER)  # noqa: S506 - a safe loader
    terms: dict[str, set[Owner]] = {}
    for owner, name in words:
        terms.setdefault(name, set()).add(owner)
    for scale, rows in data.pop("scale_forms").items():
        for row, forms in rows.items():
            for term, names in forms.items():
                for name in names:
                    terms.setdefault(name, set()).add(Owner(scale, row, term))
    cased, contexts, stems = (
        frozenset(data.pop("cased")),
        data.pop("scale_contexts"),
        tuple(data.pop("confidence_stems")),
    )
    groups = {name: (value,) if isinstance(value, str) else tuple(value)[:MAX_PATTERNS] for name, value in data.items()}
    return Lexicon(groups, cased, {name: frozenset(owners) for name, owners in terms.items()}, contexts, stems)
