"""Make a redline in the confined child: one view of two editions, painted and printed like any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..comparing import Comparison
from ..making import Look, view_of
from ..model import Brief
from ..outputs.html import make as make_page
from ..outputs.output import Page
from ..outputs.pdf import Layout, printed
from ..parse import Document
from ..problems import BriefError, Place, Problem
from ..reply import Reply
from ..view import View
from ..workspace import Workspace
from .editions import with_records
from .merging import merged
from .redline import RedlinePainter, RedlineView

LAYOUT = Layout("redline", over=("print",), change_bars=True)
FORMS = ("pdf", "html")


@dataclass(frozen=True)
class Task:
    """Two editions on their way into the child: the workspace of the new one, and what to make of them."""

    root: Path
    old: Document
    new: Document
    forms: tuple[str, ...]
    paper: str
    theme: str | None = None
    fonts: Mapping[str, Path] = field(default_factory=dict)


def make_redline(task: Task) -> Reply:
    """Make the files of a redline; this runs in the child."""
    files: list[tuple[str, bytes, int | None]] = []
    problems: list[Problem] = []
    for form in task.forms:
        workspace = Workspace(task.root, dict(task.fonts))
        view = redline_view(workspace, task)
        frame, medium = ("pdf.html", "print") if form == "pdf" else ("html.html", "web")
        notes = "foot" if form == "pdf" else "end"
        painter = RedlinePainter(workspace, view, frame, notes, medium)  # type: ignore[arg-type]
        page = Page(html=painter.paint(), view=view, workspace=workspace, place=task.new.place)
        made = printed(page, LAYOUT) if form == "pdf" else make_page(page, ("web", "redline-web"))
        files.append((f"{view.edition}.{form}", made.content, made.pages))
        problems += made.problems
    return Reply(tuple(files), tuple(dict.fromkeys(problems)))


def redline_view(workspace: Workspace, task: Task) -> RedlineView:
    """Put the view of two editions together."""
    comparison = Comparison(with_records(task.old), with_records(task.new))
    brief = marked_like(comparison.old, merged(comparison.old, comparison.new))
    seeds = {**task.old.seeds, **task.new.seeds}
    plain = view_of(workspace, task.new, task.paper, Look(theme=task.theme))
    last = task.old.brief.meta
    return RedlineView(
        brief=brief,
        seeds=seeds,
        folder=plain.folder,
        language=plain.language,
        theme=plain.theme,
        paper=task.paper,
        format=f"changes-from-v{last.version}" if last.id == brief.meta.id else f"compared-with-{last.id}",
        plain=replace(plain),
        comparison=comparison,
    )


def marked_like(old: Brief, new: Brief) -> Brief:
    """Return the new edition with the stricter of both markings: the words of the old one stand in it."""
    before, after = old.handling, new.handling
    if before.label is None or before.label == after.label:
        return new
    if after.label is None:
        return new.model_copy(update={"handling": before})
    if before.scheme != after.scheme or before.label not in after.order:
        hint = "bring both editions under one scheme of marking, then compare them"
        message = f"one edition is marked {before.label}, the other {after.label}: no label covers both"
        raise BriefError([Problem("marking-between", message, Place("meta"), hint)])
    if after.is_above(before.label, after.label):
        return new.model_copy(update={"handling": after.model_copy(update={"marking": before.label, "unmarked": None})})
    return new


__all__ = ["FORMS", "Task", "View", "make_redline"]
