"""The command that checks: once, or again after each change."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .terminal import Bar, counted, is_watched, number, progress, show

if TYPE_CHECKING:
    from .pipeline import Result
    from .watching import Round

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
FORMATS = ("json", "sarif", "github")  # of findings
INTERRUPTED = 130  # as a shell says it: 128 and the number of the signal
CLEAR = "\x1b[2J\x1b[H"
MOST_NAMED = 3  # of the files that changed
MANY = 20  # briefs, from which on a person wants to see how far their checks have come


@click.command()
@PATHS
@click.option("--strict", is_flag=True, help="Run the second tier of checks too.")
@click.option("--theme", help="The theme to look at, instead of the brief's own.")
@click.option(
    "--format", "form", type=click.Choice(("text", *FORMATS)), default="text", help="For people, or for a program."
)
@click.option("--watch", is_flag=True, help="Check again each time a file changes; Ctrl-C ends it.")
def check(paths: Sequence[Path], form: str, watch: bool, **chosen: Any) -> None:
    """Check briefs without building them.

    Finds mistakes in the file and asks about the tradecraft. PATHS are as for build. The formats for programs go to the
    standard output: json, sarif (SARIF 2.1.0, for code reviews) and github (annotations beside the lines).
    With --watch it goes on until Ctrl-C, and checks again when a brief, its data, a record or house.yaml is saved.
    """
    if watch and form != "text":
        raise click.UsageError("--watch is for people: leave out --format")
    if watch:
        _watch(paths, **chosen)
    else:
        _check(paths, form, **chosen)


def _check(paths: Sequence[Path], form: str, strict: bool, theme: str | None) -> None:
    """Check once; what is found in a brief is shown as soon as it is found, in the order of the briefs."""
    from .pipeline import Options, examine_each, find_briefs

    briefs = find_briefs(paths)
    results: list[Result] = []
    try:
        with progress(len(briefs)) as bar:
            for entry in examine_each(briefs, strict, Options(theme=theme)):
                results.append(entry.result)
                bar.advance()
                found = (*entry.result.problems, *entry.result.findings)
                if found and form == "text":
                    with bar.aside():
                        show(found)
    except KeyboardInterrupt:
        click.echo(f"stopped: {len(results):,} of {number(len(briefs), 'brief')} checked", err=True)
        sys.exit(INTERRUPTED)
    if form != "text":
        from .findings import FORMATS as WRITERS

        listed = [problem for result in results for problem in (*result.problems, *result.findings)]
        click.echo(WRITERS[form](listed), nl=False)
    click.echo(_summary(results), err=True)
    sys.exit(0 if all(result.sound for result in results) else 1)


def _summary(results: Sequence[Result]) -> str:
    """Say how many briefs were checked, how many have findings, and what these are."""
    found = [(*result.problems, *result.findings) for result in results]
    concerned = sum(map(bool, found))
    among = f", {concerned:,} with findings" if concerned and len(results) > 1 else ""
    said = counted([problem for problems in found for problem in problems])
    return f"{number(len(results), 'brief')} checked{among}: {said or 'nothing to mend'}"


def _watch(paths: Sequence[Path], strict: bool, theme: str | None) -> None:
    """Check again and again; an interrupt is the way to end it, and no failure."""
    try:
        from .watching import Watch

        for each in Watch(paths, strict, theme, _progress_of_many).rounds():
            _show_round(each)
    except KeyboardInterrupt:
        click.echo(err=True)
        sys.exit(0)


def _progress_of_many(total: int) -> AbstractContextManager[Bar]:
    return progress(total) if total >= MANY else nullcontext(Bar())


def _show_round(each: Round) -> None:
    """Show what changed and when, what is found of all briefs, and what is watched."""
    from .workspace import this_moment

    if is_watched():
        click.echo(CLEAR, err=True, nl=False)
    moment = f"{this_moment().astimezone():%H:%M:%S}"
    if each.changes:
        click.echo(f"{moment}  {_said(each.changes)}", err=True)
    for result in each.results:
        show((*result.problems, *result.findings))
    click.echo(_summary(each.results), err=True)
    if not each.changes:
        click.echo(f"{moment}  watching {number(each.files, 'file')}; Ctrl-C ends it", err=True)


def _said(changes: Iterable[Any]) -> str:
    """Name what changed: a few files by their names, the others by their number."""
    named = [f"{change.file} {change.how}" for change in changes]
    more = f", {len(named) - MOST_NAMED:,} more" if len(named) > MOST_NAMED else ""
    return ", ".join(named[:MOST_NAMED]) + more
