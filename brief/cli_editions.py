"""The commands on editions: what changed between two, what was published, and what became of the forecasts."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


def _names(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--rev", "revision", metavar="REVISION", help="Compare OLD as it was in this revision of git with OLD now."
)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to tell.")
@click.option("--to", "forms", help="Make a redline, too: pdf, html or both.")
@click.option("--paper", type=click.Choice(("A4", "Letter"), case_sensitive=False), help="The paper of the redline.")
@click.option("--theme", help="The theme of the redline, instead of the new edition's.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The folder to write to; output/ otherwise.")
def diff(old: str, new: str | None, form: str, forms: str | None, **chosen: Any) -> None:
    """Tell what changed between two editions.

    OLD and NEW are files, folders of a brief, revisions of git (v1.0:content/water/brief.yaml) or PDFs that carry their
    source. Items are compared by their ids, whatever line they stand on: what was raised, lowered, dropped, reworded.
    A redline shows it in the brief's own pages: words struck and added, bars in the margin, a summary at its head.
    """
    from .revision import Asked, as_json, as_lines, compare_editions

    wanted = _names(forms)
    if unknown := [name for name in wanted if name not in ("pdf", "html")]:
        raise click.BadParameter(f"'{unknown[0]}' is none of pdf, html", param_hint="'--to'")
    outcome = compare_editions(Asked(old, new, forms=wanted, **chosen))
    if form == "json":
        click.echo(as_json(outcome.comparison), nl=False)
    else:
        for line in as_lines(outcome.comparison, outcome.language):
            click.echo(line)
    for problem in outcome.problems:
        click.echo(str(problem), err=True)
    for path, pages in outcome.files.items():
        click.echo(f"{path}{'' if pages is None else f'  ({pages} pages)'}", err=True)


@click.command()
@PATHS
def freeze(paths: Sequence[Path]) -> None:
    """Keep what a published edition says.

    Writes the hash of its content to published.yaml beside it. From then on a change without a new version is an error
    of 'brief check' and stops a build (VER-01). PATHS are as for build. Where the edition that it replaces is in the
    workspace, the version that the changes call for is named.
    """
    from .pipeline import find_briefs
    from .revision.freezing import freeze as freeze_editions

    for each in freeze_editions(find_briefs(paths)):
        edition = each.edition
        state = "frozen" if each.new else "is frozen already, and unchanged"
        click.echo(f"{edition.id} {edition.version} ({edition.language}): {state}")
        for remark in each.remarks:
            click.echo(f"   {remark}")


@click.command()
@PATHS
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to tell.")
@click.option("--to", "forms", help="Make a paper of it, too, as in pdf,html.")
@click.option("--as-of", metavar="DATE", help="The day to count from, year-month-day; today otherwise.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The folder to write to; output/ otherwise.")
def record(paths: Sequence[Path], form: str, forms: str | None, as_of: str | None, output: Path | None) -> None:
    """Tell how the forecasts of a house came out.

    Reads the judgements of all briefs, and of those that are settled (resolution: occurred) how often each term of the
    scale came true: the Brier score, and a table and a diagram by term. Few cases show little, and the record says so.
    PATHS are as for build. Windows that have closed without an outcome are listed.
    """
    from .calibration import as_json, as_lines, gather, write_papers
    from .workspace import this_moment

    try:
        day = datetime.date.fromisoformat(as_of) if as_of else this_moment().date()
    except ValueError:
        raise click.BadParameter("write year-month-day, as in 2026-12-31", param_hint="'--as-of'") from None
    found = gather(paths, day)
    click.echo(as_json(found) if form == "json" else "\n".join(as_lines(found)))
    for problem in found.problems:
        click.echo(str(problem), err=True)
    if wanted := _names(forms):
        for path in write_papers(found, wanted, output):
            click.echo(str(path), err=True)
    sys.exit(0)
