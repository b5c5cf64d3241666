"""A comparison as text for the terminal, and as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from ..comparing import Comparison, FieldChange, ItemChange, propose
from ..comparing.proposing import is_enough
from ..language import Language
from ..model import walk
from ..model.fields import Confidence, Likelihood
from .said import said_wrongly
from .summary import HEADINGS, shortened, words_of

WIDTH = 160
REASONS = {
    "judgements": "judgements, likelihoods, confidence or recommendations changed",
    "facts": "facts or text changed, and no judgement",
    "filing": "nothing that a reader is told has changed",
}


def as_lines(comparison: Comparison, language: Language) -> Iterator[str]:
    """Yield the lines that tell people what changed; the words are those of the brief's language."""
    old, new = comparison.old.meta, comparison.new.meta
    yield f"{old.id} {old.version} ({old.date})  ->  {new.id} {new.version} ({new.date})"
    section = ""
    for change in comparison.changes:
        if change.section != section:
            section = change.section
            yield ""
            yield language.word(HEADINGS.get(section, f"headings.{section}"))
        yield from _item(change, language)
    if comparison.unmoved:
        yield ""
        yield f"{language.word('changes.unchanged')}: {', '.join(comparison.unmoved)}"
    yield ""
    yield due(comparison)
    yield from said_wrongly(comparison)


def _item(change: ItemChange, language: Language) -> Iterator[str]:
    kinds = ", ".join(language.word(f"changes.kinds.{kind}") for kind in change.kinds)
    named = f"{change.id}  " if change.id else ""
    yield f"  {named}{kinds}" + ("" if change.fields else f": {shortened(words_of(change.item), WIDTH)}")
    for each in change.fields:
        if each.name:
            yield f"      {each.name}"
        if each.before is not None:
            yield f"        - {shortened(plain(each.before), WIDTH)}"
        if each.after is not None:
            yield f"        + {shortened(plain(each.after), WIDTH)}"


def due(comparison: Comparison) -> str:
    """Say which version the new edition is due, and whether it has it."""
    version, reason = propose(comparison)
    new = comparison.new.meta.version
    if is_enough(new, version):
        return f"version {new} will do; {version} is due: {REASONS[reason]}"
    return f"version {version} is due, and the new edition says {new}: {REASONS[reason]}"


def as_json(comparison: Comparison) -> str:
    """Return what changed as JSON: the editions, the version that is due, and each item with its fields."""
    version, reason = propose(comparison)
    told = {
        "old": _edition(comparison.old.meta),
        "new": _edition(comparison.new.meta),
        "due": {"version": version, "reason": reason},
        "changes": [_change(change) for change in comparison.changes],
        "said_wrongly": list(said_wrongly(comparison)),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _edition(meta: Any) -> Mapping[str, str]:
    return {"id": meta.id, "version": meta.version, "date": meta.date.isoformat(), "language": meta.language}


def _change(change: ItemChange) -> Mapping[str, Any]:
    whole = {} if change.fields else {"text": words_of(change.item)}
    fields = [_field(each) for each in change.fields]
    return {"section": change.section, "id": change.id or None, "kinds": change.kinds, **whole, "fields": fields}


def _field(change: FieldChange) -> Mapping[str, Any]:
    values = {name: None if value is None else plain(value) for name, value in _both(change)}
    return {"field": change.name, **values}


def _both(change: FieldChange) -> tuple[tuple[str, Any], tuple[str, Any]]:
    return ("before", change.before), ("after", change.after)


def plain(value: Any) -> str:
    """Write any value of a brief as plain text, on one line."""
    if isinstance(value, BaseModel | tuple):
        return ", ".join(str(getattr(leaf, "text", leaf)) for _, leaf in walk(value))
    if isinstance(value, Likelihood | Confidence):
        return str(value).replace("_", " ")
    return " ".join(str(getattr(value, "text", value)).split())
