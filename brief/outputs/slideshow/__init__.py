"""A slide show as an office file: real layouts and placeholders, native tables and charts, notes."""

from __future__ import annotations

from .package import same_bytes
from .writer import Writer

__all__ = ["Writer", "same_bytes"]
