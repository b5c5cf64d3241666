"""The JSON Schema of a brief, of a record and of a house file, by which editors complete and explain every key."""

from __future__ import annotations

import json
import re
from typing import Any

from .model import Brief, House, Seed
from .model.fields import SCALE, Model
from .model.scales import CONFIDENCE_LEVELS, LIKELIHOOD_SCALES
from .outputs.json_shape import document_schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# The files that are published, by name; they lie beside the folders of a workspace and inside the wheel.
PUBLISHED: dict[str, type[Model]] = {"brief.schema.json": Brief, "seed.schema.json": Seed}

# What a reader of the file looks for first.
_ORDER = ("description", "examples", "default", "type", "$ref", "enum", "required", "properties")

_BREAK = r",\n\s+"

_TITLES = {
    Brief: "A policy brief in YAML",
    Seed: "The record of one source document",
    House: "What the briefs of a house share",
}


def json_schema(model: type[Model] = Brief) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a brief, or of another file that authors write."""
    schema = model.model_json_schema(by_alias=True)
    definitions = {name: _plain(each) for name, each in schema.pop("$defs", {}).items()}
    if model is Brief:
        definitions |= {"likelihood": _likelihood(), "confidence": _confidence()}
    head = {"$schema": DIALECT, "title": _TITLES[model]}
    return {**head, **_plain(schema), "$defs": dict(sorted(definitions.items()))}


def schema_text(model: type[Model] = Brief) -> str:
    """Return the JSON Schema as the text that is published: the same bytes each time."""
    return _text(json_schema(model))


def document_text() -> str:
    """Return the JSON Schema of what `--to json` writes, as text."""
    return _text(document_schema())


def _text(schema: dict[str, Any]) -> str:
    text = json.dumps(schema, ensure_ascii=False, indent=2)
    # Short lists stand on one line, which halves the file.
    return re.sub(r"\[\n\s+([^\[\]{}]*?)\n\s+\]", lambda list_: f"[{re.sub(_BREAK, ', ', list_[1])}]", text) + "\n"


def _likelihood() -> dict[str, Any]:
    return {
        "description": "A term of the scale that scales.likelihood declares, or not_assessed with a note why.",
        "anyOf": [
            {
                "description": f"{name}: " + ", ".join(f"{b.term} {b.low}–{b.high}%" for b in scale.bands),
                "enum": list(scale.terms),
            }
            for name, scale in LIKELIHOOD_SCALES.items()
        ],
    }


def _confidence() -> dict[str, Any]:
    # Two houses publish the same three levels: an editor should offer each of them once.
    names: dict[tuple[str, ...], list[str]] = {}
    for name, levels in CONFIDENCE_LEVELS.items():
        names.setdefault(levels, []).append(name)
    return {
        "description": "A level of the scale that scales.confidence declares.",
        "anyOf": [
            {"description": f"The levels of {' and '.join(those)}.", "enum": list(levels)}
            for levels, those in names.items()
        ],
    }


def _plain(schema: Any) -> Any:
    """Take out what only pydantic needs: titles made from names, defaults that are no scalar, `null` as a choice."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _inside(key, value) for key, value in schema.items() if key != "title"}
    if SCALE in plain:
        plain["$ref"] = f"#/$defs/{plain.pop(SCALE)}"
    if plain.get("default", "") is None or isinstance(plain.get("default"), dict | list):
        del plain["default"]
    choices = [choice for choice in plain.pop("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        plain = {**choices[0], **plain}
    elif choices:
        plain["anyOf"] = choices
    return dict(sorted(plain.items(), key=lambda item: _ORDER.index(item[0]) if item[0] in _ORDER else len(_ORDER)))


def _inside(key: str, value: Any) -> Any:
    """Go on below a key; the properties of a group are names of the author's and not words of JSON Schema."""
    if key == "properties":
        return {name: _plain(each) for name, each in value.items()}
    return value if key in ("examples", "default", "enum", "required") else _plain(value)
