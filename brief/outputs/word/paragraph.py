"""One paragraph of the Word document while it is written: its words in runs, with white space as a browser sees it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .ooxml import clean, tag, text, twips, value
from .pictures import Shown, picture_run

SPACE_AFTER_TABLE = 8  # points, where a style has less before it
_SPACE = re.compile(r"[ \t\r\n\f]+")
# Word has elements of its own for these; a word joiner it shows as a box where a font lacks it.
_SPECIAL = re.compile("([\u00ad\u2011])")
_DROPPED = str.maketrans(dict.fromkeys("\u2060\u200b", ""))
_ELEMENTS = {"\u00ad": tag("w:softHyphen"), "\u2011": tag("w:noBreakHyphen")}
_TOKENS = re.compile(r"\s+|[^\s]+")


class Format(NamedTuple):
    """How words look: the character style, and what the author stressed."""

    style: str = ""
    bold: bool = False
    italic: bool = False
    raised: bool = False
    lowered: bool = False


@dataclass
class Anchored:
    """A picture in a paragraph, and the relation by which the part knows its file."""

    shown: Shown
    relation: str
    number: int


@dataclass
class Paragraph:
    """Words in the making. `rtl` tells that the document runs from right to left.

    `parts` are runs, bookmarks and pictures in their order. `lead` are the classes of the words that stand in the
    hanging indent: a tab follows them in place of a space.
    """

    style: str
    rtl: bool = False
    lead: Sequence[str] = ()
    parts: list[str | Anchored] = field(default_factory=list)
    keep_next: bool = False
    after_table: bool = False
    numbering: tuple[int, int] | None = None
    continued: int | None = None
    plain: str = ""
    _waiting: bool = False
    _tab: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing that can be seen stands in it."""
        return not self.plain.strip() and not any(isinstance(part, Anchored) for part in self.parts)

    def add_text(self, words: str, look: Format) -> None:
        """Add words: white space counts as one space, and none stands at the ends."""
        words = clean(_SPACE.sub(" ", words)).translate(_DROPPED)
        if not words:
            return
        if words.startswith(" "):
            words = words[1:]
            self._waiting = bool(self.plain) and not self.plain.endswith((" ", "\t", "\n"))
        if not words:
            return
        if self._tab:
            self.add_tab()
        elif (self._waiting and self.plain) or self.plain.endswith("\ufffc"):
            words = " " + words
        trailing = words.endswith(" ")
        words = words.rstrip(" ")
        self._waiting = trailing
        if words:
            self.plain += words
            self.parts += [_run(piece, look, rtl) for piece, rtl in _directions(words, self.rtl)]

    def lead_ends(self) -> None:
        """Tell that the words in the hanging indent end here."""
        self._tab = True

    def add_tab(self) -> None:
        """Put a tab where the next words stand."""
        self._tab = self._waiting = False
        self.plain += "\t"
        self.parts.append(tag("w:r", None, tag("w:tab")))

    def add_break(self) -> None:
        """Begin a new line in the same paragraph."""
        self._waiting = self._tab = False
        self.plain += "\n"
        self.parts.append(tag("w:r", None, tag("w:br")))

    def add_words_between(self, words: str) -> None:
        """Add what stands between two parts of a line; a tab is the word `tab`."""
        if words == "tab":
            self.add_tab()
        else:
            self.add_text(words, Format())

    def add_raw(self, xml: str, shown: str = "") -> None:
        """Add a run of another kind; `shown` stands for what it shows."""
        if shown:
            self.settle()
        self.plain += shown
        self.parts.append(xml)

    def add_picture(self, picture: Anchored) -> None:
        """Add a picture that stands in the line."""
        self.settle()
        self.parts.append(picture)
        self.plain += "\ufffc"

    def settle(self) -> None:
        """Write the space that waits, in front of something that is no text."""
        if self._tab:
            self.add_tab()
        elif self._waiting and self.plain:
            self.parts.append(_run(" ", Format(), rtl=False))
            self.plain += " "
        self._waiting = False

    @property
    def longest_word(self) -> int:
        """Return the length of the longest word, in characters."""
        return max((len(word) for word in self.plain.split()), default=0)

    @property
    def widest_picture(self) -> float:
        """Return the width of the widest picture in CSS pixels."""
        return max((part.shown.width for part in self.parts if isinstance(part, Anchored)), default=0.0)

    def xml(self, most: float) -> str:
        """Write the paragraph; pictures are at most `most` CSS pixels wide."""
        inside = (
            part if isinstance(part, str) else picture_run(part.shown, part.relation, part.number, most)
            for part in self.parts
        )
        return tag("w:p", None, tag("w:pPr", None, *self._properties()), *inside)

    def _properties(self) -> Iterator[str]:
        """Yield the properties, in the order of the standard (17.3.1)."""
        yield value("w:pStyle", self.style)
        if self.keep_next:
            yield tag("w:keepNext")
        if self.numbering:
            number, level = self.numbering
            yield tag("w:numPr", None, value("w:ilvl", level), value("w:numId", number))
        if self.after_table:
            yield tag("w:spacing", {"w:before": SPACE_AFTER_TABLE * 20})
        if self.continued is not None:
            yield tag("w:ind", {"w:left": twips(6 * (self.continued + 1)), "w:firstLine": 0})


def _run(words: str, look: Format, rtl: bool) -> str:
    pieces = [
        _ELEMENTS[piece] if piece in _ELEMENTS else tag("w:t", {"xml:space": "preserve"}, text(piece))
        for piece in _SPECIAL.split(words)
        if piece
    ]
    return tag("w:r", None, run_properties(look, rtl), *pieces)


def run_properties(look: Format, rtl: bool = False) -> str:
    """Write how words look, in the order of the standard (17.3.2)."""
    inside = [
        value("w:rStyle", look.style) if look.style else "",
        *((tag("w:b"), tag("w:bCs")) if look.bold else ()),
        *((tag("w:i"), tag("w:iCs")) if look.italic else ()),
        value("w:vertAlign", "superscript" if look.raised else "subscript") if look.raised or look.lowered else "",
        tag("w:rtl") if rtl else "",
    ]
    return tag("w:rPr", None, *inside) if any(inside) else ""


def _directions(words: str, rtl: bool) -> Iterator[tuple[str, bool]]:
    """Divide words into pieces of one direction; what has none, such as a number, goes with what stands before it."""
    if not rtl:
        yield words, False
        return
    piece, current = "", True
    for token in _TOKENS.findall(words):
        kinds = {unicodedata.bidirectional(letter) for letter in token}
        here = True if kinds & {"R", "AL", "AN"} else False if "L" in kinds else current
        if piece and here != current:
            yield piece, current
            piece = ""
        piece, current = piece + token, here
    if piece:
        yield piece, current
