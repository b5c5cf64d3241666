"""Actors: who matters, what they want and what they can do."""

from __future__ import annotations

from ..fields import LineText, Many, Text, say
from ..handling import Marked
from ..section import SectionKind


class Actor(Marked):
    """One person, body or state with a stake in the matter."""

    name: Text = say("Who it is.", required=True, eg="River agency")
    role: LineText | None = say("Their part in the matter.")
    interest: LineText | None = say("What they want.")
    position: LineText | None = say("What they say they want.")
    leverage: LineText | None = say("What they can do about it.")


ACTORS = SectionKind[tuple[Actor, ...]]("actors", Many[Actor], "Who matters, what they want, what they can do.")
