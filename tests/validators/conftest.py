"""The editions that the validators judge: every brief in content/, built once by the command itself."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest

from brief.outputs import OUTPUTS
from brief.outputs.meeting import MEETING_OUTPUTS
from tests.golden.pages.samples import built_elsewhere
from tests.making import commanded
from tests.making import product as made_once
from tests.validators.tools import (
    EDITIONS,
    FULLEST,
    OWN_THEME,
    PAPERS,
    RICHEST,
    SLUGS,
    THEMED,
    THEMES,
    file_of,
    made_of,
    run,
)

ENDINGS = {"A4": ".pdf", "Letter": "_letter.pdf"}
# Printed formats besides the brief itself, and how they are printed.
FORMATS = tuple(o.name for o in OUTPUTS if o.paged and o.format and o not in MEETING_OUTPUTS)
# These briefs have a meeting; the pack holds every piece of it but the lines to take, which stand in its brief.
MET = ("cool-rooms", "unbanning-the-taliban")
EVERY_WAY = ("--print", "duplex,punched,crop,draft,mono,lines,copy=1", "--jobs", "2")


@dataclass(frozen=True)
class Built:
    """What `brief build` made: the PDF of each brief by (look, paper) and its web page by look.

    `modern` are the PDFs of the second pair of standards, PDF/UA-2 and PDF/A-4, and `decks` the slides, by slug.
    """

    pdfs: Mapping[tuple[str, str], Path]
    pages: Mapping[str, Path]
    modern: Mapping[str, Path]
    decks: Mapping[str, Path]


def _only(folder: Path, slug: str, suffix: str) -> Path:
    found = made_of(slug, folder, suffix)
    assert len(found) == 1, f"one {suffix} of {slug} expected in {folder}, found {found}"
    return found[0]


def _page(folder: Path, slug: str, beside: Path) -> Path:
    """Return a copy of the web page of a brief: a browser prints beside what it reads."""
    return Path(shutil.copy(_only(folder, slug, ".html"), beside))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build every brief in content/ on every paper."""
    every = built_elsewhere()
    modern = commanded("--to", "pdf", "--paper", "A4", "--pdf-standard", "ua-2+a-4", "--jobs", "2")
    fullest = [file_of(slug) for slug in FULLEST]
    themed = {
        theme: commanded(*fullest, "--to", "pdf,html", "--paper", "A4", "--theme", theme, "--jobs", "2")
        for theme in THEMES
        if theme != OWN_THEME
    }
    pages = {theme: tmp_path_factory.mktemp(f"pages-{theme}") for theme in THEMES}
    return Built(
        {(slug, paper): _only(every, slug, ENDINGS[paper]) for slug, paper in EDITIONS if slug in SLUGS}
        | {(look, "A4"): _only(themed[theme], slug, ".pdf") for look, (slug, theme) in THEMED.items()},
        {slug: _page(every, slug, pages[OWN_THEME]) for slug in SLUGS}
        | {look: _page(themed[theme], slug, pages[theme]) for look, (slug, theme) in THEMED.items()},
        {slug: _only(modern, slug, ".pdf") for slug in SLUGS},
        {slug: _deck(slug, tmp_path_factory.mktemp("decks")) for slug in SLUGS},
    )


def _deck(slug: str, folder: Path) -> Path:
    path = folder / f"{slug}.pdf"
    path.write_bytes(made_once(file_of(slug), "slides").content)
    return path


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Path]:
    """Build the richest briefs in content/ in every other printed format, plain and with all ways to print at once.

    The meeting packs are built plain, and one of them in all ways at once.
    """
    folder = tmp_path_factory.mktemp("printed")
    plain = [*((slug, name) for slug in RICHEST for name in FORMATS), *((slug, "meeting") for slug in MET)]
    for (slug, name), paper in product(plain, PAPERS):
        (folder / f"{slug}_{name}_{paper}.pdf").write_bytes(made_once(file_of(slug), name, paper).content)
    every = (
        commanded(*map(file_of, RICHEST), "--to", ",".join(FORMATS), "--paper", "A4,Letter", *EVERY_WAY),
        commanded(file_of(MET[1]), "--to", "meeting", "--paper", "A4", *EVERY_WAY),
    )
    printed = {("plain", path.name): path for path in folder.iterdir()}
    printed |= {("every", path.name): path for folder in every for path in folder.glob("*.pdf")}
    assert len(printed) == 2 * len(FORMATS) * len(RICHEST) * len(PAPERS) + len(MET) * len(PAPERS) + 1
    return printed


@pytest.fixture(scope="session")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a PDF that says it is accessible and is not, to see that the validators bite."""
    path = tmp_path_factory.mktemp("broken") / "untitled.pdf"
    image = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    markup = f'<html lang="en"><h1>One</h1><h3>Three</h3><p><img src="{image}"></p>'
    # A process of its own: where the program's engine is loaded, no font of the machine is left to set this page in.
    code = "import sys, weasyprint; weasyprint.HTML(string=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"
    done = run(sys.executable, "-c", code, markup, path)
    assert done.returncode == 0, done.stderr
    return path
