"""The briefs that golden files and pictures are made of: those in content/, and one with every kind of section.

They are built once for a test run, by the command itself, each output on A4.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import brief

ROOT = Path(__file__).resolve().parents[3]
WORKSPACE = Path(__file__).resolve().parent / "workspace"
EVERY_KIND = WORKSPACE / "content" / "every-kind" / "brief.yaml"
BRIEFS: Mapping[str, Path] = {
    path.parent.name: path for path in (*sorted((ROOT / "content").glob("*/brief.yaml")), EVERY_KIND)
}
SLUGS = sorted(BRIEFS)


def build(folder: Path, *options: str, **environment: str) -> Path:
    """Build every sample into a folder, in a process of its own."""
    command = [sys.executable, "-m", "brief", "build", *map(str, BRIEFS.values()), "--output", str(folder), *options]
    own = {**os.environ, **environment}
    done = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@cache
def built() -> Path:
    """Build every sample on A4 and return the folder."""
    folder = Path(tempfile.mkdtemp(prefix="brief-samples-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return build(folder, "--to", "pdf,html", "--paper", "A4")


def edition(slug: str, suffix: str) -> Path:
    """Return the file that was made of a sample."""
    meta = brief.read(BRIEFS[slug]).brief.meta
    found = list(built().glob(f"*_{meta.id}_v{meta.version}_*{suffix}"))
    assert len(found) == 1, f"one {suffix} of {slug} expected, found {found}"
    return found[0]


def poppler(program: str, *arguments: str | Path) -> bytes:
    """Run a program of poppler and return what it printed; what it complains about is a failure."""
    command = [program, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, f"{program} failed: {done.stderr.decode()}"
    assert done.stderr == b"", done.stderr.decode()
    return done.stdout
