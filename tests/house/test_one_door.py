"""One door: `brief/workspace.py` alone touches files and the clock, the command line alone prints, nobody the network.

To ask a path what it is (`exists`, `is_file`, `is_dir`) is free: nothing of a file's contents passes.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from tests.house.house import Module, dotted, fabricated, imports, modules, stale

DOOR = "workspace"
PRINTER = "cli"
# A call of one of these, whatever it is called on, reaches the disk.
DISK_METHODS = frozenset(
    (
        *("open", "fdopen", "read_text", "write_text", "read_bytes", "write_bytes", "touch", "unlink"),
        *("glob", "rglob", "iterdir", "listdir", "scandir", "mkdir", "makedirs", "rmdir"),
        *("removedirs", "mkstemp", "mkdtemp", "chmod", "symlink_to", "hardlink_to"),
    )
)
# Others have a meaning besides: there the whole name counts.
DISK_NAMES = frozenset(
    ("open", "io.open", *(f"os.{name}" for name in ("read", "write", "walk", "remove", "rename", "replace", "link")))
)
DISK_MODULES = frozenset({"shutil", "tempfile", "glob", "fileinput", "io", "mmap", "sqlite3", "zipfile", "tarfile"})
CLOCK_METHODS = frozenset({"now", "utcnow", "today"})
CLOCK_MODULES = frozenset({"time", "timeit", "sched"})
NETWORK_MODULES = frozenset(
    (
        *("socket", "ssl", "http", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib"),
        *("poplib", "imaplib", "telnetlib", "xmlrpc", "asyncio", "socketserver", "webbrowser"),
    )
)
HARMLESS = frozenset({"urllib.request.url2pathname"})  # turns an address into a path and asks nobody
PROGRAM_MODULES = frozenset({"subprocess", "multiprocessing", "pty"})
PRINTING_MODULES = frozenset({"click", "rich", "logging.handlers", "curses", "getpass"})
PRINTING_NAMES = frozenset({"print", "input", "sys.stdout", "sys.stderr", "sys.stdin", "breakpoint"})
HIDDEN_NAMES = frozenset({"import_module", "__import__", "eval", "exec", "compile"})
MODULES = DISK_MODULES | CLOCK_MODULES | NETWORK_MODULES | PROGRAM_MODULES | PRINTING_MODULES
NAMES = DISK_NAMES | PRINTING_NAMES | HIDDEN_NAMES

ALLOWED: Mapping[tuple[str, str], str] = {
    ("__init__", "import_module"): "the public names are loaded when they are first asked for",
    ("outputs", "import_module"): "an output is loaded when it is asked for",
    ("confine", "os.read"): "the pipe from the child",
    ("confine", "os.write"): "the pipe to the child",
    ("confine", "open"): "the null device, in place of what the child could read",
    ("confine", "fdopen"): "what is printed in the child goes where errors go",
    ("confine", "time"): "the monotonic deadline of the child: how long, never what day",
    ("confine", "subprocess"): "the child itself, where the system cannot fork",
    ("confine", "sys.stdout"): "flushed before a fork, so that nothing is printed twice",
    ("confine", "sys.stderr"): "flushed before a fork, so that nothing is printed twice",
    ("cell", "os.read"): "the pipe from the parent",
    ("cell", "os.write"): "the pipe to the parent",
    ("cell", "open"): "the null device, in place of what the child could read",
    ("cell", "tempfile"): "points libraries to the scratch folder; opens nothing",
    ("cell", "sys.stderr"): "flushed before the child ends",
    ("outputs.word.package", "io"): "a stream in memory, for the zip file around a Word document",
    ("outputs.word.package", "zipfile"): "writes to a stream in memory",
    ("outputs.word.pictures", "io"): "a stream in memory, for a part of an image",
    ("outputs.word.pictures", "open"): "an image that was read already",
    ("comments.package", "open"): "a part of a zip file that was read already",
    ("comments.package", "io"): "a stream in memory, for the reader of zip files",
    ("comments.package", "zipfile"): "reads from a stream in memory",
    ("fonts", "io"): "a stream in memory, for a font out of a collection",
    ("outputs.finish.glyphs", "io"): "a stream in memory, for the reader of fonts",
    ("outputs.grey", "io"): "a stream in memory, for the reader and the writer of images",
    ("outputs.grey", "open"): "an image that was read already",
    ("extract", "io"): "a stream in memory, for the reader of PDF files",
    ("outputs.epub_package", "io"): "a stream in memory, for the archive of the book",
    ("outputs.epub_package", "zipfile"): "writes into that stream; opens no file",
    ("outputs.slideshow.package", "io"): "a package in memory, read and written anew",
    ("outputs.office", "io"): "a stream in memory, of the file just written",
    ("outputs.office", "zipfile"): "reads from that stream; opens no file",
    ("outputs.slideshow.package", "zipfile"): "an office file is a zip: written in memory, with no clock in it",
    ("outputs.slideshow.charts", "io"): "a workbook in memory, for the data of a chart",
    ("outputs.slideshow.writer", "io"): "a stream in memory, for the writer of presentations",
    ("mail.smtp", "smtplib"): "sending is what the user asked for with 'brief send', and nothing else asks for it",
    ("mail.smtp", "ssl"): "the certificate of the mail server is checked",
    ("mail.delivery", "time"): "the pause before those are tried again who got nothing yet",
    ("cli_editions", "click"): "the commands on editions, which the command line takes in",
    ("revision.editions", "subprocess"): "git is asked for a revision, when the user types one",
    ("doctor", "shutil"): "asks which package manager there is; opens nothing",
    ("engine_types", "io"): "what cffi writes of the engine's types goes to memory",
    ("engine_types", "compile"): "what cffi wrote of the engine's own text",
    ("engine_types", "exec"): "what cffi wrote of the engine's own text",
    ("cli_review", "click"): "the command for a copy to review, which the command line takes in",
    ("cli_evidence", "click"): "the commands on evidence, which the command line takes in",
    ("intake.bibliography", "subprocess"): "pandoc in its sandbox, when the user types an import",
}


def reaches(module: Module) -> Iterator[tuple[str, ast.AST]]:
    """Yield what a module reaches past the door for, by its name in ALLOWED, with its place."""
    for found in imports(module):
        if not found.ours and found.target not in HARMLESS:
            yield from ((name, found.node) for name in MODULES if f"{found.target}.".startswith(f"{name}."))
    foreign, ours = _names_brought(module, ours=False), {"self", *_names_brought(module, ours=True)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute) and function.attr in DISK_METHODS:
                if dotted(function) not in DISK_NAMES and dotted(function.value) not in ours:
                    yield function.attr, function
            elif isinstance(function, ast.Name) and function.id in (DISK_METHODS & foreign) - DISK_NAMES:
                yield function.id, function
        elif isinstance(node, ast.Attribute | ast.Name):
            yield from _named(node)


def _named(node: ast.Attribute | ast.Name) -> Iterator[tuple[str, ast.AST]]:
    """Yield what must not even be named, called or not."""
    if isinstance(node, ast.Attribute) and node.attr in CLOCK_METHODS:
        yield node.attr, node
    elif dotted(node) in NAMES:
        yield dotted(node), node


def _names_brought(module: Module, ours: bool) -> set[str]:
    """Return the names that a module imports from the package, or from outside; a function of ours may be `walk`."""
    froms = (node for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom) and bool(node.level) == ours)
    return {alias.asname or alias.name for node in froms for alias in node.names}


def beside_the_door(house: Sequence[Module]) -> tuple[list[str], set[tuple[str, str]], int]:
    """Return what goes past the door, the exceptions that were used, and the number of calls and imports seen."""
    wrong, used, visited = [], set(), 0
    for module in house:
        visited += sum(isinstance(node, ast.Call | ast.Import | ast.ImportFrom) for node in ast.walk(module.tree))
        for name, node in reaches(module):
            entry = (module.name, name)
            if name in NETWORK_MODULES or not _at_home(module, name):
                if entry in ALLOWED:
                    used.add(entry)
                else:
                    wrong.append(f"{module.at(node)}: '{name}' goes past the door")
    return wrong, used, visited


def _at_home(module: Module, name: str) -> bool:
    """Tell whether this is what the module is there for."""
    disk = name in DISK_METHODS | DISK_NAMES | DISK_MODULES | CLOCK_METHODS
    printing = name in PRINTING_MODULES | PRINTING_NAMES
    return (module.name == DOOR and disk) or (module.name == PRINTER and printing)


def test_there_is_one_door() -> None:
    """Only the door opens, reads, writes and lists files and asks the clock; only the command line prints."""
    wrong, used, visited = beside_the_door(modules())
    assert visited > 1_500
    assert "\n".join(wrong) == ""
    assert "\n".join(stale(ALLOWED, used)) == ""


def test_the_door_and_the_printer_are_seen() -> None:
    """The guard sees what it is about: the door does open files, and the command line does print."""
    seen = {(module.name, name) for module in modules() for name, _ in reaches(module)}
    assert {(DOOR, name) for name in ("glob", "mkdir", "tempfile", "now", "fdopen")} <= seen
    assert {(PRINTER, "click"), (PRINTER, "rich"), (PRINTER, "sys.stderr")} <= seen


def test_the_guard_bites() -> None:
    """Each way past the door is found, and nothing that only looks like one."""
    wrong, _, _ = beside_the_door(
        [
            fabricated("view", "x = open('a')"),
            fabricated("theme", "def f(path):\n    return path.read_text()"),
            fabricated("paint", "def f(folder):\n    return list(folder.glob('*'))"),
            fabricated("parse", "import os\nos.listdir('.')"),
            fabricated("imprint", "import datetime\nx = datetime.date.today()"),
            fabricated("language", "from time import time"),
            fabricated("inline", "import urllib.request"),
            fabricated("fonts", "def f():\n    from http.client import HTTPConnection"),
            fabricated("workspace", "import socket"),
            fabricated("checks.rule", "print('x')"),
            fabricated("pipeline", "import click"),
            fabricated("making", "from os import listdir\nlistdir('.')"),
            fabricated("scaffold", "x = __import__('socket')"),
            fabricated("outputs.pdf", "from os import open\nopen('a')"),
            fabricated(
                "model", "from urllib.parse import unquote\nfrom ..model import walk\nwalk(1)\n'a'.replace('a', 'b')"
            ),
        ]
    )
    assert [line.partition(":")[0].removeprefix("brief/") for line in wrong] == [
        *("view.py", "theme.py", "paint.py", "parse.py", "imprint.py", "language.py", "inline.py", "fonts.py"),
        *("workspace.py", "checks/rule.py", "pipeline.py", "making.py", "scaffold.py", "outputs/pdf.py"),
    ]
