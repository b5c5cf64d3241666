"""A review copy is a PDF and a page like any other: whatever stands in its margin, the judges find no fault in it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.validators.judges import (
    claimed_flavours,
    faults_in_a_browser,
    faults_of_page_validation,
    flat_links,
    judged_by_html_validate,
    judged_by_nu,
    judged_by_verapdf,
    seen_in_a_browser,
)
from tests.validators.tools import OWN_THEME, ROOT, THEMES, run

# A group of its own: the other judges keep one process busy for minutes.
pytestmark = [pytest.mark.validator, pytest.mark.xdist_group("review")]

WEAK = ROOT / "tests" / "golden" / "review"  # with findings of every kind, in English, French and Arabic
FULL = ROOT / "tests" / "golden" / "pages" / "workspace" / "content" / "every-kind"


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Path]:
    """Make review copies of briefs with many findings, and of one with every kind of section in every theme."""
    asked = [(path, OWN_THEME) for path in (WEAK, FULL)] + [(FULL, theme) for theme in THEMES if theme != OWN_THEME]
    made: list[Path] = []
    for path, theme in asked:
        folder = tmp_path_factory.mktemp(f"review-{theme}")
        command = (sys.executable, "-m", "brief", "review", str(path), "--strict", "--theme", theme)
        done = run(*command, "--output", str(folder))
        assert done.returncode == 0, done.stdout + done.stderr
        made += sorted(folder.iterdir())
    assert len(made) == 6 + 2 * len(THEMES)
    return made


def _of(copies: Sequence[Path], suffix: str) -> list[Path]:
    return [path for path in copies if path.suffix == suffix]


def test_review_copies_keep_the_standards_of_every_pdf(copies: Sequence[Path]) -> None:
    """Marks and notes are tagged and can be hit: both validators pass each PDF for PDF/UA-1 and PDF/A-3a."""
    pdfs = _of(copies, ".pdf")
    for flavour in ("3a", "ua1"):
        assert all(flavour in claimed_flavours(pdf) for pdf in pdfs)
        assert {pdf.name: faults for (pdf, _), faults in judged_by_verapdf(flavour, pdfs).items() if faults} == {}
        assert {pdf.name: faults for pdf in pdfs if (faults := faults_of_page_validation(pdf, flavour))} == {}
    assert {pdf.name: thin for pdf in pdfs if (thin := flat_links(pdf))} == {}


def test_the_pages_of_review_copies_are_valid(copies: Sequence[Path]) -> None:
    """The Nu HTML checker and html-validate find no fault in a page: marks never cross an element."""
    pages = _of(copies, ".html")
    for judged in (judged_by_nu(pages), judged_by_html_validate(pages)):
        assert {path: faults for path, faults in judged.items() if faults} == {}


def test_the_pages_of_review_copies_are_for_everybody(copies: Sequence[Path]) -> None:
    """In Chromium nothing is asked for, scrolls sideways, or lacks contrast, light and dark, wide and at 320 px."""
    pages = _of(copies, ".html")
    seen = seen_in_a_browser(pages)
    assert {path: faults for path, found in seen.items() if (faults := faults_in_a_browser(found))} == {}
