"""A record as text for the terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from .gathering import Forecast, Record
from .scoring import COIN, Row, base_rate_score, brier

AXIS = 50  # characters for 0 to 100 per cent
ENOUGH = 30  # settled forecasts; below that the score itself is little more than an anecdote


def scores(record: Record) -> tuple[float, float]:
    """Return the Brier score of the settled forecasts, and that of the base rate."""
    pairs = [(each.said / 100, bool(each.occurred)) for each in record.settled]
    return brier(pairs), base_rate_score([occurred for _, occurred in pairs])


def as_lines(record: Record) -> Iterator[str]:
    """Yield what people read: the score, a row and a bar for each term, and what is still to be settled."""
    settled = record.settled
    told = f"{number(record.briefs, 'brief')}, {number(len(record.forecasts), 'forecast')}"
    yield f"{told} on {record.day}: {counts(record)}"
    if settled:
        score, base = scores(record)
        yield ""
        yield f"Brier score {score:.3f}  (0 is perfect; always saying 50% gives {COIN}; the base rate {base:.3f})"
        if (said := caution(record)) is not None:
            yield said
    for scale in record.scales:
        yield ""
        yield f"{scale}: what was said, and how often it came about"
        width = max(len(row.term) for row in record.rows(scale))
        for row in record.rows(scale):
            yield f"  {row.term.replace('_', ' '):<{width}}  {_axis(row)}  {verdict(row)}"
        yield f"  {'':<{width}}  0%{'100%':>{AXIS + 1}}"
        yield "  === the band that was said; o how often it came about; --- what so many cases agree with"
    yield from _listed("Closed, and nothing says what happened:", record.overdue)
    yield from _listed("Looked at, and not settled:", record.unsettled)


def number(count: int, word: str) -> str:
    """Write a number with its word."""
    return f"{count} {word}{'' if count == 1 else 's'}"


def counts(record: Record) -> str:
    """Say how many forecasts stand where."""
    parts = (
        f"{len(record.settled)} settled",
        f"{len(record.unsettled)} could not be settled",
        f"{len(record.overdue)} closed without an outcome",
        f"{record.open} still open",
    )
    return ", ".join(parts)


def caution(record: Record) -> str | None:
    """Say how little a few cases show, or nothing where there are enough."""
    cases = len(record.settled)
    if cases >= ENOUGH:
        return None
    return f"{number(cases, 'settled forecast')} cannot tell skill from luck; look again at {ENOUGH}"


def verdict(row: Row) -> str:
    """Say what the cases of a term show."""
    told = f"{row.occurred} of {row.cases} ({row.rate:.0f}%), said {row.low}–{row.high}%"
    if row.few:
        return f"{told}: too few to say"
    if row.agrees:
        return f"{told}: agrees"
    return f"{told}: came about {'more' if row.rate > row.said else 'less'} often than said"


def _axis(row: Row) -> str:
    marks = [" "] * (AXIS + 1)
    for start, end, sign in ((row.from_, row.to, "-"), (row.low, row.high, "=")):
        for place in range(round(start * AXIS / 100), round(end * AXIS / 100) + 1):
            marks[place] = sign
    marks[round(row.rate * AXIS / 100)] = "o"
    return "|" + "".join(marks) + "|"


def _listed(head: str, forecasts: tuple[Forecast, ...]) -> Iterator[str]:
    if forecasts:
        yield ""
        yield head
        for each in forecasts:
            until = f" by {each.until}" if each.until else ""
            yield f"  {each.brief} {each.id} ({each.term.replace('_', ' ')}{until}): {each.statement}"


def as_json(record: Record) -> str:
    """Return the record as JSON: the scores, the rows of each scale, and every forecast."""
    score, base = scores(record) if record.settled else (None, None)
    told = {
        "as_of": record.day.isoformat(),
        "briefs": record.briefs,
        "settled": len(record.settled),
        "brier_score": None if score is None else round(score, 4),
        "base_rate_score": None if base is None else round(base, 4),
        "caution": caution(record),
        "terms": {scale: [_row(row) for row in record.rows(scale)] for scale in record.scales},
        "forecasts": [_forecast(each) for each in record.forecasts],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _row(row: Row) -> Mapping[str, Any]:
    return {
        "term": row.term,
        "band": [row.low, row.high],
        "cases": row.cases,
        "occurred": row.occurred,
        "rate": round(row.rate, 1),
        "interval": [round(row.from_, 1), round(row.to, 1)],
        "agrees": row.agrees,
        "few": row.few,
    }


def _forecast(each: Forecast) -> Mapping[str, Any]:
    return {
        "brief": each.brief,
        "id": each.id,
        "editions": each.editions,
        "statement": each.statement,
        "scale": each.scale,
        "likelihood": each.term,
        "until": each.until.isoformat() if each.until else None,
        "occurred": each.occurred,
        "outcome": each.outcome,
        "settled": each.settled.isoformat() if each.settled else None,
    }
