"""What the PDF carries: the files that it was made from, as associated files (ISO 19005-3, 6.8; ISO 32000-2, 14.13).

The engine's own attachments would take their type from the machine and their dates from the clock.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import pydyf

from ...editions import is_brief
from ...workspace import HOUSE_FILE, Workspace

TYPES = {
    ".yaml": "application/yaml",  # RFC 9512
    ".yml": "application/yaml",
    ".csv": "text/csv",
    ".json": "application/json",
    ".md": "text/markdown",
    ".html": "text/html",
    ".css": "text/css",
    ".csl": "application/vnd.citationstyles.style+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
DESCRIPTIONS = {
    "content": "A figure, or data of a figure",
    "seeds": "The record of a source that the brief names",
    "templates": "A template or theme that the brief was made with",
}


@dataclass(frozen=True)
class SourceFile:
    """One file that a PDF carries: where it lies in the workspace, its bytes, and what it is."""

    name: str
    content: bytes
    description: str

    @property
    def media_type(self) -> str:
        """Return the media type of the file, by its ending: the machine's own list is not asked."""
        return TYPES.get(PurePosixPath(self.name).suffix.lower(), "application/octet-stream")


def source_files(workspace: Workspace, folder: Path, originals: Mapping[str, bytes]) -> list[SourceFile]:
    """Gather what a brief was made from: the files it was read from, and what else of the workspace was read for it.

    They keep their places in the workspace; what lies in the folder of the brief lies beside it again. The program's
    own files are not among them, nor are fonts: a licence to print with a font is none to hand it on.
    """
    beside = next(PurePosixPath(name).parent for name in originals if is_brief(PurePosixPath(name).name))
    named = dict(originals)
    for path in workspace.read:
        if path.suffix.lower() in TYPES and path.is_relative_to(workspace.root) and not workspace.is_shipped(path):
            named.setdefault(_name(workspace.root, path, folder.resolve(), beside), workspace.bytes(path, own=True))
    return [SourceFile(name, named[name], _description(name)) for name in sorted(named)]


def _name(root: Path, path: Path, folder: Path, beside: PurePosixPath) -> str:
    place = path.relative_to(root)
    if path.is_relative_to(folder) and place.parts[0] not in ("seeds", "templates", HOUSE_FILE):
        return (beside / path.relative_to(folder).as_posix()).as_posix()
    return place.as_posix()


def _description(name: str) -> str:
    if name == HOUSE_FILE:
        return "What the briefs of the house share"
    if is_brief(PurePosixPath(name).name):
        return "The text and the data that this document was made from"
    return DESCRIPTIONS.get(name.partition("/")[0], "A file that the brief was made with")


def carry(pdf: Any, files: Iterable[SourceFile], day: datetime.date) -> None:
    """Put files into a PDF, dated with the day of the edition.

    A file is listed under its place in the workspace. What a reader saves it as is a plain name: other programs do not
    make folders.
    """
    names: Any = pydyf.Array()
    associated: Any = pydyf.Array()
    taken: set[str] = set()
    for file in sorted(files, key=_name_order):
        plain = file.name.rpartition("/")[2]
        plain = file.name.replace("/", "_") if plain.casefold() in taken else plain
        taken.add(plain.casefold())
        reference = _add(pdf, file, plain, f"D:{day:%Y%m%d}000000Z")
        names += [pydyf.String(file.name), reference]
        associated.append(reference)
    if not associated:
        return
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree.reference
    pdf.catalog["AF"] = associated


def _name_order(file: SourceFile) -> bytes:
    """Return what the names are sorted by in a name tree: the bytes that they are written as."""
    return file.name.encode() if file.name.isascii() else b"\xfe\xff" + file.name.encode("utf-16-be")


def _add(pdf: Any, file: SourceFile, name: str, date: str) -> bytes:
    parameters = {
        "Size": len(file.content),
        "CreationDate": pydyf.String(date),
        "ModDate": pydyf.String(date),
        "CheckSum": f"<{hashlib.md5(file.content, usedforsecurity=False).hexdigest()}>",
    }
    extra = {
        "Type": "/EmbeddedFile",
        "Subtype": f"/{file.media_type.replace('/', '#2f')}",
        "Params": pydyf.Dictionary(parameters),
    }
    stream = pydyf.Stream([file.content], extra, compress=True)
    pdf.add_object(stream)
    description = {
        "Type": "/Filespec",
        "F": pydyf.String(name.encode("ascii", "replace").decode()),
        "UF": pydyf.String(name),
        "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
        "Desc": pydyf.String(file.description),
        "AFRelationship": "/Source",
    }
    filespec = pydyf.Dictionary(description)
    pdf.add_object(filespec)
    reference: bytes = filespec.reference
    return reference
