"""The whole brief as Markdown: CommonMark with pipe tables and footnotes, as GitHub and pandoc read it."""

from __future__ import annotations

from .output import Made, Output, Page
from .words import blocks_of, commonmark


def make(page: Page) -> Made:
    """Write the painted page as Markdown."""
    colon = str(page.view.language.words["typography"]["colon"])
    return Made((commonmark(blocks_of(page.html, colon), colon) + "\n").encode())


MARKDOWN = Output(
    "markdown",
    ".md",
    "markdown.html",
    make,
    description="the whole brief as Markdown, for GitHub and pandoc",
    media_type="text/markdown",
    medium="words",
)
