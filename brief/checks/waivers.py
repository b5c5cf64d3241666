"""Waivers: findings that an author has weighed and keeps, each with its reason; and waivers that have become idle."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.settings import Waiver
from ..problems import did_you_mean
from .mistakes import mistakes
from .reading import Reading
from .rule import Finding, rule

# A suspected spill is never a matter of judgement.
NEVER = ("HND-09",)


def waiver_of(reading: Reading, identity: str, finding: Finding) -> Waiver | None:
    """Return the waiver of a finding, or None: by its rule, for its item, its section or the whole brief."""
    covering: Waiver | None = None
    for index, waiver in enumerate(reading.brief.lint.waive):
        if waiver.rule == identity and identity not in NEVER and _covers(reading, waiver, finding):
            reading.ledger.used.add(index)
            covering = covering or waiver
    return covering


def _covers(reading: Reading, waiver: Waiver, finding: Finding) -> bool:
    dotted = ".".join(str(step) for step in finding.path)
    return waiver.at is None or waiver.at in (_item(reading, finding), dotted) or dotted.startswith(f"{waiver.at}.")


def _item(reading: Reading, finding: Finding) -> str | None:
    """Return the id of the item that a finding stands in."""
    path = finding.path
    if len(path) < 2 or not isinstance(path[1], int):
        return None
    return getattr(getattr(reading.brief, str(path[0]))[path[1]], "id", None)


@rule("WAIVE-01", "warning")
def idle_waiver(reading: Reading) -> Iterator[Finding]:
    """Flag a waiver that waives nothing: its rule was checked and found nothing there.

    Why: an old waiver hides the next mistake at the same place, and a waiver at the wrong place hides nothing.
    Source: the practice of editors.
    Bad: waive {rule: SRC-04, at: KJ2, reason: …}, and KJ2 has three sources by now.
    Good: the waiver is gone.
    """
    for index, waiver in enumerate(reading.brief.lint.waive):
        if waiver.rule in reading.ledger.made and waiver.rule not in NEVER and index not in reading.ledger.used:
            where = f" at {waiver.at}" if waiver.at else ""
            message = f"the waiver of {waiver.rule}{where} waives nothing"
            yield Finding(("lint", "waive", index, "rule"), message, "is it still needed, and is the place right?")


@rule("WAIVE-02", "warning")
def unknown_waiver(reading: Reading) -> Iterator[Finding]:
    """Flag a waiver of a rule that does not exist, or that cannot be waived.

    Why: it looks as if somebody had weighed something, and nothing was weighed. A mistake that stops the brief from
        being read cannot be waived, and neither can a suspected spill of classified text.
    Source: the practice of editors.
    Bad: waive {rule: SRC-4, reason: …}
    Good: waive {rule: SRC-04, reason: …}
    """
    known = reading.ledger.known
    for index, waiver in enumerate(reading.brief.lint.waive):
        path = ("lint", "waive", index, "rule")
        if waiver.rule in NEVER or (waiver.rule not in known and waiver.rule in mistakes()):
            yield Finding(path, f"'{waiver.rule}' cannot be waived", "can the cause be removed instead?")
        elif waiver.rule not in known:
            yield Finding(path, f"there is no rule '{waiver.rule}'", did_you_mean(waiver.rule, sorted(known)))
