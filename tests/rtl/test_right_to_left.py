"""A brief in Arabic, in every theme and format: where words, bars and pages stand, and that letters stay joined.

The brief has every main section of a brief. What is measured is the finished file: words with their places as poppler
reads them, and dark pixels.
"""

from __future__ import annotations

import email
import email.policy
import html
import io
import itertools
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml

import brief
from brief.making import Look, make_files
from brief.outputs import OUTPUTS
from brief.outputs.pdf import FULL, laid_out
from brief.parse import read_document
from brief.workspace import Workspace

PATH = Path(__file__).resolve().parent / "workspace" / "content" / "mina" / "brief.yaml"
WRITTEN = yaml.safe_load(PATH.read_text(encoding="utf-8"))
THEMES = ("assessment", "note", "modern")
FORMATS = ("one-page", "large-print", "handout")
MM = 72 / 25.4  # points
ARABIC = re.compile("[\u0621-\u064a]")

pytestmark = pytest.mark.xdist_group("rtl")


@cache
def made(output: str, theme: str = "assessment", printing: tuple[str, ...] = ()) -> bytes:
    """Make one file of the brief on A4."""
    workspace = Workspace.around(PATH)
    document = read_document(workspace, PATH)
    reply = make_files(workspace.root, document, (output,), ("A4",), Look(theme=theme, printing=printing))
    assert [problem for problem in reply.problems if problem.severity == "error"] == []
    ((_, content, _),) = reply.files
    return bytes(content)


@dataclass(frozen=True)
class Word:
    """One word of a page and its box in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@cache
def words(content: bytes, page: int) -> tuple[tuple[Word, ...], float, float]:
    """Return the words of a page in the order of the file, and the width and height of the page."""
    arguments = ["pdftotext", "-f", str(page), "-l", str(page), "-bbox", "-", "-"]
    text = subprocess.run(arguments, input=content, capture_output=True, check=True).stdout.decode()
    width, height = (float(number) for number in re.findall(r'<page width="([\d.]+)" height="([\d.]+)"', text)[0])
    found = re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', text)
    every = (Word(_plain(html.unescape(word)), *map(float, places)) for *places, word in found)
    return tuple(every), width, height


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip("\u200e\u200f\u202a\u202b\u202c")


def words_like(content: bytes, page: int, text: str) -> list[Word]:
    """Return the words of a page that have these letters; poppler gives them in the order of sight."""
    return [found for found in words(content, page)[0] if sorted(found.text) == sorted(text)]


def word(content: bytes, page: int, text: str) -> Word:
    """Return the first word of a page that has these letters."""
    return words_like(content, page, text)[0]


@pytest.mark.parametrize("theme", THEMES)
def test_lines_begin_at_the_right(theme: str) -> None:
    """The title starts at the right edge of the text, and each of its words stands left of the one before."""
    content = made("pdf", theme)
    title = [word(content, 1, text) for text in ("تعميق", "الممر", "يكفي", "مرفأ")]
    assert all(later.right < earlier.left + 1 for earlier, later in itertools.pairwise(title))
    every, width, _ = words(content, 1)
    assert width - title[0].right < 26 * MM
    assert max(each.right for each in every) < width - 10 * MM
    assert min(each.left for each in every) > 10 * MM


@pytest.mark.parametrize("theme", THEMES)
def test_heads_hang_at_the_right_and_page_numbers_stand_at_the_left(theme: str) -> None:
    """Ids hang right of their text; the foot has the cut-off at the right and the number of the page at the left."""
    content = made("pdf", theme)
    every, width, height = words(content, 1)
    label = max(words_like(content, 1, "KJ1"), key=lambda each: each.left)
    beside = [each for each in every if abs(each.bottom - label.bottom) < 6 and each is not label]
    assert label.left > max(each.right for each in beside)
    foot = height - 22 * MM
    assert next(each for each in words_like(content, 1, "الصفحة") if each.top > foot).right < width / 3
    assert next(each for each in words_like(content, 1, "المعلومات") if each.top > foot).left > width * 2 / 3


@pytest.mark.parametrize("theme", THEMES)
def test_every_word_is_said_as_it_is_written(theme: str) -> None:
    """Glyphs stand on the page from left to right: the tags say the letters in the order of the author."""
    with pikepdf.open(io.BytesIO(made("pdf", theme))) as pdf:
        said = [
            str(each.ActualText)
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and "/ActualText" in each
        ]
    printed = re.findall(r"[\u0621-\u0652]+", " ".join(said))
    written = {each for text in _texts(WRITTEN) for each in re.findall(r"[\u0621-\u0652]+", text)}
    assert len(written) > 250
    # What the page does not print, or says in a picture.
    hidden = {each for text in _hidden(WRITTEN) for each in re.findall(r"[\u0621-\u0652]+", text)}
    assert sorted(written - hidden - set(printed)) == []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inside)


def _hidden(value: Any) -> Iterator[str]:
    for figure in value["figures"]:
        yield figure["alt"]
    yield from (*value["meta"]["keywords"], value["meta"]["short_title"])


@cache
def boxes(theme: str) -> list[tuple[Any, str]]:
    """Return every box of text of the laid-out brief with its text."""
    workspace = Workspace.around(PATH)
    view = brief.view_of(workspace, read_document(workspace, PATH), look=Look(theme=theme))
    output = OUTPUTS.named("pdf")
    page = brief.outputs.Page(brief.paint_page(workspace, view, output), view, workspace)
    document, _ = laid_out(page, FULL.medium)
    return [found for sheet in document.pages for found in _below(sheet._page_box)]


def _below(box: Any) -> Iterator[tuple[Any, str]]:
    if type(box).__name__ == "TextBox":
        yield box, box.text
    for kid in getattr(box, "children", ()):
        yield from _below(kid)


@pytest.mark.parametrize("theme", THEMES)
def test_arabic_letters_are_neither_spaced_nor_slanted_nor_torn(theme: str) -> None:
    """No letter-spacing, no italics, no letter by itself, room for tall letters; ids and addresses keep their order."""
    seen = 0
    for box, text in boxes(theme):
        style = box.style
        if ARABIC.search(text):
            seen += 1
            assert style["letter_spacing"] in ("normal", 0), text
            assert style["font_style"] == "normal", text
            assert style["text_transform"] == "none", text
            assert "first-letter" not in box.element_tag, text
            assert style["direction"] == "rtl", text
            height = style["line_height"]
            if isinstance(height, tuple) and height[0] and height[1] != "NUMBER":
                # The lines of the foot stand closest: they have to clear the edge of the paper.
                assert height[0] >= 1.15 * style["font_size"], text
        elif box.element.get("class") != "grade" and re.fullmatch(
            r"[A-Z]{1,4}\d{1,2}|TLP:\S+|https?://\S+/", text.strip()
        ):
            assert style["direction"] == "ltr", text
    assert seen > 300


@pytest.mark.parametrize("theme", THEMES)
def test_words_of_another_language_run_their_own_way(theme: str) -> None:
    """The title of a source in English and a marked phrase run from left to right, and may be in italics."""
    found = {text.strip(): box for box, text in boxes(theme) if re.search("swell|littoral|Moles", text)}
    assert len(found) == 3
    assert {box.style["direction"] for box in found.values()} == {"ltr"}
    assert {box.style["font_style"] for box in found.values()} <= {"italic", "normal"}
    assert any(box.style["font_style"] == "italic" for box in found.values())


def longest_run(content: bytes, page: int, area: tuple[float, float, float, float], light: int) -> tuple[float, float]:
    """Return where the longest run of pixels that are at least so dark begins and ends, in points from the left."""
    left, top, right, bottom = (round(edge * 2) for edge in area)
    size = ["-x", str(left), "-y", str(top), "-W", str(right - left), "-H", str(bottom - top)]
    arguments = ["pdftoppm", "-r", "144", "-gray", "-f", str(page), "-l", str(page), *size, "-"]
    picture = subprocess.run(arguments, input=content, capture_output=True, check=True).stdout
    _, dimensions, _, pixels = picture.split(b"\n", 3)
    width, height = map(int, dimensions.split())
    best = (0, 0)
    for row in range(height):
        line = bytes(255 if value < light else 0 for value in pixels[row * width : (row + 1) * width])
        for run in re.finditer(b"\xff+", line):
            best = max(best, run.span(), key=lambda span: span[1] - span[0])
    return left / 2 + best[0] / 2, left / 2 + best[1] / 2


@pytest.mark.parametrize(("theme", "below"), [("assessment", (-2, 12)), ("note", (10, 24)), ("modern", (10, 26))])
def test_the_bar_of_a_likelihood_begins_at_the_right(theme: str, below: tuple[float, float]) -> None:
    """What is very likely (80 to 95 per cent) is dark near the left end of its axis: nought stands at the right."""
    content = made("pdf", theme)
    eighty = word(content, 1, "80")
    term = next(each for each in words_like(content, 1, "مرجح") if abs(each.top - eighty.top) < 4)
    width = words(content, 1)[1]
    axis = (40 * MM, 128 * MM) if theme == "assessment" else (18 * MM, 67 * MM)
    area = (axis[0], term.top + below[0], axis[1], term.top + below[1])
    track, band = longest_run(content, 1, area, 215), longest_run(content, 1, area, 70)
    assert 20 * MM < track[1] - track[0] < width
    start, end = ((track[1] - edge) / (track[1] - track[0]) for edge in (band[1], band[0]))
    assert start == pytest.approx(0.80, abs=0.03)
    assert end == pytest.approx(0.95, abs=0.03)


def test_drawings_beside_words_are_mirrored_and_charts_are_not() -> None:
    """Bars, squares, dots and the fan of scenarios run as the words do; charts and the axis of time do not."""
    page = made("html").decode()
    for name in ("bar", "ticks", "dots", "column"):
        drawings = re.findall(rf'<svg class="{name}".*?</svg>', page, re.DOTALL)
        assert drawings
        assert [each for each in drawings if each.count('<g transform="matrix(-1 0 0 1 ') != 1] == []
    plots = re.findall(r'<svg class="plot [^"]*".*?</svg>', page, re.DOTALL)
    turned = [plot for plot in plots if "matrix(-1 0 0 1" in plot]
    assert len(turned) == 2
    assert all("plot-rtl" in plot for plot in turned)
    assert "SC1" in turned[0]
    assert '<use href="#' in turned[1]  # the narrow drawing shows the words of the wide one
    assert len(plots) > len(turned)


def test_a_table_is_mirrored() -> None:
    """The first column of the table of risks stands at the right, the last at the left."""
    content = made("pdf")
    page = next(number for number in range(1, 8) if words_like(content, number, "الاستجابة"))
    heads = [word(content, page, text) for text in ("الخطر", "السبب،", "الاحتمال", "الأثر", "الاستجابة")]
    assert [head.left for head in heads] == sorted((head.left for head in heads), reverse=True)


def test_the_right_half_of_a_handout_is_read_first() -> None:
    """Page 1 is the right half of the first sheet, page 2 the left."""
    content = made("handout")
    every, width, height = words(content, 1)
    feet = [each for each in words_like(content, 1, "الصفحة") if each.top > height - 25 * MM]
    numbers = [each for each in every if each.text in ("1", "2") and abs(each.top - feet[0].top) < 3]
    assert len(feet) == 2
    assert next(each for each in numbers if each.text == "1").left > width / 2
    assert next(each for each in numbers if each.text == "2").right < width / 2
    assert word(content, 1, "تعميق").left > width / 2


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_begins_at_the_right_and_stays_on_the_page(name: str) -> None:
    """Nothing runs off the page, and the title starts at the right."""
    content = made(name)
    every, width, _ = words(content, 1)
    margin = 10 * MM
    assert all(margin < each.left and each.right < width - margin for each in every)
    assert width - word(content, 1, "تعميق").right < 25 * MM


def test_the_caveat_of_the_one_page_stands_at_the_left() -> None:
    """The claim stands at the right, how likely it is at the left."""
    content = made("one-page")
    _, width, _ = words(content, 1)
    assert word(content, 1, "95%").right < width / 3
    assert max(each.left for each in words_like(content, 1, "KJ1")) > width * 3 / 4


def test_numbers_of_lines_stand_at_the_right() -> None:
    """A line is numbered where it begins."""
    every, width, _ = words(made("pdf", printing=("lines=5",)), 2)
    numbers = [each for each in every if each.text in ("5", "10", "15", "20") and each.left > width - 22 * MM]
    assert {each.text for each in numbers} == {"5", "10", "15", "20"}


@pytest.mark.parametrize(("option", "bound_right"), [("duplex", (1, 3)), ("punched", (1, 2, 3))])
def test_the_binding_edge_is_at_the_right(option: str, bound_right: tuple[int, ...]) -> None:
    """A brief that is read from the right is bound there; on the back of a sheet that is the left."""
    content = made("pdf", printing=(option,))
    for page in (1, 2, 3):
        every, width, _ = words(content, page)
        left, right = min(each.left for each in every), width - max(each.right for each in every)
        wide, narrow = (right, left) if page in bound_right else (left, right)
        assert wide == pytest.approx(25 * MM, abs=1.5)
        assert narrow == pytest.approx(18 * MM, abs=1.5)


def test_the_word_of_a_draft_stays_on_the_page() -> None:
    """The word behind the text is not cut off."""
    content = made("pdf", printing=("draft",))
    every, width, height = words(content, 2)
    behind = [each for each in every if each.bottom - each.top > 40 or each.right - each.left > 100 * MM]
    assert all(each.left > 0 and each.right < width and each.top > 0 and each.bottom < height for each in behind)


def test_the_web_page_and_the_message_run_from_the_right() -> None:
    """Both say their language and direction; the name of the attached file does not fall apart."""
    page = made("html").decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert '<cite lang="en" dir="ltr">Sand and <em>swell</em></cite>' in page
    assert '<span lang="en" dir="ltr"><em>littoral drift</em> (the sand)</span>' in page
    assert '<a class="ref" href="#KJ1" dir="ltr">KJ1</a>' in page
    message = email.message_from_bytes(made("email"), policy=email.policy.default)
    body = message.get_body(("html",))
    assert body is not None
    shown = body.get_content()
    assert '<html lang="ar" dir="rtl">' in shown
    assert re.search("\u200e2026-02-10_mina_\\S+\\.pdf\u200e", shown)
    assert str(message["Subject"]).startswith("\u200f")
