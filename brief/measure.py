"""What is found of what was made: its pages and lines, its longest blocks, what it lost, and what goes by e-mail."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """One section with the lines it takes, and those of its items that take the most."""

    name: str
    lines: int
    items: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Lost:
    """A caveat that a file does not carry, though it carries what the caveat belongs to.

    `path` leads to the caveat in the brief. `item` is the id of what it belongs to, and empty for the whole brief.
    """

    file: str
    path: tuple[str | int, ...]
    item: str = ""


@dataclass(frozen=True)
class Message:
    """One message: its file, its subject, and the names and sizes in bytes of what is attached.

    `room` is how many characters the claim in the subject may have, where it had to be cut.
    """

    file: str
    subject: str
    room: int | None = None
    attached: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Measure:
    """One layout on one paper; `file` is the name of what was written, and empty where it was only measured.

    `budget` is the most pages it may have. `over` is how many lines stand on pages beyond it, and `longest` are the
    longest blocks, where there are too many.
    """

    file: str
    paper: str
    pages: int
    budget: int | None = None
    over: int = 0
    longest: tuple[Block, ...] = ()

    @property
    def too_long(self) -> bool:
        """Tell whether it has more pages than its budget."""
        return self.budget is not None and self.pages > self.budget


@dataclass(frozen=True)
class Found:
    """All that is found of what was made of one brief."""

    measures: tuple[Measure, ...] = ()
    lost: tuple[Lost, ...] = ()
    messages: tuple[Message, ...] = ()
