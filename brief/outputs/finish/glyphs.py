"""What a glyph stands for, as the font says: by its table of characters, or back by what it is put in place of."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_SINGLE, _LIGATURE, _EXTENSION = 1, 4, 7  # OpenType, GSUB, lookup types


def glyph_texts(face: Any, gids: Iterable[int]) -> dict[int, str]:
    """Return the text of some glyphs of a font of the engine (HarfBuzz, `hb_face_t`), of those that have one."""
    from fontTools.ttLib import TTFont
    from weasyprint.text.fonts import get_hb_object_data

    font = TTFont(io.BytesIO(get_hb_object_data(face)), lazy=True)
    made = dict(_substitutes(font))
    characters = {name: chr(code) for code, name in sorted(font.getBestCmap().items(), reverse=True)}
    texts = ((gid, _text(font.getGlyphName(gid), characters, made)) for gid in gids)
    return {gid: text for gid, text in texts if text}


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
