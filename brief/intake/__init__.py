"""Source documents on their way in: a record is proposed from a file, and held against a copy of it later.

The file is a stranger's: it is read in a confined child. Nothing of its text is kept but the paragraphs' fingerprints.
"""

from __future__ import annotations

from .adding import Added, add_source
from .bibliography import Imported, import_bibliography
from .report import added_lines, verified_lines
from .verifying import Verified, verify_source

__all__ = [
    "Added",
    "Imported",
    "Verified",
    "add_source",
    "added_lines",
    "import_bibliography",
    "verified_lines",
    "verify_source",
]
