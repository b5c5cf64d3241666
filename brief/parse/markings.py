"""How the labels of the parts agree with that of the brief: it is marked at least as strictly as its strictest part."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Brief
from ..model.handling import marked_parts, marking_problem
from ..problems import Problem
from .messages import MESSAGES
from .trees import Path, Trees


def marking_problems(brief: Brief, trees: Trees) -> Iterator[Problem]:
    """Yield every label that is none of the scheme, and both places where a part is stricter than the brief."""
    handling = brief.handling
    if any(path[:1] == ("handling",) for path in trees.dropped):
        return  # The scheme may be what was refused, and that has its own problem.
    labels: list[tuple[Path, str]] = [((*path, "marking"), str(part.marking)) for path, part in marked_parts(brief)]
    if handling.unmarked is not None:
        labels.append((("handling", "unmarked"), handling.unmarked))
    sound: list[tuple[Path, str]] = []
    for path, label in labels:
        found = marking_problem(handling.scheme, label, handling.authority_confirmed)
        if found is None and label not in handling.order:
            found = "marking-level", {"value": label, "allowed": handling.order}
        if found is None:
            sound.append((path, label))
        else:
            message, hint = MESSAGES[found[0]](found[1])
            yield Problem(found[0], message, trees.place(path), hint)
    yield from _stricter_parts(brief, trees, sound)


def _stricter_parts(brief: Brief, trees: Trees, labels: list[tuple[Path, str]]) -> Iterator[Problem]:
    handling = brief.handling
    if handling.marking is None:
        return
    above = [(path, label) for path, label in labels if handling.is_above(label, handling.marking)]
    if not above:
        return
    strictest = max((label for _, label in above), key=handling.order.index)
    hint = f"mark the brief {strictest}; an edition for more readers leaves such parts out (--audience)"
    for path, label in above:
        message = f"this part is {label}, but the brief is marked {handling.marking} only"
        yield Problem("marking-too-low", message, trees.place(path), hint)
    held = f"one of its parts is {strictest}" if len(above) == 1 else f"{len(above)} of its parts are for fewer readers"
    message = f"the brief is marked {handling.marking}, but {held}"
    yield Problem("marking-too-low", message, trees.place(("handling", "marking")), hint)
