"""Timeline: dated events, as precisely as the dates are known (EDTF)."""

from __future__ import annotations

from ..fields import Edtf, EvidenceText, LineText, Many, Model, OneOrMany, YesNo, one_of, say
from ..section import SectionKind
from ..vocabulary import TIMELINE_WEIGHT


class TimelineEvent(Model):
    """One event of the timeline."""

    date: Edtf = say("As precise as it is known (EDTF).", required=True, eg="1992-04")
    text: LineText = say("What happened.", required=True)
    sources: OneOrMany[EvidenceText] = say("Where it stands.", (), eg=["S1#4"])
    weight: one_of(TIMELINE_WEIGHT) = say("A turning point is `key`.", "normal")  # type: ignore[valid-type]
    expected: YesNo = say("The event lies ahead.", False)


TIMELINE = SectionKind[tuple[TimelineEvent, ...]]("timeline", Many[TimelineEvent], "Dated events, oldest first.")
