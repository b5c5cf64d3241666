"""The theme of an office file: colours and fonts of the brief's theme, by the names that office programs give them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

# The families of the print fonts, as their makers name them, with the class of shapes (PANOSE) by which a program
# without them finds the nearest of its own.
# The display cut is heavy by itself; the others are set in bold for titles.
FONTS: Mapping[str, tuple[str, str]] = {
    "Brief Display": ("Source Serif 4 Display Semibold", "02040703050405020204"),
    "Brief Serif": ("Source Serif 4", "02040603050405020204"),
    "Brief Sans": ("Source Sans 3", "020B0503030403020204"),
}
ARABIC = "Vazirmatn"
# What each colour of an office theme is in ours.
ROLES: Mapping[str, str] = {
    "dk1": "ink",
    "lt1": "paper",
    "dk2": "accent",
    "lt2": "tint",
    "accent1": "accent",
    "accent2": "impact-4",
    "accent3": "ink-soft",
    "accent4": "impact-3",
    "accent5": "impact-5",
    "accent6": "rule",
    "hlink": "link",
    "folHlink": "link",
}
_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
PLAIN = {"ink": "16202A", "paper": "FFFFFF", "tint": "F1F4F6", "accent": "14304F", "rule": "B3BEC7"}


def colour(tokens: Mapping[str, str], *names: str) -> str:
    """Return the first of some tokens that is a colour, as six hexadecimal digits."""
    for name in names:
        found = _HEX.fullmatch(tokens.get(name, ""))
        if found:
            digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
            return digits.upper()
    return PLAIN.get(names[-1], "16202A")


def heads_font(tokens: Mapping[str, str]) -> tuple[str, str]:
    """Return the font of the titles: its name and its PANOSE class."""
    return FONTS[_heads(tokens)]


def heads_are_bold(tokens: Mapping[str, str]) -> bool:
    """Tell whether the font of the titles is to be set in bold."""
    return _heads(tokens) != "Brief Display"


def _heads(tokens: Mapping[str, str]) -> str:
    family = tokens.get("slide-heads", "").split(",")[0].strip().strip("\"'")
    return family if family in FONTS else "Brief Display"


def theme_xml(xml: bytes, name: str, tokens: Mapping[str, str]) -> bytes:
    """Return the theme part of a presentation with the colours and fonts of a theme."""
    text = xml.decode("utf-8")
    colours = "".join(
        f'<a:{role}><a:srgbClr val="{colour(tokens, token, "ink")}"/></a:{role}>' for role, token in ROLES.items()
    )
    fonts = "".join(
        f"<a:{kind}Font><a:latin typeface={quoteattr(face)} panose={quoteattr(panose)}/>"
        f'<a:ea typeface=""/><a:cs typeface="{ARABIC}"/></a:{kind}Font>'
        for kind, (face, panose) in (("major", heads_font(tokens)), ("minor", FONTS["Brief Sans"]))
    )
    shown = quoteattr(name)
    text = _put(text, "clrScheme", f"<a:clrScheme name={shown}>{colours}</a:clrScheme>")
    text = _put(text, "fontScheme", f"<a:fontScheme name={shown}>{fonts}</a:fontScheme>")
    return re.sub(r'(<a:theme\b[^>]*?\sname=)"[^"]*"', lambda match: match[1] + shown, text, count=1).encode()


def _put(text: str, tag: str, new: str) -> str:
    return re.sub(rf"<a:{tag}\b.*?</a:{tag}>", lambda _: new, text, count=1, flags=re.DOTALL)
