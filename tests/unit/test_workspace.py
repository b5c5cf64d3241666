"""The one door: it opens regular files of the workspace and the package, and writes whole or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from brief import workspace as door
from brief.problems import BriefError
from brief.workspace import Text, Workspace, package_folder, scratch_folder

posix = pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a workspace with one file in it, beside a secret."""
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    root = tmp_path / "work"
    (root / "content" / "a").mkdir(parents=True)
    (root / "inside.txt").write_text("inside", encoding="utf-8")
    return Workspace(root)


def refused(read: Callable[[], object]) -> str:
    """Return the rule and the message of what a call is refused with."""
    with pytest.raises(BriefError) as caught:
        read()
    (problem,) = caught.value.problems
    return f"{problem.rule}: {problem.message}"


def test_files_of_the_workspace_and_the_package_are_read(workspace: Workspace) -> None:
    """What was read is remembered by its real path."""
    assert workspace.bytes(workspace.root / "content" / ".." / "inside.txt") == b"inside"
    shipped = package_folder("templates") / "languages" / "en.yaml"
    assert workspace.bytes(shipped)
    assert set(workspace.read) == {workspace.root / "inside.txt", shipped.resolve()}


def test_images_of_a_brief_are_not_looked_for_in_the_package(workspace: Workspace) -> None:
    """A file of the package is no file of the author's."""
    shipped = package_folder("templates") / "languages" / "en.yaml"
    assert refused(lambda: workspace.bytes(shipped, own=True)).startswith("outside-workspace")


@posix
@pytest.mark.parametrize(
    "name",
    [
        *("../secret.txt", "content/../../secret.txt", "/etc/passwd", "link", "folder-link/secret.txt", "chain"),
        *("/proc/self/environ", "/dev/zero", "content/a/../../../secret.txt"),
    ],
)
def test_nothing_outside_is_read(workspace: Workspace, name: str) -> None:
    """Neither dots nor absolute names nor links lead out."""
    root = workspace.root
    (root / "link").symlink_to(root.parent / "secret.txt")
    (root / "folder-link").symlink_to(root.parent)
    (root / "chain").symlink_to(root / "link")
    assert refused(lambda: workspace.bytes(root / name)).startswith("outside-workspace: ")
    assert set(workspace.read) == set()


@posix
def test_a_link_inside_the_workspace_is_followed(workspace: Workspace) -> None:
    """Where a link stays inside, it is a name like any other."""
    (workspace.root / "content" / "link").symlink_to(workspace.root / "inside.txt")
    assert workspace.text(workspace.root / "content" / "link").content == "inside"


@posix
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pipe", "not-a-file: 'pipe' is not a regular file"),
        ("content", "not-a-file: 'content' is a folder, not a file"),
        ("circle", "no-such-file: there is no file 'circle'"),
        ("missing", "no-such-file: there is no file 'missing'"),
        ("x" * 5_000, f"no-such-file: there is no file '{'x' * 5_000}'"),
        ("zero\0byte", "no-such-file: there is no file 'zero\0byte'"),
        ("inside.txt/deeper", "no-such-file: there is no file 'inside.txt/deeper'"),
    ],
)
def test_only_regular_files_are_opened(workspace: Workspace, name: str, expected: str) -> None:
    """A pipe would block for ever; what is no file at all is said to be none."""
    os.mkfifo(workspace.root / "pipe")
    (workspace.root / "circle").symlink_to(workspace.root / "circle")
    assert refused(lambda: workspace.bytes(workspace.root / name)) == expected
    assert workspace.has(workspace.root / name) is False


@posix
def test_a_file_that_is_exchanged_for_a_link_is_not_read(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found to be inside is what is opened, although the folder changes in between."""
    victim, confined = workspace.root / "inside.txt", Workspace.confined

    def exchanging(self: Workspace, path: Path, own: bool = False) -> Path:
        real = confined(self, path, own)
        victim.unlink()
        victim.symlink_to(workspace.root.parent / "secret.txt")
        return real

    monkeypatch.setattr(Workspace, "confined", exchanging)
    assert refused(lambda: workspace.bytes(victim)).startswith("unreadable: ")


@posix
def test_a_folder_that_is_exchanged_for_a_link_is_not_read(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link in the middle of a path is noticed too."""
    folder, confined = workspace.root / "content" / "a", Workspace.confined
    (folder / "secret.txt").write_text("harmless", encoding="utf-8")

    def exchanging(self: Workspace, path: Path, own: bool = False) -> Path:
        real = confined(self, path, own)
        (folder / "secret.txt").unlink()
        folder.rmdir()
        folder.symlink_to(workspace.root.parent)
        return real

    monkeypatch.setattr(Workspace, "confined", exchanging)
    said = refused(lambda: workspace.bytes(folder / "secret.txt"))
    assert said == "outside-workspace: 'secret.txt' was exchanged while it was read"


def test_a_file_over_the_limit_is_not_read(workspace: Workspace) -> None:
    """The message names the size and the limit."""
    (workspace.root / "large").write_bytes(bytes(2_500_000))
    said = refused(lambda: workspace.text(workspace.root / "large"))
    assert said == "too-large: 'large' has 2.5 MB, more than the 1 MB allowed"


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "x" * 5_000, "zero\0byte", "themes", ""])
def test_a_template_that_is_none_is_not_found(workspace: Workspace, name: str) -> None:
    """Names that climb, or are no names, find nothing."""
    assert workspace.template(name) is None


@posix
def test_a_template_that_leads_out_is_refused(workspace: Workspace) -> None:
    """A link in the templates of a workspace is found and then not read."""
    (workspace.root / "templates").mkdir()
    (workspace.root / "templates" / "body.html").symlink_to(workspace.root.parent / "secret.txt")
    path = workspace.template("body.html")
    assert path is not None
    assert refused(lambda: workspace.text(path)).startswith("outside-workspace")


def test_lines_are_found_at_once() -> None:
    """A line is asked for once for each value, so the text is split but once."""
    text = Text("a.yaml", "one\ntwo\n" * 50_000)
    assert [text.line(number) for number in (1, 2, 100_000, 100_001, 100_002)] == ["one", "two", "two", "", ""]
    assert sum(len(text.line(number)) for number in range(1, 100_001)) == 300_000


# Writing


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, hidden ones too."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_file_is_written_with_its_folder(workspace: Workspace) -> None:
    """What stood there before is replaced; nothing else is left in the folder."""
    path = workspace.root / "output" / "a.pdf"
    workspace.write(path, b"first")
    workspace.write(path, b"second")
    assert contents(path.parent) == {"a.pdf": b"second"}
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_full_disk_leaves_the_last_good_file(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever step of the writing fails, the old files stay and no half file appears."""
    folder = workspace.root / "output"
    old = {"a.pdf": b"old pdf", "a.html": b"old html"}
    workspace.write_all({folder / name: content for name, content in old.items()})

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for name in ("fsync", "fdopen"):
        with monkeypatch.context() as patched:
            patched.setattr(os, name, full)
            said = refused(lambda: workspace.write_all({folder / name: b"new" for name in old}))
        assert said == "unwritable: 'output/a.pdf' cannot be written: No space left on device"
        assert contents(folder) == old


def test_a_disk_that_fills_up_in_the_second_file_leaves_both(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files of one brief are renamed into their places only when all of them are written."""
    folder = workspace.root / "output"
    old = {"a.pdf": b"old pdf", "a.html": b"old html"}
    workspace.write_all({folder / name: content for name, content in old.items()})
    beside = door._write_beside

    def filling_up(place: Path, content: bytes) -> Path:
        if place.suffix == ".html":
            raise OSError(errno.ENOSPC, "No space left on device")
        return beside(place, content)

    monkeypatch.setattr(door, "_write_beside", filling_up)
    said = refused(lambda: workspace.write_all({folder / name: b"new" for name in old}))
    assert said == "unwritable: 'output/a.html' cannot be written: No space left on device"
    assert contents(folder) == old


@posix
def test_a_limit_of_the_system_on_file_size_leaves_the_last_good_file(tmp_path: Path) -> None:
    """A disk that is really full in the middle of a write behaves like the one that is made up."""
    (tmp_path / "a.pdf").write_bytes(b"old")
    script = f"""
        import resource
        from pathlib import Path
        from brief.problems import BriefError
        from brief.workspace import Workspace
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        try:
            Workspace(Path({str(tmp_path)!r})).write(Path({str(tmp_path / "a.pdf")!r}), bytes(50_000))
        except BriefError as error:
            print(error)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], capture_output=True, text=True, check=True)
    assert "error[unwritable]" in done.stdout
    assert "File too large" in done.stdout
    assert contents(tmp_path) == {"a.pdf": b"old"}


def test_an_interruption_leaves_the_last_good_file(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of a write leaves no half file."""
    path = workspace.write(workspace.root / "output" / "a.pdf", b"old")

    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        workspace.write(path, b"new")
    assert contents(path.parent) == {"a.pdf": b"old"}


def test_a_folder_in_place_of_the_file_is_a_problem(workspace: Workspace) -> None:
    """Names that clash are told, and the other file of the same brief is not written either."""
    folder = workspace.root / "output"
    (folder / "a.html").mkdir(parents=True)
    said = refused(lambda: workspace.write_all({folder / "a.pdf": b"x", folder / "a.html": b"x"}))
    assert said == "unwritable: 'output/a.html' cannot be written: a folder has that name"
    assert [path.name for path in folder.iterdir()] == ["a.html"]


def test_a_file_in_place_of_the_folder_is_a_problem(workspace: Workspace) -> None:
    """An output folder that is a file is told."""
    said = refused(lambda: workspace.write(workspace.root / "inside.txt" / "a.pdf", b"x"))
    assert said.startswith("unwritable: 'inside.txt/a.pdf' cannot be written: ")
    assert (workspace.root / "inside.txt").read_bytes() == b"inside"


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_is_a_problem(workspace: Workspace) -> None:
    """A folder that cannot be written to is told, and its files stay."""
    path = workspace.write(workspace.root / "output" / "a.pdf", b"old")
    path.parent.chmod(0o555)
    try:
        assert refused(lambda: workspace.write(path, b"new")).startswith("unwritable: ")
    finally:
        path.parent.chmod(0o755)
    assert contents(path.parent) == {"a.pdf": b"old"}


def test_a_folder_that_refuses_new_files_is_a_problem(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a read-only disk says reaches the author, whoever runs the tests."""
    path = workspace.write(workspace.root / "output" / "a.pdf", b"old")

    def read_only(**_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(tempfile, "mkstemp", read_only)
    assert refused(lambda: workspace.write(path, b"new")).endswith("cannot be written: Read-only file system")
    assert contents(path.parent) == {"a.pdf": b"old"}


@posix
def test_a_link_of_the_workspace_does_not_lead_the_output_out(workspace: Workspace) -> None:
    """A stranger's output/ may be a link to where the reader keeps something else; --output may name any folder."""
    outside = workspace.root.parent / "elsewhere"
    outside.mkdir()
    (workspace.root / "output").symlink_to(outside)
    said = refused(lambda: workspace.write(workspace.root / "output" / "a.pdf", b"x"))
    assert said == "outside-workspace: 'output' is a link out of the workspace"
    assert contents(outside) == {}
    workspace.write(outside / "a.pdf", b"x")
    assert contents(outside) == {"a.pdf": b"x"}


@posix
def test_a_link_in_place_of_the_file_is_replaced_and_not_followed(workspace: Workspace) -> None:
    """The target of a link keeps its contents."""
    (workspace.root / "output").mkdir()
    (workspace.root / "output" / "a.pdf").symlink_to(workspace.root.parent / "secret.txt")
    workspace.write(workspace.root / "output" / "a.pdf", b"new")
    assert contents(workspace.root / "output") == {"a.pdf": b"new"}
    assert (workspace.root.parent / "secret.txt").read_bytes() == b"secret"


def test_two_builds_at_once_leave_whole_files(workspace: Workspace) -> None:
    """Whichever is last wins; nothing is mixed and nothing is left over."""
    script = """
        import sys
        from pathlib import Path
        from brief.workspace import Workspace
        root, letter = Path(sys.argv[1]), sys.argv[2].encode()
        for _ in range(60):
            Workspace(root).write_all({root / "output" / n: letter * 300_000 for n in ("a.pdf", "a.html")})
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(workspace.root)]
    writers = [subprocess.Popen([*command, letter]) for letter in "xy"]
    seen: set[bytes] = set()
    while any(writer.poll() is None for writer in writers):
        for path in workspace.root.glob("output/a.*"):
            content = path.read_bytes()
            seen.add(content[:1])
            assert content == content[:1] * 300_000
    assert [writer.returncode for writer in writers] == [0, 0]
    assert set(contents(workspace.root / "output")) == {"a.pdf", "a.html"}
    assert seen == {b"x", b"y"}


def test_a_scratch_folder_is_taken_away() -> None:
    """Whatever is in it, and however the work ends."""
    with pytest.raises(KeyboardInterrupt), scratch_folder() as folder:  # noqa: PT012 - the interruption is in it
        (folder / "deep").mkdir()
        (folder / "deep" / "file").write_bytes(b"x")
        raise KeyboardInterrupt
    assert not folder.exists()
