"""The norms of the code: sizes, names, nothing left undone, and nothing of the machine it was written on."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.house.house import ROOT, Module, fabricated, modules

MODULE_LINES, FUNCTION_LINES, PARAMETERS = 400, 40, 5
EMPTY_NAMES = frozenset({"util", "utils", "helper", "helpers", "base", "manager", "managers", "core", "common", "misc"})
STANDARD = sys.stdlib_module_names
# Text that must stand in no file of the project. In two halves each, so that this file does not hold it.
UNDONE = tuple(a + b for a, b in (("TO", "DO"), ("FIX", "ME")))
MACHINE = tuple(a + b for a, b in (("/ro", "ot/"), ("/wo", "rk/"), ("/ho", "me/"), ("/Us", "ers/"), ("/tm", "p/")))
REGISTRIES = tuple(
    a + b
    for a, b in (
        *(("pypi.", "org"), ("pythonhosted.", "org"), ("registry.npmjs.", "org"), ("repo1.maven.", "org")),
        *(("repo.maven.apache.", "org"), ("deb.debian.", "org"), ("proxy.golang.", "org"), ("crates.", "io")),
    )
)
TEXT = frozenset({".py", ".md", ".yaml", ".yml", ".toml", ".html", ".css", ".json", ".txt", ".mjs", ".sh", ".cfg", ""})
# A check of the briefs looks for the marks of what is undone, so it and its explanation have to name them.
ABOUT_UNDONE = re.compile(r"^(brief/checks/|tests/unit/checks/|docs/rules\.md$)")
# A licence is reproduced as it is.
AS_THEY_ARE = re.compile(r"(^|/)(OFL-[^/]*\.txt|LICENSE)$")
# What a test says about such paths is what it tests.
ABOUT_PATHS = re.compile(r"^(tests/|benchmarks/)")


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a module, methods and inner ones too."""
    yield from (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def too_large(house: Sequence[Module]) -> tuple[list[str], int]:
    """Return what is over the norm, and the number of functions that were measured."""
    wrong, visited = [], 0
    for module in house:
        lines = module.source.count("\n") + 1
        if lines > MODULE_LINES:
            wrong.append(f"{module.at(module.tree)}: {lines} lines, more than {MODULE_LINES}")
        for function in functions(module):
            visited += 1
            height = (function.end_lineno or 0) - function.lineno + 1
            width = _parameters(function.args)
            if height > FUNCTION_LINES:
                wrong.append(f"{module.at(function)}: '{function.name}' has {height} lines, more than {FUNCTION_LINES}")
            if width > PARAMETERS:
                wrong.append(f"{module.at(function)}: '{function.name}' has {width} parameters, more than {PARAMETERS}")
    return wrong, visited


def _parameters(arguments: ast.arguments) -> int:
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    return sum(argument.arg not in ("self", "cls") for argument in named)


def misnamed(house: Sequence[Module]) -> list[str]:
    """Return the modules whose names say nothing, or are those of Python's own."""
    wrong = []
    for module in house:
        last = module.name.rsplit(".", 1)[-1]
        if last in EMPTY_NAMES or any(part in EMPTY_NAMES for part in last.split("_")):
            wrong.append(f"{module.at(module.tree)}: the name '{last}' says nothing")
        if "." not in module.name and last in STANDARD:
            wrong.append(f"{module.at(module.tree)}: Python has a module '{last}' of its own")
    return wrong


def without_docstring(house: Sequence[Module]) -> tuple[list[str], int]:
    """Return the modules, and the public classes and functions at the top of them, that say nothing of themselves."""
    wrong, visited = [], 0
    for module in house:
        parts: list[ast.Module | ast.ClassDef | ast.FunctionDef] = [module.tree]
        parts += [n for n in module.tree.body if isinstance(n, ast.ClassDef | ast.FunctionDef) and n.name[0] != "_"]
        for part in parts:
            visited += 1
            if ast.get_docstring(part) is None:
                wrong.append(f"{module.at(part)}: '{getattr(part, 'name', module.name)}' has no docstring")
    return wrong, visited


def tracked() -> list[tuple[str, str]]:
    """Return the text files that are under version control, or all of a copy that is not, with their text."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    names = [name for name in listed if name] or [path.relative_to(ROOT).as_posix() for path in _files()]
    paths = [(name, ROOT / name) for name in names if Path(name).suffix in TEXT]
    return [(name, path.read_text(encoding="utf-8", errors="replace")) for name, path in paths if path.is_file()]


def _files() -> Iterator[Path]:
    for top in ("brief", "templates", "content", "seeds", "tests"):
        yield from (path for path in (ROOT / top).rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def holding(files: Iterable[tuple[str, str]], words: Sequence[str], case: int = re.IGNORECASE) -> list[str]:
    """Return the lines that hold one of the words."""
    pattern = re.compile("|".join(re.escape(word) for word in words), case)
    return [
        f"{name}:{number}: holds '{found[0]}'"
        for name, text in files
        if not AS_THEY_ARE.search(name)
        for number, line in enumerate(text.splitlines(), 1)
        if (found := pattern.search(line))
    ]


def test_modules_functions_and_parameters_keep_their_size() -> None:
    """A module has at most 400 lines, a function at most 40 and at most 5 parameters besides `self`."""
    wrong, visited = too_large(modules())
    assert visited > 400
    assert "\n".join(wrong) == ""


def test_modules_have_names_that_say_something() -> None:
    """No module is called utils, helpers, base, manager or core, and none like one of Python's own."""
    house = modules()
    assert len(house) > 60
    assert len(STANDARD) > 100
    assert "\n".join(misnamed(house)) == ""


def test_what_is_public_says_what_it_does() -> None:
    """Every module, and every public class and function at the top of one, has a docstring."""
    wrong, visited = without_docstring(modules())
    assert visited > 300
    assert "\n".join(wrong) == ""


def test_nothing_is_left_undone() -> None:
    """No file holds a mark of something to be done later."""
    files = [(name, text) for name, text in tracked() if not ABOUT_UNDONE.match(name)]
    assert len(files) > 120
    assert "\n".join(holding(files, UNDONE, case=0)) == ""
    # In what looks for such marks none may stand as a comment.
    comments = [f"# {word}" for word in UNDONE]
    assert "\n".join(holding(tracked(), comments, case=0)) == ""


def test_no_file_knows_a_machine() -> None:
    """No file holds a path of the machine that it was written on; tests may make up such paths."""
    files = [(name, text) for name, text in tracked() if not ABOUT_PATHS.match(name)]
    assert len(files) > 90
    assert "\n".join(holding(files, MACHINE)) == ""
    assert "\n".join(holding(tracked(), MACHINE[:2])) == ""


def test_no_file_names_a_registry() -> None:
    """No file holds the host of a package registry: each tool knows its own, or the machine's mirror."""
    files = tracked()
    assert len(files) > 120
    assert "\n".join(holding(files, REGISTRIES)) == ""


def test_the_guards_of_size_bite() -> None:
    """A module, a function and a list of parameters that are one too long are found, the longest allowed are not."""
    body = "    x = 1\n" * FUNCTION_LINES
    wrong, visited = too_large(
        [
            fabricated("long", "x = 1\n" * MODULE_LINES),
            fabricated("short", "x = 1\n" * (MODULE_LINES - 1)),
            fabricated("tall", f"def f():\n{body}"),
            fabricated("small", f"def f():\n{body.removesuffix('    x = 1' + chr(10))}"),
            fabricated("wide", "def f(a, b, c, *, d, e, f): ...\nclass A:\n    def g(self, a, b, c, d, e): ..."),
        ]
    )
    assert [line.partition(":")[0] for line in wrong] == ["brief/long.py", "brief/tall.py", "brief/wide.py"]
    assert visited == 4


def test_the_guards_of_names_bite() -> None:
    """Names that say nothing, names of Python's own, and public functions that say nothing are found."""
    house = [fabricated(name, '"""Say."""') for name in ("utils", "checks.helpers", "brief_core", "json", "parse.json")]
    assert [line.partition(":")[0] for line in misnamed(house)] == [
        f"brief/{name}.py" for name in ("utils", "checks/helpers", "brief_core", "json")
    ]
    wrong, _ = without_docstring([fabricated("view", 'def f(): ...\ndef _g(): ...\nclass C:\n    """Say."""')])
    assert [line.partition(": ")[2] for line in wrong] == ["'view' has no docstring", "'f' has no docstring"]


def test_the_guards_of_text_bite() -> None:
    """Each of the words is found on its line, and a licence is left as it is."""
    for words in (UNDONE, MACHINE, REGISTRIES):
        for word in words:
            assert holding([("a.md", f"one\nsee {word}x"), ("fonts/OFL-a.txt", word)], words) == [
                f"a.md:2: holds '{word}'"
            ]
