"""The handout: pages of half a sheet, two on each sheet, with their text set anew for the smaller page."""

from __future__ import annotations

from collections.abc import Mapping

from .output import Made, Output, Page
from .pdf import Layout, printed

# Half of a sheet that lies on its side, width and height in millimetres.
HALVES: Mapping[str, tuple[float, float]] = {"A4": (148.5, 210), "Letter": (139.7, 215.9)}
LAYOUT = Layout("handout", common=("print", "column"), size=HALVES, two_up=True)


def make(page: Page) -> Made:
    """Lay the painted page out on halves of a sheet and put them side by side."""
    return printed(page, LAYOUT)


HANDOUT = Output(
    "handout",
    ".pdf",
    "handout.html",
    make,
    notes=("foot", "end"),
    paged=True,
    format="handout",
    description="a PDF with two pages on a sheet, to fold or cut",
    media_type="application/pdf",
)
