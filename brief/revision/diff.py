"""Compare two editions, and write the redline that was asked for."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..comparing import Comparison, compare
from ..confine import Limits, Reply, run
from ..editions import BRIEF_FILE
from ..fonts import fonts_of_machine
from ..language import Language, load_language
from ..problems import BriefError, Place, Problem, has_errors
from ..workspace import Workspace
from .editions import Edition, edition, with_records

LIMITS = Limits()


class Asked(NamedTuple):
    """What the user asked for: two editions, or one and a revision, and which files to make of them, on which paper."""

    old: str
    new: str | None = None
    revision: str | None = None
    forms: tuple[str, ...] = ()
    paper: str | None = None
    theme: str | None = None
    output: Path | None = None


@dataclass(frozen=True)
class Compared:
    """What came of it: the comparison, the language to tell it in, and the files that were written with their pages."""

    comparison: Comparison
    language: Language
    files: Mapping[Path, int | None]
    problems: tuple[Problem, ...] = ()


def compare_editions(asked: Asked) -> Compared:
    """Read both editions, compare them and write their redline; raise `BriefError`."""
    names = _names(asked)
    with edition(names[0]) as old, edition(names[1]) as new:
        _same_brief(old, new)
        comparison = compare(with_records(old.document), with_records(new.document))
        # The command line speaks English.
        language = load_language(Workspace(new.root), "en")
        if not asked.forms:
            return Compared(comparison, language, {})
        reply = _made(asked, old, new)
    if has_errors(reply.problems):
        raise BriefError(list(reply.problems))
    # Where the user works, for an edition that came out of git or a PDF has no folder of its own.
    here = Workspace.around(Path(names[1]) if Path(names[1]).exists() else Path.cwd())
    folder = asked.output or here.root / "output"
    here.write_all({folder / name: content for name, content, _ in reply.files})
    files = {folder / name: pages for name, _, pages in reply.files}
    return Compared(comparison, language, files, reply.problems)


def _names(asked: Asked) -> tuple[str, str]:
    """Return the names of the old and the new edition."""
    if asked.revision is not None:
        path = Path(asked.old)
        inside = path / BRIEF_FILE if path.is_dir() else path
        return f"{asked.revision}:{inside.as_posix()}", asked.new or asked.old
    if asked.new is None:
        hint = "name two editions, or one with --rev REVISION"
        raise BriefError([Problem("revision", "there is nothing to compare it with", Place(asked.old), hint)])
    return asked.old, asked.new


def _same_brief(old: Edition, new: Edition) -> None:
    """Refuse editions in two languages: every word of them would differ."""
    before, after = old.document.brief.meta.language, new.document.brief.meta.language
    if before.split("-")[0].lower() != after.split("-")[0].lower():
        message = f"one edition is in '{before}', the other in '{after}': every word of them differs"
        raise BriefError([Problem("revision", message, Place(new.name), "compare editions in one language")])


def _made(asked: Asked, old: Edition, new: Edition) -> Reply:
    from .making import Task, make_redline

    fonts: Mapping[str, Path] = {}
    with contextlib.suppress(BriefError):
        fonts = fonts_of_machine(load_language(Workspace(new.root), new.document.brief.meta.language))
    paper = asked.paper or new.document.brief.output.paper[0]
    task = Task(new.root, old.document, new.document, asked.forms, paper, asked.theme, fonts)
    replies: list[Reply] = []
    run(make_redline, [task], LIMITS, 1, lambda _, reply: replies.append(reply))
    return replies[0]
