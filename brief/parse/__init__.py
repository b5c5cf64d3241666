"""Text to Brief: every value with its line and column, every mistake of a file in one run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..csl import Reference, find_style, read_style
from ..data import figure_problems
from ..editions import BRIEF_FILE, is_brief, is_in, tag_of
from ..model import Brief, House, Seed, walk
from ..model.fields import PictureName, RecordName
from ..model.values import MAX_SLUG
from ..pictures import find_picture, read_picture
from ..problems import BriefError, Place, Problem, did_you_mean, has_errors
from ..workspace import HOUSE_FILE, Text, Workspace
from .carrying import carried
from .links import fact_problems, link_problems
from .markings import marking_problems
from .nodes import Node, load
from .refusals import hushed, salvage
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
    """One brief as it was read: the Brief, where it came from, and the records it rests on.

    `originals` holds the bytes of the files it was read from, by their places in a workspace of its own. `left_out`
    counts the parts that an edition for more readers leaves out, by the key of their section. `references` are the
    sources as a citation style has them, by their ids.
    """

    path: Path
    brief: Brief
    trees: Trees
    seeds: Mapping[str, Seed]
    originals: Mapping[str, bytes] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    references: Mapping[str, Reference] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """Return the folder of the brief, where its figures and data lie."""
        return self.path.parent

    def carries(self, whole: bool) -> Mapping[str, bytes]:
        """Return the files that a PDF carries as its source: without the meeting, unless they are meant to be whole."""
        if whole or self.brief.meeting is None:
            return self.originals
        main = self.trees.main
        return {n: carried(c, main) if is_brief(n.rpartition("/")[2]) else c for n, c in self.originals.items()}

    def place(self, path: tuple[str | int, ...], words: str | None = None) -> Place:
        """Return the place of a value of the brief, or of some words in it."""
        return self.trees.place_of_words(path, words) if words else self.trees.place(path)


def parse(text: Text, house: Text | None = None, default_id: str | None = None, tag: str = "") -> Parsed:
    """Read one brief from its text; `house` is the text of the house file, `default_id` the id of a brief without one.

    `tag` is the language that the name of its file gives an edition.

    The problems of the result are all mistakes in both texts but those between the parts, which `read_document` finds.
    Raises `BriefError` where the brief cannot be read at all.
    """
    house_tree, problems = _house(house)
    try:
        tree, unreadable = load(text)
    except BriefError as error:
        raise BriefError([*problems, *error.problems]) from None
    defaults = ((("meta", "id"), default_id),) if default_id else ()
    named = ((("meta", "language"), tag),) if tag else ()
    trees = Trees(tree, text, house_tree, defaults, named=named)
    brief, refused = salvage(Brief, trees)
    problems += [*unreadable, *refused, *_other_language(brief, trees, tag)]
    touched = {path[0] for path in trees.dropped}
    if brief is not None and not any(value or kind.key in touched for kind, value in brief.items()):
        hint = "add key_judgements, background, risks or open_questions"
        problems.append(Problem("no-section", "the brief has no section", trees.place(("meta",), key=True), hint))
    return Parsed(brief, trees, hushed(problems))


def _other_language(brief: Brief | None, trees: Trees, tag: str) -> Iterator[Problem]:
    """Find an edition that is written in another language than its file is named after."""
    if brief is not None and tag and not is_in(tag, brief.meta.language):
        message = f"the file is named after the language '{tag}', but its language is '{brief.meta.language}'"
        hint = f"brief.{brief.meta.language}.yaml is the name for an edition in '{brief.meta.language}'"
        yield Problem("edition-language", message, trees.place(("meta", "language")), hint)


def _house(text: Text | None) -> tuple[Node | None, list[Problem]]:
    """Read the house file; one that cannot be read is a problem of its own and keeps no brief from being read."""
    if text is None or all(line.lstrip()[:1] in ("", "#") for line in text.lines):
        return None, []
    try:
        tree, problems = load(text)
    except BriefError as error:
        return None, list(error.problems)
    problems += salvage(House, Trees(tree, text))[1]
    # What is no business of a house has been told; the briefs do not hear of it.
    inside = tree.value.items() if isinstance(tree.value, dict) else ()
    sound = {key: node for key, node in inside if key in House.model_fields and isinstance(node.value, dict)}
    return replace(tree, value=sound), problems


def read_document(workspace: Workspace, path: Path) -> Document:
    """Read a brief with the house file and the records it names; raise `BriefError` with all that is wrong."""
    house_path = workspace.root / HOUSE_FILE
    house = workspace.text(house_path) if house_path.is_file() else None
    parsed = parse(workspace.text(path), house, _slug(path), tag_of(path.name))
    brief, trees, problems = parsed.brief, parsed.trees, parsed.problems
    if brief is None:
        raise BriefError(problems)
    seeds, lost = _seeds(workspace, brief, trees)
    between = [*link_problems(brief, trees, seeds), *marking_problems(brief, trees)]
    files = [*_lost_pictures(workspace, path.parent, parsed), *_bad_figures(workspace, path.parent, parsed)]
    style, unusable = _style(workspace, path.parent, parsed)
    problems = hushed([*problems, *lost, *between, *files, *unusable])
    if has_errors(problems):
        raise BriefError(problems)
    name = path.name if is_brief(path.name) else BRIEF_FILE
    originals = {f"content/{_slug(path)}/{name}": workspace.texts[path]}
    if house is not None:
        originals[HOUSE_FILE] = workspace.texts[house_path]
    originals |= {_carried_as(workspace, path, style): workspace.texts[style]} if style else {}
    originals |= {f"seeds/{name}.yaml": workspace.texts[workspace.root / "seeds" / f"{name}.yaml"] for name in seeds}
    return Document(path, brief, trees, seeds, originals)


def _slug(path: Path) -> str:
    """Make the id of a brief that gives none from the name of its folder, or of its file."""
    name = path.parent.name if is_brief(path.name) else path.stem
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:MAX_SLUG].strip("-") or "brief"


def _seeds(workspace: Workspace, brief: Brief, trees: Trees) -> tuple[dict[str, Seed], list[Problem]]:
    seeds: dict[str, Seed] = {}
    problems: list[Problem] = []
    tried: set[str] = set()
    known = workspace.records()
    for path, value in walk(brief):
        if not isinstance(value, RecordName) or value in tried:
            continue
        if value not in known:
            workspace.missed.add(workspace.root / "seeds" / f"{value}.yaml")
            hint = did_you_mean(value, known) if known else "the workspace has no folder seeds/ with records"
            problems.append(Problem("no-record", f"there is no record '{value}' in seeds/", trees.place(path), hint))
            continue
        tried.add(value)
        try:
            seeds[value] = read_seed(workspace, value)
        except BriefError as error:
            problems += error.problems
    return seeds, problems


def _style(workspace: Workspace, folder: Path, parsed: Parsed) -> tuple[Path | None, list[Problem]]:
    """Find the citation style of a brief, and what keeps it from being used; pandoc itself is asked in a build."""
    name = parsed.brief.output.citation_style if parsed.brief else None
    try:
        path = find_style(workspace, folder, name) if name else None
        if path is not None:
            read_style(workspace, path)
    except BriefError as error:
        place = parsed.trees.place(("output", "citation_style"))
        return None, [problem if problem.place else problem.at(place) for problem in error.problems]
    return path, []


def _carried_as(workspace: Workspace, brief: Path, style: Path) -> str:
    """Return the place of a style in a workspace that holds the brief alone."""
    if style.resolve().is_relative_to(brief.parent.resolve()):
        return f"content/{_slug(brief)}/{style.resolve().relative_to(brief.parent.resolve()).as_posix()}"
    return style.resolve().relative_to(workspace.root).as_posix()


def _lost_pictures(workspace: Workspace, folder: Path, parsed: Parsed) -> Iterator[Problem]:
    """Find images that cannot be printed, at the author's line: the engine would only leave a hole in the page."""
    for path, value in walk(parsed.brief):
        if isinstance(value, PictureName):
            try:
                read_picture(workspace, find_picture(workspace, folder, value))
            except BriefError as error:
                yield from (problem.at(parsed.trees.place(path)) for problem in error.problems)


def _bad_figures(workspace: Workspace, folder: Path, parsed: Parsed) -> Iterator[Problem]:
    """Find figures that cannot be drawn, at the line of the brief or of the table that they are drawn from."""
    incomplete = {path[:2] for path in parsed.trees.dropped}
    for path, problem in figure_problems(parsed.brief, workspace, folder):
        if parsed.trees.original(path[:2]) in incomplete:
            continue  # What was refused in it has been told.
        yield problem if problem.place else problem.at(parsed.trees.place(path))


@dataclass(frozen=True)
class Record:
    """The record of a source document, with the place of every value in its file."""

    seed: Seed
    trees: Trees


def read_seed(workspace: Workspace, name: str) -> Seed:
    """Read the record of a source document; raise `BriefError` with all that is wrong with it."""
    return read_record(workspace, name).seed


def read_record(workspace: Workspace, name: str) -> Record:
    """Read a record with its places; raise `BriefError` as `read_seed` does."""
    return record_in(workspace.text(workspace.root / "seeds" / f"{name}.yaml"), name)


def record_in(text: Text, name: str) -> Record:
    """Read the record in a text, whose file has that name; raise `BriefError` as `read_seed` does."""
    tree, problems = load(text)
    trees = Trees(tree, text)
    seed, refused = salvage(Seed, trees)
    problems += refused
    if seed is not None:
        problems += fact_problems(seed, trees)
        if seed.id != name and not trees.dropped:
            message = f"the record is called '{seed.id}', but its file '{name}'"
            problems.append(Problem("record-name", message, trees.place(("id",)), "give both the same name"))
    if seed is None or problems:
        raise BriefError(problems)
    return Record(seed, trees)
