"""One slide of an office file in the making: what it shows, its placeholders, and how text is put into them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...deck import Odds, Remark, Slide
from .places import Place, Places
from .setting import SOFT, Style, new_element, sub_element
from .shapes import text_box
from .stage import EVIDENCE, LEFT, MEASURE, SMALL, cover_ink, put
from .text import Paragraph, Run, bold, joined, plain, soft

SIZES = ((25, 33), (21, 27), (18, 23.25), (18, 23.25))  # points and lines of the text, by the size of the slide
SUB = Style(18, 23, colour=SOFT)
# How many spaces the scale of a table is: at 10 pt 32 mm wide in the font of Latin text, 39 mm in that of Arabic.
SPACES, NO_BREAK = 40, "\u00a0"
Set = Sequence[tuple[Paragraph, Style]]


@dataclass
class Sheet:
    """One slide in the making: what it shows, the slide of the file, and where its parts stand in the PDF."""

    writer: Any
    slide: Slide
    made: Any
    places: Places
    size: int
    slots: dict[int, Any] = field(init=False)
    filled: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.slots = {shape.placeholder_format.idx: shape for shape in self.made.placeholders}

    @property
    def text(self) -> Style:
        """Return how the text of this slide is set."""
        return Style(*SIZES[self.size])

    @property
    def cover_ink(self) -> str:
        """Return the colour of text on the cover."""
        return cover_ink(self.writer.view.theme.tokens)

    def first(self, name: str, otherwise: Place) -> Place:
        """Return where the first part with a class or tag stands."""
        return self.places.get(name, [otherwise])[0]

    def fill(self, index: int, set_in: Set, place: Place | None = None) -> Any:
        """Put text into a placeholder, and the placeholder where it stands on this slide."""
        shape = self.slots[index]
        self.writer.setter.fill(shape.element.txBody, set_in, self.link)
        self.filled.add(index)
        if place is not None:
            for old in shape.element.spPr.findall(f"{{{shape.element.nsmap['a']}}}xfrm"):
                shape.element.spPr.remove(old)
            put(shape.element.spPr, place)
        return shape

    def add(self, index: int, set_in: Set) -> None:
        """Put more paragraphs into a placeholder."""
        if index not in self.slots:
            text_box(self.made.shapes, Place(LEFT, 159, MEASURE, 11), set_in, self.writer.setter, self.link)
        elif index not in self.filled:
            self.fill(index, set_in)
        else:
            for paragraph, style in set_in:
                made = self.writer.setter.paragraph(paragraph, style, self.link)
                self.slots[index].element.txBody.append(made)

    def link(self, address: str) -> str:
        """Return the relation of an address."""
        return linking(self.made.part)(address)

    def furnish(self, index: int, kind: str, set_in: Set) -> None:
        """Add the placeholder of a footer, which the library leaves out."""
        shape = new_element("p:sp")
        about = sub_element(shape, "p:nvSpPr")
        named = sub_element(about, "p:cNvPr")
        ids = [int(found) for found in self.made.element.xpath(".//p:cNvPr/@id")]
        named.set("id", str(max(ids) + 1))
        named.set("name", {"dt": "Cut-off and version", "ftr": "Marking at the foot"}.get(kind, "Slide number"))
        sub_element(sub_element(about, "p:cNvSpPr"), "a:spLocks").set("noGrp", "1")
        mark = sub_element(sub_element(about, "p:nvPr"), "p:ph")
        mark.set("type", kind)
        mark.set("idx", str(index))
        mark.set("sz", "quarter")
        sub_element(shape, "p:spPr")
        body = sub_element(shape, "p:txBody")
        sub_element(body, "a:bodyPr")
        sub_element(body, "a:lstStyle")
        self.made.shapes._spTree.append(shape)  # noqa: SLF001 - the library cannot add a footer
        made = self.made.shapes[-1]
        self.slots[index] = made
        self.writer.setter.fill(made.element.txBody, set_in, self.link)
        self.filled.add(index)

    def drop_empty(self) -> None:
        """Take out placeholders that nothing was put into: office programs would ask for text there."""
        for index, shape in self.slots.items():
            if index not in self.filled:
                shape.element.getparent().remove(shape.element)

    def lines(self, value: Any, style: Style, *lead: Run) -> list[tuple[Paragraph, Style]]:
        """Return a value as paragraphs in a style; `lead` stands before the first."""
        said = self.writer.say(value) or [()]
        first = ((*lead, *said[0]), style)
        return [first, *((each, style) for each in said[1:])]

    def label(self, text: str) -> tuple[Run, ...]:
        """Return a label with the colon of the language."""
        colon = self.writer.view.language.words["typography"]["colon"]
        return (bold(f"{text}{colon}"),) if text else ()

    def evidence(self, evidence: Sequence[str]) -> None:
        """Put what a claim rests on at the foot of the slide."""
        said = self.writer.cited(evidence)
        if said:
            word = self.writer.view.language.word("slides.sources")
            runs = tuple(replace(run, soft=False) for run in joined(said))
            self.fill(EVIDENCE, [((Run(f"{word} ", bold=True), *runs), SMALL)])


def remark_lines(sheet: Sheet, remark: Remark, style: Style) -> list[tuple[Paragraph, Style]]:
    """Return a remark with its label, its odds and its sources."""
    lead = sheet.label(remark.label)
    if remark.odds:
        lead = (*lead, bold(remark.odds.shown), plain(f" {remark.odds.range}. "))
    found = sheet.lines(remark.text, style, *lead)
    cited = joined(sheet.writer.cited(remark.evidence))
    return [*found[:-1], ((*found[-1][0], *((Run(" "), *cited) if cited else ())), style)]


def odds_line(odds: Odds | None, window: str, size: float) -> Paragraph:
    """Return a likelihood in words and numbers, and the time in which it holds."""
    runs = [bold(odds.shown), plain(f" {odds.range}")] if odds else []
    return (*runs, soft(f"    {window}" if odds else window, size)) if window else tuple(runs)


def scale_line(odds: Odds, accent: str, size: float) -> Paragraph:
    """Return the scale from 0 to 100 as a line of text with the band of a term on it, set in a size in points.

    Nothing can be anchored in a cell of a presentation: a shape drawn over a table stays where it is when a row above
    grows or goes, and then tells the likelihood of another row. So the scale is the text of a cell: spaces with a line
    through them, those of the band on a ground of colour. It moves, mirrors and goes with its row; the word and the
    numbers in the cell before it say the same to whoever hears the slide.
    """
    low = min(round(odds.low * SPACES / 100), SPACES - 1)
    high = max(round(odds.high * SPACES / 100), low + 1)
    track = Run("", soft=True, struck=True, size=size)
    parts = ((low, track), (high - low, replace(track, struck=False, back=accent)), (SPACES - high, track))
    return tuple(replace(run, text=NO_BREAK * number) for number, run in parts if number)


def linking(part: Any) -> Callable[[str], str]:
    """Return what gives an address its relation in a part of the package."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    return lambda address: str(part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
