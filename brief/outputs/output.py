"""What an output is: a name, a file ending, a frame template, and a function from HTML to bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..figures import Medium
from ..measure import Measure, Message
from ..paint import Painter
from ..problems import BriefError, Place, Problem
from ..theme import Manner
from ..view import View
from ..workspace import Workspace


@dataclass(frozen=True)
class Made:
    """What an output made: the bytes of its file, what went wrong, its pages where it has pages, and how long it is.

    `readings` are what a reader gets to read, each complete in itself, as markup or as text; left out, it is the
    painted page. No caveat may be lost in any of them. `message` is what is told of an e-mail.
    """

    content: bytes
    problems: tuple[Problem, ...] = ()
    pages: int | None = None
    measures: tuple[Measure, ...] = ()
    readings: tuple[str, ...] = ()
    message: Message | None = None


@dataclass(frozen=True)
class MadeFile:
    """What an output made, as another output can carry it: with its file name and its media type."""

    name: str
    media_type: str
    made: Made


def _nothing_made(name: str) -> MadeFile:
    raise BriefError([Problem("output", f"there is no output '{name}' to be had here")])


def _nowhere(_path: tuple[str | int, ...]) -> Place | None:
    return None


@dataclass(frozen=True)
class Page:
    """One painted page on its way to become a file.

    `originals` are the files that the brief was read from, for an output that carries its source; `pdf_standard` names
    the standards that a PDF is to keep, where they are not the common ones. `measure_on` are papers that nothing is
    made for now, on which a page budget holds all the same. `made` gives what another output makes of the same brief,
    by its name, or raises `BriefError`; `place` says where the author wrote a value, by its path. `kept` is what one
    output found out of this brief in this look and leaves for the next, by a name; it never changes what is made.
    """

    html: str
    view: View
    workspace: Workspace
    originals: Mapping[str, bytes] = field(default_factory=dict)
    pdf_standard: str | None = None
    measure_on: tuple[str, ...] = ()
    made: Callable[[str], MadeFile] = _nothing_made
    place: Callable[[tuple[str | int, ...]], Place | None] = _nowhere
    kept: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Output:
    """List one output.

    `paged`: it has pages of a paper size, and can be printed in several ways. `notes`: the manners of its footnotes,
    its own first. `format` tells its files from those of another output with the same ending. `media_type` is what a
    program that is handed its file is told about it (RFC 6838). `medium` is what its figures are drawn for, where it
    has no pages. The frame is a template, and empty where the form is a machine's and nothing is painted; `painter`
    paints it. `internal`: it is for those who prepare a meeting, and the source that it carries says all of it.
    """

    name: str
    suffix: str
    frame: str
    make: Callable[[Page], Made]
    notes: tuple[Manner, ...] = ("end",)
    paged: bool = False
    format: str = ""
    description: str = ""
    media_type: str = "application/octet-stream"
    medium: Medium = "web"
    internal: bool = False
    painter: type[Painter] = Painter

    def manner(self, wanted: Manner) -> Manner:
        """Return where the footnotes go: where the theme wants them, if this output can, else in its own manner."""
        return wanted if wanted in self.notes else self.notes[0]
