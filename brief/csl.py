"""Citation styles (CSL 1.0.2): where a style lies, whether it can be used, and what an entry that it formats is.

A style is a stranger's XML. It is looked through before anything else reads it: no document type and so no entities,
bounds on size and depth, and a style of its own rather than the mere name of another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from xml.parsers import expat

from .pictures import find_picture
from .problems import BriefError, Place, Problem, nearest
from .workspace import Workspace

BUILT_IN = "chicago"  # the one that pandoc has inside: author and date
FOLDER = "citations"
SUFFIX = ".csl"
NAMESPACE = "http://purl.org/net/xbiblio/csl"
MAX_DEPTH = 100
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_WHERE = (
    f"styles are files from zotero.org/styles; put one into templates/{FOLDER}/ and write its name without {SUFFIX}"
)
# What depends on the other entries of a list: ours stands in the order of its numbers, and every entry by itself.
_BETWEEN_ENTRIES = re.compile(
    r"""\s(?:subsequent-author-substitute(?:-rule)?|disambiguate-add-year-suffix)\s*=\s*(?:"[^"]*"|'[^']*')"""
)
_NUMBER = re.compile(r"""(\svariable\s*=\s*["'])citation-number(["'])""")

Mark = Literal["em", "strong", "small-caps", "sup", "sub"]


@dataclass(frozen=True)
class Piece:
    """Some words of an entry: how they are set, where they lead, and whether they are not of the page's language.

    `own` stands for the language of the source, and for the direction of its letters.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    href: str = ""
    own: bool = False


@dataclass(frozen=True)
class Reference:
    """One entry as a style has it, and what of the source is in it: its address, the day of access, a doubtful date."""

    pieces: tuple[Piece, ...]
    has_url: bool
    has_accessed: bool
    has_date: bool


@dataclass
class _Seen:
    """What is met while the XML is read."""

    depth: int = 0
    root: str = ""
    tags: set[str] = field(default_factory=set)
    parent: str = ""


def find_style(workspace: Workspace, folder: Path, name: str) -> Path | None:
    """Return the file of a style, or None for the one inside pandoc; raise `BriefError` where there is none.

    A name is that of a file in templates/citations/. What ends in .csl is a file beside the brief or in the workspace.
    """
    if name.lower().endswith(SUFFIX):
        path = find_picture(workspace, folder, name)
        workspace.confined(path, own=True)
        return path
    found = workspace.template(f"{FOLDER}/{name}{SUFFIX}") if _NAME.fullmatch(name) else None
    if found is None and name.lower() != BUILT_IN:
        known = [BUILT_IN, *workspace.template_names(f"{FOLDER}/*{SUFFIX}")]
        guess = nearest(name, known)
        hint = f"did you mean '{guess}'?" if guess else f"known here: {', '.join(known)}; {_WHERE}"
        raise BriefError([Problem("citation-style", f"there is no citation style '{name}'", None, hint)])
    return found


def read_style(workspace: Workspace, path: Path) -> str:
    """Return the text of a style that can be used; raise `BriefError` for any other, with its place."""
    text = workspace.text(path)
    seen = _looked_through(text.content, text.name)
    if seen.root != f"{NAMESPACE} style":
        raise _refusal("the file is no citation style", Place(text.name), _WHERE)
    if seen.parent and "bibliography" not in seen.tags:
        hint = f"get that style and name it in its place; {_WHERE}"
        raise _refusal(f"the style only says that it is the same as '{seen.parent}'", Place(text.name), hint)
    if "bibliography" not in seen.tags:
        hint = "choose a style that has one: author-date or numeric, or notes 'with bibliography'"
        raise _refusal("the style has no form for a list of sources", Place(text.name), hint)
    return text.content


def alone(style: str) -> str:
    """Return a style in which every entry stands by itself, without the number that our list gives it."""
    return _NUMBER.sub(r"\1x-no-number\2", _BETWEEN_ENTRIES.sub("", style))


def _looked_through(content: str, name: str) -> _Seen:
    seen = _Seen()
    parser = expat.ParserCreate(namespace_separator=" ")

    def at() -> Place:
        return Place(name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, 1)

    def start(tag: str, attributes: dict[str, str]) -> None:
        seen.root = seen.root or tag
        seen.depth += 1
        seen.tags.add(tag.removeprefix(f"{NAMESPACE} "))
        if seen.depth > MAX_DEPTH:
            raise _refusal("the style is nested too deeply", at(), _WHERE)
        if attributes.get("rel") == "independent-parent":
            seen.parent = attributes.get("href", "")[:200]

    def end(_: str) -> None:
        seen.depth -= 1

    def doctype(*_: object) -> None:
        raise _refusal("the style declares a document type, which no citation style needs", at(), _WHERE)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(content.encode(), True)
    except expat.ExpatError as error:
        place = Place(name, error.lineno, error.offset + 1, 1)
        said = expat.ErrorString(error.code)
        raise _refusal(f"the style is no XML that can be read: {said}", place, _WHERE) from None
    return seen


def _refusal(message: str, place: Place, hint: str) -> BriefError:
    return BriefError([Problem("citation-style", message, place, hint)])
