"""What a new edition says of its own changes, held against what really changed."""

from __future__ import annotations

from collections.abc import Iterator

from ..comparing import Comparison
from ..comparing.kinds import MOVES

AS_SAID = {
    "new": "added",
    "raised": "raised",
    "lowered": "lowered",
    "strengthened": "strengthened",
    "weakened": "weakened",
}


def said_wrongly(comparison: Comparison) -> Iterator[str]:
    """Yield a sentence for each judgement that moved otherwise than its change_since_last says."""
    for judgement in comparison.new.key_judgements:
        said = judgement.change_since_last
        change = comparison.by_id.get(judgement.id)
        moved = [kind for kind in (change.kinds if change else ()) if kind in MOVES]
        name = judgement.id
        if said is None:
            if moved:
                yield f"{name} was {moved[0]}, and its change_since_last is missing"
        elif said.direction == "unchanged" and moved:
            yield f"{name} says that it is unchanged, but it was {', '.join(moved)}"
        elif (kind := AS_SAID.get(said.direction)) and kind not in moved:
            yield f"{name} says that it is {said.direction}, but it was {', '.join(moved) or 'left as it stood'}"
    gone = [each.id for each in comparison.old.key_judgements if each.id in _dropped(comparison)]
    for name in gone:
        if not any(name in each.at for each in comparison.new.changes):
            yield f"{name} was dropped, and nothing says so: keep it with direction 'dropped', or say it under changes"


def _dropped(comparison: Comparison) -> set[str]:
    return {change.id for change in comparison.changes if change.after is None}
