"""A child process that does the dangerous part of the work, within limits on time, memory and file size.

Only a process of its own can end a runaway render: the engine swallows errors and time-outs that are raised inside it.
Where the system can fork and the parent has one thread, the child is a fork and inherits what is imported; elsewhere
it is `python -m brief.confine`. The parent sends pickles; the child, which has read a stranger's content, answers in JSON
and plain bytes.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from .problems import BriefError, Place, Problem

HEADER = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one brief may use: seconds of wall time and of CPU time, memory and file size in megabytes."""

    seconds: int = 60
    memory_mb: int = 2_000
    file_mb: int = 200


@dataclass(frozen=True)
class Reply:
    """What came back: named files with their bytes and pages, and problems."""

    files: tuple[tuple[str, bytes, int | None], ...] = ()
    problems: tuple[Problem, ...] = ()


Work = Callable[[Any], Reply]


class Child:
    """One confined process; it works on one task at a time and keeps what it has imported and parsed."""

    def __init__(self, work: Work, limits: Limits) -> None:
        self.work, self.limits = work, limits
        self.pid = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline = 0.0
        self._buffer = b""

    def start(self, task: Any) -> None:
        """Send a task; the answer is fetched with `answer`."""
        if not self.pid:
            self._launch()
        payload = pickle.dumps((self.work, self.limits, task))
        self._deadline = time.monotonic() + self.limits.seconds
        self._buffer = b""
        with contextlib.suppress(BrokenPipeError):
            _write_all(self._out, HEADER.pack(len(payload)) + payload)

    def fileno(self) -> int:
        """Return the descriptor that becomes readable when the child has something to say."""
        return self._in

    @property
    def seconds_left(self) -> float:
        """Return how long the task may still run."""
        return self._deadline - time.monotonic()

    def answer(self) -> Reply | None:
        """Return the reply if it is there whole, None if it is not; a limit that was hit is a reply with a Problem."""
        if self.seconds_left <= 0:
            self.stop()
            return _limit(f"the time limit of {self.limits.seconds} seconds was hit")
        if not select.select([self._in], [], [], 0)[0]:
            return None
        piece = os.read(self._in, 1 << 20)
        if not piece:
            return self._died()
        self._buffer += piece
        if len(self._buffer) >= HEADER.size:
            (length,) = HEADER.unpack_from(self._buffer)
            if len(self._buffer) >= HEADER.size + length:
                return _unpack(self._buffer[HEADER.size :])
        return None

    def stop(self) -> None:
        """End the child, whatever it does."""
        if not self.pid:
            return
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        else:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self.pid, 0)
        self._close()

    def _close(self) -> None:
        for descriptor in {self._in, self._out}:
            with contextlib.suppress(OSError):
                os.close(descriptor)
        self.pid, self._process = 0, None

    def _died(self) -> Reply:
        if self._process is not None:
            code = self._process.wait()
        else:
            code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self._close()
        if code == -getattr(signal, "SIGXCPU", 24):
            return _limit(f"the limit of {self.limits.seconds} seconds of computing time was hit")
        if code == -getattr(signal, "SIGXFSZ", 25):
            return _limit(f"the limit of {self.limits.file_mb} MB for a file was hit")
        memory = f"the limit of {self.limits.memory_mb:,} MB of memory was hit, or the engine broke"
        return _limit(memory)

    def _launch(self) -> None:
        if hasattr(os, "fork") and sys.platform == "linux" and threading.active_count() == 1:
            self._fork()
        else:
            self._spawn()

    def _fork(self) -> None:
        task_in, task_out = os.pipe()
        reply_in, reply_out = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid == 0:
            os.close(task_out)
            os.close(reply_in)
            _serve(task_in, reply_out)
            os._exit(0)
        os.close(task_in)
        os.close(reply_out)
        self.pid, self._in, self._out = pid, reply_in, task_out

    def _spawn(self) -> None:
        command = [sys.executable, "-m", "brief.confine"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert process.stdin is not None and process.stdout is not None
        self._process, self.pid = process, process.pid
        self._in, self._out = os.dup(process.stdout.fileno()), os.dup(process.stdin.fileno())
        process.stdout.close()
        process.stdin.close()


def run(work: Work, tasks: Sequence[Any], limits: Limits, jobs: int, done: Callable[[int, Reply], None]) -> None:
    """Work on tasks in `jobs` children and call `done` with the number of each task and its reply, as they come."""
    waiting = list(enumerate(tasks))[::-1]
    children = [Child(work, limits) for _ in range(max(1, min(jobs, len(tasks))))]
    busy: dict[Child, int] = {}
    try:
        while waiting or busy:
            for child in children:
                if child not in busy and waiting:
                    number, task = waiting.pop()
                    child.start(task)
                    busy[child] = number
            patience = max(0.0, min(child.seconds_left for child in busy))
            select.select(list(busy), [], [], patience)
            for child in list(busy):
                reply = child.answer()
                if reply is not None:
                    done(busy.pop(child), reply)
    finally:
        for child in children:
            child.stop()


def _limit(message: str) -> Reply:
    hint = "look for very long paragraphs, tables of many rows, or many pages"
    return Reply(problems=(Problem("limit", message, None, hint),))


def _serve(task_in: int, reply_out: int) -> None:
    """Answer tasks until the parent hangs up."""
    while True:
        header = _read_exactly(task_in, HEADER.size)
        if not header:
            return
        work, limits, task = pickle.loads(_read_exactly(task_in, HEADER.unpack(header)[0]))  # noqa: S301 - our own parent
        _confine(limits)
        try:
            reply = work(task)
        except BriefError as error:
            reply = Reply(problems=error.problems)
        except MemoryError:
            reply = _limit(f"the limit of {limits.memory_mb:,} MB of memory was hit")
        except RecursionError:
            reply = _limit("the text is nested too deeply for the page to be laid out")
        except Exception as error:
            message = f"the page could not be made ({type(error).__name__}: {error})"
            reply = Reply(problems=(Problem("engine", message, None, "please report this with the brief"),))
        with contextlib.suppress(BrokenPipeError):
            _write_all(reply_out, _pack(reply))


def _confine(limits: Limits) -> None:
    """Set the limits of the system; a limit on time counts from now."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    mega = 1024 * 1024
    for kind, soft in (
        (resource.RLIMIT_CPU, used + limits.seconds),
        (resource.RLIMIT_AS, limits.memory_mb * mega),
        (resource.RLIMIT_FSIZE, limits.file_mb * mega),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, resource.getrlimit(kind)[1]))


def _pack(reply: Reply) -> bytes:
    head = json.dumps(
        {
            "files": [[name, len(content), pages] for name, content, pages in reply.files],
            "problems": [asdict(problem) for problem in reply.problems],
        }
    ).encode()
    body = HEADER.pack(len(head)) + head + b"".join(content for _, content, _ in reply.files)
    return HEADER.pack(len(body)) + body


def _unpack(body: bytes) -> Reply:
    (length,) = HEADER.unpack_from(body)
    head = json.loads(body[HEADER.size : HEADER.size + length])
    position = HEADER.size + length
    files = []
    for name, size, pages in head["files"]:
        files.append((name, body[position : position + size], pages))
        position += size
    problems = [Problem(**{**p, "place": Place(**p["place"]) if p["place"] else None}) for p in head["problems"]]
    return Reply(tuple(files), tuple(problems))


def _read_exactly(descriptor: int, size: int) -> bytes:
    pieces = []
    while size:
        piece = os.read(descriptor, min(size, 1 << 20))
        if not piece:
            return b""
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view[: 1 << 20]) :]


if __name__ == "__main__":
    answers = os.dup(1)
    os.dup2(2, 1)  # Whatever is printed must not mix with the answers.
    _serve(0, answers)
