"""Pictures of pages, and how far two of them differ.

A page is compared after a slight blur, so that the edges of letters may be drawn a little otherwise by another version
of poppler or FreeType; ink that has gone elsewhere stays a difference.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from tests.golden.pages.samples import poppler

DPI = 50
BLUR_PX = 1.2
NOISE = 40  # of 255; below it stands what anti-aliasing does
MOST_PIXELS = 30  # less than the shortest line of a page that has moved
GREYS = 8
MM = DPI / 25.4


def pictures_of(pdf: Path, folder: Path, *options: str) -> list[Image.Image]:
    """Draw every page of a PDF in shades of grey."""
    poppler("pdftoppm", "-r", str(DPI), "-gray", "-png", *options, pdf, folder / pdf.stem)
    paths = sorted(folder.glob(f"{pdf.stem}-*.png"))
    return [Image.open(io.BytesIO(path.read_bytes())).convert("L") for path in paths]


def as_png(picture: Image.Image) -> bytes:
    """Write a picture as a small PNG of eight greys."""
    step = 255 / (GREYS - 1)
    small = Image.frombytes("P", picture.size, picture.point(lambda grey: round(grey / step)).tobytes())
    small.putpalette([round(level * step) for level in range(GREYS) for _ in "rgb"])
    stream = io.BytesIO()
    small.save(stream, "PNG", optimize=True, bits=4)
    return stream.getvalue()


def difference(one: Image.Image, other: Image.Image) -> int:
    """Return how many pixels differ by more than what anti-aliasing does; pages of two sizes differ altogether."""
    if one.size != other.size:
        return one.width * one.height
    blur = ImageFilter.GaussianBlur(BLUR_PX)
    apart = ImageChops.difference(one.convert("L").filter(blur), other.convert("L").filter(blur))
    return sum(apart.histogram()[NOISE:])


def nudged(picture: Image.Image, by: float) -> Image.Image:
    """Return the picture moved by a part of a pixel, which draws the edges of all letters anew."""
    plan = (1, 0, by, 0, 1, by)
    return picture.transform(picture.size, Image.Transform.AFFINE, plan, Image.Resampling.BICUBIC, fillcolor=255)


def band_moved(picture: Image.Image, top: int, bottom: int, by: int) -> Image.Image:
    """Return the picture with one band of it moved down, as a line that has slipped."""
    moved = picture.copy()
    moved.paste(255, (0, top, picture.width, bottom))
    moved.paste(picture.crop((0, top, picture.width, bottom)), (0, top + by))
    return moved


def lines_of(picture: Image.Image) -> list[tuple[int, int]]:
    """Return the bands of a picture that hold ink, as rows from and to: about the lines of text."""
    rows = [picture.crop((0, row, picture.width, row + 1)).tobytes() for row in range(picture.height)]
    dark = [min(row) < 128 for row in rows]
    bands: list[tuple[int, int]] = []
    start: int | None = None
    for row, ink in enumerate([*dark, False]):
        if ink and start is None:
            start = row
        elif not ink and start is not None:
            bands.append((start, row))
            start = None
    return bands
