"""Gather the forecasts of many briefs: each once, however many editions and languages it stands in."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model import Brief
from ..model.scales import LIKELIHOOD_SCALES, NOT_ASSESSED
from ..model.sections.key_judgements import KeyJudgement
from ..parse import read_document
from ..pipeline import find_briefs
from ..problems import BriefError, Problem
from ..workspace import Workspace
from .scoring import Row, interval

FORECASTS = (None, "forecast")


@dataclass(frozen=True)
class Forecast:
    """One judgement with a likelihood: where it stands, what it claims, how likely, until when, and what became of it.

    `occurred` is None where that is not known. `editions` are the versions of the brief that it stands in.
    """

    brief: str
    id: str
    statement: str
    scale: str
    term: str
    until: datetime.date | None
    occurred: bool | None
    outcome: str | None
    settled: datetime.date | None
    editions: tuple[str, ...] = ()

    @property
    def said(self) -> float:
        """Return the middle of its band, in per cent."""
        band = LIKELIHOOD_SCALES[self.scale].by_term[self.term]
        return (band.low + band.high) / 2


@dataclass(frozen=True)
class Record:
    """The forecasts of a workspace on a day, and what kept a brief from being read."""

    root: Path
    day: datetime.date
    briefs: int
    forecasts: tuple[Forecast, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def settled(self) -> tuple[Forecast, ...]:
        """Return the forecasts of which it is known whether they came about."""
        return tuple(each for each in self.forecasts if each.occurred is not None)

    @property
    def unsettled(self) -> tuple[Forecast, ...]:
        """Return the forecasts that were looked at and could not be settled."""
        return tuple(each for each in self.forecasts if each.occurred is None and each.outcome)

    @property
    def overdue(self) -> tuple[Forecast, ...]:
        """Return the forecasts whose window has closed and of which nothing is said."""
        return tuple(
            each
            for each in self.forecasts
            if each.occurred is None and not each.outcome and each.until and each.until < self.day
        )

    @property
    def open(self) -> int:
        """Return how many windows are still open."""
        return len(self.forecasts) - len(self.settled) - len(self.unsettled) - len(self.overdue)

    def rows(self, scale: str) -> list[Row]:
        """Return one row for each term of a scale that was used and settled, the least likely first."""
        rows = []
        for band in LIKELIHOOD_SCALES[scale].bands:
            cases = [each for each in self.settled if (each.scale, each.term) == (scale, band.term)]
            if cases:
                occurred = sum(bool(each.occurred) for each in cases)
                ends = interval(occurred, len(cases))
                said = (band.low + band.high) / 2
                rows.append(Row(band.term, band.low, band.high, said, len(cases), occurred, *ends))
        return rows

    @property
    def scales(self) -> tuple[str, ...]:
        """Return the scales of the settled forecasts; their terms mean different things."""
        return tuple(name for name in LIKELIHOOD_SCALES if any(each.scale == name for each in self.settled))


def gather(paths: Sequence[Path], day: datetime.date) -> Record:
    """Read the forecasts of briefs; one that cannot be read is told and left out."""
    found: dict[tuple[str, ...], Forecast] = {}
    problems: list[Problem] = []
    read: set[str] = set()
    briefs = find_briefs(paths)
    for path in briefs:
        try:
            brief = read_document(Workspace.around(path), path).brief
        except BriefError as error:
            problems += error.problems
            continue
        read.add(str(brief.meta.id))
        for judgement in brief.key_judgements:
            likelihood = judgement.likelihood
            if likelihood in (None, NOT_ASSESSED) or judgement.type not in FORECASTS:
                continue
            forecast = _forecast(brief, judgement)
            # Said again in a later edition, or in another language, it is the same forecast.
            key = (forecast.brief, forecast.id, forecast.scale, forecast.term, str(forecast.until))
            found[key] = _joined(found.get(key), forecast)
    root = Workspace.around(briefs[0] if briefs else Path.cwd()).root
    return Record(root, day, len(read), tuple(found.values()), tuple(problems))


def _forecast(brief: Brief, judgement: KeyJudgement) -> Forecast:
    frame, settled = judgement.timeframe, judgement.resolution
    return Forecast(
        brief=str(brief.meta.id),
        id=judgement.id,
        statement=str(judgement.statement),
        scale=brief.scales.likelihood,
        term=str(judgement.likelihood),
        until=(frame.by or frame.to) if frame else None,
        occurred=settled.occurred if settled else None,
        outcome=str(settled.outcome) if settled and settled.outcome else None,
        settled=settled.date if settled else None,
        editions=(brief.meta.version,),
    )


def _joined(first: Forecast | None, other: Forecast) -> Forecast:
    """Return one forecast of two that are the same, with what either knows of its outcome."""
    if first is None:
        return other
    known: Iterable[Forecast] = (each for each in (other, first) if each.occurred is not None or each.outcome)
    best = next(iter(known), first)
    editions = tuple(sorted({*first.editions, *other.editions}))
    return Forecast(**{**best.__dict__, "statement": first.statement, "editions": editions})
