"""The Word document that goes round for clearance: the whole brief, each field of it under a bookmark.

`brief comments` reads what was written into it back against the lines of the brief.
"""

from __future__ import annotations

import hashlib

from ..editions import is_brief
from ..problems import BriefError, Problem
from .office import WORD_PARTS, words_of
from .output import Made, Output, Page
from .word import TO_TYPE, TracingPainter, is_installed, write_document


def make(page: Page) -> Made:
    """Write the painted page as a Word document."""
    if not is_installed():
        message = "a Word document needs a library that makes pictures of drawings, which is not installed"
        raise BriefError([Problem("no-office", message, None, f"type: {TO_TYPE}")])
    content = write_document(page.workspace, page.view, page.html, _fingerprint(page))
    return Made(content, readings=(words_of(content, WORD_PARTS),))


def _fingerprint(page: Page) -> str:
    """Return what tells the file of the brief from any other: a reader of changes knows by it whether that changed.

    An edition for more readers has none: it says nothing of what was left out of it.
    """
    source = next((content for name, content in page.originals.items() if is_brief(name.rpartition("/")[2])), None)
    return "" if source is None else hashlib.sha256(source).hexdigest()


DOCX = Output(
    "docx",
    ".docx",
    "docx.html",
    make,
    notes=("foot",),
    description="a Word document for clearance, whose comments and changes 'brief comments' reads back",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    painter=TracingPainter,
)
