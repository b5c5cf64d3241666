"""A page in one ink: every colour becomes the grey of the same lightness."""

from __future__ import annotations

import re
from typing import Any

_COLOUR = re.compile(r"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (rg|RG)")
# How bright red, green and blue are (ITU-R BT.709).
WEIGHTS = (0.2126, 0.7152, 0.0722)


def to_grey(pdf: Any) -> None:
    """Turn the colours of everything that is drawn into greys; images keep theirs, which a printer turns itself."""
    for entry in pdf.objects:
        stream = getattr(entry, "stream", None)
        if isinstance(stream, list):
            entry.stream = [_grey(token) for token in stream]


def _grey(token: Any) -> Any:
    text = token.decode("latin-1") if isinstance(token, bytes) else token
    if not isinstance(text, str) or len(text) > 100:
        return token
    match = _COLOUR.fullmatch(text)
    if match is None:
        return token
    level = _encoded(sum(weight * _linear(float(part)) for weight, part in zip(WEIGHTS, match.groups(), strict=False)))
    return f"{level:.4f} {level:.4f} {level:.4f} {match[4]}".encode("latin-1")


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
