"""Published means frozen: the hash of what an edition says, kept beside it in `published.yaml`.

The hash is of what the author wrote and the house answers for. Spaces, comments and the order of keys are no part of
it, nor is what happens to an edition afterwards: its status and notice, its outcomes, how and where it is sent.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .citations import citations_in, read_citation
from .model import record_of, walk
from .model.fields import Evidence, Line, PictureName, Prose
from .model.values import DataName
from .parse import Document
from .parse.nodes import Node, load
from .pictures import find_picture
from .problems import BriefError, Place, Problem
from .workspace import MAX_ASSET_BYTES, Workspace

FILE = "published.yaml"
SCHEMA = "published/1"
_HASH = re.compile(r"[0-9a-f]{64}")
HEAD = """\
# Written by 'brief freeze': each edition that was published from this folder, and the hash of what it says.
# A change of such an edition without a new version is an error (VER-01): 'brief explain VER-01' says why.
"""
# What becomes of an edition after it came out, and how it is made and sent.
LATER = {
    "meta": ("status", "superseded_by", "notice", "review_by", "next_update", "clearance"),
    "": ("email", "meeting", "lint", "output", "schema"),
}
OUTCOME = "resolution"


@dataclass(frozen=True)
class Published:
    """One edition that was frozen: which it is, its file in the folder, the hash of its content, and its place."""

    id: str
    version: str
    language: str
    date: str
    file: str
    sha256: str
    place: Place | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what tells editions apart."""
        return self.id, self.version, self.language


def edition_of(document: Document, workspace: Workspace) -> Published:
    """Return an edition as it would be frozen now."""
    meta = document.brief.meta
    digest = content_hash(document, workspace)
    return Published(str(meta.id), meta.version, meta.language, meta.date.isoformat(), document.path.name, digest)


def content_hash(document: Document, workspace: Workspace) -> str:
    """Return the SHA-256 of what a brief says: its own words, the facts that it cites, its tables and images."""
    told = _told(document.trees.main.data())
    files = {name: _digest(workspace, document, name) for name in sorted(set(_files(document)))}
    content = [told, list(_records(document)), files]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _told(data: Any) -> Any:
    """Leave out what may change after publication."""
    kept = {key: value for key, value in data.items() if key not in LATER[""]}
    if isinstance(meta := kept.get("meta"), dict):
        kept["meta"] = {key: value for key, value in meta.items() if key not in LATER["meta"]}
    return _without_outcomes(kept)


def _without_outcomes(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_outcomes(each) for k, each in value.items() if k != OUTCOME and each is not None}
    if isinstance(value, list):
        return [_without_outcomes(each) for each in value]
    return str(value)


def _records(document: Document) -> Iterator[tuple[str, Any]]:
    """Yield what each record says of its document, with the facts that the brief cites; others may be added later."""
    records = {item.id: record_of(item) for _, item in document.brief.by_id().values() if record_of(item)}
    cited: dict[str, set[int]] = {}
    for _, value in walk(document.brief):
        for citation in _citations(value):
            if citation.fact is not None and citation.target in records:
                cited.setdefault(str(records[citation.target]), set()).add(citation.fact)
    for name, seed in sorted(document.seeds.items()):
        shown = seed.model_dump(mode="json", include={"title", "author", "container", "publisher", "descriptor"})
        facts = [(n, fact.paragraph, str(fact.text)) for n in sorted(cited.get(name, ())) if (fact := seed.fact(n))]
        yield name, [shown, str(seed.date), seed.reliability, seed.credibility, facts]


def _citations(value: Any) -> Iterable[Any]:
    if isinstance(value, Evidence):
        return filter(None, [read_citation(value)])
    return (c for _, c in citations_in(value) if c) if isinstance(value, Line | Prose) else ()


def _files(document: Document) -> Iterator[str]:
    yield from (str(value) for _, value in walk(document.brief) if isinstance(value, PictureName | DataName))


def _digest(workspace: Workspace, document: Document, name: str) -> str:
    path = find_picture(workspace, document.folder, name)
    return hashlib.sha256(workspace.bytes(path, MAX_ASSET_BYTES)).hexdigest()


def read_published(workspace: Workspace, folder: Path) -> list[Published]:
    """Return the editions that were frozen in a folder; raise `BriefError` for a file that cannot be understood."""
    path = folder / FILE
    if not path.is_file():
        return []
    text = workspace.text(path)
    tree, problems = load(text)
    entries = tree.find(("editions",)).value if isinstance(tree.value, dict) and "editions" in tree.value else None
    if problems or not isinstance(entries, list):
        hint = "'brief freeze' writes it; take it back from your version control"
        broken = Problem("published", f"'{text.name}' is no list of editions", Place(text.name), hint)
        raise BriefError(problems or [broken])
    return [_read(entry) for entry in entries]


def _read(entry: Node) -> Published:
    data: Mapping[str, Any] = entry.data() if isinstance(entry.value, dict) else {}
    keys = ("id", "version", "language", "date", "file", "sha256")
    if set(data) != set(keys) or not _HASH.fullmatch(str(data["sha256"])):
        hint = "'brief freeze' writes it; take it back from your version control"
        raise BriefError([Problem("published", "this is no entry of a published edition", entry.place, hint)])
    return Published(**{key: str(data[key]) for key in keys}, place=entry.place)


def write_published(editions: Iterable[Published]) -> bytes:
    """Return the text of the file that keeps some editions, in their order."""
    lines = [HEAD, f"schema: {SCHEMA}\n", "editions:\n"]
    for each in editions:
        values = {"id": each.id, "version": f'"{each.version}"', "language": each.language, "date": each.date}
        head = ", ".join(f"{key}: {value}" for key, value in values.items())
        lines.append(f"  - {{{head}, file: {each.file}, sha256: {each.sha256}}}\n")
    return "".join(lines).encode()
