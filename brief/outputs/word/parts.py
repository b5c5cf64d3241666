"""What the parts of a Word package share: relations to files and addresses, bookmarks, footnotes, lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...bookmarks import Path
from .ooxml import NAMESPACES, root, tag, value
from .paragraph import Paragraph
from .sheet import Sheet

_TYPES = f"{NAMESPACES['r']}/"
_SCHEMES = ("http://", "https://", "mailto:")


@dataclass
class Relations:
    """The relations of one part: what it refers to, by the id that stands in its XML."""

    entries: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def to(self, kind: str, target: str, outside: bool = False) -> str:
        """Return the id of a relation, which is made the first time that it is asked for."""
        return self.entries.setdefault((kind, target, outside), f"rId{len(self.entries) + 1}")

    def part(self) -> str:
        """Write the part that lists them."""
        lines = (
            tag(
                "Relationship",
                {
                    "Id": name,
                    "Type": f"{_TYPES}{kind}",
                    "Target": target,
                    "TargetMode": "External" if outside else None,
                },
            )
            for (kind, target, outside), name in self.entries.items()
        )
        uri = "http://schemas.openxmlformats.org/package/2006/relationships"
        return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + tag(
            "Relationships", {"xmlns": uri}, *lines
        )


def is_address(address: str) -> bool:
    """Tell whether a link may leave the document: to the web or to a mail program, and nowhere else."""
    return address.lower().startswith(_SCHEMES)


@dataclass
class Bookmarks:
    """Put each field and item of the brief between a bookmark, the first time that it is printed.

    `names` are the names by path, `paths` the path of each numbered field, `items` the ids that lead somewhere.
    """

    names: Mapping[Path, str]
    paths: list[Path]
    items: frozenset[str]
    used: set[str] = field(default_factory=set)
    _open: list[int | None] = field(default_factory=list)

    def begin(self, name: str) -> tuple[str, int] | None:
        """Return the start of a bookmark and its number, or None where the name is used already."""
        if name in self.used:
            return None
        self.used.add(name)
        return tag("w:bookmarkStart", {"w:id": len(self.used), "w:name": name}), len(self.used)

    @staticmethod
    def end(number: int) -> str:
        """Return the end of a bookmark."""
        return tag("w:bookmarkEnd", {"w:id": number})

    def begin_field(self, number: int) -> str:
        """Return the start of the bookmark of a field, or nothing."""
        begun = self.begin(self.names[self.paths[number]]) if self.paths[number] in self.names else None
        self._open.append(begun[1] if begun else None)
        return begun[0] if begun else ""

    def end_field(self) -> str:
        """Return the end of the bookmark of the innermost field, or nothing."""
        number = self._open.pop() if self._open else None
        return "" if number is None else self.end(number)


@dataclass
class Footnotes:
    """The footnotes of the document, in the order of their marks."""

    notes: list[Paragraph] = field(default_factory=list)

    def add(self, note: Paragraph) -> str:
        """Take in a note and return the run of its mark in the text."""
        self.notes.append(note)
        mark = tag("w:footnoteReference", {"w:id": len(self.notes)})
        return tag("w:r", None, tag("w:rPr", None, value("w:rStyle", "FootnoteReference")), mark)

    def part(self, most: float) -> str:
        """Write the part; the first two are the lines that part notes from text."""
        tight = tag("w:pPr", None, tag("w:spacing", {"w:after": 0}))
        lines = (
            tag(
                "w:footnote",
                {"w:type": kind, "w:id": number},
                tag("w:p", None, tight, tag("w:r", None, tag(f"w:{kind}"))),
            )
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        notes = (tag("w:footnote", {"w:id": number}, note.xml(most)) for number, note in enumerate(self.notes, 1))
        return root("w:footnotes", *lines, *notes)


def character_style(sheet: Sheet, key: str) -> str:
    """Return the id of a character style; ids are shared with paragraph styles, names are not."""
    return f"{key}Words" if key in sheet.paragraphs else key


def page_field(name: str) -> str:
    """Write a field that Word fills in: the number of the page, or of all pages."""
    return tag("w:fldSimple", {"w:instr": f" {name} "}, tag("w:r", None, tag("w:t", None, "1")))
