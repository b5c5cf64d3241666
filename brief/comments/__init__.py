"""What editors wrote into the Word document of a brief, led back to the lines of the brief.

The document is a stranger's: it is taken apart in a confined child. `read_comments` lists what was found, with what
each change would make of the file; `apply_changes` writes the changes that still fit, whole or not at all.
"""

from __future__ import annotations

from .clearance import Outcome, apply_changes, read_comments
from .entries import Entry
from .report import as_json, as_lines, as_patch

__all__ = ["Entry", "Outcome", "apply_changes", "as_json", "as_lines", "as_patch", "read_comments"]
