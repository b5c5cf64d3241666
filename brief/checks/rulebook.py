"""All explanations of rules in one place: of the mistakes of reading and making, and of the checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from .mistakes import mistakes
from .rule import Check, Rule


class Rulebook(Mapping[str, Rule]):
    """Give the explanation of each rule by its id; most commands never ask for one, so they are read on demand."""

    def __init__(self, checks: Sequence[Check]) -> None:
        self._checks = checks

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        return {**mistakes(), **{each.id: each.rule for each in self._checks}}

    def __getitem__(self, identity: str) -> Rule:
        return self._rules[identity]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)
