"""A theme folder: tokens (colours, sizes) and style sheets; a theme may extend another and state only what differs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from .datafile import read_data
from .parse.nodes import Node
from .problems import BriefError, Place, Problem, did_you_mean
from .workspace import Workspace

# Where a footnote goes: in its sentence, for the foot of a printed page; beside its paragraph; after its section.
Manner = Literal["foot", "side", "end"]
MAX_CHAIN = 8
_KEYS = ("name", "description", "extends", "tokens", "dark", "page", "notes")
_LEADING = re.compile(r"((?:line-height\s*:|font\s*:[^;{}/]*/)\s*)(\d*\.?\d+)(pt|px|r?em|)(?=[\s;}])")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
# A value ends at its semicolon: what could end it earlier, or begin a rule or a tag, is no value.
_VALUE = re.compile(r"[^;{}<>\\\n]{1,500}")


@dataclass(frozen=True)
class Style:
    """One style sheet: its text, the file it stands in, and whether it is the program's own."""

    css: str
    path: Path
    shipped: bool


@dataclass(frozen=True)
class Theme:
    """A theme with all that it extends: tokens by name, tokens of the dark page, margins by paper, sheets by medium.

    `notes` is where its footnotes stand, for every output that can put them there. `sans_text`: text and titles are set
    in the sans-serif too.
    """

    name: str
    description: str
    tokens: Mapping[str, str]
    dark: Mapping[str, str]
    page: Mapping[str, Mapping[str, str]]
    notes: Manner
    chain: tuple[Path, ...]
    sans_text: bool = False

    def styles(self, workspace: Workspace, medium: str) -> list[Style]:
        """Read the sheets of a medium (`print` or `web`): the common one, then those of the theme, parents first.

        What tightens a page (`print-snug`, `print-tight`) was measured on one design: only the nearest such sheet is
        laid over it.
        """
        paths = [*self._common(workspace, medium), *self._own(medium)]
        return [Style(workspace.text(path).content, path, workspace.is_shipped(path)) for path in paths]

    def common_styles(self, workspace: Workspace, medium: str) -> list[Style]:
        """Read the common sheet of a medium alone, for a page that is laid out in a way of its own."""
        paths = self._common(workspace, medium)
        return [Style(workspace.text(path).content, path, workspace.is_shipped(path)) for path in paths]

    def _common(self, workspace: Workspace, medium: str) -> list[Path]:
        common = workspace.template(f"styles/{medium}.css")
        return [common] if common else []

    def _own(self, medium: str) -> list[Path]:
        own = [folder / f"{medium}.css" for folder in self.chain if (folder / f"{medium}.css").is_file()]
        return own[-1:] if medium.endswith(("-snug", "-tight")) else own

    def root_css(self) -> str:
        """Write the tokens as custom properties."""
        return _properties(":root", self.tokens)

    def letters_css(self) -> str:
        """Write the rules that set text and titles in the sans-serif, where a house wants that."""
        if not self.sans_text:
            return ""
        return "html:root{--serif:var(--sans)}html:root h1{font-family:var(--sans)}"

    def dark_css(self) -> str:
        """Write the tokens of the dark page."""
        return _properties(":root", self.dark)

    def page_css(self, paper: str) -> str:
        """Write the size and the margins of the page."""
        margins = self.page.get(paper) or {}
        rules = "".join(f"{name}:{value};" for name, value in margins.items())
        return f"@page{{size:{paper};{rules}}}"


def _properties(selector: str, tokens: Mapping[str, str]) -> str:
    return selector + "{" + "".join(f"--{name}:{value};" for name, value in tokens.items()) + "}"


def set_apart(css: str, leading: float) -> str:
    """Return a style sheet whose lines stand farther apart, for scripts that are taller than Latin letters.

    Lengths in points are rounded to whole pixels (.75pt), as the sheets have them.
    """
    if leading == 1:
        return css

    def wider(match: re.Match[str]) -> str:
        value = float(match[2]) * leading
        value = round(value / 0.75) * 0.75 if match[3] == "pt" else round(value, 3)
        return f"{match[1]}{value:g}{match[3]}"

    return _LEADING.sub(wider, css)


def colon_css(colon: str) -> str:
    """Write the colon of a language, with its spaces, as a custom property for what style sheets put before a text."""
    return ':root{--colon:"' + "".join(f"\\{ord(sign):x} " for sign in colon) + '"}'


def numerals_css(style: str, paged: bool = True) -> str:
    """Write the rules that count lists in the digits of a language, and pages and their notes; nothing for 0 to 9."""
    if style == "decimal":
        return ""
    lists = f"html .prose ol,html ol.notes{{list-style-type:{style}}}"
    if not paged:
        return lists
    counters = {".page-now::before": "page", ".page-all::before": "pages"}
    counters |= {".note::footnote-call": "footnote", ".note::footnote-marker": "footnote"}
    rules = [f"html {place}{{content:counter({name},{style})}}" for place, name in counters.items()]
    return "".join((*rules, lists))


def load_theme(workspace: Workspace, name: str, place: Place | None = None) -> Theme:
    """Read a theme and what it extends; raise `BriefError` for an unknown theme, a bad file or a circle."""
    chain: list[tuple[Path, Mapping[str, Any]]] = []
    current: str | None = name
    while current is not None:
        path = workspace.template(f"themes/{current}/theme.yaml") if _NAME.fullmatch(current) else None
        if path is None:
            hint = did_you_mean(current, workspace.template_names("themes/*/theme.yaml"))
            raise BriefError([Problem("theme", f"there is no theme '{current}'", place, hint)])
        if len(chain) >= MAX_CHAIN or any(path == seen for seen, _ in chain):
            raise BriefError([Problem("theme", f"the theme '{name}' extends itself", Place(workspace.name_of(path)))])
        data = _read(workspace, path)
        chain.append((path, data))
        current = None if data.get("extends") is None else str(data["extends"])
    chain.reverse()
    return Theme(
        name=name,
        description=str(chain[-1][1].get("description", "")),
        tokens=_merged(chain, "tokens"),
        dark=_merged(chain, "dark"),
        page=_merged(chain, "page"),
        notes=cast("Manner", next((data["notes"] for _, data in reversed(chain) if data.get("notes")), "foot")),
        chain=tuple(path.parent for path, _ in chain),
    )


def _read(workspace: Workspace, path: Path) -> Mapping[str, Any]:
    data, tree = read_data(workspace.text(path), "theme")
    problems = [
        Problem("theme", f"'{key}' is not a key of a theme", tree.key_place((str(key),)), did_you_mean(str(key), _KEYS))
        for key in data
        if key not in _KEYS
    ]
    for group in ("tokens", "dark"):
        problems += _refused(tree, data.get(group), (group,))
    page = data.get("page")
    if isinstance(page, dict):
        for paper, margins in page.items():
            problems += _refused(tree, margins, ("page", str(paper)))
    elif page is not None:
        problems.append(Problem("theme", "'page' has to be a group of keys", tree.key_place(("page",))))
    if data.get("notes") not in (None, *get_args(Manner)):
        hint = did_you_mean(str(data["notes"]), get_args(Manner))
        problems.append(Problem("theme", f"'{data['notes']}' is no place for notes", tree.find(("notes",)).place, hint))
    if problems:
        raise BriefError(problems)
    return data


def _refused(tree: Node, group: Any, path: tuple[str, ...]) -> list[Problem]:
    """Find what is no name or no plain value: it is written into a style sheet as it stands."""
    if group is None:
        return []
    if not isinstance(group, dict):
        return [Problem("theme", f"'{path[-1]}' has to be a group of keys", tree.key_place(path))]
    hint = 'write one CSS value, such as #14304f, 9.5pt or "Brief Serif", serif'
    problems = []
    for name, value in group.items():
        place = tree.find((*path, str(name))).place
        if not _NAME.fullmatch(str(name)):
            key = tree.key_place((*path, str(name)))
            problems.append(
                Problem("theme", f"'{name}' is no name of a token", key, "write small letters, digits and -")
            )
        elif isinstance(value, dict | list) or not _VALUE.fullmatch(_css(value)):
            problems.append(Problem("theme", f"'{name}' is not one plain value", place, hint))
    return problems


def _merged(chain: list[tuple[Path, Mapping[str, Any]]], key: str) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for _, data in chain:
        for name, value in (data.get(key) or {}).items():
            inner = {inside: _css(entry) for inside, entry in value.items()} if isinstance(value, dict) else None
            merged[str(name)] = _css(value) if inner is None else {**merged.get(str(name), {}), **inner}
    return merged


def _css(value: Any) -> str:
    return "" if value is None else str(value).strip()
