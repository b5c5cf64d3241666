"""Workspaces for the tests: a small sound one, and the means to make it hostile."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from brief.making import paint_page, view_of
from brief.outputs import OUTPUTS, Made, Output, Page
from brief.parse import read_document
from brief.workspace import Workspace

MINIMAL = """
meta: {title: A small brief, date: 2024-05-06}
key_judgements: [One thing will happen.]
open_questions: [What else?]
"""


def write_brief(root: Path, text: str = MINIMAL) -> Path:
    """Write a brief into a workspace and return its file."""
    folder = root / "content" / "small"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "brief.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def write_template(root: Path, name: str, text: str) -> None:
    """Write a file below the templates of a workspace."""
    path = root / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def made(root: Path, output: str = "pdf", paper: str = "A4") -> Made:
    """Make one output of the brief of a workspace, in this process."""
    workspace = Workspace(root)
    document = read_document(workspace, root / "content" / "small" / "brief.yaml")
    view = view_of(workspace, document, paper)
    return kind(output).make(Page(paint_page(workspace, view, kind(output)), view, workspace))


def painted(root: Path, output: str = "html") -> str:
    """Paint the page of one output."""
    workspace = Workspace(root)
    document = read_document(workspace, root / "content" / "small" / "brief.yaml")
    return paint_page(workspace, view_of(workspace, document), kind(output))


def kind(name: str) -> Output:
    """Return an output by its name."""
    return OUTPUTS.named(name)


def png(width: int = 2, height: int = 2, whole: bool = True) -> bytes:
    """Return a grey PNG; with `whole` false it only says that it is that large."""
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height if whole else 1))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
