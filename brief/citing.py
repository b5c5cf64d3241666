"""The sources of a brief in a citation style: records to CSL-JSON, through pandoc, back as words of our own.

This is done before the confined child starts, which may start no process; it gets the entries as data. What pandoc
gives back is read as a tree of words: nothing of it but text, a few ways to set it, and addresses goes further.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from .csl import Mark, Piece, Reference, alone, find_style, read_style
from .inline import Markdown
from .language import Language, direction_of_words, load_language
from .model.edtf import FuzzyDate, Point
from .model.values import read_url
from .pandoc import PandocError, run_pandoc
from .parse import Document
from .problems import BriefError, Problem
from .view import filled
from .workspace import Workspace, scratch_folder

SECONDS = 20
MAX_OUTPUT = 8_000_000
MAX_ENTRY = 5_000  # characters
MAX_DEPTH = 80
# CSL 1.0.2, appendix III. What CSL has no type for is a document.
TYPES = {
    "news_article": "article-newspaper",
    "analysis_article": "article-magazine",
    "book": "book",
    "journal_article": "article-journal",
    "report": "report",
    "official_document": "report",
    "law": "legislation",
    "speech": "speech",
    "press_release": "report",
    "dataset": "dataset",
    "social_media": "post",
    "broadcast": "broadcast",
    "interview": "interview",
}
_MARKS: Mapping[str, Mark] = {
    "Emph": "em",
    "Strong": "strong",
    "SmallCaps": "small-caps",
    "Superscript": "sup",
    "Subscript": "sub",
}
# Characters for private use stand for what has to go through pandoc unread: the ends of words that are not in the
# language or the direction of the page, and a < of the author's, which would begin a tag of CSL.
_OPEN, _CLOSE, _LESS = "\ue000", "\ue001", "\ue002"
_UNWANTED = ("Cc", "Cs", "Co", "Cn")
# End the ids of entries without the day of access, and without the doubt in a date: what makes no difference to an
# entry the style does not print, and the page has to say it.
_BARE, _SURE = "-bare", "-sure"
_SPACES = ("Space", "SoftBreak", "LineBreak")
_PLAIN = ("Para", "Plain", "Underline", "Strikeout")
_GROUPS = ("Span", "Div")


def in_style(workspace: Workspace, document: Document, code: str) -> Document:
    """Return a brief with its sources as its citation style has them, in a language; itself where it names no style.

    Raises `BriefError` with the place where the style is named, or that of a mistake in its file.
    """
    name = document.brief.output.citation_style
    if name is None:
        return document
    try:
        return replace(document, references=_references(workspace, document, str(name), code))
    except BriefError as error:
        problems = error.problems
    except PandocError as error:
        rule, hint = (
            ("limit", "take the style from zotero.org/styles, unchanged")
            if error.is_limit
            else ("citation-style", None)
        )
        problems = (Problem(rule, f"the style '{name}' cannot be used: {error}", None, hint),)
    place = document.place(("output", "citation_style"))
    raise BriefError(problem.at(problem.place or place) for problem in problems)


def _references(workspace: Workspace, document: Document, name: str, code: str) -> dict[str, Reference]:
    language = load_language(workspace, code)
    sources = [filled(item, document.seeds) for kind, item in document.brief.by_id().values() if kind.numbered]
    # Whoever is not to be named has no entry in any style.
    named = [source for source in sources if source.title or source.author]
    path = find_style(workspace, document.folder, name)
    style = read_style(workspace, path) if path else _built_in(name)
    if not named:
        return {}
    writer = Markdown(language, lambda _: Markup(""), "end")
    entries = [entry for source in named for entry in _entries(source, language, writer)]
    made = _formatted(alone(style), entries, language)
    # What a style lists nothing for, as many do for an interview, is still a source of ours: it stays in our own form.
    return {source.id: _reference(source, made, language.direction) for source in named if made[source.id]}


def _built_in(name: str) -> str:
    arguments = ["--print-default-data-file", "default.csl"]
    return run_pandoc(arguments, b"", SECONDS, MAX_OUTPUT, f"the citation style '{name}' cannot be used").decode()


# Into CSL-JSON


def _entries(source: Any, language: Language, writer: Markdown) -> Iterator[dict[str, Any]]:
    """Yield the entry of a source, and again without its day of access and without the doubt in its date."""
    is_foreign = language.is_foreign(source.language)
    entry: dict[str, Any] = {
        "id": str(source.id),
        "type": TYPES.get(str(source.type), "document"),
        "language": str(source.language or language.code),
        "author": [_name(name, language) for name in source.author],
    }
    if source.title:
        entry["title"] = _enclosed(_rich(str(writer.line(source.title))), language, is_foreign)
    if source.container:
        entry["container-title"] = _enclosed(_plain(source.container), language, is_foreign)
    if source.publisher and source.publisher != source.container:
        entry["publisher"] = _enclosed(_plain(source.publisher), language)
    if source.date:
        entry["issued"] = _date(source.date)
    if source.url:
        entry["URL"] = str(source.url)
    yield {**entry, "id": entry["id"] + _BARE}
    day = source.accessed
    if day and source.url:
        entry["accessed"] = {"date-parts": [[day.year, day.month, day.day]]}
    yield entry
    sure = {key: value for key, value in entry.get("issued", {}).items() if key != "circa"}
    yield {**entry, "id": entry["id"] + _SURE, **({"issued": sure} if sure else {})}


def _name(name: str, language: Language) -> dict[str, str]:
    family, given = getattr(name, "family", ""), getattr(name, "given", "")
    if not family or not given:
        return {"literal": _enclosed(_plain(name), language)}
    # These are left open: a style may turn them around, and make an initial of the first letter.
    return {"family": _plain(family), "given": _plain(given)}


def _enclosed(words: str, language: Language, is_foreign: bool = False) -> str:
    """Enclose words that are in another language than the page, or run the other way."""
    turned = direction_of_words(re.sub(r"</?[ib]>", "", words)) not in (None, language.direction)
    return f"{_OPEN}{words}{_CLOSE}" if is_foreign or turned else words


def _plain(text: str) -> str:
    return "".join(letter for letter in text if unicodedata.category(letter) not in _UNWANTED).replace("<", _LESS)


def _rich(markup: str) -> str:
    """Turn the markup of a line into that of CSL: emphasis and weight, nothing else."""
    tags = {"<em>": "<i>", "</em>": "</i>", "<strong>": "<b>", "</strong>": "</b>"}
    parts = re.split(r"(<[^>]*>)", markup)
    return "".join(tags.get(part, "") if n % 2 else _plain(html.unescape(part)) for n, part in enumerate(parts))


def _date(date: FuzzyDate) -> dict[str, Any]:
    """Write a date as CSL has it: a season as a month after the twelfth, a decade as about all of its years."""
    points = [date.start, *([date.end] if date.end else [])]
    parts = [_parts(point) for point in points]
    if points[-1].decade:
        parts = [parts[0], [points[-1].year + 9]]
    if date.open_ended:
        parts.append([0])
    doubtful = any(point.circa or point.decade for point in points)
    return {"date-parts": parts, **({"circa": True} if doubtful else {})}


def _parts(point: Point) -> list[int]:
    return [part for part in (point.year, point.month, point.day) if part is not None]


# Through pandoc, and back


def _formatted(style: str, entries: Sequence[Mapping[str, Any]], language: Language) -> dict[str, tuple[Piece, ...]]:
    with scratch_folder() as folder:
        path = Workspace(folder).write(folder.resolve() / "style.csl", style.encode())
        arguments = ["--from", "csljson", "--to", "json", "--citeproc", "--csl", str(path)]
        # An address that is printed is a link; without one a title would be, which no paper shows.
        arguments += ["--metadata", f"lang={language.code}", "--metadata", "link-bibliography=false"]
        given = json.dumps(entries, ensure_ascii=False).encode()
        written = run_pandoc(arguments, given, SECONDS, MAX_OUTPUT, "a citation style cannot be used")
    try:
        found = dict(_listed(json.loads(written)["blocks"]))
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        found = {}
    if not {str(entry["id"]) for entry in entries} <= found.keys():
        raise PandocError("it gives no entry for a source")
    return found


def _linked(piece: Piece, address: str) -> Iterator[Piece]:
    """Yield a piece in parts, with the address of its source as a link."""
    parts = piece.text.split(address) if address and not piece.href else [piece.text]
    for number, part in enumerate(parts):
        if number:
            yield replace(piece, text=address, href=address)
        if part:
            yield replace(piece, text=part)


def _turned(piece: Piece, direction: str) -> Iterator[Piece]:
    """Yield a piece in parts, those that run the other way than the page by themselves, from letter to letter."""
    ends: list[tuple[int, int]] = []
    before = ""
    for at, letter in enumerate(piece.text):
        runs = direction_of_words(letter)
        if runs not in (None, direction):
            ends[-1:] = [(ends[-1][0], at + 1)] if before == runs else [*ends[-1:], (at, at + 1)]
        before = runs or before
    if piece.own or piece.href or not ends:
        yield piece
        return
    done = 0
    for start, end in ends:
        yield from (replace(piece, text=words) for words in (piece.text[done:start],) if words)
        yield replace(piece, text=piece.text[start:end], own=True)
        done = end
    yield from (replace(piece, text=words) for words in (piece.text[done:],) if words)


def _listed(blocks: Any, depth: int = 0) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    for block in blocks:
        if block["t"] == "Div" and depth < MAX_DEPTH:
            (identity, classes, _), inside = block["c"]
            if "csl-entry" in classes:
                yield identity.removeprefix("ref-"), _pieces(inside)
            else:
                yield from _listed(inside, depth + 1)


def _pieces(blocks: Any) -> tuple[Piece, ...]:
    """Flatten an entry into pieces: neighbours that are set alike are one, spaces single, private characters gone."""
    own = False
    out: list[Piece] = []
    length = 0
    for piece in _words(blocks, Piece(""), 0):
        for part in re.split(f"([{_OPEN}{_CLOSE}])", piece.text):
            if part in (_OPEN, _CLOSE):
                own = part == _OPEN
                continue
            kept = (c for c in part.replace(_LESS, "<") if c.isspace() or unicodedata.category(c) not in _UNWANTED)
            text = re.sub(r"\s+", _space, "".join(kept))
            if out and out[-1].text.endswith(" "):
                text = text.removeprefix(" ")
            text = text[: MAX_ENTRY - length]
            length += len(text)
            made = replace(piece, text=text, own=own)
            if out and replace(out[-1], text="") == replace(made, text=""):
                out[-1] = replace(made, text=out[-1].text + text)
            elif text:
                out.append(made)
    if out:
        out[0] = replace(out[0], text=out[0].text.lstrip())
        out[-1] = replace(out[-1], text=out[-1].text.rstrip())
    return tuple(piece for piece in out if piece.text)


def _space(match: re.Match[str]) -> str:
    return "\u00a0" if "\u00a0" in match[0] else "\u202f" if "\u202f" in match[0] else " "


def _words(nodes: Any, look: Piece, depth: int) -> Iterator[Piece]:
    """Yield the words of nodes in their order, each set as the nodes around it say; what is no words is left out."""
    if depth > MAX_DEPTH:
        raise ValueError(depth)
    for node in nodes:
        kind, content = node["t"], node.get("c")
        if kind == "Str":
            yield replace(look, text=str(content))
        elif kind in _SPACES:
            yield replace(look, text=" ")
        elif kind in _MARKS:
            yield from _words(content, _marked(look, _MARKS[kind]), depth + 1)
        elif kind == "Link":
            yield from _words(content[1], replace(look, href=_address(content[2][0])), depth + 1)
        elif kind in _PLAIN:
            yield from _words(content, look, depth + 1)
        elif kind in _GROUPS:
            # A style that sets parts of an entry apart, as in a margin, leaves no space between them.
            if any(name.startswith("csl-") for name in content[0][1]):
                yield replace(look, text=" ")
            yield from _words(content[1], look, depth + 1)


def _marked(look: Piece, mark: Mark) -> Piece:
    """Set words so; emphasis inside of emphasis stands upright again."""
    kept = tuple(each for each in look.marks if each != mark)
    return replace(look, marks=kept if mark in look.marks else (*kept, mark))


def _address(target: str) -> str:
    try:
        return read_url(target)
    except ValueError:
        return ""


def _reference(source: Any, made: Mapping[str, tuple[Piece, ...]], direction: str) -> Reference:
    full = made[source.id]
    linked = [part for piece in full for part in _linked(piece, str(source.url or ""))]
    has_url = any(piece.href for piece in linked)
    is_doubtful = bool(source.date) and "circa" in _date(source.date)
    has_date = not is_doubtful or full != made[source.id + _SURE]
    pieces = tuple(part for piece in linked for part in _turned(piece, direction))
    return Reference(pieces, has_url, full != made[source.id + _BARE], has_date)
