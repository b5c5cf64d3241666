"""Background: what happened and why now, with fact, report, claim and judgement kept apart."""

from __future__ import annotations

from ..section import SectionKind
from .prose import Part, Parts

BACKGROUND = SectionKind[tuple[Part, ...]](
    "background",
    Parts,
    "What happened and why now: Markdown text, or a list of parts with a heading and text or blocks.",
)
