"""Two builds of the same input give the same bytes, on any day, in any process, in any folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
from pathlib import Path
import brief
(result,) = brief.build(Path(sys.argv[2]), brief.Options(output=Path(sys.argv[1]), jobs=1))
assert result.built, result.problems
"""


def build(folder: Path, brief_folder: Path, **environment: str) -> dict[str, bytes]:
    """Build a brief in a process of its own and return the bytes of its files."""
    paths = os.pathsep.join(path for path in sys.path if path)
    subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), str(brief_folder)],
        check=True,
        env={**os.environ, "PYTHONPATH": paths, **environment},
    )
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Build a brief once."""
    files = build(tmp_path_factory.mktemp("first"), ROOT / "content" / "minimal", PYTHONHASHSEED="1")
    assert {Path(name).suffix for name in files} == {".pdf", ".html"}
    return files


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "2"},
        {"TZ": "Pacific/Auckland", "LANG": "C", "LC_ALL": "C"},
        {"SOURCE_DATE_EPOCH": "86400"},
        {"HOME": "/nonexistent", "USER": "someone", "FONTCONFIG_FILE": "/nonexistent"},
    ],
    ids=["hash seed", "zone and locale", "epoch", "user"],
)
def test_the_same_input_gives_the_same_bytes(
    first: dict[str, bytes], tmp_path: Path, environment: dict[str, str]
) -> None:
    """The date in a file is the brief's own; neither the clock nor the machine has a part in it."""
    assert build(tmp_path, ROOT / "content" / "minimal", **environment) == first


def test_the_folder_of_a_workspace_has_no_part_in_it(first: dict[str, bytes], tmp_path: Path) -> None:
    """Moved elsewhere, the same brief gives the same bytes: no path is in them."""
    content = tmp_path / "elsewhere" / "content" / "minimal"
    content.mkdir(parents=True)
    for path in (ROOT / "content" / "minimal").iterdir():
        (content / path.name).write_bytes(path.read_bytes())
    if (ROOT / "house.yaml").exists():
        (tmp_path / "elsewhere" / "house.yaml").write_bytes((ROOT / "house.yaml").read_bytes())
    moved = build(tmp_path / "out", content)
    assert moved == first
    for file in moved.values():
        assert str(tmp_path).encode() not in file
        assert str(ROOT).encode() not in file
