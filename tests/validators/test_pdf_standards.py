"""Two validators, of different makers, judge every PDF against the standards it claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.validators.conftest import Built
from tests.validators.judges import Verdicts, claimed_flavours, faults_of_page_validation, judged_by_verapdf
from tests.validators.tools import EDITIONS, SLUGS

pytestmark = [pytest.mark.validator, pytest.mark.xdist_group("validators")]


@pytest.fixture(scope="session")
def verapdf(built: Built, printed: Mapping[tuple[str, str], Path], broken: Path) -> Verdicts:
    """Judge every PDF with veraPDF, in one run for each flavour."""
    by_flavour: dict[str, list[Path]] = defaultdict(list)
    for pdf in [*built.pdfs.values(), *built.modern.values(), *built.decks.values(), *printed.values(), broken]:
        for flavour in claimed_flavours(pdf):
            by_flavour[flavour].append(pdf)
    verdicts: dict[tuple[Path, str], list[str]] = {}
    for flavour, pdfs in by_flavour.items():
        verdicts |= judged_by_verapdf(flavour, pdfs)
    return verdicts


@pytest.mark.parametrize(("slug", "paper"), EDITIONS)
def test_verapdf_finds_no_fault(built: Built, verapdf: Verdicts, slug: str, paper: str) -> None:
    """Every PDF passes veraPDF for PDF/UA-1 and for PDF/A-3a, both in one file."""
    assert judgements(verapdf, built.pdfs[slug, paper]) == {"ua1": [], "3a": []}


@pytest.mark.parametrize("slug", SLUGS)
def test_verapdf_finds_no_fault_in_pdf_2(built: Built, verapdf: Verdicts, slug: str) -> None:
    """Every PDF that is asked to passes veraPDF for PDF/UA-2 and for PDF/A-4 with files."""
    assert judgements(verapdf, built.modern[slug]) == {"ua2": [], "4f": []}


@pytest.mark.parametrize("slug", SLUGS)
def test_no_fault_in_the_slides(built: Built, verapdf: Verdicts, slug: str) -> None:
    """The slides of every edition pass both validators for PDF/UA-1 and for PDF/A-3a."""
    pdf = built.decks[slug]
    assert judgements(verapdf, pdf) == {"ua1": [], "3a": []}
    assert {flavour: faults_of_page_validation(pdf, flavour) for flavour in ("ua1", "3a")} == {"ua1": [], "3a": []}


def judgements(verdicts: Verdicts, pdf: Path) -> Mapping[str, list[str]]:
    """Return what was found in a PDF by the flavours it was judged by."""
    return {flavour: faults for (path, flavour), faults in verdicts.items() if path == pdf}


@pytest.mark.parametrize(("slug", "paper"), EDITIONS)
def test_page_validation_finds_no_fault(built: Built, slug: str, paper: str) -> None:
    """Every PDF passes page-validation for PDF/UA-1 and for PDF/A-3a, both in one file."""
    pdf = built.pdfs[slug, paper]
    assert {flavour: faults_of_page_validation(pdf, flavour) for flavour in ("ua1", "3a")} == {"ua1": [], "3a": []}


def test_no_fault_in_any_format_however_it_is_printed(
    printed: Mapping[tuple[str, str], Path], verapdf: Verdicts
) -> None:
    """Every format of every brief on both papers, plain and with all ways to print, passes both validators."""
    faults: dict[str, list[str]] = {}
    for (way, name), path in printed.items():
        for flavour in ("ua1", "3a"):
            faults[f"veraPDF {flavour} {way} {name}"] = verapdf[path, flavour]
            faults[f"page-validation {flavour} {way} {name}"] = faults_of_page_validation(path, flavour)
    assert {name: found for name, found in faults.items() if found} == {}
    assert len(faults) > 100


def test_both_validators_bite(verapdf: Verdicts, broken: Path) -> None:
    """A PDF without title and with an image without description is at fault in the eyes of both validators."""
    assert verapdf[broken, "ua1"]
    assert faults_of_page_validation(broken, "ua1")
