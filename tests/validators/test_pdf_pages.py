"""The printed pages as a reader holds them: fonts, margins, page breaks, page 1 and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml

from tests.validators.conftest import Built
from tests.validators.judges import flat_links
from tests.validators.reading import (
    POINTS_PER_MM,
    Box,
    Page,
    body_lines,
    holds,
    read_pages,
    stranded,
    used_shares,
)
from tests.validators.tools import EDITIONS, ROOT, program, run

pytestmark = [pytest.mark.validator, pytest.mark.xdist_group("validators")]

SAMPLE = "unbanning-the-taliban"
EDGE_MM = 5  # what an office laser printer cannot print on
every_edition = pytest.mark.parametrize(("slug", "paper"), EDITIONS)


class Headings(HTMLParser):
    """Gathers the text of the headings of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - the parser's signature
        if re.fullmatch("h[1-6]", tag):
            self._inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        if re.fullmatch("h[1-6]", tag):
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def headings_of(page: Path) -> list[str]:
    """Return the headings of a web page, which are those of the PDF too."""
    headings = Headings()
    headings.feed(page.read_text(encoding="utf-8"))
    return [" ".join(text.split()) for text in headings.found]


def fonts_of(pdf: Path) -> list[tuple[str, bool, bool]]:
    """Return the name of each font without the mark of its subset, whether it is embedded, and mapped to Unicode."""
    done = run(program("pdffonts", "which fonts are in the PDF"), pdf)
    rows = re.findall(
        r"^(?:[A-Z]{6}\+)?(\S+) .*?\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+\s*$", done.stdout, re.MULTILINE
    )
    assert len(rows) == len(done.stdout.splitlines()) - 2, done.stdout
    return [(name, embedded == "yes", unicode == "yes") for name, embedded, _, unicode in rows]


def our_families() -> list[str]:
    """Return the families of fonts.yaml as a PDF writes them."""
    fonts = yaml.safe_load((ROOT / "templates/fonts/fonts.yaml").read_text(encoding="utf-8"))
    return [family["name"].replace(" ", "-") for family in fonts["families"]]


def named_places(root: pikepdf.Object) -> dict[str, Any]:
    """Return the named destinations of a PDF."""
    if "/Names" not in root or "/Dests" not in root.Names:
        return {}
    tree = pikepdf.NameTree(root.Names.Dests)
    return dict(tree.items())


def lost_links(pdf: Path, expected: bool) -> Iterator[str]:
    """Yield the links of a PDF that lead nowhere; fail when there are none where some are expected."""
    count = 0
    with pikepdf.open(pdf) as document:
        places = named_places(document.Root)
        pages = {page.objgen for page in document.pages}
        for number, page in enumerate(document.pages, 1):
            for mark in page.get("/Annots", []):
                if mark.get("/Subtype") == "/Link":
                    count += 1
                    if not leads_somewhere(mark, places, pages):
                        yield f"page {number}: {mark.get('/Dest') or mark.get('/A')}"
    assert count or not expected, "the web page has notes and cross-references, and so has the PDF"


def leads_somewhere(mark: pikepdf.Object, places: dict[str, Any], pages: set[Any]) -> bool:
    """Return whether a link leads to a page of the document or to a whole address."""
    action = mark.get("/A")
    if action is not None and "/URI" in action:
        return bool(re.match(r"(https?://[^/\s]+\.[^/\s]+|mailto:[^@\s]+@)", str(action.URI)))
    target: Any = mark.get("/Dest") if action is None else action.get("/D")
    if isinstance(target, pikepdf.String | pikepdf.Name):
        target = places.get(str(target))
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    return isinstance(target, pikepdf.Array) and target[0].objgen in pages


def plain(value: object) -> str:
    """Return what a reader sees of a value of the YAML: its main text without marks of Markdown and citations."""
    if isinstance(value, dict):
        value = value.get("statement") or value.get("text")
    return re.sub(r"\[@[^\]]*\]|[*_`]", "", str(value))


@every_edition
def test_only_our_fonts_and_all_embedded(built: Built, slug: str, paper: str) -> None:
    """Every font is one of ours, embedded and mapped to Unicode; a fallback face means something was missing."""
    fonts = fonts_of(built.pdfs[slug, paper])
    assert fonts
    strange = [name for name, _, _ in fonts if not name.startswith(tuple(our_families()))]
    assert strange == []
    assert [name for name, embedded, unicode in fonts if not (embedded and unicode)] == []


@every_edition
def test_the_paper_is_the_one_asked_for(built: Built, slug: str, paper: str) -> None:
    """Every page has the size of the paper asked for."""
    width_mm, height_mm = {"A4": (210, 297), "Letter": (215.9, 279.4)}[paper]
    for page in read_pages(built.pdfs[slug, paper]):
        assert page.width == pytest.approx(width_mm * POINTS_PER_MM, abs=1), page.number
        assert page.height == pytest.approx(height_mm * POINTS_PER_MM, abs=1), page.number


@every_edition
def test_no_glyph_near_the_edge(built: Built, slug: str, paper: str) -> None:
    """No word stands within 5 mm of the paper's edge, where an office printer cannot print."""
    edge = EDGE_MM * POINTS_PER_MM
    near = [
        f"page {page.number}: {word.text}"
        for page in read_pages(built.pdfs[slug, paper])
        for word in page.words
        if min(word.left, word.top, page.width - word.right, page.height - word.bottom) < edge
    ]
    assert near == []


@every_edition
def test_no_page_is_nearly_empty(built: Built, slug: str, paper: str) -> None:
    """Every page has text on at least a third of its lines."""
    shares = used_shares(read_pages(built.pdfs[slug, paper]))
    assert {number: round(share, 2) for number, share in shares.items() if share < 1 / 3} == {}


@every_edition
def test_no_heading_is_stranded(built: Built, slug: str, paper: str) -> None:
    """No heading is the last line of a page or a column."""
    pages, headings = read_pages(built.pdfs[slug, paper]), headings_of(built.pages[slug])
    bodies = body_lines(pages)
    printed = {line.text for lines in bodies.values() for line in lines}
    known = {text.casefold() for text in headings}
    assert len({text.casefold() for text in printed} & known) >= 2, (
        "the headings of the web page are looked for in print"
    )
    assert {number: found for number, lines in bodies.items() if (found := stranded(headings, lines))} == {}


@every_edition
def test_links_lead_somewhere(built: Built, slug: str, paper: str) -> None:
    """Every link leads to a page of the document or to a whole address."""
    page = built.pages[slug].read_text(encoding="utf-8")
    assert list(lost_links(built.pdfs[slug, paper], 'role="doc-biblioref"' in page)) == []


@every_edition
def test_links_can_be_clicked(built: Built, slug: str, paper: str) -> None:
    """Every link has an area: a line that is set without height takes its links with it."""
    assert flat_links(built.pdfs[slug, paper]) == []


def test_the_sample_has_four_pages(built: Built) -> None:
    """The sample brief is four pages of A4: two sheets, printed on both sides."""
    assert len(read_pages(built.pdfs[SAMPLE, "A4"])) == 4


def test_page_one_says_it_all(built: Built) -> None:
    """Who reads only page 1 of the sample brief has read the bottom line and every key judgement."""
    text = run(program("pdftotext", "what page 1 holds"), "-l", "1", built.pdfs[SAMPLE, "A4"], "-").stdout
    brief = yaml.safe_load((ROOT / "content" / SAMPLE / "brief.yaml").read_text(encoding="utf-8"))
    wanted = [plain(value) for value in (brief["bottom_line"], *brief["key_judgements"])]
    assert len(wanted) > 2
    assert [text_wanted for text_wanted in wanted if not holds(text, text_wanted)] == []


def line(text: str, top: float, left: float = 60.0) -> Box:
    """Make a line of text, 12 points high and 200 wide."""
    return Box(text, left, top, left + 200, top + 12)


def test_the_reading_of_pages_bites() -> None:
    """A heading with nothing under it in its own column, and a page of a few lines, are found."""
    lines = [line("Text", 100), line("Risks", 700), line("Text beside", 100, 320), line("More beside", 712, 320)]
    assert stranded(["The risks", "Risks"], lines) == ["Risks"]
    assert stranded(["Risks"], [*lines, line("Under it", 716)]) == []
    assert stranded(["Risks"], [*lines, Box("Under it, beside the margin", 170, 716, 400, 728)]) == []
    margin = Box("Risks", 60, 700, 100, 712)
    assert stranded(["Risks"], [margin, Box("Beside it, where its text begins", 200, 699, 400, 711)]) == []
    assert stranded(["Risks"], [margin, Box("In the second column", 320, 700, 520, 712)]) == ["Risks"]
    full = Page(1, 595, 842, (), tuple(line(f"Line {'abcdefghij'[i % 10]}{'x' * i}", 80 + 14 * i) for i in range(45)))
    thin = Page(2, 595, 842, (), tuple(line(f"Late {'y' * i}", 80 + 14 * i) for i in range(10)))
    shares = used_shares([full, thin])
    assert shares[1] > 0.9
    assert 0.15 < shares[2] < 1 / 3
    assert holds("the dec-\nision, he  said", "The decision he")
    assert not holds("the decision", "the decision he")
