"""The journal of a message: what became of each copy, on the disk before and after the one step that counts.

A copy is the server's from the moment it has read the line with the single dot. Just before that line goes out the
journal says `offered`, and once the server has answered it says what it answered. A process that is killed, or a line
that breaks, between the two leaves a copy in doubt: it may have arrived. It is never sent again unasked (RFC 1047).
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..problems import BriefError, Place, Problem
from ..workspace import Logbook, Workspace, logbook, this_moment

SUFFIX = ".journal"
OFFERED, SENT, REFUSED, PUT_OFF = "offered", "sent", "refused", "put-off"
STATES = (OFFERED, SENT, REFUSED, PUT_OFF)


@dataclass
class Journal:
    """What is known of the copies of one message, by their Message-ID; `record` makes it known for good."""

    book: Logbook
    states: dict[str, str] = field(default_factory=dict)

    def state(self, identity: str) -> str | None:
        """Return what the journal says last of a copy, or None."""
        return self.states.get(identity)

    def record(self, identity: str, address: str, state: str, said: str = "") -> None:
        """Write down what became of a copy; it is on the disk when this returns."""
        entry = {"at": this_moment().isoformat(), "id": identity, "to": address, "state": state, "said": said}
        self.book.append(json.dumps(entry, ensure_ascii=False))
        self.states[identity] = state


@contextlib.contextmanager
def journal_of(message: Path) -> Iterator[Journal]:
    """Open the journal beside a message, for this process alone; raise `BriefError` where it cannot be trusted."""
    path = _path_of(message)
    with logbook(path) as book:
        yield Journal(book, _states(book.lines, path.name))


def read_states(message: Path) -> dict[str, str]:
    """Return what the journal beside a message says last of each copy, without opening one to write."""
    path = _path_of(message)
    if not path.exists():
        return {}
    whole, _, _ = Workspace(path.parent).bytes(path).rpartition(b"\n")
    return _states(whole.decode("utf-8", errors="replace").splitlines(), path.name)


def _path_of(message: Path) -> Path:
    real = message.resolve()
    return real.with_name(real.name + SUFFIX)


def _states(lines: Sequence[str], name: str) -> dict[str, str]:
    states: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        entry = _entry(line)
        if entry is None:
            hint = "mend the line or move the file away; without it nobody knows who has the message already"
            raise BriefError([Problem("broken-journal", "this is no line of a journal", Place(name, number, 1), hint)])
        states[entry[0]] = entry[1]
    return states


def _entry(line: str) -> tuple[str, str] | None:
    try:
        read = json.loads(line)
        identity, state = read["id"], read["state"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return (identity, state) if isinstance(identity, str) and state in STATES else None
