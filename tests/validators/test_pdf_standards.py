"""Two validators, of different makers, judge every PDF against the standards it claims."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.validators.conftest import Built
from tests.validators.tools import EDITIONS, SLUGS, fetched, leave_out, program, run

pytestmark = [pytest.mark.validator, pytest.mark.xdist_group("validators")]

Verdicts = Mapping[tuple[Path, str], list[str]]  # by file and flavour: the faults found


def claimed_flavours(pdf: Path) -> list[str]:
    """Return the flavours of PDF/UA and PDF/A that a PDF claims to be; PDF/UA-1 is owed where it claims none."""
    with pikepdf.open(pdf) as document:
        metadata = document.open_metadata()
        part, conformance = metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")
        access = metadata.get("pdfuaid:part", "1")
    return [f"ua{access}", *([f"{part}{(conformance or '').lower()}"] if part else [])]


def faults_of_job(job: Mapping[str, Any]) -> list[str]:
    """Return the faults in veraPDF's report on one file; a file it could not judge is at fault too."""
    results = job.get("validationResult") or []
    if not results:
        return [f"veraPDF could not judge it: {str(job)[:300]}"]
    rules = [rule for result in results for rule in result["details"]["ruleSummaries"]]
    return [f"{rule['clause']}-{rule['testNumber']}: {rule['description']} (x{rule['failedChecks']})" for rule in rules]


def judged(java: str, jar: Path, flavour: str, pdfs: Iterable[Path]) -> Verdicts:
    """Let one run of veraPDF judge many files: starting Java costs more than judging."""
    options = ["--flavour", flavour, "--format", "json"]
    done = run(java, "-cp", jar, "org.verapdf.apps.GreenfieldCliWrapper", *options, *pdfs)
    assert done.stdout.lstrip().startswith("{"), done.stderr or done.stdout
    jobs = json.loads(done.stdout)["report"]["jobs"]
    return {(Path(job["itemDetails"]["name"]), flavour): faults_of_job(job) for job in jobs}


@pytest.fixture(scope="session")
def verapdf(built: Built, broken: Path) -> Verdicts:
    """Judge every PDF with veraPDF."""
    what = "veraPDF's judgement of every PDF (PDF/UA, PDF/A)"
    java, jar = program("java", what), fetched("verapdf.jar", what)
    by_flavour: dict[str, list[Path]] = defaultdict(list)
    for pdf in [*built.pdfs.values(), *built.modern.values(), *built.decks.values(), broken]:
        for flavour in claimed_flavours(pdf):
            by_flavour[flavour].append(pdf)
    verdicts: dict[tuple[Path, str], list[str]] = {}
    for flavour, pdfs in by_flavour.items():
        verdicts |= judged(java, jar, flavour, pdfs)
    return verdicts


def faults_of_page_validation(pdf: Path, flavour: str) -> list[str]:
    """Return what page-validation finds; it knows nothing of PDF 2.0."""
    try:
        import page  # the import name of the distribution page-validation
    except ImportError:
        leave_out("the second judgement of every PDF (PDF/UA-1, PDF/A-3a)", "the Python package page-validation")
    report = page.validate_pdf(str(pdf), profile=flavour)
    found = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    return found or ([] if report.is_compliant else ["not compliant, with no reason given"])


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
    """The slides of every brief pass both validators for PDF/UA-1 and for PDF/A-3a."""
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


def test_no_fault_in_any_format_however_it_is_printed(printed: Mapping[tuple[str, str], Path]) -> None:
    """Every format of every brief on both papers, plain and with all ways to print, passes both validators."""
    what = "the judgement of the other printed formats (PDF/UA-1, PDF/A)"
    java, jar = program("java", what), fetched("verapdf.jar", what)
    faults: dict[str, list[str]] = {}
    for flavour in ("ua1", "3a"):
        for (path, _), verdict in judged(java, jar, flavour, printed.values()).items():
            faults[f"veraPDF {flavour} {path.name}"] = verdict
        for path in printed.values():
            faults[f"page-validation {flavour} {path.name}"] = faults_of_page_validation(path, flavour) or []
    assert {name: found for name, found in faults.items() if found} == {}
    assert len(faults) > 100


def test_both_validators_bite(verapdf: Verdicts, broken: Path) -> None:
    """A PDF without title and with an image without description is at fault in the eyes of both validators."""
    assert verapdf[broken, "ua1"]
    assert faults_of_page_validation(broken, "ua1")
