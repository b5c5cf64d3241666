"""The inside of a confined child: its limits, what it may touch, and how it answers.

The limits are the system's. What the engine's Python code may touch is guarded by an audit hook besides, so that a
library which opens a socket, starts a program or reads a file elsewhere is refused, whatever made it do so.
"""

# ruff: noqa: PTH100, PTH118, PTH120 - the guard looks at every file that is opened, and pathlib is slow

from __future__ import annotations

import contextlib
import errno
import gc
import mimetypes
import os
import pickle
import re
import signal
import sys
import tempfile
import zoneinfo
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .problems import BriefError, Problem
from .reply import HEADER, Reply, pack
from .workspace import package_folder

MEGA = 1024 * 1024
# What the engine, the loader of libraries and a repeatable build need to know; nothing else is a child's business.
KEPT = re.compile(
    "PATH|LANG|LANGUAGE|LC_ALL|LC_CTYPE|TZ|SOURCE_DATE_EPOCH|SYSTEMROOT|WINDIR|WEASYPRINT_DLL_DIRECTORIES|"
    "PYTHON(HASHSEED|DONTWRITEBYTECODE|UTF8|OPTIMIZE)|LD_LIBRARY_PATH|DYLD_(FALLBACK_)?LIBRARY_PATH"
)
# Names of audit events, or what they begin with.
_REFUSED = (
    *("socket.", "http.", "ftplib.", "smtplib.", "webbrowser."),
    *(
        "subprocess.",
        "os.exec",
        "os.fork",
        "os.kill",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.system",
        "pty.",
    ),
)
_CHANGING = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.ch", "os.link", "os.symlink", "os.truncate")
_LISTING = ("os.listdir", "os.scandir")
_TO_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

Work = Callable[[Any], Reply]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one brief may use: seconds of wall time and of CPU time, memory and the size of a file in megabytes."""

    seconds: int = 60
    memory_mb: int = 2_000
    file_mb: int = 200


def limit_reply(message: str) -> Reply:
    """Say which limit was hit."""
    hint = "look for very long paragraphs, tables of many rows, or many pages"
    return Reply(problems=(Problem("limit", message, None, hint),))


def serve(task_in: int, reply_out: int, scratch: Path) -> None:
    """Answer tasks until the parent hangs up; never return into the code of a parent that was forked."""
    status = 1
    try:
        _settle(scratch)
        guard = _Guard(scratch)
        while True:
            header = _read_exactly(task_in, HEADER.size)
            if not header:
                break
            content = _read_exactly(task_in, HEADER.unpack(header)[0])
            work, limits, task = pickle.loads(content)  # noqa: S301 - our own parent
            _limit(limits)
            guard.on(getattr(task, "root", None), getattr(task, "fonts", {}).values())
            _write_all(reply_out, pack(_answer(work, limits, task)))
        status = 0
    except BrokenPipeError:
        pass  # The parent is gone.
    finally:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.flush()
        os._exit(status)


def _answer(work: Work, limits: Limits, task: Any) -> Reply:
    try:
        reply = work(task)
    except BriefError as error:
        return Reply(problems=error.problems)
    except MemoryError:
        return limit_reply(f"the limit of {limits.memory_mb:,} MB of memory was hit")
    except RecursionError:
        return limit_reply("the text is nested too deeply for the page to be laid out")
    except Exception as error:  # noqa: BLE001 - whatever breaks here is told to the author
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            return limit_reply(f"the limit of {limits.file_mb} MB for a file was hit")
        message = f"the page could not be made ({type(error).__name__}: {error})"
        return Reply(problems=(Problem("engine", message, None, "please report this with the brief"),))
    if any(len(content) > limits.file_mb * MEGA for _, content, _ in reply.files):
        return limit_reply(f"the limit of {limits.file_mb} MB for a file was hit")
    return reply


def _settle(scratch: Path) -> None:
    """Leave the terminal and the environment of the parent behind, and end when the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The parent decides what an interruption means.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with contextlib.suppress(AttributeError, OSError):
        _die_with_parent()
    for name in [name for name in os.environ if not KEPT.fullmatch(name)]:
        del os.environ[name]
    os.environ["TMPDIR"] = tempfile.tempdir = str(scratch)
    mimetypes.knownfiles.clear()  # What a file is called must not mean something else on another machine.
    # A layout makes millions of small objects that live until its end: looking for rubbish among them is time lost.
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _die_with_parent() -> None:
    if sys.platform != "linux":
        return
    import ctypes

    kill_on_parents_death = 1  # PR_SET_PDEATHSIG, prctl(2)
    ctypes.CDLL(None).prctl(kill_on_parents_death, signal.SIGKILL)


def _limit(limits: Limits) -> None:
    """Set the limits of the system; the one on computing time counts from now."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    # Once the engine of charts is loaded, most addresses of the process are reserved and hold nothing.
    memory = resource.RLIMIT_DATA if "vl_convert" in sys.modules else resource.RLIMIT_AS
    for kind, soft in (
        (resource.RLIMIT_CPU, used + limits.seconds),
        (memory, limits.memory_mb * MEGA),
        (resource.RLIMIT_FSIZE, limits.file_mb * MEGA),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, resource.getrlimit(kind)[1]))


class _Guard:
    """The audit hook: reads within Python, the package, the workspace, and fonts; writes within the scratch folder."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = _inside(os.path.realpath(scratch))
        package = Path(__file__).resolve().parent
        python = {sys.prefix, sys.base_prefix, sys.exec_prefix, *filter(None, sys.path[1:]), str(package)}
        python |= {os.path.dirname(os.__file__), *zoneinfo.TZPATH}
        self.python = tuple(_inside(os.path.abspath(folder)) for folder in python if len(folder) > 1)
        self.package = _inside(str(package_folder("templates").resolve()))
        self.workspace = self.package
        self.fonts: frozenset[str] = frozenset()
        self.watching = False

    def on(self, root: Path | None, fonts: Iterable[Path] = ()) -> None:
        """Watch from now on; what can be read besides the program is the workspace of the task, and its fonts."""
        self.workspace = _inside(os.path.realpath(root)) if root is not None else self.package
        self.fonts = frozenset(map(os.path.realpath, fonts))
        if not self.watching:
            self.watching = True
            sys.addaudithook(self._watch)

    def _watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            allowed = self._writable(path) if flags and flags & _TO_WRITE else self._readable(path)
        elif event.startswith(_REFUSED):
            allowed = False
        elif event.startswith(_CHANGING):
            allowed = self._writable(arguments[0])
        elif event.startswith(_LISTING):
            allowed = self._readable(arguments[0])
        else:
            return
        if not allowed:
            what = str(arguments[0]) if event in ("open", *_LISTING) else event
            raise PermissionError(errno.EACCES, "a confined process may not do this", what)

    def _readable(self, path: Any) -> bool:
        if isinstance(path, int):
            return True
        name = os.path.abspath(os.fsdecode(path or "."))
        if name.startswith(self.python) or name == os.devnull:
            return True
        real = os.path.realpath(name)
        return _inside(real).startswith((self.workspace, self.package, self.scratch)) or real in self.fonts

    def _writable(self, path: Any) -> bool:
        if isinstance(path, int):
            return True
        name = os.path.abspath(os.fsdecode(path))
        if name == os.devnull or os.path.realpath(name).startswith(self.scratch):
            return True
        # Where an installer did not, Python keeps what it compiled of the libraries.
        return name.startswith(self.python) and f"{os.sep}__pycache__" in name


def _inside(folder: str | os.PathLike[str]) -> str:
    return os.path.join(folder, "")


def _read_exactly(descriptor: int, size: int) -> bytes:
    pieces = []
    while size:
        piece = os.read(descriptor, min(size, MEGA))
        if not piece:
            return b""
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


def _write_all(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view[:MEGA]) :]


def main(scratch: str) -> None:
    """Serve the parent that started this process: tasks from standard input, answers to standard output."""
    answers = os.dup(1)
    os.dup2(2, 1)  # Whatever is printed must not mix with the answers.
    tasks = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    serve(tasks, answers, Path(scratch))
