"""What the print engine leaves undone in a PDF, done in its `finisher` hook; one module for each matter.

Every mend is a function of its own with the reason for it, so that it can be dropped when the engine needs it no more.
"""

from __future__ import annotations

from .finisher import Finisher
from .metadata import facts_of
from .sources import SourceFile, source_files
from .standards import DEFAULT, STANDARDS, Standard

__all__ = ["DEFAULT", "STANDARDS", "Finisher", "SourceFile", "Standard", "facts_of", "source_files"]
