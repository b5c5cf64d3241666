"""The whole house on one page: read, parse, check, view, paint, make, write."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from .audience import edition_for
from .checks import after_making, check, stops
from .confine import Limits, Reply, run
from .editions import BRIEF_FILE, is_in, tag_of
from .fonts import fonts_of_machine
from .language import load_language
from .measure import Found
from .parse import Document, read_document
from .problems import BriefError, Place, Problem, did_you_mean, has_errors, in_order
from .workspace import Workspace, briefs_below, briefs_in


@dataclass(frozen=True)
class Options:
    """Say how to build; what is left out comes from the brief or its house.

    `output` is the folder to write to, the workspace's output/ otherwise. `jobs` is how many briefs are made at once,
    one for each processor otherwise. `strict` runs the second tier of checks too. `pdf_standard` is one of
    `brief.outputs.finish.STANDARDS`. `printing` are ways to print, such as `duplex` and `lines=5`, in place of the
    brief's own; with `copies` every entry of the distribution list gets a numbered PDF. `audience` is a label of the
    brief's scheme, or `public`: what is marked for fewer readers is left out.
    """

    outputs: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    theme: str | None = None
    language: str | None = None
    output: Path | None = None
    jobs: int | None = None
    strict: bool = False
    pdf_standard: str | None = None
    printing: tuple[str, ...] = ()
    copies: bool = False
    audience: str | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class File:
    """One file that was written: its path, its size in bytes, its pages if it has pages."""

    path: Path
    size: int
    pages: int | None = None


@dataclass
class Result:
    """What became of one brief: the files that were written, the mistakes in it, and the findings of the checks.

    `measured` are those of the findings that only a build can make.
    """

    source: Path
    files: list[File] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    findings: tuple[Problem, ...] = ()
    measured: tuple[Problem, ...] = ()

    @property
    def built(self) -> bool:
        """Tell whether files were written."""
        return bool(self.files)

    @property
    def sound(self) -> bool:
        """Tell whether nothing was found that is an error."""
        return not has_errors((*self.problems, *self.findings))


@dataclass
class Examined:
    """One brief that was read and checked; `document` is None where it cannot be made."""

    result: Result
    workspace: Workspace
    document: Document | None


@dataclass(frozen=True)
class Job:
    """One brief on its way into the child: what to make of it, and the fonts of the machine that it may read."""

    root: Path
    document: Document
    options: Options
    fonts: Mapping[str, Path] = field(default_factory=dict)

    @property
    def outputs(self) -> tuple[str, ...]:
        """Return the names of the outputs to make."""
        return self.options.outputs or self.document.brief.output.outputs

    @property
    def papers(self) -> tuple[str, ...]:
        """Return the paper sizes to make them on."""
        return self.options.papers or self.document.brief.output.paper

    @property
    def shares(self) -> int:
        """Return how many times the limit on time is due: for each two files that were asked for on each copy.

        What the brief itself asks for gets no more time: it may be a stranger's.
        """
        copies = max(1, len(self.document.brief.handling.distribution)) if self.options.copies else 1
        return copies * max(1, len(self.options.outputs) * len(self.options.papers or ("A4",)) // 2)


Progress = Callable[[Result], None]


def find_briefs(paths: Iterable[Path], language: str | None = None) -> list[Path]:
    """List the briefs that paths mean: a file, the folder of a brief, a folder of briefs, or a workspace.

    A folder means all editions of its brief; with a language, the one edition in that language, or else the brief
    itself. No path at all means the workspace around the current folder. Raises `BriefError` for a path that holds no
    brief.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for path in list(paths) or [Workspace.around(Path.cwd()).root]:
        inside = _chosen(_briefs_in(path), language)
        found += inside
        if not inside:
            problems.append(_no_brief(path))
    if problems:
        raise BriefError(problems)
    return list(dict.fromkeys(found))


def _briefs_in(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        if path.exists():
            yield path
    else:
        yield from briefs_in(path) or briefs_below(path) or Workspace(path).briefs()


def _chosen(briefs: Iterable[Path], language: str | None) -> list[Path]:
    """Keep of each folder the edition in a language, or else the first; all of them where no language is given."""
    if language is None:
        return list(briefs)
    folders = [list(editions) for _, editions in itertools.groupby(briefs, key=lambda brief: brief.parent)]
    return [next((e for e in editions if is_in(tag_of(e.name), language)), editions[0]) for editions in folders]


def _no_brief(path: Path) -> Problem:
    if path.is_dir():
        hint = f"a brief is a file {BRIEF_FILE} in a folder of its own; 'brief new NAME' writes one"
        return Problem("no-brief", f"there is no brief in '{path}'", Place(str(path)), hint)
    known = [brief.parent.name for brief in Workspace.around(Path.cwd()).briefs()]
    hint = did_you_mean(path.name, known) if known else "check the name; 'brief new NAME' writes a new brief"
    return Problem("no-such-file", f"there is no file or folder '{path}'", Place(str(path)), hint)


def read(path: Path | str) -> Document:
    """Read and parse one brief; raise `BriefError` with all its mistakes."""
    return read_document(Workspace.around(Path(path)), Path(path))


def examine(
    paths: Sequence[Path], strict: bool = False, progress: Progress | None = None, made_as: Options | None = None
) -> list[Examined]:
    """Read and check briefs without making anything; `progress` is called with each result as it comes.

    `made_as` says how they are to be made, where that is known: in which theme, and into which folder.
    """
    output, theme = (made_as.output, made_as.theme) if made_as else (None, None)
    examined: list[Examined] = []
    for path in paths:
        workspace = Workspace.around(path)
        try:
            document = read_document(workspace, path)
            result = Result(path, findings=in_order(check(document, strict, theme)))
            examined.append(Examined(result, workspace, document))
        except BriefError as error:
            examined.append(Examined(Result(path, problems=error.problems), workspace, None))
        if progress:
            progress(examined[-1].result)
    _refuse_same_names(examined, output)
    return examined


def _refuse_same_names(examined: Iterable[Examined], output: Path | None) -> None:
    """Refuse briefs that would write the same files: one id, date, version and language in one folder."""
    seen: dict[tuple[str, ...], Document] = {}
    for entry in examined:
        document = entry.document
        if document is None:
            continue
        meta = document.brief.meta
        key = (str(output or entry.workspace.root), str(meta.id), meta.version, meta.language, meta.date.isoformat())
        first = seen.setdefault(key, document)
        if first is not document:
            hint = f"{first.trees.text.name} has it already; give this one an id of its own"
            problem = Problem("same-id", f"two briefs have the id '{meta.id}'", document.place(("meta", "id")), hint)
            entry.result.problems = in_order([*entry.result.problems, problem])
            entry.document = None


def build(
    paths: Path | str | Sequence[Path | str] = (), options: Options | None = None, progress: Progress | None = None
) -> list[Result]:
    """Build briefs and write their files; `progress` is called with each result as it comes.

    A brief with errors writes nothing, so its last good files stay. Raises `BriefError` for paths that hold no brief.
    """
    options = options or Options()
    several = [paths] if isinstance(paths, str | Path) else paths
    found = find_briefs((Path(path) for path in several), options.language)
    examined = examine(found, options.strict, made_as=options)
    waiting: list[tuple[Examined, Job]] = []
    for entry in examined:
        if entry.document is None or stops(entry.document, entry.result.findings):
            _tell(progress, entry.result)
        elif edition := _edition(entry, options.audience):
            waiting.append((entry, Job(entry.workspace.root, edition, options, _fonts(entry, options))))
        else:
            _tell(progress, entry.result)

    def done(index: int, reply: Reply) -> None:
        entry, job = waiting[index]
        _finish(entry, job, reply)
        _tell(progress, entry.result)

    if waiting:
        jobs = options.jobs or os.cpu_count() or 1
        most = max(job.shares for _, job in waiting)
        limits = replace(options.limits, seconds=options.limits.seconds * most)
        run(make_job, [job for _, job in waiting], limits, jobs, done)
    return [entry.result for entry in examined]


def _edition(entry: Examined, audience: str | None) -> Document | None:
    """Return the brief as the audience may see it; None, and the problems told, where that cannot be."""
    if entry.document is None or audience is None:
        return entry.document
    try:
        edition = edition_for(entry.document, audience)
    except BriefError as error:
        entry.result.problems = in_order([*entry.result.problems, *error.problems])
        return None
    entry.result.problems = in_order([*entry.result.problems, *edition.problems])
    return edition.document


def _fonts(entry: Examined, options: Options) -> Mapping[str, Path]:
    """Find the fonts that the language of a brief needs; what is wrong with the language the child will tell."""
    document = entry.document
    try:
        code = options.language or (document.brief.meta.language if document else "en")
        return fonts_of_machine(load_language(entry.workspace, code))
    except BriefError:
        return {}


def _tell(progress: Progress | None, result: Result) -> None:
    if progress is not None:
        progress(result)


def make_job(job: Job) -> Reply:
    """View, paint and make one brief; this runs in the child."""
    from .making import Look, make_files

    options = job.options
    look = Look(options.theme, options.language, options.pdf_standard, options.printing, options.copies, job.fonts)
    return make_files(job.root, job.document, job.outputs, job.papers, look)


def _finish(entry: Examined, job: Job, reply: Reply) -> None:
    """Write what a child has made, all of it or nothing."""
    result, document = entry.result, job.document
    found = Found(reply.measures, reply.lost, reply.messages)
    later = after_making(document, found, job.options.strict)
    whole = Place(document.trees.text.name)
    made = [problem if problem.place else problem.at(whole) for problem in reply.problems]
    result.problems = in_order([*result.problems, *made])
    result.measured = in_order(later)
    result.findings = in_order([*result.findings, *later])
    if has_errors(made) or stops(document, later):
        return
    folder = job.options.output or job.root / "output"
    try:
        entry.workspace.write_all({folder / name: content for name, content, _ in reply.files})
    except BriefError as error:
        result.problems = in_order([*result.problems, *error.problems])
        return
    result.files += [File(folder / name, len(content), count) for name, content, count in reply.files]
