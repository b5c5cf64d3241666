"""The start of a workspace or of a brief: files full of comments that build at once."""

from __future__ import annotations

import datetime
import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from .editions import BRIEF_FILE
from .model import Brief, Seed
from .model.fields import Model
from .problems import BriefError, Place, Problem
from .schema import schema_text
from .theme import Theme, load_theme
from .workspace import HOUSE_FILE, Workspace, today

MAX_NAME = 80
SCHEMAS: dict[str, type[Model]] = {
    "brief.schema.json": Brief,
    "seed.schema.json": Seed,
}  # what an editor explains the files with


@dataclass(frozen=True)
class Started:
    """What was written, and which of it is the folder of the brief."""

    brief: Path
    files: tuple[Path, ...]


def start(folder: Path, name: str) -> Started:
    """Write a brief called `name` in the workspace around a folder; where there is none, a workspace with one brief.

    Raises `BriefError` for a name that gives no file name, or one that is taken.
    """
    slug = slug_of(name)
    around = Workspace.around(folder)
    root = around.root if around.is_set_up else folder / slug
    workspace = Workspace(root)
    brief = root / "content" / slug
    taken = brief if around.is_set_up else root
    if taken.exists():
        hint = "choose another name, or work on what is there"
        raise BriefError([Problem("taken", f"'{taken.name}' is there already", Place(workspace.name_of(taken)), hint)])
    texts = {brief / BRIEF_FILE: _dated(_scaffold(workspace, "brief.yaml"), today())}
    if not around.is_set_up:
        texts[root / HOUSE_FILE] = _scaffold(workspace, "house.yaml")
        texts[root / "seeds" / "README.md"] = _scaffold(workspace, "seeds.md")
    texts |= {root / name: schema_text(model) for name, model in SCHEMAS.items() if not (root / name).exists()}
    return Started(brief, tuple(workspace.write(path, text.encode()) for path, text in texts.items()))


def start_theme(folder: Path, name: str, base: str) -> tuple[Path, ...]:
    """Write a theme called `name` into the workspace around a folder, which extends `base` and names all it can change.

    Raises `BriefError` where there is no workspace, for an unknown base, and for a name that is none or is taken.
    """
    slug = slug_of(name)
    workspace = Workspace.around(folder)
    if not workspace.is_set_up:
        hint = "type 'brief new NAME' to make one, then stand in it"
        raise BriefError(
            [Problem("no-such-file", "a theme belongs to a workspace, and this folder is in none", None, hint)]
        )
    theme = load_theme(workspace, base)
    here = workspace.root / "templates" / "themes" / slug
    if here.exists() or slug in workspace.template_names("themes/*/theme.yaml"):
        hint = "choose another name, or work on what is there"
        raise BriefError([Problem("taken", f"there is a theme '{slug}' already", None, hint)])
    texts = {"theme.yaml": _theme_yaml(slug, theme), "print.css": _sheet(base, "print"), "web.css": _sheet(base, "web")}
    return tuple(workspace.write(here / file, text.encode()) for file, text in texts.items())


def _theme_yaml(name: str, theme: Theme) -> str:
    """Write a theme that changes nothing yet: each value of the one that it extends stands there, turned off."""
    lines = [
        f"# The theme '{name}'. It is '{theme.name}' but for what you state: take the # from a line, change its value.",
        "# 'brief check' tells of a colour that cannot be read on its ground. Or see 'brand' for house.yaml.",
        f"name: {name}",
        f"description: {theme.name}, in the look of the house",
        f"extends: {theme.name}",
    ]
    for group, values in (("tokens", theme.tokens), ("dark", theme.dark)):
        lines.append(f"# {group}:")
        lines += [f"#   {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    lines.append("# page:")
    for paper, margins in theme.page.items():
        lines.append(f"#   {paper}: {{{', '.join(f'{key}: {value}' for key, value in margins.items())}}}")
    return "\n".join([*lines, f"# notes: {theme.notes}  # foot, side or end", ""])


def _sheet(base: str, medium: str) -> str:
    where = "printed page" if medium == "print" else "web page"
    return f"/* What the {where} has otherwise than in '{base}'. Colours are var(--accent), var(--ink) … */\n"


def slug_of(name: str) -> str:
    """Return a name as the name of a folder: small letters without accents, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
    if not slug or len(slug) > MAX_NAME:
        hint = f"use up to {MAX_NAME} letters and digits, as in water-security"
        raise BriefError([Problem("slug", f"'{name[:MAX_NAME]}' gives no name for a folder", None, hint)])
    return slug


def _dated(text: str, day: datetime.date) -> str:
    """Move the dates of the scaffold (written for the end of January 2026) so that they lie around a day."""
    text = text.replace("2026-01-31", day.isoformat())
    return text.replace("2027", str(day.year + 1)).replace("2025-", f"{day.year - 1}-")


def _scaffold(workspace: Workspace, name: str) -> str:
    path = workspace.template(f"new/{name}")
    if path is None:
        raise BriefError([Problem("no-such-file", f"the template new/{name} is missing from the program")])
    return workspace.text(path).content
