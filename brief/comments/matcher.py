"""The fields of a Word document matched with the values of the brief; comments and changes at their lines."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ..bookmarks import Path, bookmark_names
from ..model import walk
from ..model.fields import Line, Prose
from ..parse import Document
from ..problems import Place
from .changing import changed, edited, plain_words
from .entries import Entry, State
from .matching import Edit, Match, Printed, printed, same, visible_letters, whole_words
from .reading import Found, Remark
from .scalars import Scalar, Scalars


@dataclass
class _Field:
    """One field of the document, and what it is in the file of the brief, where that is known."""

    name: str
    path: Path
    start: int
    end: int
    shown: Printed
    scalar: Scalar | None = None
    match: Match | None = None


@dataclass
class Matcher:
    """Match one document with one brief; `after` becomes the file of the brief with the changes that fit."""

    document: Document
    found: Found
    after: str = ""

    def __post_init__(self) -> None:
        self.after = self.document.trees.text.content
        self.scalars = Scalars(self.after)
        self.names = {name: path for path, name in bookmark_names(self.document.brief).items()}
        self.values = dict(walk(self.document.brief))
        self._claimed: set[int] = set()

    @cached_property
    def fields(self) -> list[_Field]:
        """Return the fields of the document in its order, each with the words that were put at its ends."""
        known = (each for each in self.found.bookmarks.items() if self.names.get(each[0]) in self.values)
        marks = sorted((span, name) for name, span in known)
        inside = {n for (start, end), _ in marks for n in range(start, end)}
        ends: dict[str, int] = {}
        for (_, end), name in marks:
            ends[name] = self._reach(end, 1, inside)
            inside |= set(range(end, ends[name]))
        fields = []
        for (start, _), name in marks:
            begin = self._reach(start - 1, -1, inside) + 1
            inside |= set(range(begin, start))
            shown = printed(self.found.pieces, begin, ends[name])
            fields.append(self._matched(_Field(name, self.names[name], begin, ends[name], shown)))
        return fields

    def _reach(self, at: int, step: int, inside: set[int]) -> int:
        """Return how far insertions reach from an end of a field that are in no other field."""
        pieces = self.found.pieces
        while 0 <= at < len(pieces) and at not in inside:
            if pieces[at].change != "inserted" or pieces[at].text == "\n":
                break
            at += step
        return at

    def _matched(self, here: _Field) -> _Field:
        """Find the scalar of a field: under its own path, or where its words stand now and nowhere else."""
        shown = here.shown
        own = self._scalar(here.path)
        if own is not None and same(shown.text, shown.letters, own.value, visible_letters(own.value)):
            return self._with(here, own, here.path)
        if len(shown.letters) < 12 or not isinstance(self.values.get(here.path), Line | Prose):
            return here
        moved = [
            (path, scalar)
            for path, value in self.values.items()
            if path[0] == here.path[0] and path[-1] == here.path[-1] and isinstance(value, Line | Prose)
            for scalar in [self._scalar(path)]
            if scalar and same(shown.text, shown.letters, scalar.value, visible_letters(scalar.value))
        ]
        return self._with(here, moved[0][1], moved[0][0]) if len(moved) == 1 else here

    def _with(self, here: _Field, scalar: Scalar, path: Path) -> _Field:
        match = Match(here.shown.text, here.shown.letters, scalar.value, visible_letters(scalar.value))
        return replace(here, path=path, scalar=scalar, match=match)

    def _scalar(self, path: Path) -> Scalar | None:
        """Return the scalar of a value in the brief's own file; what the house file says is no line of it."""
        trees = self.document.trees
        place = trees.place(path)
        node = trees.main.find(self._written_path(path))
        if place.file != trees.text.name or not isinstance(node.value, str):
            return None
        return self.scalars.at(place)

    def _written_path(self, path: Path) -> Path:
        """Return the path of a value in the file: a plain text can stand for a group or a list of one."""
        trees = self.document.trees
        path = trees.original(path)
        whole = trees.main.find(path)
        return next(path[:depth] for depth in range(len(path) + 1) if trees.main.find(path[:depth]) is whole)

    # Changes

    def changes(self) -> Iterator[Entry]:
        """Yield every change; `after` becomes the file with those that fit."""
        fields = [here for here in self.fields if here.shown.edits]
        for here in sorted(fields, key=lambda each: -(each.scalar.start if each.scalar else 0)):
            yield from self._changes_of(here)
        inside = {n for here in self.fields for n in range(here.start, here.end)}
        loose = [n for n, piece in enumerate(self.found.pieces) if piece.change in ("inserted", "deleted")]
        groups = itertools.groupby((n for n in loose if n not in inside), key=self._group)
        for _, numbers in groups:
            listed = list(numbers)
            pieces = [self.found.pieces[n] for n in listed]
            taken = "".join(piece.text for piece in pieces if piece.change == "deleted")
            put = "".join(piece.text for piece in pieces if piece.change == "inserted")
            if taken.strip() or put.strip():
                beside = (
                    "beside the fields of the brief" if listed[0] < self.found.body else "in a running head or foot"
                )
                entry = self._entry(Edit(0, 0, put, listed), "by_hand", f"it stands {beside}")
                place, where = self._nearest(listed[0])
                yield replace(entry, place=place, where=where, taken_out=taken)

    def untracked(self) -> Iterator[Entry]:
        """Yield the fields that were changed with tracking turned off; the brief has to be the one they were made from.

        What was there before can only be taken from the brief, so nothing is changed for the author.
        """
        for here in self.fields:
            if (
                isinstance(self.values[here.path], Line | Prose)
                and here.match is None
                and self._scalar(here.path) is not None
            ):
                why = "it was changed without being tracked, so compare it with the brief yourself"
                entry = Entry("change", "", "", self._spot(here.path), self._where(here.path), state="by_hand", why=why)
                yield replace(entry, put_in=" ".join(here.shown.text.split()))

    def _group(self, number: int) -> tuple[str, str, int]:
        """Return what the pieces of one change share: its author, and how much unchanged text stands before it."""
        piece = self.found.pieces[number]
        unchanged = sum(1 for each in self.found.pieces[:number] if not each.change)
        return piece.author, piece.date, unchanged

    def _changes_of(self, here: _Field) -> Iterator[Entry]:
        value = self.values.get(here.path)
        reasons: list[tuple[Edit, State, str]] = []
        fitting: list[tuple[int, int, str]] = []
        for edit in here.shown.edits:
            state, why = self._state(here, edit)
            reasons.append((edit, state, why))
            translated = here.match.translated(edit) if here.match and state == "fits" else None
            if translated is not None:
                start, end, new = translated
                fitting.append((start, end, plain_words(new) if isinstance(value, Line | Prose) else new))
        refused = fitting and not self._take(here, fitting)
        for edit, state, why in reasons:
            entry = self._entry(edit, state, why)
            if refused and state == "fits":
                more = "the file could not be changed there without changing more"
                entry = replace(entry, state="by_hand", why=more)
            place = self._place(here, edit.start, max(edit.end, edit.start + 1))
            taken, put = whole_words(here.shown.text, edit)
            yield replace(entry, place=place, where=self._where(here.path), taken_out=taken, put_in=put)

    def _state(self, here: _Field, edit: Edit) -> tuple[State, str]:
        value = self.values.get(here.path)
        if not isinstance(value, str) or type(value) not in (str, Line, Prose):
            return "by_hand", "it is a term or a date of the brief, not running text"
        if here.match is None:
            if self._scalar(here.path) is None:
                return "by_hand", "it does not stand in the file of the brief as one text"
            if self._is_made(here):
                return "made", "it stands in the brief already"
            return "stale", "the text of the brief is another one by now"
        if here.match.translated(edit) is None:
            return "by_hand", "it goes beyond words: a citation, a paragraph or a mark of emphasis"
        return "fits", ""

    def _is_made(self, here: _Field) -> bool:
        """Tell whether the text of the brief is what the changes would make of it."""
        own = self._scalar(here.path)
        wanted = edited(here.shown.text, [(edit.start, edit.end, edit.new) for edit in here.shown.edits])
        letters = [at for at, letter in enumerate(wanted) if letter.isalnum()]
        return own is not None and same(wanted, letters, own.value, visible_letters(own.value))

    def _take(self, here: _Field, edits: list[tuple[int, int, str]]) -> bool:
        """Make the edits of one field, all of them or none; fields are taken from the end of the file to its start."""
        if here.scalar is None:
            return False
        after = changed(self.after, self._written_path(here.path), here.scalar, edits, self.document.trees.text.name)
        if after is None or not edited(here.scalar.value, edits).strip():
            return False
        self.after = after
        return True

    def _entry(self, edit: Edit, state: State, why: str) -> Entry:
        pieces = [self.found.pieces[number] for number in edit.pieces]
        authors = ", ".join(dict.fromkeys(piece.author for piece in pieces if piece.author))
        date = max((piece.date for piece in pieces), default="")
        return Entry("change", authors, date, Place(""), put_in=edit.new, state=state, why=why)

    # Comments

    def comments(self) -> Iterator[Entry]:
        """Yield every comment with its replies."""
        remarks = {remark.id: remark for remark in self.found.remarks}
        answers: dict[str, list[Remark]] = {}
        for remark in self.found.remarks:
            if remark.parent and remark.parent in remarks:
                answers.setdefault(remark.parent, []).append(remark)
        for remark in self.found.remarks:
            if not remark.parent or remark.parent not in remarks:
                entry = self._comment(remark)
                replies = (self._comment(each) for each in answers.get(remark.id, ()))
                yield replace(entry, replies=tuple(replace(each, place=entry.place) for each in replies))

    def _comment(self, remark: Remark) -> Entry:
        pieces = self.found.pieces[max(remark.start, 0) : max(remark.end, 0)]
        words = " ".join("".join(piece.text for piece in pieces if piece.change != "deleted").split())
        entry = Entry("comment", remark.author, remark.date, self._whole(), "", words, remark.text, done=remark.done)
        if remark.start < 0:
            return entry
        here = self._field_at(remark.start, remark.end)
        if here is None:
            place, where = self._nearest(remark.start)
            return replace(entry, place=place, where=where)
        offsets = here.shown.offsets
        start = offsets.get(remark.start, 0 if remark.start <= here.start else len(here.shown.text))
        end = offsets.get(remark.end, len(here.shown.text))
        return replace(entry, place=self._place(here, start, max(end, start)), where=self._where(here.path))

    def _field_at(self, start: int, end: int) -> _Field | None:
        """Return the field that a comment begins in, or the first that it reaches."""
        around = [here for here in self.fields if here.start <= start < here.end]
        reached = [here for here in self.fields if start <= here.start < max(end, start + 1)]
        at_end = [here for here in self.fields if here.end == start]
        return max(around, key=lambda here: here.start, default=next(iter([*reached, *at_end]), None))

    # Places

    def _whole(self) -> Place:
        return Place(self.document.trees.text.name, 1, 1)

    def _where(self, path: Path) -> str:
        names = {path: name for name, path in self.names.items()}
        item = names.get(path[:2]) if len(path) > 2 else None
        steps = [str(step + 1) if isinstance(step, int) else step for step in path]
        return ".".join([item, *steps[2:]] if item else steps)

    def _place(self, here: _Field, start: int, end: int) -> Place:
        """Return where some printed words of a field stand in the brief."""
        place = self._spot(here.path)
        if here.scalar is None or here.match is None:
            return place
        span = here.match.span(start, end) or here.match.gap(start)
        mapped = here.scalar.mapped
        first = mapped[span[0]][1] if span[0] < len(mapped) else mapped[-1][2]
        last = max(first, mapped[span[1] - 1][2] if span[1] else first)
        line, column = self.scalars.line_and_column(first)
        excerpt = self.document.trees.text.line(line)
        length = min(last - first, max(1, len(excerpt) - column + 1))
        return Place(place.file, line, column, length, excerpt)

    def _spot(self, path: Path) -> Place:
        """Return the place of a value in the brief or the house file, where a plain text can stand for a group."""
        trees = self.document.trees
        written = (path[:depth] for depth in range(len(path), 0, -1))
        return trees.place(next((each for each in written if trees.has(trees.original(each))), path))

    def _nearest(self, number: int) -> tuple[Place, str]:
        """Return the place of the last field or item before a piece, and its name."""
        if number >= self.found.body:
            return self._whole(), ""
        before = [(span[0], name) for name, span in self.found.bookmarks.items() if name in self.names]
        name = max((each for each in before if each[0] <= number), default=(0, ""))[1]
        if not name:
            return self._whole(), ""
        path = self.names[name]
        return self._spot(path), name if path not in self.values else self._where(path)
