"""How an author cites: `S3`, `S3, p. 4`, `S1#12` in a list; the same between `[@` and `]` in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

IN_TEXT = re.compile(r"\[@([^\[\]\n]{1,300})\]")
_ONE = re.compile(r"@?\s*(?P<target>[A-Za-z]{1,8}\d{1,4}[a-z]?)(?:#(?P<fact>\d{1,4}))?(?:\s*[,،]\s*(?P<locator>.+))?")


@dataclass(frozen=True, slots=True)
class Citation:
    """One reference to an item: its id, the number of a fact in its record, and a locator such as a page."""

    target: str
    fact: int | None = None
    locator: str | None = None


def read_citation(text: str) -> Citation | None:
    """Read one citation, or return None if it has no such form."""
    match = _ONE.fullmatch(text.strip())
    if match is None:
        return None
    fact = match["fact"]
    return Citation(match["target"], int(fact) if fact else None, match["locator"])


def read_group(text: str) -> list[Citation | None]:
    """Read what stands between `[@` and `]`: citations separated by semicolons, Latin or Arabic."""
    return [read_citation(part) for part in re.split("[;؛]", text)]


def citations_in(text: str) -> Iterator[tuple[str, Citation | None]]:
    """Yield every citation of a text together with the author's own words for it."""
    for match in IN_TEXT.finditer(text):
        for citation in read_group(match[1]):
            yield match[0], citation
