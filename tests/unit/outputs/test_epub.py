"""The electronic book: whole, sound, marked everywhere, the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

import brief
from brief.outputs import Page
from tests.caveats.readers import OPF
from tests.golden.pages.samples import BRIEFS, EVERY_KIND, SLUGS
from tests.safety.hostile import kind, png, write_brief

XHTML, OPS = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}"


def book_of(path: Path) -> zipfile.ZipFile:
    """Return the book of a brief."""
    workspace, document = brief.Workspace.around(path), brief.read(path)
    view = brief.view_of(workspace, document)
    made = kind("epub").make(Page(brief.paint_page(workspace, view, kind("epub")), view, workspace))
    assert made.problems == ()
    return zipfile.ZipFile(io.BytesIO(made.content))


def documents(book: zipfile.ZipFile) -> dict[str, ElementTree.Element]:
    """Return every document, read as XML, which refuses what is not well formed."""
    return {name: ElementTree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")}


@pytest.fixture(scope="module", params=SLUGS)
def sample(request: pytest.FixtureRequest) -> tuple[str, zipfile.ZipFile]:
    """Make the book of a sample."""
    return request.param, book_of(BRIEFS[request.param])


def test_the_archive_begins_with_its_media_type(sample: tuple[str, zipfile.ZipFile]) -> None:
    """The media type stands first and uncompressed; every file is dated with the day of the brief."""
    slug, book = sample
    first, *others = book.infolist()
    assert (first.filename, first.compress_type, book.read(first)) == ("mimetype", 0, b"application/epub+zip")
    day = brief.read(BRIEFS[slug]).brief.meta.date
    assert {each.date_time for each in (first, *others)} == {(day.year, day.month, day.day, 0, 0, 0)}
    assert {each.extra for each in others} == {b""}


def test_every_file_is_listed_and_every_document_read(sample: tuple[str, zipfile.ZipFile]) -> None:
    """The package names each file once with its media type, and the spine leads through every document."""
    _, book = sample
    package = ElementTree.fromstring(book.read("EPUB/package.opf"))
    items = {each.get("href"): each for each in package.iter(f"{OPF}item")}
    inside = {name.removeprefix("EPUB/") for name in book.namelist() if name.startswith("EPUB/")} - {"package.opf"}
    assert set(items) == inside
    spine = [each.get("idref") for each in package.iter(f"{OPF}itemref")]
    read = {each.get("id") for name, each in items.items() if name and name.endswith(".xhtml") and name != "nav.xhtml"}
    assert set(spine) == read
    drawn = {name.removeprefix("EPUB/") for name in documents(book) if b"<svg" in book.read(name)}
    assert {name for name, each in items.items() if "svg" in (each.get("properties") or "")} == drawn


def test_links_lead_somewhere_and_ids_are_single(sample: tuple[str, zipfile.ZipFile]) -> None:
    """Each link inside the book leads to an id of the document it names; the list of contents reaches every part."""
    _, book = sample
    read = documents(book)
    ids = {name: [each.get("id") for each in root.iter() if each.get("id")] for name, root in read.items()}
    assert all(len(set(found)) == len(found) for found in ids.values())
    followed = 0
    for name, root in read.items():
        for link in root.iter(f"{XHTML}a"):
            address = link.get("href") or ""
            if not re.match("https?:|mailto:", address):
                file, _, place = address.partition("#")
                assert not place or place in ids[f"EPUB/{file}" if file else name], address
                followed += 1
    assert followed > 3
    listed = {link.get("href") for link in read["EPUB/nav.xhtml"].iter(f"{XHTML}a")}
    parts = {
        f"{name.removeprefix('EPUB/')}#{section.get('id')}"
        for name, root in read.items()
        for section in root.iter(f"{XHTML}section")
    }
    assert parts <= listed


def test_each_document_says_how_it_may_be_passed_on(sample: tuple[str, zipfile.ZipFile]) -> None:
    """Marking, embargo, status, version and cut-off head every document, which names its language and direction."""
    slug, book = sample
    view = brief.view_of(brief.Workspace.around(BRIEFS[slug]), brief.read(BRIEFS[slug]))
    meta = view.brief.meta
    for root in documents(book).values():
        assert (root.get("lang"), root.get("dir")) == (meta.language, view.language.direction)
        body = root.find(f"{XHTML}body")
        assert body is not None
        head = " ".join("".join(next(iter(body[0])).itertext()).split())
        for said in filter(None, (view.brief.handling.label, view.imprint.embargo, view.imprint.status)):
            assert " ".join(said.split()) in head
        assert view.language.word("page.version", version=meta.version) in head
        if view.cutoff:
            assert " ".join(view.language.date(view.cutoff).split()) in head


def test_drawings_have_alternatives_and_labels_their_font() -> None:
    """A figure is one drawing with an alternative; its labels are set in the face that they were measured in."""
    book = book_of(EVERY_KIND)
    figures = book.read("EPUB/figures.xhtml").decode()
    plots = re.findall(r'<svg class="plot[^>]*>', figures)
    assert len(plots) > 6
    assert all(
        'role="img"' in each and re.search(r'aria-label="[^"]{5,}', each) for each in plots if "lane" not in each
    )
    assert "plot-wide" not in figures
    css = book.read("EPUB/style.css").decode()
    assert "var(--" not in css
    fonts = [name for name in book.namelist() if name.endswith(".woff2")]
    assert fonts
    assert all("sans" in name for name in fonts)
    assert all(f"src:url({name.removeprefix('EPUB/')})" in css for name in fonts)
    assert "http:" not in css


def test_what_a_library_is_told() -> None:
    """Title, language, day, creators, marking, embargo and accessibility stand in the package."""
    package = book_of(EVERY_KIND).read("EPUB/package.opf").decode()
    for said in (
        "<dc:title>Dredging buys Ferrow ten years, and a mole buys it fifty</dc:title>",
        "<dc:language>en</dc:language>",
        "<dc:rights>TLP:AMBER+STRICT</dc:rights>",
        '<meta property="dcterms:modified">2026-02-10T00:00:00Z</meta>',
        '<meta property="dcterms:available">2026-02-12T00:01:00+00:00</meta>',
        '<meta property="schema:accessMode">textual</meta>',
        '<meta property="schema:accessMode">visual</meta>',
        '<meta property="schema:accessModeSufficient">textual</meta>',
        '<meta property="schema:accessibilityFeature">alternativeText</meta>',
        '<meta property="schema:accessibilityHazard">none</meta>',
    ):
        assert said in package, said


def test_images_come_along_by_names_of_their_own(tmp_path: Path) -> None:
    """An image is in the book once, under a name that says nothing of the author's folders; a lost one is told."""
    text = (
        "meta: {title: A brief, date: 1970-05-06}\nrisks: [Frost]\nfigures:\n"
        "  - {id: FIG1, kind: image, caption: One, alt: Grey, file: a b&c.png}\n"
        "  - {id: FIG2, kind: image, caption: Two, alt: Grey, file: a b&c.png}\n"
    )
    path = write_brief(tmp_path, text)
    (path.parent / "a b&c.png").write_bytes(png())
    book = book_of(path)
    assert [name for name in book.namelist() if name.endswith("png")] == ["EPUB/image-1.png"]
    assert book.read("EPUB/figures.xhtml").count(b'src="image-1.png"') == 2
    assert book.infolist()[0].date_time == (1980, 5, 6, 0, 0, 0), "the calendar of an archive begins in 1980"


def test_the_same_brief_gives_the_same_bytes() -> None:
    """Neither the clock nor the order of anything has a part in it."""
    first, second = book_of(EVERY_KIND), book_of(EVERY_KIND)
    assert first.fp is not None
    assert second.fp is not None
    first.fp.seek(0)
    second.fp.seek(0)
    assert first.fp.read() == second.fp.read()


def test_words_that_xml_would_obey_stay_words(tmp_path: Path) -> None:
    """Titles and texts with marks of XML in them are read back as they were written."""
    hostile = 'A <b> & "c" ]]> &lt;'
    path = write_brief(
        tmp_path, f"meta: {{title: '{hostile}', date: 2024-05-06, keywords: ['{hostile}']}}\nrisks: ['{hostile}']\n"
    )
    book = book_of(path)
    package = ElementTree.fromstring(book.read("EPUB/package.opf"))
    assert hostile in {each.text for each in package.iter("{http://purl.org/dc/elements/1.1/}subject")}
    assert "<b>" in "".join(documents(book)["EPUB/risks.xhtml"].itertext())
