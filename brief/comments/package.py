"""The parts of a Word document that hold what was written into it, within bounds: no entity, no deep or huge XML.

Nothing that a document names outside itself is asked for: relations are not followed, pictures not opened.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

MAX_FILE = 60_000_000  # bytes of the document
MAX_ENTRIES = 5_000
MAX_PART = 40_000_000  # bytes of one part, unpacked
MAX_ALL = 80_000_000
MAX_DEPTH = 150
MAX_ELEMENTS = 1_500_000
PARTS = {
    "document": "word/document.xml",
    "comments": "word/comments.xml",
    "extended": "word/commentsExtended.xml",
    "styles": "word/styles.xml",
    "custom": "docProps/custom.xml",
    "footnotes": "word/footnotes.xml",
}
_RUNNING = re.compile(r"word/(?:header|footer)\d{1,3}\.xml")  # more than one of each


class UnreadableError(Exception):
    """Say why a document cannot be read: the id of a rule, and a message."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule, self.message = rule, message


@dataclass(slots=True)
class Tag:
    """One element: its name and its attributes without their namespaces, and what stands in it."""

    name: str
    attributes: dict[str, str]
    children: list[Tag] = field(default_factory=list)
    words: str = ""

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute."""
        return self.attributes.get(name, default)

    def all(self, name: str) -> Iterator[Tag]:
        """Yield every element below this one with a name, in their order."""
        for child in self.children:
            if child.name == name:
                yield child
            yield from child.all(name)

    def first(self, *path: str) -> Tag | None:
        """Return the element at the end of a path of names, or None."""
        found: Tag | None = self
        for name in path:
            found = next((child for child in found.children if child.name == name), None) if found else None
        return found


def read_parts(content: bytes) -> dict[str, Tag]:
    """Return the parts that matter; raise `UnreadableError` for what is no Word document or goes over a bound."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            if len(archive.infolist()) > MAX_ENTRIES:
                raise UnreadableError("too-large", f"the document has more than {MAX_ENTRIES:,} parts")
            if PARTS["document"] not in entries:
                raise UnreadableError("not-a-docx", "the file is no Word document")
            found: dict[str, Tag] = {}
            total = 0
            running = {name: name for name in sorted(entries) if _RUNNING.fullmatch(name)}
            for key, name in {**PARTS, **running}.items():
                if name in entries:
                    part = _unpacked(archive, entries[name])
                    total += len(part)
                    if total > MAX_ALL:
                        raise UnreadableError("too-large", _too_large(MAX_ALL))
                    found[key] = _parsed(part)
            return found
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        message = "the document cannot be read: it is damaged or locked with a password"
        raise UnreadableError("broken-docx", message) from None


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Unpack one part, and no more of it than is allowed, whatever its entry says."""
    with archive.open(entry) as stream:
        content = stream.read(MAX_PART + 1)
    if len(content) > MAX_PART:
        raise UnreadableError("too-large", _too_large(MAX_PART))
    return content


def _too_large(limit: int) -> str:
    return f"the document unpacks to more than {limit // 1_000_000} MB"


def _parsed(content: bytes) -> Tag:
    """Read XML into a tree; a document type, and with it every entity, is refused."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    root = Tag("", {})
    stack = [root]
    count = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_ELEMENTS or len(stack) > MAX_DEPTH:
            raise UnreadableError("too-large", "the document has more elements, or deeper ones, than any text needs")
        tag = Tag(_local(name), {_local(key): value for key, value in attributes.items()})
        stack[-1].children.append(tag)
        stack.append(tag)

    def end(_name: str) -> None:
        stack.pop()

    def words(data: str) -> None:
        stack[-1].words += data

    def refuse(*_: object) -> None:
        raise UnreadableError("broken-docx", "the document declares entities, which no Word document does")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, words
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise UnreadableError("broken-docx", "a part of the document is no sound XML") from None
    return root.children[0]


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
