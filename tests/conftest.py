"""What all tests share: a folder of the run, the order of the tests, comparing a text with its golden file."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.making import FOLDER, warm_up
from tests.patience import be_patient

Compare = Callable[[Path, str], None]
TESTS = Path(__file__).resolve().parent
MANY = 100  # so many tests are worth warming up for
# What takes longest comes first, so that no process is left with it when the others have done.
FIRST = ("validators", "caveats", "stress")
# A process that has drawn a chart starts Python for each build that follows, and forks no more. These draw: they come
# last, and the longest of them first.
LAST = (
    *("unit/outputs/test_formats", "unit/outputs/test_slides", "rtl", "samples", "safety/test_markup"),
    *("unit/outputs/test_docx", "unit/outputs/test_epub", "unit/outputs/test_words", "unit/outputs/test_json"),
    *("unit/figures/test_drawings", "unit/figures/test_small_charts", "unit/figures/test_heights"),
    *("unit/figures/test_figures", "unit/test_deck", "unit/test_view"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")


def pytest_configure(config: pytest.Config) -> None:
    be_patient()
    if FOLDER not in os.environ:  # the workers inherit that of the process that starts them
        os.environ[FOLDER] = folder = tempfile.mkdtemp(prefix="brief-tests-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
        config.add_cleanup(lambda: os.environ.__delitem__(FOLDER))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file in one process, because they share what they make, and put all in a good order."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            name = item.path.relative_to(TESTS).with_suffix("").as_posix()
            item.add_marker(pytest.mark.xdist_group(name))
    rank = {name: place for place, name in enumerate((*FIRST, "", *LAST))}
    items.sort(key=lambda item: rank.get(group_of(item), rank[""]))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Warm up before many tests; who tries a few of them does not wait for it."""
    if len(session.items) > MANY:
        warm_up()


def group_of(item: pytest.Item) -> str:
    """Return the name of the group of a test, whose tests run in one process."""
    marker = item.get_closest_marker("xdist_group")
    return str(marker.args[0]) if marker else ""


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Compare:
    """Return a function that compares a text with a golden file, or writes the file with --update-golden."""
    update = request.config.getoption("--update-golden")

    def compare(path: Path, text: str) -> None:
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.exists(), f"{path.name} is missing; look at the new text, then run with --update-golden"
        assert text == path.read_bytes().decode(), f"{path.name} says something else"

    return compare
