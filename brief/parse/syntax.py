"""Say what is wrong with a line that YAML cannot read, from the author's own text and never from the parser's words."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from ..problems import Place, Problem
from ..workspace import Text

_QUOTE_IT = 'put the whole text in quotes: "…"'


def diagnose(text: Text, error: yaml.MarkedYAMLError) -> Problem:
    """Turn a syntax error into a Problem at the line that caused it, with the likeliest mend as hint."""
    mark = error.problem_mark or error.context_mark
    number, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    for candidate in (number, number - 1, error.context_mark.line + 1 if error.context_mark else number):
        line = text.line(candidate)
        for test in _TESTS:
            found = test(line)
            if found:
                message, hint, at = found
                return Problem("yaml-syntax", message, Place(text.name, candidate, at, 1, line), hint)
    line = text.line(number)
    hint = "check the indentation, the colons and the quotes of this line and the one above"
    message = "this line cannot be read as YAML"
    return Problem("yaml-syntax", message, Place(text.name, number, min(column, len(line) + 1), 1, line), hint)


_Found = tuple[str, str, int] | None


def _tab(line: str) -> _Found:
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return "a tab is used for indentation", "use spaces, two for each level", indent.index("\t") + 1
    return None


def _open_quote(line: str) -> _Found:
    match = re.match(r"""\s*(?:- )?(?:[\w-]+:\s+)?(["'])""", line)
    if match and (line.count(match[1]) - line.count("\\" + match[1])) % 2:
        hint = f"close the text with {match[1]}; inside it write {match[1] * 2 if match[1] == chr(39) else chr(92) + chr(34)}"
        return f"a quote {match[1]} is opened and not closed", hint, match.end(1)
    return None


def _text_after_quote(line: str) -> _Found:
    match = re.match(r"""\s*(?:- )?(?:[\w-]+:\s+)?(?:"[^"]*"|'[^']*')\s*([^\s#,:}\]])""", line)
    if match:
        return "text goes on after the closing quote", "put the whole text in one pair of quotes", match.start(1) + 1
    return None


def _bare_sign(line: str) -> _Found:
    match = re.match(r"\s*(?:- )?(?:[\w-]+:\s+)?([@`%&*!\[{|>])", line)
    if match and match[1] in "@`%":
        return f"a text cannot start with {match[1]}", _QUOTE_IT, match.start(1) + 1
    if match and match[1] == "[" and "[@" in line:
        return "a text cannot start with [", _QUOTE_IT, match.start(1) + 1
    return None


def _colon_in_text(line: str) -> _Found:
    match = re.match(r"\s*(?:- )?[\w-]+:\s+[^\"'\[{|>#\s][^#]*?(:)(?:\s|$)", line)
    if match:
        return "a colon followed by a space stands inside the text", _QUOTE_IT, match.start(1) + 1
    return None


def _no_space(line: str) -> _Found:
    match = re.match(r"\s*(?:- )?[a-z_]+(:)[^\s:/]", line)
    if match:
        return "a space is missing after the colon", "write 'key: value'", match.start(1) + 1
    return None


def _no_colon(line: str) -> _Found:
    match = re.match(r"\s*[a-z_]+\s*$", line)
    if match:
        return "a colon is missing after the key", f"write '{line.strip()}:'", len(line.rstrip()) + 1
    return None


_TESTS: tuple[Callable[[str], _Found], ...] = (
    _tab,
    _bare_sign,
    _open_quote,
    _text_after_quote,
    _colon_in_text,
    _no_space,
    _no_colon,
)
