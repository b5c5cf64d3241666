"""Figures of a brief from end to end: in the confined child, without the extra, too coarse, and in the tag tree."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

import brief
from brief.figures import vega
from brief.figures.widths import figure_width, in_pixels
from brief.making import make_files
from brief.pipeline import Options, Result
from brief.problems import BriefError
from brief.theme import load_theme
from brief.workspace import Workspace
from tests.golden.pages.samples import edition

ROOT = Path(__file__).parents[3]
SAMPLE = ROOT / "content" / "harbour-dues"
FRAME = "meta: {title: Dues, date: 2025-03-10}\nbackground: Dues fell.\nfigures:\n"


def workspace(folder: Path, figures: str, **files: bytes) -> Path:
    """Write a workspace with one brief and files beside it."""
    place = folder / "content" / "dues"
    place.mkdir(parents=True)
    (place / "brief.yaml").write_text(FRAME + figures, encoding="utf-8")
    for name, content in files.items():
        (place / name.replace("_", ".")).write_bytes(content)
    return place / "brief.yaml"


def build(path: Path, folder: Path, *outputs: str) -> Result:
    """Build one brief."""
    return brief.build(path, Options(outputs=outputs or ("pdf", "html"), output=folder, jobs=1))[0]


def figures_in(path: Path) -> list[Any]:
    """Return the structure elements of a PDF that are figures, with their alternatives and boxes."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        if isinstance(node, pikepdf.Array):
            for each in node:
                walk(each)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/S") == "/Figure":
                found.append((str(node.get("/Alt", "")), [float(each) for each in node.A.BBox], _kinds(node.K)))
            walk(node.get("/K", pikepdf.Array()))

    with pikepdf.open(path) as pdf:
        walk(pdf.Root.StructTreeRoot.K)
    return found


def _kinds(kids: Any) -> set[str]:
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    return {type(kid).__name__ for kid in kids}


@pytest.mark.xdist_group("samples")
def test_a_drawing_is_one_figure_with_its_alternative() -> None:
    """Charts and maps are figures with the author's words; their labels are part of them, not read one by one."""
    found = figures_in(edition("harbour-dues", ".pdf"))
    alternatives = [alt for alt, _, _ in found]
    assert len([alt for alt in alternatives if alt.startswith("Three lines from 2017")]) == 1
    assert len([alt for alt in alternatives if alt.startswith("Stacked bars")]) == 1
    assert len([alt for alt in alternatives if alt.startswith("A map of Denmark")]) == 1
    assert all(alternatives)
    for alt, (left, low, right, high), kinds in found:
        assert 0 <= left < right <= 596, alt
        assert 0 <= low < high <= 842, alt
        assert "Dictionary" not in kinds, alt  # no element inside: nothing to be read twice
    lines = next(box for alt, box, _ in found if alt.startswith("Three lines"))
    assert lines[2] - lines[0] == pytest.approx(140 / 25.4 * 72, abs=1)


@pytest.mark.xdist_group("samples")
def test_the_text_of_a_chart_is_text() -> None:
    """Names and numbers of a chart can be searched and copied, and their fonts are those of the page."""
    pdf = edition("harbour-dues", ".pdf")
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert {"Skarvik", "Northhaven", "Dues by length", "500"} <= {line.strip() for line in text.splitlines()}
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    assert all("Brief" in font for font in fonts), fonts


@pytest.mark.xdist_group("samples")
def test_the_page_has_the_values_of_each_chart() -> None:
    """On the web every chart has its values as a table, two widths, and no style of its own."""
    page = edition("harbour-dues", ".html").read_text(encoding="utf-8")
    body = page[page.index("<body") :]
    assert body.count('<details class="figure-data">') == 2
    assert body.count('class="plot plot-wide"') == body.count('class="plot plot-narrow"') == 3
    assert " style=" not in body
    identifiers = re.findall(r'\sid="([^"]+)"', body)
    assert len(identifiers) == len(set(identifiers))


def test_charts_are_drawn_within_the_limits_of_the_child(tmp_path: Path) -> None:
    """The engine of charts reserves 64 GB of addresses: the child draws twice nevertheless, in its limit on memory."""
    for slug in ("one", "two"):
        shutil.copytree(SAMPLE, tmp_path / "content" / slug)
    paths = sorted((tmp_path / "content").glob("*/brief.yaml"))
    results = brief.build(paths, Options(outputs=("html", "pdf"), output=tmp_path / "out", jobs=1))
    assert [len(result.files) for result in results] == [2, 2]


def test_a_process_that_has_drawn_does_not_fork(tmp_path: Path) -> None:
    """After a chart was drawn here, a child is a new Python: a fork would wait for threads that it does not have."""
    code = (
        "import sys, brief; from pathlib import Path; from brief.figures import vega; from brief import confine;"
        "assert confine._can_fork();"
        "vega.draw({'data': {'values': [{'a': 1}]}, 'mark': 'bar'}, {'number': {'decimal': '.', 'thousands': ',',"
        " 'grouping': [3], 'currency': ['', '']}, 'time': vega_times});"
        "assert not confine._can_fork()"
    )
    times = (
        "vega_times = {'dateTime': '', 'date': '', 'time': '', 'periods': ['', ''], 'days': list('SMTWTFS'),"
        " 'shortDays': list('SMTWTFS'), 'months': list('JFMAMJJASOND'), 'shortMonths': list('JFMAMJJASOND')};"
    )
    done = subprocess.run([sys.executable, "-c", times + code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_without_the_extra_the_line_to_type_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chart that cannot be drawn is an error at its line, with the line to type; bars need nothing."""
    monkeypatch.setattr(vega, "is_installed", lambda: False)
    chart = "  - {id: FIG1, kind: chart, mark: line, caption: A, alt: A, data: dues.csv}\n"
    path = workspace(tmp_path / "a", chart, dues_csv=b"year,dues\n2020,1\n2021,2\n")
    with pytest.raises(BriefError) as caught:
        make_files(tmp_path / "a", brief.read(path), ("html",), ("A4",))
    (problem,) = caught.value.problems
    assert (problem.rule, problem.severity, problem.hint) == ("no-charts", "error", 'type: pip install "brief[charts]"')
    assert problem.place is not None
    assert problem.place.line == 4
    bars = "  - {id: FIG1, kind: bars, caption: A, alt: A, data: [{label: a, value: 1}]}\n"
    assert make_files(tmp_path / "b", brief.read(workspace(tmp_path / "b", bars)), ("html",), ("A4",)).files


@pytest.fixture
def coarse() -> bytes:
    """Return an image of 400 by 300 pixels."""
    import io

    stream = io.BytesIO()
    Image.new("RGB", (400, 300), "#336699").save(stream, "PNG")
    return stream.getvalue()


def test_a_coarse_image_is_told_with_its_number(tmp_path: Path, coarse: bytes) -> None:
    """An image that prints below 150 pixels per inch is told with the number and a width that would do."""
    path = workspace(tmp_path, "  - {id: FIG1, kind: image, caption: A, alt: A, file: a.png}\n", a_png=coarse)
    (found,) = [each for each in build(path, tmp_path / "out", "html").problems if each.rule == "coarse-image"]
    assert "'a.png' prints at 73 pixels per inch on 140 mm" in found.message
    assert found.hint == "take a larger image, or write 'width_mm: 67'"
    assert found.place is not None
    assert found.place.line == 4
    (path.parent / "brief.yaml").write_text(
        FRAME + "  - {id: FIG1, kind: image, caption: A, alt: A, file: a.png, width_mm: 67}\n", encoding="utf-8"
    )
    assert "coarse-image" not in {each.rule for each in build(path, tmp_path / "out", "html").problems}


def test_a_cropped_image_is_shown_through_a_window(tmp_path: Path, coarse: bytes) -> None:
    """What is cut off is outside the window; both outputs have the image and its alternative."""
    crop = "crop: {top: 10, right: 20, bottom: 30, left: 5}, width_mm: 40, credit: By hand"
    path = workspace(
        tmp_path, f"  - {{id: FIG1, kind: image, caption: A, alt: Blue, file: a.png, {crop}}}\n", a_png=coarse
    )
    result = build(path, tmp_path / "out")
    assert result.built
    page = next((tmp_path / "out").glob("*.html")).read_text(encoding="utf-8")
    assert 'viewBox="20 30 300 180"' in page
    assert '<image href="data:image/png;base64,' in page
    assert "By hand" in page
    alternatives = {alt for alt, _, _ in figures_in(next((tmp_path / "out").glob("*.pdf")))}
    assert "Blue" in alternatives


@pytest.mark.parametrize("name", Workspace(ROOT).template_names("themes/*/theme.yaml"))
def test_figures_fit_the_page_of_every_theme(name: str) -> None:
    """A printed figure is no wider than what the margins of its theme leave, on either paper."""
    theme = load_theme(Workspace(ROOT), name)
    for paper, width in (("A4", 210), ("Letter", 215.9)):
        margins = [in_pixels(each) for each in theme.page[paper]["margin"].split()]
        assert figure_width(theme.tokens) <= width * 96 / 25.4 - margins[1] - margins[-1 if len(margins) > 3 else 1]


def test_lengths_are_read_or_left() -> None:
    """A length of CSS becomes pixels, anything else the width that fits everywhere."""
    assert in_pixels("25.4mm") == pytest.approx(96)
    assert in_pixels("calc(1mm)") == 0
    assert figure_width({"figure-width": "wide"}) == pytest.approx(80 * 96 / 25.4)


def test_two_processes_draw_the_same_bytes(tmp_path: Path) -> None:
    """Another process, time zone and hash seed give the same page of charts."""
    pages = []
    for zone in ("UTC", "Pacific/Auckland"):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": str(len(zone)), "LANG": "C"}
        command = [
            sys.executable,
            "-m",
            "brief",
            "build",
            str(SAMPLE),
            "--to",
            "html",
            "--output",
            str(tmp_path / zone[:3]),
        ]
        subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
        pages.append(next((tmp_path / zone[:3]).glob("*.html")).read_bytes())
    assert pages[0] == pages[1]
