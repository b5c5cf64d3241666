"""The print engine: how it is loaded, and the one place that gives it files.

It reads images (PNG, JPEG), fonts and style sheets of the workspace and the package, and nothing else: no network, no
SVG file, no link that leads elsewhere.
"""

from __future__ import annotations

import base64
import binascii
import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit
from urllib.request import url2pathname

from .engine_lines import mend_line_breaks
from .engine_parts import parts_left_for_later
from .engine_types import types_read_ahead
from .fonts import SCHEME, needed_font
from .pictures import MAX_PIXELS, recognise
from .workspace import Workspace, package_folder

_FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2")


def load_engine() -> Any:
    """Import WeasyPrint so that it starts no program and looks at no font of the machine.

    It searches for its libraries with a compiler, which starts some 80 programs; on Linux the names of the libraries
    are fixed, and the loader finds them by itself. The fonts of the machine would make a page differ from one machine
    to the next, and take time to go through.
    """
    if "weasyprint" in sys.modules:
        return sys.modules["weasyprint"]
    os.environ["FONTCONFIG_FILE"] = str(package_folder("templates") / "fonts" / "fonts.conf")
    with warnings.catch_warnings(), parts_left_for_later(), types_read_ahead():
        warnings.filterwarnings("ignore", message="No fonts configured", category=UserWarning)
        if sys.platform != "linux":
            import weasyprint

            mend_line_breaks()
            return weasyprint
        import ctypes.util

        found = ctypes.util.find_library
        ctypes.util.find_library = lambda name: None  # noqa: ARG005 - Python's own signature
        try:
            import weasyprint
        finally:
            ctypes.util.find_library = found
    mend_line_breaks()
    return weasyprint


def confined_fetcher(workspace: Workspace, inked: Callable[[bytes], bytes] | None = None) -> Any:
    """Return what the engine fetches with: files of the workspace and the package, and what an address itself holds.

    `inked` turns the bytes of an image into those that are printed.
    """
    load_engine()
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Confined(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - the engine's signature
            content = fetched(workspace, url)
            if inked is None or recognise(content) is None:
                return URLFetcherResponse(url, content)
            # Without a place: the engine would read the file there once more when it writes.
            return URLFetcherResponse("data:", inked(content))

    return Confined(allowed_protocols=set(), allow_redirects=False)


def fetched(workspace: Workspace, url: str) -> bytes:
    """Return what an address leads to; raise `ValueError` or `BriefError` for all that a page has no use for."""
    parts = urlsplit(url)
    if parts.scheme == "data":
        content, is_sheet = _decoded(parts.path), False
    elif parts.scheme == SCHEME:
        content, is_sheet = needed_font(workspace, parts.path), False
    elif parts.scheme == "file" and parts.netloc in ("", "localhost"):
        path = Path(url2pathname(parts.path))
        content, is_sheet = workspace.bytes(path), path.suffix.lower() == ".css"
    else:
        raise ValueError("nothing is fetched from outside the workspace")
    picture = recognise(content)
    if picture is not None and picture.width * picture.height > MAX_PIXELS:
        raise ValueError(f"the image has more than {MAX_PIXELS // 10**6} million pixels")
    if picture is None and not content.startswith(_FONTS) and not (is_sheet and _is_text(content)):
        raise ValueError("only PNG and JPEG images, fonts and style sheets are read")
    return content


def _decoded(written: str) -> bytes:
    head, _, data = written.partition(",")
    content = unquote_to_bytes(data)
    if not head.lower().replace(" ", "").endswith(";base64"):
        return content
    try:
        return base64.b64decode(content)
    except binascii.Error:
        raise ValueError("the data of the address cannot be decoded") from None


def _is_text(content: bytes) -> bool:
    """Tell a style sheet from a drawing that only has its name."""
    return not content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
