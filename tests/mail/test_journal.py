"""The journal: what a killed process leaves, who may write it, and how a run goes on from it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from brief import mail
from brief.mail.journal import journal_of
from brief.problems import BriefError
from brief.workspace import this_moment
from tests.mail.messages import eml, write
from tests.mail.postoffice import HANG_UP, HANG_UP_AFTER_TAKING, HOST, PostOffice, opened
from tests.patience import PATIENCE_S

COUNT = 60
PEOPLE = [f"reader-{number}@example.org" for number in range(COUNT)]


@pytest.fixture
def message(tmp_path: Path) -> Path:
    """Build a message without attachments."""
    return eml(write(tmp_path, "email: {attach: []}\n"))


def start(message: Path, office: PostOffice, listed: Path) -> subprocess.Popen[str]:
    """Start `brief send` in a process of its own."""
    listed.write_text("\n".join(PEOPLE), encoding="utf-8")
    command = [sys.executable, "-m", "brief", "send", str(message), "--smtp", f"{HOST}:{office.port}"]
    own = {name: value for name, value in os.environ.items() if not name.startswith("BRIEF_SMTP")}
    return subprocess.Popen(
        [*command, "--to-list", str(listed)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=own
    )


def journal_lines(message: Path) -> list[dict[str, str]]:
    """Read the journal."""
    text = Path(f"{message}.journal").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")
@pytest.mark.parametrize("step", ["mail", "rcpt", "data", "end"])
def test_killed_at_any_step_and_resumed(message: Path, tmp_path: Path, step: str) -> None:
    """A run that is killed in the middle goes on where it was, and nobody has two copies.

    Only a kill between the last line of a copy and the answer leaves that one copy in doubt: the server has it here,
    and it is not sent again.
    """
    process: list[subprocess.Popen[str]] = []
    seen: list[str] = []

    def mood(at: str, recipient: str) -> str | None:
        if at == step and process:
            seen.append(recipient)
            if len(seen) == COUNT // 2:
                process[0].send_signal(signal.SIGKILL)
                process[0].wait()
        return None

    with opened(PostOffice(mood)) as office:
        process.append(start(message, office, tmp_path / "list.txt"))
        output = process[0].communicate(timeout=PATIENCE_S)[0]
        assert process[0].returncode == -signal.SIGKILL, output
        time.sleep(0.2)  # the server reads what was on its way
        first = dict(office.counts)
        assert COUNT // 2 - 1 <= len(first) <= COUNT // 2
        process.clear()
        second = start(message, office, tmp_path / "list.txt")
        said = second.communicate(timeout=PATIENCE_S)[0]
    assert office.counts == dict.fromkeys(PEOPLE, 1), said
    states = {entry["to"]: entry["state"] for entry in journal_lines(message)}
    doubtful = [address for address, state in states.items() if state == "offered"]
    if step == "end":
        assert len(doubtful) == 1
        assert f"in doubt: {doubtful[0]}" in said
        assert second.returncode == 1
    else:
        assert doubtful == []
        assert f"{len(first)} sent before" in said
        assert second.returncode == 0, said


# What `brief send` does, with pauses of a hundredth of a second.
HASTY = """
import sys
from pathlib import Path
from brief import mail
from brief.workspace import this_moment
plan = mail.make_plan(mail.Asked(Path(sys.argv[1]), sys.argv[3:]), this_moment())
report = mail.send(plan, mail.Server("127.0.0.1", int(sys.argv[2])), mail.Patience(8, 0.01, 0.02), (), lambda *_: None)
sys.exit(0 if report.good else 1)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")
def test_two_hundred_copies_over_dropped_connections_and_a_kill(message: Path) -> None:
    """One connection in ten breaks, at any step, and the process is killed half way: each of 200 has exactly one copy.

    The journal tells of each copy that the server said it has; those in doubt are the ones whose connection broke
    between the last line and the answer.
    """
    everyone = [f"reader-{number}@example.org" for number in range(200)]
    process: list[subprocess.Popen[str]] = []
    offers, broken, doubtful = 0, 0, []

    def mood(step: str, recipient: str) -> str | None:
        nonlocal offers, broken
        offers += step == "mail"
        if step == "data" and offers >= 100 and process:
            process.pop().kill()
            return None
        if offers % 10 == 0 and offers and step == ("mail", "rcpt", "data", "end")[broken % 4]:
            broken, offers = broken + 1, offers + 1
            doubtful.extend([recipient] * (step == "end"))
            return HANG_UP_AFTER_TAKING if step == "end" else HANG_UP
        return None

    with opened(PostOffice(mood)) as office:
        command = [sys.executable, "-c", HASTY, str(message), str(office.port), *everyone]
        process.append(subprocess.Popen(command, text=True))
        first = process[0]
        assert first.wait(timeout=60) == -signal.SIGKILL
        time.sleep(0.2)  # the server reads what was on its way
        had = len(office.counts)
        assert 70 < had < 130
        subprocess.run(command, timeout=60, check=False)
    assert broken >= 20
    assert office.counts == dict.fromkeys(everyone, 1)
    states = {entry["to"]: entry["state"] for entry in journal_lines(message)}
    assert len(doubtful) >= 4
    assert states == dict.fromkeys(everyone, "sent") | dict.fromkeys(doubtful, "offered")
    sent = [entry["to"] for entry in journal_lines(message) if entry["state"] == "sent"]
    assert len(sent) == len(set(sent)) == 200 - len(doubtful)


def test_the_offer_is_on_the_disk_before_the_server_has_it(message: Path) -> None:
    """When the server holds a copy, the journal has said so already."""
    found: list[list[str]] = []

    def mood(at: str, _recipient: str) -> str | None:
        if at == "end":
            found.append([entry["state"] for entry in journal_lines(message)])
        return None

    with opened(PostOffice(mood)) as office:
        plan = mail.make_plan(mail.Asked(message, PEOPLE[:2]), this_moment())
        mail.send(plan, mail.Server(HOST, office.port), mail.Patience(), (), lambda *_: None)
    assert found == [["offered"], ["offered", "sent", "offered"]]
    assert [entry["state"] for entry in journal_lines(message)] == ["offered", "sent", "offered", "sent"]


def test_a_line_that_was_cut_off_was_never_written(message: Path) -> None:
    """Half a line at the end, as a power cut leaves it, is taken away; the lines before it hold."""
    with journal_of(message) as journal:
        journal.record("<a@example.org>", "a@example.org", "offered")
        journal.record("<a@example.org>", "a@example.org", "sent", "250 Grüße")
        journal.record("<b@example.org>", "b@example.org", "offered")
    path = Path(f"{message}.journal")
    path.write_bytes(path.read_bytes()[:-7])
    assert mail.read_states(message) == {"<a@example.org>": "sent"}
    with journal_of(message) as journal:
        assert journal.states == {"<a@example.org>": "sent"}
        journal.record("<c@example.org>", "c@example.org", "refused")
    assert [entry["state"] for entry in journal_lines(message)] == ["offered", "sent", "refused"]


def test_one_process_at_a_time(message: Path) -> None:
    """While one run keeps the journal another is told to wait, and sends nothing."""
    with opened(PostOffice()) as office, journal_of(message):
        plan = mail.make_plan(mail.Asked(message, PEOPLE[:2]), this_moment())
        with pytest.raises(BriefError, match="in-use"):
            mail.send(plan, mail.Server(HOST, office.port), mail.Patience(), (), lambda *_: None)
        assert office.connections == 0


def test_a_journal_that_makes_no_sense_stops_it(message: Path) -> None:
    """A line that is none is told with its number; nothing is sent on a guess."""
    Path(f"{message}.journal").write_text('{"id": "<a@b.c>", "state": "sent"}\n{"id": 3}\n', encoding="utf-8")
    with pytest.raises(BriefError) as caught, journal_of(message):
        pass
    (problem,) = caught.value.problems
    assert (problem.rule, problem.place and problem.place.line) == ("broken-journal", 2)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="the system's administrator may write anywhere"
)
def test_a_folder_that_cannot_be_written_stops_it(message: Path) -> None:
    """Without a journal nothing is sent."""
    message.parent.chmod(0o500)
    try:
        with pytest.raises(BriefError, match="unwritable"), journal_of(message):
            pass
    finally:
        message.parent.chmod(0o700)
