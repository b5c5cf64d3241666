"""Briefs that are checked again each time a file changes that their checks have read.

The files are known, a few dozen as a rule, so they are asked for their stamps twice a second. A notification by the
system would come sooner, but it does not come at all where another machine writes to a network share.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol

from .checks import look_again
from .pipeline import Claim, Result, examine_one, find_briefs
from .problems import BriefError, in_order
from .workspace import HOUSE_FILE, Stamp, Workspace

PAUSE_S = 0.5  # between two looks at the files
SETTLING_S = 0.2  # between two looks once something has changed: a burst of saves is one change
MOST_LOOKS = 15  # before a check, while files still change
GRACE_LOOKS = 5  # for a file that is gone: an editor may be about to put the new one in its place
SHARE = 0.004  # of one processor, which looking at very many files does not go over

Stamps = Mapping[Path, Stamp | None]


class Bar(Protocol):
    """What is told of each brief that is checked."""

    def advance(self) -> object:
        """Count one brief as checked."""


Progress = Callable[[int], AbstractContextManager[Bar]]


@dataclass(frozen=True)
class Change:
    """One file that is not as it was, by the name that the author would type."""

    file: str
    how: Literal["changed", "is new", "is gone"]


@dataclass(frozen=True)
class Round:
    """What is found of all briefs once something has changed; `files` is how many files are watched."""

    results: tuple[Result, ...]
    changes: tuple[Change, ...]
    files: int


@dataclass(frozen=True)
class Checked:
    """One brief as it was checked: what was found, the files it would write, and the stamps of the files it read."""

    result: Result
    claim: Claim | None
    inputs: Stamps


class _Silent:
    def advance(self) -> None: ...


def _silent(_: int) -> AbstractContextManager[Bar]:
    return nullcontext(_Silent())


@dataclass
class Watch:
    """Check briefs, and again whenever a file changes that was read for them, or one appears that was missed.

    `paths` are those of `find_briefs`; `wait` sleeps for some seconds.
    """

    paths: Sequence[Path]
    strict: bool = False
    theme: str | None = None
    progress: Progress = _silent
    wait: Callable[[float], None] = time.sleep
    _checked: dict[Path, Checked] = field(default_factory=dict)
    _folders: Stamps = field(default_factory=dict)

    def rounds(self) -> Iterator[Round]:
        """Yield what is found at first, and again after each change, for ever; raise `BriefError` for no brief."""
        briefs = self._listed()
        self._check(briefs, briefs)
        changes: tuple[Change, ...] = ()
        while True:
            there = {path for path, stamp, _ in self._against({}) if stamp}
            yield Round(tuple(self._results()), changes, len(there))
            changes = self._next_changes()

    def _next_changes(self) -> tuple[Change, ...]:
        """Wait until something has changed and the briefs concerned are checked; return what changed."""
        pause = PAUSE_S
        while True:
            self.wait(pause)
            began = time.process_time()
            moved = self._has_moved()
            pause = max(PAUSE_S, (time.process_time() - began) / SHARE)
            if moved and (changes := self._caught_up()):
                return changes

    def _has_moved(self) -> bool:
        return _stamps(self._folders) != self._folders or any(
            stamp != known for _, known, stamp in self._against(_stamps(self._known()))
        )

    def _against(self, now: Stamps) -> Iterator[tuple[Path, Stamp | None, Stamp | None]]:
        """Yield every file of every brief with its stamp when it was read and its stamp now."""
        for checked in self._checked.values():
            yield from ((path, known, now.get(path)) for path, known in checked.inputs.items())

    def _known(self) -> set[Path]:
        return {path for checked in self._checked.values() for path in checked.inputs}

    def _caught_up(self) -> tuple[Change, ...]:
        """Wait until the files rest, check what has changed, and return the changes, if there are any."""
        now = self._settled()
        before = list(self._checked)
        try:
            briefs = self._listed()
        except BriefError:
            briefs = before  # What has become of them the checks will tell.
        moved = {path: known for path, known, stamp in self._against(now) if stamp != known}
        stale = [
            path
            for path in briefs
            if path not in self._checked or any(now[p] != s for p, s in self._checked[path].inputs.items())
        ]
        changes = [_change(path, moved[path], now[path]) for path in sorted(moved)]
        changes += [Change(_name(path), "is new") for path in briefs if path not in before and path not in moved]
        changes += [Change(_name(p), "is gone") for p in before if p not in briefs and p.resolve() not in moved]
        self._check(briefs, stale)
        return tuple(dict.fromkeys(changes))

    def _settled(self) -> Stamps:
        """Return the stamps of all files once two looks agree, and a file that is gone has had time to come back."""
        now = _stamps(self._known())
        for look in range(MOST_LOOKS):
            self.wait(SETTLING_S)
            before, now = now, _stamps(self._known())
            gone = any(stamp is None and known for _, known, stamp in self._against(now))
            if now == before and (not gone or look >= GRACE_LOOKS):
                break
        return now

    def _listed(self) -> list[Path]:
        """List the briefs, and remember how their folders were just before: one that changes may hold a new edition."""
        before = _stamps(self._folders)
        briefs = find_briefs(self.paths)
        folders = {folder for brief in briefs for folder in brief.parents[:2]}
        self._folders = {**_stamps(folders - set(before)), **{f: s for f, s in before.items() if f in folders}}
        return briefs

    def _check(self, briefs: Sequence[Path], stale: Sequence[Path]) -> None:
        """Check the briefs that are stale, and keep what is known of the others."""
        look_again()
        fresh = {}
        with self.progress(len(stale)) as bar:
            for path in stale:
                fresh[path] = _checked(path, self.strict, self.theme)
                bar.advance()
        self._checked = {path: fresh.get(path) or self._checked[path] for path in briefs}

    def _results(self) -> Iterator[Result]:
        """Yield what was found of each brief, and of those that would write the same files as one before."""
        taken: dict[tuple[str, ...], str] = {}
        for checked in self._checked.values():
            clash = checked.claim.refusal(taken) if checked.claim else None
            problems = in_order([*checked.result.problems, clash]) if clash else checked.result.problems
            yield replace(checked.result, problems=problems)


def _checked(path: Path, strict: bool, theme: str | None) -> Checked:
    entry = examine_one(path, strict, theme)
    workspace = entry.workspace
    # The brief itself is among them even if it could not be read.
    asked_for = {path.resolve(), workspace.root / HOUSE_FILE, *workspace.missed} - set(workspace.read)
    read = {file: stamp for file, stamp in workspace.read.items() if file.is_relative_to(workspace.root)}
    return Checked(entry.result, Claim.of(entry), {**_stamps(asked_for), **read})


def _stamps(paths: Iterable[Path]) -> dict[Path, Stamp | None]:
    return {path: _stamp(path) for path in paths}


def _stamp(path: Path) -> Stamp | None:
    try:
        status = path.stat()
    except (OSError, ValueError):  # Nothing there, a name too long, a zero byte.
        return None
    return status.st_mtime_ns, status.st_size


def _change(path: Path, known: Stamp | None, now: Stamp | None) -> Change:
    return Change(_name(path), "is gone" if now is None else "is new" if known is None else "changed")


def _name(path: Path) -> str:
    return Workspace.around(path).name_of(path)
