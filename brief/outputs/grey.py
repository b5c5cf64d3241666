"""A page in one ink: every colour becomes the grey of the same lightness."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import Any

_COLOUR = re.compile(r"(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (rg|RG)")
# How bright red, green and blue are (ITU-R BT.709).
WEIGHTS = (0.2126, 0.7152, 0.0722)


def to_grey(pdf: Any) -> None:
    """Turn the colours of everything that is drawn into greys; images were turned before they came into the PDF."""
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


@lru_cache(maxsize=8)  # a page is laid out more than once
def grey_picture(content: bytes) -> bytes:
    """Turn an image into greys, a photograph into a JPEG and any other into a PNG; raise `ValueError` if it is broken.

    Pillow comes with the engine. How many pixels an image may have was looked at before it comes here.
    """
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as opened:
            photograph = opened.format == "JPEG"
            upright = ImageOps.exif_transpose(opened)
            if upright.mode.startswith("I;16") or upright.mode == "L":
                return content  # grey already
            has_ground = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
            colours = upright.convert("RGBA" if has_ground else "RGB")
            grey = colours.convert("RGB").convert("L", matrix=(*WEIGHTS, 0))
            if has_ground:
                grey = Image.merge("LA", (grey, colours.getchannel("A")))
            written = io.BytesIO()
            if photograph:
                grey.save(written, "JPEG", quality=92)
            else:
                grey.save(written, "PNG")
            return written.getvalue()
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise ValueError("the image cannot be decoded") from error


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
