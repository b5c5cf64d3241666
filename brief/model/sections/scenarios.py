"""Scenarios: named futures with a horizon, drivers and first signs."""

from __future__ import annotations

from typing import Annotated

from ..fields import Id, LikelihoodText, LineText, Many, Numbered, OneOrMany, Text, named, say
from ..handling import Marked
from ..section import SectionKind


class Scenario(Marked):
    """One named future."""

    id: Id = named("SC1")
    name: LineText = say("A short name.", required=True, eg="Slow thaw")
    text: LineText = say("What happens in it.", required=True)
    event: Text | None = say("A key shared with judgements and risks on the same event: their likelihoods must agree.")
    likelihood: LikelihoodText | None = say("A term of the declared scale, or not_assessed.", eg="likely")
    likelihood_note: LineText | None = say("Why no likelihood can be given.")
    horizon: LineText | None = say("By when it would have come about.", eg="end of 2025")
    drivers: OneOrMany[LineText] = say("What pushes it.", ())
    first_signs: OneOrMany[LineText] = say("What one would see first.", ())
    implications: LineText | None = say("What follows from it for the reader.")


SCENARIOS = SectionKind[tuple[Scenario, ...]](
    "scenarios", Annotated[Many[Scenario], Numbered("SC")], "Two to four named futures."
)
