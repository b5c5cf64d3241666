"""The whole brief as plain text: 72 columns in UTF-8, which any program shows and anybody can quote."""

from __future__ import annotations

from .output import Made, Output, Page
from .words import blocks_of, plain_text

COLUMNS = 72  # a line of it can be quoted twice in a message, and still fits a screen of 80


def make(page: Page) -> Made:
    """Write the painted page as words."""
    colon = str(page.view.language.words["typography"]["colon"])
    text = plain_text(blocks_of(page.html, colon), COLUMNS, colon) + "\n"
    return Made(text.encode(), readings=(text,))


TEXT = Output(
    "text",
    ".txt",
    "text.html",
    make,
    description="the whole brief as plain text",
    media_type="text/plain",
    medium="words",
)
