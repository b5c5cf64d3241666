"""What a PDF carries of a brief's file: all but the meeting, with the values as they stood."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.parse import Document, read_document
from brief.workspace import Workspace

FRAME = "meta: {title: Water, date: 2024-05-06, version: '1.10'}\n"
OTHERS = 'risks: [Frost]\nopen_questions:\n  - Who pays?\n  - "12"\n'


def read(folder: Path, text: str) -> Document:
    """Read a brief from its text."""
    path = folder / "content" / "water" / "brief.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return read_document(Workspace(folder), path)


def kept(folder: Path, text: str) -> str:
    """Return the text that a PDF for the readers of a brief carries; it reads as the brief did, without the meeting."""
    document = read(folder / "whole", text)
    (content,) = document.carries(whole=False).values()
    again = read(folder / "again", content.decode())
    assert again.brief.meeting is None
    assert again.brief == document.brief.model_copy(update={"meeting": None})
    assert document.carries(whole=True) == document.originals
    return content.decode()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_lines_of_the_meeting_go(tmp_path: Path, end: str) -> None:
    """The key goes with all below it and the comment above it; the comment above the next key stays."""
    meeting = (
        "# Held back.\nmeeting:\n  objective: |\n    Held\n\n    longer\n  # held\n  qna: []\n  # held\n\n# Kept.\n"
    )
    text = kept(tmp_path, (FRAME + meeting + OTHERS).replace("\n", end))

    assert text == FRAME + "# Kept.\n" + OTHERS


def test_the_meeting_at_the_end_goes(tmp_path: Path) -> None:
    """Nothing is left of a meeting that stands last, whatever comments follow it."""
    text = kept(tmp_path, FRAME + OTHERS + "meeting: {objective: Held}\n# Held as well.\n")

    assert text == FRAME + OTHERS


@pytest.mark.parametrize(
    "text",
    [
        "{meta: {title: Water, date: 2024-05-06, version: '1.10'}, meeting: {objective: Held}, risks: ['7', Frost]}",
        FRAME + "meeting: {objective: &held Held}\nrisks: [*held, Frost]\n",
        FRAME + "risks: [Frost]\nmeeting:\n  objective: >\n    Held\n\n    by a folded text\n",
    ],
    ids=["flow", "anchor", "folded"],
)
def test_what_cannot_be_cut_is_written_anew(tmp_path: Path, text: str) -> None:
    """A file on one line, or one that names a value of its meeting elsewhere, still says the same without it."""
    assert "objective" not in kept(tmp_path, text)


def test_a_brief_without_a_meeting_is_carried_as_it_is(tmp_path: Path) -> None:
    """Not a byte of the file is changed."""
    document = read(tmp_path, "\ufeff# A remark.\r\n" + FRAME + OTHERS)

    assert document.carries(whole=False) is document.originals
