"""View, paint and make: what the confined child does with one brief."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from .branding import branded
from .confine import Reply
from .figures import Medium, making_problems
from .language import load_language
from .measure import Lost, Measure, Message
from .model.vocabulary import PAPER
from .outputs import OUTPUTS, MadeFile, Output, Page
from .outputs.caveats import lost_in
from .parse import Document
from .printing import PLAIN, Printing, copies_of, read_printing, tokens_of
from .problems import BriefError, Place, Problem, did_you_mean, has_errors
from .theme import load_theme
from .view import View, make_view
from .workspace import Workspace


class Look(NamedTuple):
    """A theme and a language where they are not the brief's own, the standards of its PDF, how it is printed, fonts."""

    theme: str | None = None
    language: str | None = None
    pdf_standard: str | None = None
    printing: tuple[str, ...] = ()
    copies: bool = False
    fonts: Mapping[str, Path] = MappingProxyType({})


OWN_LOOK = Look()


class Task(NamedTuple):
    """One file to make: of which output, on which paper, printed how, and the other papers to measure it on."""

    output: Output
    paper: str
    printing: Printing
    measure_on: tuple[str, ...]


def make_files(
    root: Path, document: Document, names: Sequence[str], papers: Sequence[str], look: Look = OWN_LOOK
) -> Reply:
    """Make every output of a brief: those with pages once for each paper and copy, the others once."""
    maker = _Maker(root, document, Look(*look), tuple(papers))
    files = [maker.file(task) for task in _planned(_chosen(names, document), papers, maker.printings())]
    listed = tuple((file.name, file.made.content, file.made.pages) for file in files)
    return Reply(
        listed, tuple(dict.fromkeys(maker.problems)), tuple(maker.measures), tuple(maker.lost), tuple(maker.messages)
    )


@dataclass
class _Maker:
    """Make the files of one brief, each of them once; gather what is found on the way."""

    root: Path
    document: Document
    look: Look
    papers: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    _files: dict[tuple[str, str, str], MadeFile | None] = field(default_factory=dict)
    _kept: dict[str, Any] = field(default_factory=dict)

    def printings(self) -> list[Printing]:
        """Return the ways to print the brief: one, or one for each numbered copy."""
        brief, place = self.document.brief, self.document.place
        printing = read_printing(Workspace(self.root), self.look.printing, brief, place(("output", "profiles")))
        return copies_of(printing, brief, place(("handling", "distribution"))) if self.look.copies else [printing]

    def file(self, task: Task) -> MadeFile:
        """Make a file, or return it where it was made before; raise `BriefError` for one that would carry itself."""
        key = (task.output.name, task.paper, task.printing.in_file_name)
        if key not in self._files:
            self._files[key] = None
            self._files[key] = self._made(task)
        file = self._files[key]
        if file is None:
            raise BriefError([Problem("output", f"the output '{task.output.name}' would carry itself")])
        return file

    def carried(self, name: str) -> MadeFile:
        """Make the file that another output carries: on the first paper asked for, and no numbered copy."""
        alike = replace(self, look=self.look._replace(copies=False))
        return self.file(next(_planned(_known([name]), self.papers, alike.printings())))

    def _made(self, task: Task) -> MadeFile:
        workspace = Workspace(self.root, self.look.fonts)  # its own: it remembers what this file was made from
        view = _printed_as(workspace, view_of(workspace, self.document, task.paper, self.look), task)
        self.problems += _figures(workspace, view, self.document)

        html = paint_page(workspace, view, task.output)
        made = task.output.make(
            Page(
                html=html,
                view=view,
                workspace=workspace,
                originals=self.document.carries(task.output.internal) if self.document.brief.output.source else {},
                pdf_standard=self.look.pdf_standard,
                measure_on=task.measure_on,
                made=self.carried,
                place=self.document.place,
                kept=self._kept,
            )
        )
        name = view.edition + task.output.suffix
        self.problems += made.problems
        self.measures += [replace(m, file=name) if m.paper == task.paper else m for m in made.measures]
        self.lost += lost_in(view, name, made.readings or ((html,) if html else ()))
        self.messages += [replace(made.message, file=name)] if made.message else []
        return MadeFile(name, task.output.media_type, made)


def _printed_as(workspace: Workspace, view: View, task: Task) -> View:
    """Say in the view which output it is for and how that is printed; both may bring tokens of their own."""
    tokens = {**view.theme.tokens, **tokens_of(workspace, [task.output.format, *task.printing.sheets])}
    theme = replace(view.theme, tokens=tokens)
    return replace(view, format=task.output.format, printing=task.printing, theme=theme)


def _figures(workspace: Workspace, view: View, document: Document) -> list[Problem]:
    """Return what is found of the figures, at the author's lines; raise `BriefError` where one cannot be drawn."""
    found = making_problems(document.brief, workspace, view.folder, view.theme.tokens)
    problems = [problem.at(document.place(path)) for path, problem in found]
    if has_errors(problems):
        raise BriefError(problems)
    return problems


def _planned(outputs: Sequence[Output], papers: Sequence[str], printings: Sequence[Printing]) -> Iterator[Task]:
    others = tuple(paper for paper in PAPER.values if paper not in papers)
    for output in outputs:
        if not output.paged:
            yield Task(output, "A4", PLAIN, ())
            continue
        for number, (printing, paper) in enumerate(itertools.product(printings, papers)):
            yield Task(output, paper, printing, () if number else others)


def _chosen(names: Sequence[str], document: Document) -> list[Output]:
    return _known(names, document.place(("output", "outputs")))


def _known(names: Sequence[str], place: Place | None = None) -> list[Output]:
    unknown = [
        Problem("output", f"there is no output '{name}'", place, did_you_mean(name, OUTPUTS.names))
        for name in names
        if name not in OUTPUTS.names
    ]
    if unknown:
        raise BriefError(unknown)
    return [OUTPUTS.named(name) for name in dict.fromkeys(names)]


def view_of(workspace: Workspace, document: Document, paper: str = "A4", look: Look = OWN_LOOK) -> View:
    """Put the view of a brief together; theme and language come from the brief where `look` does not give them."""
    brief, (theme, language, *_) = document.brief, look
    # What was asked for on the command line is no mistake of a line in the brief.
    said_where = None if language else document.place(("meta", "language"))
    words = load_language(workspace, language or brief.meta.language, said_where)
    styled_where = None if theme else document.place(("output", "theme"))
    style = branded(load_theme(workspace, theme or brief.output.theme, styled_where), brief.brand, document.place)
    return make_view(document, words, style, paper)


def paint_page(workspace: Workspace, view: View, output: Output) -> str:
    """Paint the HTML of an output; nothing for one that has no frame."""
    if not output.frame:
        return ""
    medium: Medium = "print" if output.paged else output.medium
    return output.painter(workspace, view, output.frame, output.manner(view.theme.notes), medium).paint()
