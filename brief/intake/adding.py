"""A new record: what a document says of itself, its dates and the fingerprints of its paragraphs, to be gone over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..problems import BriefError, Place, Problem
from ..scaffold import slug_of
from ..workspace import Workspace
from .document import Reading, read_source
from .paragraphs import fingerprint
from .record import SHAPE, quoted, shortened
from .speech import Dated, dates_in


@dataclass(frozen=True)
class Added:
    """A record that was written: its file, what was read, and the dates in the text."""

    path: Path
    name: str
    reading: Reading
    dates: tuple[Dated, ...]


def add_source(file: Path, folder: Path, name: str | None = None, encoding: str | None = None) -> Added:
    """Read a document and write a record of it to seeds/ of the workspace around a folder.

    `name` is that of the record, made from the title otherwise. Raises `BriefError` where the document cannot be read,
    or where there is such a record already.
    """
    reading, content = read_source(file, encoding)
    workspace = Workspace.around(folder)
    slug = slug_of(name) if name else slug_of(shortened(reading.title or file.stem))
    path = workspace.root / "seeds" / f"{slug}.yaml"
    place = Place(workspace.name_of(path))
    if path.exists():
        hint = "choose another with --id, or hold the document against it: brief source verify"
        raise BriefError([Problem("taken", f"there is a record '{slug}' already", place, hint)])
    dates = tuple(dates_in(reading.paragraphs, reading.language or "en"))
    text = "\n".join(_lines(slug, reading, hashlib.sha256(content).hexdigest(), dates)) + "\n"
    workspace.write(path, text.encode())
    return Added(path, workspace.name_of(path), reading, dates)


def _lines(slug: str, reading: Reading, checksum: str, dates: Sequence[Dated]) -> Iterator[str]:
    yield SHAPE.format(slug=slug)
    yield "# type: news_article        # news_article, report, official_document, law, speech, dataset ..."
    yield f"title: {quoted(reading.title or slug)}"
    if reading.authors:
        yield f"author: [{', '.join(map(quoted, reading.authors))}]"
    else:
        yield '# author: ["Name of the author"]'
    yield f"container: {quoted(reading.container)}" if reading.container else '# container: "Name of the newspaper"'
    yield f"date: {reading.date}                # as the file says" if reading.date else "# date: 2026-01-31"
    yield f"language: {reading.language}" if reading.language else "# language: en"
    yield '# url: "https://…"           # where it can be read; archived_url: where a copy is kept'
    yield f"sha256: {checksum}"
    yield "# origin: whom it goes back to; sources of one origin do not corroborate each other"
    yield "# access: second_hand        # first_hand, second_hand, compiled, unknown"
    yield "# interest: none_known       # none_known, party_to_dispute, state_media, advocacy, commercial, unknown"
    yield "# reliability: B             # A completely reliable to F cannot be judged"
    yield "# credibility: 3             # 1 confirmed to 6 cannot be judged"
    yield '# descriptor: "What makes it good or bad: access, record, age, bias."'
    yield f"paragraphs: {len(reading.paragraphs)}"
    yield "# Counted are the paragraphs of running text; menus, cross-heads and repeated quotes are not."
    if dates:
        yield "# Dates in the text, for a timeline:"
        yield from (f"#   {each.edtf:<11} ¶ {each.paragraph}" for each in dates)
    yield "# One line for each fact, in your own words; kind is fact, reported, claimed, data or judgement."
    yield "# Take the signs # away:"
    yield "# facts:"
    yield '#   - {n: 1, paragraph: 1, kind: reported, text: "What it says, in your own words."}'
    yield "fingerprints:"
    yield from (f"  - {fingerprint(paragraph)}" for paragraph in reading.paragraphs)
