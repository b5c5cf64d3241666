"""What tests share: each thing is made once for a run, in whichever process, and what fails is told and tried again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from brief.cell import Limits
from brief.problems import BriefError
from tests.conftest import FIRST, LAST, TESTS
from tests.making import FOLDER, ROOT, once, product
from tests.patience import PATIENCE_S

MINIMAL = ROOT / "content" / "minimal" / "brief.yaml"
WAITING = """
import sys, time
from tests.making import once

def make(folder):
    time.sleep(1)
    (folder / str(time.time_ns())).touch()

print(*(path.name for path in once(("waiting",), make).iterdir()))
"""


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the folder of the run be an empty one."""
    monkeypatch.setenv(FOLDER, str(tmp_path))
    return tmp_path


def test_a_thing_is_made_once(empty: Path) -> None:
    """Who asks for the same gets what is there; who asks for anything else gets something else."""
    calls: list[Path] = []
    first = once(("a", 1), calls.append)
    assert once(("a", 1), calls.append) == first
    assert once(("a", 2), calls.append) != first
    assert len(calls) == 2


def test_what_fails_is_tried_again(empty: Path) -> None:
    """Half of a thing is never taken for the whole."""

    def broken(folder: Path) -> None:
        (folder / "half").touch()
        raise ValueError("no such luck")

    for _ in range(2):
        with pytest.raises(ValueError, match="no such luck"):
            once(("a",), broken)
    assert list(once(("a",), lambda _: None).iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such locks here")
def test_two_processes_make_it_once(empty: Path) -> None:
    """Who comes while it is being made waits for it."""
    command = [sys.executable, "-c", WAITING]
    both = [subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    made = [each.communicate(timeout=PATIENCE_S)[0].split() for each in both]
    assert made[0] == made[1]
    assert len(made[0]) == 1


def test_a_message_is_made_with_the_pdf_that_it_carries(empty: Path) -> None:
    """Both are there after either was asked for, each with its own reply and readings."""
    message, pdf = product(MINIMAL, "email"), product(MINIMAL, "pdf")
    assert len(list(empty.glob("*.lock"))) == 1
    assert pdf.content.startswith(b"%PDF-")
    assert message.content.startswith(b"Subject: ")
    assert [reply.files[0][0].rpartition(".")[2] for reply in (message.reply, pdf.reply)] == ["eml", "pdf"]
    assert message.checked != pdf.checked


def test_what_cannot_be_made_fails(empty: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A child that breaks fails the test, and says why."""
    with pytest.raises((AssertionError, BriefError)) as caught:  # the other where this process cannot fork
        product(MINIMAL, "no-such-output")
    said = capfd.readouterr().err + str(getattr(caught.value, "problems", ""))
    assert "there is no output 'no-such-output'" in said


def test_builds_in_tests_have_time() -> None:
    """No build hits the limit of users because a machine is busy."""
    assert Limits().seconds == PATIENCE_S
    assert Limits(seconds=3).seconds == 3


def test_the_order_of_the_tests_names_what_there_is() -> None:
    """Each group that is put first or last is a file of tests, or is named by one."""
    texts = "".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    files = {path.relative_to(TESTS).with_suffix("").as_posix() for path in TESTS.rglob("test_*.py")}
    assert [name for name in (*FIRST, *LAST) if name not in files and f'group("{name}")' not in texts] == []
