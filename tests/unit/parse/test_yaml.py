"""What YAML means here: the core of YAML 1.2, with a place for every key and value."""

from __future__ import annotations

import pytest

from brief.parse.mending import MAX_MENDS
from brief.parse.nodes import Node, load
from brief.problems import BriefError
from brief.workspace import Text


def read(content: str) -> Node:
    node, problems = load(Text("b.yaml", content))
    assert problems == []
    return node


@pytest.mark.parametrize(
    "text",
    ["NO", "yes", "on", "Off", "12:30", "1:30:00", "0777", "0o17", "1_000", "1e3", "1.10", "2024-05-06", "true", "="],
)
def test_plain_words_stay_as_written(text: str) -> None:
    """No word is turned into a number, a date or a truth value behind the author's back."""
    assert read(f"key: {text}\n").data() == {"key": text}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing(text: str) -> None:
    """An empty value and the words for null are nothing; in quotes they are text."""
    assert read(f"key: {text}\n").data() == {"key": None}
    assert read(f'key: "{text}"\n').data() == {"key": text}


def test_blocks_and_anchors() -> None:
    """Folded and literal text, flow lists, anchors and aliases read as YAML says."""
    node = read("a: &x >-\n  one\n  two\nb: |\n  one\n  two\nc: [*x, {d: '', e: f}]\n")

    assert node.data() == {"a": "one two", "b": "one\ntwo\n", "c": ["one two", {"d": "", "e": "f"}]}


def test_places() -> None:
    """Every key and every value knows its line, its column and its length, in characters of the file."""
    node = read("a:\n  é水: 'two words'\n  list:\n    - x\n    - yy\n")
    value, key, entry = node.find(("a", "é水")).place, node.key_place(("a", "é水")), node.find(("a", "list", 1)).place

    assert (value.line, value.column, value.length, value.excerpt) == (2, 7, 11, "  é水: 'two words'")
    assert (key.line, key.column, key.length) == (2, 3, 2)
    assert (entry.line, entry.column, entry.length) == (5, 7, 2)
    assert node.key_place(("a", "list", 1)) == entry
    assert node.find(("a", "list", 9, "deeper")).place == node.find(("a", "list")).place


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_signs_that_only_some_take_for_line_breaks(sign: str) -> None:
    """Lines are counted as editors count them."""
    assert read(f"a: one{sign}two\nb: c\n").find(("b",)).place.line == 2


def test_an_anchor_cannot_hold_itself() -> None:
    """A value that would contain itself is refused like any other unknown name."""
    _, problems = load(Text("b.yaml", "a: &a [*a]\nb: c\n"))

    assert [problem.rule for problem in problems] == ["unknown-alias"]


def test_lost_values_leave_the_rest() -> None:
    """A value that cannot be read is left out, with its path; what stands around it keeps its places."""
    node, problems = load(Text("b.yaml", "a:\n  - @one\n  - two\nb: %three\n  more\nc: d\n"))

    assert node.data() == {"a": ["two"], "c": "d"}
    assert list(node.lost_paths()) == [("a", 0), ("b",)]
    assert node.find(("c",)).place.line == 6
    assert [problem.place.line for problem in problems if problem.place] == [2, 4]


def test_tabs_are_told_once() -> None:
    """A file indented with tabs throughout is read as it was meant, and told with its first tab."""
    node, problems = load(Text("b.yaml", "a:\n\tb: 1\n\tc:\n\t\td: 2\n"))

    assert node.data() == {"a": {"b": "1", "c": {"d": "2"}}}
    assert [(problem.rule, problem.place and problem.place.line) for problem in problems] == [("yaml-syntax", 2)]


def test_many_mistakes_of_syntax() -> None:
    """After twenty lines that cannot be read the rest is left for the next run."""
    with pytest.raises(BriefError) as caught:
        load(Text("b.yaml", "".join(f"k{n}: @x\n" for n in range(100))))

    assert len(caught.value.problems) == MAX_MENDS
