"""How text is set in an office file: paragraphs and runs as DrawingML, with their language and direction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .text import Paragraph, Run

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# The names that office themes give to our colours.
INK, PAPER, ACCENT, SOFT, RULE = "tx1", "bg1", "tx2", "accent3", "accent6"


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set: sizes in points, colours by their names in the theme or as six digits.

    `align` is `l` where lines begin, `r` where they end, or `ctr`. `hang`: how far its lines stand in from the id
    before them, `inset`: how far all of it stands in, in millimetres.
    """

    size: float
    leading: float
    bold: bool = False
    colour: str = INK
    before: float = 0
    heads: bool = False
    align: str = ""
    hang: float = 0
    inset: float = 0

    def scaled(self, size: float) -> Style:
        """Return the same in another size."""
        return replace(self, size=size, leading=round(self.leading * size / self.size, 2))


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Writes paragraphs in the language and the direction of the brief."""

    language: str
    rtl: bool

    def fill(self, body: Any, set_in: Sequence[tuple[Paragraph, Style]], link: Callable[[str], str]) -> None:
        """Put paragraphs into a text body in place of what it holds; `link` gives the relation of an address."""
        for old in body.findall(f"{{{A}}}p"):
            body.remove(old)
        for paragraph, style in set_in or [((), Style(18, 23))]:
            body.append(self.paragraph(paragraph, style, link))

    def paragraph(self, runs: Paragraph, style: Style, link: Callable[[str], str]) -> Any:
        """Return one paragraph."""
        element = new_element("a:p")
        properties = sub_element(element, "a:pPr")
        properties.set("algn", aligned(style, self.rtl))
        properties.set("rtl", "1" if self.rtl else "0")
        properties.set("marL", str(emu(style.hang + style.inset)))
        properties.set("indent", str(-emu(style.hang)))
        sub_element(sub_element(properties, "a:lnSpc"), "a:spcPts").set("val", str(round(style.leading * 100)))
        sub_element(sub_element(properties, "a:spcBef"), "a:spcPts").set("val", str(round(style.before * 100)))
        for run in runs:
            made = sub_element(element, "a:r")
            self.properties(sub_element(made, "a:rPr"), run, style, link)
            sub_element(made, "a:t").text = run.text
        if not runs:
            sub_element(element, "a:endParaRPr").set("lang", self.language)
        return element

    def properties(self, properties: Any, run: Run, style: Style, link: Callable[[str], str]) -> None:
        """Say how a run is set."""
        properties.set("lang", self.language)
        properties.set("sz", str(round((run.size or (12 if run.soft else style.size)) * 100)))
        properties.set("b", "1" if run.bold or style.bold else "0")
        if run.italic:
            properties.set("i", "1")
        if run.struck:
            properties.set("strike", "sngStrike")
        labels = run.bold and not (style.heads or run.inked) and style.colour == INK
        colour = SOFT if run.soft else ACCENT if labels else style.colour
        paint(properties, colour)
        if run.back:
            sub_element(sub_element(properties, "a:highlight"), "a:srgbClr").set("val", run.back)
        for tag in ("a:latin", "a:cs"):
            face = ("+mj" if style.heads else "+mn") + ("-lt" if tag == "a:latin" else "-cs")
            sub_element(properties, tag).set("typeface", face)
        if run.address:
            sub_element(properties, "a:hlinkClick").set(f"{{{R}}}id", link(run.address))


def aligned(style: Style, rtl: bool) -> str:
    """Return the side at which lines stand: `l` is where they begin, which is on the right in some scripts."""
    return {"l": "r", "r": "l"}.get(style.align or "l", style.align) if rtl else style.align or "l"


def mirror(tree: Any, width: int) -> None:
    """Turn a slide round: what was placed from the left stands as far from the right; `width` in the file's units."""
    root = tree.find(f"{{{P}}}grpSpPr")
    for frame in tree.iter(f"{{{A}}}xfrm", f"{{{P}}}xfrm"):
        if frame.getparent() is not root:
            for corner, extent in (("off", "ext"), ("chOff", "chExt")):
                found, size = frame.find(f"{{{A}}}{corner}"), frame.find(f"{{{A}}}{extent}")
                if found is not None:
                    found.set("x", str(width - int(found.get("x")) - int(size.get("cx"))))


def paint(parent: Any, colour: str) -> None:
    """Fill with a colour of the theme, or with one of six digits."""
    kind = "a:srgbClr" if len(colour) == 6 and colour == colour.upper() and colour.isalnum() else "a:schemeClr"
    sub_element(sub_element(parent, "a:solidFill"), kind).set("val", colour)


def describe(element: Any, alternative: str) -> None:
    """Give a drawing its text alternative, or say that it is furniture where there is none."""
    element.set("descr", alternative)
    if not alternative:
        extension = sub_element(sub_element(element, "a:extLst"), "a:ext")
        extension.set("uri", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
        extension.append(_decorative())


def _decorative() -> Any:
    from lxml import etree

    uri = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    element = etree.Element(f"{{{uri}}}decorative", nsmap={"adec": uri})
    element.set("val", "1")
    return element


def emu(millimetres: float) -> int:
    """Return millimetres in the units of office files."""
    return round(millimetres * 36_000)


def new_element(name: str) -> Any:
    """Return an element by its name with a prefix, of the library's own class."""
    from pptx.oxml.xmlchemy import OxmlElement

    return OxmlElement(name)


def sub_element(parent: Any, name: str) -> Any:
    """Put a new element at the end of another."""
    element = new_element(name)
    parent.append(element)
    return element
