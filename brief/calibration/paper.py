"""The record as a paper: a brief like any other, so that it is accessible, archived and in the look of the house."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from ..confine import Limits, Reply, run
from ..model.scales import LIKELIHOOD_SCALES
from ..outputs import OUTPUTS
from ..parse import Document, parse
from ..pipeline import Job, Options, make_job
from ..problems import BriefError, Place, Problem, did_you_mean, has_errors
from ..workspace import HOUSE_FILE, Text, Workspace
from .gathering import Forecast, Record
from .scoring import COIN, Row
from .telling import caution, counts, number, scores, verdict

MOST_LISTED = 60
NAMES = {"icd203": "ICD 203", "phia": "PHIA", "ipcc": "IPCC"}
METHOD = """\
Every judgement of type forecast counts once, however many editions and languages it stands in. A term is scored as the
middle of its band. The Brier score is the mean square of the distance between that and what came about, 1 or 0. The
interval is the range of true rates that so many cases agree with (Wilson, 95%). Below ten cases a term, and below
thirty in all, the figures describe what happened and say little about skill.
"""


def write_papers(record: Record, outputs: Sequence[str], folder: Path | None) -> list[Path]:
    """Write the record in some outputs; raise `BriefError` where one of them is none, or cannot be made."""
    for name in outputs:
        if name not in OUTPUTS.names:
            hint = did_you_mean(name, OUTPUTS.names)
            raise BriefError([Problem("output", f"there is no output '{name}'", None, hint)])
    if not record.settled:
        hint = "write what happened into a judgement: resolution: {outcome: It did not happen, occurred: false}"
        raise BriefError([Problem("record", "no forecast is settled yet: there is nothing to print", None, hint)])
    workspace = Workspace(record.root)
    document = _document(record, workspace)
    replies: list[Reply] = []
    job = Job(workspace.root, document, Options(outputs=tuple(outputs)))
    run(make_job, [job], Limits(), 1, lambda _, reply: replies.append(reply))
    if has_errors(replies[0].problems):
        raise BriefError(list(replies[0].problems))
    target = folder or workspace.root / "output"
    workspace.write_all({target / name: content for name, content, _ in replies[0].files})
    return [target / name for name, _, _ in replies[0].files]


def _document(record: Record, workspace: Workspace) -> Document:
    text = yaml.safe_dump(_brief(record), allow_unicode=True, sort_keys=False, width=10_000)
    house_path = workspace.root / HOUSE_FILE
    house = workspace.text(house_path) if house_path.is_file() else None
    parsed = parse(Text("the record", text), house, "forecast-record")
    if parsed.brief is None or has_errors(parsed.problems):
        raise BriefError(parsed.problems or [Problem("record", "the record cannot be printed", Place("the record"))])
    return Document(workspace.root / "content" / "forecast-record" / "brief.yaml", parsed.brief, parsed.trees, {})


def _brief(record: Record) -> Mapping[str, Any]:
    """Write the record as the YAML of a brief."""
    score, base = scores(record)
    small = caution(record)
    settled = number(len(record.settled), "settled forecast")
    lead = f"Brier score {score:.3f} over {settled}; always saying 50% gives {COIN}."
    compared = f" Saying the base rate each time would have given {base:.3f}."
    figures: list[Mapping[str, Any]] = []
    parts: list[Mapping[str, Any]] = []
    for scale in record.scales:
        rows = record.rows(scale)
        name = f"FIG{len(figures) + 1}"
        has_figure = importlib.util.find_spec("vl_convert") is not None
        if has_figure:
            figures.append(_diagram(name, scale, rows))
        blocks = [{"table": _table(scale, rows)}, *([{"figure": name}] if has_figure else [])]
        parts.append({"heading": f"What each term of the {NAMES[scale]} scale came to", "blocks": blocks})
    return {
        "schema": "brief/1",
        "meta": {
            "id": "forecast-record",
            "title": f"How our forecasts came out, to {record.day.isoformat()}",
            "kind": "background_note",
            "date": record.day.isoformat(),
            "status": "published",
            "ai_use": "none",
        },
        "bottom_line": {"text": f"{lead}{compared}", "so_what": f"{small}." if small else f"{counts(record)}."},
        "analysis": [*parts, *_lists(record)],
        "figures": figures,
        "methodology": METHOD,
        "output": {"source": False},
    }


def _table(scale: str, rows: Sequence[Row]) -> Mapping[str, Any]:
    columns = ["Term", "Said", "Settled", "Came about", "Rate", "Agrees with", "Reading"]
    cells = [
        [
            row.term.replace("_", " "),
            f"{row.low}–{row.high}%",
            str(row.cases),
            str(row.occurred),
            f"{row.rate:.0f}%",
            f"{row.from_:.0f}–{row.to:.0f}%",
            verdict(row).rpartition(": ")[2],
        ]
        for row in rows
    ]
    return {"caption": f"What was said and what came about, {NAMES[scale]}", "columns": columns, "rows": cells}


def _diagram(name: str, scale: str, rows: Sequence[Row]) -> Mapping[str, Any]:
    data = []
    for row in rows:
        label = f"{row.term.replace('_', ' ')} ({row.cases})"
        data += [
            {"label": label, "value": row.said, "series": "Said (middle of the band)"},
            {"label": label, "value": round(row.rate, 1), "series": "Came about"},
        ]
    said = "; ".join(f"{row.term.replace('_', ' ')}: said {row.said:.0f}%, came about {row.rate:.0f}%" for row in rows)
    return {
        "id": name,
        "kind": "chart",
        "mark": "dot",
        "unit": "%",
        "caption": f"Where the dots of a term are far apart, the word says too much or too little ({NAMES[scale]})",
        "alt": f"For each term what was said and how often it came about. {said}.",
        "data": data,
    }


def _lists(record: Record) -> list[Mapping[str, Any]]:
    lists = (
        ("Settled", record.settled),
        ("Closed, and nothing says what happened", record.overdue),
        ("Looked at, and not settled", record.unsettled),
    )
    return [{"heading": head, "blocks": [{"table": _listed(head, found)}]} for head, found in lists if found]


def _listed(head: str, forecasts: Sequence[Forecast]) -> Mapping[str, Any]:
    rows = [
        [
            f"{each.brief} {each.id}",
            _plain(each.statement),
            f"{each.term.replace('_', ' ')} {_range(each)}",
            each.until.isoformat() if each.until else "–",
            {True: "yes", False: "no", None: "–"}[each.occurred],
        ]
        for each in forecasts[:MOST_LISTED]
    ]
    left = len(forecasts) - len(rows)
    note = {"note": f"{left} more are in the data (brief record --format json)."} if left else {}
    columns = ["Judgement", "Claim", "Likelihood", "Until", "Came about"]
    return {"caption": f"{head}: {len(forecasts)}", "columns": columns, "rows": rows, **note}


def _range(each: Forecast) -> str:
    band = LIKELIHOOD_SCALES[each.scale].by_term[each.term]
    return f"{band.low}\u2060–\u2060{band.high}%"


def _plain(statement: str) -> str:
    """Drop the citations of a claim: its sources are in its brief."""
    return re.sub(r"\s*\[@[^\]]*\]", "", statement)
