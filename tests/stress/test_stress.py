"""A brief that strains every page: whole in all themes, on both papers, with nothing past the edge and nothing lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product
from pathlib import Path

import pytest

import brief
from brief.confine import Limits
from brief.figures.widths import in_pixels
from brief.language import load_language
from brief.pipeline import Options
from brief.theme import load_theme
from brief.workspace import Workspace
from tests.stress.measures import beyond_the_edge, beyond_the_margin, letters, on_each_other
from tests.stress.stress_brief import JUDGEMENTS, PARTS, RISKS, ROWS, SOURCES, write
from tests.validators.reading import Box, Page, body_lines, read_pages, stranded

WORKSPACE = Workspace(Path(__file__).parents[2])
THEMES = WORKSPACE.template_names("themes/*/theme.yaml")
# One paper for each theme, for the brief has some forty pages; `./dev judge` looks at both, at briefs of a usual size.
PAPER = {"assessment": "A4", "modern": "A4", "note": "Letter"}
WORDS = load_language(WORKSPACE, "en").words
# What a theme prints beyond its margins on purpose: the band of the note, and its running heads.
REACH_PT = 6 / 25.4 * 72

pytestmark = pytest.mark.xdist_group("stress")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the brief."""
    place = tmp_path_factory.mktemp("stress")
    write(place)
    return place


_BUILT: dict[str, Mapping[str, Sequence[Page]]] = {}


def built(folder: Path, theme: str) -> Mapping[str, Sequence[Page]]:
    """Build the brief in a theme, once for the run, and read its pages by paper."""
    if theme not in _BUILT:
        papers = (PAPER.get(theme, "A4"),)
        options = Options(("pdf",), papers, theme=theme, output=folder / theme, jobs=1, limits=Limits(seconds=500))
        (result,) = brief.build(folder / "content" / "stress", options)
        assert result.built, result.problems
        assert [each for each in result.problems if each.severity == "error"] == []
        _BUILT[theme] = {paper: read_pages(file.path) for paper, file in zip(papers, result.files, strict=True)}
    return _BUILT[theme]


@cache
def margins_pt(theme: str, paper: str) -> tuple[float, float]:
    """Return the margins at the right and at the left of a theme, in points."""
    sides = [in_pixels(each) * 0.75 for each in load_theme(WORKSPACE, theme).page[paper]["margin"].split()]
    return sides[1], sides[-1 if len(sides) > 3 else 1]


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_stands_past_the_margins(folder: Path, theme: str) -> None:
    """Long words, wide tables and long addresses are divided; none is cut off at the edge of the paper."""
    for paper, pages in built(folder, theme).items():
        right, left = margins_pt(theme, paper)
        assert (paper, beyond_the_edge(pages)) == (paper, [])
        assert (paper, beyond_the_margin(pages, left - REACH_PT, right - REACH_PT)) == (paper, [])


@pytest.mark.parametrize("theme", THEMES)
def test_no_words_are_printed_on_others(folder: Path, theme: str) -> None:
    """Running heads, columns, cells, notes and figures keep to their places."""
    for paper, pages in built(folder, theme).items():
        assert (paper, on_each_other(pages)[:20]) == (paper, [])


def marks() -> list[str]:
    """Return a word of each part of the brief."""
    return [
        *(f"Judgement{n}" for n in range(1, JUDGEMENTS + 1)),
        *(f"Risk{n}" for n in range(1, RISKS + 1)),
        *(f"Part{n}" for n in range(1, PARTS + 1)),
        *(f"Row{n}" for n in range(1, ROWS + 1)),
        *(f"cell{n}c8" for n in range(1, ROWS + 1)),
        *(f"Line{n}" for n in range(1, ROWS + 1)),
        *(f"Source{n}" for n in range(1, SOURCES + 1)),
        *(f"Footnote{n}k{k}" for n in range(1, PARTS + 1) for k in range(3)),
        *(f"Drawn{n}" for n in range(1, 6)),
        *(f"Chart{n}" for n in (6, 7, 8, 9, 10, 12)),
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_every_part_is_on_a_page(folder: Path, theme: str) -> None:
    """No judgement, risk, row, note or source is lost between two pages, and no heading is left alone at their foot."""
    headings = [WORDS["headings"][key] for key in ("key_judgements", "background", "timeline", "figures", "risks")]
    for paper, pages in built(folder, theme).items():
        text = letters("".join(word.text for page in pages for word in page.words))
        assert (paper, [mark for mark in marks() if letters(mark) not in text]) == (paper, [])
        assert (paper, [each for each in headings if letters(each) not in text]) == (paper, [])
        bodies = body_lines(pages)
        alone = {page.number: stranded(headings, bodies[page.number]) for page in pages}
        assert (paper, {number: found for number, found in alone.items() if found}) == (paper, {})


@pytest.mark.parametrize("theme", [name for name in THEMES if load_theme(WORKSPACE, name).notes == "side"])
def test_what_a_part_says_in_short_stands_over_its_text(folder: Path, theme: str) -> None:
    """Where paragraphs are not divided, the head of a part and its takeaway stand on the page of the first one."""
    for paper, pages in built(folder, theme).items():
        texts = [letters("".join(word.text for word in page.words)) for page in pages]
        apart = [
            n
            for n in range(5, PARTS + 1)
            if not any(letters(f"Part{n} the sand") in text and letters(f"Note{n}c0") in text for text in texts)
        ]
        assert (paper, apart) == (paper, [])


@pytest.mark.parametrize("theme", THEMES)
def test_every_note_stands_once_on_the_page_of_its_call(folder: Path, theme: str) -> None:
    """At the foot, at the side or below its paragraph, a note is where its reader is."""
    for paper, pages in built(folder, theme).items():
        texts = [letters("".join(word.text for word in page.words)) for page in pages]
        astray = {}
        for n, k in product(range(1, PARTS + 1), range(3)):
            call, note = (
                [number for number, text in enumerate(texts, 1) for _ in range(text.count(letters(mark)))]
                for mark in (f"Note{n}c{k}", f"Footnote{n}k{k}")
            )
            if len(note) != 1 or len(call) != 1 or note != call:
                astray[n, k] = (call, note)
        assert (paper, astray) == (paper, {})


def page_with(*words: Box) -> Page:
    """Return a page of A4 with some words."""
    return Page(1, 595.0, 842.0, words, ())


def test_the_measures_bite() -> None:
    """A word past the edge, one in the margin and two on each other are found; neighbours and superiors are not."""
    fine = page_with(Box("one", 100, 100, 130, 114), Box("two", 133, 100, 160, 114), Box("1", 130, 98, 134, 107))
    assert beyond_the_edge([fine]) == beyond_the_margin([fine], 90, 90) == on_each_other([fine]) == []
    assert beyond_the_edge([page_with(Box("out", 560, 100, 600, 114))]) == ["page 1: out"]
    assert beyond_the_margin([page_with(Box("out", 480, 100, 520, 114))], 90, 90) == ["page 1: out"]
    twice = page_with(Box("one", 100, 100, 130, 114), Box("two", 110, 103, 160, 117))
    assert on_each_other([twice]) == ["page 1: one | two"]
    below = page_with(Box("one", 100, 100, 130, 114), Box("two", 100, 111, 130, 125))
    assert on_each_other([below]) == []
