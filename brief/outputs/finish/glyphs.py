"""What a font says of its glyphs: what each stands for, and which have no ink and no width."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_SINGLE, _LIGATURE, _EXTENSION = 1, 4, 7  # OpenType, GSUB, lookup types


def glyph_texts(face: Any, gids: Iterable[int]) -> dict[int, str]:
    """Return the text of some glyphs of a font of the engine (HarfBuzz, `hb_face_t`), of those that have one.

    The table of characters says it, or what the font puts a glyph in place of.
    """
    from weasyprint.text.fonts import get_hb_object_data

    font = _opened(get_hb_object_data(face))
    made = dict(_substitutes(font))
    characters = {name: chr(code) for code, name in sorted(font.getBestCmap().items(), reverse=True)}
    texts = ((gid, _text(font.getGlyphName(gid), characters, made)) for gid in gids)
    return {gid: text for gid, text in texts if text}


def empty_glyphs(file: bytes) -> Iterator[int]:
    """Yield the glyphs of a font file that draw nothing and take no room, but for the first, which stands for none."""
    from fontTools.pens.boundsPen import ControlBoundsPen

    font = _opened(file)
    glyphs = font.getGlyphSet()
    for gid, name in enumerate(font.getGlyphOrder()):
        pen = ControlBoundsPen(glyphs)
        glyphs[name].draw(pen)
        if gid and glyphs[name].width == 0 and pen.bounds is None:
            yield gid


def _opened(file: bytes) -> Any:
    from fontTools.ttLib import TTFont  # the engine has it loaded, and few files need it

    return TTFont(io.BytesIO(file), lazy=True)


def _text(name: str, characters: dict[str, str], made: dict[str, Sequence[str]], depth: int = 0) -> str:
    if name in characters:
        return unicodedata.normalize("NFKC", characters[name])  # a form of a letter is that letter
    if depth > len(made):
        return ""
    return "".join(_text(part, characters, made, depth + 1) for part in made.get(name, ()))


def _substitutes(font: Any) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield each glyph that stands in place of others, and those."""
    for lookup in font["GSUB"].table.LookupList.Lookup if "GSUB" in font else ():
        for table in lookup.SubTable:
            kind, inner = lookup.LookupType, table
            if kind == _EXTENSION:
                kind, inner = table.ExtensionLookupType, table.ExtSubTable
            if kind == _SINGLE:
                for before, after in inner.mapping.items():
                    yield after, [before]
            elif kind == _LIGATURE:
                for before, ligatures in inner.ligatures.items():
                    for each in ligatures:
                        yield each.LigGlyph, [before, *each.Component]
