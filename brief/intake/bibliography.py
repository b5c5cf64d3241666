"""Entries of a bibliography as records: CSL-JSON as it is, BibTeX, BibLaTeX and RIS through pandoc (Zotero writes all).

A file is a stranger's. pandoc reads it in its sandbox, with bounds on time and memory; each record is read back as one
before anything is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model.values import read_url
from ..pandoc import PandocError, run_pandoc
from ..parse import record_in
from ..problems import BriefError, Place, Problem
from ..scaffold import slug_of
from ..workspace import Text, Workspace
from .record import SHAPE, quoted, shortened

MAX_FILE = 5_000_000
MAX_WRITTEN = 20_000_000
MAX_ENTRIES = 2_000
SECONDS = 60
FORMS = {".json": "csljson", ".bib": "biblatex", ".bibtex": "bibtex", ".ris": "ris"}
# The types of CSL 1.0.2 that a kind of document answers to; what has no answer is left for the author to say.
TYPES = {
    "article-newspaper": "news_article",
    "article-magazine": "analysis_article",
    "article-journal": "journal_article",
    "book": "book",
    "chapter": "book",
    "report": "report",
    "legislation": "law",
    "bill": "law",
    "treaty": "law",
    "legal_case": "official_document",
    "regulation": "official_document",
    "hearing": "official_document",
    "speech": "speech",
    "dataset": "dataset",
    "post": "social_media",
    "broadcast": "broadcast",
    "interview": "interview",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True)
class Imported:
    """The records that were written, by their names, and those that were there already and stayed as they are."""

    written: tuple[str, ...]
    there: tuple[str, ...]


def import_bibliography(file: Path, folder: Path) -> Imported:
    """Write a record for each entry of a bibliography to seeds/ of the workspace around a folder.

    Raises `BriefError`, with nothing written, where the file or an entry cannot be read.
    """
    place = Place(file.name)
    workspace = Workspace.around(folder)
    found: dict[str, str] = {}
    for entry in _entries(file, place):
        slug = _free(slug_of(shortened(_text(entry.get("title")) or _text(entry.get("id")) or "source")), found)
        found[slug] = "\n".join(_lines(slug, entry)) + "\n"
    problems = [problem for slug, text in found.items() for problem in _problems(slug, text, place)]
    if problems:
        raise BriefError(problems)
    seeds = workspace.root / "seeds"
    there = [slug for slug in found if (seeds / f"{slug}.yaml").exists()]
    new = {seeds / f"{slug}.yaml": text.encode() for slug, text in found.items() if slug not in there}
    workspace.write_all(new)
    return Imported(tuple(workspace.name_of(path) for path in new), tuple(there))


def _entries(file: Path, place: Place) -> Sequence[Mapping[str, Any]]:
    form = FORMS.get(file.suffix.lower())
    if form is None:
        hint = f"export it from Zotero as one of {', '.join(FORMS)}"
        raise BriefError([Problem("bibliography", f"'{file.name}' is no bibliography by its name", place, hint)])
    content = Workspace(file.absolute().parent).bytes(file.absolute(), MAX_FILE)
    raw = content if form == "csljson" else _converted(content, form, place)
    try:
        entries = json.loads(raw)
    except (ValueError, RecursionError):
        entries = None
    listed: list[Any] = entries if isinstance(entries, list) else [None]
    if not all(isinstance(entry, dict) for entry in listed):
        hint = "export it from Zotero anew, as CSL JSON, BibLaTeX or RIS"
        raise BriefError([Problem("bibliography", "the file is not a list of entries", place, hint)])
    if not 0 < len(listed) <= MAX_ENTRIES:
        message = f"the file has {len(listed):,} entries; between 1 and {MAX_ENTRIES:,} can be taken in"
        raise BriefError([Problem("bibliography", message, place, "export the part that the brief needs")])
    return listed


def _converted(content: bytes, form: str, place: Place) -> bytes:
    """Let pandoc write a bibliography as CSL-JSON."""
    arguments = ["--from", form, "--to", "csljson"]
    try:
        return run_pandoc(arguments, content, SECONDS, MAX_WRITTEN, "BibTeX and RIS cannot be read")
    except BriefError as error:
        raise BriefError(problem.at(place) for problem in error.problems) from None
    except PandocError as error:
        rule, what = ("limit", "is too large") if error.is_limit else ("bibliography", "cannot be read")
        hint = "export fewer entries at a time" if error.is_limit else "export it from Zotero anew"
        raise BriefError([Problem(rule, f"the bibliography {what}: {error}", place, hint)]) from None


def _free(slug: str, taken: Mapping[str, str]) -> str:
    """Return a name that no other entry of the file has."""
    names = (slug, *(f"{slug}-{number}" for number in range(2, MAX_ENTRIES + 2)))
    return next(name for name in names if name not in taken)


def _lines(slug: str, entry: Mapping[str, Any]) -> Iterator[str]:
    values = {
        "type": TYPES.get(_text(entry.get("type")), ""),
        "title": quoted(_text(entry.get("title")) or slug),
        "author": _authors(entry.get("author")),
        "container": _optional(entry.get("container-title")),
        "publisher": _optional(entry.get("publisher")),
        "date": _date(entry.get("issued")),
        "language": _text(entry.get("language")) if _LANGUAGE.fullmatch(_text(entry.get("language"))) else "",
        "url": _url(entry.get("URL")),
        "retrieved": _date(entry.get("accessed"), whole=True),
    }
    yield SHAPE.format(slug=slug)
    yield from (f"{key}: {value}" for key, value in values.items() if value)


def _text(value: Any) -> str:
    """Return the words of a value as one line without what steers a terminal; markup of CSL is taken out."""
    words = " ".join(str(value).split()) if isinstance(value, str | int) else ""
    plain = re.sub(r"</?(?:i|b|sub|sup|sc|span)\b[^>]{0,100}>", "", words)
    return "".join(letter for letter in plain if letter.isprintable())[:500]


def _optional(value: Any) -> str:
    return quoted(_text(value)) if _text(value) else ""


def _authors(value: Any) -> str:
    names = [name for name in value if isinstance(name, dict)] if isinstance(value, list) else []
    written = list(filter(None, map(_author, names)))
    return f"[{', '.join(written)}]" if written else ""


def _author(name: Mapping[str, Any]) -> str:
    """Write the name of a person with its parts, so that a citation style can turn it, and any other as it is."""
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
    given, dropping, particle, family, suffix = (_text(name.get(part)) for part in parts)
    if _text(name.get("literal")) or not (given and family):
        whole = _text(name.get("literal")) or " ".join(filter(None, (given, dropping, particle, family, suffix)))
        return quoted(whole) if whole else ""
    first, last = (" ".join(filter(None, each)) for each in ((given, dropping), (particle, family, suffix)))
    return f"{{family: {quoted(last)}, given: {quoted(first)}}}"


def _date(value: Any, whole: bool = False) -> str:
    """Write a date of CSL as EDTF, as precisely as it is given; `whole`: only if it is a day."""
    parts = value.get("date-parts") if isinstance(value, dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [int(part) for part in first[:3] if str(part).isdigit()]
    if not numbers or not 1000 <= numbers[0] <= 9999 or (whole and len(numbers) < 3):
        return ""
    if len(numbers) > 1 and not 1 <= numbers[1] <= 12:
        numbers = numbers[:1]
    return "-".join([f"{numbers[0]:04}", *(f"{number:02}" for number in numbers[1:])])


def _url(value: Any) -> str:
    try:
        return quoted(read_url(_text(value)))
    except ValueError:
        return ""


def _problems(slug: str, text: str, place: Place) -> Iterator[Problem]:
    """Yield what keeps a record from being one; it is the file's mistake, and told there."""
    try:
        record_in(Text(place.file, text), slug)
    except BriefError as error:
        yield from (Problem(p.rule, f"the entry '{slug}': {p.message}", place, p.hint) for p in error.problems)
