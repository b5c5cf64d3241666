"""The Jinja2 environment of a workspace: what a template may look at and call.

A template may come with a stranger's workspace. Jinja2's sandbox keeps it from Python's inner attributes, and this one
from methods of what it is given: a path can read files, a model of pydantic can load pickles.
"""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import PurePath
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType
from typing import Any

from jinja2 import BaseLoader, BytecodeCache, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.loaders import FunctionLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment

from .workspace import Workspace, keep, kept, package_folder

_MODULES = ("brief.", "jinja2.", "markupsafe")
_PLAIN: tuple[type, ...] = (
    str,
    int,
    float,
    bool,
    tuple,
    list,
    dict,
    set,
    frozenset,
    datetime.date,
    datetime.time,
    type({}.items()),
)
_TYPES = (dict, range, list, str, int)


class Sandbox(ImmutableSandboxedEnvironment):
    """Let templates call functions of this program and of Jinja2, and methods of plain values; nothing else."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether an attribute may be read: none of a path or of the door to the disk."""
        return not isinstance(obj, PurePath | Workspace) and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: Any) -> bool:
        """Tell whether something may be called."""
        if isinstance(obj, BuiltinFunctionType):
            return isinstance(obj.__self__, _PLAIN) and super().is_safe_callable(obj)
        if isinstance(obj, type):
            return obj in _TYPES or obj.__module__.startswith("jinja2.")
        function = obj.__func__ if isinstance(obj, MethodType) else obj
        home = function.__module__ if isinstance(function, FunctionType) else type(function).__module__
        return home.startswith(_MODULES) and super().is_safe_callable(obj)


# What a template is compiled with.
_SETTINGS: Mapping[str, Any] = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
}
_SHIPPED = "shipped-"


class _KeptCode(BytecodeCache):
    """Compile a template once for the process, and one that ships with the program once for the machine.

    Compiling takes longer than painting. Every output of a brief has an environment of its own; and what an author
    brings is never kept beyond the process.
    """

    def __init__(self) -> None:
        self.code: dict[tuple[str, str], CodeType] = {}
        self.shipped = os.path.join(package_folder("templates"), "")  # noqa: PTH118 - with its last stroke

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name that the code of a template is kept under, which tells whose it is."""
        key = super().get_cache_key(f"{name}|{_SETTINGS}", filename)
        return f"{_SHIPPED}{key}" if filename and filename.startswith(self.shipped) else key

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.code.get((bucket.key, bucket.checksum))
        if bucket.code is None and bucket.key.startswith(_SHIPPED):
            content = kept(_file_of(bucket))
            if content is not None:
                bucket.bytecode_from_string(content)  # which looks whether it is of this source and this Python

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.code[bucket.key, bucket.checksum] = bucket.code
            if bucket.key.startswith(_SHIPPED):
                keep(_file_of(bucket), bucket.bytecode_to_string())


def _file_of(bucket: Bucket) -> str:
    return f"{bucket.key}.{sys.implementation.cache_tag}.jinja"


_KEPT_CODE = _KeptCode()


def make_environment(workspace: Workspace) -> Sandbox:
    """Return an environment that looks templates up in the workspace first, then in the package."""
    return Sandbox(loader=_loader(workspace), cache_size=200, bytecode_cache=_KEPT_CODE, **_SETTINGS)


def _loader(workspace: Workspace) -> BaseLoader:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = workspace.template(name)
        return None if path is None else (workspace.text(path).content, str(path), lambda: True)

    return FunctionLoader(load)
