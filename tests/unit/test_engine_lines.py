"""How the engine divides lines, with the mend."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from brief.engine import load_engine
from brief.workspace import package_folder

TEXT = "Its grievances stand and closer ties sharpen them; the source is silent on its means."
CITED = f"<p>{TEXT} <span>[1,&#160;¶&#160;7]</span></p>"
WIDTHS_PX = range(380, 400)  # the text is 389 pixels long, with the space after it 391
FONT = package_folder("templates").resolve() / "fonts" / "SourceSans3-Regular.ttf"


def _lines(box: Any) -> Iterator[Any]:
    if type(box).__name__ == "LineBox":
        yield box
        return
    for child in getattr(box, "children", ()):
        yield from _lines(child)


def _text(box: Any) -> str:
    return getattr(box, "text", "") or "".join(_text(child) for child in getattr(box, "children", ()))


def _first_words(body: str) -> dict[int, str]:
    """Lay a paragraph out in columns of every width and return the first line of each."""
    face = f"@font-face {{ font-family: Test; src: url({FONT.as_uri()}) }}"
    style = "<style>" + face + "@page { size: 900px } p { margin: 0; font: 11.33px/15px Test; width: {px}px }</style>"
    html = '<html lang="en">' + style + body + "</html>"
    pages = {px: load_engine().HTML(string=html.replace("{px}", str(px))).render().pages[0] for px in WIDTHS_PX}
    return {px: _text(next(_lines(page._page_box))).strip() for px, page in pages.items()}


def test_a_first_word_never_stands_alone_where_more_would_fit() -> None:
    """Before a citation the text of a line breaks where it would break without one."""
    plain, cited = _first_words(f"<p>{TEXT}</p>"), _first_words(CITED)
    assert {px: line for px, line in cited.items() if not line.startswith(plain[px])} == {}


def _first_line(direction: str, indent: int) -> Any:
    face = f"@font-face {{ font-family: Test; src: url({FONT.as_uri()}) }}"
    css = f"{face} @page {{ size: 300px; margin: 0 }} body {{ margin: 0 }} "
    css += f"p {{ margin: 0 40px; font: 16px/20px Test; text-indent: {indent}px }}"
    html = f'<html lang="en" dir="{direction}"><style>{css}</style><p>words</p>'
    return next(_lines(load_engine().HTML(string=html).render().pages[0]._page_box))


def test_an_indent_is_at_the_side_where_a_line_begins() -> None:
    """The first line moves by its indent in the direction of reading; a negative one hangs over the other side."""
    for indent in (-20, 0, 20):
        left, right = _first_line("ltr", indent), _first_line("rtl", indent)
        assert left.children[0].position_x == pytest.approx(40 + indent)
        end = right.children[0].position_x + right.children[0].width
        assert end == pytest.approx(260 - indent)
