"""The Word package of a page: its parts, what they are called, and the bytes of the whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...bookmarks import Path, bookmark_names, numbered_fields
from ...view import View
from ...workspace import Workspace
from .ooxml import root, tag, twips
from .package import core_properties, custom_properties, package, property_text
from .parts import Bookmarks, Footnotes, Relations
from .pictures import Gallery
from .sheet import read_sheet
from .styles import Look, fonts_part, numbering_part, settings_part, styles_part
from .tree import Element, grow
from .writer import Writer, blocks_xml

# ISO 216 and ANSI sizes in mm.
PAPERS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}
MARGINS = (25.0, 23.0, 22.0, 23.0)
SOURCE = "Brief source"
EDGE = 11.0  # mm from the edge of the paper to running heads
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(mm|cm|in|pt)")
_IN_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
# The parts of the frame that stand on every page, and what Word calls them.
FURNITURE = (
    ("page-head", "header", "default"),
    ("page-head-first", "header", "first"),
    ("page-foot", "footer", "default"),
    ("page-foot", "footer", "first"),
)


@dataclass
class _Maker:
    """Make the parts of one document; what they share is made once."""

    workspace: Workspace
    view: View
    page: Element
    paths: list[Path]
    relations: Relations = field(default_factory=Relations)
    notes: Footnotes = field(default_factory=Footnotes)

    def __post_init__(self) -> None:
        self.paper = self.view.brief.output.paper[0]
        self.margins = _margins(self.view.theme.page.get(self.paper, {}).get("margin", ""))
        self.width = PAPERS[self.paper][0] - self.margins[1] - self.margins[3]
        self.look = Look(read_sheet(self.workspace), self.view.theme, self.view.language, self.width)
        self.gallery = Gallery(self.workspace, self.view)

    def parts(self) -> dict[str, str | bytes]:
        """Return every part of the package by its name."""
        parts: dict[str, str | bytes] = {}
        for kind in ("styles", "numbering", "settings", "fontTable", "footnotes"):
            self.relations.to(kind, f"{kind}.xml")
        writer = self._writer(self.relations, self._bookmarks())
        for article in self.page.find("article"):
            writer.write(article)
        furniture = [self._furniture(number, *each, parts) for number, each in enumerate(FURNITURE, 1)]
        body = blocks_xml(writer.blocks, self.width)
        parts["word/document.xml"] = root("w:document", tag("w:body", None, body, self._section(furniture)))
        parts["word/styles.xml"] = styles_part(self.look)
        parts["word/numbering.xml"] = numbering_part(writer.ordered)
        parts["word/settings.xml"] = settings_part(self.look)
        parts["word/fontTable.xml"] = fonts_part(self.look)
        parts["word/footnotes.xml"] = self.notes.part(self.width * 96 / 25.4)
        if writer.note_relations.entries:
            parts["word/_rels/footnotes.xml.rels"] = writer.note_relations.part()
        parts["word/_rels/document.xml.rels"] = self.relations.part()
        parts |= {f"word/media/{name}": content for name, content in sorted(self.gallery.files.items())}
        return parts

    def _bookmarks(self) -> Bookmarks:
        names = bookmark_names(self.view.brief)
        shown = {element.attributes["id"] for element in _elements(self.page) if "id" in element.attributes}
        items = frozenset(self.view.items) & shown & frozenset(names.values())
        return Bookmarks(names, self.paths, items)

    def _writer(self, relations: Relations, marks: Bookmarks) -> Writer:
        return Writer(self.look.sheet, self.gallery, marks, self.notes, relations, self.look.rtl)

    def _furniture(self, number: int, name: str, kind: str, when: str, parts: dict[str, str | bytes]) -> str:
        """Write one running head or foot as a part of its own, and return the reference to it."""
        relations = Relations()
        writer = self._writer(relations, Bookmarks({}, self.paths, frozenset()))
        for element in self.page.find(name):
            writer.write(element)
        inside = blocks_xml(writer.blocks, self.width) or tag("w:p")
        part = f"{kind}{number}.xml"
        parts[f"word/{part}"] = root("w:hdr" if kind == "header" else "w:ftr", inside)
        if relations.entries:
            parts[f"word/_rels/{part}.rels"] = relations.part()
        return tag(f"w:{kind}Reference", {"w:type": when, "r:id": self.relations.to(kind, part)})

    def _section(self, furniture: list[str]) -> str:
        """Write the properties of the only section, in the order of the standard (17.6)."""
        width, height = PAPERS[self.paper]
        sides = dict(zip(("top", "right", "bottom", "left"), self.margins, strict=True))
        edges = {f"w:{side}": twips(length) for side, length in sides.items()}
        return tag(
            "w:sectPr",
            None,
            *furniture,
            tag("w:pgSz", {"w:w": twips(width), "w:h": twips(height)}),
            tag("w:pgMar", {**edges, "w:header": twips(EDGE), "w:footer": twips(EDGE), "w:gutter": 0}),
            tag("w:titlePg"),
            tag("w:bidi") if self.look.rtl else "",
        )


def _elements(element: Element) -> list[Element]:
    return [each for child in element.elements for each in (child, *_elements(child))]


def _margins(written: str) -> tuple[float, float, float, float]:
    """Read the margins of a theme, in mm: one length, or four from the top clockwise."""
    found = [float(number) * _IN_MM[unit] for number, unit in _LENGTH.findall(written)]
    if len(found) == 1:
        found *= 4
    top, right, bottom, left = found if len(found) == 4 else MARGINS
    return max(top, MARGINS[0]), right, max(bottom, MARGINS[2]), left


def write_document(workspace: Workspace, view: View, html: str, source: str = "") -> bytes:
    """Return the bytes of the Word document of a page that was painted with the marks of its fields.

    `source` is the fingerprint of the file that the brief was read from.
    """
    page = grow(html)
    parts = _Maker(workspace, view, page, numbered_fields(view.brief)[0]).parts()
    title = next(page.find("title"), Element("title")).text or str(view.brief.meta.title)
    parts["docProps/core.xml"] = core_properties(view, title)
    parts["docProps/app.xml"] = property_text()
    parts["docProps/custom.xml"] = custom_properties({**_custom(view), **({SOURCE: source} if source else {})})
    return package(parts, view.brief.meta.date)


def _custom(view: View) -> Mapping[str, str]:
    """Return what tells a reader of comments which edition this is."""
    meta = view.brief.meta
    said = {
        "Brief id": str(meta.id),
        "Brief version": meta.version,
        "Brief language": view.language.code,
        "Brief marking": view.brief.handling.label or "",
        "Brief cut-off": view.cutoff.isoformat() if view.cutoff else "",
    }
    return {name: value for name, value in said.items() if value}
