from __future__ import annotations

from itertools import pairwise

import pytest

from brief.model.scales import CONFIDENCE_LEVELS, ICD203, IPCC, LIKELIHOOD_SCALES, NOT_ASSESSED, PHIA
from brief.model.vocabulary import CONFIDENCE_SCALE

# The published bands, written out by hand.
PUBLISHED = {
    "icd203": [(1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99)],
    "phia": [(0, 5), (10, 20), (25, 35), (40, 50), (55, 75), (80, 90), (95, 100)],
    "ipcc": [(0, 1), (0, 5), (0, 10), (0, 33), (33, 66), (50, 100), (66, 100), (90, 100), (95, 100), (99, 100)],
}


@pytest.mark.parametrize("name", list(PUBLISHED))
def test_bands_are_the_published_ones(name: str) -> None:
    """A word means the range that its scale gives it, to the point."""
    assert [(band.low, band.high) for band in LIKELIHOOD_SCALES[name].bands] == PUBLISHED[name]


def test_there_are_three_scales() -> None:
    """The scales of likelihood are those whose bands are checked above."""
    assert set(LIKELIHOOD_SCALES) == set(PUBLISHED)


def test_icd203_leaves_nothing_out() -> None:
    """The bands of ICD 203 touch from 1 to 99; certainty is outside the scale."""
    assert all(left.high == right.low for left, right in pairwise(ICD203.bands))
    assert (ICD203.bands[0].low, ICD203.bands[-1].high, ICD203.rows) == (1, 99, 2)


def test_phia_has_its_gaps() -> None:
    """Every two bands of the yardstick are five points apart."""
    assert {right.low - left.high for left, right in pairwise(PHIA.bands)} == {5}


def test_ipcc_is_no_partition() -> None:
    """The ranges of the IPCC overlap by design; only they do."""
    assert [scale.name for scale in LIKELIHOOD_SCALES.values() if not scale.partition] == [IPCC.name]


@pytest.mark.parametrize("name", list(PUBLISHED))
def test_terms(name: str) -> None:
    """Terms run from the least to the most likely; `not_assessed` is allowed and has no place on the scale."""
    scale = LIKELIHOOD_SCALES[name]

    assert scale.terms[-1] == NOT_ASSESSED
    assert [scale.position(term) for term in scale.terms[:-1]] == list(range(len(scale.bands)))
    assert [band.low + band.high for band in scale.bands] == sorted(band.low + band.high for band in scale.bands)
    assert all(band.width == band.high - band.low > 0 for band in scale.bands)


def test_levels_of_confidence() -> None:
    """Levels run from the lowest; each scale that a brief can declare has them."""
    assert set(CONFIDENCE_LEVELS) == set(CONFIDENCE_SCALE.values)
    assert CONFIDENCE_LEVELS["us_nic"] == CONFIDENCE_LEVELS["phia_ancr"] == ("low", "moderate", "high")
    assert CONFIDENCE_LEVELS["ipcc"] == ("very_low", "low", "medium", "high", "very_high")
