"""Large print: the whole brief at 18 pt in a layout of its own, for readers who see little."""

from __future__ import annotations

from .output import Made, Output, Page
from .pdf import Layout, printed

LAYOUT = Layout("large-print", common=("print", "column"))


def make(page: Page) -> Made:
    """Lay the painted page out in large letters."""
    return printed(page, LAYOUT)


LARGE_PRINT = Output(
    "large-print",
    ".pdf",
    "large-print.html",
    make,
    paged=True,
    format="large-print",
    description="a PDF in 18 pt, one column",
    media_type="application/pdf",
)
