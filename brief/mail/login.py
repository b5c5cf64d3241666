"""The name and password for a mail server: from the environment or the keyring of the system, never from arguments."""

from __future__ import annotations

import os
from dataclasses import replace

from ..problems import BriefError, Problem
from .smtp import Server

USER, PASSWORD = "BRIEF_SMTP_USER", "BRIEF_SMTP_PASSWORD"


def with_login(server: Server, user: str | None) -> Server:
    """Return the server with name and password; without a name nobody logs in.

    Raises `BriefError` for a name without a password.
    """
    name = user or os.environ.get(USER) or None
    if name is None:
        return server
    password = os.environ.get(PASSWORD) or _from_keyring(server.host, name)
    if password is None:
        hint = f"set {PASSWORD}, or store it with 'keyring set {server.host} {name}' (pip install 'brief[mail]')"
        raise BriefError([Problem("smtp-login", f"there is no password for '{name}' at '{server.host}'", None, hint)])
    return replace(server, user=name, password=password)


def _from_keyring(host: str, name: str) -> str | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        password: str | None = keyring.get_password(host, name)
    except KeyringError:  # A keyring that is locked, or none on this machine.
        return None
    return password
