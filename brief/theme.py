"""A theme folder: tokens (colours, sizes) and style sheets; a theme may extend another and state only what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .problems import BriefError, Place, Problem, did_you_mean
from .workspace import Workspace

MAX_CHAIN = 8
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEYS = ("name", "description", "extends", "tokens", "dark", "page")


@dataclass(frozen=True)
class Style:
    """One style sheet: its text, the file it stands in, and whether it is the program's own."""

    css: str
    path: Path
    shipped: bool


@dataclass(frozen=True)
class Theme:
    """A theme with all that it extends: tokens by name, tokens of the dark page, margins by paper, sheets by medium."""

    name: str
    description: str
    tokens: Mapping[str, str]
    dark: Mapping[str, str]
    page: Mapping[str, Mapping[str, str]]
    chain: tuple[Path, ...]

    def styles(self, workspace: Workspace, medium: str) -> list[Style]:
        """Read the sheets of a medium (`print` or `web`): the common one, then those of the theme, parents first."""
        common = workspace.template(f"styles/{medium}.css")
        paths = [common] if common else []
        paths += [folder / f"{medium}.css" for folder in self.chain if (folder / f"{medium}.css").is_file()]
        return [Style(workspace.text(path).content, path, workspace.is_shipped(path)) for path in paths]

    def root_css(self) -> str:
        """Write the tokens as custom properties."""
        return _properties(":root", self.tokens)

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


def load_theme(workspace: Workspace, name: str, place: Place | None = None) -> Theme:
    """Read a theme and what it extends; raise `BriefError` for an unknown theme, a bad file or a circle."""
    chain: list[tuple[Path, Mapping[str, Any]]] = []
    current: str | None = name
    while current is not None:
        path = workspace.template(f"themes/{current}/theme.yaml")
        if path is None:
            hint = did_you_mean(current, workspace.template_names("themes/*/theme.yaml"))
            raise BriefError([Problem("theme", f"there is no theme '{current}'", place, hint)])
        if len(chain) >= MAX_CHAIN or any(path == seen for seen, _ in chain):
            raise BriefError([Problem("theme", f"the theme '{name}' extends itself", Place(workspace.name_of(path)))])
        data = _read(workspace, path)
        chain.append((path, data))
        current = data.get("extends")
    chain.reverse()
    return Theme(
        name=name,
        description=str(chain[-1][1].get("description", "")),
        tokens=_merged(chain, "tokens"),
        dark=_merged(chain, "dark"),
        page=_merged(chain, "page"),
        chain=tuple(path.parent for path, _ in chain),
    )


def _read(workspace: Workspace, path: Path) -> Mapping[str, Any]:
    text = workspace.text(path)
    try:
        data = yaml.load(text.content, Loader=_LOADER)  # noqa: S506 - a safe loader, from a theme file
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise BriefError([Problem("theme", "the theme file cannot be read", Place(text.name, line, 1))]) from None
    if not isinstance(data, dict):
        raise BriefError([Problem("theme", "the theme file is empty", Place(text.name))])
    unknown = [key for key in data if key not in _KEYS]
    if unknown:
        hint = did_you_mean(str(unknown[0]), _KEYS)
        raise BriefError([Problem("theme", f"'{unknown[0]}' is not a key of a theme", Place(text.name), hint)])
    return data


def _merged(chain: list[tuple[Path, Mapping[str, Any]]], key: str) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for _, data in chain:
        for name, value in (data.get(key) or {}).items():
            merged[name] = {**merged.get(name, {}), **value} if isinstance(value, dict) else str(value)
    return merged
