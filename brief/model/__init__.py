"""What a brief is: immutable types and closed vocabularies; no files, no HTML."""

from .brief import Brief, Frame, House, walk
from .sections import SECTIONS
from .seed import Seed

__all__ = ["SECTIONS", "Brief", "Frame", "House", "Seed", "walk"]
