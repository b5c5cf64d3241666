"""The scales of likelihood and confidence, with their bands in per cent (ICD 203, PHIA 2025, IPCC)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, slots=True)
class Band:
    """One term of a scale and its band, `low` to `high` in per cent."""

    term: str
    low: int
    high: int

    @property
    def width(self) -> int:
        """Return the width of the band in points."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class LikelihoodScale:
    """A published scale of likelihood; `bands` run from the least to the most likely."""

    name: str
    bands: tuple[Band, ...]
    rows: int = 1
    partition: bool = True
    by_term: Mapping[str, Band] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_term", {band.term: band for band in self.bands})

    @property
    def terms(self) -> tuple[str, ...]:
        """Return the ids of all terms, least likely first, with `not_assessed` last."""
        return (*self.by_term, NOT_ASSESSED)

    def position(self, term: str) -> int:
        """Return where a term stands on the scale, from 0."""
        return tuple(self.by_term).index(term)


def _scale(name: str, bands: str, rows: int = 1, partition: bool = True) -> LikelihoodScale:
    parts = (entry.split() for entry in bands.split(","))
    return LikelihoodScale(name, tuple(Band(t, int(lo), int(hi)) for t, lo, hi in parts), rows, partition)


ICD203 = _scale(
    "icd203",
    "almost_no_chance 1 5, very_unlikely 5 20, unlikely 20 45, roughly_even 45 55, likely 55 80, very_likely 80 95, "
    "almost_certain 95 99",
    rows=2,
)
# The gaps between the bands are part of the yardstick: a number in a gap has no term.
PHIA = _scale(
    "phia",
    "remote_chance 0 5, highly_unlikely 10 20, unlikely 25 35, realistic_possibility 40 50, likely 55 75, "
    "highly_likely 80 90, almost_certain 95 100",
)
IPCC = _scale(
    "ipcc",
    "exceptionally_unlikely 0 1, extremely_unlikely 0 5, very_unlikely 0 10, unlikely 0 33, "
    "about_as_likely_as_not 33 66, more_likely_than_not 50 100, likely 66 100, very_likely 90 100, "
    "extremely_likely 95 100, virtually_certain 99 100",
    partition=False,
)
LIKELIHOOD_SCALES: Mapping[str, LikelihoodScale] = {scale.name: scale for scale in (ICD203, PHIA, IPCC)}

CONFIDENCE_LEVELS: Mapping[str, tuple[str, ...]] = {
    "us_nic": ("low", "moderate", "high"),
    "phia_ancr": ("low", "moderate", "high"),
    "ipcc": ("very_low", "low", "medium", "high", "very_high"),
}
