"""What the print engine logs, as Problems. It logs and goes on: a lost image leaves a hole in the page and no error.

A line that our own templates and themes cause is an error, one that an author's content or theme causes a warning. Who
caused it is told by where in the engine and over which file the line was logged, never by its words.
"""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from .problems import Place, Problem, Severity
from .workspace import Workspace

LONGEST = 300


@dataclass(frozen=True)
class Line:
    """One line of the log: the module of the engine that wrote it, its text, and the values in it."""

    module: str
    text: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Origin:
    """What the engine worked on: the name of its file, whether it is the program's own, and what the author wrote."""

    workspace: Workspace
    name: str
    own: bool
    wrote: Callable[[str], bool] = lambda _text: False


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[Line] = []

    def emit(self, record: logging.LogRecord) -> None:
        values = record.args if isinstance(record.args, tuple) else ()
        self.lines.append(Line(record.module, record.getMessage(), tuple(values)))


@contextlib.contextmanager
def listening() -> Iterator[list[Line]]:
    """Collect what the engine logs, in place of its own handlers."""
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    kept = [(logger, logger.handlers[:], logger.propagate, logger.level) for logger in loggers]
    listener = _Listener()
    for logger in loggers:
        logger.handlers, logger.propagate = [listener], False
        logger.setLevel(logging.WARNING if logger.name == "weasyprint" else logging.ERROR)
    try:
        yield listener.lines
    finally:
        for logger, handlers, propagate, level in kept:
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(level)


def problems_of(lines: Iterable[Line], origin: Origin) -> list[Problem]:
    """Turn what was logged into Problems, each once."""
    return list(dict.fromkeys(_problem(line, origin) for line in lines))


def _problem(line: Line, origin: Origin) -> Problem:
    special = _SPECIAL.get(line.module)
    found = special(line, origin) if special else None
    if found is not None:
        return found
    severity: Severity = "error" if origin.own else "warning"
    return Problem("engine", _short(line.text), Place(origin.name), None, severity)


def _glyph(line: Line, origin: Origin) -> Problem | None:  # noqa: ARG001 - one signature for all
    """Tell of a letter without a font; it is the author's, for ours are in every font."""
    if len(line.values) != 2 or not isinstance(line.values[1], int):
        return None
    letter = f"{line.values[0]!s} (U+{line.values[1]:04X})"
    hint = "replace the character, or put a font that has it into templates/fonts/ and name it in a theme"
    return Problem("missing-glyph", f"no font of the theme has the character {letter}", None, hint, "warning")


def _image(line: Line, origin: Origin) -> Problem | None:
    """Tell of an image that cannot be had or read."""
    if not line.values or not isinstance(line.values[0], str):
        return None
    parts = urlsplit(line.values[0])
    path = Path(url2pathname(parts.path)) if parts.scheme == "file" else None
    name = origin.workspace.name_of(path) if path else _short(line.values[0], 60)
    ours = path is not None and origin.workspace.is_shipped(path)
    hint = "check the name, and save the image again as PNG or JPEG"
    message = f"the image '{name}' cannot be printed"
    return Problem("missing-image", message, Place(origin.name), hint, "error" if ours else "warning")


def _anchor(line: Line, origin: Origin) -> Problem | None:
    """Tell of a link to a place that the page does not have."""
    if len(line.values) != 1:
        return None
    target = f"#{line.values[0]}"
    authored = not origin.own or origin.wrote(target)
    message = f"a link leads to '{target}', which the page does not have"
    hint = "write [@ID] to refer to an item of the brief" if authored else None
    return Problem("missing-anchor", message, None, hint, "warning" if authored else "error")


_SPECIAL: dict[str, Callable[[Line, Origin], Problem | None]] = {"text": _glyph, "images": _image, "anchors": _anchor}


def _short(text: str, longest: int = LONGEST) -> str:
    """Shorten a line that holds a whole image or a whole style sheet, and leave no path of this machine in it."""
    text = re.sub(r"file://\S*/", "", text)
    return text if len(text) <= longest else f"{text[:longest]}…"
