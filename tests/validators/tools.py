"""Where the validators are, how they are run, and what happens when one is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest
import yaml

from tests.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
FILES = {  # a brief by its folder, and an edition of it in another language as folder.language
    path.parent.name + path.name.removeprefix("brief").removesuffix(".yaml"): path
    for path in sorted((ROOT / "content").glob("*/brief*.yaml"))
}
SLUGS = sorted(FILES)
PAPERS = ("A4", "Letter")
THEMES = sorted(path.parent.name for path in (ROOT / "templates/themes").glob("*/theme.yaml"))
# Between them these two hold nearly every kind of section and figure: they stand for all samples in each theme. What
# every sample looks like in every theme, format and language is for matrix.py, which takes too long for each change.
FULLEST = ("cool-rooms", "harbour-dues")
ORIGINALS = [slug for slug in SLUGS if "." not in slug]
RICHEST = (*FULLEST, "miyah-alwadi")  # and one that runs from right to left
OWN_THEME = "assessment"
THEMED = {f"{slug} in {theme}": (slug, theme) for theme in THEMES if theme != OWN_THEME for slug in FULLEST}
LOOKS = [*SLUGS, *THEMED]  # each sample in its own theme, and the fullest in each of the others
# The editions in other languages were fitted to A4.
EDITIONS = [
    *((slug, paper) for slug in SLUGS for paper in PAPERS if paper == "A4" or slug in ORIGINALS),
    *((look, "A4") for look in THEMED),
]


def file_of(slug: str) -> Path:
    """Return the file of a brief or of an edition of it."""
    return FILES[slug]


def made_of(slug: str, folder: Path, suffix: str) -> list[Path]:
    """Return the files in a folder that were made of a brief: at the end of their names stand language and suffix."""
    name, _, tag = slug.partition(".")
    meta = yaml.safe_load(file_of(slug).read_text(encoding="utf-8"))["meta"]
    language = tag or str(meta.get("language", "en"))
    edition = f"{meta.get('id', name)}_v{meta.get('version', '1.0')}"
    return sorted(folder.glob(f"*_{edition}*_{language}{suffix}"))


def validators_folder() -> Path:
    """Return the cache folder that tests/validators/setup fills."""
    if own := os.environ.get("BRIEF_VALIDATORS_HOME"):
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "brief-validators"


def nothing_may_be_left_out() -> bool:
    """Return whether a missing tool is a failure: in continuous integration, or where it was asked for."""
    in_ci = os.environ.get("CI", "").lower() not in ("", "0", "false")
    return in_ci or os.environ.get("BRIEF_VALIDATORS") == "require"


def leave_out(what: str, missing: str) -> NoReturn:
    """Skip the test and name what was left out with it; fail it where nothing may be left out."""
    reason = f"left out: {what}, because {missing} is missing; tests/validators/setup installs it"
    if nothing_may_be_left_out():
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def program(names: str, what: str) -> str:
    """Return the path of the first of some programs (one or more names, by spaces) that is there."""
    for name in names.split():
        if found := shutil.which(name):
            return found
    leave_out(what, names.replace(" ", " or "))


def fetched(relative: str, what: str) -> Path:
    """Return a file that tests/validators/setup fetched."""
    path = validators_folder() / relative
    if not path.exists():
        leave_out(what, Path(relative).name)
    return path


def run(*command: str | Path, timeout_s: int = PATIENCE_S, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program and return what it said, whatever its exit code."""
    # The engine, once loaded, hides the fonts of the machine, and a browser does not live without them.
    own = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"} | environment
    return subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=timeout_s,
        check=False,
        cwd=ROOT,
        env=own,
    )
