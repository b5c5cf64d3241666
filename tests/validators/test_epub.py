"""The electronic book as EPUBCheck of the W3C sees it: the brief with every kind of section, and one in French.

A run takes five seconds, most of them to start; that the other samples are whole is held by the unit tests.
"""

from __future__ import annotations

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import brief
from tests.golden.pages.samples import BRIEFS
from tests.validators.tools import fetched, program, run

pytestmark = [pytest.mark.validator, pytest.mark.xdist_group("validators")]

JUDGED = ("every-kind", "pont-de-valmoire")
FAST = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # it ends before an optimiser would pay


def judged(book: Path) -> list[str]:
    """Return what EPUBCheck says of a book, but for its remarks on common use."""
    what = "the electronic book (EPUBCheck)"
    jars, java = fetched("epubcheck", what), program("java", what)
    report = book.with_suffix(".report.json")
    done = run(java, *FAST, "-cp", f"{jars}/*", "com.adobe.epubcheck.tool.Checker", book, "--json", report)
    assert report.exists(), done.stdout + done.stderr
    messages: list[Any] = json.loads(report.read_text("utf-8"))["messages"]
    return [f"{each['severity']} {each['ID']}: {each['message']}" for each in messages if each["severity"] != "USAGE"]


def spoilt(book: Path, path: Path) -> Path:
    """Write a book in which one link leads nowhere and one element stands where none may."""
    out = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry).replace(b'href="#', b'href="#nowhere-', 1).replace(b"<h1>", b"<h1><p>x</p>", 1)
            new.writestr(entry, content)
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Build the books, spoil one, and have all of them judged at once."""
    folder = tmp_path_factory.mktemp("epub")
    books: dict[str, Path] = {}
    for slug in JUDGED:
        (result,) = brief.build(BRIEFS[slug], brief.Options(outputs=("epub",), output=folder))
        assert result.built, result.problems
        books[slug] = result.files[0].path
    books["spoilt"] = spoilt(books["every-kind"], folder / "spoilt.epub")
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(books, pool.map(judged, books.values()), strict=True))


@pytest.mark.parametrize("slug", JUDGED)
def test_epubcheck_finds_nothing(verdicts: dict[str, list[str]], slug: str) -> None:
    """The book keeps to EPUB 3.3: not one error, warning or hint."""
    assert verdicts[slug] == []


def test_epubcheck_bites(verdicts: dict[str, list[str]]) -> None:
    """A book with a link to nowhere and an element out of place is refused."""
    assert {"RSC-005", "RSC-012"} <= {each.split()[1].rstrip(":") for each in verdicts["spoilt"]}
