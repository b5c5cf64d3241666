"""What a screen reader finds in the PDF: the tree of its tags with their text, as poppler reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Compare
from tests.golden.pages.samples import SLUGS, edition, poppler

HERE = Path(__file__).resolve().parent
MODEST = 150_000  # bytes

pytestmark = pytest.mark.xdist_group("samples")


# They carry neither meaning nor a role for a reader, and where a line breaks decides how many there are.
SILENT = frozenset({"Span", "NonStruct", "Div", "Object"})
LINE = re.compile(
    r' *(?:"(?P<text>.*)"'
    r"|/(?P<attribute>\w+) (?P<value>.*)"
    r'|(?P<name>\w+)(?: \d+ \d+)?(?: <[^>]*>)?(?: "[^"]*")?(?: \((?:block|inline)\))?:?)'
)
MEASURES = frozenset({"BBox", "Width", "Height"})  # where it stands is for the pictures to tell


def tag_tree(pdf: Path) -> str:
    """Return the structure of a PDF, one element a line with its text, without the spans that lines are cut into."""
    return folded(poppler("pdfinfo", "-struct-text", pdf).decode())


def folded(printed: str) -> str:
    """Write an element and the text in it on one line; what is silent is left out, and its text goes to its parent."""
    lines: list[str] = []
    depths: list[int] = []  # how far the elements that are open stand in
    for line in printed.splitlines():
        found = LINE.fullmatch(line)
        assert found is not None, f"poppler writes what is not understood: {line!r}"
        depth = len(line) - len(line.lstrip())
        if found["attribute"] is None:
            while depths and depths[-1] >= depth:
                depths.pop()
        if found["text"] is not None:
            if found["text"].strip():
                lines.append("  " * len(depths) + "| " + found["text"])
        elif found["attribute"] is not None:
            if found["attribute"] not in MEASURES:
                # The number of the table in the document says nothing.
                value = re.sub(r"\(table-\d+-", "(", found["value"])
                lines[-1] += f" {found['attribute']}={value}"
        elif found["name"] not in SILENT:
            lines.append("  " * len(depths) + found["name"])
            depths.append(depth)
    return "".join(_joined(lines))


def _joined(lines: list[str]) -> Iterator[str]:
    """Join the pieces of a text that stand in one element one after the other."""
    texts: list[str] = []
    indent = ""
    for line in [*lines, ""]:
        before, mark, text = line.partition("| ")
        if mark and before.strip() == "" and (not texts or before == indent):
            indent = before
            texts.append(text)
            continue
        if texts:
            yield indent + '"' + " ".join(" ".join(texts).split()) + '"\n'
            texts = []
        if mark and before.strip() == "":
            indent, texts = before, [text]
        elif line:
            yield line + "\n"


@pytest.mark.parametrize("slug", SLUGS)
def test_the_tags_read_as_before(slug: str, golden: Compare) -> None:
    """The tree of tags is the golden one, line by line."""
    golden(HERE / f"{slug}.txt", tag_tree(edition(slug, ".pdf")))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_tags_say_what_they_are(slug: str) -> None:
    """The tree has one document, one title and a section for each heading, and no figure without words."""
    tree = (HERE / f"{slug}.txt").read_text(encoding="utf-8")
    elements = re.findall(r"^ *([A-Za-z0-9]+)(?: \w+=.*)?$", tree, re.MULTILINE)
    assert elements[0] == "Document"
    assert elements.count("Document") == 1
    assert elements.count("H1") == 1
    assert elements.count("H2") >= 2


def test_every_golden_tree_belongs_to_a_brief_and_is_modest() -> None:
    """No golden tree is left of a brief that is gone, and none is too long to read in a review."""
    trees = {path.stem: path.stat().st_size for path in HERE.glob("*.txt")}
    assert sorted(trees) == SLUGS
    assert {slug: size for slug, size in trees.items() if size > MODEST} == {}
