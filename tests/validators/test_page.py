"""The web page as a browser, axe-core and the Nu HTML checker see it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from tests.validators.conftest import Built
from tests.validators.judges import (
    Findings,
    faults_in_a_browser,
    judged_by_html_validate,
    judged_by_nu,
    seen_in_a_browser,
)
from tests.validators.reading import read_pages
from tests.validators.tools import LOOKS, ROOT, file_of

pytestmark = [pytest.mark.validator, pytest.mark.xdist_group("validators")]

VIEWS = ("light", "dark", "narrow", "narrow-dark", "forced", "print")
BAD_PAGE = """<!doctype html><html><title></title><style>p { width: 2000px; color: #bbb; transition: color 1s }
a { outline: none } i { position: fixed; inset: 0; background: #fff; z-index: 1 } div { width: 90px; overflow-x: auto }
</style><link rel="stylesheet" href="lost.css"><p>Grey<p id="a"><p id="a"><img src="lost.png"><a href="#a">A</a>
<div tabindex="-1"><p><a href="#a">B</a></div><i></i></html>"""
KEYBOARD_FAULTS = ("no link to the text", "cannot be seen", "lies over", "scrolls, and not by keyboard", "skip link")


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
    """Open every page in Chromium, once, in every view."""
    return seen_in_a_browser([*built.pages.values(), bad_page])


@pytest.fixture(scope="session")
def checker(built: Built, bad_page: Path) -> Mapping[str, list[str]]:
    """Let one run of the Nu HTML checker read every page."""
    return judged_by_nu([*built.pages.values(), bad_page])


@pytest.fixture(scope="session")
def second_checker(built: Built, bad_page: Path) -> Mapping[str, list[str]]:
    """Let one run of html-validate read every page."""
    return judged_by_html_validate([*built.pages.values(), bad_page])


@pytest.mark.parametrize("look", LOOKS)
def test_the_html_is_valid(built: Built, checker: Mapping[str, list[str]], look: str) -> None:
    """The Nu HTML checker has nothing to say about a page."""
    assert checker.get(str(built.pages[look]), []) == []


@pytest.mark.parametrize("look", LOOKS)
def test_the_html_is_plain_to_a_second_checker(
    built: Built, second_checker: Mapping[str, list[str]], look: str
) -> None:
    """html-validate, with its rules for documents and for access, has nothing to say about a page."""
    assert second_checker.get(str(built.pages[look]), []) == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_no_fault(built: Built, browser: Findings, look: str, view: str) -> None:
    """A page holds to WCAG 2.2 AA by axe-core: light, dark, 320 pixels wide, in forced colours, in print."""
    seen = browser[str(built.pages[look])]["views"][view]
    assert seen["faults"] == []
    assert seen["passes"] > 10, "axe-core found next to nothing to look at"


@pytest.mark.parametrize("look", LOOKS)
def test_the_page_stands_alone(built: Built, browser: Findings, look: str) -> None:
    """A page asks for nothing but itself and the browser's console stays empty."""
    seen = browser[str(built.pages[look])]
    assert (seen["requests"], seen["complaints"]) == ([], [])


@pytest.mark.parametrize("width", ["320", "1280"])
@pytest.mark.parametrize("look", LOOKS)
def test_the_keyboard_is_enough(built: Built, browser: Findings, look: str, width: str) -> None:
    """Every stop is seen and nothing lies over it, tables scroll, and there is a way to the text and out."""
    seen = browser[str(built.pages[look])]["keys"][width]
    assert seen["faults"] == []
    assert seen["stops"] > 1


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_moves(built: Built, browser: Findings, look: str) -> None:
    """Nothing moves for a reader who asked for no motion."""
    assert browser[str(built.pages[look])]["moving"] == []


@pytest.mark.parametrize("look", LOOKS)
def test_no_sideways_scroll(built: Built, browser: Findings, look: str) -> None:
    """A page is read without scrolling sideways on a telephone, a tablet and a desk (WCAG 1.4.10)."""
    assert browser[str(built.pages[look])]["scroll"] == []


@pytest.mark.parametrize("look", LOOKS)
def test_the_browser_prints_it(browser: Findings, built: Built, look: str) -> None:
    """A page printed from the browser says on every sheet which brief it is, and which page of how many."""
    pages = read_pages(Path(browser[str(built.pages[look])]["printed"]))
    texts = [" ".join(word.text for word in page.words) for page in pages]
    slug = re.split(r"[ .]", look)[0]
    name = yaml.safe_load(file_of(slug).read_text(encoding="utf-8"))["meta"].get("id", slug)
    assert [n for n, text in enumerate(texts, 1) if name not in text] == []
    assert [n for n, text in enumerate(texts, 1) if not _counts(n, len(pages), text)] == []


def _counts(page: int, pages: int, text: str) -> bool:
    """Tell whether a text says which page of how many it is; from right to left the numbers change sides."""
    return bool(re.search(rf"\b{page}\D{{1,9}}{pages}\b|\b{pages}\D{{1,9}}{page}\b", text))


@pytest.mark.parametrize("look", LOOKS)
def test_the_page_is_light(built: Built, look: str) -> None:
    """A page weighs at most half a megabyte besides its pictures, fonts included."""
    html = re.sub(r'src="data:image/[^"]*"', "", built.pages[look].read_text(encoding="utf-8"))
    assert len(html.encode()) < 500_000


@pytest.mark.parametrize("look", LOOKS)
def test_links_lead_somewhere(built: Built, look: str) -> None:
    """Every link of a page leads to a place on it or to a whole address."""
    targets = Targets()
    targets.feed(built.pages[look].read_text(encoding="utf-8"))
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


def test_the_gallery_holds_to_the_same(tmp_path: Path) -> None:
    """The gallery in docs/ is as good a page as those that it shows."""
    pages = [ROOT / "docs/gallery.html"]
    assert judged_by_nu(pages) == {}
    assert [fault for faults in judged_by_html_validate(pages).values() for fault in faults] == []
    copy = Path(shutil.copytree(ROOT / "docs/gallery", tmp_path / "gallery")).with_name("gallery.html")
    shutil.copy(pages[0], copy)  # the browser prints a page beside it
    faults = faults_in_a_browser(seen_in_a_browser([copy])[str(copy)])
    assert [fault for fault in faults if not fault.startswith("asks for file:")] == []


def test_the_judges_of_pages_bite(
    bad_page: Path, browser: Findings, checker: Mapping[str, list[str]], second_checker: Mapping[str, list[str]]
) -> None:
    """A bad page is at fault in every way that is looked at."""
    seen = browser[str(bad_page)]
    assert checker[str(bad_page)]
    assert second_checker[str(bad_page)]
    assert {name for name, view in seen["views"].items() if view["faults"]} == set(VIEWS)
    told = " ".join(seen["keys"]["320"]["faults"])
    assert [fault for fault in KEYBOARD_FAULTS if fault not in told] == []
    assert seen["moving"]
    assert seen["requests"]
    assert seen["complaints"]
    assert seen["scroll"] == [320, 768, 1280]
