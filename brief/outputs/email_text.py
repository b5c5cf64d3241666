"""The parts of a painted page that an e-mail cannot use taken out of it, and its plain text as it is sent."""

from __future__ import annotations

import re
from html import unescape

from .words import blocks_of, plain_text

# What a citation or a reference looks like; the numbers of sources mean something only where the sources are listed.
_CITATION = re.compile(r'\s*<span class="cite">\[.*?\]</span>', re.DOTALL)
_INSIDE_LINK = re.compile(r'<a\b[^>]*\shref="#[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_NOTE_PLACES = re.compile(r'(<(?:sup|p|li)\b[^>]*?) id="note(?:ref)?-\d+"')


def without_places(html: str) -> str:
    """Take out citations, and make text of links inside the page: a webmail drops the places that they lead to."""
    html = _CITATION.sub("", html)
    return _NOTE_PLACES.sub(r"\1", _INSIDE_LINK.sub(r"\1", html))


def text_of(markup: str) -> str:
    """Return markup as text, each paragraph on one line, which a telephone breaks where its screen ends."""
    return plain_text(blocks_of(_CITATION.sub("", markup))).strip()


def as_message(painted: str) -> str:
    """Return a painted text as it is sent: characters for entities, no space at line ends, one empty line at most."""
    lines = unescape(painted).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip() + "\n"
