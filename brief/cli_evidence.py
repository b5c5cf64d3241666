"""The commands on evidence: where each judgement comes from, and the records of its sources."""

from __future__ import annotations

import re
import sys
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


@click.group()
def source() -> None:
    """Keep records of source documents.

    A record in seeds/ says who wrote what and when, and holds its facts in your own words, each with its paragraph.
    """


ENCODING = click.option("--encoding", metavar="NAME", help="The encoding of a text file or page that is not UTF-8.")


@source.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--id", "name", metavar="NAME", help="The name of the record; made from the title otherwise.")
@ENCODING
def add(file: Path, name: str | None, encoding: str | None) -> None:
    """Propose a record of a document.

    FILE is a text file, a saved web page or a PDF (the last two with 'pip install "brief[import]"'). What surrounds the
    text is left out, its paragraphs are numbered, its title, author, date and language are read where they are given.
    The record is written to seeds/ with fingerprints of the paragraphs and the dates in them; the text is not kept.
    """
    from .intake import add_source, added_lines

    added = add_source(file, Path.cwd(), name, encoding)
    click.echo(added.name)
    for line in added_lines(added):
        click.echo(line, err=True)


@source.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    """Make records of the entries of a bibliography.

    FILE is CSL JSON (.json), or BibLaTeX (.bib) or RIS (.ris) with 'pip install "brief[refs]"', as Zotero exports them.
    A record that is there stays as it is.
    """
    from .intake import import_bibliography

    imported = import_bibliography(file, Path.cwd())
    for name in imported.written:
        click.echo(name)
    for name in imported.there:
        click.echo(f"there is a record '{name}' already; it stays as it is", err=True)


@source.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--record", metavar="NAME", help="The record to hold it against; known by what is in FILE otherwise.")
@ENCODING
def verify(file: Path, record: str | None, encoding: str | None) -> None:
    """Hold a copy of a document against its record.

    Tells which paragraphs stand where the record says, which moved, were changed or are gone, and which facts that
    touches. Shows eight words in a row and more that stand in the document and also in the record or in a brief that
    cites it. The exit code is 1 where a fact is touched or wording is the same.
    """
    from .intake import verified_lines, verify_source

    verified = verify_source(file, Path.cwd(), record, encoding)
    for line in verified_lines(verified):
        click.echo(line)
    for problem in verified.wording:
        click.echo(str(problem), err=True)
    read = ", ".join(verified.briefs) or "no brief cites it"
    click.echo(f"{len(verified.wording)} places with the wording of the document; read: {read}", err=True)
    sys.exit(0 if verified.holds else 1)
