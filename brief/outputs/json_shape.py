"""The shape of the brief as data, as a JSON Schema that is worked out from the model.

A text becomes its words and its Markdown, a likelihood its term and range, a citation the sources behind it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from ..data.values import Value
from ..model import Brief
from ..model.edtf import FuzzyDate
from ..model.fields import Confidence, Evidence, Likelihood, Line, Prose, Reads
from ..model.sections import SECTIONS
from ..model.values import DataName, PictureName, RecordName

SCHEMA = "brief-document/1"
# Names of files on the author's machine.
FILES = (PictureName, RecordName)
# What is between the author and the program, or the speaker alone, and nothing to a reader: how it is checked, made and
# sent, to whom, and what is said in the room.
UNTOLD = frozenset(
    (
        *(("Brief", "schema"), ("Brief", "lint"), ("Brief", "output"), ("Brief", "email"), ("Brief", "meeting")),
        *(("Handling", "recipients"), ("Audience", "prior_knowledge"), ("Meta", "names")),
    )
)
WORDS = {"type": "string"}
WHOLE = {"type": "integer"}


def _object(properties: Mapping[str, Any], *required: str) -> dict[str, Any]:
    needed = {"required": list(required)} if required else {}
    return {"type": "object", **needed, "properties": dict(properties), "additionalProperties": False}


def _words(description: str) -> dict[str, Any]:
    return {"description": description, **WORDS}


def _list(of: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{of}"}}


DEFINITIONS: Mapping[str, dict[str, Any]] = {
    "text": {
        "description": "A text: its words as a reader sees them, the author's Markdown, what it cites, its footnotes.",
        **_object(
            {"text": WORDS, "markdown": WORDS, "citations": _list("citation"), "notes": _list("note")},
            *("text", "markdown"),
        ),
    },
    "note": _object({"number": WHOLE, "text": WORDS}, "number", "text"),
    "likelihood": {
        "description": "A term of the declared scale with its range in per cent; without one where none is assessed.",
        **_object({"term": WORDS, "words": WORDS, "low": WHOLE, "high": WHOLE}, "term", "words"),
    },
    "confidence": _object({"level": WORDS, "words": WORDS}, "level", "words"),
    "citation": {
        "description": "What is cited, as the author wrote it, and the numbered sources behind it or the item meant.",
        **_object({"cited": WORDS, "sources": _list("cited"), "item": WORDS}, "cited"),
    },
    "cited": _object({"id": WORDS, "number": WHOLE, "locators": {"type": "array", "items": WORDS}}, "id", "number"),
    "value": _object({each.name: {"type": "number"} if each.name == "value" else WORDS for each in fields(Value)}),
}
HANDLING: Mapping[str, Any] = {
    "marking": _words("The label of the whole."),
    "boundary": _words("Who may see it, in the words of the scheme."),
    "unmarked": _words("The label of the parts that carry none of their own."),
    "restrictions": {"description": "Descriptors and instructions.", "type": "array", "items": WORDS},
    "embargo": _words("Until when it must not be published, and whom to ask."),
    "status": _words("Where it stands, if it is not simply current."),
    "left_out": {
        "description": "How many parts this edition leaves out, by section.",
        "type": "object",
        "additionalProperties": WHOLE,
    },
}
EDITION: Mapping[str, Any] = {
    "id": _words("The name that stays the same in every version."),
    "version": _words("The version, major.minor."),
    "status": _words("draft, in_review, cleared, published, corrected, superseded or withdrawn."),
    "date": _words("The day of publication (ISO 8601)."),
    "information_cutoff": _words("The last day, or moment, whose news is in it (ISO 8601)."),
    "language": _words("The language of all words (BCP 47)."),
    "citation": _words("How to cite it."),
}
KINDS: Mapping[type, dict[str, Any]] = {
    Line: {"$ref": "#/$defs/text"},
    Prose: {"$ref": "#/$defs/text"},
    Likelihood: {"$ref": "#/$defs/likelihood"},
    Confidence: {"$ref": "#/$defs/confidence"},
    Evidence: {"$ref": "#/$defs/citation"},
    FuzzyDate: {"type": "string", "description": "A date as precise as it is known (EDTF)."},
    datetime.date: {"type": "string", "description": "A day, or a moment with its zone (ISO 8601)."},
    datetime.datetime: {"type": "string", "format": "date-time"},
    bool: {"type": "boolean"},
    int: WHOLE,
    float: {"type": "number"},
}


def document_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what `--to json` writes."""
    shapes: dict[str, Any] = {}
    brief = _shape(Brief, shapes)
    scale = {
        "likelihood": _object({"name": WORDS, "terms": _list("likelihood")}, "name", "terms"),
        "confidence": _object({"name": WORDS, "levels": _list("confidence")}, "name", "levels"),
    }
    needed = ("id", "version", "status", "date", "language")
    end = _object({"marking": WORDS, "version": WORDS}, "version")
    parts = {
        "schema": {"const": SCHEMA, "description": "The version of this shape."},
        "handling": {"description": "How it may be passed on.", **_object(HANDLING)},
        "edition": {"description": "Which edition it is.", **_object(EDITION, *needed)},
        "scales": {"description": "The scales that it declares, with all their terms.", **_object(scale, *scale)},
        "brief": brief,
        "end": {"description": "Marking and version again, where the document ends.", **end},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A policy brief as data",
        "description": "What 'brief build --to json' writes; keys without a value are left out.",
        **_object(parts, *parts),
        "$defs": dict(sorted({**DEFINITIONS, **shapes}.items())),
    }


def _shape(annotation: Any, shapes: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type of the model; groups of keys are gathered in `shapes`, by their name."""
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        values = next((each.shown["enum"] for each in inside if isinstance(each, Reads) and "enum" in each.shown), None)
        if values is not None:
            return {"enum": [value for value in values if isinstance(value, str)]}
        return _shape(inside[0], shapes)
    if origin in (Union, UnionType):
        choices = [_shape(each, shapes) for each in inside if each is not NoneType]
        return choices[0] if len(choices) == 1 else {"anyOf": choices}
    if origin is tuple:
        return {"type": "array", "items": _shape(inside[0], shapes)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _shape(inside[1], shapes)}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _group(annotation, shapes)
    return dict(KINDS.get(annotation, WORDS))


def _group(model: type[BaseModel], shapes: dict[str, Any]) -> dict[str, Any]:
    name = model.__name__
    if name not in shapes:
        shapes[name] = {}
        properties: dict[str, Any] = {}
        for key, field in model.model_fields.items():
            told = key.rstrip("_")
            if (name, told) in UNTOLD or field.annotation in FILES or _is_file(field.annotation):
                continue
            if holds_values(field.annotation):
                properties[told] = {"description": field.description or "", **_list("value")}
                continue
            annotated = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
            properties[told] = {"description": field.description or "", **_shape(annotated, shapes)}
        if any(kind.__name__ == "Marked" for kind in model.__mro__):
            properties["marking"] = {"description": "The label of this part.", "type": "string"}
        if "record" in {key.rstrip("_") for key in model.model_fields} or model in _called():
            properties["number"] = {"description": "The number it is cited by.", "type": "integer"}
        shapes[name] = _object(properties)
    return {"$ref": f"#/$defs/{name}"}


@cache
def _called() -> frozenset[type[BaseModel]]:
    """Return the items that the page calls by a word and a number."""
    return frozenset(model for kind in SECTIONS if kind.called for model in _models_in(kind.annotation))


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inside in get_args(annotation):
        yield from _models_in(inside)


def holds_values(annotation: Any) -> bool:
    """Tell whether a field takes values or the name of a file of values: either way they are told one by one."""
    return annotation is DataName or any(map(holds_values, get_args(annotation)))


def _is_file(annotation: Any) -> bool:
    inside = get_args(annotation)
    return annotation in FILES or (get_origin(annotation) is not tuple and any(map(_is_file, inside)))
