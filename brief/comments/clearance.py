"""A Word document and the brief it was made from: what was written into the one, and what becomes of the other."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath

from ..confine import Limits, Reply, run
from ..editions import BRIEF_FILE
from ..parse import Document, read_document
from ..problems import BriefError, Place, Problem, has_errors
from ..workspace import Text, Workspace
from .changing import in_bytes
from .entries import Entry
from .matcher import Matcher
from .package import MAX_FILE
from .reading import Found, Task, take_apart, unpacked

LIMITS = Limits(seconds=60, memory_mb=2_000)


@dataclass(frozen=True)
class Outcome:
    """All entries of a document in the order of the brief, and the file of the brief before and after the changes."""

    path: FilePath
    name: str
    entries: tuple[Entry, ...]
    raw: bytes
    before: str
    after: str

    @property
    def left(self) -> tuple[Entry, ...]:
        """Return the changes that are not made."""
        return tuple(each for each in self.entries if each.kind == "change" and each.state in ("stale", "by_hand"))

    @property
    def fitting(self) -> int:
        """Return how many changes can be made."""
        return sum(entry.state == "fits" for entry in self.entries)


def read_comments(docx: FilePath, brief: FilePath | None = None) -> Outcome:
    """Read the comments and changes of a Word document; `brief` is the file it was made from, looked for otherwise.

    Raises `BriefError` for what is no such document, and where there is no brief to it.
    """
    found = _found(docx)
    document = _document(docx, brief, found)
    matcher = Matcher(document, found)
    raw = document.originals[next(name for name in document.originals if name.startswith("content/"))]
    unchanged = found.properties.get("Brief source") == hashlib.sha256(raw).hexdigest()
    entries = [*matcher.changes(), *matcher.comments(), *(matcher.untracked() if unchanged else ())]
    entries.sort(key=lambda entry: (entry.place, entry.date))
    content = document.trees.text.content
    return Outcome(document.path, document.trees.text.name, tuple(entries), raw, content, matcher.after)


def apply_changes(outcome: Outcome) -> None:
    """Write the changes that fit; raise `BriefError`, with nothing written, where the brief would not be one then."""
    if outcome.after == outcome.before:
        return
    workspace = _Draft(Workspace.around(outcome.path).root, draft={outcome.path: outcome.after})
    read_document(workspace, outcome.path)
    now = Workspace.around(outcome.path)
    now.text(outcome.path)
    if now.texts[outcome.path] != outcome.raw:
        message = f"'{outcome.name}' was changed while its comments were read"
        raise BriefError([Problem("stale-text", message, Place(outcome.name), "type the command again")])
    now.write(outcome.path, in_bytes(outcome.raw, outcome.before, outcome.after))


@dataclass
class _Draft(Workspace):
    """A workspace in which some files say what they would say after a change."""

    draft: Mapping[FilePath, str] = field(default_factory=dict)

    def text(self, path: FilePath) -> Text:
        """Read a text file, or what it would hold."""
        text = super().text(path)
        return replace(text, content=self.draft[path]) if path in self.draft else text


def _found(docx: FilePath) -> Found:
    place = Place(str(docx))
    # The file that is meant, wherever a link leads: it is named by the one who types the command.
    real = docx.resolve()
    content = Workspace(real.parent).bytes(real, MAX_FILE)
    replies: list[Reply] = []
    run(take_apart, [Task(content)], LIMITS, 1, lambda _, reply: replies.append(reply))
    problems = [problem if problem.place else problem.at(place) for problem in replies[0].problems]
    if has_errors(problems):
        raise BriefError(problems)
    return unpacked(replies[0].files[0][1])


def _document(docx: FilePath, brief: FilePath | None, found: Found) -> Document:
    if brief is not None:
        path = brief / BRIEF_FILE if brief.is_dir() else brief
        return read_document(Workspace.around(path), path)
    wanted = found.properties.get("Brief id", "")
    alike: list[Document] = []
    for folder in dict.fromkeys((FilePath.cwd(), docx.resolve().parent)):
        workspace = Workspace.around(folder)
        for path in workspace.briefs() if wanted else ():
            try:
                document = read_document(workspace, path)
            except BriefError:
                if path.parent.name == wanted:
                    raise
                continue
            if document.brief.meta.id == wanted:
                alike.append(document)
    # Editions of several versions and languages share an id; a document in a language that none of them has was made
    # with --lang.
    made_of = found.properties.get("Brief version"), found.properties.get("Brief language")
    if alike:
        metas = [document.brief.meta for document in alike]
        fits = [(meta.version == made_of[0], meta.language == made_of[1]) for meta in metas]
        return alike[fits.index(max(fits))]
    made_from = f"the brief '{wanted}', which is not in this workspace" if wanted else "no brief of this program"
    hint = "name the brief with --brief PATH"
    raise BriefError([Problem("no-brief", f"'{docx.name}' was made from {made_from}", Place(str(docx)), hint)])
