"""What changed since the last edition: what the house says of each change, in a box of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ..fields import Id, LineText, Many, OneOrMany, say
from ..handling import Marked
from ..section import SectionKind


class SaidChange(Marked):
    """One change and what is said of it; plain text may stand for a change that concerns no single item."""

    shorthand: ClassVar[str] = "text"
    at: OneOrMany[Id] = say("What changed, by the ids of the items; one that was dropped, too.", (), eg=["KJ2"])
    text: LineText = say("What changed and why, in one sentence.", required=True)


def _moves(_value: Any, brief: Any) -> Mapping[str, Any]:
    """Gather the judgements by how they moved, in the order of the brief."""
    moves: dict[str, list[str]] = {}
    for judgement in brief.key_judgements:
        if judgement.change_since_last:
            moves.setdefault(judgement.change_since_last.direction, []).append(judgement.id)
    return {"moves": moves}


CHANGES = SectionKind[tuple[SaidChange, ...]](
    "changes",
    Many[SaidChange],
    "What changed since the edition that this one replaces (`meta.supersedes`), in a box of its own.",
    example=[{"at": "KJ2", "text": "Lowered: two crossings have opened again."}],
    derive=_moves,
)
