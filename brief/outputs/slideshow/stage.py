"""The empty presentation: its size, theme, master and layouts, on the grid of the slides in PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .look import colour, theme_xml
from .places import Place
from .setting import ACCENT, INK, PAPER, SOFT, Style, aligned, emu, new_element, paint, sub_element

WIDE = (12_192_000, 6_858_000)  # 13 1/3 by 7 1/2 inches, in the units of office files
LEFT, MEASURE = 18.0, 302.667  # millimetres
TOP, FOOT = 8.0, 173.5  # where the furniture of a slide stands
TITLE = Style(35, 41, bold=True, colour=INK, heads=True)
TEXT = Style(25, 33)
SMALL = Style(12, 15.5, colour=SOFT)
KICKER = Style(18, 23, bold=True, colour=ACCENT)
LABEL = Style(14, 17, bold=True, colour="000000", align="ctr")
MARKING, KICK, EVIDENCE, ODDS, LEAD, NOTICE, HOUSE, FACTS = 20, 21, 22, 23, 24, 25, 13, 14
DATE, FOOTER, NUMBER = 10, 11, 12


@dataclass(frozen=True, slots=True)
class Slot:
    """One placeholder of a layout: its number and kind, its name, where it stands, how its text is set."""

    index: int
    kind: str
    name: str
    place: Place
    style: Style
    anchor: str = "t"


HEAD = (
    Slot(0, "title", "Title", Place(LEFT, 32.6, MEASURE, 29.5), TITLE),
    Slot(KICK, "body", "Kicker", Place(LEFT, 22, MEASURE, 8.5), KICKER),
)
FURNITURE = (
    Slot(MARKING, "body", "Marking", Place(129.3, TOP, 80, 7), LABEL, "ctr"),
    Slot(NOTICE, "body", "Notice", Place(LEFT, 15.6, MEASURE, 5.5), replace(SMALL, align="ctr", colour=INK)),
    Slot(DATE, "dt", "Cut-off and version", Place(LEFT, FOOT, 105, 7), SMALL, "ctr"),
    Slot(FOOTER, "ftr", "Marking at the foot", Place(129.3, FOOT, 80, 7), LABEL, "ctr"),
    Slot(NUMBER, "sldNum", "Slide number", Place(240.7, FOOT, 80, 7), replace(SMALL, align="r"), "ctr"),
)
BASIS = Slot(EVIDENCE, "body", "Sources", Place(LEFT, 159, MEASURE, 11.5), SMALL, "b")
LAYOUTS: Mapping[str, tuple[Slot, ...]] = {
    "Cover": (
        Slot(0, "ctrTitle", "Title", Place(LEFT, 50, 284, 54), replace(TITLE, size=46, leading=53), "b"),
        Slot(1, "subTitle", "Subtitle", Place(LEFT, 107, 262, 22), Style(22, 29)),
        Slot(HOUSE, "body", "House and series", Place(LEFT, 40, MEASURE, 18), Style(18, 23)),
        Slot(FACTS, "body", "Date, cut-off, version", Place(LEFT, 132, MEASURE, 38), Style(18, 24)),
    ),
    "One judgement": (
        *HEAD,
        Slot(ODDS, "body", "Likelihood", Place(LEFT, 66, MEASURE, 14), Style(32, 38)),
        Slot(1, "body", "Confidence and basis", Place(LEFT, 112, 188, 44), TEXT),
        Slot(2, "body", "What follows", Place(206, 112, 114, 44), TEXT),
        BASIS,
    ),
    "Text": (*HEAD, Slot(1, "body", "Text", Place(LEFT, 67, 285, 90), TEXT), BASIS),
    "List": (
        *HEAD,
        Slot(LEAD, "body", "Lead", Place(LEFT, 66, MEASURE, 12), replace(TEXT, colour=SOFT)),
        Slot(1, "body", "List", Place(LEFT, 80, MEASURE, 88), TEXT),
    ),
    "Two lists": (
        *HEAD,
        Slot(LEAD, "body", "Lead", Place(LEFT, 52, MEASURE, 10), replace(TEXT, colour=SOFT)),
        Slot(1, "body", "First list", Place(LEFT, 64, 148, 106), TEXT),
        Slot(2, "body", "Second list", Place(178, 64, 142, 106), TEXT),
    ),
    "Title only": (*HEAD, BASIS),
}


def stage(name: str, tokens: Mapping[str, str], script: str, rtl: bool) -> Any:
    """Return an empty presentation with the layouts of `LAYOUTS`; `name` is that of the theme, `script` as `Latn`."""
    from pptx import Presentation
    from pptx.opc.constants import RELATIONSHIP_TYPE

    show = Presentation()
    show.slide_width, show.slide_height = WIDE
    size = show.element.find(f"{{{show.element.nsmap['p']}}}sldSz")
    size.attrib.pop("type", None)
    master = show.slide_master
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = theme_xml(theme.blob, name, tokens, script)  # noqa: SLF001 - the library keeps a theme as bytes
    layouts = list(show.slide_layouts)
    for spare in layouts[len(LAYOUTS) :]:
        show.slide_layouts.remove(spare)
    body = Slot(1, "body", "Text", Place(LEFT, 67, MEASURE, 100), TEXT)
    _lay(master.element, (replace(HEAD[0]), body, *FURNITURE[2:]), rtl)
    _styles(master.element)
    for layout, (title, slots) in zip(layouts, LAYOUTS.items(), strict=False):
        cover = title == "Cover"
        laid = _on_cover(slots, tokens) if cover else (*slots, *FURNITURE)
        _lay(layout.element, laid, rtl)
        layout.element.cSld.set("name", title)
        layout.element.attrib.pop("type", None)
        if cover:
            _background(layout.element, colour(tokens, "cover", "accent"))
    _drop_leftovers(show)
    return show


def cover_ink(tokens: Mapping[str, str]) -> str:
    """Return the colour of the text on the cover."""
    return colour(tokens, "cover-ink") if "cover-ink" in tokens else "FFFFFF"


def _on_cover(slots: Sequence[Slot], tokens: Mapping[str, str]) -> tuple[Slot, ...]:
    """Return the slots of the cover with their text in the colour that reads on it."""
    ink = cover_ink(tokens)
    painted = (replace(slot, style=replace(slot.style, colour=ink)) for slot in (*slots, *FURNITURE))
    return tuple(replace(s, style=LABEL) if s.index in (MARKING, FOOTER) else s for s in painted)


def _lay(part: Any, slots: Sequence[Slot], rtl: bool) -> None:
    """Put placeholders in place of all shapes of a master or layout."""
    tree = part.cSld.spTree
    for shape in list(tree.iterchildren())[2:]:
        tree.remove(shape)
    for number, slot in enumerate(slots, 2):
        tree.append(_placeholder(number, slot, rtl))


def _placeholder(number: int, slot: Slot, rtl: bool) -> Any:
    shape = new_element("p:sp")
    about = sub_element(shape, "p:nvSpPr")
    named = sub_element(about, "p:cNvPr")
    named.set("id", str(number))
    named.set("name", slot.name)
    sub_element(sub_element(about, "p:cNvSpPr"), "a:spLocks").set("noGrp", "1")
    mark = sub_element(sub_element(about, "p:nvPr"), "p:ph")
    mark.set("type", slot.kind)
    if slot.index:
        mark.set("idx", str(slot.index))
    if slot.kind in ("dt", "ftr", "sldNum"):
        mark.set("sz", "quarter")
    put(sub_element(shape, "p:spPr"), slot.place.mirrored() if rtl else slot.place)
    body = sub_element(shape, "p:txBody")
    box = sub_element(body, "a:bodyPr")
    for side in ("lIns", "tIns", "rIns", "bIns"):
        box.set(side, "0")
    box.set("anchor", slot.anchor)
    sub_element(box, "a:noAutofit")
    _level(sub_element(sub_element(body, "a:lstStyle"), "a:lvl1pPr"), slot.style, rtl)
    sub_element(sub_element(sub_element(body, "a:p"), "a:r"), "a:t").text = slot.name
    return shape


def put(properties: Any, place: Place) -> None:
    """Say where a shape stands."""
    frame = sub_element(properties, "a:xfrm")
    offset, extent = sub_element(frame, "a:off"), sub_element(frame, "a:ext")
    offset.set("x", str(emu(place.left)))
    offset.set("y", str(emu(place.top)))
    extent.set("cx", str(emu(place.width)))
    extent.set("cy", str(emu(place.height)))


def _level(level: Any, style: Style, rtl: bool) -> None:
    level.set("marL", "0")
    level.set("indent", "0")
    level.set("algn", aligned(style, rtl))
    level.set("rtl", "1" if rtl else "0")
    sub_element(sub_element(level, "a:lnSpc"), "a:spcPts").set("val", str(round(style.leading * 100)))
    sub_element(sub_element(level, "a:spcBef"), "a:spcPts").set("val", "0")
    sub_element(level, "a:buNone")
    run = sub_element(level, "a:defRPr")
    run.set("sz", str(round(style.size * 100)))
    run.set("b", "1" if style.bold else "0")
    paint(run, style.colour)
    sub_element(run, "a:latin").set("typeface", "+mj-lt" if style.heads else "+mn-lt")


def _styles(master: Any) -> None:
    """Take the bullets, centred titles and sizes of the library's master out of its common styles."""
    styles = master.find(f"{{{master.nsmap['p']}}}txStyles")
    for group in styles:
        for level in list(group):
            if level.tag.endswith("pPr"):
                for old in list(level):
                    level.remove(old)
                level.set("marL", "0")
                level.set("indent", "0")
                level.attrib.pop("algn", None)
                sub_element(level, "a:buNone")
                run = sub_element(level, "a:defRPr")
                paint(run, INK)
                sub_element(run, "a:latin").set("typeface", "+mj-lt" if group.tag.endswith("titleStyle") else "+mn-lt")


def _background(layout: Any, digits: str) -> None:
    common = layout.cSld
    back = new_element("p:bg")
    properties = sub_element(back, "p:bgPr")
    paint(properties, digits)
    sub_element(properties, "a:effectLst")
    common.insert(0, back)


def _drop_leftovers(show: Any) -> None:
    """Leave out what the library's template brings of the machine it was made on: a thumbnail, a printer."""
    for part in (show.part, show.part.package):
        relations = part.rels if hasattr(part, "rels") else part._rels  # noqa: SLF001
        for identity, relation in list(relations.items()):
            if relation.reltype.endswith(("/thumbnail", "/printerSettings")):
                relations.pop(identity)


__all__ = ["PAPER", "Slot", "cover_ink", "put", "stage"]
