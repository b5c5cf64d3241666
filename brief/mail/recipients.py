"""Who is to get a message, as it is typed or listed in a file, and whom its marking lets have it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..outputs.email_message import ADDRESS, header_text
from ..problems import BriefError, Place, Problem
from ..workspace import Workspace
from .draft import Draft

_NAMED = re.compile(r"(?P<name>[^<>]*?)\s*<(?P<address>[^<>\s]+)>")
# Markings that name a circle which this program cannot know: the brief has to say who belongs to it.
NARROW = ("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "OFFICIAL-SENSITIVE")
NAMED_ONLY = ("TLP:RED",)
RECIPIENTS_ONLY = "RECIPIENTS ONLY"


@dataclass(frozen=True)
class Recipient:
    """One recipient: a name that may be empty, an address, and where both are written."""

    address: str
    name: str = ""
    place: Place | None = None

    @property
    def key(self) -> str:
        """Return the address as it is told apart from others: nobody gives two people `A@b` and `a@b`."""
        return self.address.lower()


def read_recipients(typed: Sequence[str], listed: Path | None) -> list[Recipient]:
    """Read addresses, `name@example.org` or `Name <name@example.org>`, each once; in a file one stands on each line.

    Raises `BriefError` with all that are none, and where there is no recipient at all.
    """
    entries = [(text.strip(), None) for text in typed]
    found: dict[str, Recipient] = {}
    problems: list[Problem] = []
    for text, place in [*entries, *(_lines(listed) if listed else ())]:
        recipient = _recipient(text, place)
        if recipient is None:
            hint = "write name@example.org or Name <name@example.org>"
            problems.append(Problem("recipient", f"'{text}' is no address that mail can go to", place, hint))
        else:
            found.setdefault(recipient.key, recipient)
    if not found and not problems:
        hint = "one address on each line; lines that start with # do not count"
        problems.append(Problem("recipient", "there is no recipient", Place(str(listed)) if listed else None, hint))
    if problems:
        raise BriefError(problems)
    return list(found.values())


def _lines(path: Path) -> Iterator[tuple[str, Place | None]]:
    real = path.resolve()
    text = Workspace(real.parent).text(real)
    for number, line in enumerate(text.lines, 1):
        entry = line.strip()
        if entry and not entry.startswith("#"):
            column = line.index(entry) + 1
            yield entry, Place(text.name, number, column, len(entry), line)


def _recipient(text: str, place: Place | None) -> Recipient | None:
    match = _NAMED.fullmatch(text)
    name, address = (match["name"].strip().strip('"'), match["address"]) if match else ("", text)
    if not ADDRESS.fullmatch(address) or len(address) > 254 or any(ord(letter) < 32 for letter in name):
        return None
    return Recipient(address, header_text(name), place)


def refusals(draft: Draft, recipients: Iterable[Recipient]) -> list[Problem]:
    """Return why the marking keeps the message from recipients, one problem for each that it is kept from."""
    narrow = draft.marking in NARROW or RECIPIENTS_ONLY in draft.instructions
    marking = draft.marking if draft.marking in NARROW else RECIPIENTS_ONLY if narrow else draft.marking
    if not draft.allowed:
        if not narrow:
            return []
        hint = "list addresses or domains in the brief as handling.recipients, and build the message anew"
        message = f"{marking} goes to a known circle only, and the brief does not say who is in it"
        return [Problem("recipient-refused", message, Place(draft.name), hint)]
    named_only = draft.marking in NAMED_ONLY
    allowed = [entry for entry in draft.allowed if "@" in entry] if named_only else draft.allowed
    hint = (
        "only addresses that handling.recipients names" if named_only else "handling.recipients of the brief says who"
    )
    return [
        Problem("recipient-refused", f"'{one.address}' may not be sent this: {marking}", one.place, hint)
        for one in recipients
        if not is_allowed(one.key, allowed)
    ]


def is_allowed(address: str, allowed: Iterable[str]) -> bool:
    """Tell whether an address is one of some addresses, or in one of some domains (`*.` stands for all below)."""
    domain = address.rpartition("@")[2]
    return any(
        domain.endswith(entry[1:]) if entry.startswith("*.") else entry == (address if "@" in entry else domain)
        for entry in (entry.lower() for entry in allowed)
    )
