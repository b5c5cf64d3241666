"""Ways to print: options that are each a style sheet print-NAME.css, and the number of a copy for its recipient.

An option is found by its name. The first comment of its sheet says what it does and whether it takes a number:
`/* NAME=N: what it does */`. Custom properties that it sets for `:root` hold for drawings as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .model import Brief
from .problems import BriefError, Place, Problem, did_you_mean
from .workspace import Workspace

STANDARD = "standard"  # as a page is printed where nothing is said
COPY = "copy"
_ABOUT = re.compile(r"/\*\s*[a-z-]+(=N)?:\s*(.*?)\s*\*/", re.DOTALL)
_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_TOKEN = re.compile(r"--([a-z0-9-]+)\s*:\s*([^;]+?)\s*(?:;|$)")
_NUMBER = re.compile(r"[1-9][0-9]{0,2}")


@dataclass(frozen=True)
class Copy:
    """One numbered copy: its number, how many there are, and whose it is; the last two where that is known."""

    number: str
    of: int | None = None
    recipient: str | None = None


@dataclass(frozen=True)
class Printing:
    """How a page is printed: options with their number, if they have one; `marked` are those that a file name tells."""

    options: Mapping[str, str] = field(default_factory=dict)
    copy: Copy | None = None
    marked: tuple[str, ...] = ()

    @property
    def in_file_name(self) -> str:
        """Return what tells files that are printed otherwise apart."""
        return "".join(f"_{part}" for part in self.marked)

    @property
    def sheets(self) -> list[str]:
        """Return the names of the style sheets, in the order in which they are laid over each other."""
        return [f"print-{name}" for name in self.options]


PLAIN = Printing()


def describe(workspace: Workspace, name: str) -> tuple[str, str]:
    """Return how an option is written and what it does, from the first comment of its sheet."""
    path = workspace.template(f"styles/print-{name}.css")
    about = _ABOUT.search(workspace.text(path).content) if path else None
    return (name + (about[1] or ""), " ".join(about[2].split())) if about else (name, "")


def option_names(workspace: Workspace) -> list[str]:
    """List the options that there are."""
    return [name.removeprefix("print-") for name in workspace.template_names("styles/print-*.css")]


def tokens_of(workspace: Workspace, sheets: Sequence[str]) -> dict[str, str]:
    """Return the custom properties that style sheets of the program or the house set for the whole page."""
    tokens: dict[str, str] = {}
    for sheet in sheets:
        path = workspace.template(f"styles/{sheet}.css")
        css = re.sub(r"/\*.*?\*/", "", workspace.text(path).content, flags=re.DOTALL) if path else ""
        tokens |= {name: value for group in _ROOT.findall(css) for name, value in _TOKEN.findall(group)}
    return tokens


def read_printing(workspace: Workspace, asked: Sequence[str], brief: Brief, place: Place | None) -> Printing:
    """Read options as they are written, `lines=5`; those of the command line stand in place of the brief's own.

    Raises `BriefError` for an option that does not exist or has a number that it cannot have.
    """
    own = tuple(brief.output.profiles)
    written = tuple(asked) or own
    problems: list[Problem] = []
    options: dict[str, str] = {}
    for entry in written:
        name, equals, number = entry.partition("=")
        if name == STANDARD and not equals:
            continue
        problem = _refusal(workspace, name, number if equals else None, None if asked else place)
        if problem:
            problems.append(problem)
        else:
            options[name] = number
    if problems:
        raise BriefError(problems)
    marked = tuple(entry.replace("=", "-") for entry in written if entry not in own)
    copy = _copy(brief, options[COPY]) if COPY in options else None
    return Printing(options, copy, marked or ((STANDARD,) if written != own and STANDARD in written else ()))


def _refusal(workspace: Workspace, name: str, number: str | None, place: Place | None) -> Problem | None:
    known = option_names(workspace)
    if name not in known:
        hint = did_you_mean(name, known) or f"there are {', '.join(known)}"
        return Problem("print-option", f"there is no way to print called '{name}'", place, hint)
    form, _ = describe(workspace, name)
    if number is None and name == COPY:
        return Problem("print-option", "a copy has a number", place, f"write {form}, or build with --copies")
    if number is not None and ("=" not in form or not _NUMBER.fullmatch(number)):
        hint = f"write {form.replace('=N', '=3')}" if "=" in form else f"write {name} alone"
        return Problem("print-option", f"'{number}' is no number for '{name}'", place, hint)
    return None


def _copy(brief: Brief, number: str) -> Copy:
    return next((copy for copy in _numbered(brief) if copy.number == number), Copy(number))


def _numbered(brief: Brief) -> Iterator[Copy]:
    everyone = brief.handling.distribution
    for position, recipient in enumerate(everyone, 1):
        name = ", ".join(filter(None, (recipient.name, recipient.org)))
        yield Copy(recipient.copy_no or str(position), len(everyone), name)


def copies_of(printing: Printing, brief: Brief, place: Place | None) -> list[Printing]:
    """Give each recipient a numbered copy; raise `BriefError` where nobody is named or two have one number."""
    copies = list(_numbered(brief))
    if not copies:
        hint = "name the recipients under handling.distribution, one entry for each copy"
        raise BriefError([Problem("copies", "there is no distribution list to number copies by", place, hint)])
    names = [re.sub(r"[^A-Za-z0-9]+", "-", copy.number).strip("-") for copy in copies]
    double = next((c.number for c, name in zip(copies, names, strict=True) if not name or names.count(name) > 1), None)
    if double is not None:
        hint = "give each recipient a copy_no of its own, or leave all of them out"
        raise BriefError([Problem("copies", f"'{double}' is no number for one copy alone", place, hint)])
    return [
        Printing({**printing.options, COPY: copy.number}, copy, (*printing.marked, f"{COPY}-{name}"))
        for copy, name in zip(copies, names, strict=True)
    ]
