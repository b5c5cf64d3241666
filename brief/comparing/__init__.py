"""Two editions of a brief side by side, by the ids of their items: what was added, dropped, raised or reworded."""

from .changes import FieldChange, ItemChange
from .compare import Comparison, compare
from .pairs import paired
from .proposing import Proposal, propose

__all__ = ["Comparison", "FieldChange", "ItemChange", "Proposal", "compare", "paired", "propose"]
