"""The command line: each command reads its arguments, makes one call and prints; help imports nothing heavy."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .cli_check import check
from .cli_editions import diff, freeze, record
from .cli_evidence import source, trace
from .cli_review import review
from .problems import BriefError, Problem
from .terminal import counted, number, progress, short, show

if TYPE_CHECKING:
    from .pipeline import Result

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
SHELLS = ("bash", "zsh", "fish", "powershell")


class Words(click.ParamType[tuple[str, ...]]):
    """Names separated by commas."""

    name = "names"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Split the names and drop the spaces around them."""
        parts = tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else tuple(value)
        if not all(parts):
            self.fail(f"'{value}' has a comma too many", param, ctx)
        return parts


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="brief", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn structured policy analysis in YAML into a print-ready PDF and a web page.

    Start with 'brief new NAME', then 'brief build'.
    """


@cli.command()
@PATHS
@click.option(
    "--to", "outputs", type=Words(), default=(), help="What to make, as in pdf,html. The brief's own list otherwise."
)
@click.option(
    "--paper", "papers", type=Words(), default=(), help="A4, Letter or both. The brief's own choice otherwise."
)
@click.option("--theme", help="The theme, instead of the brief's own.")
@click.option("--lang", "language", help="The edition in this language, or else the words of the page in it.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The folder to write to; output/ otherwise.")
@click.option("--jobs", "-j", type=click.IntRange(1, 64), help="How many briefs to make at once.")
@click.option("--strict", is_flag=True, help="Run the second tier of checks too.")
@click.option("--pdf-standard", help="What a PDF keeps to: ua-1+a-3a (the common choice) or ua-2+a-4 (PDF 2.0).")
@click.option("--print", "printing", type=Words(), default=(), help="How to print: duplex, punched, mono, copy=3 ...")
@click.option("--copies", is_flag=True, help="Number a PDF for each entry of the distribution list.")
@click.option(
    "--audience", help="For the readers of this label, or public: what is marked for fewer readers is left out."
)
def build(paths: Sequence[Path], **chosen: Any) -> None:
    """Build briefs into PDF and HTML.

    PATHS are files, folders of a brief, names of briefs in content/, or workspaces; without any, the workspace around
    you. A folder or a name means every edition of its brief: brief.yaml, brief.fr.yaml and so on. A brief with mistakes
    writes nothing: the last good files stay as they are.
    """
    from .pipeline import Options, find_briefs
    from .pipeline import build as build_briefs

    _known_words(chosen)
    briefs = find_briefs(paths, chosen["language"])
    with progress(len(briefs)) as bar:

        def tell(result: Result) -> None:
            bar.advance()
            with bar.aside():
                _show_result(result, chosen["theme"])

        results = build_briefs(briefs, Options(**chosen), tell)
    failed = [result for result in results if not result.built]
    if len(results) > 1:
        click.echo(f"{len(results) - len(failed)} of {len(results)} briefs built", err=True)
    elif failed:
        click.echo("nothing was written; what was built before is still there", err=True)
    sys.exit(1 if failed else 0)


def _known_words(chosen: dict[str, Any]) -> None:
    """Refuse names of outputs and papers that are none, which is a mistake on the command line and not in a brief."""
    from .model.vocabulary import PAPER
    from .outputs import OUTPUTS
    from .outputs.finish import STANDARDS

    papers = {paper.lower(): paper for paper in PAPER.values}
    chosen["papers"] = tuple(papers.get(name.lower(), name) for name in chosen["papers"])
    known = {"outputs": OUTPUTS.names, "papers": list(papers.values())}
    for option, flag in (("outputs", "--to"), ("papers", "--paper")):
        for name in chosen[option]:
            if name not in known[option]:
                raise click.BadParameter(f"'{name}' is none of {', '.join(known[option])}", param_hint=f"'{flag}'")
    if chosen["pdf_standard"] not in (None, *STANDARDS):
        message = f"'{chosen['pdf_standard']}' is none of {', '.join(STANDARDS)}"
        raise click.BadParameter(message, param_hint="'--pdf-standard'")


@cli.command()
@click.argument("pdf", type=click.Path(path_type=Path))
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The folder to write.")
@click.option("--force", is_flag=True, help="Write over files that are there.")
def extract(pdf: Path, output: Path | None, force: bool) -> None:
    """Give back what a PDF was made from.

    Writes a folder with the brief, its figures and the records of its sources. Building it gives the same PDF.
    """
    from .extract import extract as extract_source

    made = extract_source(pdf, output, force)
    for path in made.files:
        click.echo(short(path))
    click.echo(f"\nbuild it with:  brief build {short(made.brief)}", err=True)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--brief", type=click.Path(path_type=Path), help="The brief that FILE was made from; found by its id.")
@click.option("--format", "form", type=click.Choice(("list", "json", "patch")), default="list", help="How to tell.")
@click.option("--apply", is_flag=True, help="Write the changes that still fit into the brief.")
def comments(file: Path, brief: Path | None, form: str, apply: bool) -> None:
    """Read comments and changes back from Word.

    FILE is what 'brief build --to docx' wrote, after others have commented on it and changed it with tracked changes
    in Word or LibreOffice. Each entry is shown at its line of the brief. With --apply each change is made where the
    text of the brief is still the one that was changed; what has to be made by hand is listed.
    """
    from .comments import apply_changes, as_json, as_lines, as_patch, read_comments

    outcome = read_comments(file, brief)
    if form == "list":
        for line in as_lines(outcome):
            click.echo(line)
    else:
        click.echo((as_json if form == "json" else as_patch)(outcome).rstrip("\n"))
    changes = [entry for entry in outcome.entries if entry.kind == "change"]
    told = f"{number(len(outcome.entries) - len(changes), 'comment')}, {number(len(changes), 'change')}"
    if apply:
        apply_changes(outcome)
        click.echo(f"{told}; {outcome.fitting} made in {outcome.name}, {len(outcome.left)} left for you", err=True)
        sys.exit(1 if outcome.left else 0)
    click.echo(f"{told}, of which {outcome.fitting} can be made with --apply", err=True)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--smtp", metavar="HOST[:PORT]", help="The mail server; port 587 otherwise. 465 is encrypted at once.")
@click.option("--to", multiple=True, metavar="ADDRESS", help="A recipient; can be given several times.")
@click.option("--to-list", type=click.Path(path_type=Path), help="A text file with one recipient on each line.")
@click.option("--from", "sender", metavar="ADDRESS", help="Who it is from, instead of the sender in the file.")
@click.option("--user", help="The name to log in with; BRIEF_SMTP_USER otherwise. The password is never typed here.")
@click.option("--tls", is_flag=True, help="Encrypt to a server on this machine too; to others it is always so.")
@click.option("--rounds", type=click.IntRange(1, 20), default=5, help="How often to try those who got nothing yet.")
@click.option("--again", multiple=True, metavar="ADDRESS", help="Send to an address in doubt that has nothing.")
@click.option("--dry-run", is_flag=True, help="Show what would go to whom, and send nothing.")
def send(file: Path, **chosen: Any) -> None:
    """Send an e-mail that was built.

    FILE is what 'brief build --to email' wrote. Each recipient gets a message of their own, encrypted on its way to the
    server. A journal beside FILE keeps who has it, so that the same command goes on after a break and sends none twice.
    The password comes from BRIEF_SMTP_PASSWORD or the keyring.
    """
    from . import mail
    from .workspace import this_moment

    plan = mail.make_plan(mail.Asked(file, chosen["to"], chosen["to_list"], chosen["sender"]), this_moment())
    if chosen["dry_run"]:
        for line in mail.plan_lines(plan, mail.read_states(file)):
            click.echo(line)
        return
    if chosen["smtp"] is None:
        raise click.UsageError("name the mail server with --smtp HOST[:PORT], or look first with --dry-run")
    try:
        server = mail.read_server(chosen["smtp"], chosen["tls"])
    except ValueError:
        raise click.BadParameter("write HOST or HOST:PORT", param_hint="'--smtp'") from None
    with progress(len(plan.recipients)) as bar:
        patience = mail.Patience(chosen["rounds"])
        server = mail.with_login(server, chosen["user"])
        report = mail.send(plan, server, patience, chosen["again"], lambda *_: bar.advance())
    for line in mail.report_lines(report):
        click.echo(line)
    if report.stopped:
        show(report.stopped.problems)
    sys.exit(0 if report.good else 1)


@cli.command()
@click.argument("name")
@click.option("--theme", metavar="THEME", help="Start a theme called NAME instead, from THEME ('brief list themes').")
def new(name: str, theme: str | None) -> None:
    """Start a workspace, a brief or a theme.

    Makes a workspace called NAME, or a brief called NAME in the workspace you stand in. The brief is full of comments
    that explain each part, and builds at once. With --theme it makes a theme in templates/themes/ that changes nothing
    yet and names all that it can change; colours alone are easier changed with 'brand' in house.yaml.
    """
    from .scaffold import start, start_theme

    if theme:
        files = start_theme(Path.cwd(), name, theme)
        for path in files:
            click.echo(short(path))
        click.echo(f"\ntry it with:  brief build --theme {files[0].parent.name}", err=True)
        return
    made = start(Path.cwd(), name)
    for path in made.files:
        click.echo(short(path))
    click.echo(f"\nbuild it with:  brief build {short(made.brief)}", err=True)


@cli.command()
@click.option(
    "--of", type=click.Choice(("brief", "json")), default="brief", help="Of what you write, or --to json does."
)
def schema(of: str) -> None:
    """Print the JSON Schema of a brief.

    With it an editor completes and explains each field. With '--of json' it is that of the data that
    'brief build --to json' writes.
    """
    from .schema import document_text, schema_text

    click.echo(document_text() if of == "json" else schema_text(), nl=False)


@cli.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Explain a rule, with a bad and a good example."""
    from .checks import explain as explain_rule

    click.echo(explain_rule(rule))


@cli.command("list")
@click.argument("what", required=False, metavar="[KIND]")
def list_(what: str | None) -> None:
    """List outputs, themes, languages, sections, rules."""
    from .inventory import GROUPS, inventory

    if what is not None and what not in GROUPS:
        raise click.BadParameter(f"'{what}' is none of {', '.join(GROUPS)}", param_hint="'KIND'")
    for group in [what] if what else GROUPS:
        entries = inventory(group, Path.cwd())
        if what is None:
            click.secho(group, bold=True)
        width = max((len(name) for name, _ in entries), default=0)
        for entry, description in entries:
            click.echo(f"  {entry:<{width}}  {description}".rstrip())


@cli.command()
def doctor() -> None:
    """Say what this machine lacks, and what to type."""
    from .doctor import examine_machine

    lacking = False
    for finding in examine_machine(Path.cwd()):
        lacking = lacking or not finding.fine
        mark = click.style("ok  ", fg="green") if finding.fine else click.style("lack", fg="red")
        click.echo(f"{mark} {finding.what}: {finding.state}")
        if finding.to_type:
            click.echo(f"     type:  {finding.to_type}")
    sys.exit(1 if lacking else 0)


@cli.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the completion script for a shell.

    In bash, add this line to ~/.bashrc:  eval "$(brief completion bash)"
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise click.BadParameter(f"this version of click has no completion for {shell}")
    click.echo(found(cli, {}, "brief", "_BRIEF_COMPLETE").source())


for each in (check, diff, freeze, record, review, source, trace):
    cli.add_command(each)


def _show_result(result: Result, theme: str | None = None) -> None:
    """Print what became of a brief: its mistakes, what stopped it, and its files with the number of open findings."""
    show((*result.problems, *(result.measured if result.built else result.findings)))
    _show_files(result)
    to_look_up = [finding for finding in result.findings if finding not in result.measured]
    if result.built and to_look_up:
        named = f"{short(result.source)} --theme {theme}" if theme else short(result.source)
        click.echo(f"   {counted(to_look_up)} of the checks: 'brief check {named}' shows", err=True)


def _show_files(result: Result) -> None:
    for file in result.files:
        pages = "" if file.pages is None else f", {file.pages} page{'' if file.pages == 1 else 's'}"
        click.echo(f"{short(file.path)}  ({file.size / 1000:,.0f} kB{pages})")


def main() -> None:
    """Run the command line; a mistake of the user is shown as a Problem and never as a traceback."""
    try:
        cli(prog_name="brief")
    except BriefError as error:
        show(error.problems)
        sys.exit(1)
    except Exception as error:
        if os.environ.get("BRIEF_DEBUG"):
            raise
        hint = "this is a mistake of the program: please report it; BRIEF_DEBUG=1 shows where it happened"
        show([Problem("program", f"{type(error).__name__}: {error}", None, hint)])
        sys.exit(1)
