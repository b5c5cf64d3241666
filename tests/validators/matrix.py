"""Every theme x printed format x paper x language of the samples before the validators, and every web page of them.

./dev judge [--theme NAME]... [--format NAME]... [--language CODE]... [--standard NAME]... [--keep DIR]

Prints a table of PDFs and one of web pages, then every fault; ends with 1 if there is any. What there is to judge comes
from the program's own lists: a new theme, output or language is judged from the day that it is listed.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path

import click
import pytest

import brief
from brief.model.vocabulary import PAPER
from brief.outputs import OUTPUTS
from brief.outputs.finish import STANDARDS
from brief.outputs.meeting import MEETING_OUTPUTS
from brief.workspace import Workspace
from tests.validators import judges
from tests.validators.tools import ROOT, THEMES

PRINTED = tuple(output.name for output in OUTPUTS if output.suffix == ".pdf")
LANGUAGES = tuple(Workspace(ROOT).template_names("languages/*.yaml"))
# Speaks every language that no sample is written in: it is short, and has most of what a page can hold.
CARRIER = ROOT / "content/pont-de-valmoire/brief.yaml"
# Is taken into a meeting in every language that no sample has a meeting in.
MEETING_CARRIER = ROOT / "content/cool-rooms/brief.yaml"
AT_A_MEETING = tuple(output.name for output in MEETING_OUTPUTS)
# How many pages a brief may have is its author's promise for one look: in any other, another page is no fault.
_BUDGET = re.compile(r"^ *pages: \d+.*\n|(?<=\{)pages: \d+(?=\})", re.MULTILINE)
# What the Nu HTML checker guesses from the text, where only the words of the page are in the language.
_GUESSED = "This document appears to be written in "


@dataclass(frozen=True)
class Look:
    """What is asked for: some samples in one theme and one language, by one pair of standards."""

    theme: str
    language: str
    standard: str
    samples: tuple[Path, ...]
    translated: bool = False

    def made_into(self, output: str) -> Look:
        """Return what can be made into an output: for one of a meeting, what has a meeting."""
        if output not in AT_A_MEETING:
            return self
        met = tuple(path for path in self.samples if brief.read(path).brief.meeting)
        return replace(self, samples=met) if met else replace(self, samples=(MEETING_CARRIER,), translated=True)

    def is_its_own(self, path: Path) -> bool:
        """Tell whether this is the look that the author of a sample chose."""
        return not self.translated and brief.read(path).brief.output.theme == self.theme


@dataclass
class Sheet:
    """One file that was to be made, where it stands in the table, and what the judges found."""

    row: tuple[str, ...]
    column: tuple[str, ...]
    name: str
    path: Path | None = None
    translated: bool = False
    carries: bool = True  # what is shown of a brief with a meeting carries no source
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Choice:
    """The part of the matrix that is asked for; an empty list means all."""

    themes: Sequence[str] = ()
    formats: Sequence[str] = ()
    languages: Sequence[str] = ()
    standards: Sequence[str] = ()

    def looks(self, samples: Iterable[Path]) -> Iterator[Look]:
        """Yield what there is to build: each sample in its own language, and one in each language that has none."""
        spoken: dict[str, list[Path]] = {}
        for path in samples:
            spoken.setdefault(brief.read(path).brief.meta.language, []).append(path)
        for standard, theme, language in product(self.standards or STANDARDS, self.themes or THEMES, LANGUAGES):
            if language in (self.languages or LANGUAGES):
                own = tuple(spoken.get(language, ()))
                yield Look(theme, language, standard, own or (CARRIER,), translated=not own)


def samples() -> list[Path]:
    """Return every edition of every sample."""
    return sorted((ROOT / "content").glob("*/brief*.yaml"))


def without_budgets(folder: Path) -> Path:
    """Copy the samples to a folder as they are but for their page budgets, and return it."""
    if not folder.exists():
        for name in ("content", "seeds"):
            shutil.copytree(ROOT / name, folder / name)
        (folder / "house.yaml").write_text("", encoding="utf-8")
        for path in (folder / "content").glob("*/brief*.yaml"):
            path.write_text(_BUDGET.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def carries_source(path: Path, output: str) -> bool:
    """Tell whether a PDF has to carry what it was made from: one for those in a room must not, if that tells more."""
    meeting = brief.read(path).brief.meeting
    withheld = output in AT_A_MEETING or (output == "slides" and bool(meeting and meeting.not_for_use))
    return OUTPUTS.named(output).internal or not withheld


def built_sheets(look: Look, outputs: Sequence[str], folder: Path) -> Iterator[Sheet]:
    """Build some outputs of some samples; a file that could not be made is a sheet with faults and without a path."""
    by_samples: dict[Look, list[str]] = {}
    for output in outputs:
        by_samples.setdefault(look.made_into(output), []).append(output)
    for number, (chosen, names) in enumerate(by_samples.items()):
        for result in _built(chosen, names, folder / str(number)):
            if result.built or len(names) == 1:
                yield from _sheets(chosen, names, result)
            else:  # one output keeps a brief from all its files: which one is it?
                for output in names:
                    alone = replace(chosen, samples=(result.source,))
                    for other in _built(alone, [output], folder / f"{number}-{output}"):
                        yield from _sheets(chosen, [output], other)


def _built(look: Look, outputs: Sequence[str], folder: Path) -> list[brief.Result]:
    free = without_budgets(folder.parent.parent / "free")
    sources = [_source(look, path, free) for path in look.samples]
    options = brief.Options(
        outputs=tuple(outputs),
        papers=tuple(PAPER.values),
        theme=look.theme,
        language=look.language if look.translated else None,
        output=folder,
        pdf_standard=look.standard,
        limits=brief.Limits(seconds=1200),  # a busy machine is no fault of the page
    )
    return list(brief.build(sources, options))


def _source(look: Look, path: Path, free: Path) -> Path:
    if look.is_its_own(path) or not path.is_relative_to(ROOT):
        return path
    return free / path.relative_to(ROOT)


def _sheets(look: Look, outputs: Sequence[str], result: brief.Result) -> Iterator[Sheet]:
    """Yield a sheet for each file that was to be made, in the order in which a build makes them."""
    made = [file.path for file in result.files]
    for output in outputs:
        printed = output in PRINTED
        row = (look.standard, look.theme, output) if printed else (look.theme,)
        for paper in tuple(PAPER.values) if OUTPUTS.named(output).paged else ("A4",):
            column = (paper, look.language) if printed else (look.language,)
            sheet = Sheet(row, column, f"{result.source.parent.name} {' '.join((*row, *column))}")
            sheet.translated, sheet.carries = look.translated, carries_source(result.source, output)
            if made:
                sheet.path = made.pop(0)
            else:
                sheet.faults = [f"not built: {problem.message}" for problem in result.problems or result.findings]
                sheet.faults = sheet.faults or ["not built"]
            yield sheet


def judge_pdfs(sheets: Sequence[Sheet]) -> int:
    """Put PDFs before both validators, by what they owe and not by what they claim; return how often that was."""
    by_flavour: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        if sheet.path:
            for flavour in judges.owed_flavours(STANDARDS[sheet.row[0]], sheet.carries):
                by_flavour.setdefault(flavour, []).append(sheet)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        verdicts = pool.map(lambda item: judges.judged_by_verapdf(item[0], map(_path, item[1])), by_flavour.items())
        found = {key: faults for each in verdicts for key, faults in each.items()}
    count = 0
    for flavour, judged in by_flavour.items():
        for sheet in judged:
            faults = found.get((_path(sheet), flavour), ["no verdict"])
            sheet.faults += [f"veraPDF {flavour}: {fault}" for fault in faults]
            count += 1
            if judges.known_to_page_validation(flavour):
                more = judges.faults_of_page_validation(_path(sheet), flavour)
                sheet.faults += [f"page-validation {flavour}: {fault}" for fault in more]
                count += 1
            claimed = judges.claimed_flavours(_path(sheet))
            if flavour not in claimed:
                sheet.faults.append(f"does not claim {flavour}, only {' and '.join(claimed)}")
    for sheet in sheets:
        if sheet.path:
            sheet.faults += judges.flat_links(sheet.path)
    return count


def _path(sheet: Sheet) -> Path:
    assert sheet.path is not None
    return sheet.path


def judge_pages(sheets: Sequence[Sheet]) -> int:
    """Put web pages before the Nu HTML checker, html-validate and axe-core in a browser; return how often that was."""
    there = [sheet for sheet in sheets if sheet.path]
    pages = [_path(sheet) for sheet in there]
    if not pages:
        return 0
    nu, second = judges.judged_by_nu(pages), judges.judged_by_html_validate(pages)
    browser = judges.seen_in_a_browser(pages)
    for sheet in there:
        name = str(sheet.path)
        guessed = [fault for fault in nu.get(name, ()) if sheet.translated and _GUESSED in fault]
        sheet.faults += [f"Nu: {fault}" for fault in nu.get(name, ()) if fault not in guessed]
        sheet.faults += [f"html-validate: {fault}" for fault in second.get(name, ())]
        sheet.faults += judges.faults_in_a_browser(browser[name])
    return len(there) * (2 + len(browser[str(pages[0])]["views"]))


def table(sheets: Sequence[Sheet], of: str) -> list[str]:
    """Write sheets as a table of text: how many there are in each cell and, after a stroke, how many have faults."""
    columns = list(dict.fromkeys(sheet.column for sheet in sheets))
    rows = list(dict.fromkeys(sheet.row for sheet in sheets))
    cells: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Sheet]] = {}
    for sheet in sheets:
        cells.setdefault((sheet.row, sheet.column), []).append(sheet)
    heads = [" ".join(column) for column in columns]
    lines = [["  ".join(row), *(_cell(cells.get((row, column), [])) for column in columns)] for row in rows]
    first = max(len(line[0]) for line in [[of], *lines])
    widths = [max(len(line[n + 1]) for line in [["", *heads], *lines]) for n in range(len(columns))]
    return [
        "  ".join([line[0].ljust(first), *(cell.rjust(width) for cell, width in zip(line[1:], widths, strict=True))])
        for line in [[of, *heads], *lines]
    ]


def _cell(sheets: Sequence[Sheet]) -> str:
    bad = sum(1 for sheet in sheets if sheet.faults)
    return "·" if not sheets else f"{len(sheets)}/{bad} BAD" if bad else str(len(sheets))


def report(sheets: Sequence[Sheet], of: str, count: int) -> tuple[str, int]:
    """Return a table with its sum and every fault, and the number of files with faults."""
    bad = [sheet for sheet in sheets if sheet.faults]
    lines = table(sheets, of) if sheets else []
    lines += ["", f"{len(sheets)} {of}, {count} judgements: {len(bad)} failures", ""]
    for sheet in bad:
        lines += [sheet.name, *(f"    {' '.join(fault.split())[:400]}" for fault in sheet.faults)]
    return "\n".join(lines), len(bad)


def run_matrix(choice: Choice, folder: Path) -> int:
    """Build and judge what is chosen, print what was found, and return the number of files with faults."""
    pdfs: list[Sheet] = []
    pages: list[Sheet] = []
    for number, look in enumerate(choice.looks(samples())):
        click.echo(f"building {look.theme} {look.language} {look.standard}", err=True)
        wanted = [output for output in PRINTED if output in (choice.formats or PRINTED)]
        with_page = look.standard == next(iter(STANDARDS)) and not choice.formats
        for sheet in built_sheets(look, [*wanted, *(["html"] if with_page else [])], folder / str(number)):
            (pdfs if len(sheet.row) > 1 else pages).append(sheet)
    click.echo(f"judging {len(pdfs)} PDFs and {len(pages)} web pages", err=True)
    first, bad_pdfs = report(pdfs, "PDFs", judge_pdfs(pdfs))
    second, bad_pages = report(pages, "web pages", judge_pages(pages))
    click.echo(f"{first}\n{second}" if pages else first)
    return bad_pdfs + bad_pages


@click.command(help="Build every theme, format, paper and language of the samples, and put them before the validators.")
@click.option("--theme", "themes", multiple=True, type=click.Choice(THEMES), help="Only this theme; may come again.")
@click.option("--format", "formats", multiple=True, type=click.Choice(PRINTED), help="Only this output, no page.")
@click.option("--language", "languages", multiple=True, type=click.Choice(LANGUAGES), help="Only this language.")
@click.option("--standard", "standards", multiple=True, type=click.Choice(list(STANDARDS)), help="Only this pair.")
@click.option("--keep", type=click.Path(path_type=Path, file_okay=False), help="Keep the files in this folder.")
@click.pass_context
def main(context: click.Context, /, keep: Path | None, **chosen: Sequence[str]) -> None:
    """Judge what is chosen; end with 1 if anything is at fault, and with 2 if a validator is missing."""
    os.environ["BRIEF_VALIDATORS"] = "require"
    try:
        with tempfile.TemporaryDirectory() as scratch:
            bad = run_matrix(Choice(**chosen), keep or Path(scratch))
    except pytest.fail.Exception as lost:
        raise click.UsageError(str(lost)) from lost
    context.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
