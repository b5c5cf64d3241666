"""EML: the message that carries the brief. Its subject, the weight of what is attached, the names of the files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Severity
from .reading import Reading
from .rule import Finding, Path, rule

LONGEST_SUBJECT = 78
# Common mail servers take 25 MB, and the coding for the way adds a third and more.
LARGE, TOO_LARGE = 10_000_000, 18_000_000
_TAG = re.compile(r"\W?\[[^\[\]]{1,20}\] ")
_DATE = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_VERSION = re.compile(r"(?<![a-z0-9])v\d+(?:\.\d+)*(?![a-z0-9])", re.IGNORECASE)


@rule("EML-01", "warning")
def subject(reading: Reading) -> Iterator[Finding]:
    """Flag a subject that had to be cut, or that lacks its purpose or its marking.

    Why: the reader decides by the subject whether to open it, and lists of messages show about 78 characters, of which
        the tag, the marking and the version take their part; a label that is not in the subject is lost when the
        message is forwarded. Checked after the message is made.
    Source: Tongue and Quill (US Air Force); FIRST, Traffic Light Protocol 2.0; RFC 5322, section 2.1.1.
    Bad: a title of 90 characters and no email.subject
    Good: subject 'Second main needed by 2027'
    """
    for message in reading.made.messages:
        if message.room is not None:
            said = f"the subject is too long and was cut; its claim has room for {message.room} characters"
            yield Finding(_claim(reading), said, "what is the claim, in five to seven words?")
        elif len(message.subject) > LONGEST_SUBJECT:
            said = f"the subject has {len(message.subject)} characters, and lists show about {LONGEST_SUBJECT}"
            yield Finding(_claim(reading), said, "what is the claim, in five to seven words?")
        if not _TAG.match(message.subject):
            said = f"the subject of {message.file} does not open with what the message is for"
            yield Finding(("email",), said, "is it for information, for action or for a decision?", key=True)
        label = reading.brief.handling.label
        if label and label not in message.subject:
            said = f"the subject of {message.file} lacks the marking {label}"
            yield Finding(("handling", "marking"), said, "which template or language file leaves it out?")


def _claim(reading: Reading) -> Path:
    return ("email", "subject") if reading.brief.email.subject else ("meta", "title")


@rule("EML-02", "warning")
def heavy(reading: Reading) -> Iterator[Finding]:
    """Flag attachments of more than 10 MB; more than 18 MB are an error.

    Why: many servers stop at 25 MB, some at 10, and the coding for the way adds a third and more; a message that comes
        back an hour later was not delivered in time. Checked after the message is made.
    Source: RFC 2045, section 6.8; the limits of common servers.
    Bad: a PDF of 20 MB with photographs in full size
    Good: the same PDF with photographs of 1,600 pixels, 2 MB
    """
    for message in reading.made.messages:
        size = sum(weight for _, weight in message.attached)
        if size > LARGE:
            severity: Severity = "error" if size > TOO_LARGE else "warning"
            limit = "more than most mail servers take" if size > TOO_LARGE else "which some mail servers do not take"
            heaviest = max(message.attached, key=lambda entry: entry[1])[0]
            said = f"the attachments have {size / 1e6:.1f} MB, {limit}; the heaviest is {heaviest}"
            question = "can the images be smaller, or a link stand in the message ('email: {attach: []}')?"
            yield Finding(("email", "attach"), said, question, severity=severity)


@rule("EML-03", "warning", tier=2)
def file_name(reading: Reading) -> Iterator[Finding]:
    """Flag an attached file whose name has spaces, letters beyond ASCII, no date or no version.

    Why: a copy that was forwarded has nothing but its name to say which edition it is, and some programs break names
        with spaces or accents. Checked after the message is made.
    Source: guidance on file names under Section 508.
    Bad: Note finale (révisée).pdf
    Good: 2026-03-02_water-security_v1.0_TLP-GREEN_en.pdf
    """
    for message in reading.made.messages:
        for name, _ in message.attached:
            wanting = [] if name.isascii() else ["letters beyond ASCII"]
            wanting += ["spaces"] if re.search(r"\s", name) else []
            wanting += [] if _DATE.search(name) else ["no date"]
            wanting += [] if _VERSION.search(name) else ["no version"]
            if wanting:
                said = f"the attached file '{name}' has {', '.join(wanting)} in its name"
                yield Finding(
                    ("email", "attach"), said, "what tells somebody who finds it in a year which edition it is?"
                )
