"""What tests make of briefs: each thing once for a run, whichever tests ask for it, in whichever of its processes.

It is kept in a folder of the run, under a name that is worked out from all that was asked for. A test of how something
is made, and not of what comes out, makes it itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from brief import confine, making
from brief.making import Look, make_files
from brief.outputs.caveats import lost_in
from brief.parse import read_document
from brief.reply import HEADER, Reply, pack, unpack
from brief.workspace import Workspace
from tests.patience import PATIENCE_S

try:
    import fcntl
except ImportError:  # where files have no such locks, two processes may make the same thing at once
    fcntl = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parents[1]
CARRIED = ("pdf", "email")
FOLDER = "BRIEF_TESTS_FOLDER"  # the variable that names the folder of the run; conftest.py sets it


def once(asked: Sequence[Any], make: Callable[[Path], None]) -> Path:
    """Return the folder that `make` has filled: it is called once for a run, and whoever comes meanwhile waits."""
    name = hashlib.sha256(json.dumps([str(each) for each in asked]).encode()).hexdigest()[:24]
    folder = Path(os.environ[FOLDER]) / name
    with _alone(folder.with_suffix(".lock")):
        if not folder.is_dir():
            filling = folder.with_suffix(f".{os.getpid()}")
            shutil.rmtree(filling, ignore_errors=True)
            filling.mkdir()
            make(filling)
            with contextlib.suppress(FileExistsError):
                filling.rename(folder)
    return folder


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def commanded(*arguments: str | Path, **environment: str) -> Path:
    """Let `brief build` build something into a folder, in a process of its own; return the folder."""

    def build(folder: Path) -> None:
        run_command("build", *arguments, "--output", folder, **environment)

    return once(("commanded", *arguments, sorted(environment.items())), build)


def run_command(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in the folder of the project; fail where it fails."""
    command = [sys.executable, "-m", "tests.patience", *map(str, arguments)]
    # The engine, once loaded, hides the fonts of the machine.
    own = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"} | environment
    done = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, f"brief {' '.join(map(str, arguments))}\n{done.stdout}{done.stderr}"
    return done


def warm_up() -> None:
    """Make a small brief here, so that each child that is forked has the engine, the style sheets and the templates.

    A child of the command begins without them: the tests that run the command hold that that makes no difference.
    """
    workspace = Workspace(ROOT)
    make_files(ROOT, read_document(workspace, ROOT / "content" / "minimal" / "brief.yaml"), ("pdf", "email"), ("A4",))


@dataclass(frozen=True)
class Product:
    """One file, as the child of a build makes it.

    `reply` is what the child hands back of it, and `checked` the readings in which the program looked for caveats.
    """

    content: bytes
    pages: int | None
    reply: Reply
    checked: Sequence[str]


def product(path: Path, output: str, paper: str = "A4", look: Look = Look()) -> Product:  # noqa: B008 - immutable
    """Make one output of a brief that no test changes, by the function that the child of a build runs."""
    return _product(path, output, paper, tuple(look[:5]))


@cache
def _product(path: Path, output: str, paper: str, look: tuple[Any, ...]) -> Product:
    # A message carries the PDF: whoever asks for one of them first has both made, and the pages laid out once.
    names = CARRIED if output in CARRIED and paper == "A4" else (output,)
    folder = once(
        ("products", path, names, paper, look),
        lambda folder: _in_a_child(lambda: _make(folder, path, (names, paper, look))),
    )
    reply = unpack((folder / f"{output}.reply").read_bytes()[HEADER.size :])
    ((_, content, pages),) = reply.files
    return Product(content, pages, reply, json.loads((folder / f"{output}.checked").read_text("utf-8")))


def _in_a_child(work: Callable[[], None]) -> None:
    """Do some work in a fork, where one is safe: a process that has drawn a chart cannot fork any more.

    All builds of the tests that follow would have to start Python instead.
    """
    if not confine._can_fork():
        work()
        return
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 - a child of a test ends here, whatever happens
            os.write(2, traceback.format_exc().encode())
            os._exit(1)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0, "the child has said why"


def _make(folder: Path, path: Path, asked: tuple[tuple[str, ...], str, tuple[Any, ...]]) -> None:
    names, paper, look = asked
    checked: dict[str, Sequence[str]] = {}

    def noting(view: Any, file: str, readings: Sequence[str]) -> Any:
        checked[file] = readings
        return lost_in(view, file, readings)

    workspace = Workspace.around(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "lost_in", noting)
        reply = make_files(workspace.root, read_document(workspace, path), names, (paper,), Look(*look))
    for output, entry in zip(names, reply.files, strict=True):
        own = replace(
            reply,
            files=(entry,),
            measures=tuple(each for each in reply.measures if each.file in ("", entry[0])),
            lost=tuple(each for each in reply.lost if each.file == entry[0]),
        )
        (folder / f"{output}.reply").write_bytes(pack(own))
        (folder / f"{output}.checked").write_text(json.dumps(list(checked[entry[0]])), "utf-8")
