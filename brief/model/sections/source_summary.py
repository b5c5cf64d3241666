"""Source summary: how good the whole base is, and which sources carry the weight (ICD 206)."""

from __future__ import annotations

from ..fields import Prose, ProseText
from ..section import SectionKind

SOURCE_SUMMARY = SectionKind[Prose | None](
    "source_summary", ProseText | None, "How good the whole base is, its weak points, what carries the weight.", None
)
