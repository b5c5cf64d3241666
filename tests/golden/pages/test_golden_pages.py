"""What each brief looks like as text: the painted page as HTML, and the same bytes whoever builds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

import brief
from brief.outputs import OUTPUTS
from tests.conftest import Compare
from tests.golden.pages.samples import BRIEFS, EVERY_KIND, ROOT, SLUGS, build, built

HERE = Path(__file__).resolve().parent
MODEST = 200_000  # bytes; the drawings of figures stand in it


def painted(path: Path, output_name: str = "html") -> str:
    """Paint the page of a brief and return its body; fonts and style sheets are put in later."""
    output = next(output for output in OUTPUTS if output.name == output_name)
    workspace, document = brief.Workspace.around(path), brief.read(path)
    html = brief.paint_page(workspace, brief.view_of(workspace, document), output)
    body = html[html.index("<body") :]
    return re.sub(r"[ \t]+$", "", re.sub(r"\n{2,}", "\n", body), flags=re.MULTILINE).rstrip() + "\n"


@pytest.mark.parametrize("slug", SLUGS)
def test_the_page_reads_as_before(slug: str, golden: Compare) -> None:
    """The body of the page is the golden one, line by line."""
    golden(HERE / f"{slug}.html", painted(BRIEFS[slug]))


def test_every_golden_page_belongs_to_a_brief_and_is_modest() -> None:
    """No golden page is left of a brief that is gone, and none is too long to read in a review."""
    pages = {path.stem: path.stat().st_size for path in HERE.glob("*.html")}
    assert len(SLUGS) > 3
    assert sorted(pages) == SLUGS
    assert {slug: size for slug, size in pages.items() if size > MODEST} == {}


def test_a_moved_word_shows() -> None:
    """The golden page holds the words of the brief: one changed word is one changed line."""
    page = painted(EVERY_KIND)
    changed = page.replace("The dredger broke down.", "The dredger sank.")
    before, after = page.splitlines(), changed.splitlines()
    assert len([1 for one, other in zip(before, after, strict=True) if one != other]) == 1


def fields_of(model: type[BaseModel]) -> set[str]:
    """Return the fields of a model, as the author writes them."""
    return {f"{model.__name__}.{name.rstrip('_')}" for name in model.model_fields}


def models_in(value: object) -> Iterator[BaseModel]:
    """Yield every part of a brief."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from models_in(getattr(value, name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from models_in(entry)


def test_one_sample_has_every_field_of_every_section() -> None:
    """The brief with every kind of section gives each field of each, so that what faces make of them is seen."""
    parts = list(models_in(brief.read(EVERY_KIND).brief))
    used = {f"{type(part).__name__}.{name.rstrip('_')}" for part in parts for name in part.model_fields_set}
    sections = {type(part) for part in parts if ".sections." in type(part).__module__}
    assert len(sections) > 25
    wanted = set().union(*(fields_of(model) for model in sections))
    assert len(wanted) > 120
    assert sorted(wanted - used) == []
    assert [kind.key for kind, value in brief.read(EVERY_KIND).brief.items() if not value] == []


@pytest.mark.xdist_group("samples")
def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    """Another process, another hash seed, time zone and language, and more briefs at once: the same bytes."""
    other = build(
        tmp_path / "out",
        *("--to", "pdf,html", "--paper", "A4", "--jobs", "2"),
        PYTHONHASHSEED="4242",
        TZ="Pacific/Auckland",
        LANG="C",
        LC_ALL="C",
    )
    first = {path.name: path.read_bytes() for path in built().iterdir()}
    second = {path.name: path.read_bytes() for path in other.iterdir()}
    assert len(first) == 2 * len(SLUGS)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_the_samples_are_read_from_the_checkout() -> None:
    """Every brief in content/ is a sample: none is left out of the golden files."""
    assert {path.name for path in (ROOT / "content").iterdir() if path.is_dir()} <= set(SLUGS)
