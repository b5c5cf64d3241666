from __future__ import annotations

import pytest

from brief.problems import BriefError, Place, Problem, did_you_mean, has_errors, in_order, nearest

PLACE = Place("b.yaml", 8, 17, 10, "    likelihood: very likly")


def test_printed_form() -> None:
    """A problem prints its place, its rule, the author's line with a caret under the words, and the hint."""
    problem = Problem("likelihood", "'very likly' is not on the icd203 scale", PLACE, "did you mean 'very_likely'?")

    assert str(problem) == (
        "b.yaml:8:17: error[likelihood]: 'very likly' is not on the icd203 scale\n"
        "   8 |     likelihood: very likly\n"
        "     |                 ^^^^^^^^^^\n"
        "   help: did you mean 'very_likely'?"
    )


def test_no_place_no_hint() -> None:
    """What is not known is left out."""
    assert str(Problem("x", "something is wrong", severity="warning")) == "warning[x]: something is wrong"
    assert str(Problem("x", "something is wrong", Place("b.yaml"))) == "b.yaml: error[x]: something is wrong"


@pytest.mark.parametrize(
    ("excerpt", "column", "length", "shown", "caret"),
    [
        ("\tkey: value", 7, 5, "\tkey: value", "\t     ^^^^^"),
        ("水: 水資源 x", 4, 3, "水: 水資源 x", "    ^^^^^^"),
        ("e\u0301: x", 5, 1, "e\u0301: x", "   ^"),
        ("a: b\u202ec", 4, 3, "a: b\ufffdc", "   ^^^"),
        ("a: \x1b[31m", 4, 5, "a: \ufffd[31m", "   ^^^^^"),
        ("short", 99, 4, "short", "     ^"),
        ("short", 2, 99, "short", " ^^^^"),
        ("short", 2, 0, "short", " ^"),
    ],
)
def test_caret_stands_under_the_words(excerpt: str, column: int, length: int, shown: str, caret: str) -> None:
    """Tabs, wide letters and accents are measured as a terminal shows them; what would upset it is replaced."""
    _, line, marks = str(Problem("x", "y", Place("f", 1, column, length, excerpt))).split("\n")

    assert line == f"   1 | {shown}"
    assert marks.rstrip() == f"     | {caret}".rstrip()


def test_long_line_is_cut_around_the_mistake() -> None:
    """Of a very long line only what stands around the mistake is shown, with the caret in its place."""
    excerpt = "a" * 500 + "MISTAKE" + "b" * 500
    _, line, marks = str(Problem("x", "y", Place("f", 1, 501, 7, excerpt))).split("\n")

    assert len(line) < 140
    assert line[marks.index("^") : marks.rindex("^") + 1] == "MISTAKE"


def test_order() -> None:
    """Problems are sorted by file, line and column, errors first; repeats are told once, placeless ones last."""
    first, second = Problem("b", "x", Place("a.yaml", 2, 9)), Problem("a", "x", Place("a.yaml", 10, 1))
    other, nowhere = Problem("a", "x", Place("b.yaml", 1, 1)), Problem("a", "x")
    warned = Problem("a", "x", Place("a.yaml", 2, 9), severity="warning")

    assert in_order([nowhere, other, warned, second, first, first]) == (first, warned, second, other, nowhere)


def test_error_carries_all_problems() -> None:
    """The one exception of the program carries every problem, sorted, and prints them."""
    error = BriefError([Problem("z", "last"), Problem("a", "first", PLACE)])

    assert [problem.rule for problem in error.problems] == ["a", "z"]
    assert str(error).endswith("error[z]: last")
    assert has_errors(error.problems)
    assert not has_errors([Problem("a", "x", severity="info")])


@pytest.mark.parametrize(
    ("word", "expected"),
    [("titel", "title"), ("TITLE", "title"), ("key_judgments", "key_judgements"), ("xyz", None), ("", None)],
)
def test_nearest(word: str, expected: str | None) -> None:
    """A slip of the keyboard finds the name that was meant; a word far from all finds none."""
    assert nearest(word, ["title", "date", "key_judgements"]) == expected


def test_hint_for_an_unknown_name() -> None:
    """Without a near name the hint lists what is known."""
    assert did_you_mean("statsu", ["status", "date"]) == "did you mean 'status'?"
    assert did_you_mean("zzz", ["status", "date"]) == "known here: status, date"
