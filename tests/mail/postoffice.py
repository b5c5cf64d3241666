"""A mail server on this machine that keeps what it gets, and misbehaves as it is told."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"
# What a server can do at a step instead of what it should: answer with this line, or hang up.
HANG_UP = "hang up"
HANG_UP_AFTER_TAKING = "take it and hang up"
STEPS = ("greet", "mail", "rcpt", "data", "end")
Mood = Callable[[str, str], str | None]


@dataclass
class Mail:
    """One message that the server took: for whom, and its bytes."""

    sender: str
    recipient: str
    content: bytes

    @property
    def message(self) -> EmailMessage:
        """Return the message as a mail program reads it."""
        return message_from_bytes(self.content, policy=POLICY)


@dataclass
class PostOffice:
    """What a server does and has: `mood` is asked at every step, with the recipient as far as it is known."""

    mood: Mood = lambda _step, _recipient: None
    tls: ssl.SSLContext | None = None
    login: tuple[str, str] | None = None
    size: int | None = None
    port: int = 0
    taken: list[Mail] = field(default_factory=list)
    connections: int = 0
    logins: list[bool] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        """Count the messages of each recipient."""
        return Counter(mail.recipient for mail in self.taken)

    def authenticate(self, *told: Any) -> AuthResult:
        """Check a name and a password."""
        known = isinstance(told[-1], LoginPassword) and self.login is not None
        good = known and (told[-1].login.decode(), told[-1].password.decode()) == self.login
        self.logins.append(good)
        return AuthResult(success=good, handled=False)


class _Desk:
    """The steps of aiosmtpd at which the mood of the post office is asked."""

    def __init__(self, office: PostOffice) -> None:
        self.office = office

    async def handle_MAIL(  # noqa: N802 - its name in aiosmtpd
        self, server: _Clerk, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return server.asked("mail", "") or "250 OK"

    async def handle_RCPT(  # noqa: N802 - its name in aiosmtpd
        self, server: _Clerk, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        wanted = server.asked("rcpt", address)
        if wanted is None:
            envelope.rcpt_tos.append(address)
        return wanted or "250 OK"

    async def handle_DATA(self, server: _Clerk, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name in aiosmtpd
        assert len(envelope.rcpt_tos) == 1, "a message for more than one"
        (recipient,) = envelope.rcpt_tos
        content = envelope.original_content
        assert isinstance(content, bytes)
        wanted = self.office.mood("end", recipient)
        if wanted in (None, HANG_UP_AFTER_TAKING):
            self.office.taken.append(Mail(envelope.mail_from or "", recipient, content))
        if wanted in (HANG_UP, HANG_UP_AFTER_TAKING):
            server.hang_up()
        return wanted or "250 taken"


class _Clerk(SMTP):
    """One connection of the server."""

    office: PostOffice

    def connection_made(self, transport: Any) -> None:
        # After STARTTLS the same connection is made again.
        if not isinstance(transport, asyncio.Transport) or transport.get_extra_info("sslcontext") is None:
            self.office.connections += 1
            wanted = self.office.mood("greet", "")
            if wanted == HANG_UP:
                transport.abort()
                return
            if wanted:
                transport.write(f"{wanted}\r\n".encode())
                transport.close()
                return
        super().connection_made(transport)

    def asked(self, step: str, recipient: str) -> str | None:
        """Ask the mood at a step; hang up if it says so."""
        wanted = self.office.mood(step, recipient)
        if wanted == HANG_UP:
            self.hang_up()
        return wanted

    def hang_up(self) -> None:
        """Break the connection without a word."""
        assert isinstance(self.transport, asyncio.Transport)
        self.transport.abort()
        raise ConnectionResetError

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - its name in aiosmtpd
        wanted = self.asked("data", self.envelope.rcpt_tos[0] if self.envelope and self.envelope.rcpt_tos else "")
        if wanted:
            await self.push(wanted)
            return
        await super().smtp_DATA(arg)


@contextmanager
def opened(office: PostOffice) -> Iterator[PostOffice]:
    """Open the server on a port of this machine, in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def connection() -> _Clerk:
        clerk = _Clerk(
            _Desk(office),
            hostname="post.example",
            tls_context=office.tls,
            require_starttls=office.tls is not None,
            auth_required=office.login is not None,
            auth_require_tls=office.tls is not None,
            authenticator=office.authenticate if office.login else None,
            data_size_limit=office.size or 40_000_000,
            loop=loop,
        )
        clerk.office = office
        return clerk

    async def begin() -> asyncio.Server:
        return await loop.create_server(connection, HOST, office.port)

    async def end() -> None:
        server.close()
        tasks = [task for task in asyncio.all_tasks(loop) if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    server = asyncio.run_coroutine_threadsafe(begin(), loop).result(10)
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
