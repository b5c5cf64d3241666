"""Draw the gallery: every theme and printed format of the samples, in colour and in one ink, as docs/gallery.html.

python docs/gallery.py [FOLDER]

A folder keeps what was built, so that a second run is quick. Writes the page, its pictures in docs/gallery/ and
docs/themes.png, the picture of the themes in the README. What there is to show comes from the program's own lists:
themes, outputs that make a PDF, and the briefs in content/.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

from PIL import Image, ImageOps

import brief
from brief.model.meta import Meta
from brief.outputs import OUTPUTS
from brief.outputs.meeting import MEETING_OUTPUTS
from brief.theme import load_theme
from brief.workspace import Workspace

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PICTURES = HERE / "gallery"
FEATURED = "unbanning-the-taliban"
WIDTH_PX, COLOURS = 560, 48  # sharp at half the width on a good screen; more colours show no difference
EDGE, BEHIND, GAP_PX = "#b8bfc7", "#eef1f4", 28
WORKSPACE = Workspace(ROOT)
THEMES = WORKSPACE.template_names("themes/*/theme.yaml")
PIECES = {output.name for output in MEETING_OUTPUTS} - {"meeting"}  # the pack holds them
FORMATS = tuple(each for each in OUTPUTS if each.suffix == ".pdf" and each.format and each.name not in PIECES)


@dataclass(frozen=True)
class Shown:
    """One page to show: of which sample, in which theme, as which output, in how many inks."""

    sample: Path
    theme: str
    output: str = "pdf"
    page: int = 1
    mono: bool = False

    @property
    def slug(self) -> str:
        """Return the name of the sample, with the mark of its language where the file has one."""
        return self.sample.parent.name + self.sample.stem.removeprefix("brief").replace(".", "-")

    @property
    def file(self) -> str:
        """Return the name of the picture."""
        kind = "" if self.output == "pdf" else f"-{self.output}"
        return f"{self.theme}-{self.slug}{kind}-{self.page}{'-mono' if self.mono else ''}.webp"


@dataclass(frozen=True)
class Picture:
    """A painted page: its size in pixels, and in words what is on it."""

    shown: Shown
    width: int
    height: int
    meta: Meta
    headings: tuple[str, ...]

    @property
    def alternative(self) -> str:
        """Say what can be seen: which page of what, and the headings on it."""
        under = f"; headings: {', '.join(self.headings)}" if self.headings else ""
        ink = " in one ink" if self.shown.mono else ""
        kind = "" if self.shown.output == "pdf" else f", as {self.shown.output},"
        return f"Page {self.shown.page} of “{self.meta.title}”{kind} in the theme {self.shown.theme}{ink}{under}"


def samples() -> list[Path]:
    """Return every edition of every sample, the featured one first."""
    found = sorted((ROOT / "content").glob("*/brief*.yaml"))
    return sorted(found, key=lambda path: (path.parent.name != FEATURED, path.parent.name, path.name != "brief.yaml"))


def is_shown(sample: Path, theme: str) -> bool:
    """Tell whether a sample is shown in a theme: the other editions of the featured one fit the pages of their own."""
    of = brief.read(sample).brief
    return of.meta.id != FEATURED or of.output.theme == theme


def plan() -> Iterator[tuple[str, str, list[Shown]]]:
    """Yield the heading, the words and the pages of each part of the gallery."""
    all_samples = samples()
    first = all_samples[0]
    for theme in THEMES:
        others = [one for one in all_samples[1:] if is_shown(one, theme)]
        pages = [Shown(first, theme), Shown(first, theme, page=2), *(Shown(one, theme) for one in others)]
        words = load_theme(WORKSPACE, theme).description
        yield f"The theme {theme}", f"{words[0].upper()}{words[1:]}.", pages
    inks = [Shown(first, theme, page=page, mono=True) for theme in THEMES for page in (1, 2)]
    words = "Printed with --print mono: levels are told by their words, numbers and patterns, and colour is decoration."
    yield "In one ink", words, inks
    for output in FORMATS:
        words = f"{output.description[0].upper()}{output.description[1:]}; made with --to {output.name}."
        yield f"As {output.name}", words, [Shown(first, theme, output.name) for theme in THEMES]


def built(shown: Shown, folder: Path) -> Path:
    """Build the file that a page is shown of, or return it where it was built before."""
    place = folder / f"{shown.theme}-{shown.slug}-{shown.output}{'-mono' if shown.mono else ''}"
    if not place.exists():
        printing = ("mono",) if shown.mono else ()
        options = brief.Options(
            outputs=(shown.output,),
            papers=("A4",),
            theme=shown.theme,
            output=place,
            printing=printing,
            limits=brief.Limits(seconds=600),  # a busy machine draws the same pages
        )
        (result,) = brief.build(shown.sample, options)
        if not result.built:
            raise SystemExit(f"{shown.sample} was not built: {result.problems}")
    return next(place.iterdir())


def painted(pdf: Path, page: int, width_px: int) -> Image.Image:
    """Paint one page of a PDF with poppler, in a thin frame."""
    with tempfile.TemporaryDirectory() as name:
        scale = ["-scale-to-x", str(width_px), "-scale-to-y", "-1"]
        command = ["pdftoppm", "-png", "-singlefile", "-f", str(page), *scale, str(pdf), f"{name}/page"]
        subprocess.run(command, check=True)
        return ImageOps.expand(Image.open(f"{name}/page.png").convert("RGB"), 1, EDGE)


def headings_on(pdf: Path, page: int, html: str) -> tuple[str, ...]:
    """Return the headings of a brief that stand on a page as lines of their own."""
    command = ["pdftotext", "-f", str(page), "-l", str(page), str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = {" ".join(line.split()).casefold() for line in text.splitlines()}
    found = (unescape(re.sub("<[^>]*>", "", head)) for head in re.findall(r"<h2[^>]*>(.*?)</h2>", html))
    return tuple(head for head in found if head.casefold() in lines)


def pictured(shown: Shown, folder: Path) -> Picture:
    """Paint one page, save its picture, and say in words what is on it."""
    pdf = built(shown, folder)
    image = painted(pdf, shown.page, WIDTH_PX)
    if shown.mono:
        image = image.convert("L").convert("RGB")
    few = image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).convert("RGB")
    few.save(PICTURES / shown.file, lossless=True, quality=50, method=4)
    document = brief.read(shown.sample)
    page = built(Shown(shown.sample, THEMES[0], "html"), folder).read_text(encoding="utf-8")  # the heads of all themes
    return Picture(shown, *image.size, document.brief.meta, headings_on(pdf, shown.page, page))


def draw_themes(folder: Path) -> None:
    """Draw the first page of the featured sample in each theme, side by side, for the README."""
    pages = [painted(built(Shown(samples()[0], theme), folder), 1, 2 * WIDTH_PX // 2) for theme in THEMES]
    sheet = Image.new(
        "RGB", (sum(page.width + GAP_PX for page in pages) + GAP_PX, pages[0].height + 2 * GAP_PX), BEHIND
    )
    left = GAP_PX
    for page in pages:
        sheet.paste(page, (left, GAP_PX))
        left += page.width + GAP_PX
    sheet.quantize(128, method=Image.Quantize.FASTOCTREE).save(HERE / "themes.png", optimize=True)


def page_of(parts: Iterable[tuple[str, str, Sequence[Picture]]]) -> str:
    """Write the gallery as a web page: one file beside its pictures, without a script."""
    kept = list(parts)
    entries = "\n".join(f'<li><a href="#{_anchor(head)}">{escape(head)}</a></li>' for head, _, _ in kept)
    frame = (HERE / "gallery.template.html").read_text(encoding="utf-8")
    body = "\n".join(_part(*part) for part in kept)
    return frame.replace("<!--contents-->", entries).replace("<!--parts-->", body)


def _anchor(head: str) -> str:
    return re.sub("[^a-z0-9]+", "-", head.casefold())


def _part(head: str, words: str, pictures: Sequence[Picture]) -> str:
    name = _anchor(head)
    figures = "\n".join(_figure(picture) for picture in pictures)
    return (
        f'<section id="{name}" aria-labelledby="h-{name}">\n<h2 id="h-{name}">{escape(head)}</h2>\n'
        f'<p>{escape(words)}</p>\n<div class="pages">\n{figures}\n</div>\n</section>'
    )


def _figure(picture: Picture) -> str:
    shown = picture.shown
    name = escape(str(picture.meta.short_title or picture.meta.title))
    caption = f'{shown.theme}: <span lang="{picture.meta.language}">{name}</span>, page\u00a0{shown.page}'
    wide = ' class="wide"' if picture.width > picture.height else ""
    return (
        f'<figure{wide}><a href="gallery/{shown.file}"><img src="gallery/{shown.file}" width="{picture.width}"'
        f' height="{picture.height}" loading="lazy" alt="{escape(picture.alternative)}"></a>'
        f"<figcaption>{caption}</figcaption></figure>"
    )


def main(kept: Sequence[str]) -> None:
    """Build what is shown, paint it, and write the page."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(kept[0] if kept else name)
        parts = [(head, words, [pictured(shown, folder) for shown in pages]) for head, words, pages in plan()]
        draw_themes(folder)
    (HERE / "gallery.html").write_text(page_of(parts), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
