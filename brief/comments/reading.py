"""A Word document read in its order: pieces of text with who changed them, and where bookmarks and comments lie.

This runs in the confined child; what it finds crosses to the parent as plain data.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from ..confine import Reply
from ..problems import Problem
from .package import Tag, UnreadableError, read_parts

MAX_TEXT = 5_000_000  # characters
# Words in these styles stand for something else in the brief: numbers of sources, ids, marks of notes.
STANDING_FOR = ("Brief Citation", "Brief Reference", "footnote reference", "endnote reference")
_CHANGES = {"ins": "inserted", "moveTo": "inserted", "del": "deleted", "moveFrom": "deleted"}
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NO_TEXT = frozenset(("instrText", "delInstrText", "pPr", "rPr", "tblPr", "sectPr", "fldSimple", "txbxContent"))


@dataclass
class Piece:
    """Words of one run: `change` is empty, `inserted`, `deleted` or `undone`; `stands_for`: not words of a field."""

    text: str
    change: str = ""
    author: str = ""
    date: str = ""
    moved: bool = False
    stands_for: bool = False


@dataclass
class Remark:
    """One comment: who, when, what, and on which pieces; `parent` is the comment that it replies to."""

    id: str
    author: str
    date: str
    text: str
    start: int = -1
    end: int = -1
    parent: str = ""
    done: bool = False


@dataclass
class Found:
    """What was found in a document; a bookmark reaches from one piece up to another.

    The pieces from `body` on stand in running heads and feet.
    """

    pieces: list[Piece] = field(default_factory=list)
    bookmarks: dict[str, tuple[int, int]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    body: int = 0


@dataclass(frozen=True)
class Task:
    """One document on its way into the child."""

    content: bytes


def take_apart(task: Task) -> Reply:
    """Read a document; this runs in the child."""
    try:
        found = read(read_parts(task.content))
    except UnreadableError as error:
        hint = {
            "not-a-docx": "name a .docx file that this program made and Word or LibreOffice saved",
            "broken-docx": "open it in Word and save it anew, without a password",
        }.get(error.rule)
        return Reply(problems=(Problem(error.rule, error.message, None, hint),))
    return Reply((("found", json.dumps(asdict(found)).encode(), None),))


def unpacked(data: bytes) -> Found:
    """Return what a child has found."""
    plain: Mapping[str, Any] = json.loads(data)
    return Found(
        [Piece(**piece) for piece in plain["pieces"]],
        {name: (int(start), int(end)) for name, (start, end) in plain["bookmarks"].items()},
        [Remark(**remark) for remark in plain["remarks"]],
        {str(name): str(value) for name, value in plain["properties"].items()},
        int(plain["body"]),
    )


def read(parts: Mapping[str, Tag]) -> Found:
    """Read the parts of a document."""
    reader = _Reader(_names_of_styles(parts.get("styles")), parts.get("footnotes"))
    reader.walk(parts["document"], Piece(""))
    found = reader.found
    found.body = len(found.pieces)
    for name in (name for name in parts if name.endswith(".xml")):
        reader.walk(parts[name], Piece(""))
    _read_remarks(found, parts, reader.ranges)
    for entry in parts["custom"].children if "custom" in parts else ():
        if entry.children:
            found.properties[entry.get("name")] = entry.children[0].words
    return found


def _names_of_styles(styles: Tag | None) -> Mapping[str, str]:
    """Return the names of the styles by their ids: programs keep the names and make up ids of their own."""
    names: dict[str, str] = {}
    for style in styles.children if styles else ():
        name = style.first("name")
        if style.name == "style" and name is not None:
            names[style.get("styleId")] = name.get("val")
    return names


class _Reader:
    def __init__(self, styles: Mapping[str, str], footnotes: Tag | None) -> None:
        self.styles = styles
        self.footnotes = {note.get("id"): note for note in footnotes.children} if footnotes else {}
        self.found = Found()
        self.ranges: dict[str, list[int]] = {}
        self._size = 0
        self._bookmarks: dict[str, tuple[str, int]] = {}
        self._handlers: Mapping[str, Callable[[Tag, Piece], None]] = {
            "bookmarkStart": self._bookmark,
            "bookmarkEnd": self._bookmark_end,
            "commentRangeStart": lambda tag, _: self._range(tag, 0),
            "commentRangeEnd": lambda tag, _: self._range(tag, 1),
            "commentReference": lambda tag, _: self._range(tag, 1) if tag.get("id") not in self.ranges else None,
            "footnoteReference": self._footnote,
            "p": self._paragraph,
            "r": self._run,
            "AlternateContent": self._alternatives,
            **dict.fromkeys(_CHANGES, self._change),
        }

    def walk(self, tag: Tag, look: Piece) -> None:
        """Read what stands in an element; `look` says what its words are."""
        for child in tag.children:
            handler = self._handlers.get(child.name)
            if handler is not None:
                handler(child, look)
            elif child.name not in _NO_TEXT:
                self.walk(child, look)

    def _add(self, text: str, look: Piece) -> None:
        self._size += len(text)
        if self._size > MAX_TEXT:
            raise UnreadableError("too-large", f"the document has more than {MAX_TEXT:,} characters")
        self.found.pieces.append(Piece(text, look.change, look.author, look.date, look.moved, look.stands_for))

    def _bookmark(self, tag: Tag, _: Piece) -> None:
        self._bookmarks[tag.get("id")] = (tag.get("name"), len(self.found.pieces))

    def _bookmark_end(self, tag: Tag, _: Piece) -> None:
        name, start = self._bookmarks.pop(tag.get("id"), ("", 0))
        if name:
            self.found.bookmarks[name] = (start, len(self.found.pieces))

    def _range(self, tag: Tag, side: int) -> None:
        here = len(self.found.pieces)
        self.ranges.setdefault(tag.get("id"), [here, here])[side] = here

    def _paragraph(self, tag: Tag, look: Piece) -> None:
        self.walk(tag, look)
        mark = tag.first("pPr", "rPr")
        changed = next((each for each in mark.children if each.name in _CHANGES), None) if mark else None
        self._add("\n", self._changed(changed, look) if changed is not None else look)

    def _changed(self, tag: Tag, look: Piece) -> Piece:
        # What was inserted by one and deleted by another is gone for both.
        change = "deleted" if look.change == "inserted" and tag.name in ("del", "moveFrom") else _CHANGES[tag.name]
        gone = look.change == "inserted" and change == "deleted"
        return Piece(
            "",
            "undone" if gone else change,
            tag.get("author"),
            tag.get("date"),
            tag.name.startswith("move"),
            look.stands_for,
        )

    def _change(self, tag: Tag, look: Piece) -> None:
        self.walk(tag, self._changed(tag, look))

    def _run(self, tag: Tag, look: Piece) -> None:
        style = tag.first("rPr", "rStyle")
        named = self.styles.get(style.get("val"), style.get("val")) if style is not None else ""
        text = ""
        for child in tag.children:
            if child.name in ("t", "delText"):
                text += child.words
            elif child.name in _CHARACTERS:
                text += _CHARACTERS[child.name]
            elif child.name in self._handlers:
                self._handlers[child.name](child, look)
        if text:
            stands_for = look.stands_for or named in STANDING_FOR
            self._add(text, Piece("", look.change, look.author, look.date, look.moved, stands_for))

    def _footnote(self, tag: Tag, look: Piece) -> None:
        """Read a footnote where its mark stands: its words belong to the field, in another place of it."""
        note = self.footnotes.pop(tag.get("id"), None)
        if note is not None:
            self.walk(note, Piece("", look.change, look.author, look.date, look.moved, stands_for=True))

    def _alternatives(self, tag: Tag, look: Piece) -> None:
        """Read one of several ways to say the same."""
        if tag.children:
            self.walk(tag.children[0], look)


def _read_remarks(found: Found, parts: Mapping[str, Tag], ranges: Mapping[str, list[int]]) -> None:
    """Read the comments, who replied to whom and what is done; a comment that the text names nowhere counts too."""
    paragraphs: dict[str, str] = {}
    for comment in parts["comments"].children if "comments" in parts else ():
        lines = ["".join(_texts(paragraph)) for paragraph in comment.all("p")]
        name = comment.get("id")
        start, end = ranges.get(name, (-1, -1))
        text = "\n".join(line for line in lines if line.strip())
        found.remarks.append(Remark(name, comment.get("author"), comment.get("date"), text[:20_000], start, end))
        paragraphs |= {paragraph.get("paraId"): name for paragraph in comment.all("p") if paragraph.get("paraId")}
    known = {remark.id: remark for remark in found.remarks}
    for entry in parts["extended"].children if "extended" in parts else ():
        remark = known.get(paragraphs.get(entry.get("paraId"), ""))
        if remark is not None:
            remark.done = entry.get("done") in ("1", "true", "on")
            parent = paragraphs.get(entry.get("paraIdParent"), "")
            remark.parent = parent if parent != remark.id else ""


def _texts(tag: Tag) -> list[str]:
    found = []
    for child in tag.children:
        if child.name == "t":
            found.append(child.words)
        elif child.name in _CHARACTERS:
            found.append(" ")
        else:
            found += _texts(child)
    return found
