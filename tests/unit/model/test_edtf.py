from __future__ import annotations

import datetime

import pytest

from brief.model.edtf import NotADateError, coarser, day_of, parse_edtf


@pytest.mark.parametrize(
    ("text", "precision", "first"),
    [
        ("1992", "year", (1992, 1, 1)),
        ("1992-04", "month", (1992, 4, 1)),
        ("2024-03-22", "day", (2024, 3, 22)),
        ("2024-02-29", "day", (2024, 2, 29)),
        ("199X", "decade", (1990, 1, 1)),
        ("2015-21", "season", (2015, 3, 1)),
        ("2015-24", "season", (2015, 12, 1)),
        ("2021~", "circa", (2021, 1, 1)),
        ("2021-08?", "circa", (2021, 8, 1)),
    ],
)
def test_points(text: str, precision: str, first: tuple[int, int, int]) -> None:
    """A date is as precise as it is written, and sorts by the first day that it can mean."""
    date = parse_edtf(text)

    assert date.precision == precision
    assert date.start.first_day == first
    assert day_of(date.start) == datetime.date(*first)
    assert str(date) == text
    assert date.end is None


def test_intervals() -> None:
    """Two points make an interval; an open end says that it still goes on."""
    closed, still, blank = parse_edtf("1996/2001-10"), parse_edtf("2021-08/.."), parse_edtf("2021-08/")

    assert (closed.start.year, closed.end and closed.end.month, closed.open_ended) == (1996, 10, False)
    assert (still.end, still.open_ended) == (None, True)
    assert blank.open_ended


@pytest.mark.parametrize(
    "text",
    [
        "",
        "spring",
        "92",
        "1992-13",
        "1992-00",
        "2023-02-29",
        "2024-04-31",
        "2024-1-1",
        "2015-21-03",
        "2015-25",
        "199X-04",
        *("0000", "2001/1996", "1/2/3", "/1996", "1992-04-01T12:00", "03/04/2024", "١٩٩٢", "1992\n", "19920401"),
    ],
)
def test_not_dates(text: str) -> None:
    """What the calendar does not have, and what could be read in two ways, is no date."""
    with pytest.raises(NotADateError):
        parse_edtf(text)


@pytest.mark.parametrize(
    ("text", "machine"),
    [
        ("2024-03-22", "2024-03-22"),
        ("1992-04", "1992-04"),
        ("1992~", "1992"),
        ("199X", None),
        ("2015-21", None),
        ("1996/2001", None),
        ("2021/..", None),
    ],
)
def test_machine_form(text: str, machine: str | None) -> None:
    """HTML has a form for years, months and days, and none for the rest."""
    assert parse_edtf(text).machine == machine


@pytest.mark.parametrize(
    ("text", "precision", "expected"),
    [
        ("2024-03-22", "month", "2024-03"),
        ("2024-03-22", "season", "2024-21"),
        ("2024-12-01", "season", "2024-24"),
        ("2024-08", "season", "2024-22"),
        ("2024-11", "season", "2024-23"),
        ("2024-03-22", "year", "2024"),
        ("2024-03-22~", "decade", "202X~"),
        ("2024-03-22", "circa", "2024-03-22~"),
        ("2024~", "circa", "2024~"),
        ("2024", "day", "2024"),
        ("2024-03-22", "day", "2024-03-22"),
        ("1996/2001", "year", "1996/2001"),
        ("2024-99", "season", "2024-99"),
    ],
)
def test_coarser(text: str, precision: str, expected: str) -> None:
    """A date is cut down to what can be trusted, never made finer."""
    assert coarser(text, precision) == expected
