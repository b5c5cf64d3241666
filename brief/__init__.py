"""Turn structured policy analysis in YAML into a print-ready PDF and a self-contained web page.

    import brief

    for result in brief.build("content/water"):
        print(result.files, result.problems)

The stages behind it: `read` gives a `Document` (the `Brief` with the place of each value), `check` its `Problem`s,
`view_of` the `View`, `paint_page` the HTML, and an output's `make` the bytes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .checks import check, explain
    from .confine import Limits
    from .making import paint_page, view_of
    from .model import Brief
    from .outputs import OUTPUTS
    from .parse import Document
    from .pipeline import File, Options, Result, build, examine, find_briefs, read
    from .problems import BriefError, Place, Problem
    from .schema import json_schema
    from .workspace import Workspace

# Each name is loaded when it is first asked for: the command line shows its help without loading the model.
_HOMES = {
    "checks": ("check", "explain"),
    "confine": ("Limits",),
    "making": ("paint_page", "view_of"),
    "model": ("Brief",),
    "outputs": ("OUTPUTS",),
    "parse": ("Document",),
    "pipeline": ("File", "Options", "Result", "build", "examine", "find_briefs", "read"),
    "problems": ("BriefError", "Place", "Problem"),
    "schema": ("json_schema",),
    "workspace": ("Workspace",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "OUTPUTS",
    "Brief",
    "BriefError",
    "Document",
    "File",
    "Limits",
    "Options",
    "Place",
    "Problem",
    "Result",
    "Workspace",
    "build",
    "check",
    "examine",
    "explain",
    "find_briefs",
    "json_schema",
    "paint_page",
    "read",
    "view_of",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'brief' has no attribute '{name}'")
    return getattr(import_module(f".{_HOME_OF[name]}", __name__), name)
