"""What a brief is: immutable types and closed vocabularies; no files, no HTML."""

from .brief import Brief, Frame, House, record_of, walk
from .sections import SECTIONS
from .seed import Seed

__all__ = ["SECTIONS", "Brief", "Frame", "House", "Seed", "record_of", "walk"]
