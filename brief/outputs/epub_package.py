"""The package of an electronic book: what it says of itself (EPUB 3.3), and the archive, the same bytes each time."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from ..view import View
from .words import Element

FOLDER = "EPUB"
FIRST_YEAR = 1980  # of the calendar of a ZIP archive
SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "brief:edition")
CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


@dataclass(frozen=True)
class Item:
    """One file of the book; a document has the `body` that it was written from."""

    name: str
    media_type: str
    content: bytes
    body: Element | None = None

    @property
    def drawn(self) -> bool:
        """Tell whether drawings stand in it."""
        return self.body is not None and self.body.first(lambda each: each.tag == "svg") is not None


def packed(view: View, items: Sequence[Item]) -> bytes:
    """Return the archive: the media type first and as it is, then all else, dated with the day of the brief."""
    day = view.brief.meta.date
    date = (max(day.year, FIRST_YEAR), day.month, day.day, 0, 0, 0)
    files = [
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", CONTAINER.encode()),
        (f"{FOLDER}/package.opf", package(view, items).encode()),
        *((f"{FOLDER}/{item.name}", item.content) for item in items),
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, date)
            entry.create_system = 3  # whatever system this one is
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def package(view: View, items: Sequence[Item]) -> str:
    """Write the package document: metadata, files, reading order."""
    language, direction = view.language.code, view.language.direction
    files = "\n".join(_listed(item, number) for number, item in enumerate(items))
    read = "".join(
        f'<itemref idref="f{number}"/>'
        for number, item in enumerate(items)
        if item.body is not None and item.name != "nav.xhtml"
    )
    said = "\n".join(f"<{name}>{escape(text)}</{name.split()[0]}>" for name, text in _metadata(view, items))
    return f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="edition" xml:lang="{language}" \
dir="{direction}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{said}
</metadata>
<manifest>
{files}
</manifest>
<spine page-progression-direction="{direction}">{read}</spine>
</package>
"""


def _listed(item: Item, number: int) -> str:
    properties = [word for word, holds in (("nav", item.name == "nav.xhtml"), ("svg", item.drawn)) if holds]
    said = f' properties="{" ".join(properties)}"' if properties else ""
    return f'<item id="f{number}" href="{item.name}" media-type="{item.media_type}"{said}/>'


def _metadata(view: View, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Yield the elements that describe the book, with their texts."""
    meta, imprint = view.brief.meta, view.imprint
    yield 'dc:identifier id="edition"', f"urn:uuid:{uuid.uuid5(SPACE, view.edition)}"
    if meta.identifiers and meta.identifiers.doi:
        yield "dc:identifier", f"doi:{meta.identifiers.doi}"
    yield "dc:title", _plain(meta.title)
    yield "dc:language", view.language.code
    yield "dc:date", meta.date.isoformat()
    for author in meta.authors:
        yield "dc:creator", author.name
    if meta.publisher:
        yield "dc:publisher", meta.publisher.name
    yield "dc:description", imprint.subject
    for keyword in imprint.keywords:
        yield "dc:subject", keyword
    for right in filter(None, (view.brief.handling.label, meta.licence, meta.copyright)):
        yield "dc:rights", right
    yield 'meta property="dcterms:modified"', f"{meta.date.isoformat()}T00:00:00Z"
    if view.brief.handling.embargo:
        yield 'meta property="dcterms:available"', view.brief.handling.embargo.until.isoformat()
    yield from _accessibility(view, items)


def _accessibility(view: View, items: Sequence[Item]) -> Iterator[tuple[str, str]]:
    """Yield what a library tells a reader who cannot see or hear (EPUB Accessibility 1.1)."""
    seen = any(item.drawn or item.media_type.startswith("image/") for item in items)
    said = [
        ("accessMode", "textual"),
        *([("accessMode", "visual")] if seen else []),
        ("accessModeSufficient", "textual"),
    ]
    features = ("structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability", "ARIA")
    said += [("accessibilityFeature", each) for each in (*features, *(("alternativeText",) if seen else ()))]
    said += [("accessibilityHazard", "none"), ("accessibilitySummary", view.language.word("epub.accessibility"))]
    yield from ((f'meta property="schema:{name}"', text) for name, text in said)


def _plain(title: str) -> str:
    return "".join(letter for letter in title if letter not in "*_`")
