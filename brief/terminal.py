"""What all commands show in the same way: problems, counts, paths, and how far the work has come."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .problems import Problem

if TYPE_CHECKING:
    from rich.progress import Progress

COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}
MOST_SHOWN = 100  # of the problems of one brief


def show(problems: Iterable[Problem]) -> None:
    """Print the problems of one brief to the error stream, in colour where there is colour; a flood is cut off."""
    told = list(problems)
    for problem in told[:MOST_SHOWN]:
        text, label = str(problem), f"{problem.severity}[{problem.rule}]"
        coloured = click.style(label, fg=COLOURS[problem.severity], bold=True)
        click.echo(text.replace(label, coloured, 1), err=True)
    if len(told) > MOST_SHOWN:
        click.echo(f"… and {len(told) - MOST_SHOWN:,} more; mend these first", err=True)


def number(count: int, word: str) -> str:
    """Write a number of things: `1 brief`, `1,000 briefs`."""
    return f"{count} {word}" if count == 1 else f"{count:,} {word}s"


def counted(problems: Sequence[Problem]) -> str:
    """Say how many problems there are of each severity; nothing where there are none."""
    found = [(sum(problem.severity == name for problem in problems), name) for name in COLOURS]
    return ", ".join(number(count, "note" if name == "info" else name) for count, name in found if count)


def short(path: Path) -> str:
    """Return a path from where the user stands, if it lies below."""
    with contextlib.suppress(ValueError):
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    return str(path)


def is_watched() -> bool:
    """Tell whether a person watches what goes to the error stream."""
    return sys.stderr.isatty()


class Bar:
    """How far the work has come: nothing of it is shown where nobody watches."""

    def advance(self) -> None:
        """Count one piece of work as done."""

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Keep out of the way while something is printed."""
        yield


class DrawnBar(Bar):
    """A bar at the foot of a terminal."""

    def __init__(self, drawn: Progress, total: int) -> None:
        self._drawn, self._task = drawn, drawn.add_task("", total=total)

    def advance(self) -> None:
        """Draw the bar a piece longer."""
        self._drawn.advance(self._task)

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bar away while something is printed, and draw it again below."""
        self._drawn.stop()
        yield
        self._drawn.start()


@contextlib.contextmanager
def progress(total: int) -> Iterator[Bar]:
    """Show how far the work has come and how long it will take, where a person watches; rich is loaded only then."""
    if not is_watched():
        yield Bar()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = (
        SpinnerColumn(),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:
        yield DrawnBar(drawn, total)
