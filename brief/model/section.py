"""What a kind of section is: a YAML key, the type of its value, and a sentence for the author."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
    given the ids that other items name.
    """

    key: str
    annotation: Any
    description: str
    empty: Any = ()
    example: Any = None
    derive: Callable[[Any, Any], Mapping[str, Any]] = _nothing
    shown: Callable[[Any, frozenset[str]], Any] = _all
