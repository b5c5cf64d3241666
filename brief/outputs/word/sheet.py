"""The style sheet of the Word document, `templates/word/styles.yaml`: named styles and which words get which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from ...datafile import read_data
from ...parse.nodes import Node
from ...problems import BriefError, Problem, did_you_mean
from ...workspace import Workspace

FILE = "word/styles.yaml"


@dataclass(frozen=True, slots=True)
class Style:
    """One named style. Sizes and spaces are in points, `indent` and `hanging` in millimetres, colours are tokens.

    None means: as in the style that this one is based on. `lead` are the classes of words at the start of a paragraph
    that stand in its hanging indent, or before the tab at `stop` mm; `thirds` puts a tab in the middle and one at the
    end of the line, `ends` only the latter.
    """

    name: str
    based_on: str | None = None
    next: str | None = None
    font: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    raised: bool | None = None
    colour: str | None = None
    shade: str | None = None
    before: float | None = None
    after: float | None = None
    line: float | None = None
    align: str | None = None
    indent: float | None = None
    hanging: float | None = None
    outline: int | None = None
    list: str | None = None
    keep_next: bool | None = None
    keep_lines: bool | None = None
    thirds: bool | None = None
    ends: bool | None = None
    stop: float | None = None
    border_left: str | None = None
    border_top: str | None = None
    border_width: float = 0.75
    border_space: float = 4
    lead: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Sheet:
    """All named styles by their ids, and which style what stands in a page has: by class, or else by element."""

    paragraphs: Mapping[str, Style]
    characters: Mapping[str, Style]
    blocks: Mapping[str, str]
    cells: Mapping[str, str]
    words: Mapping[str, str]
    joined: Mapping[str, str]
    together: frozenset[str] = field(default_factory=frozenset)
    apart: frozenset[str] = field(default_factory=frozenset)
    marked_lists: frozenset[str] = field(default_factory=frozenset)
    left_out: frozenset[str] = field(default_factory=frozenset)

    def of(self, style: str, name: str) -> Any:
        """Return what a paragraph style says, or else the style that it is based on."""
        current: str | None = style
        for _ in range(len(self.paragraphs)):
            if current is None or current not in self.paragraphs:
                return None
            found = getattr(self.paragraphs[current], name)
            if found is not None:
                return found
            current = self.paragraphs[current].based_on
        return None


_GROUPS = (
    "paragraphs",
    "characters",
    "blocks",
    "cells",
    "words",
    "joined",
    "together",
    "apart",
    "marked_lists",
    "left_out",
)
NEEDED = {"p", "caption", "cell", "head", "row-head"}
_KINDS = {each.name: str(each.type) for each in fields(Style)}
_KEYS = tuple(_KINDS)
MOST = 500  # points or millimetres


def read_sheet(workspace: Workspace) -> Sheet:
    """Read the style sheet, the workspace's own where it has one; raise `BriefError` with all that is wrong in it."""
    path = workspace.template(FILE)
    if path is None:
        raise BriefError([Problem("theme", f"there is no style sheet templates/{FILE}")])
    data, tree = read_data(workspace.text(path), "style sheet")
    problems = [
        Problem("theme", f"'{name}' is no part of a style sheet", tree.key_place((name,)), did_you_mean(name, _GROUPS))
        for name in data
        if name not in _GROUPS
    ]
    groups = {name: _group(tree, name, data.get(name), problems) for name in _GROUPS[:6]}
    lists = {name: frozenset(map(str, data.get(name) or ())) for name in _GROUPS[6:]}
    paragraphs, characters = (_styles(tree, name, groups[name], problems) for name in _GROUPS[:2])
    for name, known in (("blocks", paragraphs), ("cells", paragraphs), ("words", characters)):
        for key, style in groups[name].items():
            if style not in known:
                hint = did_you_mean(str(style), list(known))
                problems.append(Problem("theme", f"there is no style '{style}'", tree.find((name, key)).place, hint))
    lacking = sorted(NEEDED - set(groups["cells"]) - set(groups["blocks"]))
    problems += [Problem("theme", f"the style sheet does not say what '{key}' gets", tree.place) for key in lacking]
    if problems:
        raise BriefError(problems)
    blocks, cells, words, joined = ({str(k): str(v) for k, v in groups[name].items()} for name in _GROUPS[2:6])
    return Sheet(paragraphs, characters, blocks, cells, words, joined, **lists)


def _group(tree: Node, name: str, data: Any, problems: list[Problem]) -> Mapping[str, Any]:
    if data is None or isinstance(data, dict):
        return data or {}
    problems.append(Problem("theme", f"'{name}' has to be a group of keys", tree.key_place((name,))))
    return {}


def _fits(key: str, value: Any) -> bool:
    """Tell whether a value is of the kind that a key of a style takes; lengths are no longer than a page."""
    if key == "lead":
        return isinstance(value, list)
    kind = _KINDS[key].partition(" |")[0]
    if kind in ("float", "int"):
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MOST
    return isinstance(value, bool if kind == "bool" else str)


def _styles(tree: Node, group: str, data: Mapping[str, Any], problems: list[Problem]) -> dict[str, Style]:
    styles: dict[str, Style] = {}
    for name, said in data.items():
        given = said if isinstance(said, dict) else {}
        unknown = [key for key in given if key not in _KEYS]
        problems += [
            Problem("theme", f"'{key}' is not a key of a style", tree.key_place((group, name, str(key))), hint)
            for key in unknown
            for hint in [did_you_mean(str(key), _KEYS)]
        ]
        wrong = [key for key, value in given.items() if key in _KEYS and not _fits(key, value)]
        problems += [
            Problem("theme", f"'{key}' has no such value", tree.find((group, name, str(key))).place) for key in wrong
        ]
        if not given.get("name"):
            hint = "write 'name:', as Word shows it"
            problems.append(Problem("theme", f"the style '{name}' has no name", tree.key_place((group, name)), hint))
        elif not unknown and not wrong:
            styles[str(name)] = Style(**{**given, **({"lead": tuple(given["lead"])} if given.get("lead") else {})})
    based = [(name, style.based_on) for name, style in styles.items() if style.based_on]
    for name, parent in based:
        if parent not in styles or list(styles).index(parent) >= list(styles).index(name):
            message = f"the style '{name}' is based on '{parent}', which does not stand above it"
            problems.append(Problem("theme", message, tree.find((group, name, "based_on")).place))
    return styles
