"""The slide show itself: each slide of the deck in its layout, with furniture and notes."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from babel.core import get_global
from markupsafe import escape

from ...bcp47 import script_of
from ...deck import Slide
from ...inline import nowidow
from ...paint import Painter
from ...view import View
from .bodies import BODIES
from .look import face
from .notes import FOOT, HEAD, NOTE, furnish, name_fonts, prepare, write
from .notes import WIDE as PAGE
from .places import WIDTH, Place, places_of
from .setting import ACCENT, INK, SOFT, Style, Typesetter, mirror, new_element, paint, sub_element
from .sheet import Sheet, linking
from .stage import DATE, EVIDENCE, FOOTER, KICK, LABEL, MARKING, NOTICE, NUMBER, SMALL, TITLE, TOP, put, stage
from .stage import FOOT as SLIDE_FOOT
from .text import Paragraph, bold, clean, joined, paragraphs_of, plain

LABEL_COLOURS = {"tlp-red": "FF2B2B", "tlp-amber": "FFC000", "tlp-amber-strict": "FFC000", "tlp-green": "33FF00"}
TITLES = (35, 35, 30, 30)  # by the size of the slide; a list in its smallest size has 24


class Writer:
    """Write one deck; `sizes` and `layouts` are those of the PDF engine."""

    def __init__(self, view: View, painter: Painter, sizes: Sequence[int], layouts: Sequence[Any]) -> None:
        self.view, self.painter, self.sizes = view, painter, sizes
        rtl = view.language.direction == "rtl"
        self.places = {number: places for each in layouts for number, places in places_of(each, rtl).items()}
        self.setter = Typesetter(_tag(view.language.code), rtl)
        look = (view.theme.name, view.theme.tokens, script_of(view.language.code))
        self.show = stage(*look, rtl)
        prepare(self.show, *look)
        self.layouts = {layout.name: layout for layout in self.show.slide_layouts}

    def write(self, slides: Sequence[Slide]) -> bytes:
        """Write the slides and return the package, as the library makes it."""
        for number, slide in enumerate(slides, 1):
            self._slide(slide, number, len(slides))
        self._properties()
        out = io.BytesIO()
        self.show.save(out)
        return out.getvalue()

    def say(self, value: Any) -> list[Paragraph]:
        """Return a value of the brief as paragraphs, as a reader of the page would see it."""
        finish = self.painter.environment.finalize
        return paragraphs_of(str(escape(finish(value) if finish else value)))

    def cited(self, evidence: Sequence[str]) -> list[Paragraph]:
        """Return sources as they are cited."""
        return paragraphs_of(str(self.painter.environment.filters["cite"](evidence))) if evidence else []

    def _slide(self, slide: Slide, number: int, count: int) -> None:
        layout, lay = BODIES[slide.kind]
        made = self.show.slides.add_slide(self.layouts[layout])
        sheet = Sheet(self, slide, made, self.places.get(number, {}), self.sizes[number - 1])
        self._head(sheet)
        lay(sheet)
        notes = [paragraph for note in self.painter.markdown.take_notes() for paragraph in self._footnote(note)]
        if notes:
            sheet.add(EVIDENCE, [(each, SMALL) for each in notes])
        self._furniture(sheet, number, count)
        sheet.drop_empty()
        if self.setter.rtl:
            mirror(made.shapes._spTree, self.show.slide_width)  # noqa: SLF001 - its XML
        self._notes(sheet, number)

    def _footnote(self, note: Any) -> list[Paragraph]:
        return [joined([(bold(str(note.number)),), *paragraphs_of(str(note.text))])]

    def _head(self, sheet: Sheet) -> None:
        slide, bare = sheet.slide, getattr(sheet.slide.body, "is_bare", False)
        title = joined(paragraphs_of(str(nowidow(self.say_markup(slide.title)))))
        if slide.kind == "cover":
            size = (46, 42, 36, 32)[sheet.size]
            sheet.fill(0, [(title, replace(TITLE.scaled(size), colour=sheet.cover_ink))])
            return
        small = 30 if slide.kind == "reference" else 24 if slide.kind in ("lists", "grid") and sheet.size == 3 else 0
        size = 44 if bare else small or TITLES[sheet.size]
        place = sheet.first("h2", Place(18, 32.6, 302.667, 29.5))
        sheet.fill(0, [(title, TITLE.scaled(size))], replace_place(place, 302.667))
        label = self.label(getattr(slide.body, "marking", ""))
        if slide.kicker or label:
            place = sheet.first("kicker", Place(18, 22, 302.667, 8.5))
            sheet.fill(KICK, [((plain(slide.kicker), *label), Style(18, 23, bold=True, colour=ACCENT))], place)

    def label(self, marking: str) -> tuple[Any, ...]:
        """Return the label of one part, where it has its own."""
        return (plain(f"  {marking}"),) if marking else ()

    def say_markup(self, value: Any) -> Any:
        """Return a value as the painter writes it."""
        finish = self.painter.environment.finalize
        return escape(finish(value) if finish else value)

    def _furniture(self, sheet: Sheet, number: int, count: int) -> None:
        view, meta, word = self.view, self.view.brief.meta, self.view.language.word
        label = view.brief.handling.label
        ink = sheet.cover_ink if sheet.slide.kind == "cover" else SOFT
        if label:
            self._label(sheet, MARKING, label, TOP)
        notices = " · ".join(filter(None, (view.imprint.status, *view.imprint.notices)))
        if notices:
            style = replace(SMALL, align="ctr", colour=ink if ink != SOFT else INK)
            sheet.fill(NOTICE, [((plain(notices),), style)])
        edition = [word("page.cutoff", date=view.language.date(view.cutoff))] if view.cutoff else []
        edition += [word("page.version", version=meta.version)]
        sheet.furnish(DATE, "dt", [((plain(" · ".join(edition)),), replace(SMALL, colour=ink))])
        if label:
            sheet.furnish(FOOTER, "ftr", [((plain(label),), self._label_style())])
            self._label_box(sheet.slots[FOOTER], label, Place(WIDTH / 2, SLIDE_FOOT, 0, 7))
        before, after = word("slides.number", page="\0", pages=count).split("\0")
        sheet.furnish(NUMBER, "sldNum", [((plain(before),), replace(SMALL, align="r", colour=ink))])
        _count(sheet.slots[NUMBER], number, clean(after))

    def _label_style(self) -> Style:
        kind = self.view.imprint.marking_class
        return replace(LABEL, colour="000000" if kind == "plain-marking" else LABEL_COLOURS.get(kind, "FFFFFF"))

    def _label(self, sheet: Sheet, index: int, label: str, top: float) -> None:
        sheet.fill(index, [((plain(label),), self._label_style())])
        self._label_box(sheet.slots[index], label, Place(WIDTH / 2, top, 0, 7))

    def _label_box(self, shape: Any, label: str, middle: Place) -> None:
        """Set the label on black, or in a frame, no wider than it is."""
        width = min(len(label) * 3.0 + 8, 100)
        properties = shape.element.spPr
        for old in list(properties):
            properties.remove(old)
        put(properties, middle._replace(left=middle.left - width / 2, width=width))
        framed = self.view.imprint.marking_class == "plain-marking"
        sub_element(properties, "a:prstGeom").set("prst", "rect")
        paint(properties, "FFFFFF" if framed else "000000")
        line = sub_element(properties, "a:ln")
        line.set("w", "12700")
        paint(line, "000000")

    def _notes(self, sheet: Sheet, number: int) -> None:
        """Write what to say; the notes are printed, so they carry the marking and begin with it and the edition."""
        view, word = self.view, self.view.language.word
        colon = view.language.words["typography"]["colon"]
        edition = [view.brief.handling.label or "", view.imprint.restrictions, view.imprint.status]
        edition += [word("page.version", version=view.brief.meta.version)]
        marked = plain(" · ".join(filter(None, edition)))
        set_in: list[tuple[Paragraph, Style]] = [((marked,), replace(NOTE, bold=True))]
        for note in sheet.slide.notes:
            said, cited = self.say(note.text) if note.text else [], self.cited(note.evidence)
            said = [*said[:-1], joined([*said[-1:], *cited])] if said or cited else []
            lead = (bold(f"{note.label}{colon}"),) if note.label else ()
            first, rest = (said[0], said[1:]) if said else ((), [])
            set_in += [((*lead, *first), NOTE), *((each, NOTE) for each in rest)]
        self.painter.markdown.take_notes()
        page, label = sheet.made.notes_slide, view.brief.handling.label or ""
        write(page, set_in, number, self.setter)
        for kind, top, name in (("hdr", HEAD, "Marking"), ("ftr", FOOT, "Marking at the foot")) if label else ():
            shape = furnish(page, kind, name)
            self.setter.fill(shape.element.txBody, [((plain(label),), self._label_style())], linking(page.part))
            self._label_box(shape, label, Place(PAGE / 2, top, 0, 7))
        name_fonts(page, face(view.theme.tokens, "word-head"))

    def _properties(self) -> None:
        """Say what the file is, with the dates of the brief and the name of nobody's account."""
        meta, imprint = self.view.brief.meta, self.view.imprint
        title = "".join(run.text for paragraph in self.say(meta.title) for run in paragraph)
        day = datetime.datetime.combine(meta.date, datetime.time(), datetime.UTC).replace(tzinfo=None)
        said = self.show.core_properties
        said.title, said.author, said.subject = title[:255], clean(imprint.by_line)[:255], clean(imprint.subject)[:255]
        said.keywords, said.comments, said.last_modified_by = clean(", ".join(imprint.keywords))[:255], "", ""
        said.language, said.category = self.setter.language, clean(imprint.kind_line)[:255]
        said.content_status, said.version = meta.status, str(meta.version)
        said.identifier, said.revision = str(meta.id), 1
        said.created = said.modified = day


def replace_place(place: Place, width: float) -> Place:
    """Return a place as wide as the slide's text is, and as high as it was laid out."""
    return Place(18, place.top, width, place.height)


def _count(shape: Any, number: int, after: str) -> None:
    """Put the number of the slide, which follows its place, between the words around it."""
    from copy import deepcopy

    paragraph = shape.element.txBody.p_lst[-1]
    first = paragraph.r_lst[0]
    field = new_element("a:fld")
    field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    field.set("type", "slidenum")
    field.append(deepcopy(first.rPr))
    sub_element(field, "a:t").text = str(number)
    first.addnext(field)
    rest = deepcopy(first)
    rest.t.text = after
    field.addnext(rest)


def _tag(code: str) -> str:
    """Return a language as office programs want it: with the region that most of its speakers live in."""
    if "-" in code:
        return code
    likely = str(get_global("likely_subtags").get(code, code)).split("_")
    return f"{code}-{likely[-1]}" if len(likely) > 1 else code
