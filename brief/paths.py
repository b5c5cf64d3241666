"""What the paths on a command line mean: files, folders of a brief, folders of briefs, workspaces, names of briefs."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .editions import BRIEF_FILE, is_in, tag_of
from .problems import BriefError, Place, Problem, nearest
from .workspace import Workspace, briefs_below, briefs_in

MOST_NAMED = 8  # of the briefs of a workspace, in a hint


def find_briefs(paths: Iterable[Path], language: str | None = None) -> list[Path]:
    """List the briefs that paths mean: a file, the folder of a brief, a folder of briefs, or a workspace.

    The name of a brief of the workspace around the current folder means that brief, where nothing of that name stands
    in the folder itself. A folder means all editions of its brief; with a language, the one edition in that language,
    or else the brief itself. No path at all means the workspace around the current folder. Raises `BriefError` for a
    path that holds no brief.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for path in list(paths) or [Workspace.around(Path.cwd()).root]:
        meant = meant_by(path)
        inside = _chosen(_briefs_in(meant), language)
        found += inside
        if not inside:
            problems.append(_no_brief(meant))
    if problems:
        raise BriefError(problems)
    return list(dict.fromkeys(found))


def meant_by(path: Path) -> Path:
    """Return the folder in content/ that a bare name means; any other path, and what is there, as it is."""
    if len(path.parts) != 1 or _exists(path):
        return path
    folder = Workspace.around(Path.cwd()).root / "content" / path
    return _from_here(folder) if _exists(folder) and folder.is_dir() else path


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # A name too long, or in a folder that is not ours to look into.
        return False


def _briefs_in(path: Path) -> Iterator[Path]:
    if not _exists(path):
        return
    if path.is_dir():
        yield from briefs_in(path) or briefs_below(path) or Workspace(path).briefs()
    else:
        yield path


def _chosen(briefs: Iterable[Path], language: str | None) -> list[Path]:
    """Keep of each folder the edition in a language, or else the first; all of them where no language is given."""
    if language is None:
        return list(briefs)
    folders = [list(editions) for _, editions in itertools.groupby(briefs, key=lambda brief: brief.parent)]
    return [next((e for e in editions if is_in(tag_of(e.name), language)), editions[0]) for editions in folders]


def _no_brief(path: Path) -> Problem:
    known = _known()
    if _exists(path):
        hint = f"a brief is a file {BRIEF_FILE} in a folder of its own; 'brief new NAME' writes one"
        if path.name in known:
            hint = _did_you_mean(known[path.name])
        return Problem("no-brief", f"there is no brief in '{path}'", Place(str(path)), hint)
    return Problem("no-such-file", f"there is no file or folder '{path}'", Place(str(path)), _hint(path, known))


def _hint(path: Path, known: Mapping[str, Path]) -> str:
    """Name the path to type in place of one that leads nowhere."""
    beside = {brief.name: brief for brief in (briefs_in(path.parent) if _exists(path.parent) else ())}
    if guess := nearest(path.name, list(beside)):
        return _did_you_mean(beside[guess])
    inside = Workspace.around(Path.cwd()).root / "content" / path
    if not path.is_absolute() and ".." not in path.parts and any(_briefs_in(inside)):
        return _did_you_mean(inside)
    if guess := nearest(path.name, list(known)):
        return _did_you_mean(known[guess])
    if not known:
        return "check the name; 'brief new NAME' writes a new brief"
    more = f" and {len(known) - MOST_NAMED:,} more" if len(known) > MOST_NAMED else ""
    return f"briefs of this workspace: {', '.join(list(known)[:MOST_NAMED])}{more}"


def _did_you_mean(path: Path) -> str:
    """Write the hint for a path, as it can be typed in the current folder."""
    return f"did you mean '{_from_here(path)}'?"


def _from_here(path: Path) -> Path:
    here = Path.cwd().resolve()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _known() -> dict[str, Path]:
    """Return the folders of the briefs of the workspace around the current folder, by their names."""
    return {brief.parent.name: brief.parent for brief in Workspace.around(Path.cwd()).briefs()}
