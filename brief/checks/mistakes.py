"""The rules of reading and making: what each message means that is no finding of a check. Their ids are plain words.

The explanations stand in mistakes.txt, one paragraph each, in the form of the docstrings of the checks.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ..workspace import Workspace, package_folder
from .rule import Rule, read_rule

FILE = "mistakes.txt"


@cache
def mistakes() -> Mapping[str, Rule]:
    """Return the explanations by rule id; they are read when somebody first asks."""
    folder = package_folder("checks")
    rules: dict[str, Rule] = {}
    for entry in Workspace(folder).text(folder / FILE).content.strip().split("\n\n"):
        identity, _, rest = entry.partition(": ")
        title, _, parts = rest.partition("\n")
        # A problem of one of these rules can be a warning where an author's own file caused it.
        rules[identity] = read_rule(identity, 0, "error", f"{title}\n\n{parts}")
    return rules
