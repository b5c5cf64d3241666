"""Draw docs/sample.png, the picture in the README: two pages of the first brief as poppler paints them.

python docs/picture.py
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

import brief

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "content" / "unbanning-the-taliban" / "brief.yaml"
PAGES = (1, 2)
HEIGHT_PX, GAP_PX, EDGE_PX = 1100, 36, 1
PAPER_EDGE, BEHIND = "#b8bfc7", "#eef1f4"


def painted(pdf: Path, number: int, folder: Path) -> Image.Image:
    """Paint one page of a PDF, with a thin edge around it."""
    name = folder / f"page-{number}"
    command = ["pdftoppm", "-png", "-singlefile", "-f", str(number), "-scale-to", str(HEIGHT_PX), str(pdf), str(name)]
    subprocess.run(command, check=True)
    return ImageOps.expand(Image.open(f"{name}.png").convert("RGB"), EDGE_PX, PAPER_EDGE)


def main() -> None:
    """Build the brief, paint its pages side by side, and write the picture."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (result,) = brief.build(SAMPLE, brief.Options(outputs=("pdf",), papers=("A4",), output=folder))
        (file,) = result.files
        pages = [painted(file.path, number, folder) for number in PAGES]
    width = sum(page.width for page in pages) + GAP_PX * (len(pages) + 1)
    sheet = Image.new("RGB", (width, pages[0].height + 2 * GAP_PX), BEHIND)
    left = GAP_PX
    for page in pages:
        sheet.paste(page, (left, GAP_PX))
        left += page.width + GAP_PX
    sheet.quantize(96).save(HERE / "sample.png", optimize=True)


if __name__ == "__main__":
    main()
