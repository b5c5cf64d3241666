"""The delivery: round after round over those who have not got their copy yet, with longer and longer pauses between.

A copy is offered again only where it is certain that the server has not taken it.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from enum import Enum

from ..problems import BriefError
from .journal import OFFERED, PUT_OFF, REFUSED, SENT, Journal, journal_of
from .plan import Plan
from .recipients import Recipient
from .smtp import Conversation, LostError, Server


class Fate(Enum):
    """What became of one copy."""

    SENT = "sent"
    BEFORE = "sent before"
    REFUSED = "refused"
    WAITING = "not sent"
    DOUBT = "in doubt"


@dataclass(frozen=True)
class Patience:
    """How often to try, and the seconds of the first pause; each is four times the one before, up to the longest."""

    rounds: int = 5
    first_s: float = 1.0
    longest_s: float = 120.0

    def pause(self, number: int) -> float:
        """Return the pause after a round, from 1."""
        return float(min(self.first_s * 4 ** (number - 1), self.longest_s))


@dataclass
class Report:
    """What became of every copy, and what the server said; `stopped` holds what made the rest hopeless."""

    fates: dict[Recipient, tuple[Fate, str]] = field(default_factory=dict)
    stopped: BriefError | None = None

    @property
    def good(self) -> bool:
        """Tell whether every recipient has a copy."""
        return all(fate in (Fate.SENT, Fate.BEFORE) for fate, _ in self.fates.values())

    def count(self) -> Counter[Fate]:
        """Count the fates."""
        return Counter(fate for fate, _ in self.fates.values())


Tell = Callable[[Recipient, Fate, str], None]


@dataclass
class _Delivery:
    plan: Plan
    talk: Conversation
    journal: Journal
    tell: Tell
    report: Report = field(default_factory=Report)

    def settle(self, recipient: Recipient, fate: Fate, said: str = "") -> None:
        """Say for good what became of a copy in this run."""
        self.report.fates[recipient] = (fate, said)
        self.tell(recipient, fate, said)

    def put_aside(self, again: Collection[str]) -> list[Recipient]:
        """Return who is to get a copy: those who have it, or may have it, are left out."""
        waiting = []
        for recipient in self.plan.recipients:
            state = self.journal.state(self.plan.identity(recipient))
            if state == SENT:
                self.settle(recipient, Fate.BEFORE)
            elif state == OFFERED and recipient.key not in again:
                self.settle(recipient, Fate.DOUBT, "an earlier run ended before the server answered")
            else:
                waiting.append(recipient)
        return waiting

    def round(self, waiting: Sequence[Recipient]) -> dict[Recipient, str]:
        """Offer each its copy; return those who may get it in another round, with what the server said."""
        later: dict[Recipient, str] = {}
        for number, recipient in enumerate(waiting):
            try:
                if not self.talk.is_open:
                    self.talk.begin()
            except LostError as error:
                # Nobody gets through now: the others would only wait longer.
                return later | dict.fromkeys(waiting[number:], str(error))
            said = self._offer(recipient)
            if said is not None:
                later[recipient] = said
        return later

    def _offer(self, recipient: Recipient) -> str | None:
        identity, address = self.plan.identity(recipient), recipient.address
        try:
            answer = self.talk.offer(
                self.plan.sender,
                address,
                self.plan.message(recipient),
                lambda: self.journal.record(identity, address, OFFERED),
            )
        except LostError as error:
            if not error.in_doubt:
                return f"the connection broke: {error}"
            self.settle(recipient, Fate.DOUBT, f"the connection broke before the server answered: {error}")
            return None
        if answer.taken:
            self.journal.record(identity, address, SENT, str(answer))
            self.settle(recipient, Fate.SENT, str(answer))
            return None
        self.journal.record(identity, address, REFUSED if answer.final else PUT_OFF, str(answer))
        if not answer.final:
            return str(answer)
        self.settle(recipient, Fate.REFUSED, str(answer))
        return None


def send(plan: Plan, server: Server, patience: Patience, again: Collection[str], tell: Tell) -> Report:
    """Send every recipient one copy and return what became of each, with the journal beside the message.

    `again` are addresses in doubt that are to get a copy all the same; `tell` hears of each copy as its fate is known.
    A server that cannot be used at all ends it, and is told in the report. Raises `BriefError` where the journal cannot
    be kept, before anything is sent.
    """
    with journal_of(plan.draft.path) as journal:
        delivery = _Delivery(plan, Conversation(server), journal, tell)
        waiting = dict.fromkeys(delivery.put_aside({address.lower() for address in again}), "")
        try:
            for number in range(1, patience.rounds + 1):
                if not waiting:
                    break
                waiting = delivery.round(list(waiting))
                if waiting and number < patience.rounds:
                    time.sleep(patience.pause(number))
        except BriefError as error:
            delivery.report.stopped = error
        finally:
            delivery.talk.end()
        for recipient in plan.recipients:
            if recipient not in delivery.report.fates:
                delivery.settle(recipient, Fate.WAITING, waiting.get(recipient, ""))
        return delivery.report
