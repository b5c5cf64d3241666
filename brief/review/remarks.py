"""What the checks found, ready to stand in the margin of a page: waived findings with their waivers among it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..checks import RULES, Weighed, weigh
from ..findings import words_at
from ..model import Brief
from ..model.settings import Waiver
from ..parse import Document
from ..problems import Place, Severity

MOST = 400  # of one brief: a page with more is read by nobody, and 'brief check' tells all
LENGTH = 70  # letters of the author's words that are quoted
KINDS = ("error", "warning", "info", "waived")


@dataclass(frozen=True)
class Remark:
    """One finding: what is told of it, the value and the item it is about, and the bounds of its words."""

    rule: str
    severity: Severity
    message: str
    question: str
    place: str
    path: tuple[str | int, ...]
    words: tuple[int, int] | None = None
    quoted: str = ""
    waiver: Waiver | None = None
    item: str | None = None

    @property
    def kind(self) -> str:
        """Return how it is told: by its severity, or as waived."""
        return "waived" if self.waiver else self.severity

    @property
    def title(self) -> str:
        """Return what the rule flags."""
        rule = RULES.get(self.rule)
        return rule.title.replace("`", "'") if rule else ""

    @property
    def why(self) -> str:
        """Return why the rule is asked."""
        rule = RULES.get(self.rule)
        return rule.explanation.replace("`", "'") if rule else ""


def remarks_of(document: Document, strict: bool = False, theme: str | None = None) -> tuple[Remark, ...]:
    """Return what the checks find, each finding once, the gravest first."""
    unique = dict.fromkeys(_remarks(weigh(document, strict, theme), document))
    return tuple(sorted(unique, key=lambda remark: KINDS.index(remark.kind)))


def _remarks(weighed: Iterable[Weighed], document: Document) -> Iterator[Remark]:
    brief, home = document.brief, document.trees.text.name.rpartition("/")[0]
    for problem, finding, waiver in weighed:
        bounds = None if finding.start is None or finding.end is None else (finding.start, finding.end)
        # What is said of a whole value stands beside it.
        quoted = "" if problem.place is None or bounds is None else " ".join(words_at(problem.place).split())
        yield Remark(
            problem.rule,
            problem.severity,
            problem.message,
            problem.hint or "",
            _short(problem.place, home),
            () if finding.file else finding.path,
            bounds,
            "" if quoted in problem.message else _shortened(quoted.strip("'\"")),
            waiver,
            None if finding.file else _item_of(brief, finding.path),
        )


def _short(place: Place | None, home: str) -> str:
    """Write a place without the folder of the brief."""
    return str(place).removeprefix(f"{home}/") if place else ""


def _item_of(brief: Brief, path: tuple[str | int, ...]) -> str | None:
    """Return the id of the item that a value stands in."""
    if len(path) < 2 or not isinstance(path[1], int):
        return None
    section = getattr(brief, str(path[0]), None)
    item = section[path[1]] if isinstance(section, tuple) and path[1] < len(section) else None
    return getattr(item, "id", None)


def _shortened(text: str) -> str:
    return text if len(text) <= LENGTH else text[:LENGTH].rsplit(" ", 1)[0] + "…"
