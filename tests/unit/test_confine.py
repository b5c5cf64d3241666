"""A child that misbehaves ends as a Problem, and hurts neither the parent nor the disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from brief import confine
from brief.confine import Limits, run
from brief.reply import HEADER, BadReplyError, Reply, pack, unpack
from tests.safety.workers import SOUND, Task, work

ROOT = Path(__file__).resolve().parents[2]
Do = Callable[..., list[Reply]]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the limits of the system are Linux's")


@pytest.fixture(params=["fork", "spawn"])
def do(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Do:
    """Return a function that has the named deeds done in a child, which is a fork or a new Python."""
    if request.param == "fork" and threading.active_count() > 1:
        pytest.skip("a process with threads does not fork")
    monkeypatch.setattr(confine, "_can_fork", lambda: request.param == "fork")
    # The child finds the tests where this process does.
    monkeypatch.setattr(confine, "_START", f"import sys; sys.path.append({str(ROOT)!r}); {confine._START}")
    (tmp_path / "kept").write_text("kept", encoding="utf-8")
    (tmp_path / "link").symlink_to("/etc/passwd")

    def doing(*names: str, seconds: int = 20, jobs: int = 1) -> list[Reply]:
        replies: dict[int, Reply] = {}
        tasks = [Task(tmp_path, name) for name in names]
        run(work, tasks, Limits(seconds, memory_mb=1_000, file_mb=1), jobs, replies.__setitem__)
        return [replies[number] for number in range(len(names))]

    return doing


def words(reply: Reply) -> str:
    """Return what a reply says."""
    return "\n".join(f"{problem.rule}: {problem.message}" for problem in reply.problems)


def test_sound_work_comes_back(do: Do) -> None:
    """Each task has its own reply, whatever the number of children, and noise on standard output does not mix in."""
    assert do("sound", "print_noise", "sound") == [SOUND] * 3
    assert do("sound", "sound", "print_noise", jobs=2) == [SOUND] * 3


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sleep", "limit: the time limit of 1 seconds was hit"),
        ("answer_half", "limit: the time limit of 1 seconds was hit"),
        ("take_memory", "limit: the limit of 1,000 MB of memory was hit"),
        ("recurse", "limit: the text is nested too deeply for the page to be laid out"),
        ("write_a_large_file", "limit: the limit of 1 MB for a file was hit"),
        ("fill_the_scratch_folder", "limit: the limit of 1 MB for a file was hit"),
        ("announce_much", "limit: the limit of 1 MB for a file was hit"),
        ("break_down", "engine: the page could not be made (ValueError: no such luck)"),
        ("leave", "engine: the process that makes the pages broke: it ended with exit code 1"),
        ("crash", "engine: the process that makes the pages broke: it ended with SIGSEGV"),
        ("abort", "limit: the limit of 1,000 MB of memory was hit, or the machine has no more"),
        ("answer_garbage", "engine: the process that makes the pages broke: it gave an answer that makes no sense"),
        ("name_a_path", "engine: the process that makes the pages broke: it gave an answer that makes no sense"),
        ("hang_up", "engine: the process that makes the pages broke: it ended with SIGKILL"),
    ],
)
def test_a_broken_child_is_a_problem_that_names_the_cause(do: Do, name: str, expected: str) -> None:
    """Whatever a child does, its task ends with a Problem, and the next task finds a working child."""
    began = time.monotonic()
    seconds = 1 if "time limit" in expected else 20
    broken, after = do(name, "sound", seconds=seconds)
    if name == "hang_up":
        assert words(broken).startswith(("engine", "limit: the limit of 1,000 MB"))
    else:
        assert words(broken) == expected
    assert broken.files == ()
    assert after == SOUND
    assert time.monotonic() - began < 15


def test_computing_time_is_limited_too(do: Do) -> None:
    """A loop that never ends is stopped by the clock or by the count of computing time, whichever is first."""
    (reply,) = do("spin", seconds=1)
    assert words(reply).startswith("limit: the ")
    assert "1 seconds" in words(reply)


@pytest.mark.parametrize(
    "name",
    [
        *("open_a_socket", "resolve_a_name", "start_a_program", "start_a_shell", "fork", "read_outside"),
        *("read_through_a_link", "list_outside", "write_to_the_workspace", "remove_from_the_workspace"),
    ],
)
def test_a_child_touches_nothing_outside_its_cell(do: Do, name: str, tmp_path: Path) -> None:
    """The network, programs, files elsewhere, and changes to the workspace are refused from inside."""
    (reply,) = do(name)
    assert "a confined process may not do this" in words(reply)
    assert (tmp_path / "kept").read_text(encoding="utf-8") == "kept"
    assert not (tmp_path / "written").exists()


def test_a_child_reads_its_workspace_and_nothing_of_its_parents(do: Do, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workspace can be read; the terminal is closed and the environment holds no secret."""
    monkeypatch.setenv("SECRET_TOKEN", "s3cret")
    inside, terminal, environment = do("read_inside", "read_the_terminal", "tell_the_environment")
    assert words(inside) == "said: kept"
    assert words(terminal) == "said: b''"
    assert "PATH" in words(environment)
    assert "SECRET_TOKEN" not in words(environment)
    assert "HOME" not in words(environment)


def test_what_a_child_leaves_is_taken_away(do: Do) -> None:
    """The scratch folder of a child is gone when the work is done, although the child was killed."""
    (reply,) = do("leave_something")
    folder = Path(words(reply).removeprefix("said: "))
    assert folder.parent.name.startswith("brief-")
    assert not folder.parent.exists()


def test_a_child_that_never_reads_does_not_hold_the_parent(do: Do, monkeypatch: pytest.MonkeyPatch) -> None:
    """A task larger than the pipe is sent bit by bit, so that the time limit also ends a child that takes nothing."""
    monkeypatch.setattr(confine, "serve", lambda *_: time.sleep(60))
    monkeypatch.setattr(confine, "_START", "import time; time.sleep(60)")
    replies: list[Reply] = []
    large = Task(Path("/" + "x" * 3_000_000), "sound")
    began = time.monotonic()
    run(work, [large], Limits(seconds=1), 1, lambda _, reply: replies.append(reply))
    assert [words(reply) for reply in replies] == ["limit: the time limit of 1 seconds was hit"]
    assert time.monotonic() - began < 10


def test_a_child_that_cannot_start_is_a_problem(do: Do, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without room for one more process gives a Problem for each task."""

    def refuse(*_: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(confine.Child, "_fork", refuse)
    monkeypatch.setattr(confine.Child, "_spawn", refuse)
    assert [words(reply).partition("broke: ")[2] for reply in do("sound", "sound")] == [
        "it could not be started, Resource temporarily unavailable"
    ] * 2


def test_an_error_of_the_parent_leaves_no_child(do: Do, monkeypatch: pytest.MonkeyPatch) -> None:
    """When `done` raises, the other children are ended and waited for."""
    started: list[int] = []
    launch = confine.Child._launch

    def noted(child: confine.Child) -> None:
        launch(child)
        started.append(child.pid)

    def fail(_number: int, _reply: Reply) -> None:
        raise RuntimeError("the disk is gone")

    monkeypatch.setattr(confine.Child, "_launch", noted)
    tasks = [Task(ROOT, "sleep"), Task(ROOT, "sound")]
    with pytest.raises(RuntimeError, match="the disk is gone"):
        run(work, tasks, Limits(20), 2, fail)
    assert len(started) == 2
    assert not any(Path(f"/proc/{pid}").exists() for pid in started)


# Who runs the tests in the background may have them ignore an interrupt.
SCRIPT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path.insert(0, {root!r})
from brief import confine
from brief.confine import Limits, run
from tests.safety.workers import Task, work
confine._can_fork = lambda: {fork}
confine._START = "import sys; sys.path.append({root!r}); " + confine._START
run(work, [Task({root!r}, "sleep")], Limits(60), 1, lambda number, reply: None)
"""


@pytest.mark.parametrize("fork", [True, False], ids=["fork", "spawn"])
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda sign: sign.name)
def test_an_interrupted_parent_leaves_no_orphan(fork: bool, sign: signal.Signals, tmp_path: Path) -> None:
    """However the parent ends, its child ends with it and says nothing; if it can, it clears its scratch away."""
    script = textwrap.dedent(SCRIPT).format(root=str(ROOT), fork=fork)
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True, env=environment) as parent:
        children = _children(parent.pid)
        parent.send_signal(sign)
        errors = parent.communicate(timeout=50)[1]  # its child sleeps longer
    assert len(children) == 1
    assert errors.count("Traceback") == (1 if sign is signal.SIGINT else 0)
    end = time.monotonic() + 10
    while time.monotonic() < end and Path(f"/proc/{children[0]}").exists():
        time.sleep(0.05)
    assert not Path(f"/proc/{children[0]}").exists()
    assert parent.returncode == {signal.SIGTERM: 143}.get(sign, -sign)
    assert len(list(tmp_path.iterdir())) == (1 if sign is signal.SIGKILL else 0)


def _children(pid: int) -> list[str]:
    """Wait until a process has a child that has settled, and return the children."""
    listing = Path(f"/proc/{pid}/task/{pid}/children")
    for _ in range(200):
        found = listing.read_text(encoding="ascii").split()
        if found and "brief" in str(list(Path(f"/proc/{found[0]}/cwd").parent.glob("cmdline"))) + _command(found[0]):
            time.sleep(0.8)
            return found
        time.sleep(0.05)
    return []


def _command(pid: str) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().decode()


def test_no_file_in_the_current_folder_takes_the_place_of_pythons_own(
    do: Do, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A stranger's workspace may hold a json.py or a brief/; a child that starts there does not run it."""
    (tmp_path / "json.py").write_text("raise SystemExit('taken over')", encoding="utf-8")
    (tmp_path / "brief").mkdir()
    (tmp_path / "brief" / "__init__.py").write_text("raise SystemExit('taken over')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert do("sound") == [SOUND]


@pytest.mark.parametrize(
    "name", ["", ".hidden", "../up", "a/b", "a\\b", "/etc/x", "a\0b", "a\nb", "x" * 300, "C:x", "..", "a b"]
)
def test_a_reply_cannot_name_a_path(name: str) -> None:
    """The name of a file is a name, so that the parent writes to its output folder alone."""
    with pytest.raises(BadReplyError):
        unpack(pack(Reply(files=((name, b"x", None),)))[HEADER.size :])


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0" * 8,
        HEADER.pack(4) + b"null",
        HEADER.pack(2**63) + b"{}",
        HEADER.pack(2) + b"[]",
        HEADER.pack(29) + b'{"files": [], "problems": 17}',
        HEADER.pack(47) + b'{"files": [["a.pdf", -5, 1]], "problems": []}  ',
        HEADER.pack(47) + b'{"files": [["a.pdf", 9e9, 1]], "problems": []} ',
        HEADER.pack(47) + b'{"files": [["a.pdf", 500, 1]], "problems": []} ',
        HEADER.pack(47) + b'{"files": [["a.pdf", true,1]], "problems": []} ',
        HEADER.pack(31) + b'{"files": [], "problems": [{}]}',
        HEADER.pack(28) + b'{"files": [], "problems": []}trailing',
        HEADER.pack(100_000) + b"[" * 100_000,
    ],
)
def test_a_reply_that_makes_no_sense_is_refused(body: bytes) -> None:
    """Whatever bytes a child sends, the parent gets one kind of error."""
    with pytest.raises(BadReplyError):
        unpack(body)


def test_a_reply_cannot_steer_the_terminal() -> None:
    """Control characters in what a child says are shown as what they are."""
    from brief.problems import Place, Problem

    sent = Reply(problems=(Problem("x", "\x1b[2Jgone\x07", Place("a\x9b.yaml", 1, 2, 3, "\x1b]0;t"), "\x00", "info"),))
    (problem,) = unpack(pack(sent)[HEADER.size :]).problems
    assert problem.message == "\N{REPLACEMENT CHARACTER}[2Jgone\N{REPLACEMENT CHARACTER}"
    assert problem.place is not None
    assert all(letter.isprintable() for letter in f"{problem.place.file}{problem.place.excerpt}{problem.hint}")


def test_the_parents_signal_handlers_and_environment_stay(do: Do) -> None:
    """Confining a child changes nothing in the parent."""
    before = dict(os.environ), signal.getsignal(signal.SIGINT), sys.stdin.fileno if sys.stdin else None
    do("sound")
    assert before == (dict(os.environ), signal.getsignal(signal.SIGINT), sys.stdin.fileno if sys.stdin else None)
