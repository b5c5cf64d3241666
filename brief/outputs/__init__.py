"""The outputs that a brief can have. A new one is one module, one frame in templates/, one line here."""

from __future__ import annotations

from .docx import DOCX
from .email import EMAIL
from .epub import EPUB
from .handout import HANDOUT
from .html import HTML
from .json_document import JSON
from .large_print import LARGE_PRINT
from .markdown import MARKDOWN
from .meeting import MEETING_OUTPUTS
from .one_page import ONE_PAGE
from .output import Made, MadeFile, Output, Page
from .pdf import PDF
from .pptx import PPTX
from .slides import SLIDES
from .text import TEXT

OUTPUTS: tuple[Output, ...] = (
    *(PDF, HTML, ONE_PAGE, LARGE_PRINT, HANDOUT),
    *(EMAIL, TEXT, MARKDOWN, JSON, EPUB),
    *MEETING_OUTPUTS,
    *(SLIDES, PPTX, DOCX),
)

__all__ = ["OUTPUTS", "Made", "MadeFile", "Output", "Page"]
