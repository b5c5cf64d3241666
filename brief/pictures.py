"""Images of a brief: PNG and JPEG, no more pixels than paper can use.

What a file is stands in its first bytes, never in its name. SVG files are not read: they can load other files, and a
few lines of them can keep an engine busy for ever; the program's own drawings stand in its templates.
"""

from __future__ import annotations

import struct
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
