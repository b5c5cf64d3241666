"""The types and functions of C that the engine declares: read once for the machine, and not in every process.

The engine hands the declarations of Pango, HarfBuzz and Fontconfig to cffi as text. cffi reads such a text with a
parser written in Python, and with it the name of each type that is asked for later; what it writes ahead of time it
reads back in no time. Both together are a twentieth of a build.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import sys
from collections.abc import Iterator
from functools import partial
from typing import Any

from .workspace import keep, kept


class _Declared:
    """Stand in for `cffi.FFI`: take the declarations, and be what was made of them once something is asked for."""

    def __init__(self, real: type[Any]) -> None:
        self._real = real
        self._texts: list[str] = []

    def cdef(self, text: str) -> None:
        """Take some declarations."""
        self._texts.append(text)

    def __getattr__(self, name: str) -> Any:
        if name == "_made":
            self._made = _made_of(self._texts, self._real())
            return self._made
        value = getattr(self._made, name)
        setattr(self, name, value)  # looked up as often as the engine calls C
        return value


@contextlib.contextmanager
def types_read_ahead() -> Iterator[None]:
    """Let what is imported meanwhile declare its types to the stand-in."""
    import cffi

    real = cffi.FFI
    cffi.FFI = partial(_Declared, real)
    try:
        yield
    finally:
        cffi.FFI = real


def _made_of(texts: list[str], ffi: Any) -> Any:
    """Return what cffi makes of declarations, written ahead of time where that is not there yet."""
    import cffi

    of = "\0".join((cffi.__version__, sys.implementation.cache_tag or "", *texts))
    name = f"types-{hashlib.sha256(of.encode()).hexdigest()[:32]}.cffi"
    content = kept(name)
    if content is None:
        from cffi.recompiler import make_py_source  # what emit_python_code calls, which prints

        for text in texts:
            ffi.cdef(text)
        written = io.StringIO()
        make_py_source(ffi, "declared", written)
        content = written.getvalue().encode()
        keep(name, content)
    made: dict[str, Any] = {}
    exec(compile(content, name, "exec"), made)  # noqa: S102 - what cffi wrote of the engine's own text
    return made["ffi"]
