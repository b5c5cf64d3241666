"""The presentation as its editor has it: scales that go with their rows, notes pages, charts; one layout for both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from brief.deck.wording import joined
from brief.making import Look, make_files
from brief.outputs import sizing
from brief.outputs.pdf import laid_out
from brief.outputs.slideshow.notes import SIZES, TEXT
from brief.outputs.slideshow.places import places_of
from brief.parse import read_document
from brief.workspace import Workspace
from tests.golden.pages.samples import BRIEFS
from tests.unit.outputs.test_slides import SLUGS, A, build, content_of, made, show_of

NO_BREAK = "\u00a0"


def scale_rows(content: bytes) -> Iterator[tuple[str, list[tuple[int, bool]]]]:
    """Yield the words of each row with a scale, and the stretches of that: how long each is, and whether a band."""
    for slide in show_of(content).slides:
        for shape in (shape for shape in slide.shapes if shape.has_table):
            for row in shape.table.rows:
                words = " | ".join(cell.text_frame.text for cell in row.cells)
                runs = [
                    (len(run.find(f"{A}t").text), run.find(f"{A}rPr/{A}highlight") is not None)
                    for run in row._tr.iter(f"{A}r")
                    if not (run.find(f"{A}t").text or "").strip(NO_BREAK)
                ]
                if runs:
                    yield words, runs


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != "minimal"])
def test_the_scale_of_a_row_shows_the_numbers_that_it_says(slug: str) -> None:
    """In every table with a likelihood, the band begins and ends where its numbers are, to a fortieth of the scale."""
    rows = list(scale_rows(made(slug, "pptx").content))
    assert len(rows) >= 7  # the bands of the scale, and the risks
    for words, runs in rows:
        low, high = (int(number) for number in re.search(r"(\d+)\D{1,8}(\d+)\s?%", words).groups())  # type: ignore[union-attr]
        total = sum(length for length, _ in runs)
        before = sum(length for length, _ in runs[: [band for _, band in runs].index(True)])
        (band,) = (length for length, is_band in runs if is_band)
        assert total == 40
        assert before == pytest.approx(low / 2.5, abs=0.61)
        assert before + band == pytest.approx(high / 2.5, abs=0.61)


def test_a_scale_is_seen_without_colour_and_read_by_nobody(tmp_path: Path) -> None:
    """Band and track differ by shape: a ground and a line through; nothing that could be left behind lies over it."""
    content = made("unbanning-the-taliban", "pptx").content
    for slide in show_of(content).slides:
        tables = [shape for shape in slide.shapes if shape.has_table]
        if not tables or slide.shapes.title.text_frame.text.startswith("Sources"):
            continue
        assert [shape.name for shape in slide.shapes if not (shape.is_placeholder or shape.has_table)] == []
        spaces = [run for run in tables[0]._element.iter(f"{A}r") if not run.find(f"{A}t").text.strip(NO_BREAK)]
        assert spaces
        for run in spaces:
            marked = run.find(f"{A}rPr/{A}highlight") is not None
            assert marked != (run.find(f"{A}rPr").get("strike") == "sngStrike")
    # A risk without a likelihood has no scale: its words have the room.
    text = "meta: {title: T, date: 2026-01-02}\nrisks: [{title: Frost, likelihood: likely}, {title: Strike}]\n"
    show = show_of(content_of(build(tmp_path, text, "pptx"), ".pptx"))
    (table,) = (
        s.table for slide in show.slides for s in slide.shapes if s.has_table and "Risk" in s.table.cell(0, 0).text
    )
    assert [table.cell(row, 1).span_width for row in range(3)] == [2, 1, 2]


# One layout for both


def files_of(slug: str, *outputs: str) -> dict[str, bytes]:
    """Make files of a sample in one go."""
    workspace = Workspace.around(BRIEFS[slug])
    reply = make_files(workspace.root, read_document(workspace, BRIEFS[slug]), outputs, ("A4",), Look())
    return {name.rpartition(".")[2]: content for name, content, _ in reply.files}


def test_slides_are_sized_once_for_both_and_the_files_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Alone, together, in either order: the same bytes; and together they lay out less than each does alone."""
    laid: list[int] = []
    lay_out = laid_out

    def counted(page: Any, *media: str, layout: Any = None) -> Any:
        document, problems = lay_out(page, *media, layout=layout)
        laid.append(len(document.pages))
        return document, problems

    monkeypatch.setattr(sizing, "laid_out", counted)
    work = {}
    files = {}
    for outputs in (("slides",), ("pptx",), ("slides", "pptx"), ("pptx", "slides")):
        laid.clear()
        files[outputs] = files_of("cool-rooms", *outputs)
        work[outputs] = sum(laid)
    alone = files["slides",] | files["pptx",]
    assert files["slides", "pptx"] == files["pptx", "slides"] == alone
    assert work["slides", "pptx"] == work["pptx", "slides"] < 0.8 * (work["slides",] + work["pptx",])


def test_a_slide_is_laid_out_alone_as_among_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found of some slides holds for the whole deck: every part stands at the same place."""
    documents = []
    lay_out = laid_out

    def kept(page: Any, *media: str, layout: Any = None) -> Any:
        documents.append(lay_out(page, *media, layout=layout))
        return documents[-1]

    monkeypatch.setattr(sizing, "laid_out", kept)
    files_of("cool-rooms", "slides")
    # A link to what stands on another slide is none where that is not laid out; its words are the same.
    *parts, whole = (
        {number: {name: at for name, at in places.items() if name != "a"} for number, places in found.items()}
        for found in (places_of(document) for document, _ in documents)
    )
    found: dict[int, Any] = {}
    for places in parts:
        found |= places
    assert len(parts) > 2
    assert len(parts[-1]) < len(whole)
    assert found == whole


# Notes pages


@pytest.mark.parametrize("slug", SLUGS)
def test_a_notes_page_is_marked_at_its_head_and_foot(slug: str) -> None:
    """It is a sheet of paper like any other: the label at both ends, and its number; the slide is not squeezed."""
    workspace = Workspace.around(BRIEFS[slug])
    label = read_document(workspace, BRIEFS[slug]).brief.handling.label
    for number, slide in enumerate(show_of(made(slug, "pptx").content).slides, 1):
        page = slide.notes_slide
        kinds = {str(shape.element.xpath(".//p:ph/@type")[0]): shape for shape in page.placeholders}
        assert kinds["sldImg"].width / kinds["sldImg"].height == pytest.approx(16 / 9, rel=0.001)
        assert kinds["sldNum"].element.xpath("string(.//a:fld/a:t)") == str(number)
        if label:
            assert kinds["hdr"].text_frame.text == kinds["ftr"].text_frame.text == label
            assert kinds["hdr"].top < kinds["sldImg"].top < kinds["body"].top < kinds["ftr"].top
        ids = page.element.xpath(".//p:cNvPr/@id")
        assert len(ids) == len(set(ids))


LONG = "The dredger has stopped at the wreck in each of the years for which the port has kept a log of its work. " * 6
TALKED = """\
meta: {{title: Long, date: 2026-01-02}}
sources: [{{id: S1, title: A log}}]
key_judgements:
  - {{id: KJ1, statement: Repairs are likely to take longer., likelihood: likely}}
meeting:
  talking_points:
    - {{text: Say this., from: KJ1, more: "{long}"}}
    - {{text: Say that., from: KJ1, more: "{long}"}}
    - {{text: Say all., from: KJ1, more: "{long}"}}
open_questions: [Who pays?]
"""


def test_notes_that_are_long_are_set_smaller_so_that_all_is_printed(tmp_path: Path) -> None:
    """What runs over the foot of a notes page is not printed: the size falls until it has room."""
    for number, long in enumerate(("Short.", LONG)):
        result = build(tmp_path / str(number), TALKED.format(long=long), "pptx")
        assert not result.problems
        page = next(
            slide.notes_slide
            for slide in show_of(content_of(result, ".pptx")).slides
            if "Say this" in slide.notes_slide.notes_text_frame.text
        )
        (size,) = {int(run.get("sz")) for run in page.notes_text_frame._txBody.iter(f"{A}rPr")}
        assert (size == SIZES[0][0] * 100) == (long == "Short.")
        assert page.notes_text_frame._txBody.getparent().spPr.xfrm.ext.cy == round(TEXT.height * 36_000)


def test_sources_of_a_note_stand_behind_its_words() -> None:
    """Not on a line of their own, where nobody knows what they belong to."""
    lines = [
        line
        for slide in show_of(made("cool-rooms", "pptx").content).slides
        for line in slide.notes_slide.notes_text_frame.text.split("\n")
    ]
    assert [line for line in lines if re.fullmatch(r"\[[^\]]*\]", line)] == []
    assert any(line.endswith("the judgement stands. [5]") for line in lines)


def test_no_dot_follows_a_full_stop() -> None:
    """Facts after a sentence follow it without its stop; abbreviations, ellipses and other joins keep theirs."""
    assert joined(["Buy it.", "by May", "Cost: 3."]) == "Buy it · by May · Cost: 3."
    assert joined(["Buy it [@S1, p. 3].", "by May"]) == "Buy it [@S1, p. 3] · by May"
    assert joined(["Buy it. [@S1]", "by May"]) == "Buy it [@S1] · by May"
    assert joined(["Ask the U.S.", "Wait...", ""]) == "Ask the U.S. · Wait..."
    assert joined(["One.", "Two."], " ") == "One. Two."
    assert joined([]) == ""


def test_a_chart_keeps_what_is_noted_of_its_values() -> None:
    """How many homes a bar stands for is on the printed page, and in the chart."""
    (chart,) = (
        shape.chart
        for slide in show_of(made("cool-rooms", "pptx").content).slides
        for shape in slide.shapes
        if shape.has_chart
    )
    assert next(iter(chart.plots[0].categories)) == "Flat-roofed blocks · 17 homes"
