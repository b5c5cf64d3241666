"""A PDF back to the folder that it was made from.

The PDF is a stranger's: it is taken apart in a confined child, and what that hands back is taken for names and bytes
and nothing more. Either the whole folder is written or nothing.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from .confine import Limits, Reply, run
from .editions import is_brief
from .problems import BriefError, Place, Problem, has_errors
from .workspace import HOUSE_FILE, Workspace

MAX_PDF_BYTES = 200_000_000
MAX_FILES = 1_000
MAX_BYTES = 150_000_000
MAX_DEPTH = 8
LIMITS = Limits(seconds=30, memory_mb=1_500)
SUFFIXES = (".yaml", ".yml", ".csv", ".json", ".md", ".html", ".css", ".csl", ".png", ".jpg", ".jpeg")
FOLDERS = ("content", "seeds", "templates")
# What may lie beside the house file: the logo of a house, its style of sources.
BESIDE = (".png", ".jpg", ".jpeg", ".csl")
# Any name that every system can write; no end that some of them drop in silence, which rules out `.` and `..` too.
_STEP = re.compile(r"""(?! )[^/\\:*?"<>|]{1,120}(?<![. ])""")
_OURS = b"urn:x-brief:edition:1#"
_OMITTED = re.compile(rb"<brief:omitted>([0-9]{1,6})</brief:omitted>")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Extracted:
    """What was written: the folder, its files, and the brief among them."""

    folder: Path
    files: tuple[Path, ...]
    brief: Path


@dataclass(frozen=True)
class Task:
    """One PDF on its way into the child."""

    content: bytes


def extract(pdf: Path, folder: Path | None = None, overwrite: bool = False) -> Extracted:
    """Write the folder that a PDF was made from; it is named after the PDF where no other is given.

    Raises `BriefError` for what is no PDF or carries no source, and where files would be overwritten unasked.
    """
    place = Place(str(pdf))
    files = checked_sources(pdf)
    target = folder if folder is not None else Path(pdf.stem)
    written = {target / name: content for name, content in files.items()}
    there = [path for path in written if path.exists() or path.is_symlink()]
    if there and not overwrite:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        hint = "name another folder with --output, or write over what is there with --force"
        raise BriefError([Problem("would-overwrite", f"'{there[0]}'{more} exists already", place, hint)])
    Workspace(target).write_all(written)
    return Extracted(target, tuple(written), target / brief_of(files, place))


def checked_sources(pdf: Path) -> dict[str, bytes]:
    """Return the files that a PDF carries as its source, every one with a name that can stand in a workspace."""
    return _checked(read_sources(pdf), Place(str(pdf)))


def read_sources(pdf: Path) -> dict[str, bytes]:
    """Return the files that a PDF carries as its source, by their names in it; raise `BriefError` if it has none."""
    place = Place(str(pdf))
    # The file that is meant, wherever a link leads: it is named by the one who types the command.
    real = pdf.resolve()
    content = Workspace(real.parent).bytes(real, MAX_PDF_BYTES)
    if b"%PDF-" not in content[:1024]:
        raise BriefError([Problem("not-a-pdf", f"'{pdf.name}' is no PDF file", place, "name a PDF of this program")])
    replies: list[Reply] = []
    run(take_apart, [Task(content)], LIMITS, 1, lambda _, reply: replies.append(reply))
    problems = [problem if problem.place else problem.at(place) for problem in replies[0].problems]
    if has_errors(problems):
        raise BriefError(problems)
    return _unpacked(replies[0])


def take_apart(task: Task) -> Reply:
    """Find the source files in a PDF; this runs in the child. They come back as one list of names and their bytes."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    logging.getLogger("pypdf").propagate = False
    try:
        reader = PdfReader(BytesIO(task.content))
        if reader.is_encrypted:
            hint = "open it with its password and save it without one"
            return Reply(problems=(Problem("encrypted-pdf", "the PDF is encrypted", None, hint),))
        found = list(_sources(reader.trailer["/Root"]))
        if not found and (hint := _why_none(reader.trailer["/Root"])):
            return Reply(problems=(Problem("no-source", "the PDF was made without its source", None, hint),))
    except (PyPdfError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError, AssertionError):
        hint = "ask for the file again: it may have been cut off or changed on its way"
        return Reply(problems=(Problem("broken-pdf", "the PDF cannot be read", None, hint),))
    if len(found) > MAX_FILES or sum(len(content) for _, content in found) > MAX_BYTES:
        return Reply(problems=(Problem("too-large", "the PDF carries more files than a brief has", None),))
    names = json.dumps([[name, len(content)] for name, content in found]).encode()
    return Reply((("names", names, None), ("contents", b"".join(content for _, content in found), None)))


def _why_none(root: Any) -> str:
    """Say why a PDF that this program has made carries no source; nothing for the PDF of another."""
    packet = bytes(root["/Metadata"].get_object().get_data()) if "/Metadata" in root else b""
    if _OURS not in packet:
        return ""
    if omitted := _OMITTED.search(packet):
        parts = "a part" if omitted[1] == b"1" else f"{int(omitted[1])} parts"
        return f"this edition leaves out {parts} marked for fewer readers; ask for the PDF of the whole brief"
    return "its house does not send the source with it (output.source: false); ask for the folder of the brief"


def _sources(root: Any) -> Iterator[tuple[str, bytes]]:
    """Yield place and bytes of every file that the document names as its source."""
    listed = root.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", ())
    for name, entry in list(zip(listed[::2], listed[1::2], strict=False))[: MAX_FILES + 1]:
        filespec = entry.get_object()
        if filespec.get("/AFRelationship") != "/Source":
            continue
        stream = filespec["/EF"]["/F"].get_object()
        content = bytes(stream.get_data())
        checksum = stream.get("/Params", {}).get("/CheckSum")
        if checksum is not None and _raw(checksum) != hashlib.md5(content, usedforsecurity=False).digest():
            raise ValueError("a file is not what it was")
        yield str(name), content


def _raw(text: Any) -> bytes:
    original = getattr(text, "original_bytes", text)
    return original if isinstance(original, bytes) else str(original).encode("latin-1")


def _unpacked(reply: Reply) -> dict[str, bytes]:
    contents = {name: content for name, content, _ in reply.files}
    files: dict[str, bytes] = {}
    position = 0
    for name, size in json.loads(contents["names"]):
        files[str(name)] = contents["contents"][position : position + int(size)]
        position += int(size)
    return files


def _checked(files: Mapping[str, bytes], place: Place) -> dict[str, bytes]:
    """Return the files if every name is one of a workspace, and no two of them are one file on some system."""
    problems = [
        Problem(
            "unsafe-name", f"the PDF carries a file with the name {name!a}", place, "it was not made by this program"
        )
        for name in files
        if not is_safe(name)
    ]
    folded = [unicodedata.normalize("NFC", name).casefold() for name in files]
    if len(set(folded)) < len(folded):
        problems.append(Problem("unsafe-name", "two files in the PDF have one name", place))
    if problems:
        raise BriefError(problems)
    brief_of(files, place)
    return dict(files)


def is_safe(name: str) -> bool:
    """Tell whether a name is a place in a workspace, a relative path of plain steps, and not of a program."""
    steps = name.split("/")
    suffix = PurePosixPath(name).suffix.lower()
    known = steps[0] in FOLDERS if steps[1:] else name == HOUSE_FILE or suffix in BESIDE
    plain = name.isprintable() and all(_STEP.fullmatch(step) and not _DEVICES.fullmatch(step) for step in steps)
    return known and plain and len(steps) <= MAX_DEPTH and suffix in SUFFIXES


def brief_of(files: Mapping[str, bytes], place: Place) -> str:
    """Return the name of the one brief among some files; raise `BriefError` where there is none, or several."""
    found = [name for name in files if re.fullmatch(r"content/[^/]+/[^/]+", name) and is_brief(name.rpartition("/")[2])]
    if len(found) != 1:
        hint = "only a PDF that this program has made carries the files it was made from"
        raise BriefError([Problem("no-source", "the PDF does not carry the source of a brief", place, hint)])
    return found[0]
