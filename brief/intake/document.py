"""What a source document says of itself, and its paragraphs; read in the child, from text, a web page or a PDF."""

from __future__ import annotations

import json
import logging
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ..confine import Limits, Reply, run
from ..problems import BriefError, Place, Problem, has_errors
from ..workspace import Workspace
from .paragraphs import running_text
from .speech import language_of

LIMITS = Limits(seconds=60, memory_mb=2_000)
MAX_FILE = 30_000_000
MAX_PARAGRAPHS = 5_000
EXTRA = "brief[import]"
_BREAK = re.compile(r"\n\s*\n|\n")


@dataclass(frozen=True)
class Reading:
    """A document as it was read: title, authors, where it stood, its date (ISO), its language, its paragraphs."""

    title: str = ""
    authors: tuple[str, ...] = ()
    container: str = ""
    date: str = ""
    language: str = ""
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Task:
    """One document on its way into the child: its bytes, its kind, and the encoding that the user named."""

    content: bytes
    kind: str
    encoding: str | None = None


def read_source(path: Path, encoding: str | None = None) -> tuple[Reading, bytes]:
    """Read a source document and return it with the bytes of the file; raise `BriefError` for what cannot be read."""
    content = Workspace(path.absolute().parent).bytes(path.absolute(), MAX_FILE)
    place = Place(path.name)
    replies: list[Reply] = []
    run(
        read_in_child,
        [Task(content, kind_of(path, content), encoding)],
        LIMITS,
        1,
        lambda _, reply: replies.append(reply),
    )
    problems = [problem if problem.place else problem.at(place) for problem in replies[0].problems]
    if has_errors(problems):
        raise BriefError(problems)
    found: Mapping[str, Any] = json.loads(replies[0].files[0][1])
    reading = Reading(**{**found, "authors": tuple(found["authors"]), "paragraphs": tuple(found["paragraphs"])})
    if not reading.paragraphs:
        hint = "save the text of the document as a plain text file, with an empty line between paragraphs"
        raise BriefError([Problem("no-text", "no paragraph of running text was found", place, hint)])
    return reading, content


def kind_of(path: Path, content: bytes) -> str:
    """Tell a PDF and a web page from plain text, by what is in the file."""
    start = content[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf-"):
        return "pdf"
    marked = start.startswith((b"<!doctype html", b"<html")) or path.suffix.lower() in (".html", ".htm", ".xhtml")
    return "html" if marked else "text"


def read_in_child(task: Task) -> Reply:
    """Read a document; this runs in the child."""
    logging.disable(logging.CRITICAL)  # what the readers say of a page is of no use to anybody here
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reading = _READERS[task.kind](task)
    except ImportError as error:
        message = f"{_NAMES[task.kind]} cannot be read on this machine: {error.name} is not installed"
        return Reply(problems=(Problem("no-import", message, None, f'pip install "{EXTRA}"'),))
    except UnicodeDecodeError:
        hint = "name the encoding with --encoding, as in --encoding cp1251, or save the file as UTF-8"
        return Reply(problems=(Problem("encoding", "the file is not UTF-8 text", None, hint),))
    return Reply((("reading", json.dumps(asdict(reading)).encode(), None),))


def _decoded(task: Task) -> str:
    try:
        return task.content.decode(task.encoding or "utf-8-sig")
    except LookupError:
        hint = "give its usual name, as in utf-8, cp1251, iso-8859-1 or gb18030"
        raise BriefError([Problem("encoding", f"'{task.encoding}' is no encoding", None, hint)]) from None


def _from_text(task: Task) -> Reading:
    """Read plain text: the first line that is no paragraph, and long enough to be a title, is taken for the title."""
    blocks = [block.strip() for block in _BREAK.split(_decoded(task)) if block.strip()]
    paragraphs = running_text(blocks)[:MAX_PARAGRAPHS]
    first = next((" ".join(block.split()) for block in blocks if len(block.split()) >= 4), "")
    title = "" if first in paragraphs[1:] or len(first) > 300 else first.rstrip(".") if first in paragraphs else first
    return Reading(title=title, language=language_of(" ".join(paragraphs)), paragraphs=tuple(paragraphs))


def _from_html(task: Task) -> Reading:
    """Read a web page as trafilatura does, which leaves out what surrounds the text."""
    from trafilatura import bare_extraction

    html = _decoded(task)
    found: Any = bare_extraction(html, include_comments=False, include_tables=False, with_metadata=True)
    if found is None:
        return Reading()
    paragraphs = running_text((found.text or "").split("\n"))[:MAX_PARAGRAPHS]
    declared = re.search(r"<html[^>]*\slang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", html[:5_000])
    return Reading(
        title=_line(found.title),
        authors=tuple(filter(None, map(_line, (found.author or "").split(";")))),
        container=_line(found.sitename),
        date=found.date if re.fullmatch(r"\d{4}-\d\d-\d\d", found.date or "") else "",
        language=declared[1] if declared else language_of(" ".join(paragraphs)),
        paragraphs=tuple(paragraphs),
    )


def _from_pdf(task: Task) -> Reading:
    """Read a PDF page by page; lines are joined to paragraphs where the next begins after an end."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(task.content) as pdf:
            meta = pdf.get_metadata_dict(skip_empty=True)
            pages = []
            for number in range(min(len(pdf), 500)):
                page = pdf[number]
                pages.append(page.get_textpage().get_text_bounded())
    except pypdfium2.PdfiumError:
        hint = "open it and print it to a new PDF, or save its text as a plain text file"
        raise BriefError([Problem("broken-pdf", "the PDF cannot be read, or it is locked", None, hint)]) from None
    paragraphs = running_text(_joined("\n".join(pages)))[:MAX_PARAGRAPHS]
    made = re.match(r"D:(\d{4})(\d\d)(\d\d)", meta.get("CreationDate", ""))
    return Reading(
        title=_line(meta.get("Title")),
        authors=tuple(filter(None, [_line(meta.get("Author"))])),
        date="-".join(made.groups()) if made else "",
        language=language_of(" ".join(paragraphs)),
        paragraphs=tuple(paragraphs),
    )


def _joined(text: str) -> list[str]:
    """Join the lines of pages to paragraphs: one ends where a line ends a sentence well before the usual end."""
    lines = [line.strip() for line in text.replace("\r", "").split("\n")]
    lengths = sorted(len(line) for line in lines if len(line) > 20)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 80
    paragraphs, waiting = [], ""
    for line in lines:
        if not line:
            paragraphs.append(waiting)
            waiting = ""
            continue
        waiting = (
            waiting[:-1] + line if re.search(r"[a-zа-яё]\u00ad?[-\ufffe]$", waiting) else f"{waiting} {line}".strip()
        )
        if len(line) < usual * 0.85 and line.endswith((".", "!", "?", "”", "»")):
            paragraphs.append(waiting)
            waiting = ""
    return [*paragraphs, waiting]


def _line(text: str | None) -> str:
    return " ".join((text or "").split())[:300]


_READERS: Mapping[str, Callable[[Task], Reading]] = {"text": _from_text, "html": _from_html, "pdf": _from_pdf}
_NAMES = {"text": "text", "html": "a web page", "pdf": "a PDF"}
