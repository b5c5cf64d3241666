"""The names of the bookmarks by which a place in a Word document leads back to a value of the brief.

An item has its id (`KJ1`), a field of an item the id and its keys (`KJ1_statement`), any other field its keys
(`meta_title`). Numbers count from 1. The names follow from the brief alone, so that they need not be kept anywhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from .model import Brief, walk

Path = tuple[str | int, ...]

# What Word takes for a bookmark: a letter first, then letters, digits and low lines, 40 in all.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
# How the brief is made is printed nowhere.
_NOT_PRINTED = ("schema", "output", "lint", "email")


def bookmark_names(brief: Brief) -> dict[Path, str]:
    """Return the name of every value of a brief by its path, and of every item by the path of its entry."""
    items = dict(_items(brief))
    names: dict[Path, str] = dict(items)
    taken = set(items.values())
    for path, _ in walk(brief):
        if path[0] in _NOT_PRINTED or path in names:
            continue
        name = _name_of(path, items)
        if not _NAME.fullmatch(name) or name in taken:
            name = f"f_{hashlib.sha256(repr(path).encode()).hexdigest()[:20]}"
        taken.add(name)
        names[path] = name
    return names


def numbered_fields(brief: Brief) -> tuple[list[Path], Mapping[int, int]]:
    """Return the paths of all values that can be told apart, and the place of each in that list by its identity.

    Two fields can hold one object, where a default or a single letter is shared: then nothing tells which is printed.
    """
    paths: list[Path] = []
    numbers: dict[int, int] = {}
    shared: set[int] = set()
    for path, value in walk(brief):
        if path[0] in _NOT_PRINTED or path[-1] == "id" or _is_shared(value):
            continue
        if id(value) in numbers:
            shared.add(id(value))
        numbers[id(value)] = len(paths)
        paths.append(path)
    return paths, {key: number for key, number in numbers.items() if key not in shared}


def _is_shared(value: Any) -> bool:
    """Tell whether Python keeps one object for all equal values: small numbers, yes and no, single letters."""
    return isinstance(value, int | float) or (isinstance(value, str) and len(value) < 2)


def _items(brief: Brief) -> Iterator[tuple[Path, str]]:
    for kind, value in brief.items():
        for index, entry in enumerate(value if isinstance(value, tuple) else ()):
            if getattr(entry, "id", None) and _NAME.fullmatch(entry.id):
                yield (kind.key, index), entry.id


def _name_of(path: Path, items: Mapping[Path, str]) -> str:
    steps = [str(step + 1) if isinstance(step, int) else step for step in path]
    item = items.get(path[:2])
    return "_".join([item, *steps[2:]] if item else steps)
