"""What figures are drawn from beside the brief itself: tables of data and the atlas, and what may be wrong."""

from __future__ import annotations

from .fitness import figure_problems
from .tables import Table, read_table
from .values import Values, values_of

__all__ = ["Table", "Values", "figure_problems", "read_table", "values_of"]
