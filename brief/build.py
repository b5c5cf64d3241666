"""The whole house on one page: read, parse, check, view, paint, make, write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from .checks import after_making, check
from .confine import Limits, Reply, run
from .parse import Document, read_document
from .problems import BriefError, Place, Problem, did_you_mean, has_errors, in_order
from .workspace import BRIEF_FILE, Workspace

DRAFTS = ("draft", "in_review")


@dataclass(frozen=True)
class Options:
    """How to build; what is left out comes from the brief or its house."""

    outputs: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    theme: str | None = None
    language: str | None = None
    output: Path | None = None
    jobs: int = 1
    limits: Limits = Limits()


@dataclass(frozen=True)
class File:
    """One file that was written: its path, its size in bytes, its pages if it has pages."""

    path: Path
    size: int
    pages: int | None = None


@dataclass
class Result:
    """What became of one brief: the files that were written, and the problems that were found."""

    source: Path
    files: list[File] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Tell whether the brief was built."""
        return bool(self.files)


@dataclass(frozen=True)
class Job:
    """One brief on its way into the child: what to make of it."""

    root: Path
    document: Document
    outputs: tuple[str, ...]
    papers: tuple[str, ...]
    theme: str | None
    language: str | None


def find_briefs(paths: Iterable[Path]) -> list[Path]:
    """List the briefs that paths mean: a file, the folder of a brief, a folder of briefs, or a workspace.

    Raises `BriefError` for a path that holds none.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir() and not (path / BRIEF_FILE).is_file():
            inside = sorted(path.glob(f"*/{BRIEF_FILE}")) or Workspace(path).briefs()
            hint = "a brief is a file brief.yaml in a folder of its own; 'brief new NAME' writes one"
            if not inside:
                problems.append(Problem("no-brief", f"there is no brief in '{path}'", Place(str(path)), hint))
            found += inside
        elif path.is_dir():
            found.append(path / BRIEF_FILE)
        elif path.exists():
            found.append(path)
        else:
            problems.append(_no_such(path))
    if problems:
        raise BriefError(problems)
    return list(dict.fromkeys(found))


def _no_such(path: Path) -> Problem:
    known = [str(brief.parent) for brief in Workspace.around(Path.cwd()).briefs()]
    near = [name for name in known if name.endswith(path.name)] or known
    hint = did_you_mean(path.name, [Path(name).name for name in near]) if near else "check the name"
    return Problem("no-such-file", f"there is no file or folder '{path}'", Place(str(path)), hint)


def read(path: Path) -> tuple[Workspace, Document]:
    """Read and parse one brief; raise `BriefError` with all its mistakes."""
    workspace = Workspace.around(path)
    return workspace, read_document(workspace, path)


def examine(paths: Sequence[Path]) -> list[tuple[Result, Workspace, Document | None]]:
    """Read and check briefs without making anything."""
    examined: list[tuple[Result, Workspace, Document | None]] = []
    for path in paths:
        try:
            workspace, document = read(path)
        except BriefError as error:
            examined.append((Result(path, problems=error.problems), Workspace.around(path), None))
            continue
        examined.append((Result(path, problems=in_order(check(document))), workspace, document))
    return _same_id(examined)


def _same_id(
    examined: list[tuple[Result, Workspace, Document | None]],
) -> list[tuple[Result, Workspace, Document | None]]:
    """Refuse two briefs that would write the same files: one id, version and language, one workspace."""
    seen: dict[tuple[str, ...], Document] = {}
    out: list[tuple[Result, Workspace, Document | None]] = []
    for result, workspace, document in examined:
        if document is not None:
            meta = document.brief.meta
            key = (str(workspace.root), str(meta.id), meta.version, meta.language, meta.date.isoformat())
            if key in seen:
                first = seen[key]
                place = document.place(("meta", "id"))
                message = f"two briefs have the id '{meta.id}'"
                hint = f"{first.trees.text.name} has it already; give this one an id of its own"
                problem = Problem("same-id", message, place, hint)
                result, document = replace(result, problems=(*result.problems, problem)), None
            else:
                seen[key] = document
        out.append((result, workspace, document))
    return out


def build(
    paths: Path | str | Sequence[Path | str],
    options: Options = Options(),
    progress: Callable[[Result], None] = lambda result: None,
) -> list[Result]:
    """Build briefs and write their files; `progress` is called with each result as it comes.

    A brief with errors writes nothing, so its last good files stay. Raises `BriefError` for paths that hold no brief.
    """
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    examined = examine(find_briefs(Path(path) for path in several))
    results = [result for result, _, _ in examined]
    tasks: list[tuple[int, Workspace, Job]] = []
    for number, (result, workspace, document) in enumerate(examined):
        if document is None or _blocked(document, result.problems):
            progress(result)
            continue
        tasks.append((number, workspace, _job(workspace, document, options)))

    def done(index: int, reply: Reply) -> None:
        number, workspace, job = tasks[index]
        _finish(results[number], workspace, job, reply, options)
        progress(results[number])

    if tasks:
        run(_make, [job for _, _, job in tasks], options.limits, options.jobs, done)
    return results


def _blocked(document: Document, problems: Sequence[Problem]) -> bool:
    """Findings of the checks stop a brief from being built once it claims to be cleared; a draft always builds."""
    return has_errors(problems) and document.brief.meta.status not in DRAFTS


def _job(workspace: Workspace, document: Document, options: Options) -> Job:
    output = document.brief.output
    return Job(
        workspace.root,
        document,
        options.outputs or output.outputs,
        options.papers or output.paper,
        options.theme,
        options.language,
    )


def _make(job: Job) -> Reply:
    """View, paint and make one brief; this runs in the child."""
    from .making import make_files

    return make_files(job.root, job.document, job.outputs, job.papers, job.theme, job.language)


def _finish(result: Result, workspace: Workspace, job: Job, reply: Reply, options: Options) -> None:
    pages = {name: count for name, _, count in reply.files if count is not None}
    later = after_making(job.document, pages)
    problems = [*result.problems, *(_located(p, job) for p in reply.problems), *later]
    result.problems = in_order(problems)
    stop = has_errors(reply.problems) or _blocked(job.document, later)
    if stop or not reply.files:
        return
    folder = options.output or workspace.root / "output"
    try:
        for name, content, count in reply.files:
            result.files.append(File(workspace.write(folder / name, content), len(content), count))
    except BriefError as error:
        result.problems = in_order([*result.problems, *error.problems])
        result.files.clear()


def _located(problem: Problem, job: Job) -> Problem:
    return problem if problem.place else problem.at(Place(job.document.trees.text.name))
