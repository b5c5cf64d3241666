"""The fonts of a page: those that ship, whole for print and in subsets for the web, and those that a language needs.

A language whose letters the program has no font for (Chinese) names fonts that have to be on the machine. They are
looked up by the names of their files, in the workspace first; no other font of the machine is ever seen.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from .datafile import read_data
from .language import FontNeed, Language
from .problems import BriefError, Place, Problem
from .workspace import Text, Workspace, machine_font

SCHEME = "font"  # of the address of a font that a language needs: font:FAMILY/FILE
# What a language file calls the systems in its list of what to type, by the platform that Python names.
_SYSTEMS = {"win32": ("windows",), "darwin": ("macos",)}
_LINUX = ("debian", "fedora", "alpine")


def _catalogue(workspace: Workspace) -> dict[str, Any]:
    path = workspace.template("fonts/fonts.yaml")
    return _read(workspace.text(path)) if path else {}


@lru_cache(maxsize=4)
def _read(text: Text) -> dict[str, Any]:
    return read_data(text, "font list")[0]


def print_faces(workspace: Workspace, language: Language | None = None) -> str:
    """Write the @font-face rules of the print fonts, one whole file for each family, weight and style.

    Where the language needs other fonts, those take the names of the families that they stand in for; the program's own
    stay behind them, for what they lack.
    """
    rules = []
    needs = language.fonts if language else {}
    for family in _catalogue(workspace).get("families", ()):
        need = needs.get(str(family.get("role")))
        rules += [] if need is None else [_face(str(family["name"]), *face) for face in _needed(workspace, need)]
        name = f"{family['name']} Latin" if need else family["name"]
        for face in family["files"]:
            path = workspace.template(f"fonts/{face['file']}")
            if path is not None:
                rules.append(_face(name, face["weight"], face["style"], path.resolve().as_uri()))
    return "".join(rules)


def _face(family: str, weight: int, style: str, url: str) -> str:
    return f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{style};src:url("{url}")}}'


def _needed(workspace: Workspace, need: FontNeed) -> Iterator[tuple[int, str, str]]:
    """Yield weight, style and address of each file of a font that a language needs, as far as they are there."""
    for weight, names in ((400, need.files["regular"]), (600, need.files["bold"])):
        found = next((name for name in names if workspace.font(name)), None)
        if found:
            yield weight, "normal", f"{SCHEME}:{quote(need.family)}/{quote(found)}"


def fonts_of_machine(language: Language) -> dict[str, Path]:
    """Find the fonts of this machine that a language is printed in: one file for each weight, by its name."""
    names = [names for need in language.fonts.values() for names in need.files.values()]
    found = (next(((name, path) for name in each if (path := machine_font(name))), None) for each in names)
    return dict(filter(None, found))


def require_fonts(workspace: Workspace, language: Language, place: Place | None = None) -> None:
    """Raise `BriefError` that says what to install where a font that the language is printed in is not to be had."""
    missing = [need for need in language.fonts.values() if len(list(_needed(workspace, need))) < len(need.files)]
    if not missing:
        return
    files = [names[0] for need in missing for names in need.files.values()]
    systems = [name for name in _SYSTEMS.get(sys.platform, _LINUX) if name in language.to_install]
    lines = [
        f"{name.title()}: {language.to_install[name]}" if len(systems) > 1 else language.to_install[name]
        for name in systems
    ]
    here = f"or put {', '.join(files)} into templates/fonts/"
    families = " and ".join(f"'{need.family}'" for need in missing)
    message = f"a page in {language.word('name')} is set in {families}, which this machine does not have"
    raise BriefError([Problem("font", message, place, "; ".join([*lines, here]))])


def needed_font(workspace: Workspace, address: str) -> bytes:
    """Read the font that an address of the scheme `font` names, the one face of its family out of a collection.

    Raises `ValueError` for a font that is not to be had.
    """
    family, _, name = (unquote(part) for part in address.partition("/"))
    path = workspace.font(name)
    if path is None or "/" in name:
        raise ValueError("the font is not on this machine")
    content = workspace.bytes(path)
    return _face_of(content, family) if content.startswith(b"ttcf") else content


def _face_of(collection: bytes, family: str) -> bytes:
    from fontTools.ttLib import TTLibError
    from fontTools.ttLib.ttCollection import TTCollection

    try:
        fonts = TTCollection(BytesIO(collection), lazy=True).fonts
        font = next(font for font in fonts if family in (font["name"].getDebugName(16), font["name"].getDebugName(1)))
        out = BytesIO()
        font.save(out)
    except (TTLibError, StopIteration, KeyError, AssertionError):
        raise ValueError(f"the collection has no font '{family}'") from None
    return out.getvalue()


def web_faces(workspace: Workspace, text: str, language: Language | None = None) -> Iterator[str]:
    """Yield the @font-face rules of the web subsets that hold letters of the text, with the fonts inside.

    A language that needs fonts of the machine has those of the reader's machine on the web, by their names.
    """
    if language and language.fonts:
        yield _of_reader(language.fonts)
        return
    for face, content in _subsets(workspace, text):
        yield _rule(face, f"data:font/woff2;base64,{base64.b64encode(content).decode()}", ";font-display:swap")


def label_faces(workspace: Workspace, text: str) -> Iterator[tuple[str, str, bytes]]:
    """Yield the faces without serifs that hold letters of the text: @font-face rule, name of the file, its bytes."""
    for face, content in _subsets(workspace, text):
        if "Serif" not in face["family"] and face["style"] == "normal":
            name = str(face["file"]).rpartition("/")[2]
            yield _rule(face, name), name, content


def _rule(face: Mapping[str, Any], address: str, more: str = "") -> str:
    return (
        f'@font-face{{font-family:"{face["family"]}";font-weight:{face["weight"]};font-style:{face["style"]}{more};'
        f'src:url({address}) format("woff2");unicode-range:{face["unicode_range"]}}}'
    )


def _subsets(workspace: Workspace, text: str) -> Iterator[tuple[Mapping[str, Any], bytes]]:
    """Yield the web subsets that hold letters of the text."""
    faces = _catalogue(workspace).get("web", ())
    # Punctuation stands in many subsets; only letters that Latin does not hold call for another one.
    latin = [span for face in faces if face["subset"] == "latin" for span in _spans(face)]
    beyond = {code for code in map(ord, set(text)) if not _holds(latin, code)}
    for face in faces:
        if face["subset"] != "latin" and not any(_holds(_spans(face), code) for code in beyond):
            continue
        path = workspace.template(f"fonts/{face['file']}")
        if path is not None:
            yield face, workspace.bytes(path)


def _of_reader(needs: Mapping[str, FontNeed]) -> str:
    """Write the custom properties of the fonts on a reader's machine; they win over those of a theme."""
    generic = {"serif": "serif", "sans": "sans-serif"}
    lists = {role: ",".join([*(f'"{name}"' for name in need.web), generic[role]]) for role, need in needs.items()}
    return ":root:root{" + "".join(f"--{role}:{names};" for role, names in lists.items()) + "}"


def _spans(face: Mapping[str, Any]) -> list[tuple[int, int]]:
    return [_span(part) for part in face["unicode_range"].split(",")]


def _holds(spans: Sequence[tuple[int, int]], code: int) -> bool:
    return any(low <= code <= high for low, high in spans)


def _span(part: str) -> tuple[int, int]:
    low, _, high = part.strip().removeprefix("U+").partition("-")
    return int(low, 16), int(high or low, 16)
