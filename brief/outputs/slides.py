"""The slides as a tagged PDF, 16 to 9: each in the largest of its sizes that fits, and a mistake where none does."""

from __future__ import annotations

from dataclasses import replace

from .output import Made, Output, Page
from .pdf import written
from .sizing import FRAME, LAYOUT, fit


def make(page: Page) -> Made:
    """Lay the slides out and write them as a tagged PDF that carries its source."""
    fitted = fit(page)
    (document,) = fitted.layouts
    # A deck is shown: the source holds what must not be raised.
    meeting = page.view.brief.meeting
    originals = {} if meeting and meeting.not_for_use else page.originals
    content, said = written(replace(fitted.page, originals=originals), LAYOUT, document)
    pages = len(document.pages)
    return Made(content, (*fitted.problems, *said), pages, readings=(fitted.page.html,))


SLIDES = Output(
    "slides",
    ".pdf",
    FRAME,
    make,
    format="slides",
    description="a PDF of five to nine slides, one claim each",
    media_type="application/pdf",
)
