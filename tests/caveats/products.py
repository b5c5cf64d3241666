"""The products that are read back: which outputs are made of which sample, and what the program itself read of each.

Everything is made by the one function that the child of a build runs. What takes long is made where it can find
something: every output of the brief with every kind of caveat; of the first brief and of one from right to left, what
is not said again; of the others, what needs no layout of pages.
"""

from __future__ import annotations

import brief
from brief.outputs import OUTPUTS, Output
from brief.outputs.meeting import MEETING_OUTPUTS, PIECES
from tests.golden.pages.samples import BRIEFS, SLUGS
from tests.making import Product, product

EVERY_KIND, FIRST, FROM_THE_RIGHT = "every-kind", "unbanning-the-taliban", "miyah-alwadi"
# They are laid out on pages or slides, or carry what is.
LAID_OUT = frozenset(
    ("application/pdf", "message/rfc822", "application/vnd.openxmlformats-officedocument.presentationml.presentation")
)
# What stands in the meeting pack as well.
PARTS = frozenset(piece.alone.name for piece in PIECES)

# The page of the PDF, or the deck of the slides, set in another way.
AGAIN = frozenset(("large-print", "handout", "pptx"))


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


def made(slug: str, output: Output) -> Product:
    """Make one output of a sample."""
    found = product(BRIEFS[slug], output.name)
    assert [str(problem) for problem in found.reply.problems if problem.severity == "error"] == []
    return found
