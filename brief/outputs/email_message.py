"""The message itself: headers that content cannot break out of, parts in the order that mail programs expect.

Everything in it follows from the brief, so that two builds give the same bytes (RFC 5322, RFC 2045 to 2047).
"""

from __future__ import annotations

import datetime
import hashlib
import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime

from ..phrases import unmarked
from ..view import View
from .output import MadeFile

SUBJECT_LENGTH = 78  # what every mail program shows, and a line of a header holds (RFC 5322, 2.1.1)
SHORTEST_CLAIM = 20
LONGEST = 120  # of a name or a label in a header
NOWHERE = "brief.invalid"  # a domain that never exists (RFC 2606), where the brief names no address
# The headers that `brief send` reads and takes out.
MARKING, INSTRUCTION, ALLOWED = "X-Brief-Marking", "X-Brief-Instruction", "X-Brief-Recipient"
LINE, CRLF = 76, "\r\n"
KEPT = "\u200c\u200d\u200e\u200f"  # joiners and direction marks, without which some scripts read wrong
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")


@dataclass(frozen=True)
class Parts:
    """What a message is put together from: its subject, its two readings and its files."""

    subject: str
    text: str
    html: str
    files: Sequence[MadeFile] = ()


def header_text(text: str) -> str:
    """Return words for a header: on one line, and nothing in them that a mail program would decode or obey."""
    shown = "".join(letter if letter.isprintable() or letter in KEPT else " " for letter in " ".join(text.split()))
    # A word joiner keeps `=?…?=` of content from being read as an encoded word of ours.
    return " ".join(shown.split()).replace("=?", "=\u2060?")[:LONGEST].rstrip()


def header_line(name: str, text: str) -> bytes:
    """Write a header of free text, folded at 76 characters: as it is where it is ASCII, in encoded words otherwise."""
    if text.isascii():
        folded = textwrap.wrap(text, LINE, initial_indent=f"{name}: ", break_long_words=False, break_on_hyphens=False)
        return "\r\n ".join(folded).encode() + b"\r\n"
    return f"{name}: {Header(text, 'utf-8', LINE, name).encode(linesep=CRLF)}\r\n".encode()


def named_line(name: str, shown: str, rest: str) -> bytes:
    """Write a header of a name and what follows it: an address in angle brackets, or the colon of a group."""
    # An encoded word ends at a space (RFC 2047, 5).
    coded = quoted(shown) if shown.isascii() else Header(shown, "utf-8", LINE, name).encode(linesep=CRLF) + " "
    return f"{name}: {coded.rstrip() if rest[0].isspace() else coded}{rest}\r\n".encode()


def quoted(text: str) -> str:
    """Write words as a quoted string (RFC 5322, 3.2.4)."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def subject_of(view: View) -> tuple[str, int | None]:
    """Return the subject, and how many characters the claim may have where it had to be cut."""
    language, meta, handling = view.language, view.brief.meta, view.brief.handling
    audience = view.brief.audience
    asked = "DECISION" if audience and audience.decision else "INFO"
    tag = str(language.words["vocabulary"]["email_tag"][view.brief.email.tag or asked])
    held = language.word("email.embargoed") if handling.embargo else ""
    marked = [part for part in (held, handling.label, language.word("page.version", version=meta.version)) if part]
    # The first strong letter decides which way a mail program writes the whole line.
    mark = "\u200f" if language.direction == "rtl" else ""
    frame = [f"{mark}[{tag}] ", "".join(f" | {header_text(part)}" for part in marked)]
    room = max(SUBJECT_LENGTH - len(frame[0]) - len(frame[1]), SHORTEST_CLAIM)
    wanted = [view.brief.email.subject] if view.brief.email.subject else [meta.title, meta.short_title]
    claims = [header_text(re.sub(r"\[@[^\]]*\]|[*_`]", "", unmarked(claim))) for claim in wanted if claim]
    claim = next((claim for claim in claims if len(claim) <= room), None)
    if claim is not None:
        return claim.join(frame), None
    shortest = min(claims, key=len)
    return (shortest[: room - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…").join(frame), room


def sender_of(view: View) -> tuple[str, str]:
    """Return the name and address of the sender: the house or the first author that has one, else none that exists."""
    meta = view.brief.meta
    houses = [(meta.publisher.name, meta.publisher.contact)] if meta.publisher else []
    known = [*houses, *((author.name, author.email) for author in meta.authors)]
    for name, address in known:
        if address and ADDRESS.fullmatch(address.strip()):
            return header_text(name), address.strip()
    return header_text(known[0][0] if known else meta.title), f"draft@{NOWHERE}"


def compose(view: View, parts: Parts) -> bytes:
    """Put the message together as a draft (X-Unsent) that any mail program opens, and return its bytes."""
    body = EmailMessage(policy=SMTP)
    body.set_content(parts.text, cte=_coding(parts.text))
    body.add_alternative(parts.html, subtype="html", cte=_coding(parts.html))
    for file in parts.files:
        kind, _, subtype = file.media_type.partition("/")
        body.add_attachment(file.made.content, maintype=kind, subtype=subtype, filename=file.name)
    _fix_boundaries(body, _digest(parts))
    return b"".join(_headers(view, parts)) + body.as_bytes()


def _headers(view: View, parts: Parts) -> Iterator[bytes]:
    brief = view.brief
    name, address = sender_of(view)
    # An empty group: whoever sends it fills in the addresses.
    group = header_text(brief.audience.primary) if brief.audience else "undisclosed-recipients"
    sent = datetime.datetime.combine(brief.meta.date, datetime.time(12), datetime.UTC)
    yield header_line("Subject", parts.subject)
    yield named_line("From", name, f"\r\n <{address}>")
    yield named_line("To", group, ":;")
    yield header_line("Date", format_datetime(sent))
    yield header_line("Message-ID", f"<{_digest(parts)}@{address.rpartition('@')[2]}>")
    yield header_line("Content-Language", view.language.code)
    yield header_line("X-Unsent", "1")
    yield header_line(MARKING, header_text(brief.handling.label or "none"))
    for text in brief.handling.instructions:
        yield header_line(INSTRUCTION, header_text(text))
    for entry in brief.handling.recipients:
        yield header_line(ALLOWED, entry)


def _coding(text: str) -> str:
    """Choose how a text travels: readable as it is where most of it is ASCII, as a block of letters otherwise."""
    return "base64" if sum(not letter.isascii() for letter in text) > len(text) / 4 else "quoted-printable"


def _digest(parts: Parts) -> str:
    content = [parts.subject.encode(), parts.text.encode(), parts.html.encode()]
    content += [part for file in parts.files for part in (file.name.encode(), file.made.content)]
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in content)).hexdigest()[:32]


def _fix_boundaries(message: MIMEPart, digest: str) -> None:
    """Give each part that holds others its boundary: `=_` stands in no text that is coded for the way."""
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{digest}_{number}")
