from __future__ import annotations

import pytest

from brief.citations import Citation, citations_in, read_citation, read_group


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("S3", Citation("S3")),
        (" @S3 ", Citation("S3")),
        ("S3, p. 4", Citation("S3", locator="p. 4")),
        ("S3 , pp. 4–6, note 2", Citation("S3", locator="pp. 4–6, note 2")),
        ("S1#12", Citation("S1", fact=12)),
        ("S1#12, p. 4", Citation("S1", fact=12, locator="p. 4")),
        ("KJ1", Citation("KJ1")),
        ("REC2a", Citation("REC2a")),
        ("", None),
        ("S", None),
        ("3", None),
        ("the report", None),
        ("S3 p. 4", None),
        ("S1#", None),
        ("S1#twelve", None),
        ("S1#99999", None),
        ("S3,", None),
    ],
)
def test_one_citation(text: str, expected: Citation | None) -> None:
    """A citation is an id, the number of a fact after #, and a locator after a comma; anything else is none."""
    assert read_citation(text) == expected


def test_group() -> None:
    """Semicolons part the citations of a group; one bad part spoils no other."""
    assert read_group("S1; @S2, p. 4; the report; S3#1") == [
        Citation("S1"),
        Citation("S2", locator="p. 4"),
        None,
        Citation("S3", fact=1),
    ]


def test_in_a_text() -> None:
    """Each citation of a text comes with the author's words for it; plain brackets and addresses are text."""
    text = "Repairs [@S1; @S2] take longer [sic] in 2027 [@the report], see [a link](x) and desk@example.org [@KJ1]."

    assert list(citations_in(text)) == [
        ("[@S1; @S2]", Citation("S1")),
        ("[@S1; @S2]", Citation("S2")),
        ("[@the report]", None),
        ("[@KJ1]", Citation("KJ1")),
    ]


@pytest.mark.parametrize("text", ["[@", "[@S1", "[@]", "[@S1\n]", "[@[@S1]", "[@" + "x" * 400 + "]"])
def test_open_brackets(text: str) -> None:
    """A bracket that is not closed on its line, or runs on for ever, cites nothing but what it encloses."""
    assert [words for words, _ in citations_in(text)] in ([], ["[@S1]"])
