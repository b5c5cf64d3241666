"""The Word document: a painted page read as a tree, written as the parts of an Office Open XML package (ECMA-376)."""

from __future__ import annotations

from .document import write_document
from .pictures import TO_TYPE, is_installed
from .tracing import TracingPainter

__all__ = ["TO_TYPE", "TracingPainter", "is_installed", "write_document"]
