"""The products that are read back: which outputs are made of which sample, and what the program itself read of each.

Everything is made in this process, by the one function that the child of a build runs. What takes long is made where it
can find something: every output of the brief with every kind of caveat; of the first brief and of one from right to
left, what is not said again; of the others, what needs no layout of pages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

import brief
from brief import making
from brief.outputs import OUTPUTS, Output
from brief.outputs.caveats import lost_in
from brief.outputs.meeting import MEETING_OUTPUTS, PIECES
from brief.parse import read_document
from brief.workspace import Workspace
from tests.golden.pages.samples import BRIEFS, SLUGS

EVERY_KIND, FIRST, FROM_THE_RIGHT = "every-kind", "unbanning-the-taliban", "miyah-alwadi"
# They are laid out on pages or slides, or carry what is.
LAID_OUT = frozenset(
    ("application/pdf", "message/rfc822", "application/vnd.openxmlformats-officedocument.presentationml.presentation")
)
# What stands in the meeting pack as well.
PARTS = frozenset(piece.alone.name for piece in PIECES)

# The page of the PDF, or the deck of the slides, set in another way.
AGAIN = frozenset(("large-print", "handout", "pptx"))


@dataclass(frozen=True)
class Product:
    """One file: its bytes, and the readings that the program checked when it was made."""

    content: bytes
    checked: Sequence[str]
    lost: Sequence[Any]


def outputs_of(slug: str) -> list[Output]:
    """Return the outputs that are made of a sample."""
    found = list(OUTPUTS)
    if brief.read(BRIEFS[slug]).brief.meeting is None:
        found = [output for output in found if output not in MEETING_OUTPUTS]
    if slug not in (EVERY_KIND, FIRST, FROM_THE_RIGHT):
        found = [output for output in found if output.media_type not in LAID_OUT]
    if slug != EVERY_KIND:  # the pack, the PDF and the slides say the same
        found = [output for output in found if output.name not in PARTS | AGAIN]
    return found


CASES = [(slug, output) for slug in SLUGS for output in outputs_of(slug)]


@cache
def made(slug: str) -> Mapping[str, Product]:
    """Make what is made of a sample, by the names of the outputs."""
    workspace = Workspace.around(BRIEFS[slug])
    names = [output.name for output in outputs_of(slug)]
    checked: dict[str, Sequence[str]] = {}

    def noting(view: Any, file: str, readings: Sequence[str]) -> Any:
        checked[file] = readings
        return lost_in(view, file, readings)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "lost_in", noting)
        reply = making.make_files(workspace.root, read_document(workspace, BRIEFS[slug]), names, ("A4",))
    assert [str(problem) for problem in reply.problems if problem.severity == "error"] == []
    return {
        name: Product(content, checked[file], [each for each in reply.lost if each.file == file])
        for name, (file, content, _) in zip(names, reply.files, strict=True)
    }
