"""Make a review copy in the confined child: the brief's own page, with its remarks in the margin."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ..figures import Medium, Studio
from ..imprint import Imprint
from ..making import Look, view_of
from ..outputs.html import make as make_page
from ..outputs.output import Page
from ..outputs.pdf import Layout, printed
from ..outputs.words.elements import Element, read_elements
from ..paint import Painter
from ..parse import Document
from ..printing import Printing, tokens_of
from ..problems import BriefError, Place, Problem
from ..reply import Reply
from ..view import View
from ..workspace import Workspace
from .margin import Margin, as_html
from .marking import MARK, marked
from .remarks import KINDS, MOST, Remark

FORMS = ("pdf", "html")
FORMAT = "review"
LAYOUT = Layout(FORMAT, common=("print", "column"), unnumbered=("review-side", "review-summary", "review-why", "plot"))
EVERY_LINE = Printing({"lines": "1"})
_ARTICLE = re.compile(r'<article class="brief">.*</article>', re.DOTALL)


@dataclass(frozen=True)
class Task:
    """One brief on its way into the child: its workspace, what was found in it, and what to make of it."""

    root: Path
    document: Document
    remarks: tuple[Remark, ...]
    forms: tuple[str, ...] = FORMS
    paper: str = "A4"
    theme: str | None = None
    fonts: Mapping[str, Path] = field(default_factory=dict)


class ReviewImprint(Imprint):
    """The furniture of a review copy: its status says that it is one, and nobody is led to it."""

    @property
    def status(self) -> str:
        """Return that this is a review copy, before where the edition stands."""
        word = str(self.language.words["vocabulary"]["status"][self.brief.meta.status])
        return " · ".join(dict.fromkeys((self.language.word("review.copy"), super().status or word)))

    @property
    def may_be_found(self) -> bool:
        """Tell that search engines may not list the page."""
        return False


@dataclass(frozen=True)
class ReviewView(View):
    """The view of a brief for its review copy."""

    @cached_property
    def imprint(self) -> Imprint:
        """Return the furniture of the page."""
        return ReviewImprint(self.brief, self.language)


class Shown(NamedTuple):
    """One remark as its templates see it: with its number, and whether it stands beside something."""

    number: int
    remark: Remark
    placed: bool


class RuleShown(NamedTuple):
    """One rule in the list at the head: its remarks."""

    rule: str
    title: str
    why: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Summary:
    """What stands at the head of a review copy: its remarks by number, and how many were left out of it."""

    shown: Sequence[Shown]
    left_out: int = 0
    source: str = ""

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Return how many remarks there are of each kind that there are any of."""
        counted = ((kind, sum(each.remark.kind == kind for each in self.shown)) for kind in KINDS)
        return [(kind, count) for kind, count in counted if count]

    @property
    def whole(self) -> list[Shown]:
        """Return the remarks on the brief as a whole."""
        return [each for each in self.shown if not each.placed]

    @property
    def rules(self) -> list[RuleShown]:
        """Return the rules that have remarks, by their ids."""
        by_rule: dict[str, list[Shown]] = {}
        for each in self.shown:
            by_rule.setdefault(each.remark.rule, []).append(each)
        return [
            RuleShown(rule, entries[0].remark.title, entries[0].remark.why, tuple(each.number for each in entries))
            for rule, entries in sorted(by_rule.items())
        ]


class ReviewPainter(Painter):
    """Paint a brief and put its remarks into the margin; figures are drawn from the brief without marks."""

    def __init__(self, workspace: Workspace, view: View, plain: View, frame: str, medium: Medium) -> None:
        super().__init__(workspace, view, frame, "end", medium)
        self.studio = Studio(workspace, plain, medium)
        self.environment.globals["figures"] = self.studio

    def reviewed(self, remarks: Sequence[Remark], source: str) -> str:
        """Paint the page with its remarks; `source` is the file that they were found in."""
        html, told = self.paint(), remarks[:MOST]
        found = _ARTICLE.search(html)
        if found is None:
            hint = 'a review copy puts its notes into the element <article class="brief">'
            raise BriefError([Problem("template", "the frame has no article", Place(self.frame), hint)])
        (article,) = read_elements(found[0]).elements
        margin = Margin(article, told, str(self.view.language.words["typography"]["colon"]))
        parts = self._parts(_summary(margin, len(remarks), source))
        margin.write(parts, str(self._word("review.notes")))
        _put_around(article, parts)
        before, after = (MARK.sub("", part) for part in (html[: found.start()], html[found.end() :]))
        return before + MARK.sub("", as_html(article)) + after

    def _parts(self, summary: Summary) -> Mapping[str, Element]:
        """Paint marks, notes and the summary, and return each by its id."""
        page, self.frame = self.frame, "review.html"
        try:
            tree = read_elements(self.paint(review=summary))
        finally:
            self.frame = page
        return {each.attributes["id"]: each for each in tree.walk() if "id" in each.attributes}


def _summary(margin: Margin, found: int, source: str) -> Summary:
    numbers = sorted(margin.numbers.items(), key=lambda pair: pair[1])
    shown = [Shown(printed, margin.remarks[number], number not in margin.whole) for number, printed in numbers]
    return Summary(shown, found - len(shown), source)


def _put_around(article: Element, parts: Mapping[str, Element]) -> None:
    """Put the summary below the masthead, and why the rules are asked at the end."""
    head = next((n for n, each in enumerate(article.children) if isinstance(each, Element)), 0)
    article.children.insert(head + 1, parts["review-summary"])
    if "review-why" in parts:
        article.children.append(parts["review-why"])


def make_review(task: Task) -> Reply:
    """Make the files of a review copy; this runs in the child."""
    made: list[tuple[str, bytes, int | None]] = []
    problems: list[Problem] = []
    for form in task.forms:
        page = review_page(task, form)
        file = printed(page, LAYOUT) if form == "pdf" else make_page(page, ("web", "review-web"))
        made.append((f"{page.view.edition}.{form}", file.content, file.pages))
        problems += file.problems
    return Reply(tuple(made), tuple(dict.fromkeys(problems)))


def review_page(task: Task, form: str) -> Page:
    """Paint the page of a review copy, as PDF or as HTML; it carries no source."""
    workspace = Workspace(task.root, dict(task.fonts))
    plain = _view(workspace, task, task.document)
    document = replace(task.document, brief=marked(task.document.brief, task.remarks[:MOST]))
    frame, medium = ("pdf.html", "print") if form == "pdf" else ("html.html", "web")
    painter = ReviewPainter(workspace, _view(workspace, task, document), plain, frame, medium)  # type: ignore[arg-type]
    html = painter.reviewed(task.remarks, task.document.trees.text.name)
    view = replace(plain, printing=EVERY_LINE) if form == "pdf" else plain
    return Page(html=html, view=view, workspace=workspace, place=task.document.place)


def _view(workspace: Workspace, task: Task, document: Document) -> ReviewView:
    view = view_of(workspace, document, task.paper, Look(theme=task.theme))
    tokens = {**view.theme.tokens, **tokens_of(workspace, [FORMAT])}
    return ReviewView(
        view.brief,
        view.seeds,
        view.folder,
        view.language,
        replace(view.theme, tokens=tokens),
        view.paper,
        view.left_out,
        FORMAT,
    )
