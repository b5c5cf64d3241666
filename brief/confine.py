"""A child process that does the dangerous part of the work, within limits on time, memory and file size.

Only a process of its own can end a runaway render: the engine swallows errors and time-outs that are raised inside it.
Where the system can fork and the parent has one thread, the child is a fork and inherits what is imported; elsewhere
it is a new Python. The parent sends pickles; the child, which has read a stranger's content, answers in JSON and plain
bytes. The parent never waits for a child without an end in sight, neither to be read nor to be written to.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from .cell import KEPT, MEGA, Limits, Work, limit_reply, serve
from .problems import Problem
from .reply import HEADER, BadReplyError, Reply, unpack
from .workspace import scratch_folder

__all__ = ["Child", "Limits", "Reply", "run"]

# The files of one reply together; each of them has its own limit.
_REPLY_FILES = 8
_START = "import sys; sys.path.insert(0, sys.argv[1]); from brief.cell import main; main(sys.argv[2])"


class Child:
    """One confined process; it works on one task at a time and keeps what it has imported and parsed."""

    def __init__(self, work: Work, limits: Limits) -> None:
        self.work, self.limits = work, limits
        self.pid = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._resources = contextlib.ExitStack()
        self._in = self._out = -1
        self._deadline = 0.0
        self._unsent = memoryview(b"")
        self._received = bytearray()

    def start(self, task: Any) -> None:
        """Hand over a task; `push` sends it and `answer` fetches what comes back. Raises `OSError`."""
        if not self.pid:
            self._launch()
        payload = pickle.dumps((self.work, self.limits, task))
        self._deadline = time.monotonic() + self.limits.seconds
        self._unsent = memoryview(HEADER.pack(len(payload)) + payload)
        self._received.clear()

    @property
    def reading(self) -> int:
        """Return the descriptor that becomes readable when the child has something to say."""
        return self._in

    @property
    def writing(self) -> int | None:
        """Return the descriptor that the rest of the task goes to, or None when all is sent."""
        return self._out if self._unsent else None

    @property
    def seconds_left(self) -> float:
        """Return how long the task may still run."""
        return self._deadline - time.monotonic()

    def push(self) -> None:
        """Send as much of the task as the child takes now."""
        try:
            while self._unsent:
                self._unsent = self._unsent[os.write(self._out, self._unsent[:MEGA]) :]
        except BlockingIOError:
            return
        except OSError:  # The child is gone, and `answer` will tell.
            self._unsent = memoryview(b"")

    def answer(self, readable: bool) -> Reply | None:
        """Return the reply if it is there whole, None if it is not; a limit that was hit is a reply with a Problem."""
        if self.seconds_left <= 0:
            self.stop()
            return limit_reply(f"the time limit of {self.limits.seconds} seconds was hit")
        if not readable:
            return None
        piece = os.read(self._in, MEGA)
        if not piece:
            return self._died()
        self._received += piece
        if len(self._received) < HEADER.size:
            return None
        (length,) = HEADER.unpack_from(self._received)
        if length > _REPLY_FILES * self.limits.file_mb * MEGA:
            self.stop()
            return limit_reply(f"the limit of {self.limits.file_mb} MB for a file was hit")
        if len(self._received) < HEADER.size + length:
            return None
        try:
            return unpack(bytes(memoryview(self._received)[HEADER.size :]))
        except BadReplyError:
            self.stop()
            return _broken("it gave an answer that makes no sense")

    def stop(self) -> None:
        """End the child, whatever it does, and take away what it kept in its scratch folder."""
        if self.pid:
            if self._process is not None:
                self._process.kill()
                self._process.wait()
            else:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(self.pid, 0)
        self._forget()

    def _forget(self) -> None:
        self.pid, self._process, self._in, self._out = 0, None, -1, -1
        self._unsent = memoryview(b"")
        self._received.clear()
        self._resources.close()

    def _died(self) -> Reply:
        if self._process is not None:
            # It has closed its pipe; should it live on nevertheless, it has no say in when that ends.
            self._process.kill()
            code = self._process.wait()
        else:
            code = _exit_code(self.pid)
        self._forget()
        return _last_words(code, self.limits)

    def _launch(self) -> None:
        scratch = self._resources.enter_context(scratch_folder())
        try:
            if _can_fork():
                self._fork(scratch)
            else:
                self._spawn(scratch)
        except OSError:
            self._forget()
            raise
        self._resources.callback(_close, self._in, self._out)
        if sys.platform != "win32":
            os.set_blocking(self._out, False)

    def _fork(self, scratch: Path) -> None:
        task_in, task_out = os.pipe()
        reply_in, reply_out = os.pipe()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError, AttributeError):
                stream.flush()
        pid = os.fork()
        if pid == 0:
            _enter(task_in, reply_out, scratch)
        _close(task_in, reply_out)
        self.pid, self._in, self._out = pid, reply_in, task_out

    def _spawn(self, scratch: Path) -> None:
        package = Path(__file__).resolve().parent.parent
        # -P: a file json.py in the current folder must not take the place of Python's own.
        command = [sys.executable, "-P", "-c", _START, str(package), str(scratch)]
        environment = {name: value for name, value in os.environ.items() if KEPT.fullmatch(name)}
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            process_group=None if sys.platform == "win32" else 0,
        )
        if process.stdin is None or process.stdout is None:  # pragma: no cover - they were asked for
            raise OSError("the child has no pipes")
        self._process, self.pid = process, process.pid
        self._in, self._out = os.dup(process.stdout.fileno()), os.dup(process.stdin.fileno())
        process.stdout.close()
        process.stdin.close()


def run(work: Work, tasks: Sequence[Any], limits: Limits, jobs: int, done: Callable[[int, Reply], None]) -> None:
    """Work on tasks in `jobs` children and call `done` with the number of each task and its reply, as they come.

    What a task may read besides the program is the folder in its attribute `root`. However this ends, by an error in
    `done` or an interruption too, no child lives on.
    """
    waiting = list(enumerate(tasks))[::-1]
    children = [Child(work, limits) for _ in range(max(1, min(jobs, len(tasks))))]
    busy: dict[Child, int] = {}
    with _in_order(children):
        while waiting or busy:
            for child in children:
                if child not in busy and waiting:
                    number, task = waiting.pop()
                    try:
                        child.start(task)
                        busy[child] = number
                    except OSError as error:
                        done(number, _broken(f"it could not be started, {error.strerror}"))
            readable, writable = _wait(list(busy))
            for child in list(busy):
                if child in writable:
                    child.push()
                reply = child.answer(child in readable)
                if reply is not None:
                    done(busy.pop(child), reply)


@contextlib.contextmanager
def _in_order(children: Sequence[Child]) -> Iterator[None]:
    """End the children however the work ends; a polite request to end (SIGTERM) ends it like an interruption."""

    def leave(number: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(128 + number)

    polite = (
        threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    )
    if polite:
        signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        for child in children:
            child.stop()
        if polite:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _can_fork() -> bool:
    """Tell whether a fork is safe: the locks of other threads would stay locked in the child for ever."""
    # The engine of charts has threads that Python does not count.
    return sys.platform == "linux" and threading.active_count() == 1 and "vl_convert" not in sys.modules


def _wait(children: Sequence[Child]) -> tuple[set[Child], set[Child]]:
    """Wait until a child speaks, takes more of its task, or runs out of time."""
    if not children:
        return set(), set()
    patience = max(0.0, min(child.seconds_left for child in children))
    reading = {child.reading: child for child in children}
    writing = {child.writing: child for child in children if child.writing is not None}
    if sys.platform == "win32":
        return _poll(reading, patience), set(writing.values())
    readable, writable, _ = select.select(list(reading), list(writing), [], patience)
    return {reading[number] for number in readable}, {writing[number] for number in writable}


if sys.platform == "win32":

    def _poll(reading: dict[int, Child], patience: float) -> set[Child]:
        """Look at the pipes again and again: Windows can wait for sockets only."""
        import _winapi
        import msvcrt

        end = time.monotonic() + patience
        while True:
            found = set()
            for number, child in reading.items():
                try:
                    if _winapi.PeekNamedPipe(msvcrt.get_osfhandle(number), 0)[0]:
                        found.add(child)
                except OSError:
                    found.add(child)
            # A task that is not sent yet cannot be answered.
            if found or time.monotonic() >= end or any(child.writing is not None for child in reading.values()):
                return found
            time.sleep(0.02)


def _enter(task_in: int, reply_out: int, scratch: Path) -> None:
    """Become the child after a fork: keep the two pipes and what is printed as an error, and nothing else."""
    try:
        import fcntl

        tasks, replies = (fcntl.fcntl(pipe, fcntl.F_DUPFD, 3) for pipe in (task_in, reply_out))
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)  # Whatever is printed must not mix with what the parent prints.
        sys.stdout = sys.stderr = os.fdopen(2, "w", buffering=1, errors="backslashreplace", closefd=False)
        first, second = sorted((tasks, replies))
        for low, high in ((3, first), (first + 1, second), (second + 1, 65_536)):
            os.closerange(low, high)
        serve(tasks, replies, scratch)
    finally:
        os._exit(1)


def _exit_code(pid: int) -> int:
    """Fetch the exit code of a child that has closed its pipe; should it live on, end it."""
    with contextlib.suppress(ChildProcessError):
        for _ in range(100):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.01)
        os.kill(pid, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return 1


def _last_words(code: int, limits: Limits) -> Reply:
    """Say why a child ended before it answered."""
    name = signal.Signals(-code).name if code < 0 and -code in set(signal.Signals) else ""
    if name == "SIGXCPU":
        return limit_reply(f"the limit of {limits.seconds} seconds of computing time was hit")
    if name == "SIGXFSZ":
        return limit_reply(f"the limit of {limits.file_mb} MB for a file was hit")
    if name in ("SIGABRT", "SIGTRAP", "SIGKILL"):  # The libraries of the engine abort when they get no memory.
        return limit_reply(f"the limit of {limits.memory_mb:,} MB of memory was hit, or the machine has no more")
    return _broken(f"it ended with {name or f'exit code {code}'}")


def _broken(how: str) -> Reply:
    hint = "leave parts of the brief out to find the one that does it, and please report it"
    return Reply(problems=(Problem("engine", f"the process that makes the pages broke: {how}", None, hint),))


def _close(*descriptors: int) -> None:
    for descriptor in descriptors:
        with contextlib.suppress(OSError):
            os.close(descriptor)
