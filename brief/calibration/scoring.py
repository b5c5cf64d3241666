"""The arithmetic of calibration: the Brier score, and what a few cases can and cannot show.

A term stands for a band; its forecast is taken to be the middle of the band. Brier (1950): the mean square of the
distance between what was said and what came about, 0 the best and 1 the worst; always saying 50% gives 0.25. What range
of true rates so many cases agree with is the score interval of Wilson (1927) at 95%.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

Z = 1.959964
FEW = 10  # settled cases of one term; below that its rate says next to nothing
COIN = 0.25


class Row(NamedTuple):
    """One term: its band and its middle in per cent, how often it was used and came about, and the interval."""

    term: str
    low: int
    high: int
    said: float
    cases: int
    occurred: int
    from_: float
    to: float

    @property
    def rate(self) -> float:
        """Return how often it came about, in per cent."""
        return 100 * self.occurred / self.cases

    @property
    def agrees(self) -> bool:
        """Tell whether the band and the interval overlap: whether the cases speak against the term."""
        return self.from_ <= self.high and self.low <= self.to

    @property
    def few(self) -> bool:
        """Tell whether there are too few cases to say anything."""
        return self.cases < FEW


def brier(forecasts: Sequence[tuple[float, bool]]) -> float:
    """Return the Brier score of forecasts, each a probability from 0 to 1 and whether it came about."""
    return sum((said - occurred) ** 2 for said, occurred in forecasts) / len(forecasts)


def base_rate_score(outcomes: Sequence[bool]) -> float:
    """Return the score of one who had known how often such things come about, and said that each time."""
    rate = sum(outcomes) / len(outcomes)
    return rate * (1 - rate)


def interval(occurred: int, cases: int) -> tuple[float, float]:
    """Return the true rates, in per cent, that so many of so many cases agree with."""
    rate, square = occurred / cases, Z * Z
    middle = (rate + square / (2 * cases)) / (1 + square / cases)
    half = Z * math.sqrt(rate * (1 - rate) / cases + square / (4 * cases * cases)) / (1 + square / cases)
    return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)
