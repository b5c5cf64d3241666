"""The HTML brief: one self-contained file, no script, a content security policy that allows nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from html import unescape
from urllib.parse import unquote

from ..figures.markup import roles_css
from ..fonts import web_faces
from ..phrases import unmarked
from ..pictures import read_picture
from ..problems import BriefError, Problem
from ..theme import numerals_css, set_apart
from ..view import View
from .output import Made, Output, Page

# What content writes as `<` arrives as `&lt;`, so these marks, taken with their tags, are the frame's own.
STYLE_MARK = "<style>/*brief:css*/</style>"
HASH_MARK = "'brief:css-hash'"
IMAGE = re.compile(r'(<(?:img\b[^>]*?\ssrc|image\b[^>]*?\shref)=")([^"]*)(")')
FINAL = ("cleared", "published")


def make(page: Page, media: Sequence[str] = ("web",)) -> Made:
    """Put the style sheet, its hash and the images into the painted page; `media` are those of its sheets."""
    html, problems = _with_images(page)
    css = style_sheet(page, media)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    html = html.replace(HASH_MARK, f"'sha256-{digest}'", 1).replace(STYLE_MARK, f"<style>{css}</style>", 1)
    return Made(html.encode(), problems)


def style_sheet(page: Page, media: Sequence[str] = ("web",)) -> str:
    """Write the one style sheet of a page: fonts, tokens, margins of its print, then the sheets of the theme."""
    view, theme = page.view, page.view.theme
    text = unescape(re.sub(r"<[^>]*>", "", page.html))
    dark = f"@media screen and (prefers-color-scheme:dark){{{theme.dark_css()}}}" if theme.dark else ""
    styles = [style for medium in media for style in theme.styles(page.workspace, medium)]
    sheets = [set_apart(style.css, view.language.leading) for style in styles]
    digits = numerals_css(view.language.counter_style, paged=False)
    own = [theme.root_css(), dark, theme.letters_css(), margins_css(view), roles_css(), digits]
    return compact("\n".join([*web_faces(page.workspace, text, view.language), *own, *sheets]))


def margins_css(view: View) -> str:
    """Write what stands in the margins when a reader prints the page: titles, marking, edition, page x of y."""
    meta, language, marking = view.brief.meta, view.language, view.brief.handling.label or ""
    edition = [str(meta.id), language.word("page.version", version=meta.version)]
    if view.cutoff:
        edition.append(language.word("page.cutoff", date=language.date(view.cutoff)))
    if meta.status not in FINAL:
        edition.append(str(language.words["vocabulary"]["status"][meta.status]))
    numbered = language.word("page.number", page="\0page\0", pages="\0pages\0").split("\0")
    style = "" if language.counter_style == "decimal" else f",{language.counter_style}"
    number = " ".join(
        f"counter({part}{style})" if part in ("page", "pages") else css_string(part) for part in numbered if part
    )
    notices = [view.imprint.status, *view.imprint.notices]
    start, end = ("left", "right") if language.direction == "ltr" else ("right", "left")
    boxes = {
        f"top-{start}": css_string(re.sub(r"[*_`]", "", unmarked(view.imprint.short_title))),
        "top-center": css_string(marking),
        f"top-{end}": css_string(" · ".join(filter(None, notices)) or view.imprint.kind_line),
        f"bottom-{start}": css_string(" · ".join(edition)),
        "bottom-center": css_string(marking),
        f"bottom-{end}": number,
    }
    return "@page{" + "".join(f"@{box}{{content:{content}}}" for box, content in boxes.items()) + "}"


def css_string(text: str) -> str:
    """Write any text as a CSS string; all but plain letters, digits and spaces is escaped, `<` and quotes with it."""
    return '"' + "".join(c if c == " " or (c.isascii() and c.isalnum()) else f"\\{ord(c):x} " for c in text) + '"'


def compact(css: str) -> str:
    """Drop comments and the white space at line ends; keep everything that can carry meaning.

    A style sheet of a stranger must not end the element that it stands in: `</` is written so that only CSS reads it.
    """
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", css).strip().replace("</", "<\\/")


def _with_images(page: Page) -> tuple[str, tuple[Problem, ...]]:
    """Put each image of the workspace into the page itself; what cannot be had is a Problem."""
    problems: list[Problem] = []

    def inlined(match: re.Match[str]) -> str:
        try:
            return match[1] + _data_url(page, unquote(unescape(match[2]))) + match[3]
        except BriefError as error:
            problems.extend(error.problems)
            return match[0]

    return IMAGE.sub(inlined, page.html), tuple(dict.fromkeys(problems))


def _data_url(page: Page, name: str) -> str:
    picture = read_picture(page.workspace, page.view.folder / name)
    return f"data:{picture.media_type};base64,{base64.b64encode(picture.content).decode()}"


HTML = Output(
    "html",
    ".html",
    "html.html",
    make,
    notes=("end", "side"),
    description="a self-contained web page",
    media_type="text/html",
)
