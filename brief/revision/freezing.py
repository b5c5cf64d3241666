"""Freeze editions: keep the hash of what each says beside it, so that no change goes unseen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..checks import stops
from ..comparing import compare
from ..frozen import FILE, Published, edition_of, read_published, write_published
from ..parse import Document, read_document
from ..pipeline import examine
from ..problems import BriefError, Problem, has_errors
from ..workspace import Workspace
from .editions import with_records
from .said import said_wrongly
from .telling import due

MAY_BE_FROZEN = ("cleared", "published", "corrected", "superseded", "withdrawn")


@dataclass(frozen=True)
class Frozen:
    """What became of one edition: which it is, whether it is new in its file, and what is to be said of it."""

    file: Path
    edition: Published
    new: bool
    remarks: tuple[str, ...] = ()


def freeze(paths: Iterable[Path]) -> list[Frozen]:
    """Freeze editions; raise `BriefError` where one of them must not be, and then none of them is."""
    examined = examine(list(paths))
    problems: list[Problem] = []
    frozen: list[Frozen] = []
    kept: dict[Path, list[Published]] = {}
    for entry in examined:
        document = entry.document
        if document is not None and document.brief.meta.status not in MAY_BE_FROZEN:
            problems.append(_not_yet(document))
            continue
        if document is None or stops(document, entry.result.findings):
            problems += [*entry.result.problems, *entry.result.findings]
            continue
        folder = document.folder.resolve()
        listed = kept.setdefault(folder, read_published(entry.workspace, folder))
        edition = edition_of(document, entry.workspace)
        is_new = all(each.key != edition.key for each in listed)
        if is_new:
            listed.append(edition)
        frozen.append(Frozen(folder / FILE, edition, is_new, tuple(_remarks(document, entry.workspace))))
    errors = [problem for problem in problems if problem.severity == "error"]
    if has_errors(errors):
        raise BriefError(errors)
    for folder, listed in kept.items():
        Workspace.around(folder).write(folder / FILE, write_published(listed))
    return frozen


def _not_yet(document: Document) -> Problem:
    status = document.brief.meta.status
    hint = "set meta.status to published once it is"
    message = f"an edition that is '{status}' is not published and cannot be frozen"
    return Problem("published", message, document.place(("meta", "status")), hint)


def _remarks(document: Document, workspace: Workspace) -> Iterator[str]:
    """Yield what the edition that it replaces says about it, where that one is in the workspace."""
    last = _superseded(document, workspace)
    if last is None:
        return
    comparison = compare(with_records(last), with_records(document))
    yield due(comparison)
    yield from said_wrongly(comparison)


def _superseded(document: Document, workspace: Workspace) -> Document | None:
    """Find the edition that this one replaces, in its language: among the briefs of the workspace."""
    wanted, meta = document.brief.meta.supersedes, document.brief.meta
    if wanted is None:
        return None
    for path in workspace.briefs():
        if wanted.rpartition("@")[0] not in workspace.text(path).content:
            continue  # Reading a text is quick, parsing it is not.
        try:
            other = read_document(workspace, path)
        except BriefError:
            continue
        its = other.brief.meta
        if f"{its.id}@{its.version}" == wanted and its.language == meta.language:
            return other
    return None
