"""The outputs that a brief can have. A new one is one module, one frame in templates/, one line here."""

from __future__ import annotations

from .html import HTML
from .output import Made, Output, Page
from .pdf import PDF

OUTPUTS: tuple[Output, ...] = (PDF, HTML)

__all__ = ["OUTPUTS", "Made", "Output", "Page"]
