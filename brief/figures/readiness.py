"""What is known of figures only when pages are made: whether charts can be drawn here, and how fine an image prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..model.values import DataName
from ..pictures import find_picture, read_picture
from ..problems import Problem
from ..workspace import Workspace
from . import vega
from .widths import PIXELS_PER_MM, figure_width

FINE_ENOUGH = 150  # pixels per inch as printed: below it, edges and small print look torn on any office printer
Steps = tuple[str | int, ...]


def needs_engine(figure: Any) -> bool:
    """Tell whether a figure is drawn by Vega-Lite: a chart of a file, or with a mark. Bars of a few values are not."""
    return figure.kind == "chart" and bool(figure.mark or isinstance(figure.data, DataName))


def making_problems(brief: Any, workspace: Workspace, folder: Path, tokens: Any) -> Iterator[tuple[Steps, Problem]]:
    """Yield what stands in the way of the figures of a brief, with the path of the value that it is about."""
    for index, figure in enumerate(brief.figures):
        if needs_engine(figure) and not vega.is_installed():
            hint = f"type: {vega.TO_TYPE}"
            message = f"the chart {figure.id} needs a part of the program that is not installed"
            yield ("figures", index, "kind"), Problem("no-charts", message, None, hint)
        if figure.file:
            yield from _coarse(figure, workspace, folder, (index, figure_width(tokens)))


def printed_width(figure: Any, width: float) -> float:
    """Return how wide an image is printed, in CSS pixels."""
    return min(width, figure.width_mm * PIXELS_PER_MM) if figure.width_mm else width


def _coarse(figure: Any, workspace: Workspace, folder: Path, at: tuple[int, float]) -> Iterator[tuple[Steps, Problem]]:
    picture = read_picture(workspace, find_picture(workspace, folder, figure.file))
    kept = 1 - (figure.crop.left + figure.crop.right) / 100 if figure.crop else 1.0
    inches = printed_width(figure, at[1]) / 96
    fineness = picture.width * kept / inches
    if fineness < FINE_ENOUGH:
        fits = int(picture.width * kept / FINE_ENOUGH * 25.4)
        message = (
            f"'{figure.file}' prints at {fineness:.0f} pixels per inch on {inches * 25.4:.0f} mm; "
            f"{FINE_ENOUGH} are needed"
        )
        hint = f"take a larger image, or write 'width_mm: {fits}'" if fits >= 20 else "take a larger image"
        yield ("figures", at[0], "file"), Problem("coarse-image", message, None, hint, "warning")
