"""Dates as precise as they are known: the part of EDTF (ISO 8601-2) that a timeline needs."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_POINT = re.compile(r"(\d{4}|\d{3}X)(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)


class NotADateError(ValueError):
    """Tell that a text is no EDTF date, or names a day that does not exist."""


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a date: a year, a decade, a season, a month or a day, known or about."""

    year: int
    month: int | None = None
    day: int | None = None
    decade: bool = False
    circa: bool = False

    @property
    def precision(self) -> str:
        """Return `day`, `month`, `season`, `year` or `decade`."""
        if self.decade:
            return "decade"
        if self.day is not None:
            return "day"
        if self.month is None:
            return "year"
        return "season" if self.month in SEASONS else "month"

    @property
    def first_day(self) -> tuple[int, int, int]:
        """Return a key that sorts points by the first day that they can mean."""
        month = {21: 3, 22: 6, 23: 9, 24: 12}.get(self.month or 1, self.month or 1)
        return (self.year, month, self.day or 1)


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """A date or an interval; `end` is None for a point, and `open_ended` tells that it still goes on."""

    text: str
    start: Point
    end: Point | None = None
    open_ended: bool = False

    @property
    def precision(self) -> str:
        """Return the precision of the first end; `circa` wins over all others."""
        return "circa" if self.start.circa else self.start.precision

    @property
    def machine(self) -> str | None:
        """Return the value of an HTML `time` element, or None where HTML has no form for it."""
        if self.end or self.open_ended or self.start.precision in ("season", "decade"):
            return None
        return re.sub(r"[~?%]", "", self.text)

    def __str__(self) -> str:
        return self.text


def parse_edtf(text: str) -> FuzzyDate:
    """Read `1992`, `1992-04`, `2024-03-22`, `199X`, `2015-21` (spring), `2021~` (about), `1996/2001`, `2021-08/..`.

    Raises `NotADateError` for anything else, and for a day that the calendar does not have.
    """
    parts = text.split("/")
    if len(parts) > 2:
        raise NotADateError(text)
    start = _point(parts[0])
    if len(parts) == 1:
        return FuzzyDate(text, start)
    if parts[1] in ("", ".."):
        return FuzzyDate(text, start, open_ended=True)
    end = _point(parts[1])
    if end.first_day < start.first_day:
        raise NotADateError(text)
    return FuzzyDate(text, start, end)


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise NotADateError(text)
    decade = match[1].endswith("X")
    year = int(match[1].replace("X", "0"))
    month = int(match[2]) if match[2] else None
    day = int(match[3]) if match[3] else None
    if month is not None and not (1 <= month <= 12 or (month in SEASONS and day is None)):
        raise NotADateError(text)
    if day is not None and month is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise NotADateError(text)
    if year == 0 or (decade and month is not None):
        raise NotADateError(text)
    return Point(year, month, day, decade, bool(match[4]))


def day_of(point: Point) -> datetime.date:
    """Return the first day that a point can mean."""
    return datetime.date(*point.first_day)


def coarser(text: str, precision: str) -> str:
    """Return a date cut down to a precision; a text that is no point in time stays as it is."""
    match = _POINT.fullmatch(text.strip())
    if match is None:
        return text
    year, month, _, about = match.groups()
    if precision == "circa":
        return text.strip() if about else f"{text.strip()}~"
    if precision == "decade":
        return f"{year[:3]}X{about}"
    if precision == "year" or month is None:
        return f"{year}{about}"
    if precision == "season" and 1 <= int(month) <= 12:
        # Meteorological seasons of the north: December counts to the winter that it begins.
        return f"{year}-{(24, 21, 22, 23)[int(month) % 12 // 3]}{about}"
    return f"{year}-{month}{about}" if precision == "month" else text.strip()
