"""A brief that strains every page: long words and titles, many judgements and risks, wide tables, long addresses.

It is made and not written, so that each of its parts carries a word of its own by which it can be found on the pages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

COMPOUND = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
SOLID = "W" * 12 + "ithoutAnyPlaceToBreakItAtAll" + "x" * 40
URL = (
    "https://archive.harbours.example/reports/2026/"
    + "very-long-folder-name-without-an-end/" * 4
    + "report.pdf?page=1&x="
    + "9" * 60
)
SENTENCE = "The channel fills with sand from the north bar, and the ferry waits for the tide more often than it did. "
TERMS = ("almost_no_chance", "very_unlikely", "unlikely", "roughly_even", "likely", "very_likely", "almost_certain")
JUDGEMENTS, RISKS, ROWS, COLUMNS, SOURCES, PARTS = 12, 21, 40, 9, 60, 14


def stress() -> dict[str, Any]:
    """Return the brief as it would be written in YAML."""
    return {
        "meta": _meta(),
        "handling": _handling(),
        "audience": {
            "primary": f"Minister for the Coast and the {COMPOUND}",
            "decision": SENTENCE,
            "deadline": "2026-03-31",
        },
        "question": SENTENCE * 2,
        "bottom_line": {"text": SENTENCE * 3 + f"See {SOLID} and [@KJ1; @S1].", "so_what": SENTENCE},
        "key_judgements": [_judgement(n) for n in range(1, JUDGEMENTS + 1)],
        "background": [_part(n) for n in range(1, PARTS + 1)],
        "actors": [],
        "facts": [],
        "timeline": [
            {"date": f"{1960 + n * 2}-03/{1961 + n * 2}-05", "text": f"Event{n} {SENTENCE}", "sources": [f"S{n + 1}"]}
            for n in range(8)
        ],
        "figures": _figures(),
        "risks": [_risk(n) for n in range(1, RISKS + 1)],
        "scenarios": [
            {
                "id": f"SC{n}",
                "name": f"Scenario{n} {COMPOUND if n == 2 else SENTENCE}",
                "text": SENTENCE * 2,
                "likelihood": TERMS[n],
                "horizon": "2036",
            }
            for n in range(1, 6)
        ],
        "indicators": [
            {
                "id": f"I{n}",
                "text": f"Indicator{n} {SENTENCE}",
                "for": [f"KJ{n}", f"R{n}", f"SC{n % 5 + 1}"],
                "direction": "raises",
                "status": "emerging",
                "threshold": SENTENCE,
                "watch_where": URL,
            }
            for n in range(1, 6)
        ],
        "recommendations": [
            {
                "id": f"REC{n}",
                "text": f"Advice{n} {SENTENCE}",
                "ask": "decide",
                "addressee": COMPOUND,
                "because": ["KJ1", "R2"],
            }
            for n in range(1, 5)
        ],
        "open_questions": [
            {"id": f"Q{n}", "question": f"Question{n} {SENTENCE[:-2]}?", "why": SENTENCE} for n in range(1, 5)
        ],
        "sources": [_source(n) for n in range(1, SOURCES + 1)],
        "glossary": [{"term": COMPOUND, "meaning": SENTENCE}, {"term": SOLID, "meaning": f"Meaning {SOLID}"}],
        "abbreviations": {"ABCDEFGHIJKLMNOPQ": SENTENCE, "LW": COMPOUND},
    }


def _meta() -> dict[str, Any]:
    return {
        "id": "stress",
        "title": f"Dredging and the {COMPOUND}",
        "subtitle": f"Under a long title {SOLID}",
        "short_title": "Dredging and the northern harbours of an invented island",
        "kind": "assessment",
        "date": "2026-02-10",
        "version": "1.0",
        "status": "in_review",
        "notice": SENTENCE * 2,
        "information_cutoff": "2026-01-31T18:00+01:00",
        "authors": [
            {
                "name": f"Ada Quill-von {COMPOUND}",
                "role": "Senior analyst",
                "affiliation": SENTENCE[:60],
                "email": f"{'q' * 50}@harbours.example",
            }
        ],
        "publisher": {
            "name": f"Institute for Harbours and {COMPOUND}",
            "address": SENTENCE,
            "url": URL,
            "contact": f"{'d' * 50}@harbours.example",
            "disclaimer": SENTENCE * 2,
        },
        "identifiers": {"url": URL},
        "keywords": [COMPOUND, SOLID],
        "change_log": [{"version": "1.0", "date": "2026-02-10", "type": "update", "summary": SENTENCE * 2}],
    }


def _handling() -> dict[str, Any]:
    return {
        "scheme": "uk_gsc",
        "marking": "OFFICIAL-SENSITIVE",
        "instructions": ["RECIPIENTS ONLY", "HMG USE ONLY", "INSTITUTE FOR HARBOURS AND COASTS USE ONLY"],
        "descriptors": ["LEGAL PROFESSIONAL PRIVILEGE", "MARKET SENSITIVE"],
        "embargo": {"until": "2026-02-12T00:01+00:00", "contact": f"{'p' * 40}@harbours.example"},
        "distribution": [{"name": f"Harbour master {n} {COMPOUND}", "org": "Port Authority"} for n in range(12)],
        "chatham_house": True,
    }


def _judgement(n: int) -> dict[str, Any]:
    words = {1: SOLID, 2: COMPOUND}.get(n, "")
    return {
        "id": f"KJ{n}",
        "statement": f"Judgement{n} {words} {SENTENCE}",
        "type": "forecast",
        "likelihood": TERMS[n % 7],
        "timeframe": {"by": "2036-12-31"},
        "confidence": ("low", "moderate", "high")[n % 3],
        "confidence_basis": SENTENCE,
        "evidence": [f"S{n}", f"S{n + 1}, p. 4"],
        "so_what": SENTENCE,
        "would_change": SENTENCE,
        "dissent": [{"holder": f"Desk of {COMPOUND}", "view": SENTENCE, "likelihood": "unlikely", "reason": SENTENCE}]
        if n % 5 == 0
        else [],
    }


def _part(n: int) -> dict[str, Any]:
    head = f"Part{n} {COMPOUND}" if n == 3 else f"Part{n} {SOLID}" if n == 4 else f"Part{n} the sand came back"
    text = "\n\n".join(f"{SENTENCE * 2}Note{n}c{k}[^n{n}k{k}] [@S{n}; @S{n + 3}, p. {k}]." for k in range(3))
    text += f"\n\nAn address: <{URL}> and [a link]({URL}). `{SOLID}` and {SOLID}."
    text += "".join(f"\n\n[^n{n}k{k}]: Footnote{n}k{k} {SENTENCE}{URL if k == 2 else ''}" for k in range(3))
    part: dict[str, Any] = {"heading": head, "takeaway": f"{SENTENCE}{COMPOUND}", "text": text}
    if n == 2:
        part["blocks"] = [
            {
                "table": {
                    "caption": "Wide table in the text",
                    "columns": [f"Column {c} {'of the north' * (c % 2)}" for c in range(1, COLUMNS + 1)],
                    "rows": [
                        [
                            f"cell{r}c{c}" if c else f"Row{r} {COMPOUND if r == 7 else 'of the table'}"
                            for c in range(COLUMNS)
                        ]
                        for r in range(1, ROWS + 1)
                    ],
                    "note": SENTENCE,
                }
            },
            {"quote": SENTENCE * 2, "attribution": COMPOUND},
            {"box": {"heading": f"Box {COMPOUND}", "text": SENTENCE * 5 + URL}},
        ]
    return part


def _risk(n: int) -> dict[str, Any]:
    return {
        "id": f"R{n}",
        "rank": n,
        "title": f"Risk{n} {COMPOUND if n == 4 else SENTENCE}",
        "cause": "the channel silts up",
        "event": "the ferry touches ground",
        "consequence": SENTENCE,
        "likelihood": TERMS[n % 3 + 2],
        "window": "to December 2027",
        "impact": n % 2 + 3,
        "confidence": ("low", "moderate", "high")[n % 3],
        "owner": COMPOUND if n == 5 else "Harbour master",
        "actions": [{"text": SENTENCE, "by": "2026-06-30", "owner": "Port Authority"}],
        "sources": [f"S{n}"],
    }


def _figures() -> list[dict[str, Any]]:
    said = {"alt": SENTENCE, "source": f"{SENTENCE}[@S2]", "credit": f"Drawing: {COMPOUND}"}
    place = [f"Place {n} {'with a long name ' * (n % 3)}" for n in range(12)]
    several = [
        {"label": str(year), "value": (year % 7) + nth, "series": f"Harbour {nth} of the long coast"}
        for year in range(2016, 2026)
        for nth in range(4)
    ]
    drawn = [
        {"id": f"FIG{n}", "kind": kind, "caption": f"Drawn{n} {SENTENCE}", **said}
        for n, kind in enumerate(("timeline", "matrix", "indicators", "scenarios", "likelihood"), 1)
    ]
    charts = [
        {
            "id": f"FIG{n}",
            "kind": "chart",
            "mark": mark,
            "caption": f"Chart{n} {SENTENCE}",
            "unit": COMPOUND,
            "data": several,
            "annotations": [{"text": SENTENCE[:44], "value": 5}],
            **said,
        }
        for n, mark in enumerate(("line", "stacked", "bar", "dot", "area"), 6)
    ]
    table = {
        "id": "FIG11",
        "kind": "table",
        "caption": f"Table11 {COMPOUND}",
        **said,
        "data": [
            {
                "label": f"Line{r} {COMPOUND if r == 9 else 'of the data'}",
                "value": r * 1000.5 + c,
                "series": f"Series {c} {COMPOUND[:30] if c == 3 else 'port'}",
            }
            for r in range(1, ROWS + 1)
            for c in range(COLUMNS - 1)
        ],
    }
    names = {
        "id": "FIG12",
        "kind": "chart",
        "mark": "bar",
        "caption": f"Chart12 {COMPOUND}",
        **said,
        "print_data": True,
        "data": [{"label": label, "value": n * 1.5, "note": SENTENCE[:40]} for n, label in enumerate(place)],
    }
    return [*drawn, *charts, table, names]


def _source(n: int) -> dict[str, Any]:
    title = f"Source{n} {COMPOUND if n % 9 == 2 else SENTENCE}"
    return {
        "id": f"S{n}",
        "type": "report",
        "title": title,
        "author": [f"Dora Pell {n}", COMPOUND],
        "publisher": "Ferrow Press",
        "date": "2021",
        "url": f"{URL}&n={n}",
        "reliability": "B",
        "credibility": 2,
        "descriptor": SENTENCE if n % 4 == 0 else "Sound.",
    }


def write(folder: Path) -> Path:
    """Write the brief into a workspace of its own."""
    path = folder / "content" / "stress" / "brief.yaml"
    path.parent.mkdir(parents=True)
    (folder / "house.yaml").write_text("", encoding="utf-8")
    path.write_text(yaml.safe_dump(stress(), sort_keys=False, allow_unicode=True, width=100), encoding="utf-8")
    return path
