"""What an output is: a name, a file ending, a frame template, and a function from HTML to bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..problems import Problem
from ..view import View
from ..workspace import Workspace


@dataclass(frozen=True)
class Page:
    """One painted page on its way to become a file."""

    html: str
    view: View
    workspace: Workspace


@dataclass(frozen=True)
class Made:
    """What an output made: the bytes of its file, what went wrong, and its pages where it has pages."""

    content: bytes
    problems: tuple[Problem, ...] = ()
    pages: int | None = None


@dataclass(frozen=True)
class Output:
    """List one output. `paged`: it has pages of a paper size. `notes_inline`: footnotes stand in their sentence."""

    name: str
    suffix: str
    frame: str
    make: Callable[[Page], Made]
    notes_inline: bool = False
    paged: bool = False
    description: str = ""
