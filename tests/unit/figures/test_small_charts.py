"""Small charts side by side, and the remarks of charts: one scale, all series, and no words on what they speak of."""

from __future__ import annotations

import math
import re
from itertools import combinations
from types import SimpleNamespace
from typing import Any

import pytest

from brief.data.fitness import MOST_BARS, data_problems
from brief.data.values import Value, Values
from brief.figures.charts import draw_chart
from brief.figures.drawing import NARROW, WIDE, Canvas, Drawing, Label
from brief.figures.looks import LOOKS
from brief.figures.remarks import DASH, box_of
from brief.figures.vega import read_back
from brief.problems import BriefError
from tests.unit.figures.test_drawings import ENGLISH, MARKS, PRINT, figure, values

COLUMN = Canvas(313, 11, "print")
CANVASES = [PRINT, COLUMN, WIDE, NARROW]
PORTS = ("Ferrow", "Skarvik", "Northhaven")
COASTS = ("North coast", "South coast", "Inland waters of the east")
# One coast is far larger than the others, and one lacks a port and a year.
SIZES = {"North coast": 1.0, "South coast": 12.0, "Inland waters of the east": 3.0}


def by_coast(labels: tuple[str, ...] = ("2018", "2025"), gaps: bool = False) -> Values:
    """Return values of three ports at three coasts."""
    rows = [
        Value(label, round(SIZES[coast] * (10 + 7 * nth + at * 1.3), 1), port, coast)
        for coast in COASTS
        for nth, port in enumerate(PORTS)
        for at, label in enumerate(labels)
        if not (gaps and coast == COASTS[2] and (port == "Skarvik" or label == labels[-1]))
    ]
    return Values(tuple(rows))


def remark(text: str, **at: Any) -> Any:
    """Return a remark of a chart."""
    return SimpleNamespace(**{"text": text, "at": None, "value": None, **at})


def bars_of(drawing: Drawing) -> dict[str, list[float]]:
    """Return the lengths of the bars of a chart by their fill, from left to right and from top to bottom."""
    fills = {look.fill for look in LOOKS}
    found: dict[str, list[float]] = {}
    for shape in sorted(drawing.shapes, key=lambda each: (each.y, each.x)):
        wide = re.fullmatch(r"M[\d.]+,[\d.]+h([\d.]+)v([\d.]+)h-[\d.]+Z", shape.d)
        if shape.fill in fills and wide and float(wide[2]) > 9:
            found.setdefault(shape.fill, []).append(float(wide[1]))
    return found


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("canvas", CANVASES, ids=["print", "column", "wide", "narrow"])
def test_each_small_chart_has_all_its_series(mark: str, canvas: Canvas) -> None:
    """A facet is one chart, named by the facet alone; its series are told apart by a key or by names beside them."""
    drawing = draw_chart(figure(mark=mark), by_coast(), ENGLISH, canvas)
    bold = [label.text for label in drawing.labels if label.bold]
    text = " ".join(label.text for label in drawing.labels)
    assert [coast for coast in COASTS if coast not in text] == []
    assert not [each for each in bold if any(coast in each and port in each for coast in COASTS for port in PORTS)]
    keyed = [port for port in PORTS if bold.count(port) == 1]
    direct = [port for port in PORTS if sum(each.startswith(port) for each in bold) >= len(COASTS)]
    assert list(PORTS) in (keyed, direct)


def test_bars_of_small_charts_have_one_scale() -> None:
    """The longest bar is as much longer as its value is larger, whatever words stand beside the bars of each chart."""
    data = by_coast()
    found = bars_of(draw_chart(figure(mark="bar"), data, ENGLISH, PRINT))
    assert list(found) == [look.fill for look in LOOKS[:3]]
    for nth, port in enumerate(PORTS):
        known = sorted(row.value or 0 for row in data.rows if row.series == port)
        drawn = sorted(found[LOOKS[nth].fill])[-len(known) :]  # the sample in the key is shorter than all but few
        ratios = [long / value for long, value in zip(drawn, known, strict=True) if value > 100]
        assert max(ratios) - min(ratios) < 0.01 * max(ratios), port


def test_bars_by_series_have_one_scale() -> None:
    """Where series are drawn one by one, a bar of the same value is as long in each, beside long words as well."""
    drawing = draw_chart(figure(mark="bar"), values(["a", "b"], x=[10.0, 20.0], y=[10.0, 123.0]), ENGLISH, PRINT)
    lengths = sorted(bars_of(drawing)["accent"])
    assert len(lengths) == 4
    assert lengths[0] == lengths[1]
    assert lengths[2] == pytest.approx(2 * lengths[0], rel=0.1)


@pytest.mark.parametrize("mark", ["line", "dot", "slope"])
def test_axes_of_small_charts_agree(mark: str) -> None:
    """A chart that lacks a year and a series has the axes of the others: their labels stand at the same places."""
    data = by_coast(tuple(str(year) for year in (2018, 2025)), gaps=True)
    drawing = draw_chart(figure(mark=mark), data, ENGLISH, Canvas(900, 11, "print"))
    places = [round(label.x % (900 / 3 + 11 * 1.6 / 3), 1) for label in drawing.labels if label.text == "2018"]
    assert len(places) >= 2
    assert max(places) - min(places) < 0.2


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    """Return the pairs of labels that stand on each other."""
    found = []
    for one, other in combinations(drawing.labels, 2):
        a, b = box_of(one), box_of(other)
        across = min(a[2], b[2]) - max(a[0], b[0])
        down = min(a[3], b[3]) - max(a[1], b[1])
        if across > 1 and down > one.size * 0.12:
            found.append((one.text, other.text))
    return found


MANY = tuple(str(year) for year in range(2004, 2026))
NAMES = ("Waste reception", "Pilots", "Berths for small ships", "Ice", "Tugs")


@pytest.mark.parametrize("labels", [("2018", "2025"), MANY[:12], NAMES], ids=["two", "years", "names"])
@pytest.mark.parametrize("mark", [mark for mark in MARKS if mark != "slope"])
@pytest.mark.parametrize("canvas", CANVASES, ids=["print", "column", "wide", "narrow"])
def test_no_words_stand_on_others(mark: str, canvas: Canvas, labels: tuple[str, ...]) -> None:
    """Labels, names, numbers and remarks keep apart in every chart, alone or side by side, and in the frame."""
    notes = (remark("Target", value=12.0), remark("New tariff", at=labels[-1]), remark("Strike", at=labels[-2]))
    ports: dict[str, list[float | None]] = {
        port: [10.0 + nth * 7 + at for at in range(len(labels))] for nth, port in enumerate(PORTS)
    }
    single = values(list(labels), **ports)
    refused: set[tuple[tuple[str, ...], str]] = set()
    for data in (single, by_coast(labels)):
        try:
            drawing = draw_chart(figure(mark=mark, annotations=notes), data, ENGLISH, canvas)
        except BriefError as error:
            refused.add((labels, error.problems[0].rule))
            continue
        assert overlaps(drawing) == []
        boxes = [box_of(label) for label in drawing.labels]
        assert min(box[0] for box in boxes) >= -1
        assert max(box[2] for box in boxes) <= canvas.width + 6
        assert min(box[1] for box in boxes) >= -1
        assert max(box[3] for box in boxes) <= drawing.height + 1
    assert refused <= {(NAMES, "chart")}  # long names under an upright chart


def test_the_measure_of_words_bites() -> None:
    """Two labels at one place are found."""
    drawing = Drawing(100, 20, labels=[Label("One", 0, 10, 11), Label("Other", 5, 12, 11)])
    assert overlaps(drawing) == [("One", "Other")]


@pytest.mark.parametrize("mark", MARKS)
def test_one_series_alone_is_drawn(mark: str) -> None:
    """A chart of one series has lines of a width: a number that is none would spoil its page."""
    alone = Values((Value("2019", 1.0), Value("2023", 2.0)))
    drawing = draw_chart(figure(mark=mark), alone, ENGLISH, PRINT)
    assert all(math.isfinite(shape.width) and shape.width > 0 for shape in drawing.shapes)
    assert [shape for shape in drawing.shapes if "accent" in (shape.stroke, shape.fill)]


def test_what_is_no_number_is_never_written() -> None:
    """A width that is no number ends with a problem, not with a broken page."""
    svg = '<svg width="10" height="10"><g><path d="M0,0L5,5" stroke="#0a0b06" stroke-width="{}"/></g></svg>'
    assert read_back(svg.format("2")).shapes
    with pytest.raises(BriefError):
        read_back(svg.format("NaN"))
    with pytest.raises(BriefError):
        read_back('<svg width="1" height="1"><g><path d="M0,NaNL5,5" stroke="#0a0b06"/></g></svg>')


def test_a_remark_hides_no_series() -> None:
    """Words beside a dashed line stand where no series passes, and above the frame where there is no such place."""
    zigzag: list[float | None] = [8.0 + (at % 2) * 8 for at in range(40)]
    full = values([str(1980 + at) for at in range(40)], a=zigzag)
    drawing = draw_chart(figure(mark="line", annotations=(remark("Target", value=12.0),)), full, ENGLISH, PRINT)
    words = next(label for label in drawing.labels if label.text == "Target")
    line = next(shape for shape in drawing.shapes if shape.dash == DASH)
    assert words.y < 20
    assert line.y > 40
    calm = values(["1980", "2019"], a=[2.0, 30.0])
    drawing = draw_chart(figure(mark="line", annotations=(remark("Target", value=12.0),)), calm, ENGLISH, PRINT)
    words = next(label for label in drawing.labels if label.text == "Target")
    line = next(shape for shape in drawing.shapes if shape.dash == DASH)
    assert 0 < line.y - words.y < 8


@pytest.mark.parametrize("mark", ["bar", "line", "dot", "stacked"])
def test_a_long_remark_is_broken_into_lines(mark: str) -> None:
    """Words that are wider than a small chart stay above it, one line over the other, and all of them are there."""
    words = "The channel fills with sand from the northern bar"
    drawing = draw_chart(figure(mark=mark, annotations=(remark(words, value=12.0),)), by_coast(), ENGLISH, COLUMN)
    assert overlaps(drawing) == []
    boxes = {label.text: box_of(label) for label in drawing.labels}
    assert max(box[2] for box in boxes.values()) <= COLUMN.width + 6
    assert min(box[0] for box in boxes.values()) >= -1
    assert [word for word in words.split() if not any(word in text for text in boxes)] == []


def test_a_remark_on_areas_has_a_plate() -> None:
    """On a pattern words are hard to read: paper is laid under them."""
    data = values(["2018", "2025"], a=[10.0, 12.0], b=[8.0, 9.0])
    drawing = draw_chart(figure(mark="area", annotations=(remark("Target", value=12.0),)), data, ENGLISH, PRINT)
    left, top, right, bottom = box_of(next(label for label in drawing.labels if label.text == "Target"))
    plates = [shape for shape in drawing.shapes if shape.fill == "paper" and shape.d.startswith("M0,0h")]
    assert [shape for shape in plates if shape.x <= left and shape.y <= top < bottom <= shape.y + bottom - top + 0.1]
    assert right > left


def test_the_remark_of_a_stack_leaves_its_axis_alone() -> None:
    """Every label of the axis is written once, with a remark at one of them as without."""
    data = values(["2018", "2025"], a=[10.0, 12.0], b=[8.0, 9.0])
    for notes in ((), (remark("New tariff", at="2025"),)):
        drawing = draw_chart(figure(mark="stacked", annotations=notes), data, ENGLISH, PRINT)
        assert [label.text for label in drawing.labels].count("2018") == 1


def test_a_series_that_ends_at_nothing_is_in_the_key() -> None:
    """The name of an area that has shrunk to nothing cannot stand beside its end: all names go into a key."""
    data = values(["2018", "2025"], a=[10.0, 12.0], b=[8.0, 0.0])
    drawing = draw_chart(figure(mark="area"), data, ENGLISH, PRINT)
    samples = [shape.fill for shape in drawing.shapes if shape.d.startswith("M0,0h16.5")]
    assert samples == [look.fill for look in LOOKS[:2]]
    assert [label.text for label in drawing.labels if label.bold] == ["a", "b"]


def problems(mark: str, data: Values, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Return what is found of a chart of some values: the key and the message."""
    monkeypatch.setattr("brief.data.fitness.values_of", lambda *_: data)
    about = SimpleNamespace(kind="chart", mark=mark, data=(), from_zero=True, annotations=())
    return [(str(path[0]), problem.message) for path, problem in data_problems(about, None, None)]  # type: ignore[arg-type]


@pytest.mark.parametrize("mark", ["area", "stacked"])
def test_a_gap_in_a_sum_is_told(mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not known cannot be added up: a stack does not fall to zero without a word."""
    gap = values(["2018", "2019", "2020"], a=[1.0, 2.0, 3.0], b=[1.0, None, 3.0])
    message = f"a {mark} chart adds values up, and there is none for b in 2019"
    assert problems(mark, gap, monkeypatch) == [("data", message)]
    assert problems("line", gap, monkeypatch) == []
    assert problems(mark, values(["2018", "2019"], a=[1.0, 2.0], b=[1.0, 0.0]), monkeypatch) == []


def test_more_bars_than_a_page_holds_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small charts of bars stand above each other on a page of a certain height."""
    labels = [f"Place {n}" for n in range(20)]
    ports: dict[str, list[float | None]] = {port: [float(n) for n in range(20)] for port in "abcdef"}
    (found,) = problems("bar", values(labels, **ports), monkeypatch)
    assert found == ("data", f"these bars would stand 66 above each other; at most {MOST_BARS} fit on a page")
    assert problems("bar", values(labels, a=ports["a"], b=ports["b"]), monkeypatch) == []
    assert problems("dot", values(labels, **ports), monkeypatch) == []


def test_names_that_fit_nowhere_are_told() -> None:
    """A long word under an upright chart is a problem with what to write instead, never a heap of letters."""
    names = [f"Hafenbehördenangelegenheiten{n}" for n in range(12)]
    with pytest.raises(BriefError) as caught:
        draw_chart(figure(mark="stacked"), values(names, a=[1.0] * 12), ENGLISH, PRINT)
    assert (
        caught.value.problems[0].hint
        == "write it shorter, or 'mark: bar' or 'mark: dot', whose labels stand at the side"
    )
    assert draw_chart(figure(mark="bar"), values(names, a=[1.0] * 12), ENGLISH, PRINT).labels
