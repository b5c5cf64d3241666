"""The theme of an office file: colours and fonts of the brief's theme, by the names that office programs give them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

# A file is opened on machines that have none of the print fonts. It names those of the Word document, which office
# programs bring or have a font of the same widths for; by its class of shapes (PANOSE) a program without one finds the
# nearest of its own.
FACES: Mapping[str, str] = {"word-text": "Cambria", "word-head": "Calibri"}
PANOSE: Mapping[str, str] = {"Cambria": "02040503050406030204", "Calibri": "020F0502020204030204"}
ARABIC = "Arial"
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


def face(tokens: Mapping[str, str], role: str) -> str:
    """Return the name of a font; `role` is that of the Word document."""
    return _first(tokens.get(role, "")) or FACES[role]


def _face(tokens: Mapping[str, str], role: str) -> str:
    """Return a font as an element of the theme."""
    name = face(tokens, role)
    panose = f" panose={quoteattr(PANOSE[name])}" if name in PANOSE else ""
    return f"<a:latin typeface={quoteattr(name)}{panose}/>"


def _first(families: str) -> str:
    return families.partition(",")[0].strip().strip("\"'")


def theme_xml(xml: bytes, name: str, tokens: Mapping[str, str], script: str) -> bytes:
    """Return the theme part of a presentation with the colours and fonts of a theme, for text in a script.

    The stand-in of other programs for the font of titles (Caladea for Cambria) has Latin letters only: titles in other
    scripts are set in the font of the text, whose stand-in has more.
    """
    text = xml.decode("utf-8")
    colours = "".join(
        f'<a:{role}><a:srgbClr val="{colour(tokens, token, "ink")}"/></a:{role}>' for role, token in ROLES.items()
    )
    sans = script != "Latn" or _first(tokens.get("slide-heads", "")) == "Brief Sans"
    fonts = "".join(
        f'<a:{kind}Font>{_face(tokens, role)}<a:ea typeface=""/><a:cs typeface="{ARABIC}"/></a:{kind}Font>'
        for kind, role in (("major", "word-head" if sans else "word-text"), ("minor", "word-head"))
    )
    shown = quoteattr(name)
    text = _put(text, "clrScheme", f"<a:clrScheme name={shown}>{colours}</a:clrScheme>")
    text = _put(text, "fontScheme", f"<a:fontScheme name={shown}>{fonts}</a:fontScheme>")
    return re.sub(r'(<a:theme\b[^>]*?\sname=)"[^"]*"', lambda match: match[1] + shown, text, count=1).encode()


def _put(text: str, tag: str, new: str) -> str:
    return re.sub(rf"<a:{tag}\b.*?</a:{tag}>", lambda _: new, text, count=1, flags=re.DOTALL)
