"""Content stays text in words, data and book: no element, no link, no command of its own in any of them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from brief.model import walk
from brief.model.values import Line, Prose
from brief.outputs.json_shape import document_schema
from brief.parse import read_document
from brief.workspace import Workspace
from tests.safety.hostile import made
from tests.safety.test_markup import DRAWN, MARKDOWN, ROOT, VECTORS, workspace_with

FIRST = ROOT / "content" / "unbanning-the-taliban" / "brief.yaml"
# What may stand for a text of the author's in a book, besides what Markdown makes of it.
OWN = MARKDOWN | DRAWN
ADDRESS = re.compile(r"(?:[a-z_]+\.xhtml)?(?:#[\w.-]+)?|https?://.+|mailto:.+|style\.css")
# Pandoc and GitHub read more than CommonMark.
MORE = [
    "`x`{=html}",
    "$\\href{javascript:x}{y}$",
    "[^1]: x",
    "::: {onclick=x}",
    "www.evil.example https://evil.example",
]


def poisoned(node: Any, vector: str, places: set[tuple[Any, ...]], path: tuple[Any, ...] = ()) -> Any:
    """Put a vector before every text of a brief that takes any words."""
    if isinstance(node, dict):
        return {key: poisoned(value, vector, places, (*path, key)) for key, value in node.items()}
    if isinstance(node, list):
        return [poisoned(value, vector, places, (*path, index)) for index, value in enumerate(node)]
    return f"{vector} {node}" if isinstance(node, str) and path in places else node


@pytest.fixture(scope="module")
def places() -> set[tuple[Any, ...]]:
    """Return the places of all free texts of the first brief, but for its titles, which are bounded."""
    found = walk(read_document(Workspace(ROOT), FIRST).brief)
    return {path for path, value in found if isinstance(value, Line | Prose) and path[0] != "meta"}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Counter[str], list[Any]]:
    """Return the elements of the book of the first brief as it is, and what a reader of its Markdown finds."""
    root = tmp_path_factory.mktemp("sound")
    workspace_with(root, yaml.safe_load(FIRST.read_text("utf-8")))
    return elements(documents(root)), marks(root)


def documents(root: Path) -> list[ElementTree.Element]:
    """Read the documents of the book as XML."""
    with zipfile.ZipFile(io.BytesIO(made(root, "epub").content)) as book:
        return [ElementTree.fromstring(book.read(name)) for name in book.namelist() if name.endswith("xhtml")]


def elements(roots: list[ElementTree.Element]) -> Counter[str]:
    """Return how often each element stands in the documents that only our templates write."""
    tags = (str(each.tag).rpartition("}")[2] for root in roots for each in root.iter())
    return Counter(tag for tag in tags if tag not in OWN)


def marks(root: Path) -> list[Any]:
    """Return what a reader of Markdown finds, with HTML allowed."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).use(footnote_plugin)
    tokens = parser.parse(made(root, "markdown").content.decode())
    return [token for block in tokens for token in (block, *(block.children or ()))]


@pytest.mark.parametrize("vector", [*VECTORS, *MORE], ids=range(len(VECTORS) + len(MORE)))
def test_a_hostile_text_in_every_field_stays_text(
    tmp_path: Path, vector: str, places: set[tuple[Any, ...]], sound: tuple[Counter[str], list[Any]]
) -> None:
    """A poisoned book has the elements of a sound one, poisoned Markdown its anchors, poisoned data its shape."""
    assert len(places) > 60
    workspace_with(tmp_path, poisoned(yaml.safe_load(FIRST.read_text("utf-8")), vector, places))
    read = documents(tmp_path)
    assert elements(read) == sound[0]
    attributes = [
        (name.rpartition("}")[2], value) for root in read for each in root.iter() for name, value in each.items()
    ]
    assert [name for name, _ in attributes if name.startswith("on") or name in ("style", "srcdoc")] == []
    assert [value for name, value in attributes if name in ("href", "src") and not ADDRESS.fullmatch(value)] == []

    tokens = marks(tmp_path)
    html = [token.content for token in tokens if token.type.startswith("html")]
    assert [each for each in html if not re.fullmatch(r'<a id="[\w.-]+">|</a>', each)] == []
    assert len(html) == len([token for token in sound[1] if token.type.startswith("html")])
    assert [token for token in tokens if token.type == "image"] == []
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    assert [each for each in links if not re.match(r"#|https?://|mailto:", each)] == []

    data = json.loads(made(tmp_path, "json").content)
    assert Draft202012Validator(document_schema()).is_valid(data)


def test_the_reading_bites(sound: tuple[Counter[str], list[Any]]) -> None:
    """An element, an attribute and an address too many would be seen."""
    document = ElementTree.fromstring("<html><body><script/><p onclick='x'><a href='javascript:x'/></p></body></html>")
    assert elements([document])["script"] == 1
    assert not ADDRESS.fullmatch("javascript:x")
    assert ADDRESS.fullmatch("risks.xhtml#R1")
    assert len(sound[1]) > 300
