"""The command for those who edit on paper: what the checks found, in the margin of the brief's own page."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from .review import Reviewed

FORMS = ("pdf", "html")
COUNTED = {"error": "error", "warning": "warning", "info": "suggestion"}


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--to", "forms", default="pdf,html", help="What to make: pdf, html or both, which is the default.")
@click.option("--strict", is_flag=True, help="Run the second tier of checks too.")
@click.option("--paper", type=click.Choice(("A4", "Letter"), case_sensitive=False), help="The paper of the PDF.")
@click.option("--theme", help="The theme, instead of the brief's own.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The folder to write to; output/ otherwise.")
def review(paths: Sequence[Path], forms: str, **chosen: Any) -> None:
    """Make a copy to review, with the findings in its margin.

    Writes the whole brief as a PDF with numbered lines and as a web page. What 'brief check' finds stands as a numbered
    note beside the words that it is about: the rule, why, and a question. PATHS are as for build. Mistakes stop no
    copy: only a file that cannot be read gets none, and one with a likely spill (HND-09).
    """
    from .review import Asked
    from .review import review as review_briefs

    wanted = tuple(dict.fromkeys(part.strip() for part in forms.split(",") if part.strip()))
    if not wanted or (unknown := [name for name in wanted if name not in FORMS]):
        told = f"'{unknown[0]}' is" if wanted else "that is"
        raise click.BadParameter(f"{told} none of {', '.join(FORMS)}", param_hint="'--to'")
    reviewed = review_briefs(Asked(paths, forms=wanted, **chosen))
    for each in reviewed:
        _show(each)
    sys.exit(0 if all(each.result.built for each in reviewed) else 1)


def _show(reviewed: Reviewed) -> None:
    """Print what became of one brief: what stopped its copy, or its files and what stands in their margins."""
    result = reviewed.result
    for problem in (*result.problems, *(() if result.built else _errors(reviewed))):
        click.echo(str(problem), err=True)
    for file in result.files:
        pages = "" if file.pages is None else f", {file.pages} page{'' if file.pages == 1 else 's'}"
        click.echo(f"{file.path}  ({file.size / 1000:,.0f} kB{pages})")
    if result.built:
        click.echo(f"   in the margin: {_counted(reviewed) or 'nothing, for the checks found nothing'}", err=True)


def _errors(reviewed: Reviewed) -> list[Any]:
    return [finding for finding in reviewed.result.findings if finding.severity == "error"]


def _counted(reviewed: Reviewed) -> str:
    kinds = [remark.kind for remark in reviewed.remarks]
    parts = [
        f"{kinds.count(kind)} {word}{'' if kinds.count(kind) == 1 else 's'}"
        for kind, word in COUNTED.items()
        if kind in kinds
    ]
    return ", ".join([*parts, *([f"{kinds.count('waived')} waived"] if "waived" in kinds else [])])
