"""What a plan and a report look like to the one who sends: every address, every header, every fate."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from .delivery import Fate, Report
from .journal import OFFERED, SENT
from .plan import Plan

_DONE = {SENT: "has it already, and would be left out", OFFERED: "may have it already, and would be left out"}


def plan_lines(plan: Plan, states: Mapping[str, str]) -> Iterator[str]:
    """Say exactly what would go to whom: the headers of each copy, then what all copies share."""
    waiting = 0
    for recipient in plan.recipients:
        state = _DONE.get(states.get(plan.identity(recipient), ""))
        waiting += state is None
        yield f"--- {recipient.address}" + (f" ({state})" if state else f", {len(plan.message(recipient)):,} bytes")
        if state is None:
            yield from plan.headers(recipient).decode("ascii", errors="replace").splitlines()
    draft = plan.draft
    yield "--- every copy says"
    yield from draft.text.splitlines()
    yield f"--- every copy carries (sha256 of all parts {hashlib.sha256(draft.body).hexdigest()})"
    yield from (f"{file.name}, {file.size:,} bytes" for file in draft.attached)
    yield f"--- {draft.marking}: {waiting} of {len(plan.recipients)} recipients would be sent it; nothing was sent"


def report_lines(report: Report) -> Iterator[str]:
    """Say how many copies had which fate, and name all that have not certainly arrived at the server."""
    counted = report.count()
    yield ", ".join(f"{counted[fate]} {fate.value}" for fate in Fate if counted[fate])
    for recipient, (fate, said) in report.fates.items():
        if fate not in (Fate.SENT, Fate.BEFORE):
            yield f"  {fate.value}: {recipient.address}" + (f" ({said})" if said else "")
    if counted[Fate.DOUBT]:
        yield "Copies in doubt may have arrived and are not sent again. Ask; --again ADDRESS sends to one who has none."
    if counted[Fate.WAITING]:
        yield "The same command goes on with those who have not got it; nobody gets it twice."
