"""Since the cut-off: what happened after the information cut-off, kept apart from the assessment."""

from __future__ import annotations

from ..fields import Edtf, EvidenceText, LineText, Many, OneOrMany, say
from ..handling import Marked
from ..section import SectionKind
from ..terms import StakeRef


class LaterEvent(Marked):
    """One dated event after the cut-off and what it does to a judgement."""

    date: Edtf = say("When it happened, as precisely as that is known.", required=True, eg="2024-05-02")
    text: LineText = say("What happened.", required=True)
    sources: OneOrMany[EvidenceText] = say("Where it stands.", (), eg=["S2"])
    effect_on: OneOrMany[StakeRef] = say("What it bears on, by the ids of judgements or risks.", (), eg=["KJ1"])
    effect: LineText | None = say("What it does to them.")


POST_CUTOFF = SectionKind[tuple[LaterEvent, ...]](
    "post_cutoff",
    Many[LaterEvent],
    "What happened after the information cut-off, in a box of its own.",
    essential=True,
)
