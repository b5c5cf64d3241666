"""The notes pages: a small picture of the slide, what to say, and the marking at the head and the foot of the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .look import ARABIC, theme_xml
from .places import Place
from .setting import SOFT, A, Style, Typesetter, new_element, sub_element
from .sheet import linking
from .stage import put
from .text import Paragraph, plain

WIDE = 190.5  # millimetres, as presentation programs make the page; it is 254 high
NOTE = Style(12, 15, before=3)
# The slide is 16 to 9 here as well; below it 27 lines have room, and more where they are set smaller.
IMAGE, TEXT = Place(35.25, 19, 120, 67.5), Place(15, 92, 160.5, 146)
SIZES = ((12, 15, 72), (10, 12.5, 86), (9, 11.25, 96))  # points, lines, and letters that have room on a line
HEAD, FOOT = 6.0, 241.0  # where the marking stands
NUMBER = Place(135.5, FOOT, 40, 7)
# The placeholders of the library's notes page, by their kinds.
PLACES: Mapping[str, Place] = {
    "hdr": Place(45.25, HEAD, 100, 7),
    "sldImg": IMAGE,
    "body": TEXT,
    "ftr": Place(45.25, FOOT, 100, 7),
    "sldNum": NUMBER,
}


def prepare(show: Any, name: str, tokens: Mapping[str, str], script: str) -> None:
    """Give the notes pages of a presentation the theme of its slides, and room for what is said."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    master = show.notes_master
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = theme_xml(theme.blob, name, tokens, script)  # noqa: SLF001 - the library keeps a theme as bytes
    _arrange(master.shapes)


def write(page: Any, set_in: Sequence[tuple[Paragraph, Style]], number: int, setter: Typesetter) -> None:
    """Write what to say into a notes page, in the largest size in which it has room; the page is that of a slide."""
    _arrange(page.shapes, setter.rtl)
    words = [sum(len(run.text) for run in paragraph) for paragraph, _ in set_in]
    size, leading, _ = next((each for each in SIZES if _height(words, each) <= TEXT.height), SIZES[-1])
    sized = [(paragraph, replace(style, size=size, leading=leading)) for paragraph, style in set_in]
    setter.fill(page.notes_text_frame._txBody, sized, linking(page.part))  # noqa: SLF001 - its XML
    counter = next(shape for shape in page.placeholders if kind_of(shape) == "sldNum")
    body = counter.element.get_or_add_txBody()
    setter.fill(body, [((plain(str(number)),), Style(12, 15, colour=SOFT, align="r"))], linking(page.part))
    run = body.p_lst[-1].r_lst[0]
    field = new_element("a:fld")
    field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2C}")
    field.set("type", "slidenum")
    field.extend(list(run))
    run.getparent().replace(run, field)


def name_fonts(page: Any, latin: str) -> None:
    """Name the font of a notes page: some programs do not look into its theme."""
    for tag, name in (("latin", latin), ("cs", ARABIC)):
        for element in page.element.iter(f"{{{A}}}{tag}"):
            element.set("typeface", name)


def furnish(page: Any, kind: str, name: str) -> Any:
    """Add the placeholder at the head (`hdr`) or the foot (`ftr`), which the library leaves out; return its shape."""
    shape = new_element("p:sp")
    about = sub_element(shape, "p:nvSpPr")
    named = sub_element(about, "p:cNvPr")
    named.set("id", str(max(int(found) for found in page.element.xpath(".//p:cNvPr/@id")) + 1))
    named.set("name", name)
    sub_element(sub_element(about, "p:cNvSpPr"), "a:spLocks").set("noGrp", "1")
    mark = sub_element(sub_element(about, "p:nvPr"), "p:ph")
    mark.set("type", kind)
    mark.set("sz", "quarter")
    if kind == "ftr":
        mark.set("idx", "4")
    sub_element(shape, "p:spPr")
    body = sub_element(shape, "p:txBody")
    sub_element(body, "a:bodyPr")
    sub_element(body, "a:lstStyle")
    tree = page.shapes._spTree  # noqa: SLF001 - the library cannot add it
    tree.insert(2, shape) if kind == "hdr" else tree.append(shape)
    return next(each for each in page.placeholders if kind_of(each) == kind)


def kind_of(shape: Any) -> str:
    """Return what a placeholder is for, as the file calls it."""
    return str(shape.element.xpath(".//p:ph/@type")[0])


def _height(words: Iterable[int], size: tuple[float, float, int]) -> float:
    """Return how high paragraphs of so many letters are, in millimetres."""
    _, leading, letters = size
    return sum(max(-(-number // letters), 1) * leading + NOTE.before for number in words) * 0.353


def _arrange(shapes: Any, rtl: bool = False) -> None:
    for shape in shapes:
        place = PLACES.get(kind_of(shape))
        if place:
            for old in shape.element.spPr.findall(f"{{{shape.element.nsmap['a']}}}xfrm"):
                shape.element.spPr.remove(old)
            frame = new_element("p:spPr")
            put(frame, place._replace(left=WIDE - place.left - place.width) if rtl else place)
            shape.element.spPr.insert(0, frame[0])
