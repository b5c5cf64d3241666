"""What a new edition changes: told in words, as data, and as a redline; `brief diff` is its command."""

from .diff import Asked, Compared, compare_editions
from .telling import as_json, as_lines

__all__ = ["Asked", "Compared", "as_json", "as_lines", "compare_editions"]
