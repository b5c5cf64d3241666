"""The one door: every read and write of the program goes through a `Workspace`, which stays inside its folder."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from .problems import BriefError, Place, Problem

MAX_TEXT_BYTES = 1_000_000
MAX_ASSET_BYTES = 30_000_000
BRIEF_FILE = "brief.yaml"
HOUSE_FILE = "house.yaml"
_PACKAGE = Path(__file__).resolve().parent


def package_folder(name: str) -> Path:
    """Return a data folder that ships with the program: inside the installed package, or beside it in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parent / name


@dataclass(frozen=True, slots=True)
class Text:
    """A text file as it was read: its name as the author would type it, and its contents."""

    name: str
    content: str

    def line(self, number: int) -> str:
        """Return one line of the text (from 1), or nothing past its end."""
        lines = self.content.split("\n", number)
        return lines[number - 1] if number <= len(lines) else ""


@dataclass
class Workspace:
    """Give access to one folder with briefs in it, and to the files of the package; to nothing else.

    `read` remembers every file that was read, so that a caller can watch or hash the inputs of a build.
    """

    root: Path
    read: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.root = self.root.resolve()

    @classmethod
    def around(cls, path: Path) -> Workspace:
        """Return the workspace that a path belongs to: the nearest folder above with a house.yaml or a content/."""
        start = path.resolve()
        folder = start if start.is_dir() else start.parent
        for candidate in (folder, *folder.parents):
            if (candidate / HOUSE_FILE).is_file() or (candidate / "content").is_dir():
                return cls(candidate)
        return cls(folder)

    def briefs(self) -> list[Path]:
        """List every brief of the workspace, sorted by folder name."""
        return sorted((self.root / "content").glob(f"*/{BRIEF_FILE}"))

    def name_of(self, path: Path) -> str:
        """Return a path as it is shown to the author: relative to where they stand, if that is shorter."""
        with contextlib.suppress(ValueError):
            return str(path.resolve().relative_to(Path.cwd()))
        with contextlib.suppress(ValueError):
            return str(path.resolve().relative_to(self.root))
        return path.name

    def confined(self, path: Path, *extra: Path) -> Path:
        """Return the real path of a file, or raise if it leads out of the workspace and the package.

        Only regular files count: a pipe or a device would block the reader for ever.
        """
        real = path.resolve()
        allowed = (self.root, package_folder("templates").resolve(), *(e.resolve() for e in extra))
        name = self.name_of(path)
        if not any(real.is_relative_to(folder) for folder in allowed):
            raise BriefError([Problem("outside-workspace", f"'{name}' lies outside the workspace", Place(name))])
        if real.is_dir():
            raise BriefError([Problem("not-a-file", f"'{name}' is a folder, not a file", Place(name))])
        if not real.exists():
            raise BriefError([Problem("no-such-file", f"there is no file '{name}'", Place(name))])
        if not stat.S_ISREG(real.stat().st_mode):
            raise BriefError([Problem("not-a-file", f"'{name}' is not a regular file", Place(name))])
        return real

    def bytes(self, path: Path, limit: int = MAX_ASSET_BYTES) -> bytes:
        """Read a file of the workspace or the package; raise `BriefError` if it cannot be had or is over the limit."""
        real = self.confined(path)
        name = self.name_of(path)
        try:
            if real.stat().st_size > limit:
                size = f"{real.stat().st_size / 1e6:.1f} MB, more than the {limit / 1e6:g} MB allowed"
                raise BriefError([Problem("too-large", f"'{name}' has {size}", Place(name))])
            content = real.read_bytes()
        except OSError as error:
            raise BriefError(
                [Problem("unreadable", f"'{name}' cannot be read: {error.strerror}", Place(name))]
            ) from None
        self.read.add(real)
        return content

    def text(self, path: Path) -> Text:
        """Read a UTF-8 text file; a byte-order mark is dropped, any other encoding is a Problem with its place."""
        raw = self.bytes(path, MAX_TEXT_BYTES)
        name = self.name_of(path)
        try:
            content = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BriefError([_not_utf8(name, raw, error.start)]) from None
        return Text(name, content.replace("\r\n", "\n").replace("\r", "\n"))

    def template_folders(self) -> list[Path]:
        """List where templates, themes and languages are looked up: the workspace's own first, then the package's."""
        own, shipped = self.root / "templates", package_folder("templates")
        return [shipped] if own.resolve() == shipped.resolve() or not own.is_dir() else [own, shipped]

    def template(self, name: str) -> Path | None:
        """Find a file below the template folders; names that climb out of them are not found."""
        if ".." in Path(name).parts or Path(name).is_absolute():
            return None
        for folder in self.template_folders():
            if (folder / name).is_file():
                return folder / name
        return None

    def template_names(self, pattern: str) -> list[str]:
        """List the stems (or folder names) that match a pattern below the template folders."""
        found = {path for folder in self.template_folders() for path in folder.glob(pattern)}
        return sorted({path.parent.name if path.stem == "theme" else path.stem for path in found})

    def is_shipped(self, path: Path) -> bool:
        """Tell whether a file is the program's own, rather than an author's or a designer's."""
        return path.resolve().is_relative_to(package_folder("templates").resolve())

    def write(self, path: Path, content: bytes) -> Path:
        """Write a file whole or not at all: beside its place first, flushed to the disk, then renamed into it."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(content)
                    stream.flush()
                    os.fsync(stream.fileno())
                os.chmod(beside, 0o644)
                os.replace(beside, path)
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(beside)
                raise
        except OSError as error:
            name = self.name_of(path)
            hint = "close the file in other programs, or build to another folder with --output"
            raise BriefError(
                [Problem("unwritable", f"'{name}' cannot be written: {error.strerror}", Place(name), hint)]
            ) from None
        return path


def _not_utf8(name: str, raw: bytes, offset: int) -> Problem:
    before = raw[:offset]
    line = before.count(b"\n") + 1
    column = offset - (before.rfind(b"\n") + 1) + 1
    hint = "save the file as UTF-8 (in Notepad: Save as, Encoding, UTF-8)"
    return Problem("encoding", "the file is not UTF-8 text", Place(name, line, column), hint)
