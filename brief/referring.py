"""Sources in a citation style as markup: a few plain elements, with every word escaped."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from markupsafe import Markup, escape

from .csl import Mark, Piece, Reference

ELEMENTS: dict[Mark, Markup] = {
    "em": Markup("<cite>{}</cite>"),
    "strong": Markup("<strong>{}</strong>"),
    "small-caps": Markup('<span class="small-caps">{}</span>'),
    "sup": Markup("<sup>{}</sup>"),
    "sub": Markup("<sub>{}</sub>"),
}


def referred(reference: Reference, foreign: Callable[[str], Markup], link: Markup) -> Markup:
    """Write an entry; `foreign` gives the attributes of words in the source's language, `link` those of an address."""
    out: list[Markup] = []
    for own, pieces in itertools.groupby(reference.pieces, key=lambda piece: piece.own):
        listed = list(pieces)
        written = Markup("").join(_written(piece, link) for piece in listed)
        attributes = foreign("".join(piece.text for piece in listed)) if own else Markup("")
        out.append(Markup("<span{}>{}</span>").format(attributes, written) if attributes else written)
    return Markup("").join(out)


def _written(piece: Piece, link: Markup) -> Markup:
    # Spaces stay outside: in Markdown no emphasis can begin or end with one.
    text = piece.text.strip(" ")
    before, _, after = piece.text.partition(text) if text else (piece.text, "", "")
    words = escape(text)
    for mark in reversed(piece.marks if text else ()):
        words = ELEMENTS[mark].format(words)
    words = before + words + after
    return Markup('<a href="{}"{}>{}</a>').format(piece.href, link, words) if piece.href else words
