"""Names inside the file that say nothing of the machine it was made on.

WeasyPrint 70 names an image after the address it was read from, so that the same brief in another folder is another
file.
"""

from __future__ import annotations

import re
from typing import Any

import pydyf

_IMAGE = re.compile(r"i[0-9a-f]{32}\d")
_DRAWN = re.compile(rb"/(i[0-9a-f]{32}\d) Do")


def rename_images(pdf: Any) -> None:
    """Give each image a number for its name, in the order in which the engine met them."""
    numbers: dict[str, str] = {}
    for data in pdf.objects:
        images = data.get("XObject") if isinstance(data, pydyf.Dictionary) else None
        if isinstance(images, dict):
            for name in [name for name in images if _IMAGE.fullmatch(name)]:
                images[numbers.setdefault(name, f"image-{len(numbers) + 1}")] = images.pop(name)
    if not numbers:
        return
    for data in pdf.objects:
        if isinstance(data, pydyf.Stream):
            for position, token in enumerate(data.stream):
                drawn = _DRAWN.fullmatch(token) if isinstance(token, bytes) and len(token) < 50 else None
                if drawn is not None and drawn[1].decode() in numbers:
                    data.stream[position] = f"/{numbers[drawn[1].decode()]} Do"
