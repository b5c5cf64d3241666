"""Text to Brief: every value with its line and column, every mistake of a file in one run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..model import Brief, House, Seed, walk
from ..model.fields import RecordName
from ..problems import BriefError, Place, Problem, did_you_mean, has_errors
from ..workspace import HOUSE_FILE, Text, Workspace
from .links import link_problems
from .nodes import load
from .refusals import salvage
from .trees import Trees

__all__ = ["Document", "parse", "read_document", "read_seed"]


@dataclass(frozen=True)
class Parsed:
    """What could be made of a text: the brief without its mistakes (or None), the places, and the problems."""

    brief: Brief | None
    trees: Trees
    problems: list[Problem]


@dataclass(frozen=True)
class Document:
    """One brief as it was read: the Brief, where it came from, and the records it rests on."""

    path: Path
    brief: Brief
    trees: Trees
    seeds: Mapping[str, Seed]

    @property
    def folder(self) -> Path:
        """Return the folder of the brief, where its figures and data lie."""
        return self.path.parent

    def place(self, path: tuple[str | int, ...], words: str | None = None) -> Place:
        """Return the place of a value of the brief, or of some words in it."""
        return self.trees.place_of_words(path, words) if words else self.trees.place(path)


def parse(text: Text, house: Text | None = None, default_id: str | None = None) -> Parsed:
    """Read one brief from its text; `house` is the text of the house file, `default_id` the id of a brief without one.

    The problems of the result are all mistakes in both texts but those between the parts, which `read_document` finds.
    Raises `BriefError` where a text cannot be read at all.
    """
    problems: list[Problem] = []
    house_tree = None
    if house is not None and house.content.strip():
        house_tree, problems = load(house)
        problems += salvage(House, Trees(house_tree, house))[1]
    tree, repeated = load(text)
    defaults = ((("meta", "id"), default_id),) if default_id else ()
    trees = Trees(tree, text, house_tree, defaults)
    brief, refused = salvage(Brief, trees)
    return Parsed(brief, trees, [*problems, *repeated, *refused])


def read_document(workspace: Workspace, path: Path) -> Document:
    """Read a brief with the house file and the records it names; raise `BriefError` with all that is wrong."""
    house_path = workspace.root / HOUSE_FILE
    house = workspace.text(house_path) if house_path.is_file() else None
    parsed = parse(workspace.text(path), house, _slug(path))
    brief, trees, problems = parsed.brief, parsed.trees, parsed.problems
    if brief is None:
        raise BriefError(problems)
    seeds, lost = _seeds(workspace, brief, trees)
    problems = [*problems, *lost, *link_problems(brief, trees, seeds)]
    if has_errors(problems):
        raise BriefError(problems)
    return Document(path, brief, trees, seeds)


def _slug(path: Path) -> str:
    name = path.parent.name if path.name == "brief.yaml" else path.stem
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.lower()).split()) or "brief"


def _seeds(workspace: Workspace, brief: Brief, trees: Trees) -> tuple[dict[str, Seed], list[Problem]]:
    seeds: dict[str, Seed] = {}
    problems: list[Problem] = []
    known = sorted(path.stem for path in (workspace.root / "seeds").glob("*.yaml"))
    for path, value in walk(brief):
        if not isinstance(value, RecordName) or value in seeds:
            continue
        if value not in known:
            hint = did_you_mean(value, known) if known else "the workspace has no folder seeds/ with records"
            problems.append(Problem("no-record", f"there is no record '{value}' in seeds/", trees.place(path), hint))
            continue
        try:
            seeds[value] = read_seed(workspace, value)
        except BriefError as error:
            problems += error.problems
    return seeds, problems


def read_seed(workspace: Workspace, name: str) -> Seed:
    """Read the record of a source document."""
    text = workspace.text(workspace.root / "seeds" / f"{name}.yaml")
    tree, problems = load(text)
    seed, refused = salvage(Seed, Trees(tree, text))
    if seed is None or problems or refused:
        raise BriefError([*problems, *refused])
    return seed
