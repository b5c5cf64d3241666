"""What would go to whom: a copy of the message for each recipient that shows no other recipient."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from pathlib import Path

from ..outputs.email_message import header_line, named_line
from ..problems import BriefError, Place, Problem
from .draft import Draft, read_draft
from .recipients import Recipient, read_recipients, refusals


@dataclass(frozen=True)
class Asked:
    """What a user asks for: the file, addresses that are typed, a file that lists them, and who it is from."""

    path: Path
    to: Sequence[str] = ()
    to_list: Path | None = None
    sender: str | None = None


@dataclass(frozen=True)
class Plan:
    """A message and its recipients, none of whom its marking forbids.

    `source` is the From line of all copies, `moment` the date that they bear.
    """

    draft: Draft
    recipients: tuple[Recipient, ...]
    sender: str
    source: bytes
    moment: datetime.datetime

    def identity(self, recipient: Recipient) -> str:
        """Return the Message-ID of one copy: always the same one, so that mail servers can drop a repeat."""
        digest = hashlib.sha256(f"{self.draft.identity}\0{recipient.key}".encode()).hexdigest()[:32]
        return f"<{digest}@{self.sender.rpartition('@')[2]}>"

    def headers(self, recipient: Recipient) -> bytes:
        """Write the headers of one copy."""
        lines = [
            self.draft.kept,
            self.source,
            _addressed("To", recipient),
            header_line("Date", format_datetime(self.moment)),
            header_line("Message-ID", self.identity(recipient)),
        ]
        return b"".join(lines)

    def message(self, recipient: Recipient) -> bytes:
        """Return one copy, as it goes over the line."""
        return self.headers(recipient) + b"\r\n" + self.draft.body


def _addressed(name: str, who: Recipient) -> bytes:
    return named_line(name, who.name, f"\r\n <{who.address}>") if who.name else header_line(name, f"<{who.address}>")


def make_plan(asked: Asked, moment: datetime.datetime) -> Plan:
    """Read a message and its recipients; raise `BriefError` with all that keeps it from being sent."""
    draft = read_draft(asked.path)
    recipients = read_recipients(asked.to, asked.to_list)
    problems = refusals(draft, recipients)
    sender, source = _sender(asked, draft, problems)
    if problems:
        raise BriefError(problems)
    return Plan(draft, tuple(recipients), sender, source, moment)


def _sender(asked: Asked, draft: Draft, problems: list[Problem]) -> tuple[str, bytes]:
    """Return the address of the sender, and the line that shows it."""
    if asked.sender is not None:
        try:
            (typed,) = read_recipients([asked.sender], None)
            return typed.address, _addressed("From", typed)
        except BriefError as error:
            problems += error.problems
    elif not draft.sender:
        hint = "name one with --from, or give the publisher of the brief a contact and build the message anew"
        problems.append(Problem("mail-sender", "the message has no address that it is from", Place(draft.name), hint))
    return draft.sender, draft.source
