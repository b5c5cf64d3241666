"""A redline: the new edition with the words of the old one struck in it, on a page that anybody can read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from ..comparing import Comparison
from ..figures import Medium, Studio
from ..imprint import Imprint
from ..model import Brief
from ..model.fields import Evidence, Line, Prose
from ..paint import Painter
from ..theme import Manner
from ..view import View
from ..workspace import Workspace
from .merging import ABSENT, Revised, RevisedNumber
from .summary import Summary
from .words import GONE, STRUCK, Marks, add, drop, revised, with_capitals

_NOTES = re.compile(r"\[\^[^\]\s]{1,40}\](?!:)|\^\[[^\]]*\]|^\[\^[^\]\s]{1,40}\]:.*$", re.MULTILINE)
# What the new edition says of its changes names what was dropped, and is no part of it.
_SAID = re.compile(r'(<section class="section changes".*?</section>)', re.DOTALL)
_LINK = re.compile(r'(<a\b[^>]*\bhref="#([A-Za-z0-9]+)"[^>]*>)([^<\ue000-\ue005]*)(</a>)')


@dataclass(frozen=True)
class ComparedImprint(Imprint):
    """The furniture of a redline: its status says that it is one, and of what."""

    old: Brief | None = None

    @property
    def status(self) -> str:
        """Return that this is a comparison, before where the new edition stands."""
        last = self.language.word("page.version", version=self.old.meta.version if self.old else "")
        return " · ".join(filter(None, (self.language.word("changes.compared", edition=last), super().status)))


@dataclass(frozen=True)
class RedlineView(View):
    """The view of two editions merged; `plain` is that of the new edition alone."""

    plain: View | None = None
    comparison: Comparison = field(kw_only=True)

    @cached_property
    def imprint(self) -> Imprint:
        """Return the furniture of the page."""
        return ComparedImprint(self.brief, self.language, self.comparison.old)

    @cached_property
    def dropped(self) -> frozenset[str]:
        """Return the ids of the items that the new edition does not have."""
        return frozenset(change.id for change in self.comparison.changes if change.id and change.after is None)

    @cached_property
    def added(self) -> frozenset[str]:
        """Return the ids of the items that the old edition did not have."""
        return frozenset(change.id for change in self.comparison.changes if change.id and change.before is None)


class RedlinePainter(Painter):
    """Paint a view of two editions: each value that changed is written as it was, struck, and as it is."""

    def __init__(self, workspace: Workspace, view: View, frame: str, notes: Manner, medium: Medium = "print") -> None:
        language = view.language
        struck, added = (language.word(f"changes.{name}", words="\0").split("\0") for name in ("struck", "added"))
        self.marks = Marks((struck[0], struck[1]), (added[0], added[1]))
        super().__init__(workspace, view, frame, notes, medium)
        if isinstance(view, RedlineView) and view.plain is not None:
            self.studio = Studio(workspace, view.plain, medium)
            self.environment.globals["figures"] = self.studio

    def paint(self, **extra: Any) -> str:
        """Fill the frame, with what changed in the summary at its head."""
        view = self.view
        if not isinstance(view, RedlineView):
            raise TypeError("a redline is painted from the view of two editions")
        summary = Summary(view.comparison, view, self.both)
        html = super().paint(revision=summary, title=view.comparison.new.meta.title, **extra)
        return self.marks.written(_with_links_struck(html, view.dropped))

    def both(self, write: Callable[[Any], Any], value: Any) -> Any:
        """Write a value, and what it was before it, where it changed."""
        if not isinstance(value, Revised):
            return write(value)
        pair = without_notes(value.before), value.after
        before, after = ("" if each is ABSENT else str(escape(write(each))) for each in pair)
        return revised(before, after)

    def _globals(self) -> Mapping[str, Any]:
        found = dict(super()._globals())
        for name in ("date", "fuzzy", "short", "number", "digits", "term"):
            found[name] = self._twice(found[name])
        found["band"] = self._band
        found["range_of"] = self._range
        words = found["words"]
        found["words"] = lambda name, value: self.both(lambda each: words(name, each), value)
        found["ltr"] = self._ltr
        return found

    def _filters(self) -> Mapping[str, Callable[..., Any]]:
        found = dict(super()._filters())
        plain = found["plain"]
        found["plain"] = lambda value: plain(value.after if isinstance(value, Revised) else value)
        found["capitalize"] = lambda text: type(text)(with_capitals(str(text))) if isinstance(text, str) else text
        bound = found["nowidow"]
        found["nowidow"] = lambda value: self._finalize(value) if isinstance(value, Revised) else bound(value)
        return found

    def _band(self, term: Any) -> Any:
        """Return the band of a term, with the ends of the one that it was; a drawing shows the band that it is."""
        band = self.view.band(term)
        if band is None or not isinstance(term, Revised):
            return band
        both = [None if each is ABSENT else self.view.band(each) for each in (term.before, term.after)]
        ends = ((each.low, each.high) if each else (None, None) for each in both)
        (low, high), (new_low, new_high) = ends
        return replace(band, low=paired_ends(low, new_low), high=paired_ends(high, new_high))

    def _range(self, low: Any, high: Any) -> Any:
        """Write a range, and the one that it was."""
        write = self.view.language.range
        if not (isinstance(low, Revised) and isinstance(high, Revised)):
            return write(low, high)
        pairs = ((low.before, high.before), (low.after, high.after))
        before, after = ("" if ABSENT in pair else str(escape(write(*pair))) for pair in pairs)
        return revised(before, after)

    def _twice(self, write: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda value: self.both(write, value)

    def _finalize(self, value: Any) -> Any:
        if isinstance(value, Revised):
            return self.both(self._once, value)
        return super()._finalize(value)

    def _once(self, value: Any) -> Any:
        """Write one of the two values."""
        return super()._finalize(value)

    def _evidence(self, evidence: Sequence[Evidence]) -> Markup:
        if not any(isinstance(each, Revised) for each in evidence):
            return super()._evidence(evidence)
        old = [each for each in evidence if not isinstance(each, Revised) or each.before is not ABSENT]
        new = [each for each in evidence if not isinstance(each, Revised) or each.after is not ABSENT]
        before, after = (str(super(RedlinePainter, self)._evidence(each)) for each in (old, new))
        return Markup(after) if before == after else revised(before, after)

    def _ref(self, name: str) -> Markup:
        link = str(super()._ref(str(name)))
        if not isinstance(name, Revised):
            return Markup(link)
        return Markup(drop(link) if name.after is ABSENT else add(link))

    def _ltr(self, text: str) -> Markup:
        """Write an id as any other text; one of an item that is new or gone says so."""
        written, view = super()._ltr(text), self.view
        if isinstance(view, RedlineView) and str(text) in view.dropped:
            return Markup(drop(str(written)))
        if isinstance(view, RedlineView) and str(text) in view.added:
            return Markup(add(str(written)))
        return written


def _with_links_struck(html: str, dropped: frozenset[str]) -> str:
    """Strike the links that lead to what was dropped, where they do not stand in struck words already."""

    def struck(match: re.Match[str]) -> str:
        before = match.string[max(0, match.start() - 2_000) : match.start()]
        inside = any(before.rfind(start) > before.rfind(end) for start, end in (STRUCK, GONE))
        if match[2] not in dropped or inside:
            return match[0]
        return f"{match[1]}{drop(match[3])}{match[4]}"

    parts = _SAID.split(html)
    return "".join(part if number % 2 else _LINK.sub(struck, part) for number, part in enumerate(parts))


def paired_ends(before: int | None, after: int | None) -> RevisedNumber:
    """Return one end of a band that knows what it was; equal ends, too, so that the whole range is told."""
    shown = before if after is None else after
    both = RevisedNumber(shown or 0)
    both.before, both.after = (ABSENT if value is None else value for value in (before, after))
    return both


def without_notes(value: Any) -> Any:
    """Return a text without its footnotes: those of the old edition have no place in the new one."""
    return type(value)(_NOTES.sub("", value)) if type(value) in (Line, Prose) else value
