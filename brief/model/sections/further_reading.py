"""Further reading: background that the brief does not rest on."""

from __future__ import annotations

from ..fields import Line, LineText, OneOrMany
from ..section import SectionKind

FURTHER_READING = SectionKind[tuple[Line, ...]]("further_reading", OneOrMany[LineText], "What to read next.")
