"""The start of a workspace or a brief: names, files, dates, and that it is sound as it stands."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest
import yaml

from brief.checks import check
from brief.model import SECTIONS
from brief.parse import read_document
from brief.problems import BriefError
from brief.scaffold import slug_of, start, start_theme
from brief.theme import load_theme
from brief.workspace import Workspace


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("water", "water"),
        ("Water Security", "water-security"),
        ("  Zölle & Häfen 2026 ", "zolle-hafen-2026"),
        ("a/b\\c", "a-b-c"),
        ("../../etc", "etc"),
        ("Ελλάδα 2", "2"),
        ("UPPER_lower", "upper-lower"),
    ],
)
def test_a_name_becomes_a_folder(name: str, slug: str) -> None:
    """Any name gives small letters, digits and hyphens; nothing in it climbs out of the folder."""
    assert slug_of(name) == slug


@pytest.mark.parametrize("name", ["", "   ", "!!!", "..", "水"])
def test_a_name_without_letters_is_refused(name: str) -> None:
    """What leaves nothing for a folder is told, with an example."""
    with pytest.raises(BriefError) as caught:
        slug_of(name)
    (problem,) = caught.value.problems
    assert problem.rule == "slug"
    assert problem.hint is not None


@pytest.mark.parametrize("length", [64, 255, 5_000])
def test_a_long_name_is_a_folder_or_a_problem(tmp_path: Path, length: int) -> None:
    """A name that no folder can have is told as one, and leaves nothing behind."""
    try:
        made = start(tmp_path, "x" * length)
    except BriefError:
        assert list(tmp_path.iterdir()) == []
    else:
        read_document(Workspace(tmp_path / made.brief.name), made.brief / "brief.yaml")


def test_outside_a_workspace_one_is_made(tmp_path: Path) -> None:
    """A workspace has the brief, the house, the records and the schemas, and every file that was written is named."""
    made = start(tmp_path, "Water")
    root = tmp_path / "water"
    assert made.brief == root / "content" / "water"
    files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(root).as_posix() for path in made.files)
    assert {"content/water/brief.yaml", "house.yaml", "seeds/README.md", "brief.schema.json"} <= set(files)
    assert json.loads((root / "brief.schema.json").read_text(encoding="utf-8"))["properties"]


def test_in_a_workspace_a_brief_is_added(tmp_path: Path) -> None:
    """From anywhere inside a workspace only the brief is new, and nothing that is there is written again."""
    first = start(tmp_path, "one")
    house = tmp_path / "one" / "house.yaml"
    house.write_text("meta: {publisher: Us}\n", encoding="utf-8")
    made = start(first.brief, "two")
    assert made.files == (tmp_path / "one" / "content" / "two" / "brief.yaml",)
    assert house.read_text(encoding="utf-8") == "meta: {publisher: Us}\n"


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    """Nobody's work is written over, in a workspace or beside it."""
    made = start(tmp_path, "water")
    before = (made.brief / "brief.yaml").read_bytes()
    for folder in (tmp_path, made.brief):
        with pytest.raises(BriefError, match="'water' is there already"):
            start(folder, "Water!")
    assert (made.brief / "brief.yaml").read_bytes() == before


def test_the_start_is_sound(tmp_path: Path) -> None:
    """The brief that one starts with has no mistake, and no check of either tier has a question about it."""
    path = start(tmp_path, "water").brief / "brief.yaml"
    document = read_document(Workspace.around(path), path)
    assert [str(problem) for problem in check(document)] == []
    strict = [problem for problem in check(document, strict=True) if problem.severity == "error"]
    assert [str(problem) for problem in strict] == []


def test_the_start_shows_the_four_sections_and_more(tmp_path: Path) -> None:
    """Key judgements, background, risks and open questions are there to be written over, and comments explain them."""
    text = (start(tmp_path, "water").brief / "brief.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    assert {"key_judgements", "background", "risks", "open_questions"} <= set(data)
    assert set(data) - {kind.key for kind in SECTIONS} <= {
        *("schema", "meta", "scales", "handling", "audience", "question", "output", "lint", "scenario_set"),
    }
    assert text.startswith("# yaml-language-server: $schema=../../brief.schema.json\n")
    assert len([line for line in text.splitlines() if "#" in line]) > 25
    assert max(map(len, text.splitlines())) <= 130


def test_the_start_is_dated_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day is that of the start, and every other day lies around it: no window is over before it began."""
    day = datetime.date(2031, 6, 15)
    moment = datetime.datetime(2031, 6, 15, 12, tzinfo=datetime.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
    path = start(tmp_path, "water").brief / "brief.yaml"
    text = path.read_text(encoding="utf-8")
    document = read_document(Workspace.around(path), path)
    assert document.brief.meta.date == day
    assert document.brief.meta.information_cutoff == day
    assert "2026" not in text
    assert [str(problem) for problem in check(document)] == []


@pytest.mark.parametrize("year", [2024, 2027, 2028, 2040])
def test_the_start_is_sound_in_any_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: int) -> None:
    """Whenever one starts, on a leap day or at the end of a year, the brief is sound."""
    for number, (month, day) in enumerate([(1, 1), (2, 28 if year % 4 else 29), (12, 31)]):
        moment = datetime.datetime(year, month, day, 12, tzinfo=datetime.UTC)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
        path = start(tmp_path, f"water-{number}").brief / "brief.yaml"
        document = read_document(Workspace.around(path), path)
        assert [str(problem) for problem in check(document)] == []


def test_the_house_of_the_start_is_read(tmp_path: Path) -> None:
    """What the house file says reaches the brief."""
    path = start(tmp_path, "water").brief / "brief.yaml"
    house = yaml.safe_load((tmp_path / "water" / "house.yaml").read_text(encoding="utf-8"))
    assert house is None or set(house) <= {"meta", "scales", "handling", "audience", "output"}
    read_document(Workspace.around(path), path)


def test_a_theme_is_started_from_another(tmp_path: Path) -> None:
    """It is the other theme until a line is turned on, and every value that there is stands in it."""
    workspace = Workspace(start(tmp_path, "house").brief.parents[1])
    files = start_theme(workspace.root, "Our Look", "note")
    assert [path.name for path in files] == ["theme.yaml", "print.css", "web.css"]
    made, note = load_theme(workspace, "our-look"), load_theme(workspace, "note")
    assert (made.tokens, made.dark, made.page, made.notes) == (note.tokens, note.dark, note.page, note.notes)
    path = files[0]
    text = path.read_text(encoding="utf-8")
    turned = "\n".join(line.removeprefix("# ") if index > 4 else line for index, line in enumerate(text.split("\n")))
    path.write_text(turned.replace("accent: ", "accent: '#123456' #", 1), encoding="utf-8")
    changed = load_theme(Workspace(workspace.root), "our-look")
    assert changed.tokens == {**note.tokens, "accent": "#123456"}
    assert (changed.dark, changed.page) == (note.dark, note.page)


@pytest.mark.parametrize(("name", "base", "rule"), [("note", "modern", "taken"), ("mine", "nope", "theme")])
def test_a_theme_that_cannot_be_started_is_told(tmp_path: Path, name: str, base: str, rule: str) -> None:
    """Nothing is written for a name that is taken, or from a theme that is not there."""
    root = start(tmp_path, "house").brief.parents[1]
    with pytest.raises(BriefError) as caught:
        start_theme(root, name, base)
    assert [problem.rule for problem in caught.value.problems] == [rule]
    assert not (root / "templates").exists()


def test_a_theme_needs_a_workspace(tmp_path: Path) -> None:
    """Outside of one there is nowhere to put it."""
    with pytest.raises(BriefError):
        start_theme(tmp_path, "mine", "note")
    assert list(tmp_path.iterdir()) == []
