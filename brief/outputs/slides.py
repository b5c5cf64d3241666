"""The slides as a tagged PDF, 16 to 9: each in the largest of its sizes that fits, and a mistake where none does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

from markupsafe import Markup

from ..deck import Deck, Slide, deck_of, shortened
from ..model.meeting import Meeting
from ..paint import Painter
from ..problems import BriefError, Problem
from ..showing import for_showing
from .lines import lines_of, rows_of
from .output import Made, Output, Page
from .pdf import Layout, laid_out, written

WIDE = (338.667, 190.5)  # 13 1/3 by 7 1/2 inches, as presentation programs make them
LAYOUT = Layout("slides", common=("print",), size={"A4": WIDE, "Letter": WIDE})
FRAME = "slides.html"
# The classes that a slide takes one after the other until it fits: 25, 21, 18 pt, and 18 pt without what can be spared.
STEPS = ("fit-0", "fit-1", "fit-2", "fit-3")
# An office file is set in the fonts of whoever opens it: first with more room for the letters.
ROOMY = (*(f"{step} roomy" for step in STEPS), "fit-2", "fit-3")
_LINK = re.compile(r'<a\b[^>]*?\shref="#([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
_NUMBER = re.compile(r"slide-(\d+)")


@dataclass(frozen=True)
class Fitted:
    """Slides as they are laid out: the deck, the size of each slide (0 the largest), and the layout with its page."""

    deck: Deck
    sizes: tuple[int, ...]
    page: Page
    document: Any
    problems: tuple[Problem, ...]
    painter: Painter


def make(page: Page) -> Made:
    """Lay the slides out and write them as a tagged PDF that carries its source."""
    fitted = fit(page)
    # A deck is shown: the source holds what must not be raised.
    meeting = page.view.brief.meeting
    originals = {} if meeting and meeting.not_for_use else page.originals
    content, said = written(replace(fitted.page, originals=originals), LAYOUT, fitted.document)
    pages = len(fitted.document.pages)
    return Made(content, (*fitted.problems, *said), pages, readings=(fitted.page.html,))


def fit(page: Page, steps: Sequence[str] = STEPS) -> Fitted:
    """Lay the slides out, each in the largest size that fits: `steps` are the classes to try, in their order.

    A list that is too long in the smallest size shows fewer entries, and says how many more the brief has.
    Raises `BriefError` for a slide that does not fit at all, and for one that would show what is not for use.
    """
    whole = page.view.brief
    page = replace(page, view=replace(page.view, brief=for_showing(whole)))
    deck = deck_of(page.view, whole.meeting.talking_points if whole.meeting else ())
    painter, html = _painted(page, deck)
    # Our templates escaped what is in it.
    given = list(given_away(page, whole.meeting, Markup(html).striptags() if whole.meeting else ""))  # noqa: S704
    if given:
        raise BriefError(given)
    taken = dict.fromkeys(range(1, len(deck.slides) + 1), 0)
    while True:
        sized = replace(page, html=_sized(html, {number: steps[step] for number, step in taken.items()}))
        document, problems = laid_out(sized, LAYOUT.medium, layout=LAYOUT)
        over = _overruns(document)
        smaller = {number: taken[number] + 1 for number in over if taken[number] < len(steps) - 1}
        if not over:
            break
        if not smaller:
            deck = shortened(deck, over) or _too_long(page, deck, over)
            painter, html = _painted(page, deck)
        taken |= smaller
    sizes = tuple(STEPS.index(steps[step].split()[0]) for step in taken.values())
    return Fitted(deck, sizes, sized, document, tuple(problems), painter)


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


SLIDES = Output(
    "slides",
    ".pdf",
    FRAME,
    make,
    format="slides",
    description="a PDF of five to nine slides, one claim each",
    media_type="application/pdf",
)
