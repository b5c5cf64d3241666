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
from tests.validators.tools import EDITIONS, fetched, leave_out, program, run

pytestmark = [pytest.mark.validator, pytest.mark.xdist_group("validators")]

Verdicts = Mapping[tuple[Path, str], list[str]]  # by file and flavour: the faults found


def claimed_flavours(pdf: Path) -> list[str]:
    """Return PDF/UA-1, which every PDF owes its readers, and the PDF/A flavour that it claims to be, if any."""
    with pikepdf.open(pdf) as document:
        metadata = document.open_metadata()
        part, conformance = metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")
    return ["ua1", *([f"{part}{(conformance or '').lower()}"] if part else [])]


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
    what = "veraPDF's judgement of every PDF (PDF/UA-1, PDF/A)"
    java, jar = program("java", what), fetched("verapdf.jar", what)
    by_flavour: dict[str, list[Path]] = defaultdict(list)
    for pdf in [*built.pdfs.values(), broken]:
        for flavour in claimed_flavours(pdf):
            by_flavour[flavour].append(pdf)
    verdicts: dict[tuple[Path, str], list[str]] = {}
    for flavour, pdfs in by_flavour.items():
        verdicts |= judged(java, jar, flavour, pdfs)
    return verdicts


def faults_of_page_validation(pdf: Path, flavour: str) -> list[str] | None:
    """Return what page-validation finds, or None for a flavour it does not know."""
    try:
        import page  # the import name of the distribution page-validation
    except ImportError:
        leave_out("the second judgement of every PDF (PDF/UA-1, PDF/A)", "the Python package page-validation")
    if flavour not in {profile.value for profile in page.ValidationProfile}:
        return None
    report = page.validate_pdf(str(pdf), profile=flavour)
    found = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    return found or ([] if report.is_compliant else ["not compliant, with no reason given"])


@pytest.mark.parametrize(("slug", "paper"), EDITIONS)
def test_verapdf_finds_no_fault(built: Built, verapdf: Verdicts, slug: str, paper: str) -> None:
    """Every PDF passes veraPDF for PDF/UA-1 and for the PDF/A flavour it claims."""
    pdf = built.pdfs[slug, paper]
    assert {flavour: verdict for (path, flavour), verdict in verapdf.items() if path == pdf and verdict} == {}
    assert (pdf, "ua1") in verapdf


@pytest.mark.parametrize(("slug", "paper"), EDITIONS)
def test_page_validation_finds_no_fault(built: Built, slug: str, paper: str) -> None:
    """Every PDF passes page-validation for PDF/UA-1 and for the PDF/A flavour it claims."""
    pdf = built.pdfs[slug, paper]
    for flavour in claimed_flavours(pdf):
        assert faults_of_page_validation(pdf, flavour) in ([], None), flavour


def test_both_validators_bite(verapdf: Verdicts, broken: Path) -> None:
    """A PDF without title and with an image without description is at fault in the eyes of both validators."""
    assert verapdf[broken, "ua1"]
    assert faults_of_page_validation(broken, "ua1")
