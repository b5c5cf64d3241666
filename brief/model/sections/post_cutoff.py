"""Since the cut-off: what happened after the information cut-off, kept apart from the assessment."""

from __future__ import annotations

from ..fields import Edtf, EvidenceText, LineText, Many, Model, OneOrMany, ref_to, say
from ..section import SectionKind


class LaterEvent(Model):
    """One dated event after the cut-off and what it does to a judgement."""

    date: Edtf = say("When it happened (EDTF).", required=True)
    text: LineText = say("What happened.", required=True)
    sources: OneOrMany[EvidenceText] = say("Where it stands.", ())
    effect_on: OneOrMany[ref_to("key_judgements", "risks")] = say("What it bears on.", (), eg=["KJ1"])  # type: ignore[valid-type]
    effect: LineText | None = say("What it does to it.")


POST_CUTOFF = SectionKind[tuple[LaterEvent, ...]](
    "post_cutoff", Many[LaterEvent], "What happened after the information cut-off, in a box of its own."
)
