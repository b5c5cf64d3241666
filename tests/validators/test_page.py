"""The web page as a browser, axe-core and the Nu HTML checker see it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from tests.validators.conftest import Built
from tests.validators.reading import read_pages
from tests.validators.tools import SLUGS, fetched, program, run, validators_folder

pytestmark = [pytest.mark.validator, pytest.mark.xdist_group("validators")]

Findings = Mapping[str, Mapping[str, Any]]  # by path of the page
BROWSER = Path(__file__).with_name("browser.mjs")
# The checker does not know that `img-src data:` allows data: images; the browser's console is the judge of the policy.
MISTAKEN = ("Resource violates Content Security Policy (meta tag): image “data:",)
BAD_PAGE = """<!doctype html><html><title></title><style>p { width: 2000px; color: #bbb }</style>
<link rel="stylesheet" href="lost.css"><p>Grey<p id="a"><p id="a"><img src="lost.png"></html>"""


class Targets(HTMLParser):
    """Gathers where the links of a page lead and which places it has."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if place := values.get("id"):
            self.places.add(place)
        if tag == "a" and "href" in values:
            self.links.append(values["href"] or "")


@pytest.fixture(scope="session")
def bad_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a page that every judge of pages must find at fault."""
    path = tmp_path_factory.mktemp("bad") / "bad.html"
    path.write_text(BAD_PAGE, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def browser(built: Built, bad_page: Path) -> Findings:
    """Open every page in Chromium, once, in four views."""
    what = "the web pages in a browser (axe-core, requests, console, reflow)"
    fetched("npm/node_modules/puppeteer-core", what), fetched("npm/node_modules/axe-core", what)
    node, chromium = program("node", what), program("chromium chromium-browser google-chrome", what)
    done = run(node, BROWSER, validators_folder(), chromium, *built.pages.values(), bad_page)
    assert done.returncode == 0, done.stderr
    found: Findings = json.loads(done.stdout)
    return found


@pytest.fixture(scope="session")
def checker(built: Built, bad_page: Path) -> Mapping[str, list[str]]:
    """Let one run of the Nu HTML checker read every page; return its errors and warnings by path."""
    what = "the Nu HTML checker's judgement of every web page"
    java, jar = program("java", what), fetched("npm/node_modules/vnu-jar/build/dist/vnu.jar", what)
    done = run(java, "-Xss8m", "-jar", jar, "--format", "json", *built.pages.values(), bad_page)
    faults: dict[str, list[str]] = defaultdict(list)
    for message in json.loads(done.stderr)["messages"]:
        if any(message["message"].startswith(start) for start in MISTAKEN):
            continue
        if message["type"] != "info" or message.get("subType") == "warning":
            path = unquote(urlsplit(message["url"]).path)
            faults[path].append(f"line {message.get('lastLine')}: {message['message']} {message.get('extract', '')!r}")
    return faults


@pytest.mark.parametrize("slug", SLUGS)
def test_the_html_is_valid(built: Built, checker: Mapping[str, list[str]], slug: str) -> None:
    """The Nu HTML checker has nothing to say about a page."""
    assert checker.get(str(built.pages[slug]), []) == []


@pytest.mark.parametrize("view", ["light", "dark", "narrow", "print"])
@pytest.mark.parametrize("slug", SLUGS)
def test_axe_finds_no_fault(built: Built, browser: Findings, slug: str, view: str) -> None:
    """A page holds to WCAG 2.2 AA as far as axe-core can tell: light, dark, 320 pixels wide, and printed."""
    seen = browser[str(built.pages[slug])]["views"][view]
    assert seen["faults"] == []
    assert seen["passes"] > 10, "axe-core found next to nothing to look at"


@pytest.mark.parametrize("slug", SLUGS)
def test_the_page_stands_alone(built: Built, browser: Findings, slug: str) -> None:
    """A page asks for nothing but itself and the browser's console stays empty."""
    seen = browser[str(built.pages[slug])]
    assert (seen["requests"], seen["complaints"]) == ([], [])


@pytest.mark.parametrize("slug", SLUGS)
def test_no_sideways_scroll(built: Built, browser: Findings, slug: str) -> None:
    """A page is read without scrolling sideways on a telephone, a tablet and a desk (WCAG 1.4.10)."""
    assert browser[str(built.pages[slug])]["scroll"] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_the_browser_prints_it(browser: Findings, built: Built, slug: str) -> None:
    """A page printed from the browser says on every sheet which brief it is, and which page of how many."""
    pages = read_pages(Path(browser[str(built.pages[slug])]["printed"]))
    texts = [" ".join(word.text for word in page.words) for page in pages]
    assert [n for n, text in enumerate(texts, 1) if slug not in text] == []
    assert [n for n, text in enumerate(texts, 1) if not _counts(n, len(pages), text)] == []


def _counts(page: int, pages: int, text: str) -> bool:
    """Tell whether a text says which page of how many it is; from right to left the numbers change sides."""
    return bool(re.search(rf"\b{page}\D{{1,9}}{pages}\b|\b{pages}\D{{1,9}}{page}\b", text))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_page_is_light(built: Built, slug: str) -> None:
    """A page weighs at most half a megabyte besides its pictures, fonts included."""
    html = re.sub(r'src="data:image/[^"]*"', "", built.pages[slug].read_text(encoding="utf-8"))
    assert len(html.encode()) < 500_000


@pytest.mark.parametrize("slug", SLUGS)
def test_links_lead_somewhere(built: Built, slug: str) -> None:
    """Every link of a page leads to a place on it or to a whole address."""
    targets = Targets()
    targets.feed(built.pages[slug].read_text(encoding="utf-8"))
    inside = [link for link in targets.links if link.startswith("#")]
    assert inside, "a brief has notes and cross-references, and so links"
    assert [link for link in inside if unquote(link[1:]) not in targets.places] == []
    outside = [link for link in targets.links if not link.startswith("#")]
    assert [link for link in outside if not is_whole(link)] == []


def is_whole(address: str) -> bool:
    """Return whether an address says what it needs to be followed from anywhere."""
    parts = urlsplit(address)
    return (parts.scheme == "https" and "." in parts.netloc) or (
        parts.scheme in ("mailto", "http") and address[-1] != ":"
    )


def test_the_judges_of_pages_bite(bad_page: Path, browser: Findings, checker: Mapping[str, list[str]]) -> None:
    """A bad page is at fault in every way that is looked at."""
    seen = browser[str(bad_page)]
    assert checker[str(bad_page)]
    assert {name for name, view in seen["views"].items() if view["faults"]} == {"light", "dark", "narrow", "print"}
    assert seen["requests"]
    assert seen["complaints"]
    assert seen["scroll"] == [320, 768, 1280]
