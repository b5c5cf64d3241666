"""Themes, languages and the font list: plain data from YAML, within the same bounds as a brief.

They may come with a stranger's workspace, so they are read by the bounded reader and not by PyYAML's own loader, which
follows tags, reads `no` as false, and breaks on deep nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from string import Formatter
from typing import Any

from .parse.nodes import Node, load
from .problems import BriefError, Problem
from .workspace import Text

_GAP = re.compile(r"[a-z_]{1,40}")
_WHOLE = re.compile(r"[-+]?\d{1,15}")
_NUMBER = re.compile(r"[-+]?(\d{1,15}\.\d{0,15}|\.\d{1,15})")
_WORDS: dict[str, bool] = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


def read_data(text: Text, what: str) -> tuple[dict[Any, Any], Node]:
    """Return the data of a file and its tree, for the places; `what` names the kind of file in messages.

    Numbers, true and false are read as YAML 1.2 means them. Raises `BriefError` where the file cannot be read, is
    empty, gives a key twice, or goes over a bound.
    """
    data, tree = _loaded(text, what)
    return dict(data), tree


# One command asks for the same languages and themes again and again: in its checks, for each brief, and in the child.
@lru_cache(maxsize=16)
def _loaded(text: Text, what: str) -> tuple[dict[Any, Any], Node]:
    try:
        tree, problems = load(text)
    except BriefError as error:
        problems = list(error.problems)
    if problems:
        raise BriefError(_reworded(problem, what) for problem in problems)
    return _plain(tree), tree


def odd_gaps(node: Node, without: str) -> Iterator[Problem]:
    """Find gaps in words that are more than a name, `{date}`: Python would fill `{date.x[y]!r:9}` from its own insides.

    `without` is the group of keys that holds no words.
    """
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            if key != without:
                yield from odd_gaps(child, without)
    elif isinstance(node.value, list):
        for child in node.value:
            yield from odd_gaps(child, without)
    elif not _has_plain_gaps(node.value):
        hint = "write a gap as {name}, with the names of the English file"
        yield Problem("language-file", "a gap in the words is more than a name", node.place, hint)


def _has_plain_gaps(text: str) -> bool:
    try:
        gaps = [(name, how, spec) for _, name, spec, how in Formatter().parse(text) if name is not None]
    except ValueError:
        return False
    return all(_GAP.fullmatch(name) and not how and not spec for name, how, spec in gaps)


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {_scalar(key, plain=True): _plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(child) for child in node.value]
    if node.data() is None:
        return None
    return _scalar(str(node.value), node.value.plain)


def _scalar(text: str, plain: bool) -> Any:
    if not plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


def _reworded(problem: Problem, what: str) -> Problem:
    """Say of this kind of file what the reader says of a brief."""
    if problem.rule == "empty-file":
        return replace(problem, message=f"the {what} file is empty", hint=None)
    if problem.rule == "not-a-brief":
        return replace(problem, message=f"the {what} file does not start with a key", hint=None)
    return replace(problem, message=problem.message.replace("a brief", f"a {what} file"))
