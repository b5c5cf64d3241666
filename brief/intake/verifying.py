"""A record held against a copy of its document: whether its paragraphs stand where it says, and whose words are used.

A brief has its own words: eight in a row that stand in the source too are shown, in the briefs and in the record.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model import Seed, record_of, walk
from ..model.fields import Line, Prose
from ..model.values import quoted
from ..parse import Document, Record, read_document, read_record
from ..problems import BriefError, Place, Problem, did_you_mean, in_order
from ..workspace import Workspace
from .document import read_source
from .paragraphs import fingerprint, is_near, is_same

RUN = 8  # words
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True)
class Moved:
    """One paragraph of a record and what became of it in a copy: `same`, `moved`, `changed` or `gone`.

    `found` is its number in the copy, from 1, or None; `facts` are the numbers of the facts that name it.
    """

    paragraph: int
    state: str
    found: int | None
    facts: tuple[int, ...]


@dataclass(frozen=True)
class Verified:
    """What was found: the record, whether the copy is the very file, its paragraphs, and words that stand in both.

    `added` are the numbers of paragraphs of the copy that the record does not have.
    """

    name: str
    record: str
    identical: bool
    paragraphs: tuple[Moved, ...]
    added: tuple[int, ...]
    known: bool
    wording: tuple[Problem, ...]
    briefs: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Tell whether every locator holds and no wording is the source's."""
        return not self.wording and all(each.state == "same" or not each.facts for each in self.paragraphs)


def verify_source(file: Path, folder: Path, record: str | None = None, encoding: str | None = None) -> Verified:
    """Hold a copy of a document against its record in the workspace around a folder, and the briefs that cite it.

    `record` names the record; otherwise it is known by its checksum or its fingerprints. Raises `BriefError`.
    """
    reading, content = read_source(file, encoding)
    workspace = Workspace.around(folder)
    checksum = hashlib.sha256(content).hexdigest()
    marks = [fingerprint(paragraph) for paragraph in reading.paragraphs]
    records = {name: read_record(workspace, name) for name in workspace.records()}
    name = _record(records, record, checksum, marks)
    seed = records[name].seed
    found = tuple(_compared(seed, marks))
    used = {each.found for each in found}
    documents = [document for document in _documents(workspace) if name in _records(document)]
    source = _Shingles(reading.paragraphs)
    wording = [
        *_in_record(records[name], source),
        *(each for document in documents for each in _in_brief(document, source)),
    ]
    return Verified(
        name=records[name].trees.text.name,
        record=name,
        identical=checksum == seed.sha256,
        paragraphs=found,
        added=tuple(number for number in range(1, len(marks) + 1) if number not in used) if seed.fingerprints else (),
        known=bool(seed.fingerprints),
        wording=in_order(wording),
        briefs=tuple(document.trees.text.name for document in documents),
    )


def _record(records: Mapping[str, Record], wanted: str | None, checksum: str, marks: Sequence[str]) -> str:
    """Return the name of the record that a document belongs to."""
    if wanted is not None:
        if wanted not in records:
            message = f"there is no record '{wanted}' in seeds/"
            raise BriefError([Problem("no-record", message, None, did_you_mean(wanted, list(records)))])
        return wanted
    shared = {
        name: (entry.seed.sha256 == checksum, sum(any(is_same(m, k) for k in entry.seed.fingerprints) for m in marks))
        for name, entry in records.items()
    }
    best = max(shared, key=shared.__getitem__, default=None)
    if best is None or shared[best] == (False, 0):
        hint = "name it with --record, or make one: brief source add"
        raise BriefError([Problem("no-record", "no record in seeds/ is of this document", None, hint)])
    return best


def _compared(seed: Seed, marks: Sequence[str]) -> Iterator[Moved]:
    """Follow each paragraph of a record that has fingerprints into the copy."""
    for number, mark in enumerate(seed.fingerprints, 1):
        facts = tuple(fact.n for fact in seed.facts if fact.paragraph == number)
        places = [place for place, other in enumerate(marks, 1) if is_same(mark, other)]
        near = [place for place, other in enumerate(marks, 1) if is_near(mark, other)]
        if number in places:
            yield Moved(number, "same", number, facts)
        elif places:
            yield Moved(number, "moved", places[0], facts)
        elif near:
            yield Moved(number, "changed", min(near, key=lambda place: abs(place - number)), facts)
        else:
            yield Moved(number, "gone", None, facts)


def _documents(workspace: Workspace) -> Iterator[Document]:
    """Yield the briefs of a workspace; one with mistakes is the business of 'brief check'."""
    for path in workspace.briefs():
        try:
            yield read_document(workspace, path)
        except BriefError:
            continue


def _records(document: Document) -> set[str]:
    return {str(record_of(item) or "") for _, item in document.brief.by_id().values()}


class _Shingles:
    """The runs of eight words in a source, each with its paragraph from 1."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self.place: dict[tuple[str, ...], int] = {}
        for number, paragraph in enumerate(paragraphs, 1):
            words = [match[0].casefold() for match in _TOKEN.finditer(paragraph)]
            for start in range(len(words) - RUN + 1):
                self.place.setdefault(tuple(words[start : start + RUN]), number)

    def runs(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield the words of a text that stand in the source, as long as they go: how many, and in which paragraph."""
        tokens = list(_TOKEN.finditer(text))
        words = [token[0].casefold() for token in tokens]
        start = 0
        while start + RUN <= len(words):
            number = self.place.get(tuple(words[start : start + RUN]))
            if number is None:
                start += 1
                continue
            end = start + RUN
            while end < len(words) and tuple(words[end - RUN + 1 : end + 1]) in self.place:
                end += 1
            yield text[tokens[start].start() : tokens[end - 1].end()], end - start, number
            start = end


def _in_brief(document: Document, source: _Shingles) -> Iterator[Problem]:
    numbered = [
        (kind.key, index) for kind, value in document.brief.items() if kind.numbered for index in range(len(value))
    ]
    for path, value in walk(document.brief):
        if isinstance(value, Line | Prose) and path[:2] not in numbered:
            for words, count, number in source.runs(value):
                yield _same(words, count, number, document.trees.place_of_words(path, words))


def _in_record(entry: Record, source: _Shingles) -> Iterator[Problem]:
    for index, fact in enumerate(entry.seed.facts):
        for words, count, number in source.runs(fact.text):
            yield _same(words, count, number, entry.trees.place(("facts", index, "text")))


def _same(words: str, count: int, number: int, place: Place) -> Problem:
    message = f"{count} words in a row stand in ¶ {number} of the source too: '{quoted(words)}'"
    return Problem("same-wording", message, place, "say it in your own words, or quote it as a quotation", "warning")
