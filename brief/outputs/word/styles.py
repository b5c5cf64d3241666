"""The parts of a Word package that say how it looks: styles, lists, fonts and settings, from sheet and theme."""

from __future__ import annotations

import re
from dataclasses import dataclass

from babel.core import get_global

from ...language import Language
from ...theme import Theme
from .ooxml import root, tag, twips, value
from .parts import character_style
from .sheet import Sheet, Style

# What stands where a theme says nothing.
FONTS = {"text": "Cambria, Caladea, serif", "head": "Calibri, Carlito, sans-serif", "fixed": "Consolas, Courier New"}
# Scripts that run from right to left have no letters in these fonts.
COMPLEX = {"text": "Times New Roman", "head": "Arial", "fixed": "Courier New"}
FAMILIES = {"text": "roman", "head": "swiss", "fixed": "modern"}
COLOURS = {"ink": "16202a", "paper": "ffffff", "link": "14456b"}
_COLOUR = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
BULLET, NUMBER = 1, 2
_NUMBERED = ("decimal", "lowerLetter", "lowerRoman", "decimal")
# The names of styles that Word knows by itself; others are styles of ours.
BUILT_IN = frozenset(
    (
        *("Normal", "Body Text", "Title", "Subtitle", "heading 1", "heading 2", "heading 3", "List Bullet"),
        *("List Number", "caption", "Quote", "footnote text", "footnote reference", "header", "footer", "Hyperlink"),
    )
)


@dataclass(frozen=True)
class Look:
    """What the styles are made from: the sheet, the theme and the language; `width` is that of the text in mm."""

    sheet: Sheet
    theme: Theme
    language: Language
    width: float

    @property
    def rtl(self) -> bool:
        """Tell whether the text runs from right to left."""
        return self.language.direction == "rtl"

    @property
    def proofing(self) -> str:
        """Return the language for Word's spelling: it knows languages by the country that they are spelt as in."""
        locale = self.language.locale
        if locale.territory or locale.language == "en":
            return self.language.code if locale.territory else "en-GB"  # as the words of the page are spelt
        likely = str(get_global("likely_subtags").get(locale.language, "")).split("_")
        return f"{locale.language}-{likely[-1]}" if len(likely) > 1 else self.language.code

    def colour(self, token: str) -> str:
        """Return the colour of a token as six hexadecimal digits; one that is written in no such way is black."""
        found = _COLOUR.fullmatch(self.theme.tokens.get(token, ""))
        digits = found[1] if found else COLOURS.get(token, "000000")
        return (digits if len(digits) == 6 else "".join(2 * digit for digit in digits)).upper()

    def fonts(self, role: str) -> list[str]:
        """Return the names of the font of a role and of what stands in for it."""
        written = self.theme.tokens.get(f"word-{role}") or FONTS[role]
        return [name.strip().strip("\"'") for name in written.split(",") if name.strip()]


def styles_part(look: Look) -> str:
    """Write `styles.xml`."""
    sheet = look.sheet
    fonts = _fonts(look, "text")
    lang = {"w:val": look.proofing, "w:eastAsia": look.proofing, "w:bidi": look.proofing}
    defaults = tag(
        "w:docDefaults",
        None,
        tag("w:rPrDefault", None, tag("w:rPr", None, fonts, *_size(10.5), tag("w:lang", lang))),
        tag("w:pPrDefault", None, tag("w:pPr", None, tag("w:spacing", {"w:after": 0, "w:line": 240}))),
    )
    paragraphs = (_paragraph_style(look, key, style) for key, style in sheet.paragraphs.items())
    characters = (_character_style(look, key, style) for key, style in sheet.characters.items())
    return root("w:styles", defaults, *paragraphs, _plain_characters(), *characters, *_table_styles(look))


def _paragraph_style(look: Look, key: str, style: Style) -> str:
    default = {"w:default": 1} if key == "Normal" else {}
    own = {} if style.name in BUILT_IN else {"w:customStyle": 1}
    return tag(
        "w:style",
        {"w:type": "paragraph", **default, **own, "w:styleId": key},
        value("w:name", style.name),
        value("w:basedOn", style.based_on) if style.based_on else "",
        value("w:next", style.next) if style.next else "",
        value("w:uiPriority", 9 if style.outline else 1),
        tag("w:qFormat"),
        tag("w:pPr", None, *_paragraph_properties(look, key, style)),
        _run_properties(look, style),
    )


def _paragraph_properties(look: Look, key: str, style: Style) -> list[str]:
    """Return the properties of a paragraph style, in the order of the standard (17.3.1)."""
    return [
        _switch("w:keepNext", style.keep_next),
        _switch("w:keepLines", style.keep_lines),
        tag("w:widowControl") if key == "Normal" else "",
        tag("w:numPr", None, value("w:numId", BULLET if style.list == "bullet" else NUMBER)) if style.list else "",
        _borders(look, style),
        _shade(look, style.shade),
        _tabs(look, style),
        tag("w:bidi") if key == "Normal" and look.rtl else "",
        _spacing(style),
        _indent(look, key, style),
        value("w:jc", {"centre": "center", "end": "right"}[style.align]) if style.align in ("centre", "end") else "",
        value("w:outlineLvl", style.outline - 1) if style.outline else "",
    ]


def _switch(name: str, on: bool | None) -> str:
    return "" if on is None else tag(name, None if on else {"w:val": 0})


def _borders(look: Look, style: Style) -> str:
    sides = (("top", style.border_top), ("right" if look.rtl else "left", style.border_left))
    lines = [
        tag(
            f"w:{side}",
            {
                "w:val": "single",
                "w:sz": round(style.border_width * 8),
                "w:space": round(style.border_space),
                "w:color": look.colour(colour),
            },
        )
        for side, colour in sides
        if colour
    ]
    return tag("w:pBdr", None, *lines) if lines else ""


def _shade(look: Look, token: str | None) -> str:
    return tag("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": look.colour(token)}) if token else ""


def _tabs(look: Look, style: Style) -> str:
    if style.thirds:
        stops = [("center", look.width / 2), ("right", look.width)]
    elif style.ends:
        stops = [("clear", look.width / 2), ("right", look.width)]
    elif style.thirds is False:
        stops = [("clear", look.width / 2), ("clear", look.width)]
    elif style.hanging:
        stops = [("left", (style.indent or 0) + style.hanging)]
    elif style.stop:
        stops = [("left", style.stop)]
    else:
        return ""
    return tag("w:tabs", None, *(tag("w:tab", {"w:val": kind, "w:pos": twips(at)}) for kind, at in stops))


def _spacing(style: Style) -> str:
    given = {
        "w:before": None if style.before is None else round(style.before * 20),
        "w:after": None if style.after is None else round(style.after * 20),
        "w:line": None if style.line is None else round(style.line * 240),
        "w:lineRule": None if style.line is None else "auto",
    }
    return tag("w:spacing", given) if any(each is not None for each in given.values()) else ""


def _indent(look: Look, key: str, style: Style) -> str:
    if style.list:
        return tag("w:ind", {"w:left": twips(6), "w:hanging": twips(6)})
    if style.indent is None and style.hanging is None:
        return ""
    hanging = look.sheet.of(key, "hanging") or 0
    left = {"w:left": twips((look.sheet.of(key, "indent") or 0) + hanging)}
    return tag("w:ind", {**left, **({"w:hanging": twips(hanging)} if hanging else {"w:firstLine": 0})})


def _run_properties(look: Look, style: Style) -> str:
    """Return the properties of the words of a style, in the order of the standard (17.3.2)."""
    inside = [
        _fonts(look, style.font) if style.font else "",
        *(_switch(name, style.bold) for name in ("w:b", "w:bCs")),
        *(_switch(name, style.italic) for name in ("w:i", "w:iCs")),
        value("w:color", look.colour(style.colour)) if style.colour else "",
        *(_size(style.size) if style.size else ()),
        value("w:u", "single") if style.underline else "",
        value("w:vertAlign", "superscript") if style.raised else "",
    ]
    return tag("w:rPr", None, *inside) if any(inside) else ""


def _size(points: float) -> tuple[str, str]:
    return value("w:sz", round(points * 2)), value("w:szCs", round(points * 2))


def _fonts(look: Look, role: str) -> str:
    name = look.fonts(role)[0]
    return tag("w:rFonts", {"w:ascii": name, "w:hAnsi": name, "w:eastAsia": name, "w:cs": COMPLEX.get(role, "Arial")})


def _plain_characters() -> str:
    return tag(
        "w:style",
        {"w:type": "character", "w:default": 1, "w:styleId": "DefaultParagraphFont"},
        value("w:name", "Default Paragraph Font"),
        value("w:uiPriority", 1),
        tag("w:semiHidden"),
        tag("w:unhideWhenUsed"),
    )


def _character_style(look: Look, key: str, style: Style) -> str:
    own = {} if style.name in BUILT_IN else {"w:customStyle": 1}
    return tag(
        "w:style",
        {"w:type": "character", **own, "w:styleId": character_style(look.sheet, key)},
        value("w:name", style.name),
        value("w:basedOn", "DefaultParagraphFont"),
        value("w:uiPriority", 2),
        tag("w:qFormat"),
        _run_properties(look, style),
    )


def _table_styles(look: Look) -> list[str]:
    margins = tag(
        "w:tblCellMar",
        None,
        *(tag(f"w:{side}", {"w:w": width, "w:type": "dxa"}) for side, width in _MARGINS),
    )
    plain = tag(
        "w:style",
        {"w:type": "table", "w:default": 1, "w:styleId": "TableNormal"},
        value("w:name", "Normal Table"),
        value("w:uiPriority", 99),
        tag("w:semiHidden"),
        tag("w:unhideWhenUsed"),
        tag("w:tblPr", None, tag("w:tblInd", {"w:w": 0, "w:type": "dxa"}), margins),
    )
    rule, ink = look.colour("rule"), look.colour("ink-soft")
    lines = (("top", 8, ink), ("bottom", 8, ink), ("insideH", 4, rule))
    borders = tag(
        "w:tblBorders",
        None,
        *(tag(f"w:{side}", {"w:val": "single", "w:sz": w, "w:space": 0, "w:color": c}) for side, w, c in lines),
    )
    head = tag(
        "w:tblStylePr",
        {"w:type": "firstRow"},
        tag("w:tcPr", None, tag("w:tcBorders", None, _line("bottom", 8, ink)), _shade(look, "tint")),
    )
    ours = tag(
        "w:style",
        {"w:type": "table", "w:customStyle": 1, "w:styleId": "BriefTable"},
        value("w:name", "Brief Table"),
        value("w:basedOn", "TableNormal"),
        value("w:uiPriority", 3),
        tag("w:qFormat"),
        tag("w:tblPr", None, borders, margins),
        head,
    )
    return [plain, ours]


_MARGINS = (("top", 0), ("left", 85), ("bottom", 0), ("right", 85))


def _line(side: str, width: int, colour: str) -> str:
    return tag(f"w:{side}", {"w:val": "single", "w:sz": width, "w:space": 0, "w:color": colour})


def numbering_part(ordered: int) -> str:
    """Write `numbering.xml`: bullets, plain numbers, and `ordered` lists that each count from one."""
    bullets = tag(
        "w:abstractNum",
        {"w:abstractNumId": 0},
        value("w:multiLevelType", "hybridMultilevel"),
        *(_level(at, "bullet", mark) for at, mark in enumerate("•–•–")),
    )
    numbers = tag(
        "w:abstractNum",
        {"w:abstractNumId": 1},
        value("w:multiLevelType", "hybridMultilevel"),
        *(_level(at, kind, f"%{at + 1}.") for at, kind in enumerate(_NUMBERED)),
    )
    own = [tag("w:num", {"w:numId": each + 1}, value("w:abstractNumId", each)) for each in (0, 1)]
    restarted = [
        tag(
            "w:num",
            {"w:numId": NUMBER + each},
            value("w:abstractNumId", 1),
            tag("w:lvlOverride", {"w:ilvl": 0}, value("w:startOverride", 1)),
        )
        for each in range(1, ordered + 1)
    ]
    return root("w:numbering", bullets, numbers, *own, *restarted)


def _level(at: int, kind: str, mark: str) -> str:
    style = {("bullet", 0): "ListBullet", ("decimal", 0): "ListNumber"}.get((kind, at))
    return tag(
        "w:lvl",
        {"w:ilvl": at},
        value("w:start", 1),
        value("w:numFmt", kind),
        value("w:pStyle", style) if style else "",
        value("w:lvlText", mark),
        value("w:lvlJc", "left"),
        tag("w:pPr", None, tag("w:ind", {"w:left": twips(6 * (at + 1)), "w:hanging": twips(6)})),
    )


def fonts_part(look: Look) -> str:
    """Write `fontTable.xml`: each font with the one that stands in where it is missing."""
    written = []
    for role, family in FAMILIES.items():
        name, *others = look.fonts(role)
        other = next((each for each in others if each not in ("serif", "sans-serif", "monospace")), None)
        written.append(
            tag(
                "w:font",
                {"w:name": name},
                value("w:altName", other) if other else "",
                value("w:family", family),
                value("w:pitch", "fixed" if role == "fixed" else "variable"),
            )
        )
    return root("w:fonts", *dict.fromkeys(written))


def settings_part(look: Look) -> str:
    """Write `settings.xml`. Changes are tracked from the first key on: the document goes round for clearance."""
    compatible = tag(
        "w:compatSetting",
        {"w:name": "compatibilityMode", "w:uri": "http://schemas.microsoft.com/office/word", "w:val": 15},
    )
    notes = (tag("w:footnote", {"w:id": each}) for each in (-1, 0))
    return root(
        "w:settings",
        tag("w:zoom", {"w:percent": 100}),
        tag("w:trackRevisions"),
        value("w:defaultTabStop", 720),
        value("w:characterSpacingControl", "doNotCompress"),
        tag("w:footnotePr", None, *notes),
        tag("w:compat", None, compatible),
        tag("w:themeFontLang", {"w:val": look.proofing, "w:bidi": look.proofing if look.rtl else None}),
        value("w:decimalSymbol", look.language.number(1.5)[1:2]),
        value("w:listSeparator", ";"),
    )
