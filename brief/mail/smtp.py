"""One conversation with a mail server, step by step, so that it is always known whether a message has changed hands.

The only place that opens a connection: sending is what the user asked for. The connection is encrypted and the server's
certificate checked, unless the server is this machine itself (RFC 5321, RFC 3207, RFC 8314).
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass

from ..problems import BriefError, Problem

SUBMISSION, IMPLICIT_TLS = 587, 465
PIECE = 65_536
SECONDS = 60  # how long to wait for an answer
MYSELF = "[127.0.0.1]"  # how the program greets: the name of this machine is nobody's business
_SERVER = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[A-Za-z0-9.-]{1,253}))(?::(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True)
class Server:
    """Where to send through; `tls` asks for encryption on this machine too, everywhere else it is always on."""

    host: str
    port: int = SUBMISSION
    user: str | None = None
    password: str | None = None
    tls: bool = False

    @property
    def is_here(self) -> bool:
        """Tell whether the server is this machine: then nothing goes over a network."""
        with contextlib.suppress(ValueError):
            return ipaddress.ip_address(self.host).is_loopback
        return self.host.lower() == "localhost"

    @property
    def encrypted(self) -> bool:
        """Tell whether the connection has to be encrypted."""
        return self.tls or not self.is_here or self.port == IMPLICIT_TLS


@dataclass(frozen=True)
class Answer:
    """What a server said to an offer: a code of RFC 5321 and its words."""

    code: int
    words: str

    @property
    def taken(self) -> bool:
        """Tell whether the message is the server's now."""
        return 200 <= self.code < 300

    @property
    def final(self) -> bool:
        """Tell whether it makes no sense to try again."""
        return 500 <= self.code < 600

    @property
    def goodbye(self) -> bool:
        """Tell whether the server is about to close the connection."""
        return self.code == 421

    def __str__(self) -> str:
        return f"{self.code} {self.words}".strip()


class LostError(Exception):
    """Say that the connection is gone; `in_doubt` if that was after the message had been offered whole."""

    def __init__(self, words: str, in_doubt: bool = False) -> None:
        super().__init__(words)
        self.in_doubt = in_doubt


def read_server(text: str, tls: bool = False) -> Server:
    """Read HOST, HOST:PORT or [IPv6]:PORT; raise `ValueError` for anything else."""
    match = _SERVER.fullmatch(text)
    port = int(match["port"] or SUBMISSION) if match else 0
    if match is None or not 0 < port < 65_536:
        raise ValueError(text)
    return Server(match["six"] or match["host"], port, tls=tls)


class Conversation:
    """One connection to a server, on which messages are offered one after the other."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._smtp: smtplib.SMTP | None = None

    def begin(self) -> None:
        """Connect, encrypt and log in; raise `LostError` for what may pass, `BriefError` for what will not."""
        self.end()
        server = self.server
        try:
            smtp = self._connected()
            smtp.ehlo()
            if server.encrypted and server.port != IMPLICIT_TLS:
                self._encrypt(smtp)
            if server.user is not None:
                self._log_in(smtp, server.user, server.password or "")
        except ssl.SSLCertVerificationError as error:
            raise self._hopeless("smtp-tls", f"its certificate does not hold: {error.verify_message}") from None
        except smtplib.SMTPConnectError as error:
            raise LostError(str(_answer(error.smtp_code, error.smtp_error))) from None
        except (smtplib.SMTPException, OSError, ssl.SSLError) as error:
            raise LostError(_words(error)) from None

    def offer(self, sender: str, recipient: str, message: bytes, last: Callable[[], None]) -> Answer:
        """Offer a message and return the answer; `last` is called before the one line that makes it the server's.

        Raises `LostError` when the connection breaks; it is in doubt only from that line to the answer.
        """
        smtp, in_doubt = self._smtp, False
        if smtp is None:
            raise LostError("there is no connection")
        try:
            answer = _answer(*smtp.mail(sender, self._options(smtp, message)))
            if answer.taken:
                answer = _answer(*smtp.rcpt(recipient))
            if not answer.taken:
                return self._after(smtp, answer)
            answer = _answer(*smtp.docmd("DATA"))
            if answer.code != 354:
                return self._after(smtp, answer)
            whole = _dotted(message)
            for start in range(0, len(whole), PIECE):  # the time limit holds for each piece
                smtp.send(whole[start : start + PIECE])
            last()
            in_doubt = True
            smtp.send(b".\r\n")
            answer = _answer(*smtp.getreply())
        except (smtplib.SMTPException, OSError) as error:
            self.end()
            raise LostError(_words(error), in_doubt) from None
        if not (answer.taken or 400 <= answer.code < 600):
            self.end()
            raise LostError(f"it said '{answer}', which says nothing", in_doubt=True)
        return self._after(smtp, answer)

    def end(self) -> None:
        """Say goodbye and close the connection, whatever state it is in."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                smtp.quit()
            smtp.close()

    @property
    def is_open(self) -> bool:
        """Tell whether messages can be offered."""
        return self._smtp is not None

    def _connected(self) -> smtplib.SMTP:
        server = self.server
        if server.port == IMPLICIT_TLS:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                local_hostname=MYSELF, timeout=SECONDS, context=ssl.create_default_context()
            )
        else:
            smtp = smtplib.SMTP(local_hostname=MYSELF, timeout=SECONDS)
        # Kept before it is connected, so that `end` closes it whatever happens; the name is what a certificate is for.
        self._smtp = smtp
        smtp._host = server.host  # type: ignore[attr-defined]  # noqa: SLF001
        code, words = smtp.connect(server.host, server.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, words)
        return smtp

    def _encrypt(self, smtp: smtplib.SMTP) -> None:
        if not smtp.has_extn("starttls"):
            raise self._hopeless("smtp-tls", "it does not offer encryption (STARTTLS), and nothing is sent without")
        code, words = smtp.starttls(context=ssl.create_default_context())
        if code != 220:
            raise self._hopeless("smtp-tls", f"it did not begin encryption: {_answer(code, words)}")
        smtp.ehlo()

    def _log_in(self, smtp: smtplib.SMTP, user: str, password: str) -> None:
        try:
            smtp.login(user, password)
        except smtplib.SMTPAuthenticationError as error:
            answer = _answer(error.smtp_code, error.smtp_error)
            if not answer.final:
                raise
            raise self._hopeless("smtp-login", f"it does not take the name and password: {answer}") from None
        except smtplib.SMTPNotSupportedError:
            raise self._hopeless("smtp-login", "it offers no login, or none that this program knows") from None
        except UnicodeEncodeError:
            raise self._hopeless("smtp-login", "its protocol takes names and passwords in ASCII only") from None

    def _hopeless(self, rule: str, what: str) -> BriefError:
        self.end()
        hints = {
            "smtp-tls": "ask who runs the server; port 465 is encrypted from the start",
            "smtp-login": "check BRIEF_SMTP_USER and BRIEF_SMTP_PASSWORD, or the keyring",
        }
        return BriefError([Problem(rule, f"'{self.server.host}' cannot be used: {what}", None, hints[rule])])

    def _options(self, smtp: smtplib.SMTP, message: bytes) -> list[str]:
        return [f"SIZE={len(message)}"] if smtp.has_extn("size") else []

    def _after(self, smtp: smtplib.SMTP, answer: Answer) -> Answer:
        """Leave the connection ready for the next message, or closed."""
        if answer.goodbye:
            self.end()
        elif not answer.taken:
            try:
                smtp.rset()
            except (smtplib.SMTPException, OSError):
                self.end()
        return answer


def _dotted(message: bytes) -> bytes:
    """Double the dots at line starts and end the last line, as the protocol wants it (RFC 5321, 4.5.2)."""
    whole = message if message.endswith(b"\r\n") else message + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", whole)


def _answer(code: int, words: bytes | str) -> Answer:
    text = words.decode("utf-8", errors="replace") if isinstance(words, bytes) else words
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return Answer(code, " ".join(shown.split())[:200])


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return str(_answer(error.smtp_code, error.smtp_error))
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return _answer(0, str(error) or type(error).__name__).words
