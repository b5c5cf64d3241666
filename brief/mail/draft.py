"""A message as `brief build` wrote it: its parts stay as they are, its headers are read and most of them made anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from pathlib import Path

from ..outputs.email_message import ADDRESS, ALLOWED, INSTRUCTION, MARKING, NOWHERE
from ..problems import BriefError, Place, Problem
from ..workspace import Workspace

MAX_BYTES = 30_000_000
# What every recipient gets as it stands in the file; all else is made anew for each, or is nobody's business.
_KEPT = re.compile(rb"(subject|mime-version|content-[a-z-]+)[ \t]*:", re.IGNORECASE)
_HEADER = re.compile(rb"^[!-9;-~]+:[^\r\n]*(?:\r\n[ \t][^\r\n]*)*", re.MULTILINE)


@dataclass(frozen=True)
class Attached:
    """One attached file as a reader of the plan sees it."""

    name: str
    size: int


@dataclass(frozen=True)
class Draft:
    """One message that was built: what it says of itself, its From line, what else is kept of its head, its body."""

    path: Path
    identity: str
    subject: str
    sender: str
    marking: str
    instructions: tuple[str, ...]
    allowed: tuple[str, ...]
    source: bytes
    kept: bytes
    body: bytes
    text: str
    attached: tuple[Attached, ...]

    @property
    def name(self) -> str:
        """Return the file as it is named in messages."""
        return self.path.name


def read_draft(path: Path) -> Draft:
    """Read a message; raise `BriefError` for a file that is none, or none of this program's."""
    real = path.resolve()
    # A mail program that saved it may have written the line ends of its own system.
    raw = re.sub(rb"\r?\n", b"\r\n", Workspace(real.parent).bytes(real, MAX_BYTES))
    head, _, body = raw.partition(b"\r\n\r\n")
    message = message_from_bytes(raw, policy=SMTP)
    text = message.get_body(("plain",))
    if text is None or not message[MARKING] or not message["Message-ID"]:
        hint = "'brief build --to email' makes the file that can be sent"
        raise BriefError(
            [Problem("not-a-message", f"'{path.name}' is no message of this program", Place(str(path)), hint)]
        )
    lines = _HEADER.findall(head)
    source = next((line for line in lines if line.lower().startswith(b"from:")), b"")
    sender = parseaddr(source[5:].decode("ascii", errors="replace"))[1]
    return Draft(
        path,
        str(message["Message-ID"]).strip(),
        str(message["Subject"] or ""),
        sender if ADDRESS.fullmatch(sender) and not sender.endswith(f"@{NOWHERE}") else "",
        str(message[MARKING]).strip(),
        tuple(str(value).strip() for value in message.get_all(INSTRUCTION, [])),
        tuple(str(value).strip() for value in message.get_all(ALLOWED, [])),
        source + b"\r\n",
        b"".join(line + b"\r\n" for line in lines if _KEPT.match(line)),
        body,
        str(text.get_content()),
        tuple(_attached(message)),
    )


def _attached(message: EmailMessage) -> Iterator[Attached]:
    for part in message.iter_attachments():
        content = part.get_payload(decode=True)
        yield Attached(
            part.get_filename() or part.get_content_type(), len(content) if isinstance(content, bytes) else 0
        )
