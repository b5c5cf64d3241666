"""What is typed as a path: names of briefs are taken, and a hint names a path that can be typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.paths import find_briefs
from brief.problems import BriefError


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a workspace with some briefs and stand in it."""
    for slug in ("harbour-dues", "later-buses", "water"):
        (tmp_path / "content" / slug).mkdir(parents=True)
        (tmp_path / "content" / slug / "brief.yaml").write_text("meta: {}\n", encoding="utf-8")
    (tmp_path / "content" / "water" / "brief.fr.yaml").write_text("meta: {}\n", encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(workspace: Path, *paths: str, language: str | None = None) -> list[str]:
    """Return the briefs that paths mean, from the root of the workspace."""
    inside = find_briefs([Path(path) for path in paths], language)
    return [brief.resolve().relative_to(workspace.resolve()).as_posix() for brief in inside]


def hint(path: str) -> str:
    """Return the hint for a path that holds no brief."""
    with pytest.raises(BriefError) as refused:
        find_briefs([Path(path)])
    (problem,) = refused.value.problems
    return str(problem.hint)


@pytest.mark.parametrize("name", ["harbour-dues", "harbour-dues/"])
@pytest.mark.parametrize("here", [".", "seeds", "content", "content/water"])
def test_the_name_of_a_brief_means_it_everywhere(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, here: str, name: str
) -> None:
    """A bare name is that of the folder in content/, wherever in the workspace it is typed."""
    monkeypatch.chdir(workspace / here)
    assert found(workspace, name) == ["content/harbour-dues/brief.yaml"]


def test_a_name_means_all_editions_or_the_one_asked_for(workspace: Path) -> None:
    """A name is the folder of the brief in every respect."""
    assert found(workspace, "water") == ["content/water/brief.yaml", "content/water/brief.fr.yaml"]
    assert found(workspace, "water", language="fr") == ["content/water/brief.fr.yaml"]
    assert found(workspace, "water", "harbour-dues")[-1] == "content/harbour-dues/brief.yaml"


def test_what_stands_here_comes_first(workspace: Path) -> None:
    """A file or folder of that name in the current folder is what was typed."""
    (workspace / "water").write_text("meta: {}\n", encoding="utf-8")
    assert found(workspace, "water") == ["water"]
    (workspace / "later-buses").mkdir()
    assert hint("later-buses") == "did you mean 'content/later-buses'?"
    (workspace / "harbour-dues").mkdir()
    (workspace / "harbour-dues" / "brief.yaml").write_text("meta: {}\n", encoding="utf-8")
    assert found(workspace, "harbour-dues") == ["harbour-dues/brief.yaml"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("harbor-dues", "did you mean 'content/harbour-dues'?"),
        ("content/harbor-dues", "did you mean 'content/harbour-dues'?"),
        ("harbour-dues/brief.yaml", "did you mean 'content/harbour-dues/brief.yaml'?"),
        ("content/harbour-dues/brief.yml", "did you mean 'content/harbour-dues/brief.yaml'?"),
        ("content/water/brief.ft.yaml", "did you mean 'content/water/brief.fr.yaml'?"),
        ("xyz", "briefs of this workspace: harbour-dues, later-buses, water"),
        ("../../../etc/nothing", "briefs of this workspace: harbour-dues, later-buses, water"),
        ("x" * 5_000, "briefs of this workspace: harbour-dues, later-buses, water"),
    ],
)
def test_the_hint_names_the_path_to_type(workspace: Path, typed: str, meant: str) -> None:
    """What the hint says is not what was typed, and it leads to a brief when it is typed."""
    said = hint(typed)
    assert said == meant
    if said.startswith("did you mean '"):
        path = said.removeprefix("did you mean '").removesuffix("'?")
        assert path != typed
        assert found(workspace, path)


def test_the_hint_can_be_typed_in_another_folder(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The path in a hint leads there from where the user stands."""
    monkeypatch.chdir(workspace / "seeds")
    said = hint("harbor-dues")
    path = said.removeprefix("did you mean '").removesuffix("'?")
    assert found(workspace, path) == ["content/harbour-dues/brief.yaml"]


def test_many_briefs_are_not_all_named(workspace: Path) -> None:
    """The hint of a large workspace stays short."""
    for number in range(30):
        (workspace / "content" / f"b{number:02}").mkdir()
        (workspace / "content" / f"b{number:02}" / "brief.yaml").write_text("meta: {}\n", encoding="utf-8")
    assert hint("xyz").endswith("b07 and 25 more")


def test_a_name_without_a_brief_is_told_as_what_it_is(workspace: Path) -> None:
    """A folder in content/ that holds no brief is named by its path; nothing is meant that is not there."""
    (workspace / "content" / "empty").mkdir()
    with pytest.raises(BriefError) as refused:
        find_briefs([Path("empty")])
    (problem,) = refused.value.problems
    assert problem.message.replace("\\", "/") == "there is no brief in 'content/empty'"
    assert "did you mean" not in str(problem.hint)
