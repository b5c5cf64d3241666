"""The deck: which slides a brief gives, and what stands on each, decided once for every output that shows slides."""

from __future__ import annotations

from .choose import MOST, deck_of, shortened
from .slides import (
    Bands,
    Chart,
    Claim,
    Claims,
    Cover,
    Deck,
    Entry,
    Grid,
    Level,
    Lists,
    Note,
    Odds,
    Reference,
    Remark,
    Roll,
    Slide,
    Statement,
)
from .wording import more

__all__ = [
    "MOST",
    "Bands",
    "Chart",
    "Claim",
    "Claims",
    "Cover",
    "Deck",
    "Entry",
    "Grid",
    "Level",
    "Lists",
    "Note",
    "Odds",
    "Reference",
    "Remark",
    "Roll",
    "Slide",
    "Statement",
    "deck_of",
    "more",
    "shortened",
]
