"""The commands on evidence: where each judgement comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click

_ID = re.compile(r"[A-Za-z]{1,8}\d{1,4}[a-z]?")


@click.command()
@click.argument("what", nargs=-1, metavar="[PATH|ID]...")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How to tell.")
def trace(what: Sequence[str], form: str) -> None:
    """Tell where each judgement comes from.

    For every judgement the facts it cites, the paragraph of each, its source, and what rests on one source or one
    origin; then what no judgement uses. With an ID, as in 'brief trace KJ2', that item alone. PATHS are as for build.
    'annexes: [trace]' under output prints the same behind the brief.
    """
    from .tracing import as_json, as_lines, traced

    ids = [word for word in what if _ID.fullmatch(word) and not Path(word).exists()]
    briefs = traced([Path(word) for word in what if word not in ids], ids)
    if form == "json":
        click.echo(as_json(briefs), nl=False)
    else:
        click.echo("\n".join(as_lines(briefs, whole=not ids)).lstrip("\n"))
