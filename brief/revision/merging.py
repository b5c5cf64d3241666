"""Two editions as one brief: each value that changed knows what it was, and what was dropped stands where it stood.

The values are of the types of the model, so that every face prints them as it prints any other.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from ..comparing import paired
from ..model import Brief
from ..model.edtf import FuzzyDate
from ..model.fields import Confidence, Evidence, Likelihood, Line, Prose, Ref

ABSENT = object()  # in place of the value of an edition that has none


class Revised:
    """A value that is another now; `before` and `after` are what it was and is, or ABSENT."""

    before: Any = ABSENT
    after: Any = ABSENT


class RevisedLine(Revised, Line):
    """A paragraph that changed."""


class RevisedProse(Revised, Prose):
    """Running text that changed."""


class RevisedEvidence(Revised, Evidence):
    """A citation that was added or dropped."""


class RevisedLikelihood(Revised, Likelihood):
    """A likelihood that changed."""


class RevisedConfidence(Revised, Confidence):
    """A confidence that changed."""


class RevisedRef(Revised, Ref):
    """A reference that was added or dropped."""


class RevisedText(Revised, str):
    """A plain text, or a value of a vocabulary, that changed."""


class RevisedNumber(Revised, int):
    """A whole number that changed."""


class RevisedFuzzyDate(Revised, FuzzyDate):
    """A date of a timeline that changed."""


class RevisedDate(Revised, datetime.date):
    """A day that changed."""


_TEXTS: dict[type, Callable[[Any], Any]] = {
    Line: RevisedLine,
    Prose: RevisedProse,
    Evidence: RevisedEvidence,
    Likelihood: RevisedLikelihood,
    Confidence: RevisedConfidence,
    Ref: RevisedRef,
    str: RevisedText,
    int: RevisedNumber,
    FuzzyDate: lambda value: RevisedFuzzyDate(value.text, value.start, value.end, value.open_ended),
    datetime.date: lambda value: RevisedDate(value.year, value.month, value.day),
}
# Names that stand in addresses and attributes, keys that are compared, and what is drawn: never two values in one.
_PLAIN = frozenset(
    ("id", "record", "url", "archived_url", "language", "event_id", "measure", "change_since_last", "marking")
)
_AS_IT_IS = frozenset(("figures", "changes"))


def merged(old: Brief, new: Brief) -> Brief:
    """Return the new edition with the old one in it; what frames it is that of the new one, but for its title."""
    sections = {
        kind.key: merge(getattr(old, kind.key), value) for kind, value in new.items() if kind.key not in _AS_IT_IS
    }
    heads = {key: merge(getattr(old.meta, key), getattr(new.meta, key)) for key in ("title", "subtitle")}
    told = {"question": merge(old.question, new.question), "meta": new.meta.model_copy(update=heads)}
    return new.model_copy(update={**told, **sections})


def merge(before: Any, after: Any) -> Any:
    """Merge two values of one field; `None` and an empty list stand for nothing."""
    if before == after:
        return after
    if isinstance(before, tuple) or isinstance(after, tuple):
        return tuple(merge(old, new) for old, new in paired(before or (), after or ()))
    if isinstance(before, BaseModel) and type(before) is type(after):
        return _group(before, after, lambda name: merge(getattr(before, name), getattr(after, name)))
    if isinstance(after, BaseModel):
        return _group(after, after, lambda name: merge(None, getattr(after, name)))
    if isinstance(before, BaseModel):
        return _group(before, before, lambda name: merge(getattr(before, name), None))
    return revise(before, after)


def _group(before: BaseModel, after: BaseModel, value: Callable[[str], Any]) -> BaseModel:
    """Return a group of keys with every value merged, but those that must stay plain."""
    plain = {name for name in type(after).model_fields if name.rstrip("_") in _PLAIN}
    kept = {name: getattr(before, name) for name in plain if getattr(after, name) is None}
    changed = {name: value(name) for name in type(after).model_fields if name not in plain}
    return after.model_copy(update={**kept, **changed})


def revise(before: Any, after: Any) -> Any:
    """Return one value that knows both; for what no page can show twice, the new one."""
    shown = before if after is None else after
    make = _TEXTS.get(type(shown))
    if make is None or (before is not None and type(before) not in _TEXTS):
        return shown
    both = make(shown)
    for name, value in (("before", before), ("after", after)):
        object.__setattr__(both, name, ABSENT if value is None else value)
    if isinstance(both, Ref):
        both.sections = shown.sections
    return both
