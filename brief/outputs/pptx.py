"""The slides as a presentation that can be edited; python-pptx writes it, an extra of the program."""

from __future__ import annotations

from importlib.util import find_spec

from ..problems import BriefError, Problem
from .office import SLIDE_PARTS, words_of
from .output import Made, Output, Page
from .sizing import FRAME, fit_roomy, given_away

TO_TYPE = 'pip install "brief[office]"'


def make(page: Page) -> Made:
    """Lay the slides out as for the PDF, and write them with the same sizes on the same grid."""
    if find_spec("pptx") is None:
        message = "the presentation needs a part of the program that is not installed"
        raise BriefError([Problem("no-office", message, None, f"type: {TO_TYPE}")])
    from .slideshow import Writer, same_bytes

    fitted = fit_roomy(page)
    view = fitted.page.view
    # The notes go wherever the file goes.
    noted = " ".join(f"{note.label} {note.text}" for slide in fitted.deck.slides for note in slide.notes)
    given = list(given_away(page, page.view.brief.meeting, noted))
    if given:
        raise BriefError(given)
    content = Writer(view, fitted.painter, fitted.sizes, fitted.layouts).write(fitted.deck.slides)
    content = same_bytes(content, view.brief.meta.date)
    return Made(content, fitted.problems, len(fitted.deck.slides), readings=(words_of(content, SLIDE_PARTS),))


PPTX = Output(
    "pptx",
    ".pptx",
    FRAME,
    make,
    format="slides",
    description="the same slides to edit, with notes to speak from",
    media_type="application/vnd.openxmlformats-officedocument.presentationml.presentation",
)
