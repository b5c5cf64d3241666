"""Colours in hexadecimal: how light they are, and the same hue as light as another."""

from __future__ import annotations

import re

Channels = tuple[float, float, float]
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
_STEPS = 24  # halvings: far finer than a channel of 256 values


def luminance(colour: str) -> float | None:
    """Return the relative luminance of a colour from 0 to 1 (WCAG 2), or None where it is not in hexadecimal."""
    if not _HEX.fullmatch(colour.strip()):
        return None
    return _luminance(_channels(colour.strip()))


def contrast(front: str, back: str) -> float | None:
    """Return the contrast of two colours from 1 to 21 (WCAG 2), or None where one is not in hexadecimal."""
    lights = [luminance(front), luminance(back)]
    if lights[0] is None or lights[1] is None:
        return None
    low, high = sorted((lights[0], lights[1]))
    return (high + 0.05) / (low + 0.05)


def as_light_as(hue: str, other: str) -> str:
    """Return a colour mixed with white or black until it is as light as another; both are in hexadecimal.

    Two colours of one luminance have the same contrast to any third.
    """
    wanted, own = luminance(other), luminance(hue)
    if wanted is None or own is None:
        return hue
    start, end = _channels(hue), (1.0, 1.0, 1.0) if wanted > own else (0.0, 0.0, 0.0)
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if (_luminance(_mixed(start, end, middle)) < wanted) == (wanted > own):
            low = middle
        else:
            high = middle
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in _mixed(start, end, high))


def _channels(colour: str) -> Channels:
    digits = colour[1:] if len(colour) == 7 else "".join(letter * 2 for letter in colour[1:])
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _luminance(channels: Channels) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _mixed(start: Channels, end: Channels, share: float) -> Channels:
    red, green, blue = (a + (b - a) * share for a, b in zip(start, end, strict=True))
    return red, green, blue
