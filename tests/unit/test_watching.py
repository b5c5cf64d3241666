"""`brief check --watch`: every change is seen, a burst is one change, and nothing else is checked again."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from brief import watching
from brief.pipeline import Examined, examine_one
from brief.problems import BriefError
from brief.watching import GRACE_LOOKS, PAUSE_S, SETTLING_S, Round, Watch
from tests.patience import PATIENCE_S

SOUND = """\
meta: {title: Later buses bring people, date: 2024-05-06, kind: background_note}
bottom_line: The board cut fares in 2023, and more people took the bus [@S1, p. 4].
background: [{heading: Buses, blocks: [{kind: data, text: "Fares fell by 3 per cent [@S1, p. 4]."}]}]
sources: [{id: S1, type: report, title: Fares, publisher: Board, date: 2024-01, reliability: B, credibility: 2}]
"""
RECORD = "schema: seed/1\nid: fares\ntitle: Fares\ndate: 2024-01\n"
# Who runs it in the background may have it ignore an interrupt.
START = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from brief.cli import main
main()
"""
Step = Callable[[], object]


def put(path: Path, text: str) -> None:
    """Write a file anew, with a stamp that is later than any before it, whatever the clock of the disk resolves."""
    path.parent.mkdir(parents=True, exist_ok=True)
    latest = max((each.stat().st_mtime_ns for each in path.parent.iterdir()), default=0)
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(latest + 1_000_000_000, latest + 1_000_000_000))


@dataclass
class Editor:
    """Somebody who works while the watch waits: takes one step each time it does."""

    steps: list[Step] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    patience: int = 60

    def wait(self, seconds: float) -> None:
        """Do the next step instead of waiting; end the watch when nothing is left to do and nothing comes of it."""
        self.waits.append(seconds)
        if self.steps:
            self.steps.pop(0)()
            return
        self.patience -= 1
        if self.patience < 0:
            raise KeyboardInterrupt


@pytest.fixture
def brief(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a sound brief into a workspace, and stand there."""
    path = tmp_path / "content" / "buses" / "brief.yaml"
    put(path, SOUND)
    monkeypatch.chdir(tmp_path)
    return path


def rounds(*steps: Step, paths: Sequence[Path] = (), editor: Editor | None = None) -> list[Round]:
    """Return what is shown while somebody takes some steps."""
    editor = editor or Editor()
    editor.steps += steps
    shown: list[Round] = []
    with contextlib.suppress(KeyboardInterrupt):
        shown.extend(Watch(paths, wait=editor.wait).rounds())
    return shown


def listening(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by the folder of each brief that is checked."""
    read: list[str] = []

    def examine(path: Path, strict: bool, theme: str | None) -> Examined:
        read.append(path.parent.name)
        return examine_one(path, strict, theme)

    monkeypatch.setattr(watching, "examine_one", examine)
    return read


def changes(each: Round) -> list[str]:
    """Return what a round says has changed."""
    return [f"{change.file.replace(os.sep, '/')} {change.how}" for change in each.changes]


def rules(each: Round) -> list[str]:
    """Return the rules that are broken in a round."""
    return [problem.rule for result in each.results for problem in (*result.problems, *result.findings)]


def test_a_mistake_while_typing_is_told_and_mended(brief: Path) -> None:
    """A file that cannot be read is a problem of one round; the next save is seen all the same."""
    shown = rounds(lambda: put(brief, SOUND + "risks: ["), lambda: None, lambda: None, lambda: put(brief, SOUND))
    assert [rules(each) for each in shown] == [[], ["yaml-syntax"], []]
    assert [changes(each) for each in shown] == [[], *[["content/buses/brief.yaml changed"]] * 2]
    assert shown[0].files == 1


def test_nothing_is_checked_while_nothing_changes(brief: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The watch asks for stamps and reads nothing until a file has changed that is its business."""
    read = listening(monkeypatch)
    editor = Editor()
    assert len(rounds(lambda: put(brief.with_name(".brief.yaml.swp"), "x"), editor=editor)) == 1
    assert len(read) == 1
    assert set(editor.waits) <= {PAUSE_S, SETTLING_S}
    assert editor.waits.count(PAUSE_S) > 50


def test_a_burst_of_saves_is_one_check(brief: Path) -> None:
    """Saves that follow each other are waited for."""
    saves = [lambda n=n: put(brief, SOUND + "#" * n) for n in range(6)]
    assert [changes(each) for each in rounds(*saves)] == [[], ["content/buses/brief.yaml changed"]]


def test_a_file_that_never_rests_is_checked_nevertheless(brief: Path) -> None:
    """A program that writes without end does not keep the watch from checking."""
    assert len(rounds(*[lambda n=n: put(brief, SOUND + "#" * n) for n in range(40)])) >= 3


def replaced(brief: Path) -> None:
    """Save as Word and vim do: the new text beside it, then renamed over."""
    beside = brief.with_name(".brief.tmp")
    put(beside, SOUND + "risks: [")
    beside.replace(brief)


def test_a_save_by_renaming_is_followed(brief: Path) -> None:
    """An editor that puts a new file in the place of the old one is followed, and goes on being followed."""
    shown = rounds(lambda: replaced(brief), *[lambda: None] * 4, lambda: put(brief, SOUND))
    assert [rules(each) for each in shown] == [[], ["yaml-syntax"], []]


def test_a_file_that_is_gone_for_a_moment_was_saved(brief: Path) -> None:
    """Deleted and written anew is one change, and nothing is told between the two."""
    shown = rounds(brief.unlink, *[lambda: None] * (GRACE_LOOKS - 1), lambda: put(brief, SOUND + "risks: ["))
    assert [rules(each) for each in shown] == [[], ["yaml-syntax"]]


def test_a_file_that_stays_away_is_told_and_waited_for(brief: Path) -> None:
    """A deleted brief is a problem of one round; when it comes back it is checked."""
    shown = rounds(brief.unlink, *[lambda: None] * 20, lambda: put(brief, SOUND))
    assert [rules(each) for each in shown] == [[], ["no-such-file"], []]
    assert [changes(each) for each in shown[1:]] == [
        ["content/buses/brief.yaml is gone"],
        ["content/buses/brief.yaml is new"],
    ]


def test_every_input_of_a_check_is_watched(brief: Path, tmp_path: Path) -> None:
    """House file, records, data and images: those that were read, and those that were missed and come."""
    figures = (
        "figures:\n  - {id: F1, kind: chart, mark: bar, caption: Fares fell, alt: Fares fell by a third, "
        "data: fares.csv, x: year, y: fare, unit: Euros}\n"
    )
    put(brief, SOUND.replace("{id: S1,", "{id: S1, record: fares,") + figures)
    seed, data = tmp_path / "seeds" / "fares.yaml", brief.with_name("fares.csv")
    pause: list[Step] = [lambda: None] * 8
    shown = rounds(
        *[lambda: put(seed, RECORD), *pause],
        *[lambda: put(data, "year,fare\n2022,3\n2023,2\n"), *pause],
        *[lambda: put(tmp_path / "house.yaml", "meta: {publisher: Board}\n"), *pause],
        *[lambda: put(seed, RECORD + "facts: []\n"), *pause],
        *[lambda: put(data, "year,fare\n2022,3\n2023,x\n"), *pause],
    )
    assert [changes(each) for each in shown[1:]] == [
        ["seeds/fares.yaml is new"],
        ["content/buses/fares.csv is new"],
        ["house.yaml is new"],
        ["seeds/fares.yaml changed"],
        ["content/buses/fares.csv changed"],
    ]
    assert "no-record" in rules(shown[0])
    assert "no-record" not in rules(shown[1])
    assert "data-number" in rules(shown[5])


def test_a_new_edition_joins_and_leaves(brief: Path) -> None:
    """An edition that comes into the folder is checked with the others, until it goes."""
    french = brief.with_name("brief.fr.yaml")
    shown = rounds(lambda: put(french, SOUND), *[lambda: None] * 12, french.unlink, paths=[brief.parent])
    assert [len(each.results) for each in shown] == [1, 2, 1]
    assert [changes(each) for each in shown[1:]] == [
        ["content/buses/brief.fr.yaml is new"],
        ["content/buses/brief.fr.yaml is gone"],
    ]


def test_only_what_changed_is_checked_again(brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many briefs those are checked again that read the file; what is found of the others is shown all the same."""
    other = tmp_path / "content" / "trams" / "brief.yaml"
    put(other, SOUND + "risks: [")
    read = listening(monkeypatch)
    shown = rounds(
        *[lambda: put(brief, SOUND + "\n"), *[lambda: None] * 8],
        lambda: put(tmp_path / "house.yaml", "meta: {publisher: Board}\n"),
    )
    assert read == ["buses", "trams", "buses", "buses", "trams"]
    assert [rules(each) for each in shown] == [["yaml-syntax"]] * 3


def test_two_briefs_of_one_id_are_told_until_one_is_renamed(brief: Path, tmp_path: Path) -> None:
    """What no single brief can know is worked out anew in each round."""
    other = tmp_path / "content" / "trams" / "brief.yaml"
    put(other, SOUND.replace("{title:", "{id: buses, title:"))
    shown = rounds(lambda: put(other, SOUND))
    assert [rules(each) for each in shown] == [["same-id"], []]


def test_many_files_are_asked_less_often(brief: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a look takes, looking takes no more than its share of a processor."""
    ticks = iter(range(10_000))
    monkeypatch.setattr("time.process_time", lambda: next(ticks) * 0.02)
    editor = Editor()
    rounds(editor=editor)
    assert editor.waits[0] == PAUSE_S
    assert editor.waits[1:] == pytest.approx([0.02 / watching.SHARE] * (len(editor.waits) - 1))


def test_no_brief_to_watch_is_told_at_once(brief: Path) -> None:
    """A path that leads nowhere ends the watch before it begins."""
    with pytest.raises(BriefError):
        next(Watch([Path("content/bses")]).rounds())


# The command


def watch_on_terminal(folder: Path, brief: Path, terminal: bool) -> tuple[str, int]:
    """Watch in a process of its own, break the brief, mend it, interrupt; return what was shown and the exit code."""
    reader, writer = os.openpty() if terminal else os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", START, "check", "--watch"],
        cwd=folder,
        env={**os.environ, "TERM": "xterm"},
        stdout=subprocess.DEVNULL,
        stderr=writer,
    )
    os.close(writer)
    seen = ""

    def until(pattern: str) -> None:
        nonlocal seen
        deadline = time.monotonic() + PATIENCE_S
        while not re.search(pattern, seen) and time.monotonic() < deadline:
            seen += os.read(reader, 65_536).decode()
        assert re.search(pattern, seen), seen

    try:
        until(r"watching 1 file; Ctrl-C ends it")
        put(brief, SOUND + "risks: [")
        until(r"1 brief checked: 1 error")
        put(brief, SOUND)
        until(r"(?s)1 error.*nothing to mend")
        process.send_signal(signal.SIGINT)
        code = process.wait(PATIENCE_S)
        # A terminal that is closed at its other end is an error to read.
        with os.fdopen(reader, "rb", buffering=0) as rest, contextlib.suppress(OSError):
            seen += rest.read().decode()
    finally:
        process.kill()
        process.wait()
    return seen, code


@pytest.mark.parametrize("terminal", [True, False])
def test_the_command_watches_until_it_is_interrupted(brief: Path, tmp_path: Path, terminal: bool) -> None:
    """The screen is cleared on a terminal only; each round says when and what; Ctrl-C ends it quietly with 0."""
    seen, code = watch_on_terminal(tmp_path, brief, terminal)
    assert code == 0
    assert len(re.findall(r"(?m)^(?:\x1b\[2J\x1b\[H)?\d\d:\d\d:\d\d  content/buses/brief\.yaml changed\r?$", seen)) == 2
    assert "error[yaml-syntax]" in re.sub(r"\x1b\[\d+m", "", seen)
    assert seen.count("\x1b[2J") == (3 if terminal else 0)
    assert "Traceback" not in seen
    assert "Abort" not in seen
