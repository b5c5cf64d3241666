"""Images of a brief: PNG and JPEG, no more pixels than paper can use.

What a file is stands in its first bytes, never in its name. SVG files are not read: they can load other files, and a
few lines of them can keep an engine busy for ever; the program's own drawings stand in its templates.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .problems import BriefError, Place, Problem
from .workspace import Workspace

MAX_PIXELS = 50_000_000  # An A4 page at 600 dots per inch has 35 million.
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# Start of frame, in all the ways a JPEG can be coded (ITU-T T.81, table B.1).
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


@dataclass(frozen=True, slots=True)
class Picture:
    """One image: its bytes, its media type, its width and height in pixels."""

    content: bytes
    media_type: str
    width: int
    height: int


def find_picture(workspace: Workspace, folder: Path, name: str) -> Path:
    """Return where an image lies: beside the brief, or in the folder of the workspace where the house keeps its own."""
    shared = workspace.root / name
    return folder / name if workspace.has(folder / name) or not workspace.has(shared) else shared


def read_picture(workspace: Workspace, path: Path) -> Picture:
    """Read an image of the workspace; raise `BriefError` if there is none, or if it is no PNG or JPEG or too large."""
    content = workspace.bytes(path, own=True)
    name = workspace.name_of(path)
    picture = recognise(content)
    if picture is None:
        hint = "save it as PNG (drawings, charts) or JPEG (photographs)"
        raise BriefError([Problem("image", f"'{name}' is no PNG or JPEG image", Place(name), hint)])
    if picture.width * picture.height > MAX_PIXELS:
        size = f"{picture.width:,} x {picture.height:,} pixels, more than the {MAX_PIXELS // 10**6} million allowed"
        raise BriefError([Problem("image", f"'{name}' has {size}", Place(name), "save it in a smaller size")])
    return picture


def recognise(content: bytes) -> Picture | None:
    """Tell what an image is from its header, or return None for what is no PNG or JPEG."""
    size = None
    if content.startswith(_PNG) and content[12:16] == b"IHDR" and len(content) >= 24:
        size = struct.unpack_from(">II", content, 16)
    elif content.startswith(_JPEG):
        size = _jpeg_size(content)
    if size is None or 0 in size:
        return None
    return Picture(content, "image/png" if content.startswith(_PNG) else "image/jpeg", *size)


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(content):
        if content[position] != 0xFF:
            return None
        marker = content[position + 1]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, position + 5)
            return width, height
        # Fill bytes and markers without a length (0x01, 0xD0 to 0xD8) are passed over.
        alone = marker in (0xFF, 0x01) or 0xD0 <= marker <= 0xD8
        position += (1 if marker == 0xFF else 2) if alone else 2 + struct.unpack_from(">H", content, position + 2)[0]
    return None


# Exif tags that tell about a person or a place (CIPA DC-008, tables 4, 8 and 15).
_PERSONAL = {0x013B: "the name of an artist", 0x8825: "the place where it was taken", 0x9C9D: "the name of an author"}
_CAMERA = {0xA430: "the name of the camera's owner", 0x9286: "a comment"}
_EXIF_IFD = 0x8769
_XMP_CREATOR = re.compile(rb"<dc:creator>\s*<rdf:Seq>\s*<rdf:li[^>]*>\s*[^<\s]")
_TEXT_CHUNK = re.compile(rb"(?:tEXt|iTXt)(Author|Artist|Comment)\0")
_HEAD = 400_000


def remains(content: bytes) -> tuple[str, ...]:
    """Tell what an image says of people and places outside of its picture: in Exif, in XMP, in the texts of a PNG."""
    head = content[:_HEAD]
    found = list(_exif(head)) if head.startswith(_JPEG) else []
    found += [f"the {match[1].decode().lower()} in a text" for match in _TEXT_CHUNK.finditer(head)]
    if _XMP_CREATOR.search(head):
        found.append("the name of its creator")
    return tuple(dict.fromkeys(found))


def _exif(head: bytes) -> Iterator[str]:
    start = head.find(b"Exif\0\0")
    block = head[start + 6 :] if start >= 0 else b""
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None or len(block) < 8:
        return
    (first,) = struct.unpack_from(f"{order}I", block, 4)
    tags = dict(_tags(block, order, first))
    yield from (what for tag, what in _PERSONAL.items() if tag in tags)
    if _EXIF_IFD in tags:
        yield from (what for tag, what in _CAMERA.items() if tag in dict(_tags(block, order, tags[_EXIF_IFD])))


def _tags(block: bytes, order: str, at: int) -> Iterator[tuple[int, int]]:
    """Yield the tags of one directory with their values or offsets; a broken one ends where it breaks."""
    if at + 2 > len(block):
        return
    (count,) = struct.unpack_from(f"{order}H", block, at)
    for number in range(min(count, 200)):
        entry = at + 2 + 12 * number
        if entry + 12 <= len(block):
            tag, _, _, value = struct.unpack_from(f"{order}HHII", block, entry)
            yield tag, value
