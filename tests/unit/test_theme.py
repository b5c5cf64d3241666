"""Themes: what a workspace states wins over what it extends, and its files are a stranger's."""

from __future__ import annotations

import textwrap
import time
from pathlib import Path

import pytest

from brief.datafile import read_data
from brief.problems import BriefError
from brief.theme import load_theme, set_apart
from brief.workspace import Text, Workspace


def write_theme(root: Path, name: str, text: str) -> Workspace:
    """Write a theme into a workspace."""
    folder = root / "templates" / "themes" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theme.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
    return Workspace(root)


def refused(workspace: Workspace, name: str) -> str:
    """Return what a theme is refused with."""
    with pytest.raises(BriefError) as caught:
        load_theme(workspace, name)
    return "\n".join(str(problem) for problem in caught.value.problems)


def test_a_theme_states_only_what_differs(tmp_path: Path) -> None:
    """Tokens and margins are taken from the theme that it extends, key by key, and its sheet follows that one's."""
    workspace = write_theme(
        tmp_path, "house", "extends: assessment\ntokens: {accent: '#123456', size-x: 3}\npage: {A4: {margin: 30mm}}\n"
    )
    (tmp_path / "templates" / "themes" / "house" / "print.css").write_text("h1 { color: red }", encoding="utf-8")
    parent, theme = load_theme(workspace, "assessment"), load_theme(workspace, "house")
    assert theme.tokens == {**parent.tokens, "accent": "#123456", "size-x": "3"}
    assert theme.page["Letter"] == parent.page["Letter"]
    assert "@page{size:A4;" in theme.page_css("A4")
    assert "margin:30mm;" in theme.page_css("A4")
    sheets = theme.styles(workspace, "print")
    assert [(style.path.parent.name, style.shipped) for style in sheets] == [
        ("styles", True),
        ("assessment", True),
        ("house", False),
    ]


@pytest.mark.parametrize("name", ["../../content", "a/b", "/etc", "x" * 5_000, "As sessment", "a\0b", "", "assesment"])
def test_an_unknown_theme_is_told_with_the_nearest(tmp_path: Path, name: str) -> None:
    """A name that is no name of a folder finds nothing, whatever lies there."""
    said = refused(Workspace(tmp_path), name)
    assert said.startswith("error[theme]: there is no theme '")
    if name == "assesment":
        assert "help: did you mean 'assessment'?" in said


def test_a_circle_of_themes_is_told(tmp_path: Path) -> None:
    """Two themes that extend each other end as a Problem."""
    write_theme(tmp_path, "one", "extends: two\n")
    workspace = write_theme(tmp_path, "two", "extends: one\n")
    assert "the theme 'one' extends itself" in refused(workspace, "one")


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("tokens:\n  ink: 'red;} body{display:none'\n", "3:8", "'ink' is not one plain value"),
        ("tokens:\n  ink: '</style><script>alert(1)</script>'\n", "3:8", "'ink' is not one plain value"),
        ("tokens:\n  ink: 'a\\3b b'\n", "3:8", "'ink' is not one plain value"),
        ("tokens:\n  ink: [1, 2]\n", "3:8", "'ink' is not one plain value"),
        ("tokens:\n  ink:\n", "3:7", "'ink' is not one plain value"),
        ("tokens:\n  'a:b;c': red\n", "3:3", "'a:b;c' is no name of a token"),
        ("tokens: red\n", "2:1", "'tokens' has to be a group of keys"),
        ("page:\n  A4: 20mm\n", "3:3", "'A4' has to be a group of keys"),
        ("page:\n  A4: {margin: '0} @import url(http://x.example/)'}\n", "3:16", "'margin' is not one plain value"),
        ("page: 3\n", "2:1", "'page' has to be a group of keys"),
        ("token:\n  ink: red\n", "2:1", "'token' is not a key of a theme"),
        (
            "tokens: !!python/object/apply:os.system [ls]\n",
            "2:9",
            "is a YAML tag; a theme file holds plain values only",
        ),
        ("name: two\nname: three\n", "2:1", "'name' is given twice"),
        ("- a\n", "", "error[yaml-syntax]"),
        ("a: [b\n", "", "error[yaml-syntax]"),
    ],
)
def test_a_mistake_in_a_theme_is_told_at_its_line(tmp_path: Path, text: str, place: str, message: str) -> None:
    """Values that would leave their place in the style sheet are refused with file, line and column."""
    workspace = write_theme(tmp_path, "bad", f"name: bad\n{text}")
    said = refused(workspace, "bad")
    assert message in said
    assert f"templates/themes/bad/theme.yaml:{place}" in said


def test_an_empty_theme_is_told(tmp_path: Path) -> None:
    """The message speaks of a theme, not of a brief."""
    said = refused(write_theme(tmp_path, "empty", "# nothing\n"), "empty")
    assert "the theme file is empty" in said
    assert "brief new" not in said


BOMBS = {
    "levels": "a: " + "[" * 100_000,
    "indented levels": "\n".join(" " * depth + "a:" for depth in range(1_000)),
    "aliases": "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 11)),
    "merge keys": "a0: &a0 {x: 1}\n"
    + "".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}\n" for n in range(1, 9)),
    "values": "a: [" + "1," * 400_000 + "]",
    "binary": "a: !!binary x",
    "timestamp": "a: !!timestamp x",
    "control characters": "a: \x07",
    "list as a key": "? [a, b]\n: c",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_in_a_file_of_a_workspace_ends_at_once(text: str) -> None:
    """Themes, languages and the font list are read within bounds: quickly, and with no error but a Problem."""
    began = time.monotonic()
    with pytest.raises(BriefError):
        read_data(Text("theme.yaml", text), "theme")
    assert time.monotonic() - began < 3


def test_a_number_of_many_digits_stays_a_text() -> None:
    """Python refuses to read such a number, and takes long to."""
    data, _ = read_data(Text("theme.yaml", f"a: {'9' * 900_000}"), "theme")
    assert len(data["a"]) == 900_000


def test_values_are_what_yaml_12_means() -> None:
    """`no` is a word, as in the file of a language; numbers, true and false are what they look like."""
    text = "no: [no, on, 12:30, 1_000, 0o17, 7, -1.5, true, ~, '7', 2024-01-01]\n1: one\n"
    data, _ = read_data(Text("a.yaml", text), "language")
    expected = ["no", "on", "12:30", "1_000", "0o17", 7, -1.5, True, None, "7", "2024-01-01"]
    assert data == {"no": expected, 1: "one"}


@pytest.mark.parametrize(
    ("css", "wider"),
    [
        ("p { line-height: 10pt }", "p { line-height: 12pt }"),
        ("p { line-height:1.5; color: red }", "p { line-height:1.8; color: red }"),
        (
            "h1 { font: 600 clamp(1rem, 2vw, 3rem)/1.25 var(--serif) }",
            "h1 { font: 600 clamp(1rem, 2vw, 3rem)/1.5 var(--serif) }",
        ),
        ("html { font: 10pt/14.25pt x }", "html { font: 10pt/17.25pt x }"),
        (".noteref { font: 600 .75em/0 x }", ".noteref { font: 600 .75em/0 x }"),
        ("li { grid-row: 1 / span 24; font-size: 9pt; background: url(a/2.png) }",) * 2,
    ],
)
def test_lines_stand_farther_apart_for_taller_scripts(css: str, wider: str) -> None:
    """Each height of a line grows by the leading of the language, in whole pixels, and nothing else does."""
    assert set_apart(css, 1.2) == wider
    assert set_apart(css, 1) == css
