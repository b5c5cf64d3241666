"""A text file as it was read, with its lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Text:
    """A text file as it was read: its name as the author would type it, and its contents."""

    name: str
    content: str

    @cached_property
    def lines(self) -> list[str]:
        """Return the lines of the text; they are asked for once for each value that is read."""
        return self.content.split("\n")

    def line(self, number: int) -> str:
        """Return one line of the text (from 1), or nothing past its end."""
        return self.lines[number - 1] if number <= len(self.lines) else ""
