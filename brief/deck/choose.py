"""Which slides a brief gives: at most nine, one claim each, and what is put together where there are more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from ..view import View
from .claims import claim_slides, later
from .frame import cover_slide, message_slide, reference_slide
from .lists import (
    asked,
    background_slide,
    chart_slides,
    open_slide,
    option_slide,
    risk_slide,
    shorter,
    together,
    watched,
)
from .slides import Deck, Note, Slide

MOST, FEWEST = 9, 5


def deck_of(view: View, points: Sequence[Any] = ()) -> Deck:
    """Return the slides of a brief; `points` are the talking points of its meeting, which go into the notes.

    Where they are more than nine, what is asked and what is open share a slide, then charts are left out but one, then
    all; then the last judgements share slides. Nothing that qualifies a judgement is left out.
    """
    first = [cover_slide(view), *_there([message_slide(view, later(view, None))])]
    number = len(view.brief.key_judgements)
    charts, risks, rest = chart_slides(view), _there([risk_slide(view)]), _there([asked(view), open_slide(view)])

    def over() -> int:
        return len(first) + number + len(charts) + len(risks) + len(rest) + 1 - MOST

    if over() > 0:
        charts = charts[:1]
    if over() > 0 and len(rest) == 2:
        rest = [together(view, *rest)]
    if over() > 0:
        charts = []
    judged = claim_slides(view, max(1, number - max(over(), 0)))
    slides = [*first, *judged, *charts, *risks, *rest]
    slides += _filled(view, slides)
    shown = {name for slide in slides for name in slide.anchors}
    return Deck(tuple(_spoken(view, [*slides, reference_slide(view, shown)], points)))


def shortened(deck: Deck, numbers: Collection[int]) -> Deck | None:
    """Return a deck in which slides that run over, by their numbers from 1, show one entry less and count it instead.

    Returns None where one of them shows nothing that the full brief can be left to say.
    """
    cut = {number: shorter(deck.slides[number - 1]) for number in numbers}
    slides = (cut.get(number, slide) for number, slide in enumerate(deck.slides, 1))
    kept = tuple(slide for slide in slides if slide is not None)
    return Deck(kept) if len(kept) == len(deck.slides) else None


def _spoken(view: View, slides: Sequence[Slide], points: Sequence[Any]) -> list[Slide]:
    """Put each talking point into the notes of the slide that shows what it rests on; the others open the deck."""
    said: dict[int, list[Note]] = {}
    opening = next((n for n, slide in enumerate(slides) if slide.kind == "statement"), 0)
    for point in points:
        rests = (n for name in point.from_ for n, slide in enumerate(slides) if name in slide.anchors)
        notes = said.setdefault(next(rests, opening), [])
        notes.append(Note(view.language.word("slides.say"), point.text))
        notes += [Note("", point.more)] if point.more else []
    return [replace(slide, notes=(*said.get(n, ()), *slide.notes)) for n, slide in enumerate(slides)]


def _there(slides: Sequence[Slide | None]) -> list[Slide]:
    return [slide for slide in slides if slide is not None]


def _filled(view: View, slides: Sequence[Slide]) -> list[Slide]:
    """Return what a short deck has room for: options that lead to what is asked, signs to watch, the background."""
    paths = {slide.path for slide in slides}
    more = [slide for slide in _there([option_slide(view), watched(view)]) if slide.path not in paths]
    room = MOST - 1 - len(slides)
    chosen = more[: max(room, 0)]
    lacking = FEWEST - 1 - len(slides) - len(chosen)
    return [*chosen, *(_there([background_slide(view)]) if lacking > 0 else [])]
