"""A build in a test does not fail because the machine is busy; where time itself is the matter, a test sets its limit.

`python -m tests.patience build ...` is `brief build ...` with more time for each brief.
"""

from __future__ import annotations

from brief.cell import Limits

PATIENCE_S = 1200  # for whatever a test waits for, and for each brief that it builds


def be_patient() -> None:
    """Give every brief that is built in this process and its children more time than users get."""
    own = Limits()
    Limits.__init__.__defaults__ = (PATIENCE_S, own.memory_mb, own.file_mb)
    assert Limits() == Limits(seconds=PATIENCE_S, memory_mb=own.memory_mb, file_mb=own.file_mb)


if __name__ == "__main__":
    be_patient()
    from brief.cli import main

    main()
