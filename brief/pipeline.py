"""The whole house on one page: read, parse, check, view, paint, make, write."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from .audience import edition_for
from .checks import after_making, check, stops
from .citing import in_style
from .confine import Limits, Reply, run
from .fonts import fonts_of_machine
from .language import load_language
from .measure import Found
from .parse import Document, read_document
from .paths import find_briefs as find_briefs  # noqa: PLC0414 - one of the names of this module
from .problems import BriefError, Place, Problem, has_errors, in_order
from .workspace import Workspace


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
class Claim:
    """The files that a brief would write, by what their names are made of, and where its id stands."""

    key: tuple[str, ...]
    id: str
    file: str
    place: Place

    @classmethod
    def of(cls, entry: Examined, output: Path | None = None) -> Claim | None:
        """Return the claim of a brief that can be made, into a folder or into the output/ of its workspace."""
        document = entry.document
        if document is None:
            return None
        meta = document.brief.meta
        key = (str(output or entry.workspace.root), str(meta.id), meta.version, meta.language, meta.date.isoformat())
        return cls(key, str(meta.id), document.trees.text.name, document.place(("meta", "id")))

    def refusal(self, taken: dict[tuple[str, ...], str]) -> Problem | None:
        """Return the problem that another brief writes the same files; `taken` are those before, by their files."""
        first = taken.get(self.key)
        if first is None:
            taken[self.key] = self.file
            return None
        hint = f"{first} has it already; give this one an id of its own"
        return Problem("same-id", f"two briefs have the id '{self.id}'", self.place, hint)


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


def read(path: Path | str) -> Document:
    """Read and parse one brief; raise `BriefError` with all its mistakes."""
    return read_document(Workspace.around(Path(path)), Path(path))


def examine(
    paths: Sequence[Path], strict: bool = False, progress: Progress | None = None, made_as: Options | None = None
) -> list[Examined]:
    """Read and check briefs without making anything; `progress` is called with each result as it comes.

    `made_as` says how they are to be made, where that is known: in which theme, and into which folder.
    """
    examined: list[Examined] = []
    for entry in examine_each(paths, strict, made_as):
        examined.append(entry)
        _tell(progress, entry.result)
    return examined


def examine_each(paths: Iterable[Path], strict: bool = False, made_as: Options | None = None) -> Iterator[Examined]:
    """Read and check briefs one by one, as `examine` does: of a thousand only that is kept which the caller keeps."""
    output, theme = (made_as.output, made_as.theme) if made_as else (None, None)
    taken: dict[tuple[str, ...], str] = {}
    for path in paths:
        entry = examine_one(path, strict, theme)
        claim = Claim.of(entry, output)
        if claim and (problem := claim.refusal(taken)):
            entry.result.problems = in_order([*entry.result.problems, problem])
            entry.document = None
        yield entry


def examine_one(path: Path, strict: bool = False, theme: str | None = None) -> Examined:
    """Read and check one brief, whatever stands beside it."""
    workspace = Workspace.around(path)
    try:
        document = read_document(workspace, path)
        findings = in_order(check(document, strict, theme, workspace))
    except BriefError as error:
        return Examined(Result(path, problems=error.problems), workspace, None)
    return Examined(Result(path, findings=findings), workspace, document)


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
        elif edition := _edition(entry, options):
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


def _edition(entry: Examined, options: Options) -> Document | None:
    """Return the brief as its readers may see it, its sources in its citation style; None, and why, if that fails."""
    document, problems = entry.document, entry.result.problems
    try:
        if document and options.audience:
            edition = edition_for(document, options.audience)
            document, problems = edition.document, in_order([*problems, *edition.problems])
        if document:
            document = in_style(entry.workspace, document, options.language or document.brief.meta.language)
    except BriefError as error:
        document, problems = None, in_order([*problems, *error.problems])
    entry.result.problems = problems
    return document


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
