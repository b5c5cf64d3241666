"""The theme that is asked for is the one whose colours are checked, whatever the brief says."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import brief
from brief.cli import cli
from brief.pipeline import Options

PALE = "name: pale\nextends: assessment\ntokens:\n  ink-soft: '#9a9a9a'\n"
BRIEF = "meta: {{title: Later buses, date: 2024-05-06}}\nbackground: More people came.\noutput: {{theme: {}}}\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Write a workspace with a pale theme."""
    theme = tmp_path / "templates" / "themes" / "pale" / "theme.yaml"
    theme.parent.mkdir(parents=True)
    theme.write_text(PALE, encoding="utf-8")
    return tmp_path


def written(place: Path, theme: str) -> Path:
    """Write a brief that names a theme."""
    path = place / "content" / "buses" / "brief.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(BRIEF.format(theme), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("own", "asked", "faults"),
    [("assessment", "pale", 2), ("pale", "assessment", 0), ("pale", None, 2), ("assessment", None, 0)],
)
def test_the_theme_that_is_asked_for_is_checked(place: Path, own: str, asked: str | None, faults: int) -> None:
    """`--theme` stands in place of the brief's own theme in the check of contrasts, as it does on the page."""
    path = written(place, own)
    (result,) = brief.build(path, Options(outputs=("html",), theme=asked, output=place / "out"))
    found = [finding for finding in result.findings if finding.rule == "ACC-03"]
    assert len(found) == faults
    assert all("theme 'pale'" in finding.message for finding in found)
    command = ["check", str(path), *(["--theme", asked] if asked else [])]
    assert CliRunner().invoke(cli, command).stderr.count("error[ACC-03]") == faults


def test_where_to_look_is_told_with_the_theme(place: Path) -> None:
    """The line after a build names the command that shows the same findings."""
    path = written(place, "assessment")
    ran = CliRunner().invoke(cli, ["build", str(path), "--theme", "pale", "--to", "html", "-o", str(place / "out")])
    assert f"'brief check {path} --theme pale' shows" in ran.stderr
