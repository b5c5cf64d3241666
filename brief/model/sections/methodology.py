"""Methodology: how the brief was made."""

from __future__ import annotations

from ..fields import Prose, ProseText
from ..section import SectionKind

METHODOLOGY = SectionKind[Prose | None]("methodology", ProseText | None, "How the brief was made.", None)
