"""The file of a brief and the house file together: one set of values, and the place of each."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from typing import Any

from ..problems import Place
from ..workspace import Text
from .nodes import Node, Scalar

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Trees:
    """Hold the tree of a brief, its text, and the tree of the house file if there is one.

    `defaults` fill what neither gives; what the file of the brief is `named` after wins over the house.
    """

    main: Node
    text: Text
    house: Node | None = None
    defaults: tuple[tuple[Path, Any], ...] = ()
    dropped: set[Path] = field(default_factory=set)
    named: tuple[tuple[Path, Any], ...] = ()

    def __post_init__(self) -> None:
        self.dropped.update(self.main.lost_paths())

    def original(self, path: Path) -> Path:
        """Return a path as it was before refused entries were taken out of their lists."""
        found: Path = ()
        for step in path:
            if isinstance(step, int):
                kept = (n for n in itertools.count() if (*found, n) not in self.dropped)
                found = (*found, next(itertools.islice(kept, step, None)))
            else:
                found = (*found, step)
        return found

    @property
    def incomplete(self) -> set[str]:
        """Return the keys of the brief under which an item, or its id, was taken out."""
        return {str(path[0]) for path in self.dropped if len(path) <= 2 or path[2:] == ("id",)}

    def has(self, path: Path) -> bool:
        """Tell whether something stands at a path, in the brief or in the house file."""
        return _leads(self.main, path) or (self.house is not None and _leads(self.house, path))

    def data(self) -> dict[str, Any]:
        """Return the values of the brief with those of the house beneath."""
        values: dict[str, Any] = self.main.data()
        for path, value in self.named:
            _fill(values, path, value)
        if self.house is not None:
            values = _over(self.house.data(), values)
        for path, value in self.defaults:
            _fill(values, path, value)
        return values

    def place(self, path: Path, key: bool = False) -> Place:
        """Return the place of a value (or of its key), in the brief or else in the house file."""
        path = self.original(path)
        tree = self.main
        if self.house is not None and not _leads(self.main, path) and _leads(self.house, path):
            tree = self.house
        return tree.key_place(path) if key else tree.find(path).place

    def place_of_words(self, path: Path, words: str) -> Place:
        """Return the place of some words inside a value, or of the value where they cannot be found as written."""
        node = self.main.find(self.original(path))
        lines = self.text.lines
        for number in range(node.place.line, max(node.end_line, node.place.line) + 1):
            line = lines[number - 1] if number <= len(lines) else ""
            start = line.find(words, node.place.column - 1 if number == node.place.line else 0)
            if start >= 0:
                return replace(node.place, line=number, column=start + 1, length=len(words), excerpt=line)
        return self.place(path)


def _leads(tree: Node, path: Path) -> bool:
    node = tree
    for step in path:
        value = node.value
        if isinstance(value, dict) and str(step) in value:
            node = value[str(step)]
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            node = value[step]
        else:
            return False
    return not (isinstance(node.value, Scalar) and node.data() is None)


def _over(below: Any, above: Any) -> Any:
    """Lay one group of keys over another; a text under a key of the house fills nothing in."""
    if not isinstance(below, dict) or not isinstance(above, dict):
        return below if above is None else above
    return {key: _over(below.get(key), above.get(key)) for key in {**above, **below}}


def _fill(values: Any, path: Path, value: Any) -> None:
    for step in path[:-1]:
        values = values.get(step) if isinstance(values, dict) else None
    if isinstance(values, dict) and values.get(path[-1]) is None:
        values[path[-1]] = value
