"""Painted markup as plain text, and the parts of a painted page that an e-mail cannot use taken out of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from html.parser import HTMLParser

# What a citation or a reference looks like; the numbers of sources mean something only where the sources are listed.
_CITATION = re.compile(r'\s*<span class="cite">\[.*?\]</span>', re.DOTALL)
_INSIDE_LINK = re.compile(r'<a\b[^>]*\shref="#[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_NOTE_PLACES = re.compile(r'(<(?:sup|p|li)\b[^>]*?) id="note(?:ref)?-\d+"')
_BLOCKS = frozenset(("p", "div", "ul", "ol", "table", "tr", "h4", "blockquote", "pre", "hr"))


def without_places(html: str) -> str:
    """Take out citations, and make text of links inside the page: a webmail drops the places that they lead to."""
    html = _CITATION.sub("", html)
    return _NOTE_PLACES.sub(r"\1", _INSIDE_LINK.sub(r"\1", html))


class _Reader(HTMLParser):
    """Gathers the text of markup: a line for each paragraph and row, a hyphen for each entry of a list."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS or tag == "br":
            self._break()
        elif tag == "li":
            self._break()
            self.lines[-1] = "- "
        elif tag in ("td", "th") and self.lines[-1].strip():
            self.lines[-1] += " | "
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self.lines[-1])))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break()
        elif tag == "a" and self._links:
            address, start = self._links.pop()
            shown = self.lines[-1][start:].strip()
            if address and address not in (shown, f"mailto:{shown}"):
                self.lines[-1] += f" <{address}>"

    def handle_data(self, data: str) -> None:
        self.lines[-1] += re.sub(r"[ \t\n]+", " ", data)

    def _break(self) -> None:
        # A paragraph inside an entry of a list goes on behind its hyphen.
        if self.lines[-1].strip() not in ("", "-"):
            self.lines.append("")


def text_of(markup: str) -> str:
    """Return markup as text: paragraphs on lines of their own, entries of lists with a hyphen, links with addresses."""
    reader = _Reader()
    reader.feed(without_places(markup))
    reader.close()
    return "\n".join(line.strip() for line in reader.lines).strip()


def as_message(painted: str) -> str:
    """Return a painted text as it is sent: characters for entities, no space at line ends, one empty line at most."""
    lines = unescape(painted).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip() + "\n"
