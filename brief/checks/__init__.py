"""The checks of a brief's tradecraft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..parse import Document
from ..problems import Problem


def check(document: Document) -> Iterator[Problem]:
    yield from ()


def after_making(document: Document, pages: Mapping[str, int]) -> list[Problem]:
    return []
