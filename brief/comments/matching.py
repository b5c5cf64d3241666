"""Words of a Word document and the text of a brief side by side, letter by letter.

What is printed differs from what was written: quotes are curled, spaces made narrow, citations turned into numbers and
stars into bold type. Letters and digits stay as they are, so they are what the two are matched by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from unicodedata import normalize

from ..citations import IN_TEXT
from ..phrases import LANGUAGE_TAG
from .reading import Piece

# What stands in Markdown and is printed as something else, or in another place.
_HIDDEN = (
    IN_TEXT,
    re.compile(r"^\[\^[^\]\n]+\]:(?:.|\n(?=[ \t]|\n[ \t]))*", re.MULTILINE),
    re.compile(r"\[\^[^\]\n]+\]"),
    re.compile(r"\^\[[^\]\n]*\]"),
    re.compile(r"(?<=\])\([^()\s]*(?:\s+\"[^\"]*\")?\)"),
    re.compile(rf"(?<=\])\{{lang={LANGUAGE_TAG}\}}"),
    re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,31});"),
    re.compile(r"^[ \t]*\d{1,9}[.)](?=[ \t])", re.MULTILINE),
    re.compile(r"^[ \t]*(?:```|~~~).*$", re.MULTILINE),
)
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„«»", '"'),
        **dict.fromkeys("‘’‚", "'"),
        **dict.fromkeys("\u00a0\u202f\u2009\n\t", " "),
        **dict.fromkeys("–—\u2011", "-"),
    }
)


@dataclass
class Edit:
    """One change of a text: what stands from `start` up to `end` becomes `new`; `pieces` are those it was read from."""

    start: int
    end: int
    new: str = ""
    pieces: list[int] = field(default_factory=list)
    whole: bool = True  # false where a citation or a note was changed as well
    aside: str = ""  # what was taken out of those


@dataclass
class Printed:
    """The words of a field as they were before anybody changed them, and the changes."""

    text: str = ""
    edits: list[Edit] = field(default_factory=list)
    offsets: dict[int, int] = field(default_factory=dict)  # where each piece begins in the text

    @cached_property
    def letters(self) -> list[int]:
        """Return the places of all letters and digits."""
        return [at for at, letter in enumerate(self.text) if letter.isalnum()]


def printed(pieces: Sequence[Piece], start: int, end: int) -> Printed:
    """Read the pieces of a field as text and changes; a deletion and what was put in its place are one change."""
    found = Printed()
    open_edit: Edit | None = None
    for number in range(start, end):
        piece = pieces[number]
        found.offsets[number] = len(found.text)
        if piece.change == "undone" or (piece.stands_for and not piece.change):
            continue
        if not piece.change:
            found.text += piece.text
            open_edit = None
            continue
        if open_edit is None:
            open_edit = Edit(len(found.text), len(found.text))
            found.edits.append(open_edit)
        open_edit.pieces.append(number)
        if piece.stands_for:
            open_edit.whole = False
            open_edit.new += piece.text if piece.change == "inserted" else ""
            open_edit.aside += piece.text if piece.change == "deleted" else ""
        elif piece.change == "deleted":
            found.text += piece.text
            open_edit.end = len(found.text)
        else:
            open_edit.new += piece.text
    return found


def visible_letters(text: str) -> list[int]:
    """Return the places of the letters and digits of Markdown that are printed where they stand."""
    hidden = bytearray(len(text))
    for pattern in _HIDDEN:
        for match in pattern.finditer(text):
            hidden[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    return [at for at, letter in enumerate(text) if letter.isalnum() and not hidden[at]]


def same(text: str, letters: Sequence[int], other: str, others: Sequence[int]) -> bool:
    """Tell whether two texts have the same letters and digits."""
    if len(letters) != len(others):
        return False
    pairs = ((text[here], other[there]) for here, there in zip(letters, others, strict=True))
    return all(one == two or normalize("NFKC", one) == normalize("NFKC", two) for one, two in pairs)


@dataclass
class Match:
    """Printed words and the text that they were made from, matched."""

    shown: str
    shown_letters: Sequence[int]
    text: str
    letters: Sequence[int]

    def at(self, place: int) -> int | None:
        """Return the place in the text that a place in the printed words stands for, or None where none does."""
        before = sum(1 for at in self.shown_letters if at < place)
        left, right = self._gap(self.shown_letters, before, len(self.shown))
        start, stop = self._gap(self.letters, before, len(self.text))
        shown = self.shown[left:right].translate(_ALIKE)
        text = self.text[start:stop].translate(_ALIKE)
        if place == left and left != 0:
            return start
        if place == right and (right != len(self.shown) or not text.strip()):
            return stop if right != len(self.shown) else start + len(text.rstrip())
        ahead = place - left
        if shown[:ahead] == text[:ahead]:
            return start + ahead
        behind = right - place
        return stop - behind if behind and shown[-behind:] == text[-behind:] else None

    @staticmethod
    def _gap(letters: Sequence[int], number: int, length: int) -> tuple[int, int]:
        """Return where what stands before a letter begins and ends."""
        start = letters[number - 1] + 1 if number else 0
        return start, letters[number] if number < len(letters) else length

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the part of the text that holds the letters of some printed words; None where they have none."""
        inside = [n for n, at in enumerate(self.shown_letters) if start <= at < end]
        return (self.letters[inside[0]], self.letters[inside[-1]] + 1) if inside else None

    def gap(self, place: int) -> tuple[int, int]:
        """Return the place in the text that a place between printed words stands for, as an empty part of it."""
        before = [letter for shown, letter in zip(self.shown_letters, self.letters, strict=True) if shown < place]
        at = before[-1] + 1 if before else 0
        return at, at

    def translated(self, edit: Edit) -> tuple[int, int, str] | None:
        """Return an edit of the printed words as one of the text; None where it would touch more than words."""
        start, end = self.at(edit.start), self.at(edit.end)
        if start is None or end is None or end < start or not edit.whole:
            return None
        gone, shown = alike(self.text[start:end]), alike(self.shown[edit.start : edit.end])
        return (start, end, edit.new) if gone == shown and "\n" not in edit.new else None


def whole_words(text: str, edit: Edit) -> tuple[str, str]:
    """Return what an edit takes out and puts in, as whole words: programs keep the letters that two words share."""
    taken = text[edit.start : edit.end]
    before = re.search(r"\w*$", text[: edit.start])
    after = re.match(r"\w*", text[edit.end :])
    first, last = (taken or edit.new)[:1], (taken or edit.new)[-1:]
    head = before[0] if before and (first.isalnum() or edit.new[:1].isalnum()) else ""
    tail = after[0] if after and (last.isalnum() or edit.new[-1:].isalnum()) else ""
    if not edit.whole:
        return taken + edit.aside, edit.new
    return (f"{head}{taken}{tail}" if taken or head or tail else "", f"{head}{edit.new}{tail}")


def alike(text: str) -> str:
    """Return a text with plain quotes, spaces and hyphens, to be compared."""
    return " ".join(text.translate(_ALIKE).split())
