"""A copy of the house that a test may build on: what was added to which file is counted."""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from brief.workspace import package_folder
from tests.house.house import PACKAGE
from tests.patience import PATIENCE_S

BRIEF = """\
meta: {title: Buses bring more people than parking, date: 2026-03-02}
key_judgements: [Later buses would bring more people into the centre for the same money.]
"""


@dataclass
class Copy:
    """A copy of the package and its templates, and a workspace with one small brief."""

    folder: Path
    before: Mapping[str, bytes] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        leftovers = shutil.ignore_patterns("__pycache__")
        shutil.copytree(PACKAGE, self.folder / "brief", ignore=leftovers)
        shutil.copytree(package_folder("templates"), self.folder / "templates", ignore=leftovers)
        self.before = self._files()

    @property
    def workspace(self) -> Path:
        """Return the folder of the workspace."""
        return self.folder / "workspace"

    def write_brief(self, more: str = "") -> Path:
        """Write the brief of the workspace, with something added to it."""
        path = self.workspace / "content" / "buses" / "brief.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(BRIEF + textwrap.dedent(more), encoding="utf-8")
        return path

    def add(self, name: str, text: str) -> None:
        """Add a file."""
        path = self.folder / name
        assert not path.exists(), f"{name} is there already"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")

    def add_lines(self, name: str, after: str, text: str) -> None:
        """Add lines to a file after the first line that matches an expression; at its end where `after` is empty."""
        path = self.folder / name
        lines = path.read_text(encoding="utf-8").splitlines()
        found = [number for number, line in enumerate(lines, 1) if after and re.search(after, line)]
        assert found or not after, f"no line of {name} matches {after}"
        position = found[0] if found else len(lines)
        lines[position:position] = textwrap.dedent(text).splitlines() if not after else text.splitlines()
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def change_line(self, name: str, old: str, new: str) -> None:
        """Change one line of a file, by an expression that it alone matches."""
        path = self.folder / name
        text, count = re.subn(old, new, path.read_text(encoding="utf-8"))
        assert count == 1, f"{count} places of {name} match {old}"
        path.write_text(text, encoding="utf-8")

    def run(self, *arguments: str, code: int | None = 0) -> str:
        """Run the command of the copy in its workspace; return what it printed. `code` None: it may end as it likes."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop("BRIEF_DEBUG", None)
        # WeasyPrint leaves the file of a colour profile open, which is no mistake of ours.
        warnings = ("-W", "error", "-W", "ignore::ResourceWarning")
        command = [sys.executable, *warnings, "-m", "brief", *arguments]
        done = subprocess.run(
            command,
            cwd=self.workspace,
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert code is None or done.returncode == code, f"exit code {done.returncode}:\n{done.stdout}{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout + done.stderr

    def built(self, suffix: str) -> bytes:
        """Return the one file with an ending that was built."""
        (path,) = (self.workspace / "output").glob(f"*{suffix}")
        return path.read_bytes()

    def page(self) -> str:
        """Return the web page that was built."""
        return self.built(".html").decode()

    def cost(self) -> dict[str, int]:
        """Return the files that were touched, each with the number of lines that were added or changed."""
        after = self._files()
        assert set(self.before) <= set(after), "a file was taken away"
        return {
            name: _lines_between(self.before.get(name, b""), content)
            for name, content in after.items()
            if content != self.before.get(name)
        }

    def _files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for top in ("brief", "templates")
            for path in sorted((self.folder / top).rglob("*"))
            if path.is_file() and "__pycache__" not in path.parts
        }


def _lines_between(before: bytes, after: bytes) -> int:
    old, new = before.decode().splitlines(), after.decode().splitlines()
    return sum(line.startswith("+ ") for line in difflib.ndiff(old, new))
