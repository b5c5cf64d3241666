"""Messages for the tests: a workspace with one brief, built by the package itself."""

from __future__ import annotations

import textwrap
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import brief

BRIEF = """\
meta:
  title: Later buses bring more people than parking
  date: 2026-03-02
  information_cutoff: 2026-02-20
  version: "1.2"
  publisher: {name: "Lane & Sons, \\"Transport\\"", contact: desk@example.org}
bottom_line: {text: Run buses to midnight., so_what: The square fills up.}
key_judgements:
  - statement: Later buses are likely to bring *more* people [@KJ2].
    likelihood: likely
    timeframe: {by: 2026-12-31}
    confidence: moderate
    confidence_basis: Two counts <agree> & one does not.
    dissent: [{holder: Parking desk, view: They will not., likelihood: unlikely, reason: Cars stay.}]
  - {statement: Parking does nothing., likelihood: not_assessed, likelihood_note: Nobody counted.}
"""


def write(folder: Path, more: str = "", text: str = BRIEF) -> Path:
    """Write a brief, with something added to it, into a workspace of its own."""
    path = folder / "content" / "buses" / "brief.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + textwrap.dedent(more), encoding="utf-8")
    return path


def build(path: Path, *outputs: str) -> brief.Result:
    """Build a brief; the e-mail alone where nothing else is asked for."""
    (result,) = brief.build(path, brief.Options(outputs or ("email",)))
    return result


def eml(path: Path) -> Path:
    """Build the e-mail of a brief and return its file."""
    result = build(path)
    assert result.built, "\n".join(map(str, (*result.problems, *result.findings)))
    (found,) = (file.path for file in result.files if file.path.suffix == ".eml")
    return found


def read(path: Path) -> EmailMessage:
    """Read the file of a message as a mail program does; a defect of any part is a failure."""
    return parsed(path.read_bytes())


def parsed(raw: bytes) -> EmailMessage:
    """Read the bytes of a message as a mail program does; a defect of any part is a failure."""
    message = message_from_bytes(raw, policy=SMTP)
    for part in message.walk():
        assert part.defects == []
        for value in part.values():
            assert getattr(value, "defects", ()) == (), value
    return message


def text_of(message: EmailMessage) -> str:
    """Return the plain text."""
    return _content(message, "plain")


def html_of(message: EmailMessage) -> str:
    """Return the HTML."""
    return _content(message, "html")


def _content(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).replace("\r\n", "\n")
