"""In which of its sizes each slide fits: found out once for a brief, for every output that shows slides.

A slide stands alone: what is on another does not move it. So only those that ran over are laid out again, and what was
found for the PDF is where the presentation begins: letters with more room never need less of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from markupsafe import Markup

from ..deck import Deck, Slide, deck_of, shortened
from ..model.meeting import Meeting
from ..paint import Painter
from ..problems import BriefError, Problem
from ..showing import for_showing
from .lines import lines_of, rows_of
from .output import Page
from .pdf import Layout, laid_out

WIDE = (338.667, 190.5)  # 13 1/3 by 7 1/2 inches, as presentation programs make them
LAYOUT = Layout("slides", common=("print",), size={"A4": WIDE, "Letter": WIDE})
FRAME = "slides.html"
# The classes that a slide takes one after the other until it fits: 25, 21, 18 pt, and 18 pt without what can be spared.
STEPS = ("fit-0", "fit-1", "fit-2", "fit-3")
# An office file is set in the fonts of whoever opens it: first with more room for the letters.
ROOMY = (*(f"{step} roomy" for step in STEPS), "fit-2", "fit-3")
# The tables and lists of the last slide have one size: of these steps none sets it smaller than the one before.
SAME_FOR_REFERENCE = ("fit-1", "fit-2", "fit-1 roomy")
_LINK = re.compile(r'<a\b[^>]*?\shref="#([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_NUMBER = re.compile(r"slide-(\d+)")
_SECTION = re.compile(r'(?=<section class="slide )')
_DECIDED = "sizes of slides"  # the name under which they are kept for the other outputs of the brief


@dataclass(frozen=True)
class Fitted:
    """Slides as they are laid out: the deck, the size of each (0 the largest), the page, who painted it, its layouts.

    Of the layouts each holds only what the one before did not have in its size; where they are for a PDF, the last is
    whole.
    """

    deck: Deck
    sizes: tuple[int, ...]
    page: Page
    layouts: tuple[Any, ...]
    problems: tuple[Problem, ...]
    painter: Painter


def fit(page: Page) -> Fitted:
    """Lay the slides out, each in the largest size that fits.

    A list that is too long in the smallest size shows fewer entries, and says how many more the brief has.
    Raises `BriefError` for a slide that does not fit at all, and for one that would show what is not for use.
    """
    ladder = _decided(page)
    while not ladder.is_whole:
        ladder.lay_out(ladder.numbers)
        ladder.climb()
    ladder.layouts = ladder.layouts[-1:]
    return ladder.fitted()


def fit_roomy(page: Page) -> Fitted:
    """Lay the slides out for the fonts of whoever opens the file, from their sizes in the PDF; raises as `fit` does."""
    found = _decided(page)
    ladder = _Ladder(found.page, found.deck, ROOMY, dict(found.taken), (found.painter, found.html))
    ladder.lay_out(ladder.numbers)
    ladder.climb()
    return ladder.fitted()


def _decided(page: Page) -> _Ladder:
    """Find the size of each slide, or take those that were found for another output."""
    whole = page.view.brief
    page = replace(page, view=replace(page.view, brief=for_showing(whole)))
    deck, taken = page.kept.get(_DECIDED, (None, {}))
    deck = deck or deck_of(page.view, whole.meeting.talking_points if whole.meeting else ())
    ladder = _Ladder(page, deck, STEPS, dict(taken))
    # Our templates escaped what is in it.
    words = Markup(ladder.html).striptags() if whole.meeting else ""  # noqa: S704
    if given := list(given_away(page, whole.meeting, words)):
        raise BriefError(given)
    if not taken:
        ladder.lay_out(ladder.numbers)
        ladder.climb()
        page.kept[_DECIDED] = (ladder.deck, dict(ladder.taken))
    return ladder


@dataclass
class _Ladder:
    """Lays slides out in ever smaller sizes: `taken` is the step of each, by its number, of the classes in `steps`."""

    page: Page
    deck: Deck
    steps: Sequence[str]
    taken: dict[int, int]
    painted: tuple[Painter, str] | None = None
    layouts: list[Any] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    is_whole: bool = False  # the last layout has all slides, in their sizes
    over: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.painter, self.html = self.painted or _painted(self.page, self.deck)
        self.taken = self.taken or dict.fromkeys(range(1, len(self.deck.slides) + 1), 0)

    @property
    def numbers(self) -> Collection[int]:
        """Return the numbers of all slides."""
        return self.taken.keys()

    @property
    def sized(self) -> str:
        """Return the markup of all slides, each with the class of its size."""
        return _sized(self.html, {number: self.steps[step] for number, step in self.taken.items()})

    def lay_out(self, numbers: Collection[int]) -> None:
        """Lay some slides out, and find those that run over."""
        self.is_whole = len(numbers) == len(self.taken)
        html = self.sized if self.is_whole else _linked(_only(self.sized, numbers))
        document, problems = laid_out(replace(self.page, html=html), LAYOUT.medium, layout=LAYOUT)
        self.layouts.append(document)
        self.over = _overruns(document)
        if self.is_whole:  # what there is to say of a part of it has been said of the whole
            self.problems = tuple(problems)

    def climb(self) -> None:
        """Set what runs over smaller and lay it out again, until all fits."""
        while self.over:
            smaller = {number: self._below(number) for number in self.over if self.taken[number] < len(self.steps) - 1}
            if not smaller:
                self.deck = shortened(self.deck, self.over) or _too_long(self.page, self.deck, self.over)
                self.painter, self.html = _painted(self.page, self.deck)
            self.taken |= smaller
            self.lay_out(sorted(self.over))

    def _below(self, number: int) -> int:
        """Return the next step of a slide, past those that would change nothing on it."""
        below = self.taken[number] + 1
        while self.deck.slides[number - 1].kind == "reference" and self.steps[below] in SAME_FOR_REFERENCE:
            below += 1
        return below

    def fitted(self) -> Fitted:
        """Return what was found."""
        sizes = tuple(STEPS.index(self.steps[step].split()[0]) for step in self.taken.values())
        page = replace(self.page, html=self.sized)
        return Fitted(self.deck, sizes, page, tuple(self.layouts), self.problems, self.painter)


def _painted(page: Page, deck: Deck) -> tuple[Painter, str]:
    painter = Painter(page.workspace, page.view, FRAME, "end")
    return painter, _linked(painter.paint(deck=deck))


def given_away(page: Page, meeting: Meeting | None, text: str) -> Iterator[Problem]:
    """Find what is not for use in the meeting in the words of the slides, which those in the room see."""
    for path, word in meeting.giveaways() if meeting else ():
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE):
            hint = "say it otherwise in the part of the brief that is shown there, or let it be raised"
            message = f"'{word}' is not for use in the meeting, but would stand on the slides, which are shown"
            yield Problem("shown-withheld", message, page.place(("meeting", *path)), hint)


def _sized(html: str, classes: Mapping[int, str]) -> str:
    """Give each slide the class of its size."""
    for number, name in classes.items():
        html = html.replace(f' fit-0" id="slide-{number}"', f' {name}" id="slide-{number}"', 1)
    return html


def _only(html: str, numbers: Collection[int]) -> str:
    """Return the markup with some of the slides, by their numbers from 1."""
    head, *slides = _SECTION.split(html)
    end = slides[-1].rindex("</article>")
    slides, foot = [*slides[:-1], slides[-1][:end]], slides[-1][end:]
    return head + "".join(slide for number, slide in enumerate(slides, 1) if number in numbers) + foot


def _linked(html: str) -> str:
    """Keep links to what stands on a slide; the words of the others stay."""
    ids = set(re.findall(r'\sid="([^"]+)"', html))
    return _LINK.sub(lambda match: match[0] if match[1] in ids else match[2], html)


def _overruns(document: Any) -> dict[int, int]:
    """Return the slides that run over, by their numbers, each with how many lines it is too long."""
    found: dict[int, int] = {}
    seen: set[int] = set()
    for page in document.pages:
        box = page._page_box  # noqa: SLF001 - as in lines_of
        foot = box.content_box_y() + box.height + 1
        lines = lines_of(page)
        numbers = {int(match[1]) for line in lines for name in line.ids if (match := _NUMBER.fullmatch(name))}
        for number in numbers:
            own = [line for line in lines if f"slide-{number}" in line.ids]
            below = own if number in seen else [line for line in own if line.bottom > foot]
            if below:
                found[number] = found.get(number, 0) + len(rows_of(below))
        seen |= numbers
    return found


def _too_long(page: Page, deck: Deck, over: Mapping[int, int]) -> NoReturn:
    raise BriefError(
        [_one_too_long(page, deck.slides[number - 1], number, lines) for number, lines in sorted(over.items())]
    )


def _one_too_long(page: Page, slide: Slide, number: int, lines: int) -> Problem:
    several = f"{slide.anchors[0]} to {slide.anchors[-1]}" if len(slide.anchors) > 4 else ", ".join(slide.anchors)
    what = several or slide.kicker or "the title"
    message = f"slide {number} ({what}) is {lines} line{'s' if lines > 1 else ''} too long at 18 pt"
    hint = "shorten what it shows; nothing on a slide is set smaller or left out that qualifies a claim"
    return Problem("slide-length", message, page.place(slide.path), hint)
