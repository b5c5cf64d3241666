"""Say what is wrong with a line that YAML cannot read, from the author's own text and never from the parser's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import yaml

from ..problems import Place, Problem
from ..workspace import Text

_QUOTE_IT = 'put the whole text in quotes: "…"'
# What may stand before a value: dashes of list entries, then a key.
_LEAD = r"\s*(?:- +)*(?:[\w.-]+: +)?"

_Found = tuple[str, str, int] | None


def diagnose(text: Text, error: yaml.MarkedYAMLError) -> Problem:
    """Turn a syntax error into a Problem at the line that caused it, with the likeliest mend as hint."""
    mark = error.problem_mark or error.context_mark
    number, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    number = min(number, len(text.lines))
    start = error.context_mark.line + 1 if error.context_mark else number
    candidates = [each for each in dict.fromkeys((number, number - 1, start)) if each > 0]
    # What a line says by itself comes first; how it stands to the others only if nothing else is wrong.
    for tests in (_OF_A_LINE, _AMONG_LINES):
        for candidate in candidates:
            found = next(filter(None, (test(text.lines, candidate - 1) for test in tests)), None)
            if found:
                message, hint, at = found
                return Problem("yaml-syntax", message, Place(text.name, candidate, at, 1, text.line(candidate)), hint)
    line = text.line(number)
    hint = "check the indentation, the colons and the quotes of this line and the one above"
    place = Place(text.name, number, min(column, len(line) + 1), 1, line)
    return Problem("yaml-syntax", "this line cannot be read as YAML", place, hint)


def _tab(lines: Sequence[str], index: int) -> _Found:
    line = lines[index]
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent and line.strip():
        return "a tab is used for indentation", "use spaces, two for each level", indent.index("\t") + 1
    return None


def _open_quote(lines: Sequence[str], index: int) -> _Found:
    line = lines[index]
    match = re.match(rf"""{_LEAD}(["'])""", line)
    if match and (line.count(match[1]) - line.count("\\" + match[1])) % 2:
        inside = "''" if match[1] == "'" else '\\"'
        hint = f"close the text with {match[1]}; inside it write {inside}"
        return f"a quote {match[1]} is opened and not closed", hint, match.start(1) + 1
    return None


def _text_after_quote(lines: Sequence[str], index: int) -> _Found:
    match = re.match(rf"""{_LEAD}(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*([^\s#,:}}\]])""", lines[index])
    if match:
        return "text goes on after the closing quote", "put the whole text in one pair of quotes", match.start(1) + 1
    return None


def _bad_escape(lines: Sequence[str], index: int) -> _Found:
    line = lines[index]
    match = re.match(rf'{_LEAD}"(?:[^"\\]|\\[0abtnvfre "/\\N_LPxuU])*(\\)', line)
    if match:
        hint = r"write \\ for a backslash, or put the text in single quotes"
        return r"a backslash \ stands before a letter that it does not fit", hint, match.start(1) + 1
    return None


def _bare_sign(lines: Sequence[str], index: int) -> _Found:
    match = re.match(rf"{_LEAD}([@`%&*!|>])", lines[index])
    return (f"a text cannot start with {match[1]}", _QUOTE_IT, match.start(1) + 1) if match else None


def _bracket(lines: Sequence[str], index: int) -> _Found:
    line = lines[index]
    match = re.match(rf"{_LEAD}([\[{{])", line)
    if match is None:
        return None
    sign, closing = match[1], "]" if match[1] == "[" else "}"
    if line.count(sign) > line.count(closing):
        return (
            f"a bracket {sign} is opened and not closed",
            f"close it with {closing}, or {_QUOTE_IT}",
            match.start(1) + 1,
        )
    return f"a text cannot start with {sign}", _QUOTE_IT, match.start(1) + 1


def _colon_in_text(lines: Sequence[str], index: int) -> _Found:
    match = re.match(r"\s*(?:- +)*[\w.-]+: +[^\"'\[{|>#\s][^#]*?(:)(?:\s|$)", lines[index])
    return ("a colon followed by a space stands inside the text", _QUOTE_IT, match.start(1) + 1) if match else None


def _no_space(lines: Sequence[str], index: int) -> _Found:
    match = re.match(r"\s*(?:- +)*[a-z_]+(:)[^\s:/]", lines[index])
    return ("a space is missing after the colon", "write 'key: value'", match.start(1) + 1) if match else None


def _no_key(lines: Sequence[str], index: int) -> _Found:
    match = re.match(r"\s*(?:- +)*(:)(?:\s|$)", lines[index])
    return ("a key is missing before the colon", "write 'key: value'", match.start(1) + 1) if match else None


def _no_colon(lines: Sequence[str], index: int) -> _Found:
    line = lines[index]
    if re.fullmatch(r"\s*[a-z_]+\s*", line):
        return "a colon is missing after the key", f"write '{line.strip()}:'", len(line.rstrip()) + 1
    return None


def _indentation(lines: Sequence[str], index: int) -> _Found:
    right, depth = right_indentation(lines, index), indentation(lines[index])
    if right is None:
        return None
    hint = "keys that belong together start in the same column"
    if depth > right:
        return "this line is indented further than the one above allows", hint, depth + 1
    return "the indentation of this line fits no line above", hint, depth + 1


def _list_among_keys(lines: Sequence[str], index: int) -> _Found:
    line, above = lines[index], _above(lines, index)
    if line.lstrip().startswith("- ") and re.match(r"\s*[\w.-]+: +\S", above):
        return "a list stands where the next key is expected", "put it under a key of its own", indentation(line) + 1
    return None


def right_indentation(lines: Sequence[str], index: int) -> int | None:
    """Return how far a line should be indented to go on where the one above stands, or None if it can stand there."""
    line, above = lines[index], _above(lines, index)
    if not line.strip() or not above:
        return None
    depth, left = indentation(line), re.match(r" *(?:- +)*", above)
    column = left.end() if left else 0
    too_far = depth > column and re.match(r"\s*(?:- +)*[\w.-]+: +\S", above)
    stray = depth < column and depth not in {indentation(each) for each in lines[:index] if each.strip()}
    return column if too_far or stray else None


def indentation(line: str) -> int:
    """Return the number of spaces before the first word of a line."""
    return len(line) - len(line.lstrip(" "))


def _above(lines: Sequence[str], index: int) -> str:
    """Return the nearest line above that says something."""
    return next((each for each in reversed(lines[:index]) if each.strip() and not each.lstrip().startswith("#")), "")


_OF_A_LINE: tuple[Callable[[Sequence[str], int], _Found], ...] = (
    _tab,
    _bare_sign,
    _open_quote,
    _text_after_quote,
    _bad_escape,
    _bracket,
    _colon_in_text,
    _no_space,
    _no_key,
    _no_colon,
)
_AMONG_LINES = (_indentation, _list_among_keys)
