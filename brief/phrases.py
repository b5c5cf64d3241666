"""How an author marks a phrase of another language: `[Loya Jirga]{lang=ps}`, with a language tag (BCP 47)."""

from __future__ import annotations

import re
from collections.abc import Iterator

LANGUAGE_TAG = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"
_MARK = rf"\{{lang=(?P<tag>{LANGUAGE_TAG})\}}"
# The phrase may hold emphasis, and a link or a citation; its length is bounded, so that no text makes this slow.
PHRASE = re.compile(rf"\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]]{{0,200}}\]){{1,300}})\]{_MARK}", re.DOTALL)
_BRACES = re.compile(r"(?<!\\)\](\{[^{}\n]{0,200}\})")
_CODE = re.compile(r"`+[^`]*`+|^(?: {4}|\t).*$", re.MULTILINE)


def unmarked(text: str) -> str:
    """Return a text with its marked phrases as plain words."""
    return PHRASE.sub(r"\g<words>", text)


def odd_marks(text: str) -> Iterator[str]:
    """Yield each pair of braces behind brackets that does not name a language, in the author's own words."""
    if "]{" in text:
        for match in _BRACES.finditer(_CODE.sub("", text)):
            if re.fullmatch(_MARK, match[1]) is None:
                yield match[1]
