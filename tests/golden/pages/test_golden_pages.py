"""What each brief looks like as text: the painted page as HTML, and the same bytes whoever builds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

import brief
from brief.outputs import OUTPUTS
from tests.conftest import Compare
from tests.golden.pages.samples import BRIEFS, EVERY_KIND, ROOT, SLUGS, built_elsewhere, edition

HERE = Path(__file__).resolve().parent
MODEST = 200_000  # bytes; the drawings of figures stand in it


def painted(path: Path, output_name: str = "html") -> str:
    """Paint the page of a brief and return its body; fonts and style sheets are put in later."""
    output = OUTPUTS.named(output_name)
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


def models_of(annotation: Any, found: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """Gather the models that a type is made of, through lists, unions and the fields of models."""
    if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        for part in get_args(annotation):
            models_of(part, found)
    elif annotation not in found:
        found.add(annotation)
        for field in annotation.model_fields.values():
            models_of(field.annotation, found)
    return found


def test_one_sample_sets_every_field_of_the_model() -> None:
    """The brief with every kind of section sets each field that there is, so that what pages make of it is seen."""
    whole = brief.read(EVERY_KIND).brief
    used = {f"{type(part).__name__}.{name.rstrip('_')}" for part in models_in(whole) for name in part.model_fields_set}
    models = models_of(brief.model.Brief, set())
    assert {"Brief", "Meta", "Output", "Figure", "Waiver", "Ask"} <= {model.__name__ for model in models}
    assert len(models) > 50
    wanted = set().union(*(fields_of(model) for model in models))
    assert len(wanted) > 350
    # A citation style is asked of pandoc, which is an extra: what comes of it is held by tests/unit/test_citing.py.
    # The look of a house is no page of its own: tests/unit/test_branding.py.
    looks = {f"Brand.{name}" for name in brief.model.brand.Brand.model_fields} | {"Brief.brand"}
    assert wanted - used == {"Output.citation_style", *looks}
    assert [kind.key for kind, value in whole.items() if not value] == []


def test_a_field_that_is_never_set_is_missed() -> None:
    """A model with a field of its own, inside of others, is found with that field."""

    class Inner(BaseModel):
        new: int = 0

    class Outer(BaseModel):
        inner: tuple[Inner, ...] | None = None

    found = models_of(Outer, set())
    assert found == {Outer, Inner}
    used = {name for part in models_in(Outer(inner=(Inner(),))) for name in part.model_fields_set}
    assert used == {"inner"}
    assert set().union(*map(fields_of, found)) == {"Outer.inner", "Inner.new"}


@pytest.mark.xdist_group("samples")
def test_two_builds_give_the_same_bytes() -> None:
    """Another process, hash seed, time zone and language, more briefs, papers and outputs at once: the same bytes."""
    first = {path.name: path.read_bytes() for slug in SLUGS for path in (edition(slug, ".pdf"), edition(slug, ".html"))}
    second = {path.name: path.read_bytes() for path in built_elsewhere().iterdir()}
    assert len(first) == 2 * len(SLUGS)
    assert sorted(first.keys() - second.keys()) == []
    assert [name for name in first if first[name] != second[name]] == []


def test_the_samples_are_read_from_the_checkout() -> None:
    """Every brief in content/ is a sample: none is left out of the golden files."""
    assert {path.name for path in (ROOT / "content").iterdir() if path.is_dir()} <= set(SLUGS)
