"""The slides in both outputs: the PDF and the presentation show the same, with every caveat, and give nothing away."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

import brief
from brief.deck import Claim, Claims, deck_of
from brief.making import Look, make_files
from brief.outputs import Made
from brief.outputs.slideshow.look import theme_xml
from brief.outputs.slideshow.text import Run, paragraphs_of
from brief.paint import Painter
from brief.parse import read_document
from brief.showing import for_showing
from brief.workspace import Workspace
from tests.caveats.tagged import tagged_pages
from tests.golden.pages.samples import BRIEFS, ROOT
from tests.making import FOLDER, product

OWN_THEME = "assessment"  # of every sample
THEMES = (OWN_THEME, "modern", "note")
SLUGS = sorted(BRIEFS)
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def made(slug: str, output: str, theme: str | None = None) -> Made:
    """Make one file of a sample."""
    found = product(BRIEFS[slug], output, look=Look(theme=None if theme == OWN_THEME else theme))
    assert list(found.reply.problems) == []
    return Made(found.content, (), found.pages)


def build(root: Path, text: str, *outputs: str, **options: Any) -> brief.Result:
    """Build a brief that a test wrote."""
    path = root / "content" / "small" / "brief.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    (root / "house.yaml").write_text("", "utf-8")
    path.write_text(text, "utf-8")
    (result,) = brief.build(path, brief.Options(outputs=outputs or ("slides", "pptx"), jobs=1, **options))
    return result


def content_of(result: brief.Result, suffix: str) -> bytes:
    """Return the file with an ending."""
    (file,) = (file for file in result.files if file.path.suffix == suffix)
    return file.path.read_bytes()


def pages_of(content: bytes, *options: str) -> list[str]:
    """Return the text of each page of a PDF."""
    done = subprocess.run(
        ["pdftotext", *(options or ["-layout"]), "-", "-"], input=content, capture_output=True, check=True
    )
    return [even(page) for page in done.stdout.decode().split("\f")[:-1]]


def even(text: str) -> str:
    """Write every space in one way, and what has no width not at all."""
    return " ".join(
        re.sub(r"[\u2060\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
        .split()
    )


def show_of(content: bytes) -> Any:
    """Read a presentation back."""
    return Presentation(io.BytesIO(content))


def text_of(slide: Any) -> str:
    """Return all words of a slide, those of its tables too."""
    return even(" ".join("".join(t.text or "" for t in p.iter(f"{A}t")) for p in slide.element.iter(f"{A}p")))


def shapes_of(shapes: Any) -> Iterator[Any]:
    """Yield every shape, those inside groups too."""
    for shape in shapes:
        yield shape
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from shapes_of(shape.shapes)


def parts_of(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every part of a package, those of the workbooks in it too."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            part = package.read(name)
            yield name, part
            if name.endswith(".xlsx"):
                yield from ((f"{name}/{inner}", text) for inner, text in parts_of(part))


# Both


@pytest.mark.parametrize("slug", SLUGS)
def test_both_show_the_same_slides_with_every_caveat(slug: str) -> None:
    """Likelihood, range, window, confidence, dissent, cut-off and marking stand in both, on the slide of the claim."""
    workspace = Workspace.around(BRIEFS[slug])
    view = brief.view_of(workspace, read_document(workspace, BRIEFS[slug]))
    slides = deck_of(view).slides
    content = made(slug, "slides").content
    # Poppler tells the furniture, the tags the words in their order, also where they run from right to left.
    pages = [f"{seen} {even(said)}" for seen, said in zip(pages_of(content, "-q"), tagged_pages(content), strict=True)]
    show = [text_of(slide) for slide in show_of(made(slug, "pptx").content).slides]
    assert len(slides) == len(pages) == len(show) == made(slug, "slides").pages == made(slug, "pptx").pages
    label = view.brief.handling.label or ""
    numbered = [view.language.word("slides.number", page=n, pages=len(slides)) for n in range(1, len(slides) + 1)]
    for slide, number, *both in zip(slides, numbered, pages, show, strict=True):
        for text in both:
            assert text.count(label) >= 2
            squeezed = text.replace(" ", "")
            assert stands(number, text)
            if view.cutoff:
                assert stands(view.language.date(view.cutoff), text)
            for notice in view.imprint.notices:
                assert stands(notice, text)
            for words in caveats_of(slide):
                assert even(words).replace(" ", "") in squeezed or wrapped(words, text), (slide.title, words)


def stands(words: str, text: str) -> bool:
    """Tell whether a line of the furniture stands on a page: as it is, or, from right to left, each word by itself.

    Poppler gives the words of such a line in an order of its own, and the letters of a ligature turned round.
    """
    said = even(words)
    seen, wanted = ({"".join(sorted(word)) for word in re.findall(r"\d+|[^\W\d]+", each)} for each in (text, said))
    return said in text or (bool(re.search("[\u0600-\u06ff]", said)) and wanted <= seen)


def caveats_of(slide: Any) -> Iterator[str]:
    """Yield what must not be lost of the judgements on a slide."""
    claims = slide.body.claims if isinstance(slide.body, Claims) else [slide.body] * isinstance(slide.body, Claim)
    for claim in claims:
        yield claim.name
        if claim.odds:
            yield f"{claim.odds.shown} {claim.odds.range}"
        if claim.window:
            yield claim.window
        if claim.level:
            yield claim.level.words
        for each in claim.remarks:
            if each.key in ("dissent", "unrated", "basis", "later"):
                yield each.label
                yield from re.findall(r"\w{4,}", re.sub(r"\[@[^\]]*\]", "", each.text))
            if each.odds:
                yield each.odds.range


def wrapped(words: str, text: str) -> bool:
    """Tell whether words stand in a text whose lines run through columns: each of them does."""
    return all(word in text for word in even(words).split())


@pytest.mark.parametrize("output", ["slides", "pptx"])
def test_two_builds_give_the_same_bytes(output: str, tmp_path: Path) -> None:
    """In another process, with another seed, zone, user and time."""
    script = (
        "import sys, brief\n"
        "from pathlib import Path\n"
        "from tests.unit.outputs.test_slides import made\n"
        "sys.stdout.buffer.write(made('harbour-dues', sys.argv[1]).content)\n"
    )
    own = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "USER": "someone", "PYTHONPATH": str(ROOT)}
    own[FOLDER] = str(tmp_path)  # an empty one: it makes it anew
    done = subprocess.run([sys.executable, "-c", script, output], capture_output=True, check=True, env=own, cwd=ROOT)
    assert list(tmp_path.iterdir())
    assert done.stdout == made("harbour-dues", output).content


LONG = "The bar will stop at the old wreck as it has done each time since the channel was first dredged. " * 6
TOO_LONG = f"""\
meta: {{title: Long, date: 2026-01-02}}
key_judgements:
  - statement: Repairs are likely to take longer.
    likelihood: likely
    dissent:
      - {{holder: Desk A, view: "{LONG}"}}
      - {{holder: Desk B, view: "{LONG}"}}
      - {{holder: Desk C, view: "{LONG}"}}
open_questions: [Who pays?]
"""


@pytest.mark.parametrize("output", ["slides", "pptx"])
def test_what_does_not_fit_is_a_mistake_at_the_author_s_line(tmp_path: Path, output: str) -> None:
    """No letter gets smaller than 18 pt and no dissent is dropped: the slide is named, with how much it is too long."""
    result = build(tmp_path, TOO_LONG, output)
    (problem,) = result.problems
    assert problem.rule == "slide-length"
    assert re.fullmatch(r"slide 2 \(KJ1\) is \d+ lines too long at 18 pt", problem.message)
    assert problem.place
    assert problem.place.line == 3
    assert not result.built


LONG_RISKS = """\
meta: {title: Buses win, date: 2026-01-02}
risks:
""" + "".join(
    f"""\
  - {{id: R{n}, title: "Risk {n} {"of a name that goes on and on " * 2}", likelihood: unlikely, confidence: low,
     window: "to the end of 2026 or, where the winter is late, a little longer", hilp: {"true" if n > 5 else "false"}}}
"""
    for n in range(1, 7)
)


def test_a_table_that_does_not_fit_shows_fewer_rows_and_says_so(tmp_path: Path) -> None:
    """No letter is below 18 pt: the last rows are counted instead, the flagged one stays, the notes have them all."""
    result = build(tmp_path, LONG_RISKS)
    assert not result.problems
    page = next(page for page in pages_of(content_of(result, ".pdf")) if "First of 6 risks" in page)
    slide = next(each for each in show_of(content_of(result, ".pptx")).slides if "First of 6 risks" in text_of(each))
    for text in (page, text_of(slide)):
        rows = [n for n in range(1, 7) if f"R{n}" in text]
        assert rows[:2] == [1, 2]
        assert rows[-1] == 6
        assert len(rows) < 6
        assert f"{6 - len(rows)} more in the full brief." in text
        assert text.count("low confidence") == len(rows)
    said = slide.notes_slide.notes_text_frame.text
    assert [n for n in range(1, 7) if f"R{n}" in said] == [1, 2, 3, 4, 5, 6]


SPARE = TOO_LONG.replace(LONG, LONG[: len(LONG) // 6 * 2]).replace(
    "    dissent:", f'    so_what: "SPARED {LONG[:300]}"\n    dissent:'
)


def test_what_can_be_spared_goes_first_and_is_said_in_the_notes(tmp_path: Path) -> None:
    """Where room is short, what follows from a claim leaves the slide; the dissents stay."""
    result = build(tmp_path, SPARE)
    assert not result.problems
    page = pages_of(content_of(result, ".pdf"))[1]
    slide = show_of(content_of(result, ".pptx")).slides[1]
    for text in (page, text_of(slide)):
        assert "SPARED" not in text
        assert all(f"Desk {name}" in text for name in "ABC")
    assert "SPARED" in slide.notes_slide.notes_text_frame.text


WITHHELD = """\
meta: {title: Buses win, date: 2026-01-02}
bottom_line: Buses win.
key_judgements:
  - {id: KJ1, statement: Buses are likely to win., likelihood: likely}
  - {id: KJ2, statement: SECRETLY trams are likely to lose., likelihood: likely}
meeting:
  talking_points: [{text: SPOKEN aloud it sounds better., from: KJ1}]
  not_for_use: [{item: KJ2, words: [WORD]}]
open_questions: [Who pays?]
"""


def test_what_is_not_for_use_is_in_neither(tmp_path: Path) -> None:
    """Not on a slide, not in the notes, not in what the PDF carries; the points to make are in the notes."""
    result = build(tmp_path, WITHHELD)
    pptx, pdf = content_of(result, ".pptx"), content_of(result, ".pdf")
    assert [name for name, part in parts_of(pptx) if b"SECRETLY" in part] == []
    assert "SECRETLY" not in " ".join(pages_of(pdf))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert list(opened.attachments) == []
    notes = [slide.notes_slide.notes_text_frame.text for slide in show_of(pptx).slides]
    assert ["SPOKEN" in note for note in notes] == [False, False, True, False, False]


def test_words_in_the_notes_give_away_as_much(tmp_path: Path) -> None:
    """Notes go wherever the file goes: a source whose description names the matter stops the presentation alone."""
    text = WITHHELD + "sources: [{id: S1, title: A list, descriptor: It has the WORD.}]\n"
    assert not build(tmp_path, text, "slides").problems
    (problem,) = build(tmp_path, text, "pptx").problems
    assert problem.rule == "shown-withheld"


def test_words_that_would_give_away_what_is_not_for_use_stop_the_slides(tmp_path: Path) -> None:
    """The author hears of it, at the line that holds the matter back."""
    result = build(tmp_path, WITHHELD.replace("Who pays?", "Whose WORD is it?"), "slides")
    (problem,) = result.problems
    assert (problem.rule, problem.place and problem.place.line) == ("shown-withheld", 8)


MARKED = """\
meta: {title: Buses win, date: 2026-01-02}
handling: {scheme: tlp, marking: TLP:AMBER, unmarked: TLP:CLEAR}
bottom_line: Buses win.
key_judgements:
  - {statement: Buses are likely to win., likelihood: likely, evidence: S1}
  - {statement: INNERMOST trams lose., marking: TLP:AMBER, likelihood: likely, confidence_basis: INNERMOST basis}
figures:
  - {kind: chart, mark: bar, caption: INNERMOST fares, marking: TLP:AMBER, data: [{label: INNERMOST, value: 3}]}
  - {kind: chart, mark: bar, caption: Fares rise, alt: Fares, data: [{label: Bus, value: 3}]}
risks: [{title: INNERMOST strike, marking: TLP:AMBER}, Frost]
open_questions: [{question: INNERMOST who?, marking: TLP:AMBER}, Who pays?]
sources: [{id: S1, title: Fares}, {id: S2, title: INNERMOST source, marking: TLP:AMBER}]
"""


def test_an_edition_for_the_public_holds_no_byte_of_the_rest(tmp_path: Path) -> None:
    """Nothing of what is marked for fewer is in any part of the package, its workbooks or the PDF; the whole has it."""
    whole = build(tmp_path / "whole", MARKED)
    assert len([name for name, part in parts_of(content_of(whole, ".pptx")) if b"INNERMOST" in part]) > 5
    public = build(tmp_path / "public", MARKED, audience="public")
    assert [name for name, part in parts_of(content_of(public, ".pptx")) if b"INNERMOST" in part] == []
    with pikepdf.open(io.BytesIO(content_of(public, ".pdf"))) as opened:
        assert list(opened.attachments) == []
        streams = [entry.read_bytes() for entry in opened.objects if isinstance(entry, pikepdf.Stream)]
        assert [stream for stream in streams if b"INNERMOST" in stream] == []
    assert "INNERMOST" not in " ".join(pages_of(content_of(public, ".pdf")))
    assert "leaves out" in pages_of(content_of(public, ".pdf"))[0]


def test_the_label_of_a_part_stands_with_it(tmp_path: Path) -> None:
    """A judgement, a recommendation that is a title, a row: each shows its own label in both."""
    text = MARKED + "recommendations: [{text: Raise fares., marking: TLP:GREEN}]\n"
    result = build(tmp_path, text)
    pages = pages_of(content_of(result, ".pdf"))
    show = [text_of(slide) for slide in show_of(content_of(result, ".pptx")).slides]
    for texts in (pages, show):
        (advice,) = (each for each in texts if "Raise fares" in each)
        assert "TLP:GREEN" in advice
        (claim,) = (each for each in texts if "INNERMOST trams" in each)
        assert claim.count("TLP:AMBER") == 3  # top, foot, and its own


# The PDF


@pytest.mark.parametrize(
    ("slug", "theme"),
    [
        *((slug, "assessment") for slug in SLUGS),
        *((slug, theme) for slug in ("cool-rooms", "every-kind", "pont-de-valmoire") for theme in ("modern", "note")),
    ],
)
def test_each_page_is_a_slide_of_sixteen_to_nine(slug: str, theme: str) -> None:
    """Every sample fits, those with the most to say in every theme, in English and in French."""
    with pikepdf.open(io.BytesIO(made(slug, "slides", theme).content)) as pdf:
        sizes = {(round(float(page.MediaBox[2])), round(float(page.MediaBox[3]))) for page in pdf.pages}
        assert sizes == {(960, 540)}
        assert len(pdf.pages) == made(slug, "slides", theme).pages


@pytest.mark.parametrize("slug", SLUGS)
def test_each_slide_is_a_section_with_a_heading(slug: str) -> None:
    """In the tags: one first heading, one second heading for each other slide, and an alternative for each figure."""
    content = made(slug, "slides").content
    done = subprocess.run(["pdfinfo", "-struct", "-"], input=content, capture_output=True, check=True)
    tags = [line.strip().split(" ")[0] for line in done.stdout.decode().splitlines()]
    assert tags.count("H1") == 1
    assert tags.count("H2") == (made(slug, "slides").pages or 0) - 1
    with pikepdf.open(io.BytesIO(content)) as pdf:
        figures = [
            entry for entry in pdf.objects if isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == "/Figure"
        ]
        assert all(str(figure.get("/Alt", "")).strip() for figure in figures)
        assert figures or slug == "minimal"


def heights_of(content: bytes) -> set[float]:
    """Return the heights of the words of a PDF, in points."""
    done = subprocess.run(["pdftotext", "-bbox-layout", "-", "-"], input=content, capture_output=True, check=True)
    found = re.findall(r'<word [^>]*yMin="([\d.]+)"[^>]*yMax="([\d.]+)"', done.stdout.decode())
    return {round(float(bottom) - float(top), 1) for top, bottom in found}


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_is_set_too_small_to_be_read(slug: str) -> None:
    """Text has 18 pt or more, sources and furniture 12, and labels of parts 14."""
    # The box of a word is 1.25 to 1.45 times as high as its size, by the font.
    heights = heights_of(made(slug, "slides").content)
    assert min(heights) >= 12 * 1.2
    assert [height for height in heights if 14 * 1.45 < height < 18 * 1.2] == []


def test_a_slide_carries_its_source() -> None:
    """As every PDF of the program does, unless something must not be raised where the slides are shown."""
    with pikepdf.open(io.BytesIO(made("pont-de-valmoire", "slides").content)) as pdf:
        assert [name for name in pdf.attachments if name.endswith("brief.yaml")]
    with pikepdf.open(io.BytesIO(made("cool-rooms", "slides").content)) as pdf:
        assert not list(pdf.attachments)


# The presentation


@pytest.mark.parametrize("slug", SLUGS)
def test_titles_are_titles_and_nothing_is_empty(slug: str) -> None:
    """Each slide has its title in the title placeholder, its footers in theirs, and no placeholder without text."""
    show = show_of(made(slug, "pptx").content)
    assert (show.slide_width, show.slide_height) == (12_192_000, 6_858_000)
    for slide in show.slides:
        assert slide.shapes.title is not None
        assert slide.shapes.title.text_frame.text.strip()
        kinds = {shape.placeholder_format.type for shape in slide.placeholders}
        assert {PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE} <= kinds
        assert [shape.name for shape in slide.placeholders if not shape.text_frame.text.strip()] == []
        assert slide.element.xpath(".//a:fld[@type='slidenum']")
        ids = slide.element.xpath(".//p:cNvPr/@id")
        assert len(ids) == len(set(ids))
    names = [layout.name for layout in show.slide_layouts]
    assert names == ["Cover", "One judgement", "Text", "List", "Two lists", "Title only"]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_drawing_has_an_alternative_or_is_furniture(slug: str) -> None:
    """Groups, tables and charts are described; shapes inside a group and rules between rows say that they decorate."""
    seen = 0
    for slide in show_of(made(slug, "pptx").content).slides:
        for shape in slide.shapes:
            (about,) = shape.element.xpath("./*[1]/p:cNvPr")
            if shape.shape_type == MSO_SHAPE_TYPE.GROUP or shape.has_chart or shape.has_table:
                seen += 1
                assert about.get("descr"), shape.name
        for shape in shapes_of(slide.shapes):
            if shape.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE:
                assert b"decorative" in about_of(shape), shape.name
            assert shape.shape_type != MSO_SHAPE_TYPE.PICTURE
    assert seen or slug == "minimal"


def about_of(shape: Any) -> bytes:
    """Return what a shape says of itself, as XML."""
    from lxml import etree

    (about,) = shape.element.xpath("./*[1]/p:cNvPr")
    return bytes(etree.tostring(about))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_slide_has_notes_that_begin_with_the_marking(slug: str) -> None:
    """Notes pages are printed: they say how they are marked, then what to say."""
    workspace = Workspace.around(BRIEFS[slug])
    view = brief.view_of(workspace, read_document(workspace, BRIEFS[slug]))
    deck = deck_of(replace(view, brief=for_showing(view.brief))).slides
    for slide, shown in zip(deck, show_of(made(slug, "pptx").content).slides, strict=True):
        assert shown.has_notes_slide
        lines = shown.notes_slide.notes_text_frame.text.split("\n")
        assert lines[0].startswith(view.brief.handling.label or view.imprint.status)
        assert len(lines) > len(slide.notes)
        if isinstance(slide.body, Claim) and slide.body.evidence:
            assert "[" in lines[-1]


@pytest.mark.parametrize("slug", SLUGS)
def test_letters_are_large_and_have_a_language(slug: str) -> None:
    """No run has less than 18 pt but sources, furniture and the label of the marking; each says its language."""
    language = {"ar": "ar-EG", "fr": "fr-FR", "en": "en-US"}[
        read_document(Workspace.around(BRIEFS[slug]), BRIEFS[slug]).brief.meta.language
    ]
    for slide in show_of(made(slug, "pptx").content).slides:
        # The scales in tables are lines of spaces, which nobody reads.
        runs = slide.element.xpath(".//a:r[normalize-space(translate(a:t, '\u00a0', ' '))]/a:rPr | .//a:fld/a:rPr")
        assert runs
        assert {run.get("lang") for run in runs} == {language}
        sizes = {int(run.get("sz")) for run in runs}
        assert min(sizes) >= 1200
        assert {size for size in sizes if size < 1800} <= {1200, 1400}


def test_a_presentation_has_the_colours_and_fonts_of_the_theme() -> None:
    """Its theme is that of the brief: whoever adds a shape gets the right colours."""
    themes = {
        theme: dict(parts_of(made("cool-rooms", "pptx", theme).content))["ppt/theme/theme1.xml"] for theme in THEMES
    }
    assert b'name="assessment"' in themes["assessment"]
    assert b'<a:dk2><a:srgbClr val="14304F"/></a:dk2>' in themes["assessment"]
    assert b'<a:accent1><a:srgbClr val="B3261E"/></a:accent1>' in themes["modern"]
    assert b'<a:majorFont><a:latin typeface="Calibri" panose=' in themes["note"]
    assert b'<a:minorFont><a:latin typeface="Calibri" panose=' in themes["assessment"]


@pytest.mark.parametrize(("script", "face"), [("Latn", b"Cambria"), ("Cyrl", b"Calibri"), ("Arab", b"Calibri")])
def test_titles_are_in_a_font_that_has_their_letters_everywhere(script: str, face: bytes) -> None:
    """The stand-in for Cambria has Latin letters only; Arabic ones come from Arial."""
    xml = theme_xml(b'<a:theme name="x"><a:clrScheme/><a:fontScheme></a:fontScheme></a:theme>', "own", {}, script)
    assert b'<a:majorFont><a:latin typeface="' + face in xml
    assert xml.count(b'<a:cs typeface="Arial"/>') == 2


def test_a_presentation_from_right_to_left_is_turned_round() -> None:
    """What begins a line from left to right stands at the right: text, columns, tables, drawings, furniture."""
    show = show_of(made("miyah-alwadi", "pptx").content)
    other = show_of(made("pont-de-valmoire", "pptx").content)
    title, main, aside, date, number = 0, 1, 2, 10, 12
    at, was = (
        {shape.placeholder_format.idx: (shape.left, shape.left + shape.width) for shape in each.slides[2].placeholders}
        for each in (show, other)
    )
    width = show.slide_width
    assert at[title] == tuple(width - edge for edge in reversed(was[title]))
    assert at[aside][1] < at[main][0]
    assert was[main][1] < was[aside][0]
    assert at[number][1] < width / 2 < at[date][0]
    assert was[date][1] < width / 2 < was[number][0]
    # The band of KJ1, from 80 to 95 per cent, is measured from the right.
    (axis,) = (each for each in show.slides[2].shapes if each.shape_type == MSO_SHAPE_TYPE.GROUP and "95" in each.name)
    drawn = sorted((each for each in axis.shapes if not each.text_frame.text), key=lambda each: int(each.width))
    band, line = drawn[-2:]
    assert line.left + line.width - band.left - band.width == pytest.approx(line.width * 0.80, rel=0.01)
    tables = [shape for slide in show.slides for shape in slide.shapes if shape.has_table]
    assert tables
    assert all(shape.table._tbl.tblPr.get("rtl") == "1" for shape in tables)


def test_the_axis_of_a_slide_from_right_to_left_begins_at_the_right() -> None:
    """As on the printed page: unlikely (20 to 45 per cent) lies in the right half."""
    workspace = Workspace.around(BRIEFS["miyah-alwadi"])
    view = brief.view_of(workspace, read_document(workspace, BRIEFS["miyah-alwadi"]))
    painter = Painter(workspace, view, "slides.html", "end")
    (html,) = re.findall(
        r'<section class="slide claim fit-0" id="slide-4".*?</section>', painter.paint(deck=deck_of(view)), re.DOTALL
    )
    (band,) = re.findall(r'<rect x="([\d.]+)" y="0" width="([\d.]+)" height="9"', html)
    assert [float(part) / 302 * 100 for part in band] == pytest.approx([55, 25])
    marks = {text: float(at) for at, text in re.findall(r'style="left:([\d.-]+)mm">(\d+)<', html)}
    assert marks["0"] > marks["20"] > marks["45"] > marks["100"]


def test_a_presentation_names_the_brief_and_nobody_s_account() -> None:
    """Title, author, subject and dates are those of the brief; no other name, path or clock is in any part."""
    content = made("cool-rooms", "pptx").content
    said = show_of(content).core_properties
    assert said.title == "A cool room in every care home is the surest protection in the next hot summer"
    assert said.author == "Policy Unit, Aldermere County Council"
    assert said.subject.startswith("OFFICIAL-SENSITIVE. COMMERCIAL")
    assert (str(said.created.date()), str(said.modified.date())) == ("2026-02-27", "2026-02-27")
    assert (said.last_modified_by, said.language, said.version) == ("", "en-US", "1.1")
    for name, part in parts_of(content):
        for foreign in (b"Canny", b"python-pptx", b"PowerPoint", str(ROOT).encode()):
            assert foreign not in part, (name, foreign)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [name for name in package.namelist() if "thumbnail" in name or "printer" in name] == []


def test_a_chart_can_be_edited_and_has_the_values_of_the_brief() -> None:
    """A chart of a CSV file is a chart with the same numbers; what is missing stays a gap."""
    (chart,) = (
        shape.chart
        for slide in show_of(made("harbour-dues", "pptx").content).slides
        for shape in slide.shapes
        if shape.has_chart
    )
    values = {series.name: list(series.values) for series in chart.plots[0].series}
    assert list(chart.plots[0].categories) == [str(year) for year in range(2017, 2025)]
    assert values["Ferrow"][2:4] == [455, 318]
    assert values["Northhaven"][3] is None
    assert chart.value_axis.minimum_scale == 0


def test_a_table_is_a_table_with_a_header_row() -> None:
    """The risks are cells that a screen reader can walk through, not text at places."""
    (table,) = (
        shape.table
        for slide in show_of(made("unbanning-the-taliban", "pptx").content).slides
        for shape in slide.shapes
        if shape.has_table and shape.table.cell(0, 0).text_frame.text == "Risk"
    )
    assert table.first_row
    assert [cell.text_frame.text for cell in table.rows[0].cells] == ["Risk", "Likelihood", "", "Impact"]
    assert table.cell(0, 1).span_width == 2  # over the words and the scale
    assert "Unlikely 20–45%" in table.rows[1].cells[1].text_frame.text
    assert "low confidence" in table.rows[1].cells[1].text_frame.text


HOSTILE = """\
meta: {title: "<b>Buses</b> ]]> & 'win' {{ 7*7 }} \\"x\\"", date: 2026-01-02, authors: "<script>alert(1)</script>"}
bottom_line: >-
  One </a:t><evil/> & two. [a](javascript:alert(1)) [b](file:///etc/passwd) [c](https://example.org/?a=1&b=2)
  [d](mailto:a@example.org) [e](ftp://example.org/x)
key_judgements:
  - statement: "Buses <script>alert(1)</script> are likely to win & `lose`"
    likelihood: likely
    dissent: [{holder: "<Desk>", view: "No &lt;way&gt; back"}]
figures:
  - kind: chart
    mark: bar
    caption: "A & <B>"
    alt: "'quoted' <alt>"
    data: [{label: "=1+1", value: 3}, {label: <x>, value: 4}]
open_questions: ["=HYPERLINK(\\"http://evil.example\\")"]
"""


def test_content_stays_text(tmp_path: Path) -> None:
    """Markup, formulas and templates in a brief are words on a slide; links lead to http(s) and mailto alone."""
    result = build(tmp_path, HOSTILE, "pptx")
    assert not result.problems
    content = content_of(result, ".pptx")
    show = show_of(content)
    assert show.slides[0].shapes.title.text_frame.text == "<b>Buses</b> ]]> & ‘win’ {{ 7*7 }} “x”".replace(
        " “x”", "\u00a0“x”"
    )
    words = " ".join(text_of(slide) for slide in show.slides)
    assert "</a:t><evil/> & two" in words
    assert "<script>alert(1)</script>" in words
    addresses = [
        relation.target_ref for slide in show.slides for relation in slide.part.rels.values() if relation.is_external
    ]
    assert sorted(set(addresses)) == ["https://example.org/?a=1&b=2", "mailto:a@example.org"]
    workbooks = [part for name, part in parts_of(content) if name.endswith("sharedStrings.xml")]
    assert any(b"=1+1" in part for part in workbooks)
    assert [name for name, part in parts_of(content) if name.endswith("sheet1.xml") and b"<f>" in part] == []
    assert [name for name, _ in parts_of(content) if "vba" in name.lower() or name.endswith(".bin")] == []


def test_markup_becomes_runs() -> None:
    """Emphasis, links and paragraphs are kept; what XML cannot hold and what some fonts show as boxes is not."""
    markup = '<p>One <strong>two</strong> <em>three</em></p><ul><li>four\u2060\x07</li></ul><a href="https://a.example">x</a>'
    assert paragraphs_of(markup) == [
        (Run("One "), Run("two", bold=True), Run(" "), Run("three", italic=True)),
        (Run("four"),),
        (Run("x", address="https://a.example"),),
    ]
    assert paragraphs_of('<a href="javascript:x">x</a>') == [(Run("x"),)]
    assert paragraphs_of('<a href="https://a b">x</a>') == [(Run("x"),)]


def test_without_the_library_the_author_is_told_what_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named, and nothing else of the program needs it."""
    monkeypatch.setattr("brief.outputs.pptx.find_spec", lambda _: None)
    path = BRIEFS["minimal"]
    workspace = Workspace.around(path)
    with pytest.raises(brief.BriefError) as raised:
        make_files(workspace.root, read_document(workspace, path), ("pptx",), ("A4",), Look())
    (problem,) = raised.value.problems
    assert (problem.rule, problem.hint) == ("no-office", 'type: pip install "brief[office]"')
