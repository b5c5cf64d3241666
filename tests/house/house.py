"""How the house tests see the package: its modules as syntax trees, and what each of them imports."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "brief"


@dataclass(frozen=True)
class Module:
    """One module of the package: its dotted name without `brief.`, its text, and whether it is a package's own."""

    name: str
    source: str
    is_package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        """Return the syntax tree."""
        return ast.parse(self.source)

    @property
    def room(self) -> str:
        """Return the module or package at the top of the house that this one belongs to."""
        return self.name.split(".")[0]

    def at(self, node: ast.AST) -> str:
        """Say where a node stands."""
        path = self.name.replace(".", "/") + ("/__init__" if self.is_package and self.name != "__init__" else "")
        return f"brief/{path}.py:{getattr(node, 'lineno', 0)}"


@dataclass(frozen=True)
class Import:
    """One import: by whom, and the dotted name of what is imported; `brief.` is cut off where it is ours."""

    module: Module
    node: ast.AST
    target: str
    ours: bool

    @property
    def place(self) -> str:
        """Say where the import stands."""
        return self.module.at(self.node)


@cache
def modules(package: Path = PACKAGE) -> tuple[Module, ...]:
    """Read every module of the package."""
    found = []
    for path in sorted(package.rglob("*.py")):
        parts = list(path.relative_to(package).with_suffix("").parts)
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package and len(parts) > 1 else parts)
        found.append(Module(name, path.read_text(encoding="utf-8"), is_package))
    return tuple(found)


def fabricated(name: str, source: str) -> Module:
    """Make up a module, to see a guard bite."""
    return Module(name, textwrap.dedent(source))


def imports(module: Module, known: Iterable[str] = ()) -> Iterator[Import]:
    """Yield every import of a module, those inside functions and under TYPE_CHECKING too."""
    names = set(known)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield _import(module, node, alias.name)
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(module, node)
            ours = base == "brief" or base.startswith("brief.")
            for alias in node.names:
                # `from . import x` brings a module or a name; only what is a module is told apart.
                whole = f"{base}.{alias.name}"
                is_module = (not ours) or whole.removeprefix("brief.") in names or base == "brief"
                yield _import(module, node, whole if is_module else base)


def _import(module: Module, node: ast.AST, target: str) -> Import:
    ours = target == "brief" or target.startswith("brief.")
    return Import(module, node, target.removeprefix("brief."), ours)


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    """Return the dotted name that a relative import starts from."""
    if not node.level:
        return node.module or ""
    parts = ["brief", *([] if module.name == "__init__" else module.name.split("."))]
    if not module.is_package:
        parts = parts[:-1]
    parts = parts[: len(parts) - (node.level - 1)]
    return ".".join([*parts, *([node.module] if node.module else [])])


def dotted(node: ast.AST) -> str:
    """Return the dotted name of an expression such as `os.path.join`; what is no name is a question mark."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def stale(allowed: Mapping[tuple[str, str], str], used: Iterable[tuple[str, str]]) -> list[str]:
    """Return the exceptions that nothing needs any more."""
    return [f"the exception {entry} is not needed any more" for entry in sorted(set(allowed) - set(used))]
