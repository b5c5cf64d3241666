"""What there is to choose from: outputs, ways to print, themes, languages, sections, rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .workspace import Workspace

Entries = list[tuple[str, str]]


def inventory(group: str, folder: Path) -> Entries:
    """List the names of a group with a sentence each, as seen from a folder (whose workspace may add its own)."""
    return _READERS[group](Workspace.around(folder))


def _outputs(_: Workspace) -> Entries:
    from .outputs import OUTPUTS

    return [(output.name, output.description) for output in OUTPUTS]


def _print(workspace: Workspace) -> Entries:
    from .printing import describe, option_names

    return [describe(workspace, name) for name in option_names(workspace)]


def _themes(workspace: Workspace) -> Entries:
    from .theme import load_theme

    names = workspace.template_names("themes/*/theme.yaml")
    return [(name, load_theme(workspace, name).description) for name in names]


def _languages(workspace: Workspace) -> Entries:
    from .language import load_language

    return [
        (code, load_language(workspace, code).word("name")) for code in workspace.template_names("languages/*.yaml")
    ]


def _sections(_: Workspace) -> Entries:
    from .model import SECTIONS

    return [(kind.key, kind.description) for kind in SECTIONS]


def _rules(_: Workspace) -> Entries:
    from .checks import RULES

    return [(rule.id, f"{rule.severity:<8} {rule.title}") for rule in RULES.values()]


_READERS: dict[str, Callable[[Workspace], Entries]] = {
    "outputs": _outputs,
    "print": _print,
    "themes": _themes,
    "languages": _languages,
    "sections": _sections,
    "rules": _rules,
}
GROUPS = tuple(_READERS)
