"""What an output is: a name, a file ending, a frame template, and a function from HTML to bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..problems import Problem
from ..theme import Manner
from ..view import View
from ..workspace import Workspace


@dataclass(frozen=True)
class Page:
    """One painted page on its way to become a file.

    `originals` are the files that the brief was read from, for an output that carries its source; `pdf_standard` names
    the standards that a PDF is to keep, where they are not the common ones.
    """

    html: str
    view: View
    workspace: Workspace
    originals: Mapping[str, bytes] = field(default_factory=dict)
    pdf_standard: str | None = None


@dataclass(frozen=True)
class Made:
    """What an output made: the bytes of its file, what went wrong, and its pages where it has pages."""

    content: bytes
    problems: tuple[Problem, ...] = ()
    pages: int | None = None


@dataclass(frozen=True)
class Output:
    """List one output. `paged`: it has pages of a paper size. `notes`: the manners of its footnotes, its own first."""

    name: str
    suffix: str
    frame: str
    make: Callable[[Page], Made]
    notes: tuple[Manner, ...] = ("end",)
    paged: bool = False
    description: str = ""

    def manner(self, wanted: Manner) -> Manner:
        """Return where the footnotes go: where the theme wants them, if this output can, else in its own manner."""
        return wanted if wanted in self.notes else self.notes[0]
