"""Sending a message that was built: only when it is asked for, one copy for each recipient, and never one twice."""

from __future__ import annotations

from .delivery import Fate, Patience, Report, send
from .journal import read_states
from .login import with_login
from .plan import Asked, Plan, make_plan
from .showing import plan_lines, report_lines
from .smtp import Server, read_server

__all__ = [
    "Asked",
    "Fate",
    "Patience",
    "Plan",
    "Report",
    "Server",
    "make_plan",
    "plan_lines",
    "read_server",
    "read_states",
    "report_lines",
    "send",
    "with_login",
]
