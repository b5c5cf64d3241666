"""How forecasts came out: the arithmetic, what is counted once, and what few cases cannot show."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from brief.calibration import as_json, as_lines, gather, write_papers
from brief.calibration.scoring import Row, base_rate_score, brier, interval
from brief.calibration.telling import verdict
from brief.problems import BriefError

DAY = datetime.date(2026, 6, 30)


def write(folder: Path, name: str, judgements: str, head: str = "") -> Path:
    """Write one brief with some judgements."""
    path = folder / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"meta: {{title: Ports, date: 2024-02-01{head}}}\nkey_judgements:\n{judgements}", "utf-8")
    return path


def judgement(number: int, term: str, *, by: str = "2024-12-31", resolution: str = "", kind: str = "forecast") -> str:
    """Write one judgement."""
    settled = f", resolution: {{{resolution}}}" if resolution else ""
    words = term.replace("_", " ")
    said = f"id: KJ{number}, statement: It is {words} that it opens., type: {kind}, likelihood: {term}"
    return f"  - {{{said}, timeframe: {{by: {by}}}{settled}}}\n"


def test_the_score_is_that_of_brier() -> None:
    """The mean square of the distance between what was said and what came about; the base rate is its own score."""
    assert brier([(0.5, True), (0.5, False)]) == 0.25
    assert brier([(1.0, True), (0.0, False)]) == 0.0
    assert brier([(0.7, True), (0.7, True), (0.7, False)]) == pytest.approx((0.09 + 0.09 + 0.49) / 3)
    assert base_rate_score([True, True, False, False]) == 0.25
    assert base_rate_score([True, True]) == 0.0


@pytest.mark.parametrize(
    ("occurred", "cases", "expected"),
    # Wilson (1927), as tables of the interval give it.
    [(0, 10, (0.0, 27.75)), (5, 10, (23.66, 76.34)), (10, 10, (72.25, 100.0)), (81, 263, (25.53, 36.62))],
)
def test_the_interval_is_that_of_wilson(occurred: int, cases: int, expected: tuple[float, float]) -> None:
    """The rates that so many of so many cases agree with stay between 0 and 100, and are wide for few."""
    assert interval(occurred, cases) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("cases", "occurred", "says"),
    [
        (1, 0, "too few to say"),
        (20, 13, "agrees"),
        (40, 8, "came about less often than said"),
        (9, 0, "too few to say"),
    ],
)
def test_a_verdict_claims_no_more_than_the_cases_show(cases: int, occurred: int, says: str) -> None:
    """Few cases are called few; a rate speaks against a term only where its interval leaves the band."""
    assert verdict(Row("likely", 55, 80, 67.5, cases, occurred, *interval(occurred, cases))).endswith(says)


def test_a_forecast_counts_once(tmp_path: Path) -> None:
    """Later editions and translations repeat a forecast; the outcome may stand in any of them."""
    write(tmp_path, "ports/brief.yaml", judgement(1, "likely"), ", id: ports")
    write(tmp_path, "ports/brief.fr.yaml", judgement(1, "likely"), ", id: ports, language: fr")
    settled = judgement(1, "likely", resolution="outcome: It did, occurred: true, date: 2025-01-05")
    write(tmp_path, "ports-2/brief.yaml", settled + judgement(2, "unlikely"), ', id: ports, version: "1.1"')
    write(tmp_path, "other/brief.yaml", judgement(1, "likely", kind="explanation"))
    record = gather([tmp_path], DAY)
    assert [(each.id, each.term, each.occurred, each.editions) for each in record.forecasts] == [
        ("KJ1", "likely", True, ("1.0", "1.1")),
        ("KJ2", "unlikely", None, ("1.1",)),
    ]
    assert (len(record.settled), len(record.overdue), record.open, record.briefs) == (1, 1, 0, 2)


def test_a_changed_term_is_another_forecast(tmp_path: Path) -> None:
    """What was said first and what was said later are both on the record."""
    first = judgement(1, "likely", resolution="occurred: false, outcome: It did not")
    second = judgement(1, "very_unlikely", resolution="occurred: false, outcome: It did not")
    write(tmp_path, "a/brief.yaml", first, ", id: ports")
    write(tmp_path, "b/brief.yaml", second, ', id: ports, version: "2.0"')
    assert [each.term for each in gather([tmp_path], DAY).settled] == ["likely", "very_unlikely"]


def test_every_forecast_stands_somewhere(tmp_path: Path) -> None:
    """Settled, looked at in vain, closed in silence or still open: the day decides between the last two."""
    rows = judgement(1, "likely", resolution="outcome: not settled")
    write(tmp_path, "a/brief.yaml", rows + judgement(2, "likely") + judgement(3, "likely", by="2026-12-31"))
    record = gather([tmp_path], DAY)
    assert (len(record.settled), len(record.unsettled), len(record.overdue), record.open) == (0, 1, 1, 1)
    lines = "\n".join(as_lines(record))
    assert "Brier" not in lines
    assert "Closed, and nothing says what happened:\n  a KJ2 (likely by 2024-12-31)" in lines
    assert gather([tmp_path], datetime.date(2024, 6, 1)).open == 2


def test_the_record_warns_of_few_cases(tmp_path: Path) -> None:
    """One settled forecast is no track record, in words and in the data."""
    write(tmp_path, "a/brief.yaml", judgement(1, "likely", resolution="outcome: It did, occurred: true"))
    record = gather([tmp_path], DAY)
    assert "1 settled forecast cannot tell skill from luck; look again at 30" in "\n".join(as_lines(record))
    told = json.loads(as_json(record))
    assert told["brier_score"] == pytest.approx(0.1056)
    assert told["caution"].startswith("1 settled forecast")
    assert told["terms"]["icd203"][0]["few"] is True


def test_a_brief_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """One broken brief costs a record its own forecasts and nothing else."""
    write(tmp_path, "a/brief.yaml", judgement(1, "likely", resolution="outcome: It did, occurred: true"))
    write(tmp_path, "b/brief.yaml", judgement(1, "lykely"))
    record = gather([tmp_path], DAY)
    assert [problem.rule for problem in record.problems] == ["likelihood"]
    assert len(record.settled) == 1


def test_the_record_is_a_paper(tmp_path: Path) -> None:
    """It is built like a brief, in the language of its tables; markup of a stranger stays text in it."""
    row = judgement(1, "likely", resolution="outcome: It did, occurred: true").replace("opens.", "'<b>opens</b>'")
    write(
        tmp_path,
        "a/brief.yaml",
        row.replace("statement: It is likely that it '<b>opens</b>'", "statement: 'It is likely that it <b>opens</b>'"),
    )
    record = gather([tmp_path], DAY)
    (path,) = write_papers(record, ("html",), tmp_path / "out")
    page = path.read_text("utf-8")
    assert path.name == "2026-06-30_forecast-record_v1.0_en.html"
    assert "&lt;b&gt;opens&lt;/b&gt;" in page
    assert "Brier score 0.106" in page
    with pytest.raises(BriefError):
        write_papers(record, ("papyrus",), None)
    with pytest.raises(BriefError) as caught:
        write_papers(gather([write(tmp_path, "c/brief.yaml", judgement(1, "likely"))], DAY), ("html",), None)
    assert caught.value.problems[0].rule == "record"
