"""What is worked out once for the machine: what shipped templates compile to, the types that the engine declares."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from brief import engine_types, sandbox, workspace
from brief.workspace import Workspace


@pytest.fixture
def kept_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep things in an empty folder, with nothing in the memory of the process."""
    folder = tmp_path / "kept"
    monkeypatch.setattr(workspace, "_KEPT", folder)
    monkeypatch.setattr(sandbox, "_KEPT_CODE", sandbox._KeptCode())
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return folder


def templates(tmp_path: Path, text: str) -> Workspace:
    """Write a workspace with a template of its own, which takes the place of one that ships."""
    folder = tmp_path / "work" / "templates" / "sections"
    folder.mkdir(parents=True)
    (folder.parent.parent / "house.yaml").write_text("", "utf-8")
    (folder / "empty.html").write_text(text, "utf-8")
    return Workspace(folder.parent.parent)


def test_a_shipped_template_is_compiled_once(kept_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "print/draft.html"
    workspace_of = templates(tmp_path, "")
    first = sandbox.make_environment(workspace_of).get_template(name)
    (kept,) = kept_in.iterdir()
    monkeypatch.setattr(sandbox, "_KEPT_CODE", sandbox._KeptCode())
    monkeypatch.setattr(sandbox.Sandbox, "compile", lambda *_, **__: pytest.fail("it was compiled again"))
    again = sandbox.make_environment(workspace_of).get_template(name)
    assert again.root_render_func.__code__ == first.root_render_func.__code__
    assert kept.suffix == ".jinja"


def test_what_is_kept_of_another_text_is_not_used(kept_in: Path, tmp_path: Path) -> None:
    name = "print/draft.html"
    sandbox.make_environment(templates(tmp_path, "")).get_template(name)
    (kept,) = kept_in.iterdir()
    content = kept.read_bytes()
    checksum = sandbox._KEPT_CODE.get_source_checksum(Workspace(tmp_path).text(_shipped(name)).content).encode()
    assert checksum in content
    kept.write_bytes(content.replace(checksum, b"0" * len(checksum)))
    fresh = sandbox._KeptCode()
    environment = sandbox.make_environment(Workspace(tmp_path))
    environment.bytecode_cache = fresh
    environment.get_template(name)
    assert checksum in kept.read_bytes()


def test_nothing_of_an_author_is_kept(kept_in: Path, tmp_path: Path) -> None:
    """A stranger's template is compiled in the confined child each time: code that is kept is the program's own."""
    environment = sandbox.make_environment(templates(tmp_path, "<p>{{ 6 * 7 }}</p>"))
    assert environment.get_template("sections/empty.html").render() == "<p>42</p>"
    assert not kept_in.exists()


def test_where_nothing_may_be_kept_all_works_as_well(
    kept_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    environment = sandbox.make_environment(Workspace(tmp_path))
    environment.get_template("print/draft.html")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    kept_in.write_text("a file, where the folder would be", "utf-8")
    monkeypatch.setattr(sandbox, "_KEPT_CODE", sandbox._KeptCode())
    sandbox.make_environment(Workspace(tmp_path)).get_template("print/draft.html")


def test_the_types_of_the_engine_are_read_ahead(kept_in: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """The stand-in declares, allocates and converts as cffi does, from what it wrote the first time."""
    import cffi

    for _ in range(2):
        stand_in = engine_types._Declared(cffi.FFI)
        stand_in.cdef("typedef struct { int width; double height; } Box;")
        stand_in.cdef("size_t strlen(const char *text);")
        box = stand_in.new("Box *", {"width": 3})
        assert (box.width, box.height) == (3, 0.0)
        assert stand_in.string(stand_in.new("char[]", b"words")) == b"words"
    (kept,) = kept_in.iterdir()
    assert kept.suffix == ".cffi"
    assert "".join(capfd.readouterr()) == ""


PRINT = """
import sys
from pathlib import Path
from brief.making import make_files
from brief.parse import read_document
from brief.workspace import Workspace
workspace = Workspace.around(Path(sys.argv[1]))
make_files(workspace.root, read_document(workspace, Path(sys.argv[1])), ("pdf",), ("A4",))
"""


def test_the_engine_asks_no_parser_for_its_types(tmp_path: Path) -> None:
    """A brief is printed without the parser of cffi, once the types are kept."""
    source = tmp_path / "brief.yaml"
    source.write_text("meta: {title: Dues, date: 2025-03-10}\nbackground: Some words.\n", "utf-8")
    forget = "import pycparser.c_parser\npycparser.c_parser.CParser.parse = None\n"
    for code in (PRINT, forget + PRINT):
        command = [sys.executable, "-c", code, str(source)]
        run = subprocess.run(command, env={"PATH": ""}, capture_output=True, check=False)
        assert run.returncode == 0, run.stderr.decode()


def _shipped(name: str) -> Path:
    return workspace.package_folder("templates") / name
