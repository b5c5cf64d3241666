"""View, paint and make: what the confined child does with one brief."""

from __future__ import annotations

from collections.abc import Sequence
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


def make_files(
    root: Path,
    document: Document,
    outputs: Sequence[str],
    papers: Sequence[str],
    theme: str | None = None,
    language: str | None = None,
) -> Reply:
    """Make every output of a brief: those with pages once for each paper, the others once."""
    workspace = Workspace(root)
    files: list[tuple[str, bytes, int | None]] = []
    problems: list[Problem] = []
    for output in chosen(outputs, document):
        for paper in papers if output.paged else papers[:1]:
            view = view_of(workspace, document, paper if output.paged else "A4", theme, language)
            made = output.make(Page(paint(workspace, view, output), view, workspace))
            problems += made.problems
            files.append((view.edition + output.suffix, made.content, made.pages))
    return Reply(tuple(files), tuple(problems))


def chosen(names: Sequence[str], document: Document) -> list[Output]:
    """Return the outputs of some names; raise `BriefError` for a name that is none."""
    known = {output.name: output for output in OUTPUTS}
    unknown = [name for name in names if name not in known]
    if unknown:
        place = document.place(("output", "outputs"))
        raise BriefError(
            [
                Problem("output", f"there is no output '{name}'", place, did_you_mean(name, list(known)))
                for name in unknown
            ]
        )
    return [known[name] for name in dict.fromkeys(names)]


def view_of(
    workspace: Workspace, document: Document, paper: str, theme: str | None = None, language: str | None = None
) -> View:
    """Put the view of a brief together; what is not given comes from the brief."""
    brief = document.brief
    words = load_language(workspace, language or brief.meta.language, document.place(("meta", "language")))
    look = load_theme(workspace, theme or brief.output.theme, document.place(("output", "theme")))
    return make_view(document, words, look, paper)


def paint(workspace: Workspace, view: View, output: Output) -> str:
    """Paint the page of an output."""
    return Painter(workspace, view, output.frame, output.notes_inline).paint()
