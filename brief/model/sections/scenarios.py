"""Scenarios: named futures with a horizon, drivers and first signs."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator

from ..fields import (
    Id,
    LikelihoodText,
    LineText,
    Many,
    Model,
    OneOrMany,
    Text,
    numbered,
    say,
)
from ..section import SectionKind


class Scenario(Model):
    """One named future."""

    id: Id = say("Stable across editions.", required=True, eg="SC1")
    name: LineText = say("A short name.", required=True)
    text: LineText = say("What happens.", required=True)
    event: Text | None = say("A shared key with judgements and risks.")
    likelihood: LikelihoodText | None = say("A term of the declared scale.")
    horizon: LineText | None = say("By when.")
    drivers: OneOrMany[LineText] = say("What pushes it.", ())
    first_signs: OneOrMany[LineText] = say("What one would see first.", ())
    implications: LineText | None = say("What follows.")


SCENARIOS = SectionKind[tuple[Scenario, ...]](
    "scenarios", Annotated[Many[Scenario], BeforeValidator(numbered("SC"))], "Two to four named futures."
)
