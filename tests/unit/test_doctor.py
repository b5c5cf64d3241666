"""The doctor: what it looks at, what it says of what is lacking, and the line to type."""

from __future__ import annotations

import re
import shutil
import sys
from importlib import metadata
from pathlib import Path

import pytest

from brief import doctor
from brief.doctor import Finding, examine_machine, line_to_type
from brief.workspace import Workspace
from tests.house.house import ROOT


def by_what(folder: Path) -> dict[str, Finding]:
    """Return the findings by what was looked at."""
    return {finding.what: finding for finding in examine_machine(folder)}


def test_a_machine_that_runs_these_tests_lacks_nothing(tmp_path: Path) -> None:
    """Python, every package of the project, the libraries and the fonts are looked at and found."""
    found = by_what(tmp_path)
    assert [finding for finding in found.values() if not finding.fine] == []
    needs = [need for need in metadata.requires("brief") or () if "extra ==" not in need]
    required = {re.split(r"[^A-Za-z0-9._-]", need)[0].lower() for need in needs}
    assert len(required) > 5
    assert required <= {name.lower() for name in found}
    assert {"Python", "fonts", "workspace"} <= set(found)
    assert found["fonts"].state == f"{len(list((ROOT / 'templates' / 'fonts').glob('*.ttf')))} files"


def test_a_lacking_package_has_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that is not there is named with the line that installs it."""
    monkeypatch.setattr(doctor, "PACKAGES", ("no-such-package-as-this",))
    found = by_what(tmp_path)["no-such-package-as-this"]
    assert (found.fine, found.state) == (False, "not installed")
    assert found.to_type is not None
    assert found.to_type.endswith("-m pip install no-such-package-as-this")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the engine itself is asked")
def test_a_lacking_library_is_named_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which library cannot be loaded is said, and what to type on this machine."""
    monkeypatch.setattr(doctor, "LIBRARIES", {"Pango": ("libpango-1.0.so.0", "libnothere.so.9", "libnorhere.so.8")})
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/dnf" if name == "dnf" else None)
    found = by_what(tmp_path)["Pango"]
    assert not found.fine
    assert found.state == "libnothere.so.9 and libnorhere.so.8 cannot be loaded"
    assert found.to_type == "sudo dnf install -y pango harfbuzz"


@pytest.mark.parametrize("manager", sorted(doctor.TO_TYPE))
def test_each_package_manager_has_its_line(manager: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line is that of the package manager which is there, and ./dev prints the same."""
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name == manager else None)
    line = line_to_type()
    assert line == doctor.TO_TYPE[manager]
    script = (
        (ROOT / "dev")
        .read_text(encoding="utf-8")
        .replace("$pango", "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")
    )
    assert line in script


def test_an_unknown_machine_gets_the_commonest_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no package manager is known, a line is given nevertheless."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert line_to_type() == doctor.TO_TYPE["apt-get"]


def test_the_workspace_is_looked_at(tmp_path: Path) -> None:
    """Outside a workspace the way to one is told; inside, the briefs are counted and the output folder is tried."""
    assert "brief new" in by_what(tmp_path)["workspace"].state
    for slug in ("one", "two"):
        (tmp_path / "content" / slug).mkdir(parents=True)
        (tmp_path / "content" / slug / "brief.yaml").write_text("meta: {}\n", encoding="utf-8")
    found = by_what(tmp_path / "content" / "one")
    assert found["workspace"].state == f"{tmp_path}, 2 briefs"
    assert found["output folder"].fine


def test_an_output_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody finds out after a minute of work that the result cannot be kept."""
    (tmp_path / "content").mkdir()
    monkeypatch.setattr(Workspace, "can_write", lambda _self, _folder: False)
    assert not by_what(tmp_path)["output folder"].fine


def test_a_file_in_the_place_of_the_output_folder_is_told(tmp_path: Path) -> None:
    """A file called output is no folder."""
    (tmp_path / "content").mkdir()
    (tmp_path / "output").write_text("", encoding="utf-8")
    assert not by_what(tmp_path)["output folder"].fine
