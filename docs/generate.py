"""Write the reference pages from what the program itself says: `python docs/generate.py`. A test keeps them fresh."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from brief.checks.reference import reference
from brief.cli import cli
from brief.outputs.json_shape import document_schema
from brief.schema import json_schema

HERE = Path(__file__).resolve().parent
FIRST = "This page is written by the program; `python docs/generate.py` writes it anew.\n"
Schema = Mapping[str, Any]


def pages() -> dict[str, str]:
    """Return the text of every reference page, by the name of its file."""
    return {
        "fields.md": fields_page(),
        "commands.md": commands_page(),
        "rules.md": rules_page(),
        "data.md": data_page(),
    }


def commands_page() -> str:
    """Return what each command does and takes."""
    parts = ["# Commands\n", FIRST]
    # A command keeps the names of its help option from the first context that it is shown in.
    context = click.Context(cli, info_name="brief", **cli.context_settings)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is not None:
            own = click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100)
            parts.append(f"## brief {name}\n\n```text\n{command.get_help(own)}\n```\n")
    return "\n".join(parts)


def rules_page() -> str:
    """Return every rule with its reason, its source and its examples."""
    head, rest = reference().split("\n", 1)
    return f"{head}\n\n{FIRST}{rest}"


def fields_page() -> str:
    """Return every field that a brief may have: key, what it takes, what it is for, an example."""
    schema = json_schema()
    parts = ["# Fields\n", FIRST, f"{schema['description']}\n", *_table(schema, schema)]
    for name, property_ in schema["properties"].items():
        parts.append(f"\n## {name}\n\n{property_['description']}\n")
        for title, definition in _groups(property_, schema, set()):
            parts.append(f"\n### {title}\n\n{definition['description']}\n")
            parts += _table(_object(definition), schema)
    for scale in ("likelihood", "confidence"):
        parts.append(f"\n## The terms of {scale}\n\n{_words(schema['$defs'][scale])}\n")
    return "\n".join(parts) + "\n"


def data_page() -> str:
    """Return the shape of the data that `--to json` writes."""
    schema = document_schema()
    told = "`brief schema --of json` prints the JSON Schema of it. A likelihood has its range with it, a citation the"
    said = f"{schema['description']} {told} sources behind it, a part its label.\n"
    parts = ["# The brief as data\n", FIRST, said]
    parts += _table(schema, schema)
    for name, property_ in schema["properties"].items():
        if "properties" in property_:
            parts += [f"\n## {name}\n\n{property_.get('description', '')}".rstrip() + "\n", *_table(property_, schema)]
    for name, definition in schema["$defs"].items():
        said = definition.get("description", "")
        parts += [f"\n## {name}\n\n{said}".rstrip() + "\n", *_table(definition, schema)]
    return "\n".join(parts) + "\n"


def _groups(property_: Schema, schema: Schema, seen: set[str]) -> Iterator[tuple[str, Schema]]:
    """Yield the groups of keys that a field may hold, the inner ones after their outer one."""
    for name in _references(property_):
        definition = schema["$defs"][name]
        if name in seen or not _object(definition).get("properties"):
            continue
        seen.add(name)
        yield name, definition
        for inner in _object(definition)["properties"].values():
            yield from _groups(inner, schema, seen)


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if "$ref" in value:
            yield str(value["$ref"]).rpartition("/")[2]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def _object(definition: Schema) -> Schema:
    """Return the group of keys of a definition, which may stand beside a shorthand."""
    choices = [choice for choice in definition.get("anyOf", ()) if "properties" in choice]
    return choices[0] if choices else definition


def _table(group: Schema, schema: Schema) -> list[str]:
    required = group.get("required", ())
    rows = ["| key | takes | meaning | example |", "|---|---|---|---|"]
    for key, field in group["properties"].items():
        name = f"**`{key}`** (needed)" if key in required else f"`{key}`"
        examples = field.get("examples", ())
        example = f"`{json.dumps(examples[0], ensure_ascii=False)}`" if examples else ""
        meaning = str(field.get("description", ""))
        rows.append(f"| {name} | {_takes(field, schema)} | {meaning} | {example} |".replace("\n", " "))
    return rows


def _takes(field: Schema, schema: Schema) -> str:
    """Say in words what a field takes."""
    if "$ref" in field:
        name = str(field["$ref"]).rpartition("/")[2]
        return f"a term of {name}" if name in ("likelihood", "confidence") else f"`{name}`"
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "anyOf" in field:
        return " or ".join(dict.fromkeys(_takes(choice, schema) for choice in field["anyOf"]))
    kind = field.get("type", "text")
    if kind == "array":
        return f"a list of: {_takes(field.get('items', {}), schema)}"
    if "minimum" in field:
        return f"a number from {field['minimum']} to {field['maximum']}"
    if kind == "number":
        return "a number"
    kinds = kind if isinstance(kind, list) else [kind]
    words = {"string": "text", "number": "text", "integer": "a whole number", "boolean": "true or false"}
    return " or ".join(dict.fromkeys(words.get(name, "a group of keys") for name in kinds))


def _words(definition: Schema) -> str:
    if "enum" in definition:
        return ", ".join(f"`{value}`" for value in definition["enum"])
    return str(definition.get("description", ""))


if __name__ == "__main__":
    for file, text in pages().items():
        (HERE / file).write_text(text, encoding="utf-8")
