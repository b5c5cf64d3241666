"""Drawings: whole, within their frames, the same each time, and legible without colour."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from brief.checks.accessibility import TEXT_RATIO
from brief.data.atlas import countries, find_country
from brief.data.values import Value, Values
from brief.figures import vega
from brief.figures.charts import draw_chart
from brief.figures.drawing import NARROW, WIDE, Canvas, Drawing, Shape, wrapped
from brief.figures.looks import DEFAULTS, LOOKS, PATTERNS
from brief.figures.maps import clipped, draw_map
from brief.figures.markup import print_markup, roles_css, web_markup
from brief.figures.scenarios import draw_fan
from brief.figures.timeline import draw_lanes, end_of, meaning_of, start_of
from brief.language import load_language
from brief.model.edtf import parse_edtf
from brief.model.scales import ICD203
from brief.problems import BriefError
from brief.theme import load_theme
from brief.workspace import Workspace

ROOT = Path(__file__).parents[3]
WORKSPACE = Workspace(ROOT)
ENGLISH = load_language(WORKSPACE, "en")
PRINT = Canvas(529, 11, "print")
THEMES = WORKSPACE.template_names("themes/*/theme.yaml")
MARKS = ("bar", "line", "area", "dot", "slope", "stacked")


def figure(**keys: Any) -> Any:
    """Return what a chart needs to know of its figure."""
    return SimpleNamespace(**{"mark": None, "from_zero": True, "annotations": (), **keys})


def values(labels: list[str], **series: list[float | None]) -> Values:
    """Return values by series."""
    rows = (Value(label, v, name) for name, vs in series.items() for label, v in zip(labels, vs, strict=True))
    return Values(tuple(rows))


TWO = values(["2019", "2023"], Ferrow=[12.0, 22.0], Skarvik=[20.0, 21.0], Northhaven=[19.5, 11.0])


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("canvas", [PRINT, WIDE, NARROW], ids=lambda canvas: canvas.medium)
def test_every_chart_names_its_series_and_keeps_its_frame(mark: str, canvas: Canvas) -> None:
    """Each series has its name on the chart, no label leaves the frame at its anchor, and nothing is undrawn."""
    drawing = draw_chart(figure(mark=mark), TWO, ENGLISH, canvas)
    text = " ".join(label.text for label in drawing.labels)
    assert all(name in text for name in TWO.series)
    assert len(drawing.shapes) >= 3
    for label in drawing.labels:
        assert -1 <= label.x <= drawing.width + 1, label
        assert 0 <= label.y <= drawing.height + 1, label
    assert not [shape for shape in drawing.shapes if "NaN" in shape.d or "nan" in shape.d]


@pytest.mark.parametrize("mark", MARKS)
def test_a_chart_is_the_same_each_time(mark: str) -> None:
    """Two drawings of the same values are equal to the last digit."""
    assert draw_chart(figure(mark=mark), TWO, ENGLISH, PRINT) == draw_chart(figure(mark=mark), TWO, ENGLISH, PRINT)


def test_names_of_series_do_not_stand_on_each_other() -> None:
    """Where lines end close together their names are moved apart."""
    ports: dict[str, list[float | None]] = {f"Port {n}": [10.0, 20 + n / 10] for n in range(5)}
    close = values(["2019", "2020"], **ports)
    drawing = draw_chart(figure(mark="line"), close, ENGLISH, PRINT)
    heights = sorted(label.y for label in drawing.labels if label.bold)
    assert len(heights) == 5
    assert min(b - a for a, b in pairwise(heights)) > PRINT.size


def test_a_missing_value_is_a_gap() -> None:
    """A line stops where there is no value, and does not fall to zero."""
    drawing = draw_chart(figure(mark="line"), values(["1", "2", "3", "4"], a=[1.0, None, 3.0, 4.0]), ENGLISH, PRINT)
    line = next(shape for shape in drawing.shapes if shape.stroke == "accent" and not shape.fill)
    assert line.d.count("M") == 2


def test_bars_below_zero_and_small_charts() -> None:
    """Bars run to both sides of zero; bars of several series become small charts with the same scale."""
    drawing = draw_chart(figure(), values(["a", "b"], x=[10.0, -5.0]), ENGLISH, PRINT)
    assert any(label.text == "\u22125" for label in drawing.labels)
    small = draw_chart(figure(mark="bar"), TWO, ENGLISH, PRINT)
    assert [label.text for label in small.labels if label.bold] == TWO.series
    assert draw_chart(figure(mark="bar"), TWO, ENGLISH, NARROW).height > 2 * small.height


def test_months_are_written_in_the_language() -> None:
    """Dates on an axis are those of the calendar, whatever the zone of the machine."""
    months = values([f"2024-{month:02}" for month in range(1, 13)], calls=[float(n) for n in range(12)])
    french = load_language(WORKSPACE, "fr")
    text = [label.text for label in draw_chart(figure(mark="line"), months, french, PRINT).labels]
    assert any("janv." in each or "avr." in each for each in text), text
    assert not any("2023" in each for each in text)


def test_text_of_content_is_text() -> None:
    """What looks like markup or like an expression of the engine is written as it stands."""
    nasty = '</text><script>alert(1)</script> datum["x"] ${1+1}'
    drawing = draw_chart(figure(mark="bar"), values([nasty], x=[1.0]), ENGLISH, PRINT)
    assert "<script>" not in print_markup(drawing, "FIG1", nasty, DEFAULTS)
    assert "<script>" not in web_markup({"wide": drawing}, "FIG1", nasty)
    assert "script" in " ".join(label.text for label in drawing.labels)


def bars_of(data: dict[str, Any]) -> list[Shape]:
    """Return what the engine draws of some data."""
    encoding = {"y": {"field": "calls", "type": "quantitative"}, "fill": {"value": vega.COLOURS["accent"]}}
    schema = "https://vega.github.io/schema/vega-lite/v6.json"
    spec = {"$schema": schema, "data": data, "mark": "bar", "encoding": encoding}
    try:
        return [shape for shape in vega.draw(spec, {"number": FORMATS, "time": TIMES}).shapes if shape.fill]
    except BriefError:
        return []


def test_the_engine_reaches_no_address() -> None:
    """Data from a file or from the network are refused by the engine itself; data that are given are drawn."""
    assert bars_of({"values": [{"calls": 412}]}) != []
    assert bars_of({"url": (ROOT / "content" / "harbour-dues" / "calls.csv").as_uri()}) == []
    assert bars_of({"url": "http://127.0.0.1:9/calls.csv"}) == []


FORMATS = {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""]}
TIMES = {
    "dateTime": "%x, %X",
    "date": "%d.%m.%Y",
    "time": "%H:%M:%S",
    "periods": ["AM", "PM"],
    "days": list("SMTWTFS"),
    "shortDays": list("SMTWTFS"),
    "months": list("JFMAMJJASOND"),
    "shortMonths": list("JFMAMJJASOND"),
}


# Legible without colour


def lightness(colour: str) -> float:
    """Return the perceived lightness L* (CIE 1976) of a colour in hexadecimal."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * light ** (1 / 3) - 16 if light > 0.008856 else 903.3 * light


@pytest.mark.parametrize("name", THEMES)
def test_levels_differ_in_grey(name: str) -> None:
    """In every theme, light and dark, neighbours of the ramp of impact differ by 8 L* at least."""
    theme = load_theme(WORKSPACE, name)
    for tokens in (theme.tokens, {**theme.tokens, **theme.dark}):
        ramp = [lightness(tokens[f"impact-{level}"]) for level in range(1, 6)]
        assert all(abs(b - a) >= 8 for a, b in pairwise(ramp)), ramp


@pytest.mark.parametrize("name", THEMES)
def test_series_differ_in_grey_or_in_pattern(name: str) -> None:
    """Any two series of a chart differ by their pattern, or by 8 L* in every theme; their lines by dash or width."""
    theme = load_theme(WORKSPACE, name)
    tokens = {**DEFAULTS, **theme.tokens}
    assert len({(look.dash, look.width) for look in LOOKS}) == len({(k.symbol, k.hollow) for k in LOOKS}) == len(LOOKS)
    for one in LOOKS:
        for other in LOOKS:
            if one is not other and "pattern" not in one.fill + other.fill:
                assert abs(lightness(tokens[one.fill]) - lightness(tokens[other.fill])) >= 8, (one, other)
    fills = [look.fill for look in LOOKS]
    assert len(set(fills)) == len(fills)
    assert {fill.partition(":")[2] for fill in fills if ":" in fill} <= set(PATTERNS)


@pytest.mark.parametrize("name", THEMES)
def test_marks_can_be_seen_on_their_ground(name: str) -> None:
    """What a chart draws with has a contrast of 3 to 1 on the page, its labels 4.5 to 1."""
    theme = load_theme(WORKSPACE, name)
    for tokens in ({**DEFAULTS, **theme.tokens}, {**DEFAULTS, **theme.tokens, **theme.dark}):
        for role, wanted in (("accent", 3.0), ("ink", TEXT_RATIO), ("ink-soft", TEXT_RATIO)):
            a, b = sorted((_luminance(tokens[role]), _luminance(tokens["paper"])))
            assert (b + 0.05) / (a + 0.05) >= wanted, role


def _luminance(colour: str) -> float:
    light = lightness(colour)
    return float(((light + 16) / 116) ** 3) if light > 8 else light / 903.3


def test_the_sense_of_lightness_is_right() -> None:
    """Black, middle grey and white have the lightness that the standard gives them."""
    assert lightness("#000000") == pytest.approx(0, abs=0.01)
    assert lightness("#777777") == pytest.approx(50.0, abs=0.6)
    assert lightness("#ffffff") == pytest.approx(100, abs=0.01)


# Time


@pytest.mark.parametrize(
    ("date", "means"),
    [
        ("2020-01-01", "day"),
        ("2020-05", "within"),
        ("2020-21", "within"),
        ("2020", "within"),
        ("199X", "within"),
        ("2008~", "circa"),
        ("2012-04/2014-09", "interval"),
        ("2020/..", "ongoing"),
    ],
)
def test_each_precision_has_its_mark(date: str, means: str) -> None:
    """How much is known of a date shows in its mark, and what lies ahead is drawn as expected."""
    assert meaning_of(parse_edtf(date), expected=False) == means
    assert meaning_of(parse_edtf(date), expected=True) == "expected"


def test_marks_of_time_differ_in_shape() -> None:
    """No two meanings share a drawing, and every drawing stands in its lane in the order of time."""
    dates = ["199X", "2008~", "2012-04/2014-09", "2020-01-01", "2020-06/..", "2026-01-01"]
    events = [SimpleNamespace(date=parse_edtf(date), expected=date == "2026-01-01", weight="normal") for date in dates]
    lanes = draw_lanes(events, ENGLISH, 200, 11)
    assert len(lanes.key) == 6
    assert len({str(sample.shapes) for _, sample in lanes.key}) == 6
    closed = [[shape for shape in row.mark.shapes if shape.d.endswith("Z")] for row in lanes.rows]
    starts = [shapes[0].x for shapes in closed]
    assert all(later - earlier > -4 for earlier, later in pairwise(starts))  # the smallest marks are 7 wide
    for row in lanes.rows:
        assert all(0 <= shape.x <= 200 for shape in row.mark.shapes)


def test_time_runs_in_order() -> None:
    """A season begins with its month, a decade lasts ten years, a single event has an axis too."""
    assert start_of(parse_edtf("2015-21").start) < start_of(parse_edtf("2015-04").start)
    assert end_of(parse_edtf("199X").start) == 2000.0
    event = SimpleNamespace(date=parse_edtf("2020-01-01"), expected=False, weight="key")
    lanes = draw_lanes([event], ENGLISH, 200, 11)
    assert len(lanes.axis.labels) == 2


def test_a_branch_is_as_thick_as_it_is_likely() -> None:
    """The fan has a branch for each scenario; one without likelihood is dashed and has no bar."""
    scenarios = [
        SimpleNamespace(id=f"SC{n}", name="A", likelihood=term) for n, term in enumerate(("likely", "unlikely", None))
    ]
    drawing = draw_fan(
        scenarios, lambda term: ICD203.by_term.get(term or ""), (lambda each: each.id, lambda _: "words"), PRINT
    )
    branches = [shape for shape in drawing.shapes if "C" in shape.d]
    assert branches[0].width > branches[1].width > branches[2].width
    assert [bool(branch.dash) for branch in branches] == [False, False, True]
    assert len([shape for shape in drawing.shapes if shape.fill == "track"]) == 2


# Maps


def test_the_atlas_is_whole() -> None:
    """Every country has rings, and those with a code are found by it, in two or three letters, and by name."""
    assert len(countries()) == 177
    assert all(country.rings for country in countries())
    assert find_country("AFG") is find_country("af") is find_country("Afghanistan")
    assert find_country("Atlantis") is None


def test_a_map_keeps_to_its_frame_and_stays_small() -> None:
    """Nothing beyond the frame is written, the date line is no obstacle, names follow the language."""
    place = SimpleNamespace(name="Ferrow", lat=55.7, lon=12.6)
    drawing = draw_map(SimpleNamespace(focus=["DK", "SE"], places=[place]), load_language(WORKSPACE, "fr"), PRINT)
    assert {"Danemark", "Suède", "Ferrow"} <= {label.text for label in drawing.labels}
    assert sum(len(shape.d) for shape in drawing.shapes) < 40_000
    for shape in drawing.shapes:
        numbers = [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", shape.d)] if shape.fill == "paper" else []
        assert all(-10 <= each <= drawing.width + 10 for each in numbers)
    fiji = draw_map(SimpleNamespace(focus=["FJ"], places=[]), ENGLISH, PRINT)
    assert "Fiji" in {label.text for label in fiji.labels}


def test_clipping_keeps_what_is_inside() -> None:
    """A square half outside loses just that half."""
    ring = [(-5.0, 2.0), (5.0, 2.0), (5.0, 8.0), (-5.0, 8.0)]
    assert sorted(clipped(ring, (0, 0, 10, 10))) == [(0.0, 2.0), (0.0, 8.0), (5.0, 2.0), (5.0, 8.0)]
    assert clipped([(20.0, 20.0), (30.0, 20.0), (30.0, 30.0)], (0, 0, 10, 10)) == []


# Markup


def test_print_has_colours_and_the_web_has_classes() -> None:
    """Shapes in print carry their colours and no text; on the web they carry roles, text and no style."""
    drawing = Drawing(100, 50, [Shape("M0,0h5", fill="pattern:dots", stroke="accent")])
    drawing.rectangle((0, 0, 10, 10), "accent")
    drawing.labels += draw_chart(figure(), values(["a"], x=[1.0]), ENGLISH, PRINT).labels
    printed = print_markup(drawing, "FIG1", "An alternative", {"accent": "#123456"})
    assert "<text" not in printed
    assert 'fill="#123456"' in printed
    assert "<title>An alternative</title>" in printed
    web = web_markup({"wide": drawing}, "FIG1", "An alternative")
    assert "style=" not in web
    assert 'class="f-accent"' in web
    assert "#123456" not in web
    assert ".f-accent{fill:var(--accent)}" in roles_css()


def test_words_are_broken_into_lines() -> None:
    """A long label becomes lines, the last of which takes the rest; nothing is lost."""
    text = "Waste reception with a very long name that wraps"
    lines = wrapped(text, 100, 11, 2)
    assert len(lines) == 2
    assert " ".join(lines) == text
