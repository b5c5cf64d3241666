"""A redline is a PDF and a page like any other: the validators find no fault in it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.validators.judges import claimed_flavours, faults_of_page_validation, judged_by_nu, judged_by_verapdf
from tests.validators.tools import ROOT, run

pytestmark = [pytest.mark.validator, pytest.mark.xdist_group("validators")]

CONTENT = ROOT / "content"
OLD, NEW = CONTENT / "unbanning-the-taliban", CONTENT / "unbanning-the-taliban-v1-1"


@pytest.fixture(scope="module")
def redline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the redline of the two editions of the first sample, as PDF and as page."""
    folder = tmp_path_factory.mktemp("redline")
    done = run(
        *(sys.executable, "-m", "brief", "diff", str(OLD), str(NEW)),
        *("--to", "pdf,html", "--theme", "assessment", "--output", str(folder)),
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def _only(folder: Path, suffix: str) -> Path:
    (found,) = folder.glob(f"*{suffix}")
    return found


def test_the_redline_keeps_the_standards_of_every_pdf(redline: Path) -> None:
    """Struck and added words are tagged text: veraPDF and page-validation pass the PDF for PDF/UA-1 and PDF/A-3a."""
    pdf = _only(redline, ".pdf")
    flavours = sorted(claimed_flavours(pdf))
    assert flavours == ["3a", "ua1"]
    for flavour in flavours:
        assert judged_by_verapdf(flavour, [pdf]) == {(pdf, flavour): []}
        assert faults_of_page_validation(pdf, flavour) == []


def test_the_page_of_the_redline_is_valid(redline: Path) -> None:
    """The Nu HTML checker finds no fault in the page: marks never cross an element and never stand in an attribute."""
    page = _only(redline, ".html")
    assert judged_by_nu([page]).get(str(page), []) == []
