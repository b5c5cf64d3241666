"""The brief as data: of its schema, with nothing of the author's machine, and every caveat where its item is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import brief
from brief.model import SECTIONS
from brief.outputs import Page
from brief.outputs.json_shape import SCHEMA, document_schema
from tests.golden.pages.samples import BRIEFS, EVERY_KIND, SLUGS
from tests.safety.hostile import kind, write_brief


def text_of(path: Path) -> str:
    """Return the data of a brief as text."""
    workspace, document = brief.Workspace.around(path), brief.read(path)
    content = kind("json").make(Page("", brief.view_of(workspace, document), workspace)).content
    assert isinstance(content, bytes)
    return content.decode()


def data_of(path: Path) -> Any:
    """Return the data of a brief."""
    return json.loads(text_of(path))


@pytest.fixture(scope="module")
def whole() -> Any:
    """Return the data of the brief with every kind of section."""
    return data_of(EVERY_KIND)


def test_the_schema_is_one() -> None:
    """It is a JSON Schema of its draft, names its version, and knows every kind of section."""
    schema = document_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["schema"]["const"] == SCHEMA
    assert {section.key for section in SECTIONS} <= set(schema["$defs"]["Brief"]["properties"])


@pytest.mark.parametrize("slug", SLUGS)
def test_each_sample_is_of_the_schema(slug: str) -> None:
    """What is written keeps to what is published, down to the last key."""
    errors = Draft202012Validator(document_schema()).iter_errors(data_of(BRIEFS[slug]))
    assert [f"{error.json_path}: {error.message[:100]}" for error in errors] == []


def test_the_schema_bites(whole: Any) -> None:
    """A key too many, a range that is text and a judgement that is text are refused."""
    validator = Draft202012Validator(document_schema())
    for path, value in (
        (("more",), 1),
        (("brief", "key_judgements", 0, "likelihood", "low"), "80"),
        (("brief", "risks", 0), "x"),
    ):
        data = json.loads(json.dumps(whole))
        place = data
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        assert not validator.is_valid(data), path


def test_a_judgement_has_its_caveats_with_it(whole: Any) -> None:
    """Term, words and range; level and words; the dissent with its own odds; the label, its own or the common one."""
    first, second, _ = whole["brief"]["key_judgements"]
    assert first["likelihood"] == {"term": "very_likely", "words": "very likely", "low": 80, "high": 95}
    assert first["confidence"] == {"level": "moderate", "words": "moderate"}
    assert first["dissent"][0]["likelihood"] == {"term": "unlikely", "words": "unlikely", "low": 20, "high": 45}
    assert (first["marking"], second["marking"]) == ("TLP:GREEN", "TLP:AMBER+STRICT")
    assert second["likelihood"] == {"term": "not_assessed", "words": "not assessed"}


def test_citations_are_resolved(whole: Any) -> None:
    """A citation has what the author wrote, the number and id of each source behind it, and where in it."""
    evidence = whole["brief"]["key_judgements"][0]["evidence"]
    assert evidence[0] == {"cited": "S1#1", "sources": [{"id": "S1", "number": 1, "locators": ["¶ 2"]}]}
    assert evidence[3] == {"cited": "S2, p. 14", "sources": [{"id": "S2", "number": 2, "locators": ["p. 14"]}]}
    assert evidence[4]["cited"] == "F1"
    assert evidence[4]["sources"][0]["id"] == "S1"
    line = whole["brief"]["bottom_line"]["text"]
    assert line["text"].replace("\u00a0", " ").startswith("Dredging suffices until about 2036 [1, ¶ 2]; a mole")
    assert line["markdown"].startswith("Dredging **suffices** until about 2036 [@S1#1]; a mole")
    assert line["citations"][1] == {"cited": "KJ1", "item": "KJ1"}
    source = whole["brief"]["sources"][0]
    assert (source["number"], source["title"]["text"]) == (1, "The state of the harbour"), "filled from its record"


def test_notes_and_numbers_from_files_are_there(whole: Any) -> None:
    """A footnote goes with its text, and the values of a file with their figure."""
    background = whole["brief"]["background"][0]["text"]
    assert background["notes"] == [{"number": 1, "text": "The fishers say two metres [3]."}]
    figures = {figure["id"]: figure for figure in whole["brief"]["figures"]}
    assert {"label": "2024", "value": 12.0, "series": "North", "facet": "Old"} in figures["FIG4"]["data"]
    assert {"label": "2023", "value": 3.2, "note": "estimate"} in figures["FIG1"]["data"], (
        "those in the brief are alike"
    )


def test_nothing_of_the_machine_or_the_making_is_told() -> None:
    """No path, no name of a file or a record, no address of who may be sent it, no setting."""
    text = text_of(EVERY_KIND)
    data = json.loads(text)["brief"]
    assert {"output", "lint", "email", "schema"} & set(data) == set()
    assert "recipients" not in data["handling"]
    for word in (str(EVERY_KIND.parent), ".csv", ".png", '"record"', '"file"'):
        assert word not in text, word


def test_handling_first_and_last(whole: Any) -> None:
    """The first keys say what it is, how it may be passed on and which edition it is; the last says it again."""
    assert list(whole) == ["schema", "handling", "edition", "scales", "brief", "end"]
    assert whole["handling"]["marking"] == whole["end"]["marking"] == "TLP:AMBER+STRICT"
    assert whole["handling"]["embargo"].startswith("EMBARGOED until")
    assert whole["edition"]["information_cutoff"] == "2026-01-31T18:00:00+01:00"


def test_hostile_words_are_data(tmp_path: Path) -> None:
    """Quotes, braces, tags and signs of all kinds come back as they were written."""
    words = '</script> "a" {{b}} \\u0000 \\n \U0001f6a2 é'
    path = write_brief(tmp_path, f"meta: {{title: A, date: 2024-05-06}}\nrisks:\n  - '{words}'\n")
    assert data_of(path)["brief"]["risks"][0]["title"]["markdown"] == words
