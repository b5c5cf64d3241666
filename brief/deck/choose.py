"""Which slides a brief gives: at most nine, one claim each, and what is put together where there are more."""

from __future__ import annotations

from collections.abc import Sequence

from ..view import View
from .claims import claim_slides, later
from .frame import cover_slide, message_slide, reference_slide
from .lists import asked, background_slide, chart_slides, open_slide, option_slide, risk_slide, together, watched
from .slides import Deck, Slide

MOST, FEWEST = 9, 5


def deck_of(view: View) -> Deck:
    """Return the slides of a brief.

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
    return Deck((*slides, *_filled(view, slides), reference_slide(view)))


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
