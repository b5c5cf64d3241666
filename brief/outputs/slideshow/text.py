"""Painted markup as the runs of an office file: paragraphs of text with weight, slant and address, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser

# XML 1.0 has no other control characters; word joiners and soft hyphens show as boxes in some fonts.
_NOT_TEXT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u2060\u00ad]")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\"<>]{1,2000}", re.IGNORECASE)
_BLOCKS = frozenset(("p", "div", "ul", "ol", "li", "table", "tr", "h4", "blockquote", "pre", "hr"))
_HEAVY, _SLANTED = frozenset(("strong", "b", "th")), frozenset(("em", "i", "cite"))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that is set in one way.

    `soft` text stands back and is 12 pt where no size is given; `inked` text in bold is no label, which would take the
    accent of the theme. `back` is the colour behind it, as six digits; a line goes through `struck` text.
    """

    text: str
    bold: bool = False
    italic: bool = False
    soft: bool = False
    address: str = ""
    size: float = 0
    inked: bool = False
    back: str = ""
    struck: bool = False


Paragraph = tuple[Run, ...]


def clean(text: str) -> str:
    """Return a text without what XML cannot hold; a dot between facts ends a line, and begins none."""
    return _NOT_TEXT.sub("", text).replace(" · ", "\u00a0· ")


def bold(text: str) -> Run:
    """Return a label."""
    return Run(clean(text), bold=True)


def plain(text: str) -> Run:
    """Return plain text."""
    return Run(clean(text))


def soft(text: str, size: float = 0) -> Run:
    """Return text that stands back."""
    return Run(clean(text), soft=True, size=size)


def joined(paragraphs: Sequence[Paragraph]) -> Paragraph:
    """Return all as one paragraph."""
    runs: list[Run] = []
    for paragraph in paragraphs:
        runs += [*([Run(" ")] if runs else []), *paragraph]
    return tuple(runs)


def words_in(paragraphs: Iterable[Paragraph]) -> str:
    """Return the words alone."""
    return " ".join("".join(run.text for run in paragraph) for paragraph in paragraphs)


class _Reader(HTMLParser):
    """Gathers runs from markup that the painter wrote."""

    def __init__(self) -> None:
        super().__init__()
        self.paragraphs: list[list[Run]] = [[]]
        self._open: list[tuple[str, Run]] = []
        self._style = Run("")

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS or tag == "br":
            self._break()
        if tag in ("td", "th") and self.paragraphs[-1]:
            self.paragraphs[-1].append(Run(" | "))
        if tag in ("br", "hr", "img"):
            return
        self._open.append((tag, self._style))
        given = dict(attrs)
        if tag in _HEAVY:
            self._style = replace(self._style, bold=True)
        elif tag in _SLANTED:
            self._style = replace(self._style, italic=True)
        elif tag == "a" and _ADDRESS.fullmatch(given.get("href") or ""):
            self._style = replace(self._style, address=given["href"] or "")
        elif "cite" in (given.get("class") or "").split():
            self._style = replace(self._style, soft=True)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, self._style = self._open.pop()
            if name == tag:
                break
        if tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        text = clean(re.sub(r"[ \t\n]+", " ", data))
        if text and (text != " " or self.paragraphs[-1]):
            self.paragraphs[-1].append(replace(self._style, text=text))

    def _break(self) -> None:
        if self.paragraphs[-1]:
            self.paragraphs.append([])


def paragraphs_of(markup: str) -> list[Paragraph]:
    """Return markup as paragraphs of runs; a link keeps an address of http(s) or mailto, and no other."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return [_trimmed(paragraph) for paragraph in reader.paragraphs if any(run.text.strip() for run in paragraph)]


def _trimmed(runs: Sequence[Run]) -> Paragraph:
    first, *rest = runs
    trimmed = [replace(first, text=first.text.lstrip(" ")), *rest]
    trimmed[-1] = replace(trimmed[-1], text=trimmed[-1].text.rstrip(" "))
    return tuple(run for run in trimmed if run.text)
