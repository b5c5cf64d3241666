"""The printed brief: WeasyPrint, tagged as PDF/UA-1, with every line that the engine logs turned into a Problem.

The engine is imported here and only when a PDF is made; fonts and parsed style sheets are kept for the process.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from ..fonts import print_faces
from ..problems import Place, Problem, Severity
from ..view import View
from ..workspace import Workspace, package_folder
from .output import Made, Output, Page

VARIANT = "pdf/ua-1"


def make(page: Page) -> Made:
    """Lay the painted page out and write it as a tagged PDF."""
    engine = _engine()
    workspace, view = page.workspace, page.view
    with _listening() as lines:
        fetcher = _fetcher(workspace, view)
        sheets = [
            _sheet(css, base, name, shipped, fetcher) for css, base, name, shipped in _style_sheets(workspace, view)
        ]
        html = engine.HTML(string=page.html, base_url=view.folder.resolve().as_uri() + "/", url_fetcher=fetcher)
        document = html.render(stylesheets=sheets, font_config=_font_configuration(), pdf_variant=VARIANT)
        identifier = hashlib.sha256(page.html.encode()).digest()[:16]
        content = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)
    problems = tuple(_problem(line, level) for line, level in dict.fromkeys(lines))
    return Made(content, problems, len(document.pages))


def _style_sheets(workspace: Workspace, view: View) -> Iterator[tuple[str, str, str, bool]]:
    base = package_folder("templates").resolve().as_uri() + "/"
    root = print_faces(workspace) + view.theme.root_css() + view.theme.page_css(view.paper)
    yield root, base, "theme.yaml", True
    for style in view.theme.styles(workspace, "print"):
        yield style.css, style.path.resolve().as_uri(), workspace.name_of(style.path), style.shipped


def _engine() -> Any:
    """Import WeasyPrint without letting it search for its libraries with a compiler: that starts some 80 programs.

    On Linux the names of the libraries are fixed, and the loader finds them by itself.
    """
    if "weasyprint" not in sys.modules and sys.platform == "linux":
        import ctypes.util

        found = ctypes.util.find_library
        ctypes.util.find_library = lambda name: None
        try:
            import weasyprint
        finally:
            ctypes.util.find_library = found
    else:
        import weasyprint
    return weasyprint


@lru_cache(maxsize=1)
def _font_configuration() -> Any:
    _engine()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


_SHEETS: dict[str, Any] = {}


def _sheet(css: str, base: str, name: str, shipped: bool, fetcher: Any) -> Any:
    """Parse a style sheet once for the process; what it logs is said again each time it is used."""
    key = hashlib.sha256(f"{base}\n{css}".encode()).hexdigest()
    if key not in _SHEETS:
        with _listening() as lines:
            sheet = _engine().CSS(string=css, base_url=base, font_config=_font_configuration(), url_fetcher=fetcher)
        _SHEETS[key] = (sheet, tuple(lines))
    sheet, lines = _SHEETS[key]
    for line, level in lines:
        logging.getLogger("weasyprint").log(level, "%s", f"{name}: {line}" if not shipped else line)
    return sheet


def _fetcher(workspace: Workspace, view: View) -> Any:
    """Return a fetcher that reads files of the workspace and the package, and nothing from anywhere else."""
    _engine()
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Confined(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme == "data":
                return super().fetch(url, headers)
            if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
                raise ValueError("nothing is fetched from outside the workspace")
            path = Path(unquote(parts.path))
            if path.suffix.lower() in (".svg", ".svgz"):
                raise ValueError("SVG files are not read")
            return URLFetcherResponse(url, workspace.bytes(path))

    return Confined(allowed_protocols={"file", "data"}, allow_redirects=False)


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[tuple[str, int]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append((record.getMessage(), record.levelno))


@contextlib.contextmanager
def _listening() -> Iterator[list[tuple[str, int]]]:
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


def _problem(line: str, level: int) -> Problem:
    """Turn a line of the log into a Problem: a warning where an author's own file caused it, else an error."""
    path = re.search(r"file://(\S+?)['\"]?(?=[\s:,]|$)", line)
    shown = re.sub(r"file://\S*/", "", line)
    foreign = re.match(r"(?P<name>[^:\s]+\.css): ", shown)
    severity: Severity = "warning" if foreign else "error"
    place = Place(foreign["name"]) if foreign else Place(os.path.basename(unquote(path[1]))) if path else None
    return Problem("engine", shown.removeprefix(foreign[0]) if foreign else shown, place, None, severity)


PDF = Output("pdf", ".pdf", "pdf.html", make, notes_inline=True, paged=True, description="a print-ready, tagged PDF")
