"""View, paint and make: what the confined child does with one brief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from .confine import Reply
from .figures import Medium, making_problems
from .language import load_language
from .outputs import OUTPUTS, Output, Page
from .paint import Painter
from .parse import Document
from .problems import BriefError, Problem, did_you_mean, has_errors
from .theme import load_theme
from .view import View, make_view
from .workspace import Workspace

# A theme and a language, where they are not the brief's own, and the standards of its PDF.
Look = tuple[str | None, str | None, str | None]
OWN_LOOK: Look = (None, None, None)


def make_files(
    root: Path, document: Document, names: Sequence[str], papers: Sequence[str], look: Look = OWN_LOOK
) -> Reply:
    """Make every output of a brief: those with pages once for each paper, the others once."""
    files: list[tuple[str, bytes, int | None]] = []
    problems: list[Problem] = []
    for output, paper in _planned(_chosen(names, document), papers):
        workspace = Workspace(root)  # one for each file: what it remembers is what this file was made from
        view = view_of(workspace, document, paper, look)
        problems += _figures(workspace, view, document)
        html = paint_page(workspace, view, output)
        made = output.make(Page(html, view, workspace, document.originals, look[2]))
        problems += made.problems
        files.append((view.edition + output.suffix, made.content, made.pages))
    return Reply(tuple(files), tuple(problems))


def _figures(workspace: Workspace, view: View, document: Document) -> list[Problem]:
    """Return what is found of the figures, at the author's lines; raise `BriefError` where one cannot be drawn."""
    found = making_problems(document.brief, workspace, view.folder, view.theme.tokens)
    problems = [problem.at(document.place(path)) for path, problem in found]
    if has_errors(problems):
        raise BriefError(problems)
    return problems


def _planned(outputs: Sequence[Output], papers: Sequence[str]) -> Iterator[tuple[Output, str]]:
    for output in outputs:
        for paper in papers if output.paged else ("A4",):
            yield output, paper


def _chosen(names: Sequence[str], document: Document) -> list[Output]:
    known = {output.name: output for output in OUTPUTS}
    place = document.place(("output", "outputs"))
    unknown = [
        Problem("output", f"there is no output '{name}'", place, did_you_mean(name, list(known)))
        for name in names
        if name not in known
    ]
    if unknown:
        raise BriefError(unknown)
    return [known[name] for name in dict.fromkeys(names)]


def view_of(workspace: Workspace, document: Document, paper: str = "A4", look: Look = OWN_LOOK) -> View:
    """Put the view of a brief together; theme and language come from the brief where `look` does not give them."""
    brief, (theme, language, _) = document.brief, look
    words = load_language(workspace, language or brief.meta.language, document.place(("meta", "language")))
    style = load_theme(workspace, theme or brief.output.theme, document.place(("output", "theme")))
    return make_view(document, words, style, paper)


def paint_page(workspace: Workspace, view: View, output: Output) -> str:
    """Paint the HTML of an output."""
    medium: Medium = "print" if output.paged else "web"
    return Painter(workspace, view, output.frame, output.manner(view.theme.notes), medium).paint()
