"""The briefs that golden files and pictures are made of: those in content/, and one with every kind of section.

Each is made once for a test run. What the command builds of them has the same bytes: test_golden_pages.py holds that.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.making import once, product, run_command
from tests.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parents[3]
WORKSPACE = Path(__file__).resolve().parent / "workspace"
EVERY_KIND = WORKSPACE / "content" / "every-kind" / "brief.yaml"
BRIEFS: Mapping[str, Path] = {
    path.parent.name: path for path in (*sorted((ROOT / "content").glob("*/brief.yaml")), EVERY_KIND)
}
SLUGS = sorted(BRIEFS)


def built_elsewhere() -> Path:
    """Build every sample on both papers and its message, as on another machine, and return the folder.

    The hash seed, the time zone and the language of the machine are others, and more briefs are made at once. Editions
    in other languages are with them, on A4, to which they were fitted.
    """
    other = {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Auckland", "LANG": "C", "LC_ALL": "C"}
    options = ("--to", "pdf,html,email", "--jobs", "2", "--output")
    editions = sorted((ROOT / "content").glob("*/brief.*.yaml"))

    def build(folder: Path) -> None:
        run_command("build", *BRIEFS.values(), "--paper", "A4,Letter", *options, folder, **other)
        run_command("build", *editions, "--paper", "A4", *options, folder, **other)

    return once(("built elsewhere",), build)


def edition(slug: str, suffix: str) -> Path:
    """Return the file that is made of a sample on A4."""
    made = product(BRIEFS[slug], suffix.removeprefix("."))
    ((name, _, _),) = made.reply.files
    return once(("edition", slug, suffix), lambda folder: _write(folder / name, made.content)) / name


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def poppler(program: str, *arguments: str | Path) -> bytes:
    """Run a program of poppler and return what it printed; what it complains about is a failure."""
    command = [program, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, f"{program} failed: {done.stderr.decode()}"
    assert done.stderr == b"", done.stderr.decode()
    return done.stdout
