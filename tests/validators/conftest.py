"""The editions that the validators judge: every brief in content/, built once by the command itself."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from brief.outputs import OUTPUTS
from brief.outputs.meeting import MEETING_OUTPUTS
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

# Printed formats besides the brief itself, and how they are printed.
FORMATS = tuple(o.name for o in OUTPUTS if o.paged and o.format and o not in MEETING_OUTPUTS)
# These briefs have a meeting; the pack holds every piece of it but the lines to take, which stand in its brief.
MET = ("cool-rooms", "unbanning-the-taliban")
WAYS: Mapping[str, tuple[str, ...]] = {
    "plain": (),
    "every": ("--print", "duplex,punched,crop,draft,mono,lines,copy=1"),
}


@dataclass(frozen=True)
class Built:
    """What `brief build` made: the PDF of each brief by (look, paper) and its web page by look.

    `modern` are the PDFs of the second pair of standards, PDF/UA-2 and PDF/A-4, and `decks` the slides, by slug.
    """

    pdfs: Mapping[tuple[str, str], Path]
    pages: Mapping[str, Path]
    modern: Mapping[str, Path]
    decks: Mapping[str, Path]


def _build(paper: str, formats: str, folder: Path, *more: str) -> None:
    options = [*more, "--to", formats, "--paper", paper, "--output", str(folder), "--jobs", "2"]
    done = run(sys.executable, "-m", "brief", "build", *options)
    if done.returncode:
        pytest.fail(f"brief build {' '.join(options)} failed:\n{done.stdout}{done.stderr}", pytrace=False)


def _only(folder: Path, slug: str, suffix: str) -> Path:
    found = made_of(slug, folder, suffix)
    assert len(found) == 1, f"one {suffix} of {slug} expected in {folder}, found {found}"
    return found[0]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build every brief in content/ on every paper into a folder of its own."""
    folders = {paper: tmp_path_factory.mktemp(paper) for paper in PAPERS}
    for paper, folder in folders.items():
        slugs = [slug for slug in SLUGS if (slug, paper) in EDITIONS]
        _build(paper, "pdf,html" if paper == "A4" else "pdf", folder, *(str(file_of(slug)) for slug in slugs))
    modern = tmp_path_factory.mktemp("modern")
    _build("A4", "pdf", modern, "--pdf-standard", "ua-2+a-4")
    themed = {theme: tmp_path_factory.mktemp(theme) for theme in THEMES if theme != OWN_THEME}
    for theme, folder in themed.items():
        _build("A4", "pdf,html", folder, *(str(file_of(slug)) for slug in FULLEST), "--theme", theme)
    decks = tmp_path_factory.mktemp("decks")
    _build("A4", "slides", decks)
    return Built(
        {(slug, paper): _only(folders[paper], slug, ".pdf") for slug, paper in EDITIONS if slug in SLUGS}
        | {(look, "A4"): _only(themed[theme], slug, ".pdf") for look, (slug, theme) in THEMED.items()},
        {slug: _only(folders["A4"], slug, ".html") for slug in SLUGS}
        | {look: _only(themed[theme], slug, ".html") for look, (slug, theme) in THEMED.items()},
        {slug: _only(modern, slug, ".pdf") for slug in SLUGS},
        {slug: _only(decks, slug, ".pdf") for slug in SLUGS},
    )


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Path]:
    """Build the richest briefs in content/ in every other printed format, plain and with all ways to print at once.

    The meeting packs are built plain, and one of them in all ways at once.
    """
    printed: dict[tuple[str, str], Path] = {}
    for way, options in WAYS.items():
        folder = tmp_path_factory.mktemp(f"printed-{way}")
        briefs = [str(file_of(slug)) for slug in RICHEST]
        command = ["--to", ",".join(FORMATS), "--paper", "A4,Letter", *options, "--output", str(folder), "--jobs", "2"]
        _run(*briefs, *command)
        slugs, paper = (MET, "A4,Letter") if way == "plain" else (MET[1:], "A4")
        met = [str(file_of(slug)) for slug in slugs]
        _run(*met, "--to", "meeting", "--paper", paper, *options, "--output", str(folder), "--jobs", "2")
        printed |= {(way, path.name): path for path in folder.glob("*.pdf")}
    packs = len(MET) * len(PAPERS) + 1
    assert len(printed) == len(WAYS) * len(FORMATS) * len(RICHEST) * len(PAPERS) + packs
    return printed


def _run(*command: str) -> None:
    done = run(sys.executable, "-m", "brief", "build", *command, timeout_s=600)
    if done.returncode:
        pytest.fail(f"brief build {' '.join(command)} failed:\n{done.stdout}{done.stderr}", pytrace=False)


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
