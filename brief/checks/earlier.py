"""The edition that a brief supersedes, where it lies in the same workspace."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from ..model import Brief
from ..parse import read_document
from ..problems import BriefError
from ..workspace import Workspace
from .reading import Reading

_VERSION = re.compile(r"""^\s+version:\s*["']?([\w.]+)|[{,]\s*version:\s*["']?([\w.]+)""", re.MULTILINE)
_ID = re.compile(r"""^\s+id:\s*["']?([a-z0-9-]+)|[{,]\s*id:\s*["']?([a-z0-9-]+)""", re.MULTILINE)
HEAD = 4_000  # characters in which a brief says what it is


def earlier_edition(reading: Reading, last: str) -> Brief | None:
    """Return the edition `id@version` in the language of the brief, or None where the workspace does not have it."""
    name, _, version = last.partition("@")
    own = reading.document.path.resolve()
    for path in _editions(reading.workspace.root).get((name, version), ()):
        if path.resolve() == own:
            continue
        try:
            brief = read_document(reading.workspace, path).brief
        except BriefError:
            continue  # A mistake in another brief is not this one's.
        if (brief.meta.id, brief.meta.version) == (
            name,
            version,
        ) and brief.meta.language == reading.brief.meta.language:
            return brief
    return None


@lru_cache(maxsize=4)
def _editions(root: Path) -> Mapping[tuple[str, str], tuple[Path, ...]]:
    """List the briefs of a workspace by the id and the version that their first lines seem to give."""
    workspace = Workspace(root)
    found: dict[tuple[str, str], list[Path]] = {}
    for path in workspace.briefs():
        try:
            head = workspace.text(path).content[:HEAD]
        except BriefError:
            continue
        version, name = _VERSION.search(head), _ID.search(head)
        if version:
            named = (name[1] or name[2]) if name else path.parent.name
            found.setdefault((named, version[1] or version[2]), []).append(path)
    return {key: tuple(paths) for key, paths in found.items()}


def forget_editions() -> None:
    """Forget what was listed, as files have changed since."""
    _editions.cache_clear()
