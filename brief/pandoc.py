"""pandoc, asked in its sandbox and within bounds: it reads what it is given, fetches nothing and starts nothing."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Sequence

from .problems import BriefError, Problem

EXTRA = "brief[refs]"
MEMORY = "512M"  # of its heap


class PandocError(Exception):
    """Tell why pandoc gave nothing, in its own words; `is_limit` where it ran into a bound."""

    def __init__(self, words: str, is_limit: bool = False) -> None:
        super().__init__(words)
        self.is_limit = is_limit


def run_pandoc(
    arguments: Sequence[str], content: bytes, seconds: float, most_bytes: int, lacking: str = "it cannot be read"
) -> bytes:
    """Return what pandoc writes for some input.

    Raises `BriefError` where pandoc is not installed (`lacking` says what cannot be done without), and `PandocError`
    where it gives up, or takes longer than `seconds` or more memory or room than it may.
    """
    command = [_program(lacking), "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox", *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env={}) as process:
        watchdog = threading.Timer(seconds, process.kill)
        said: list[bytes] = []
        # Both ends are served at once: a pipe that is full would keep the other waiting.
        feeder = threading.Thread(target=_feed, args=(process, content), daemon=True)
        listener = threading.Thread(target=_listen, args=(process, said), daemon=True)
        for each in (watchdog, feeder, listener):
            each.start()
        try:
            written = process.stdout.read(most_bytes + 1) if process.stdout else b""
            too_much = len(written) > most_bytes
            if too_much:
                process.kill()
            code = process.wait()
        finally:
            ended_in_time = not watchdog.finished.is_set()
            watchdog.cancel()
            process.kill()
        for each in (watchdog, feeder, listener):
            each.join(1)
    if too_much or not ended_in_time or code == _HEAP:
        what = "it gives more than it may" if too_much else "it takes too much time or memory"
        raise PandocError(what, is_limit=True)
    if code:
        words = " ".join(b"".join(said).decode(errors="replace").split())[:300]
        raise PandocError(words or f"pandoc ended with {code}")
    return written


_HEAP = 251  # with which the run-time system of Haskell ends when its heap is full


def _feed(process: subprocess.Popen[bytes], content: bytes) -> None:
    if process.stdin:
        try:
            process.stdin.write(content)
            process.stdin.close()
        except OSError:  # It has ended without reading everything.
            return


def _listen(process: subprocess.Popen[bytes], said: list[bytes]) -> None:
    if process.stderr:
        said.append(process.stderr.read(2_000))
        while process.stderr.read(65_536):
            pass


def _program(lacking: str) -> str:
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        message = f"{lacking} on this machine: pandoc is not installed"
        raise BriefError([Problem("no-import", message, None, f'pip install "{EXTRA}"')]) from None
