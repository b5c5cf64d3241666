"""Work for a confined child that misbehaves in every way; the child imports this module by its name."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from brief.problems import Problem
from brief.reply import HEADER, Reply

SOUND = Reply(files=(("a.pdf", b"content", 1),))


@dataclass(frozen=True)
class Task:
    """One task: the folder that it may read, and the name of what it does."""

    root: Path
    name: str


def work(task: Task) -> Reply:
    """Do what the task names."""
    return DEEDS[task.name](task.root) or SOUND


def said(text: object) -> Reply:
    """Put a text into a reply."""
    return Reply(problems=(Problem("said", str(text)),))


def sound(_root: Path) -> None:
    """Do nothing."""


def print_noise(_root: Path) -> None:
    sys.stdout.write("noise\n")
    sys.stdout.flush()
    os.write(1, b"more noise\n")


def sleep(_root: Path) -> None:
    time.sleep(60)


def spin(_root: Path) -> None:
    while True:
        pass


def take_memory(_root: Path) -> None:
    bytearray(50_000_000_000)


def recurse(root: Path) -> None:
    recurse(root)


def break_down(_root: Path) -> None:
    raise ValueError("no such luck")


def leave(_root: Path) -> None:
    sys.exit(3)


def crash(_root: Path) -> None:
    ctypes.string_at(0)


def abort(_root: Path) -> None:
    os.abort()


def write_a_large_file(_root: Path) -> Reply:
    return Reply(files=(("a.pdf", bytes(3_000_000), 1),))


def fill_the_scratch_folder(_root: Path) -> None:
    (Path(tempfile.gettempdir()) / "large").write_bytes(bytes(3_000_000))


def _into_the_pipe(content: bytes) -> None:
    # The pipe has a high number where the process that was forked held many files open.
    for descriptor in range(3, 256):
        try:
            os.write(descriptor, content)
        except OSError:
            continue


def answer_garbage(_root: Path) -> None:
    _into_the_pipe(HEADER.pack(30) + b"\xff" * 30)


def announce_much(_root: Path) -> None:
    _into_the_pipe(HEADER.pack(2**62))


def answer_half(_root: Path) -> None:
    _into_the_pipe(HEADER.pack(1_000) + b"half")
    time.sleep(60)


def hang_up(_root: Path) -> None:
    os.closerange(3, 100)
    time.sleep(60)


def name_a_path(_root: Path) -> Reply:
    return Reply(files=(("../../outside.pdf", b"content", 1),))


def open_a_socket(_root: Path) -> None:
    socket.create_connection(("127.0.0.1", 9))


def resolve_a_name(_root: Path) -> None:
    socket.getaddrinfo("localhost", 80)


def start_a_program(_root: Path) -> None:
    subprocess.run([sys.executable, "-V"], check=True)


def start_a_shell(_root: Path) -> None:
    os.system("true")  # noqa: S605 - it is refused


def fork(_root: Path) -> None:
    if os.fork() == 0:
        os._exit(0)


def read_outside(_root: Path) -> Reply:
    return said(Path("/etc/passwd").read_text(encoding="utf-8"))


def read_through_a_link(root: Path) -> Reply:
    return said((root / "link").read_text(encoding="utf-8"))


def list_outside(_root: Path) -> Reply:
    return said(list(Path("/etc").iterdir()))


def write_to_the_workspace(root: Path) -> None:
    (root / "written").write_bytes(b"x")


def remove_from_the_workspace(root: Path) -> None:
    (root / "kept").unlink()


def read_inside(root: Path) -> Reply:
    return said((root / "kept").read_text(encoding="utf-8"))


def tell_the_environment(_root: Path) -> Reply:
    return said(" ".join(sorted(os.environ)))


def read_the_terminal(_root: Path) -> Reply:
    return said(os.read(0, 10))


def leave_something(_root: Path) -> Reply:
    folder = Path(tempfile.mkdtemp())
    (folder / "left").write_bytes(b"x")
    return said(folder)


DEEDS: dict[str, Callable[[Path], Reply | None]] = {
    deed.__name__: deed
    for deed in (
        *(sound, print_noise, sleep, spin, take_memory, recurse, break_down, leave, crash, abort, write_a_large_file),
        *(fill_the_scratch_folder, answer_garbage, announce_much, answer_half, hang_up, name_a_path, open_a_socket),
        *(resolve_a_name, start_a_program, start_a_shell, fork, read_outside, read_through_a_link, list_outside),
        *(write_to_the_workspace, remove_from_the_workspace, read_inside, tell_the_environment, read_the_terminal),
        leave_something,
    )
}
