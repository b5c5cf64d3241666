"""Every character of every scalar leads to its place in the file, in each style of YAML."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
import yaml

from brief.comments.changing import changed, edited, in_bytes
from brief.comments.scalars import Scalars
from brief.parse.nodes import load
from brief.problems import Place
from brief.workspace import Text

ROOT = Path(__file__).resolve().parents[2]
STYLES = {
    "plain": "a: one two three\n",
    "plain with a comment": "a: one two three # not it\n",
    "plain on lines": "a: one\n  two\n\n  three\n",
    "plain in a flow": "a: [zero, one two three]\n",
    "single": "a: 'one ''two'' three'\n",
    "single on lines": "a: 'one\n  two\n\n\n  three'\n",
    "double": 'a: "one \\"two\\" \\u00e9\\x41 three"\n',
    "double on lines": 'a: "one \\\n  two\n  three\\n"\n',
    "folded": "a: >\n  one\n  two\n\n  three\n",
    "folded without an end": "a: >-\n  one\n  two\n    deeper\n  three\n\nb: x\n",
    "folded at the end of the file": "a: >\n  one two three",
    "folded with a first line that is empty": "a: >-\n\n  one two\n  three\n",
    "literal": "a: |\n  one\n\n  two\n    three\n",
    "literal without an end": "a: |-\n  one\n  two three\nb: x\n",
    "literal with a depth of its own": "a: |2\n    one\n  two three\n",
    "behind an anchor": "a: &x one two three\n",
    "other scripts": "a: один two 三\n",
}


def scalars_of(content: str) -> list[tuple[yaml.ScalarToken, Place]]:
    """Return every scalar of a text with its place."""
    tokens = (each for each in yaml.scan(content, Loader=yaml.SafeLoader) if isinstance(each, yaml.ScalarToken))
    return [(each, Place("a.yaml", each.start_mark.line + 1, each.start_mark.column + 1)) for each in tokens]


@pytest.mark.parametrize("content", STYLES.values(), ids=STYLES.keys())
def test_every_character_has_its_place(content: str) -> None:
    """The characters that a map gives are the value that PyYAML reads, and places only go on."""
    for token, place in scalars_of(content):
        scalar = Scalars(content).at(place)
        assert scalar is not None
        assert "".join(letter for letter, _, _ in scalar.mapped) == token.value
        places = [(start, end) for _, start, end in scalar.mapped]
        assert places == sorted(places)
        for letter, start, end in scalar.mapped:
            if letter.isalnum() and "\\" not in content[start:end]:
                assert content[start:end] == letter


@pytest.mark.parametrize(
    "path", [*sorted(ROOT.glob("content/*/brief.yaml")), *sorted(ROOT.glob("seeds/*.yaml"))][:12], ids=str
)
def test_every_scalar_of_the_samples_has_a_map(path: Path) -> None:
    """No scalar of a real file is left without a map."""
    content = path.read_text(encoding="utf-8")
    scalars = Scalars(content)
    listed = scalars_of(content)
    assert len(listed) > 9
    assert [str(place) for _, place in listed if scalars.at(place) is None] == []


def test_what_keeps_all_its_empty_lines_is_left_alone() -> None:
    """A block whose last empty lines belong to it has no map: to change it could change them."""
    content = "a: |+\n  one\n\n\nb: x\n"
    assert Scalars(content).at(Place("a.yaml", 1, 4)) is None


@pytest.mark.parametrize("new", ["four", "4: five", "#6", "'", '"', "\\", "- x", "{a}", "[", "é\u00a0!", "", "a\tb"])
@pytest.mark.parametrize("content", STYLES.values(), ids=STYLES.keys())
def test_a_word_is_changed_in_every_style(content: str, new: str) -> None:
    """What is read afterwards is the value with the new word in it; all other values are as they were."""
    path: tuple[str | int, ...] = ("a", 1) if "[" in content else ("a",)
    node = load(Text("a.yaml", content))[0].find(path)
    scalar = Scalars(content).at(node.place)
    assert scalar is not None
    start = scalar.value.index("two")
    after = changed(content, path, scalar, [(start, start + 3, new)], "a.yaml")
    assert after is not None
    wanted = edited(scalar.value, [(start, start + 3, new)])
    tree = load(Text("a.yaml", after))[0]
    shown = str(tree.find(path).value).strip()
    assert shown == wanted.strip() or (not new and shown.split() == wanted.split())
    assert ("b:" in content) == ("b" in tree.data())
    lines = len(content.split("\n"))
    assert len(after.split("\n")) <= lines
    assert after[: scalar.start] == content[: scalar.start]


def test_several_edits_of_one_scalar_are_made_together() -> None:
    """Edits are places in the value as it was, in whatever order."""
    content = STYLES["folded"]
    scalar = Scalars(content).at(Place("a.yaml", 1, 4))
    assert scalar is not None
    after = changed(content, ("a",), scalar, [(8, 13, "drei"), (0, 3, "eins"), (4, 4, "und ")], "a.yaml")
    assert after == "a: >\n  eins\n  und two\n\n  drei\n"


def test_a_value_cannot_be_emptied_or_changed_beside_others() -> None:
    """To take all words away would take the field away; a word that needs more than quotes is refused."""
    content = "a: one\nb: x\n"
    scalar = Scalars(content).at(Place("a.yaml", 1, 4))
    assert scalar is not None
    assert changed(content, ("a",), scalar, [(0, 3, "")], "a.yaml") is None
    assert changed(content, ("a",), scalar, [(3, 3, "\nb: y")], "a.yaml") is None


def test_bytes_outside_of_the_change_are_those_of_the_file() -> None:
    """Mixed line ends and the mark of byte order stay where they are."""
    raw = b"\xef\xbb\xbfa: one\r\nb: two\nc: three\r\n"
    old = "a: one\nb: two\nc: three\n"
    assert in_bytes(raw, old, old.replace("two", "2")) == raw.replace(b"two", b"2")
    assert in_bytes(raw, old, old) == raw
    assert in_bytes(b"a\n", "a\n", "b\n") == b"b\n"


def test_the_samples_of_styles_are_what_they_say() -> None:
    """Each sample holds the word that is changed in it, in one scalar of that style."""
    assert all("two" in content for content in STYLES.values())
    kinds = {
        token.style or "plain"
        for content in STYLES.values()
        for token, _ in scalars_of(content)
        if "two" in token.value
    }
    assert kinds == {"plain", "'", '"', "|", ">"}
    assert textwrap.dedent(STYLES["literal"]) == STYLES["literal"]
