"""XML as Office programs read it (ECMA-376): namespaces, escaping, elements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES: Mapping[str, str] = {
    "w": W,
    "r": R,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# XML 1.0 has no form for these, and nothing prints them.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\ue000-\ue002]")
TWIPS_PER_MM = 1440 / 25.4
EMU_PER_PIXEL = 9525


def clean(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def text(value: str) -> str:
    """Return a text as it stands in XML."""
    return escape(clean(value))


def tag(name: str, attributes: Mapping[str, object] | None = None, *children: str) -> str:
    """Write one element; attributes that are None are left out."""
    written = "".join(
        f" {key}={quoteattr(clean(str(value)))}" for key, value in (attributes or {}).items() if value is not None
    )
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def value(name: str, written: object) -> str:
    """Write an element whose only attribute is its value."""
    return tag(name, {"w:val": written})


def root(name: str, *children: str) -> str:
    """Write the root of a part, with the namespaces of all that can stand in it."""
    return HEAD + tag(name, {f"xmlns:{prefix}": uri for prefix, uri in NAMESPACES.items()}, *children)


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres * TWIPS_PER_MM)
