"""A painted page without the links that would lead nowhere on it: it holds a part of the brief."""

from __future__ import annotations

import re

_CITATION = re.compile(r'\s*<span class="cite">.*?</span>', re.DOTALL)
_LINK = re.compile(r'<a class="ref" href="#([^"]+)"([^>]*)>(.*?)</a>')


def unlinked(html: str) -> str:
    """Take out the numbers of sources, whose list is in the full brief, and links to items that are not on the page."""
    html = _CITATION.sub("", html)
    ids = set(re.findall(r'\sid="([^"]+)"', html))

    def kept(match: re.Match[str]) -> str:
        return match[0] if match[1] in ids else f'<span class="ref"{match[2]}>{match[3]}</span>'

    return _LINK.sub(kept, html)
