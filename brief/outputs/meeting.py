"""The meeting pack in one PDF, and each of its pieces alone.

A piece that is shown or handed round is painted from a brief that does not hold what must not be raised, nor what is
for the speaker; what its words would still give away is looked for in the painted page, and stops it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from markupsafe import Markup

from ..model.meeting import AgendaItem, Meeting
from ..paint import Painter
from ..problems import BriefError, Problem
from ..showing import for_showing
from ..spoken import versions
from ..view import View
from .fit import RUNT, used_share
from .lines import lines_of
from .output import Made, Output, Page
from .pdf import Laid, Layout, laid_out, printed
from .unlinked import unlinked

LAYOUT = Layout("meeting", over=("print",))

_FOOTNOTE = re.compile(r'\bid="(note-\d+)"')


@dataclass(frozen=True)
class Piece:
    """One piece of the pack: its name, which is its frame and its class, and what it needs of the meeting.

    `shown`: it is meant for those in the room; the others are for the speaker. `pages`: how many it should fit on.
    """

    name: str
    shown: bool
    description: str
    needs: str = ""
    pages: int | None = None

    @property
    def frame(self) -> str:
        """Return the name of its template."""
        return f"meeting/{self.name}.html"

    @property
    def alone(self) -> Output:
        """Return the output that is this piece and nothing else."""
        return _output(self.name, (self,), self.description)


def _made(pieces: Sequence[Piece], page: Page) -> Made:
    """Paint the pieces, put them into one frame, and write it."""
    meeting = _meeting(page, pieces)
    # No piece has the legend of the brief, so each range stands beside its term.
    ranged = page.view.brief.output.model_copy(update={"scale_display": "inline"})
    page = replace(page, view=replace(page.view, brief=page.view.brief.model_copy(update={"output": ranged})))
    chosen = [piece for piece in pieces if not piece.needs or getattr(meeting, piece.needs)]
    shown = replace(page.view, brief=for_showing(page.view.brief))
    painted = [_painted(page, piece, shown if piece.shown else page.view) for piece in chosen]
    name = "pack" if len(pieces) > 1 else f"pieces.{pieces[0].name}"
    view = shown if all(piece.shown for piece in pieces) else page.view
    frame = Painter(page.workspace, view, f"{page.view.format}.html", "foot")

    def framed(snug: Collection[str] = (), only: Collection[tuple[Piece, Markup]] = ()) -> str:
        shown_pieces = list(only or zip(chosen, painted, strict=True))
        return unlinked(frame.paint(pieces=shown_pieces, name=name, snug=snug))

    words = {piece.name: html.striptags() for piece, html in zip(chosen, painted, strict=True) if piece.shown}
    if view is shown:  # what it says of itself is read as well: running heads, title, subject, keywords
        around = " ".join((view.imprint.subject, *view.imprint.keywords))
        words = {page.view.format: f"{Markup(framed()).striptags()} {around}"}  # noqa: S704 - as below
    if given := list(_given(page, words)):
        raise BriefError(given)
    # A page that is shown carries no source: the source holds what it leaves out.
    whole = replace(page, html=framed(), view=view, originals={} if view is shown else page.originals)
    made = printed(whole, LAYOUT, _laid(whole, framed, chosen))
    # Each piece goes to hands of its own, and has to be complete in itself.
    return replace(made, readings=tuple(framed(only=(each,)) for each in zip(chosen, painted, strict=True)))


def _laid(page: Page, framed: Callable[[Collection[str]], str], pieces: Sequence[Piece]) -> Laid:
    """Lay the pieces out; those that run over their pages, or end on a nearly empty one, tighter where that helps."""
    first = laid_out(page, LAYOUT.medium, layout=LAYOUT)
    loose = _pages(first[0], pieces)
    wanting = [piece.name for piece in pieces if _wants_room(piece, loose[piece.name])]
    if not wanting:
        return first
    second = laid_out(replace(page, html=framed(wanting)), LAYOUT.medium, layout=LAYOUT)
    tight = _pages(second[0], pieces)
    helped = [name for name in wanting if len(tight[name]) < len(loose[name])]
    if helped in ([], wanting):
        return second if helped else first
    return laid_out(replace(page, html=framed(helped)), LAYOUT.medium, layout=LAYOUT)


def _pages(document: Any, pieces: Sequence[Piece]) -> dict[str, list[Any]]:
    """Return the pages of each piece."""
    pages: dict[str, list[Any]] = {piece.name: [] for piece in pieces}
    for page in document.pages:
        ids = {name for line in lines_of(page) for name in line.ids}
        for name in pages.keys() & ids:
            pages[name].append(page)
    return pages


def _wants_room(piece: Piece, pages: Sequence[Any]) -> bool:
    is_over = piece.pages is not None and len(pages) > piece.pages
    return is_over or (len(pages) > 1 and used_share(pages[-1]) < RUNT)


def _meeting(page: Page, pieces: Sequence[Piece]) -> Meeting:
    """Return the meeting; raise `BriefError` where there is none, or nothing in it to make the piece of."""
    meeting: Meeting | None = page.view.brief.meeting
    name = page.view.format
    if meeting is None:
        message = f"the brief has no meeting, so there is no {name} to make"
        hint = "write one, as in 'meeting: {objective: …, minutes: 30, agenda: […], talking_points: […]}'"
        raise BriefError([Problem("no-meeting", message, None, hint)])
    if not any(not piece.needs or getattr(meeting, piece.needs) for piece in pieces):
        needs = pieces[0].needs
        message, hint = (
            f"the meeting has no {needs}, so there is no {name} to make",
            f"write them as 'meeting: {needs}:'",
        )
        raise BriefError([Problem("no-meeting", message, page.place(("meeting",)), hint)])
    return meeting


def _painted(page: Page, piece: Piece, view: View) -> Markup:
    painter = Painter(page.workspace, view, piece.frame, "foot")
    meeting: Meeting = view.brief.meeting  # type: ignore[assignment]
    html = painter.paint(
        meeting=meeting, piece=piece, printed=True, versions=versions(meeting), timetable=list(_timetable(meeting))
    )
    return Markup(_FOOTNOTE.sub(rf'id="{piece.name}-\1"', html))  # noqa: S704 - our templates escaped what is in it


def _timetable(meeting: Meeting) -> Iterator[tuple[datetime.datetime | None, AgendaItem]]:
    """Yield every item of the agenda with the time at which it begins, where that is known."""
    start = meeting.when if isinstance(meeting.when, datetime.datetime) else None
    for item in meeting.agenda:
        yield start, item
        start = start + datetime.timedelta(minutes=item.minutes) if start and item.minutes else None


def _given(page: Page, words: Mapping[str, str]) -> Iterator[Problem]:
    """Find what is not for use in the words of pages that are shown, by their names."""
    meeting: Any = page.view.brief.meeting
    for path, word in meeting.giveaways():
        pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
        for name in (name for name, text in words.items() if pattern.search(text)):
            hint = "say it otherwise in the part of the brief that is printed there, or let it be raised"
            message = f"'{word}' is not for use in the meeting, but would stand on the {name}, which is shown"
            yield Problem("shown-withheld", message, page.place(("meeting", *path)), hint)


def _output(name: str, pieces: Sequence[Piece], description: str) -> Output:
    return Output(
        name,
        ".pdf",
        f"{name}.html",
        partial(_made, tuple(pieces)),
        notes=("foot",),
        paged=True,
        format=name,
        description=description,
        media_type="application/pdf",
        internal=not all(piece.shown for piece in pieces),
    )


READ_AHEAD = Piece("read-ahead", True, "the page that is read before the meeting, a PDF", pages=1)
AGENDA = Piece("agenda", True, "the agenda with its minutes, a PDF", "agenda", pages=1)
MEETING_BRIEF = Piece("meeting-brief", False, "objective, who is there, what is said and what is not, a PDF", pages=2)
SPEAKING_NOTE = Piece(
    "speaking-note", False, "the points in large type and the time they take, a PDF", "talking_points"
)
LINES = Piece("lines-to-take", False, "questions that may come and the lines on them, a PDF", "qna")
DECISION_SHEET = Piece(
    "decision-sheet", True, "the decisions sought, to be ticked by hand, a PDF", "decisions_sought", 1
)
ACTIONS = Piece("actions", True, "a record of decisions and actions, to be filled in by hand, a PDF", pages=1)

PIECES = (READ_AHEAD, AGENDA, MEETING_BRIEF, SPEAKING_NOTE, LINES, DECISION_SHEET, ACTIONS)
# The lines to take stand in the brief of the meeting.
IN_PACK = tuple(piece for piece in PIECES if piece is not LINES)

MEETING = _output("meeting", IN_PACK, "the whole meeting pack in one PDF")
MEETING_OUTPUTS = (MEETING, *(piece.alone for piece in PIECES))
