"""The axes of charts: where they begin and end, which of their labels are written, and the names under them."""

from __future__ import annotations

from ..problems import BriefError, Problem
from .drawing import Drawing, Label, width_of, wrapped
from .frame import Request, Spec, moment

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500)


def domain_of(request: Request, reach: list[float] | None = None) -> list[float]:
    """Return where the axis of values begins and ends; it holds zero unless the author let it go."""
    known = [*(reach or request.all_values.known)]
    known += [note.value for note in request.figure.annotations if note.value is not None]
    if request.figure.from_zero and request.mark != "slope":
        known.append(0.0)
    low, high = min(known), max(known)
    return [low, high if high > low else low + 1]


def value_axis(domain: list[float]) -> Spec:
    """Return the axis of values of an upright chart."""
    axis = {"tickCount": 5, "ticks": False, "domain": False, "grid": True, "labelPadding": 8}
    return {"field": "y", "type": "quantitative", "scale": {"domain": domain, "nice": 5}, "axis": axis}


def value_room(request: Request, domain: list[float]) -> float:
    """Return how much room the labels of the axis of values need."""
    widest = max((request.shown(round(end, 1)) for end in domain), key=len)
    return width_of(widest, request.size) + 14


def label_axis(request: Request, width: float) -> Spec:
    """Return the axis of labels; it follows from what they are, which is years, dates, numbers or names.

    Names are written by `write_names`, which can break them into lines.
    """
    labels, kind = request.all_values.labels, request.all_values.axis
    axis: Spec = {"grid": False, "tickSize": 4, "labelFlush": False, "labelAngle": 0, "labelOverlap": True}
    if kind == "name":
        scale: Spec = {"type": "point", "padding": 0.2, "domain": labels}
        return {"field": "x", "type": "ordinal", "sort": None, "scale": scale, "axis": {**axis, "labels": False}}
    if kind == "day":
        ticks = _months(min(labels), max(labels), int(width // (request.size * 5.5)))
        axis |= {"values": [moment(tick) for tick in ticks], "format": "%b %Y"}
        if all(tick.endswith("-01-01") for tick in ticks):
            axis["format"] = "%Y"
        days = [moment(min(labels)), moment(max(labels))]
        return {"field": "x", "type": "temporal", "scale": {"type": "utc", "domain": days}, "axis": axis}
    ends = sorted(float(label) for label in labels)
    if kind == "year":
        axis |= {"values": _years(int(ends[0]), int(ends[-1]), int(width // (request.size * 3.4))), "format": "d"}
    scale = {"zero": False, "nice": False, "domain": [ends[0], ends[-1]]}
    return {"field": "x", "type": "quantitative", "scale": scale, "axis": axis}


def band_axis(request: Request) -> Spec:
    """Return the axis of labels that bars stand on; they are written by `write_names`."""
    axis = {"grid": False, "tickSize": 0, "labels": False}
    scale = {"type": "band", "paddingInner": 0.35, "paddingOuter": 0, "domain": request.all_values.labels}
    return {"field": "x", "type": "ordinal", "sort": None, "scale": scale, "axis": axis}


class Names:
    """The labels under the places of an axis of names: broken into lines, or every second of them where they count."""

    def __init__(self, request: Request, width: float, banded: bool) -> None:
        labels = request.all_values.labels
        first, step = (0.325, width / (len(labels) - 0.35)) if banded else (0.2, width / max(1.0, len(labels) - 0.6))
        self.size, self.room = request.size, step - request.size * 0.4
        every = 1
        if request.all_values.axis != "name":
            widest = max(width_of(label, self.size) for label in labels) + self.size * 0.6
            every = next(n for n in (*_STEPS, len(labels)) if n * step >= widest or n >= len(labels))
        self.places = {label: (first + nth) * step for nth, label in enumerate(labels) if nth % every == 0}
        lines = {label: wrapped(label, self.room, self.size, 4) for label in self.places}
        self.lines = lines if every == 1 else {label: [label] for label in self.places}
        self.height = max(map(len, self.lines.values())) * self.size * 1.2 + self.size * 0.7
        self._refuse_too_long(request, every)

    def _refuse_too_long(self, request: Request, every: int) -> None:
        for label, lines in self.lines.items():
            wide = any(width_of(line, self.size) > self.room * 1.04 + self.size * 0.4 for line in lines)
            if every == 1 and (wide or len(lines) > 4):
                message = f"the label '{label}' is too long to stand under a {request.mark} chart of {len(self.places)}"
                hint = "write it shorter, or 'mark: bar' or 'mark: dot', whose labels stand at the side"
                raise BriefError([Problem("chart", message, None, hint)])

    def write(self, drawing: Drawing, left: float, bottom: float) -> None:
        """Write them under a frame that begins at `left` and ends at `bottom`."""
        for label, lines in self.lines.items():
            for row, line in enumerate(lines):
                y = bottom + self.size * (1.35 + row * 1.2)
                drawing.labels.append(Label(line, left + self.places[label], y, self.size, "middle", "ink-soft"))


def _years(first: int, last: int, most: int) -> list[int]:
    """Return the years to name on an axis: all, every second, fifth, tenth and so on, or the two at its ends."""
    for step in _STEPS:
        years = [year for year in range(first, last + 1) if (year - first) % step == 0]
        if len(years) <= 2:
            break
        if len(years) <= most:
            return years
    return [first, last]


def _months(first: str, last: str, most: int) -> list[str]:
    """Return the months to name on an axis of dates, as many as fit: whole quarters, halves, years where it is long."""
    begin, end = (int(label[:4]) * 12 + int(label[5:7]) - 1 for label in (first, last))
    for step in (1, 2, 3, 6, *(12 * years for years in _STEPS)):
        start = begin if step == 1 else -(-begin // step) * step
        months = list(range(start, end + 1, step))
        if len(months) <= max(2, most):
            break
    return [f"{month // 12:04}-{month % 12 + 1:02}-01" for month in months]
