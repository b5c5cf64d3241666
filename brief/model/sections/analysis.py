"""Analysis: the argument behind the judgements, question by question."""

from __future__ import annotations

from ..section import SectionKind
from .prose import Part, Parts

ANALYSIS = SectionKind[tuple[Part, ...]](
    "analysis", Parts, "The argument behind the judgements; the same shape as background."
)
