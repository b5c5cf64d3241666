"""Parts of the engine that most pages never need: loaded when they are first used, and not when the engine is.

The engine imports the subsetter of fontTools, for machines without HarfBuzz's, and its maker of static fonts, for fonts
that vary. Both together take a fifth of the time that the engine takes to load.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any


class _Late(ModuleType):
    """Stand in for a module: each of its names is a call to the real one."""

    def __init__(self, name: str, load: Callable[[], Any]) -> None:
        super().__init__(name)
        self._load = load

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*values: Any, **named: Any) -> Any:
            return getattr(self._load(), name)(*values, **named)

        return called


def _subset() -> Any:
    from fontTools import subset

    return subset


def _instancer() -> Any:
    from fontTools.varLib import instancer

    return instancer


_PARTS: dict[str, Callable[[], Any]] = {"fontTools.subset": _subset, "fontTools.varLib.instancer": _instancer}


@contextlib.contextmanager
def parts_left_for_later() -> Iterator[None]:
    """Let what is imported meanwhile take stand-ins; those who import the parts afterwards get the real ones."""
    late = {name: _Late(name, load) for name, load in _PARTS.items() if name not in sys.modules}
    sys.modules.update(late)
    try:
        yield
    finally:
        for name in late:
            sys.modules.pop(name, None)
