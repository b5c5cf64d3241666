"""What judges of other makers say about many files at once: PDFs by their standards, pages by their HTML."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urlsplit

import pikepdf

from brief.outputs.finish import Standard
from tests.validators.tools import fetched, leave_out, program, run, validators_folder

Verdicts = Mapping[tuple[Path, str], list[str]]  # by file and flavour: the faults found
Findings = Mapping[str, Mapping[str, Any]]  # by path of the page: what browser.mjs found
BROWSER = Path(__file__).with_name("browser.mjs")
THINNEST_PT = 2.0
HTML_RULES = Path(__file__).with_name("html-validate-page.json")
# The checker does not know that `img-src data:` allows data: images; the browser's console is the judge of the policy.
MISTAKEN = ("Resource violates Content Security Policy (meta tag): image “data:",)


def owed_flavours(standard: Standard, carries: bool = True) -> tuple[str, ...]:
    """Return the flavours that a PDF of a pair of standards has to pass, whether it carries its source or not."""
    return f"ua{standard.ua_part}", f"{standard.a_part}{standard.conformance[carries].lower()}"


def claimed_flavours(pdf: Path) -> list[str]:
    """Return the flavours of PDF/UA and PDF/A that a PDF claims to be; PDF/UA-1 is owed where it claims none."""
    with pikepdf.open(pdf) as document:
        metadata = document.open_metadata()
        part, conformance = metadata.get("pdfaid:part"), metadata.get("pdfaid:conformance")
        access = metadata.get("pdfuaid:part", "1")
    return [f"ua{access}", *([f"{part}{(conformance or '').lower()}"] if part else [])]


def judged_by_verapdf(flavour: str, pdfs: Iterable[Path]) -> Verdicts:
    """Let one run of veraPDF judge many files: starting Java costs more than judging."""
    what = "veraPDF's judgement of every PDF (PDF/UA, PDF/A)"
    java, jar = program("java", what), fetched("verapdf.jar", what)
    options = ["--flavour", flavour, "--format", "json"]
    done = run(java, "-cp", jar, "org.verapdf.apps.GreenfieldCliWrapper", *options, *pdfs, timeout_s=3000)
    assert done.stdout.lstrip().startswith("{"), done.stderr or done.stdout
    jobs = json.loads(done.stdout)["report"]["jobs"]
    return {(Path(job["itemDetails"]["name"]), flavour): _faults_of_job(job) for job in jobs}


def _faults_of_job(job: Mapping[str, Any]) -> list[str]:
    """Return the faults in veraPDF's report on one file; a file it could not judge is at fault too."""
    results = job.get("validationResult") or []
    if not results:
        return [f"veraPDF could not judge it: {str(job)[:300]}"]
    rules = [rule for result in results for rule in result["details"]["ruleSummaries"]]
    return [f"{rule['clause']}-{rule['testNumber']}: {rule['description']} (x{rule['failedChecks']})" for rule in rules]


def known_to_page_validation(flavour: str) -> bool:
    """Return whether page-validation knows a flavour; it knows nothing of PDF 2.0."""
    return flavour in {profile.value for profile in _page_validation().ValidationProfile}


def faults_of_page_validation(pdf: Path, flavour: str) -> list[str]:
    """Return what page-validation finds in a PDF."""
    report = _page_validation().validate_pdf(str(pdf), profile=flavour)
    found = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    return found or ([] if report.is_compliant else ["not compliant, with no reason given"])


def _page_validation() -> Any:
    try:
        import page  # the import name of the distribution page-validation
    except ImportError:
        leave_out("the second judgement of every PDF (PDF/UA-1, PDF/A-3a)", "the Python package page-validation")
    return page


def flat_links(pdf: Path) -> list[str]:
    """Return the links of a PDF that are too thin to click on, in points."""
    with pikepdf.open(pdf) as document:
        links = [
            (number, [float(edge) for edge in mark["/Rect"]])
            for number, page in enumerate(document.pages, 1)
            for mark in page.get("/Annots", [])
            if mark.get("/Subtype") == "/Link"
        ]
    thin = [(number, box) for number, box in links if min(abs(box[2] - box[0]), abs(box[3] - box[1])) < THINNEST_PT]
    return [f"page {number}: a link of {box[2] - box[0]:.1f} by {box[3] - box[1]:.1f} pt" for number, box in thin]


def judged_by_nu(pages: Sequence[Path]) -> Mapping[str, list[str]]:
    """Let one run of the Nu HTML checker read many pages; return its errors and warnings by path."""
    what = "the Nu HTML checker's judgement of every web page"
    java, jar = program("java", what), fetched("npm/node_modules/vnu-jar/build/dist/vnu.jar", what)
    done = run(java, "-Xss8m", "-jar", jar, "--format", "json", *pages)
    faults: dict[str, list[str]] = defaultdict(list)
    for message in json.loads(done.stderr)["messages"]:
        if any(message["message"].startswith(start) for start in MISTAKEN):
            continue
        if message["type"] != "info" or message.get("subType") == "warning":
            path = unquote(urlsplit(message["url"]).path)
            faults[path].append(f"line {message.get('lastLine')}: {message['message']} {message.get('extract', '')!r}")
    return faults


def judged_by_html_validate(pages: Sequence[Path], rules: Path = HTML_RULES) -> Mapping[str, list[str]]:
    """Let one run of html-validate read many pages by some rules; return its errors and warnings by path."""
    what = "html-validate's judgement of the HTML of every web page and message"
    checker = fetched("npm/node_modules/html-validate/bin/html-validate.mjs", what)
    with TemporaryDirectory() as folder:
        # To a file: the program ends before a pipe has taken a long report.
        report = Path(folder) / "report.json"
        options = ["--config", str(rules), "--formatter", f"json={report}"]
        done = run(program("node", what), checker, *options, *pages)
        assert report.exists(), done.stderr or done.stdout
        entries = json.loads(report.read_text(encoding="utf-8"))
    return {entry["filePath"]: [_told(fault) for fault in entry["messages"]] for entry in entries}


def _told(fault: Mapping[str, Any]) -> str:
    return f"line {fault['line']}: {fault['ruleId']}: {fault['message']}"


def seen_in_a_browser(pages: Sequence[Path]) -> Findings:
    """Open every page in Chromium, once, in every view."""
    what = "the web pages in a browser (axe-core, requests, console, reflow, keyboard)"
    fetched("npm/node_modules/puppeteer-core", what), fetched("npm/node_modules/axe-core", what)
    node, chromium = program("node", what), program("chromium chromium-browser google-chrome", what)
    done = run(node, BROWSER, validators_folder(), chromium, *pages, timeout_s=1200)
    assert done.returncode == 0, done.stderr
    found: Findings = json.loads(done.stdout)
    return found


def faults_in_a_browser(seen: Mapping[str, Any]) -> list[str]:
    """Say in one list all that is wrong with a page in a browser."""
    return [
        *(f"asks for {url}" for url in seen["requests"]),
        *(f"the console says {text}" for text in seen["complaints"]),
        *(f"scrolls sideways at {width} px" for width in seen["scroll"]),
        *(f"keyboard at {width} px: {fault}" for width, keys in seen["keys"].items() for fault in keys["faults"]),
        *(f"moves: {name}" for name in seen["moving"]),
        *(f"axe-core, {name}: {fault}" for name, view in seen["views"].items() for fault in view["faults"]),
    ]
