"""What a kind of section is: a YAML key, the type of its value, and a sentence for the author."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

T = TypeVar("T")


def _nothing(_value: Any, _brief: Any) -> Mapping[str, Any]:
    return {}


def _all(value: Any, _referenced: frozenset[str]) -> Any:
    return value


@dataclass(frozen=True)
class SectionKind(Generic[T]):
    """List one kind of section; its `key` is also its template, its CSS class and its heading in a language file.

    `annotation` is the pydantic type of the value, `empty` the value of a brief that leaves the section out.
    `derive` works out what the face needs beyond the value; `shown` returns what is printed in the section itself,
    given the ids that other items name. `summary` takes from the value the text that says what the whole brief says.

    A citation shows the id of an item; where the items are `numbered`, it shows their number on the page; where they
    are `called` by a word and a number, it shows these, the word by its key among the labels of a language file; where
    they `stand_for` evidence, it shows that in their place. The items of a `judged` section are judgements, which are
    traced to what they rest on. An `essential` section stays in a shorter format, whatever goes.
    """

    key: str
    annotation: Any
    description: str
    empty: Any = ()
    example: Any = None
    derive: Callable[[Any, Any], Mapping[str, Any]] = _nothing
    shown: Callable[[Any, frozenset[str]], Any] = _all
    summary: Callable[[Any], str] | None = None
    numbered: bool = False
    called: str = ""
    judged: bool = False
    essential: bool = False
    stand_for: Callable[[Any], Sequence[str]] | None = None

    @property
    def is_evidence(self) -> bool:
        """Tell whether a citation of an item leads to numbered sources."""
        return self.numbered or self.stand_for is not None
