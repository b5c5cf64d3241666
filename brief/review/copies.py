"""Make review copies of briefs: read, check, and put what was found into the margin."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..checks import SPILL
from ..confine import Limits, Reply, run
from ..fonts import fonts_of_machine
from ..language import load_language
from ..parse import Document
from ..pipeline import Examined, File, Options, Result, examine, find_briefs
from ..problems import BriefError, Place, has_errors, in_order
from ..workspace import Workspace
from .remarks import Remark, remarks_of


class Asked(NamedTuple):
    """What the user asked for: of which briefs, whether with the second tier of checks, in which forms and look."""

    paths: Sequence[Path] = ()
    strict: bool = False
    forms: tuple[str, ...] = ("pdf", "html")
    paper: str | None = None
    theme: str | None = None
    output: Path | None = None


@dataclass(frozen=True)
class Reviewed:
    """What came of one brief: its files and problems, and what stands in the margin of its copy."""

    result: Result
    remarks: tuple[Remark, ...] = ()


def review(asked: Asked) -> list[Reviewed]:
    """Make the review copies of briefs and write them; raise `BriefError` for paths that hold no brief.

    What the checks find stops no copy, for it is what a copy is for; only a brief that cannot be read gets none, and
    one with a likely spill, which a copy would carry on.
    """
    examined = examine(find_briefs(asked.paths), asked.strict, made_as=Options(theme=asked.theme, output=asked.output))
    reviewed = [Reviewed(entry.result, _remarks(entry, asked)) for entry in examined]
    waiting = [(entry, done) for entry, done in zip(examined, reviewed, strict=True) if _may_be_made(entry)]

    def finish(index: int, reply: Reply) -> None:
        entry, done = waiting[index]
        _write(entry.workspace, done.result, reply, asked.output or entry.workspace.root / "output")

    if waiting:
        from .making import make_review

        tasks = [_task(entry, done.remarks, asked) for entry, done in waiting]
        run(make_review, tasks, Limits(), 1, finish)
    return reviewed


def _remarks(entry: Examined, asked: Asked) -> tuple[Remark, ...]:
    return remarks_of(entry.document, asked.strict, asked.theme) if entry.document else ()


def _may_be_made(entry: Examined) -> bool:
    return entry.document is not None and all(finding.rule != SPILL for finding in entry.result.findings)


def _task(entry: Examined, remarks: tuple[Remark, ...], asked: Asked) -> object:
    from .making import Task

    document = entry.document
    if document is None:
        raise ValueError("a brief that cannot be read has no review copy")
    paper = asked.paper or document.brief.output.paper[0]
    return Task(
        entry.workspace.root, document, remarks, asked.forms, paper, asked.theme, _fonts(entry.workspace, document)
    )


def _fonts(workspace: Workspace, document: Document) -> Mapping[str, Path]:
    with contextlib.suppress(BriefError):
        return fonts_of_machine(load_language(workspace, document.brief.meta.language))
    return {}


def _write(workspace: Workspace, result: Result, reply: Reply, folder: Path) -> None:
    """Write the files of a copy, all of them or none."""
    whole = Place(str(result.source))
    result.problems = in_order(
        [*result.problems, *(problem if problem.place else problem.at(whole) for problem in reply.problems)]
    )
    if has_errors(reply.problems):
        return
    try:
        workspace.write_all({folder / name: content for name, content, _ in reply.files})
    except BriefError as error:
        result.problems = in_order([*result.problems, *error.problems])
        return
    result.files += [File(folder / name, len(content), count) for name, content, count in reply.files]
