"""The outputs that a brief can have. A new one is one module, one frame in templates/, one line here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from .output import Made, MadeFile, Output, Page


class Outputs:
    """The outputs in their order. Each is loaded when it is asked for: who makes a PDF does not wait for Word."""

    def __init__(self, homes: Mapping[str, str]) -> None:
        self._homes = homes

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all; none is loaded."""
        return tuple(self._homes)

    def named(self, name: str) -> Output:
        """Load the output of a name; raise `KeyError` if there is none."""
        module, _, attribute = self._homes[name].partition(".")
        found: Output | tuple[Output, ...] = getattr(import_module(f".{module}", __package__), attribute)
        return found if isinstance(found, Output) else next(output for output in found if output.name == name)

    def __iter__(self) -> Iterator[Output]:
        return map(self.named, self._homes)

    def __len__(self) -> int:
        return len(self._homes)


# Where each output stands, by its name: a module and what it is called there, alone or as one of several.
OUTPUTS = Outputs(
    {
        "pdf": "pdf.PDF",
        "html": "html.HTML",
        "one-page": "one_page.ONE_PAGE",
        "large-print": "large_print.LARGE_PRINT",
        "handout": "handout.HANDOUT",
        "email": "email.EMAIL",
        "text": "text.TEXT",
        "markdown": "markdown.MARKDOWN",
        "json": "json_document.JSON",
        "epub": "epub.EPUB",
        "meeting": "meeting.MEETING_OUTPUTS",
        "read-ahead": "meeting.MEETING_OUTPUTS",
        "agenda": "meeting.MEETING_OUTPUTS",
        "meeting-brief": "meeting.MEETING_OUTPUTS",
        "speaking-note": "meeting.MEETING_OUTPUTS",
        "lines-to-take": "meeting.MEETING_OUTPUTS",
        "decision-sheet": "meeting.MEETING_OUTPUTS",
        "actions": "meeting.MEETING_OUTPUTS",
        "slides": "slides.SLIDES",
        "pptx": "pptx.PPTX",
        "docx": "docx.DOCX",
    }
)

__all__ = ["OUTPUTS", "Made", "MadeFile", "Output", "Outputs", "Page"]
