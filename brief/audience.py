"""An edition for more readers: the brief without the parts that are marked for fewer, and without what leads to them.

It knows markings, references and citations, and no field of any section. What carries no label of its own is for the
readers of the whole brief unless the author says otherwise (`handling.unmarked`): nothing goes further by oversight.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from .cutting import Cut, hollow
from .model import Brief, walk
from .model.fields import Line, Prose, RecordName
from .model.handling import Marked, marked_parts
from .parse import Document
from .problems import BriefError, Problem, did_you_mean

PUBLIC = "public"  # stands for the widest circle of whatever scheme a brief follows

Path = tuple[str | int, ...]


class Edition(NamedTuple):
    """A brief for some readers, and what its author should look at."""

    document: Document
    problems: tuple[Problem, ...] = ()


def edition_for(document: Document, audience: str) -> Edition:
    """Return the edition of a brief for the readers of a label, or for `public`.

    A brief that is for them as it stands comes back as it is. Raises `BriefError` where the label is none of the
    brief's scheme, or where unmarked parts would go further than their author has said.
    """
    handling = document.brief.handling
    label = _label(document, audience)
    if not handling.is_above(str(handling.marking), label):
        return Edition(document)
    common = str(handling.common)
    if handling.is_above(common, label):
        key = "unmarked" if handling.unmarked else "marking"
        hint = f"say under handling what they are, as in 'unmarked: {label}', and mark what must not go so far"
        message = f"the parts that carry no label of their own are {common}, so there is no edition for {label}"
        raise BriefError([Problem("audience", message, document.place(("handling", key)), hint)])
    edition = _without(document, label)
    if not any(value for _, value in edition.brief.items()):
        message, place = f"nothing of the brief is for {label}", document.place(("handling", "marking"))
        raise BriefError([Problem("audience", message, place, "every section of it is marked for fewer readers")])
    gone = set(document.brief.by_id()) - set(edition.brief.by_id())
    return Edition(edition, tuple(_mentions(edition, gone)))


def _label(document: Document, audience: str) -> str:
    """Return the label that is meant, in the spelling of the scheme."""
    handling = document.brief.handling
    if handling.label is None:
        hint = "mark it, as in 'handling: {scheme: tlp, marking: TLP:CLEAR}'; house.yaml can say so for all briefs"
        message = "the brief carries no marking, so nothing says for whom it is"
        raise BriefError([Problem("audience", message, document.place(("handling",)), hint)])
    if audience.casefold() == PUBLIC:
        return handling.order[0]
    known = {label.casefold(): label for label in handling.order}
    if audience.casefold() not in known:
        message = f"'{audience}' is not a label of the brief's scheme"
        place = document.place(("handling", "scheme"))
        raise BriefError([Problem("audience", message, place, did_you_mean(audience, [PUBLIC, *handling.order]))])
    return known[audience.casefold()]


def _without(document: Document, label: str) -> Document:
    """Take out of a document what is above a label; it carries no source, for the source holds all of it."""
    brief = document.brief
    above = {path: part for path, part in marked_parts(brief) if brief.handling.is_above(str(part.marking), label)}
    cut = Cut(above.keys(), _ids(above.values()), hollow(brief, _ids(above.values())))
    handling = brief.handling.model_copy(update={"marking": label, "distribution": (), "recipients": ()})
    kept: Brief = cut.kept(brief, ()).model_copy(update={"handling": handling})
    trees = replace(document.trees, dropped={*document.trees.dropped, *map(document.trees.original, cut.lost)})
    named = {value for _, value in walk(kept) if isinstance(value, RecordName)}
    printed = {kind.key for kind, _ in brief.items()}  # what a brief never prints is no omission in it
    return replace(
        document,
        brief=kept,
        trees=trees,
        seeds={name: seed for name, seed in document.seeds.items() if name in named},
        originals={},
        left_out=Counter(str(path[0]) for path in above if path[0] in printed and not _is_inside(path, above)),
    )


def _ids(parts: Any) -> frozenset[str]:
    return frozenset(str(part.id) for part in parts if getattr(part, "id", None))


def _is_inside(path: Path, parts: Mapping[Path, Marked]) -> bool:
    return any(path[:depth] in parts for depth in range(1, len(path)))


def _mentions(edition: Document, gone: set[str]) -> Iterator[Problem]:
    """Find ids of what is gone in running words: no program can tell what a sentence says without them."""
    if not gone:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(gone)))})(?!\w)")
    for path, value in walk(edition.brief):
        match = pattern.search(value) if isinstance(value, Line | Prose) else None
        if match:
            hint = f"cite it as [@{match[0]}], which goes with the item, or say it without"
            message = f"'{match[0]}' is named here, but the edition for {edition.brief.handling.marking} leaves it out"
            yield Problem("audience-mention", message, edition.place(path, match[0]), hint, "warning")
