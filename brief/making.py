"""View, paint and make: what the confined child does with one brief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from .confine import Reply
from .language import load_language
from .outputs import OUTPUTS, Output, Page
from .paint import Painter
from .parse import Document
from .problems import BriefError, Problem, did_you_mean
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
        html = paint_page(workspace, view, output)
        made = output.make(Page(html, view, workspace, document.originals, look[2]))
        problems += made.problems
        files.append((view.edition + output.suffix, made.content, made.pages))
    return Reply(tuple(files), tuple(problems))


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
    return Painter(workspace, view, output.frame, output.manner(view.theme.notes)).paint()
