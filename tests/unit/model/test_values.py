from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from pydantic_core import PydanticCustomError

from brief.model import values
from brief.model.fields import Numbered, limited, one_of, ref_to, within
from brief.model.vocabulary import KIND, RELIABILITY
from brief.parse.nodes import Scalar

Read = Callable[[object], Any]


def refusal(read: Read, value: object) -> str:
    """Return the id of the rule by which a value is refused."""
    with pytest.raises(PydanticCustomError) as caught:
        read(value)
    return caught.value.type


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (values.read_text, "  two\n  lines ", "two lines"),
        (values.read_text, 2024, "2024"),
        (values.read_text, "نیم\u200cفاصله", "نیم\u200cفاصله"),
        (values.read_prose, " one\n\ntwo\n", "one\n\ntwo"),
        (values.read_whole, Scalar.of("12", plain=True), 12),
        (values.read_whole, -3, -3),
        (values.read_number, "1e3", 1000.0),
        (values.read_number, ".5", 0.5),
        (values.read_yes_no, "true", True),
        (values.read_yes_no, False, False),
        (values.read_date, "2024-05-06", datetime.date(2024, 5, 6)),
        (values.read_date, datetime.date(2024, 5, 6), datetime.date(2024, 5, 6)),
        (values.read_moment, "2024-04-29", datetime.date(2024, 4, 29)),
        (values.read_moment, "2024-04-29T18:00Z", datetime.datetime(2024, 4, 29, 18, tzinfo=datetime.UTC)),
        (values.read_version, "1.10", "1.10"),
        (values.read_edition, "water-security@1.10", "water-security@1.10"),
        (values.read_id, "REC2a", "REC2a"),
        (values.read_slug, "water-2024", "water-2024"),
        (values.read_language, "pt-BR", "pt-BR"),
        (values.read_url, "https://example.org/a?b#c", "https://example.org/a?b#c"),
        (values.read_url, "mailto:desk@example.org", "mailto:desk@example.org"),
        (values.read_term, "Very likely", "very_likely"),
        (values.read_evidence, "S3, p. 4", "S3, p. 4"),
        (one_of(KIND).read, "Policy brief", "policy_brief"),
        (one_of(RELIABILITY).read, "b", "B"),
        (within(1, 5).read, "5", 5),
        (limited(5).read, "Water", "Water"),
    ],
)
def test_read(read: Read, value: object, expected: object) -> None:
    """A field reads what an author means by a text."""
    assert read(value) == expected


@pytest.mark.parametrize(
    ("read", "value", "rule"),
    [
        (values.read_text, True, "wrong-type"),
        (values.read_text, " ", "wrong-type"),
        (values.read_text, ["a"], "wrong-type"),
        (values.read_text, "a\0b", "bad-character"),
        (values.read_text, "a\u202eb", "bad-character"),
        (values.read_text, "a\ud800", "bad-character"),
        (values.read_text, "a" * 2_001, "too-long"),
        (values.read_prose, "a" * 40_001, "too-long"),
        (values.read_whole, True, "wrong-type"),
        (values.read_whole, "1_000", "wrong-type"),
        (values.read_whole, "12:30", "wrong-type"),
        (values.read_whole, "0o17", "wrong-type"),
        (values.read_whole, "٣", "wrong-type"),
        (values.read_whole, "9" * 5_000, "wrong-type"),
        (values.read_whole, Scalar.of("12", plain=False), "wrong-type"),
        (values.read_number, ".", "wrong-type"),
        (values.read_number, ".inf", "wrong-type"),
        (values.read_number, "1e999", "wrong-type"),
        (values.read_yes_no, "NO", "wrong-type"),
        (values.read_yes_no, "on", "wrong-type"),
        (values.read_yes_no, 1, "wrong-type"),
        (values.read_date, "2024-5-6", "date"),
        (values.read_date, "03/04/2024", "date"),
        (values.read_date, "2024-02-30", "impossible-date"),
        (values.read_moment, "2024-04-29T18:00", "date"),
        (values.read_moment, "2024-04-29T25:00Z", "impossible-date"),
        (values.read_moment, "2024-04-29T18:00+99:00", "impossible-date"),
        (values.read_zoned, "2024-04-29", "date-time"),
        (values.read_edtf, "2023-02-29", "impossible-date"),
        (values.read_edtf, "spring", "fuzzy-date"),
        (values.read_id, "KJ", "bad-id"),
        (values.read_slug, "Water", "slug"),
        (values.read_slug, "a" * 81, "slug"),
        (values.read_version, "1.0-beta", "version"),
        (values.read_edition, "water 1.0", "edition"),
        (values.read_language, "english language", "language-tag"),
        (values.read_url, "javascript:alert(1)", "url"),
        (values.read_url, "file:///etc/passwd", "url"),
        (values.read_url, "https://example", "url"),
        (values.read_evidence, "the report", "bad-citation"),
        (one_of(KIND).read, "policy", "vocabulary"),
        (within(1, 5).read, 0, "out-of-range"),
        (limited(5).read, "Waters", "too-long"),
        (values.as_list, "a", "wrong-type"),
        (values.as_list, {"a": 1}, "wrong-type"),
        (values.as_list, ["a"] * 501, "too-long-list"),
        (values.as_group, "a", "wrong-type"),
    ],
)
def test_refused(read: Read, value: object, rule: str) -> None:
    """A value that does not fit is refused by the rule that says why."""
    assert refusal(read, value) == rule


def test_long_values_are_cut_in_messages() -> None:
    """A message quotes at most sixty characters, on one line, and none that would upset a terminal."""
    shown = values.quoted("a\n\x07" + "b" * 500)

    assert len(shown) == 60
    assert shown.startswith("a \ufffdbbb")
    assert shown.endswith("…")


def test_references_know_their_sections() -> None:
    """A reference remembers where the item it names may stand."""
    assert ref_to("risks", "options").read("R1").sections == ("risks", "options")


def test_numbers_are_given_where_ids_are_left_out() -> None:
    """Entries without an id take the free numbers in order; those with one keep it."""
    entries = [
        "first",
        {"statement": "second", "id": "KJ1"},
        {"statement": "third", "id": None},
        {"id": "KJ3"},
        "fifth",
    ]
    filled = Numbered("KJ", "statement").fill(entries)

    assert [entry["id"] for entry in filled] == ["KJ2", "KJ1", "KJ4", "KJ3", "KJ5"]
    assert filled[0] == {"statement": "first", "id": "KJ2"}


def test_numbering_leaves_oddities_for_the_model() -> None:
    """What is no entry is passed on as it is, so that the model can refuse it at its place."""
    assert Numbered("O").fill([["odd"], "text", 7]) == [["odd"], "text", 7]
    assert Numbered("KJ", "statement").fill("one") == [{"statement": "one", "id": "KJ1"}]
