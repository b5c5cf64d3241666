"""The standards that a PDF keeps: one for those who cannot see it, one for those who open it in fifty years.

WeasyPrint 70 makes a file after one standard or the other; what makes it one of both is the joint metadata.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True)
class Standard:
    """A pair of standards: PDF/UA (ISO 14289) and PDF/A (ISO 19005), and the variant of the engine to begin with.

    `conformance` is the level of PDF/A, the second one for a file that carries files.
    """

    name: str
    variant: str
    ua_part: int
    a_part: int
    conformance: tuple[str, str]
    description: str

    @property
    def options(self) -> Mapping[str, Any]:
        """Return the options of the engine."""
        return {"pdf_variant": self.variant, "pdf_tags": True}


UA1_A3A = Standard("ua-1+a-3a", "pdf/a-3a", 1, 3, ("A", "A"), "PDF/UA-1 and PDF/A-3a")
# PDF/A-4 takes only PDF files along; level F is PDF/A-4 with any (ISO 19005-4, annex A).
UA2_A4 = Standard("ua-2+a-4", "pdf/a-4f", 2, 4, ("", "F"), "PDF/UA-2 and PDF/A-4 (PDF 2.0)")
STANDARDS: Mapping[str, Standard] = MappingProxyType({standard.name: standard for standard in (UA1_A3A, UA2_A4)})
DEFAULT = UA1_A3A
