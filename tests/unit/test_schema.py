"""The published JSON Schema: fresh, explained, and of one mind with the parser."""

from __future__ import annotations

import functools
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from brief.model import SECTIONS, Brief, House, Seed
from brief.model.fields import Model
from brief.model.scales import CONFIDENCE_LEVELS, LIKELIHOOD_SCALES
from brief.schema import PUBLISHED, json_schema, schema_text
from brief.workspace import package_folder
from tests.conftest import Compare

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "problems"
SAMPLES = [*sorted(ROOT.glob("content/*/brief.yaml")), GOLDEN / "whole-brief.in"]
FRAME = {"title": "Water", "date": "2024-05-06"}


class EditorLoader(yaml.SafeLoader):
    """Read YAML as editors do, by the core schema of YAML 1.2: dates, `no` and `12:30` stay text."""


EditorLoader.yaml_implicit_resolvers = {}
for _tag, _form, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_form})$"), list(_first))


def as_editors_read(text: str) -> Any:
    """Return a YAML file as the JSON that an editor holds against the schema: every key is a text."""
    data = yaml.load(text, EditorLoader)  # noqa: S506  # a SafeLoader with fewer resolvers
    return json.loads(json.dumps(data))


@functools.cache
def validator(model: type[Model]) -> Any:
    return Draft202012Validator(json_schema(model))


def complaints(data: Any, model: type[Model] = Brief) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator(model).iter_errors(data)]


def groups(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every group of keys in a schema."""
    if isinstance(schema, dict):
        if "properties" in schema:
            yield path, schema
        for key, value in schema.items():
            yield from groups(value, f"{path}/{key}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from groups(value, f"{path}/{index}")


@pytest.mark.parametrize("name", list(PUBLISHED))
def test_published_file_is_fresh(name: str, golden: Compare) -> None:
    """The file in the repository is what the model says; `pytest --update-golden` makes it so."""
    golden(ROOT / name, schema_text(PUBLISHED[name]))
    assert package_folder(name).is_file()


def test_text_is_the_same_in_every_process() -> None:
    """Two processes write the same bytes, whatever order their sets have."""
    command = "from brief.schema import schema_text; print(schema_text(), end='')"
    texts = {
        subprocess.run(
            [sys.executable, "-c", command], capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }

    assert texts == {schema_text().encode()}
    assert json.loads(schema_text()) == json_schema()


@pytest.mark.parametrize("model", [Brief, Seed, House])
def test_it_is_a_schema(model: type[Model]) -> None:
    """The schema is one by the rules of draft 2020-12, and every reference in it leads somewhere."""
    schema = json_schema(model)
    Draft202012Validator.check_schema(schema)
    references = set(re.findall(r'"\$ref": "#/\$defs/(\w+)"', json.dumps(schema)))

    assert references <= set(schema["$defs"])
    assert "$id" not in schema


@pytest.mark.parametrize(("model", "least"), [(Brief, 250), (Seed, 20), (House, 5)])
def test_every_key_is_explained(model: type[Model], least: int) -> None:
    """Every key has a description of its own, a sentence that ends with a full stop; groups are closed."""
    seen = 0
    for path, group in groups(json_schema(model)):
        assert group.get("additionalProperties") is False or path.endswith("impact_anchors"), path
        for key, shown in group["properties"].items():
            if path.endswith("impact_anchors"):
                continue
            assert shown.get("description", "").rstrip(")").endswith((".", "…")), f"{path}/{key}"
            assert len(shown["description"]) >= 9, f"{path}/{key}"
            seen += 1

    assert seen >= least


def test_no_noise() -> None:
    """Nothing of pydantic's remains: no titles made from names, no null, no marks."""
    text = schema_text().partition('"description"')[2]

    assert '"title": "' not in text
    assert '"null"' not in text
    assert "filled-in" not in text
    assert "scale-of" not in text
    assert len(text) < 130_000


def test_examples_hold() -> None:
    """Every example that is shown is one that the schema takes."""
    schema = json_schema()
    seen = 0
    for path, group in groups(schema):
        for key, shown in group["properties"].items():
            for example in shown.get("examples", ()):
                alone = Draft202012Validator({**shown, "$defs": schema["$defs"]})
                assert alone.is_valid(example), f"{path}/{key}: {example}"
                seen += 1

    assert seen >= 130


def test_every_section_is_there() -> None:
    """A kind of section that is listed is one that editors complete."""
    assert {kind.key for kind in SECTIONS} <= set(json_schema()["properties"])
    assert len(SECTIONS) >= 24


def test_what_an_author_must_write() -> None:
    """A title and a date are required, the ids of items are not."""
    schema = json_schema()

    assert schema["required"] == ["meta"]
    assert sorted(schema["$defs"]["Meta"]["required"]) == ["date", "title"]
    asked = [path for path, group in groups(schema) if "id" in group.get("required", ())]
    assert asked == []
    assert "id" in json_schema(Seed)["required"]


def test_terms_of_all_scales() -> None:
    """Editors complete the terms of every scale, each with its range."""
    definitions = json_schema()["$defs"]
    terms = {term for choice in definitions["likelihood"]["anyOf"] for term in choice["enum"]}
    levels = {level for choice in definitions["confidence"]["anyOf"] for level in choice["enum"]}

    assert terms == {term for scale in LIKELIHOOD_SCALES.values() for term in scale.terms}
    assert levels == {level for values in CONFIDENCE_LEVELS.values() for level in values}
    assert "likely 55–80%" in json.dumps(definitions["likelihood"], ensure_ascii=False)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_sample_briefs(path: Path) -> None:
    """What the parser takes the editor takes too: every sample is free of complaints."""
    assert complaints(as_editors_read(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("seeds/*.yaml")), ids=lambda path: path.stem)
def test_sample_records(path: Path) -> None:
    """The records in seeds/ are free of complaints."""
    assert complaints(as_editors_read(path.read_text(encoding="utf-8")), Seed) == []


def test_there_are_samples() -> None:
    """The two tests above have something to read."""
    assert len(SAMPLES) >= 4
    assert list(ROOT.glob("seeds/*.yaml"))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"meta": {"title": "Water"}},
        {"meta": FRAME, "titel": "Water"},
        {"meta": {**FRAME, "status": "finished"}},
        {"meta": {**FRAME, "date": "6 May 2024"}},
        {"meta": {**FRAME, "title": "Water " * 20}},
        {"meta": {**FRAME, "id": "Water Security"}},
        {"meta": FRAME, "key_judgements": [{"likelihood": "likely"}]},
        {"meta": FRAME, "key_judgements": [{"statement": "Repairs.", "likelihood": "very likly"}]},
        {"meta": FRAME, "key_judgements": [{"statement": "Repairs.", "confidence": "certain"}]},
        {"meta": FRAME, "risks": [{"title": "Bursts", "impact": 6}]},
        {"meta": FRAME, "risks": {"title": "Bursts"}},
        {"meta": FRAME, "background": {"text": "Repairs."}},
        {"meta": FRAME, "timeline": [{"date": "spring", "text": "Repairs."}]},
        {"meta": FRAME, "sources": [{"reliability": "G"}]},
        {"meta": FRAME, "scales": {"impact_anchors": {"6": "Worse"}}},
        {"meta": FRAME, "output": {"paper": ["A5"]}},
        {"meta": FRAME, "schema": "brief/2"},
    ],
    ids=lambda data: json.dumps(data)[-40:],
)
def test_mistakes_are_seen(data: dict[str, Any]) -> None:
    """What the parser refuses by the form of a value the editor underlines."""
    assert complaints(data) != []


# What only the parser sees: YAML itself, and what holds between the parts or in the calendar.
BEYOND = {
    "SRC-02", "bad-citation", "broken-reference", "duplicate-id", "no-record", "impossible-date", "merge-key",
    "duplicate-key", "HND-01", "HND-03", "marking-missing", "marking-without-scheme", "marking-authority", "no-section",
    "date-time", "bad-character", "language-tag", "version", "too-deep", "fuzzy-date", "wrong-type", "yaml-syntax",
    "yaml-tag", "unknown-alias", "odd-key", "encoding", "empty-file", "not-a-brief", "two-documents", "marking-level",
    "marking-too-low", "nothing-withheld", "phrase-language",
}  # fmt: skip


# A sign that breaks lines for the reader of this test; bad syntax beside the rest; words of another scale or scheme.
OUT_OF_REACH = {"line-breaks", "syntax-and-others", "confidence", "vocabulary-gsc"}


def test_the_editor_and_the_parser_agree() -> None:
    """Of the golden mistakes that are a matter of form, the schema sees every file."""
    seen, missed = 0, []
    for path in sorted(GOLDEN.glob("*.yaml")):
        rules = set(re.findall(r"error\[([\w-]+)\]", path.with_suffix(".txt").read_text(encoding="utf-8")))
        if not rules <= BEYOND and path.stem not in OUT_OF_REACH:
            seen += 1
            missed += [path.name] if not complaints(as_editors_read(path.read_text(encoding="utf-8"))) else []

    assert seen >= 15
    assert missed == []
