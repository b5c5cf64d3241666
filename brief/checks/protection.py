"""HND: what must not get out by the way. Names of people who were promised silence, traces of those who wrote."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ..citations import citations_in
from ..pictures import find_picture
from ..pictures import remains as remains_of
from ..problems import BriefError
from ..workspace import HOUSE_FILE
from .handling import named
from .reading import Reading
from .rule import Finding, Path, rule
from .sourcing import source_paths

# Names that must appear nowhere, one a line. The file is never carried, printed or sent.
PROTECTED_FILE = "protected.txt"
MAX_PROTECTED, MAX_NAME = 500, 120
SHOWN = 60  # characters of the author's words in a message
_REACHABLE = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}|\+\d[\d ()-]{7,18}\d|t\.me/\w+")
_NOTE = re.compile(
    r"(?:^|\s)#+\s*((?:TODO|FIXME|XXX|NB|HACK|ASK|CHECK)\b[^\n]*|@\w+[^\n]*|\?\?[^\n]*"
    r"|[A-ZÀ-Ý][\w.]{0,12}(?: [A-ZÀ-Ý][\w.]{0,12})?: [^\n]{0,200}\?"
    r"|(?:ask|check with|comment from|note to) [A-ZÀ-Ý][^\n]*)"
)
_LOCAL_PATH = re.compile(r"(?<![\w/])(?:/(?:home|Users|root)/|[A-Za-z]:\\\\?Users\\\\?|file:///)[\w.-]+")
_PAGE_COMMENT = re.compile(r"<!--(?!\s*(?:brief:|\[if\b))[^>]{0,300}")


@rule("HND-06", "error", tier=2)
def anonymous(reading: Reading) -> Iterator[Finding]:
    """Flag what gives away an interviewee who was promised not to be named.

    Why: a name, an address or a post in a title, in a comment of the file or in the name of a data file is enough, and
        a source that is found out may pay for it. A source with `anonymous` has no author, no address and no title of a
        person beside it; and names that stand in the file protected.txt of the workspace, one a line, are looked for in
        everything that a reader can receive. That file is never carried. The message does not repeat the name.
    Source: research ethics; the protection of sources.
    Bad: anonymous true, and the descriptor 'Talk with Dr Okoro, head of the port clinic'.
    Good: anonymous true, and the descriptor 'Talk with a doctor of the region, first-hand'.
    """
    question = "can it be said without what gives the person away?"
    held = {source.id for _, source in source_paths(reading) if source.anonymous}
    for path, source in source_paths(reading):
        if source.id not in held:
            continue
        if reading.source(source.id, "author"):
            message = f"{source.id} is anonymous, and its author is named"
            yield Finding((*path, "author" if source.author else "id"), message, question)
        yield from named(reading, source.id, "an anonymous source")
        for passage in reading.passages:
            if passage.item == source.id and (match := _REACHABLE.search(passage.text)):
                message = f"an address stands in what describes {source.id}, an anonymous source"
                yield Finding(passage.path, message, question, match.start(), match.end())
    for passage in reading.passages:
        for sentence in passage.sentences if held else ():
            cited = {citation.target for _, citation in citations_in(sentence.text) if citation}
            match = reading.words.pattern("honorific").search(sentence.text) if held & cited else None
            if match:
                start = sentence.start + match.start()
                message = "a person is named beside an anonymous source"
                yield Finding(passage.path, message, question, start, sentence.start + match.end())
    yield from _protected(reading)


def _protected(reading: Reading) -> Iterator[Finding]:
    """Look for the names of the workspace's list in every file that a reader can receive, and in the names of files."""
    names = _names(reading)
    if names is None:
        return
    question = "can it be said without what gives the person away?"
    for name, content in _files(reading).items():
        if names.search(name.rpartition("/")[2]):
            yield Finding((), f"the name of the file {name} holds a name that is protected", question, file=name)
        for number, line in enumerate(content.split("\n"), 1):
            if match := names.search(line):
                message = f"a name that {PROTECTED_FILE} protects stands here"
                yield Finding((), message, question, file=name, line=number, column=match.start() + 1)


def _names(reading: Reading) -> re.Pattern[str] | None:
    path = reading.workspace.root / PROTECTED_FILE
    if not reading.workspace.has(path):
        return None
    lines = reading.workspace.text(path).content.split("\n")[:MAX_PROTECTED]
    named = (" ".join(line.split()) for line in lines if not line.lstrip().startswith("#"))
    names = tuple(name for name in named if 0 < len(name) <= MAX_NAME)
    return _any_of(names) if names else None


@lru_cache(maxsize=8)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    # In the name of a file a space is a hyphen or a line.
    parts = "|".join(r"[\s._-]+".join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"(?<![^\W_])(?:{parts})(?![^\W_])", re.IGNORECASE)


def _files(reading: Reading) -> Mapping[str, str]:
    """Return the texts of the files that the brief was read from, by the names that the author knows."""
    document = reading.document
    main = document.trees.text.name
    texts = {main: document.trees.text.content}
    for name, content in document.originals.items():
        if not name.startswith("content/"):
            texts[name] = content.decode("utf-8", "replace")
    for figure in reading.brief.figures:
        if figure.file:
            texts.setdefault(str(figure.file), "")
        if isinstance(figure.data, str):
            with contextlib.suppress(BriefError):  # Whoever reads the brief reports it, with its place.
                texts.setdefault(figure.data, reading.workspace.text(document.folder / figure.data).content)
    return texts


@rule("HND-08", "warning", tier=2)
def remains(reading: Reading) -> Iterator[Finding]:
    """Flag what a file tells about those who made it: a note to a colleague, a path of a computer, data in an image.

    Why: a PDF carries the YAML it was made from, with its comments; a photograph carries who took it and where; a
        comment in a template of the house stands in every page. Nobody looks there but those who search for it.
    Source: guidance on redaction; routine leaks.
    Bad: '# ask Marta whether the minister knows' in a brief whose PDF carries its source
    Good: no such comment, or output {source: false}
    """
    question = "can it go before the brief does?"
    document = reading.document
    carried = {document.trees.text.name: document.trees.text.content} if reading.brief.output.source else {}
    if carried and HOUSE_FILE in document.originals:
        carried[HOUSE_FILE] = document.originals[HOUSE_FILE].decode("utf-8", "replace")
    for name, content in carried.items():
        for number, line in enumerate(content.split("\n"), 1):
            for pattern, what in ((_NOTE, "a note to a colleague"), (_LOCAL_PATH, "a path of a computer")):
                if match := pattern.search(line):
                    start, words = match.start(match.lastindex or 0), _short(match[match.lastindex or 0])
                    message = f"'{words}' looks like {what}, and the PDF carries this file"
                    yield Finding((), message, question, file=name, line=number, column=start + 1)
    yield from _pictures(reading)
    for path in reading.workspace.own_templates():
        text = reading.workspace.text(path)
        for number, line in enumerate(text.content.split("\n"), 1):
            for pattern, what in ((_PAGE_COMMENT, "a comment"), (_LOCAL_PATH, "a path of a computer")):
                if match := pattern.search(line):
                    words = _short(match[0])
                    message = f"'{words}' is {what} in a template, and so in every page that it makes"
                    column = match.start() + 1
                    yield Finding((), message, question, file=text.name, line=number, column=column)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def _pictures(reading: Reading) -> Iterator[Finding]:
    brief = reading.brief
    pictures: list[tuple[Path, str]] = [
        (("figures", number, "file"), str(figure.file)) for number, figure in enumerate(brief.figures) if figure.file
    ]
    if brief.brand.logo:
        pictures.append((("brand", "logo"), str(brief.brand.logo)))
    if brief.meta.publisher and brief.meta.publisher.logo:
        pictures.append((("meta", "publisher", "logo"), str(brief.meta.publisher.logo)))
    for path, name in pictures:
        try:
            file = find_picture(reading.workspace, reading.document.folder, name)
            told = remains_of(reading.workspace.bytes(file, own=True))
        except BriefError:
            continue  # Whoever reads the brief reports it, with its place.
        if told:
            message = f"'{name}' carries {' and '.join(told)}, and so does every file that it stands in"
            yield Finding(path, message, "can it be saved without these data?")
