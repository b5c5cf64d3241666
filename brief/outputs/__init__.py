"""The outputs that a brief can have. A new one is one module, one frame in templates/, one line here."""

from __future__ import annotations

from .email import EMAIL
from .handout import HANDOUT
from .html import HTML
from .large_print import LARGE_PRINT
from .meeting import MEETING_OUTPUTS
from .one_page import ONE_PAGE
from .output import Made, MadeFile, Output, Page
from .pdf import PDF

OUTPUTS: tuple[Output, ...] = (PDF, HTML, ONE_PAGE, LARGE_PRINT, HANDOUT, EMAIL, *MEETING_OUTPUTS)

__all__ = ["OUTPUTS", "Made", "MadeFile", "Output", "Page"]
