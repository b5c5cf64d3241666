"""The machinery names no field of a section: a new kind of section is then no business of anybody but itself.

What a kind of section is made of is known to its module, its face, its words, and the checks that ask about it.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from pydantic import BaseModel

import brief.model
from brief.model import SECTIONS
from tests.house.house import Module, fabricated, modules, stale

# Figures are drawn in Python where a face is a template: what a figure is made of is their business. So it is with the
# slides: which of them a section gives, and what stands on each, is the face of the section in a deck.
# What a change of a field means, and what a forecast is, are tradecraft like the checks.
AT_HOME = (
    *("model.sections", "checks", "data", "figures", "deck", "outputs.slideshow"),
    *("comparing", "revision", "calibration"),
)
# Words that mean something of their own to the machinery. What is not listed here and not shared with the frame of a
# brief belongs to the sections alone.
COMMON = frozenset(
    (
        *("box", "columns", "data", "direction", "due", "expected", "figure", "file", "for", "from", "heading", "how"),
        *("label", "meaning", "options", "position", "precision", "quote", "rank", "record", "rows", "source", "table"),
        *("term", "to", "unit", "value", "view", "weight", "because", "effect", "measure", "resolution", "analysis"),
        *("caption", "actions", "event", "facts", "public", "why", "statement", "window", "trigger", "translation"),
        *("owner", "top", "right", "bottom", "left", "mark", "x", "y", "lat", "lon", "at", "blocks", "changes"),
    )
)

ALLOWED: Mapping[tuple[str, str], str] = {
    **{
        ("model.terms", key): "a type of reference says which kinds of section it leads to"
        for key in (
            *("alternatives", "assumptions", "figures", "indicators", "key_judgements", "open_questions"),
            *("recommendations", "risks", "scenarios", "sources"),
        )
    },
    ("model.vocabulary", "trend"): "the name of the vocabulary, which is that of the field",
    ("model.settings", "scenarios"): "what is said of all of them together holds for that section",
    ("intake.bibliography", "accessed"): "the field of CSL",
    ("outputs.json_document", "sources"): "the numbered sources behind a citation, and the list of them",
    ("outputs.json_shape", "sources"): "the numbered sources behind a citation",
    ("outputs.words.blocks", "alt"): "the attribute of HTML",
    ("outputs.word.pictures", "alt"): "the attribute of an image in HTML",
    ("outputs.word.pictures", "crop"): "the method of the library of images",
    ("review.making", "figures"): "what draws figures, as in paint",
    ("review.margin", "bottom_line"): "the class of a panel: notes stand beside it, not in it",
    ("review.margin", "post_cutoff"): "the class of a panel: notes stand beside it, not in it",
    ("paint", "figures"): "what draws figures, handed to the templates under the name of its package",
    ("view", "impact"): "the name of a vocabulary in a language file",
    ("view", "sources"): "the list of numbered sources, of whatever kind",
}


@cache
def own_names() -> frozenset[str]:
    """Return the keys of the sections and the fields that only sections have."""
    inside: set[str] = set()
    outside: set[str] = set()
    for found in pkgutil.walk_packages(brief.model.__path__, "brief.model."):
        module = importlib.import_module(found.name)
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, BaseModel) and kind.__module__ == module.__name__:
                names = {name.rstrip("_") for name in kind.model_fields}
                (inside if ".sections." in module.__name__ else outside).update(names)
    keys = {kind.key for kind in SECTIONS}
    return frozenset((inside - (outside - keys)) | keys) - COMMON


def mentions(module: Module, names: frozenset[str]) -> Iterator[tuple[str, ast.AST]]:
    """Yield each of the names that a module writes as an attribute, a key word argument or a text of its own."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr in names:
            yield node.attr, node
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in names:
            yield node.value, node


def knowing(house: Sequence[Module], names: frozenset[str]) -> tuple[list[str], set[tuple[str, str]], int]:
    """Return who knows a name that is not theirs, the exceptions that were used, and the number of modules read."""
    wrong, used, visited = [], set(), 0
    for module in house:
        if module.name.startswith(AT_HOME):
            continue
        visited += 1
        for name, node in mentions(module, names):
            if (module.name, name) in ALLOWED:
                used.add((module.name, name))
            else:
                wrong.append(f"{module.at(node)}: knows '{name}', which belongs to a section")
    return wrong, used, visited


def test_the_machinery_names_no_field_of_a_section() -> None:
    """No module outside its homes uses a section's key or field as an attribute or as a text."""
    names = own_names()
    assert len(names) > 50
    assert {"key_judgements", "open_questions", "would_change", "if_wrong", "consequence"} <= names
    wrong, used, visited = knowing(modules(), names)
    assert visited > 40
    assert "\n".join(wrong) == ""
    assert "\n".join(stale(ALLOWED, used)) == ""


def test_the_guard_sees_the_names_where_they_are_at_home() -> None:
    """The checks do name the fields of sections: the guard would see them elsewhere."""
    seen = {
        name for module in modules() if module.name.startswith(AT_HOME) for name, _ in mentions(module, own_names())
    }
    assert len(seen) > 30


def test_the_guard_bites() -> None:
    """A section's field is found as an attribute and as a text; a word in a sentence is not one."""
    house = [
        fabricated("view", "def f(brief):\n    return brief.risks"),
        fabricated("paint", "x = getattr(1, 'key_judgements')"),
        fabricated("outputs.pdf", "def f(item):\n    return item.would_change"),
        fabricated("imprint", "x = 'the risks of a thing'"),
        fabricated("checks.risk", "def f(brief):\n    return brief.risks"),
    ]
    wrong, _, visited = knowing(house, own_names())
    assert [line.partition(":")[0] for line in wrong] == ["brief/view.py", "brief/paint.py", "brief/outputs/pdf.py"]
    assert visited == 4
