"""The one door: every read and write of the program goes through a `Workspace`, which stays inside its folder."""

from __future__ import annotations

import builtins
import contextlib
import datetime
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .editions import is_brief, tag_of
from .problems import BriefError, Place, Problem
from .text import Text as Text  # noqa: PLC0414 - handed on with what is read

MAX_TEXT_BYTES = 1_000_000
MAX_ASSET_BYTES = 30_000_000
HOUSE_FILE = "house.yaml"
Stamp = tuple[int, int]  # when a file was last written, in nanoseconds, and how many bytes it has
_PACKAGE = Path(__file__).resolve().parent
_KEPT = _PACKAGE / "__pycache__"
# Not every system has all of these. A pipe would block the one who opens it, and a link may lead anywhere.
_READING = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


def package_folder(name: str) -> Path:
    """Return a data folder that ships with the program: inside the installed package, or beside it in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parent / name


def kept(name: str) -> bytes | None:
    """Return what was worked out before from files of the program alone, by its name; None where nothing is kept."""
    with contextlib.suppress(OSError):
        return (_KEPT / name).read_bytes()
    return None


def keep(name: str, content: bytes) -> None:
    """Keep something for the next time, beside what Python compiled; where that cannot be, it is worked out again."""
    if not sys.dont_write_bytecode:
        with contextlib.suppress(OSError):
            _KEPT.mkdir(exist_ok=True)
            _write_beside(_KEPT / name, content).replace(_KEPT / name)


def today() -> datetime.date:
    """Return the day that a new brief is dated with; SOURCE_DATE_EPOCH (seconds since 1970, UTC) sets it for tests."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if fixed.isdigit() and int(fixed) < 2**35:  # well past any date that a calendar can write
        return datetime.datetime.fromtimestamp(int(fixed), datetime.UTC).date()
    return datetime.datetime.now().astimezone().date()


def this_moment() -> datetime.datetime:
    """Return the time, to the second, for what is done now: a message that is sent; never for what is made."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a folder for what lives no longer than a piece of work, and take it away with all that is in it."""
    folder = Path(tempfile.mkdtemp(prefix="brief-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def briefs_in(folder: Path) -> list[Path]:
    """List the editions of the brief in its folder: brief.yaml, then the others by language."""
    return sorted((p for p in folder.glob("brief*.yaml") if is_brief(p.name)), key=lambda p: tag_of(p.name))


def briefs_below(folder: Path) -> list[Path]:
    """List the briefs in the folders of a folder with all their editions, sorted by name."""
    return [brief for inside in sorted(folder.glob("*/")) for brief in briefs_in(inside)]


def shipped_fonts() -> list[Path]:
    """List the font files that ship with the program for print."""
    return sorted((package_folder("templates") / "fonts").glob("*.ttf"))


def font_folders() -> list[Path]:
    """List where the fonts of this machine lie: those of the user, then those of all."""
    home, at = Path.home(), os.environ.get
    if sys.platform == "win32":
        named = [Path(at("LOCALAPPDATA", home)) / "Microsoft/Windows/Fonts", Path(at("WINDIR", "C:/Windows")) / "Fonts"]
    elif sys.platform == "darwin":
        named = [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    else:
        own = Path(at("XDG_DATA_HOME") or home / ".local/share") / "fonts"
        named = [own, home / ".fonts", Path("/usr/local/share/fonts"), Path("/usr/share/fonts")]
    return [folder for folder in named if folder.is_dir()]


def machine_font(name: str) -> Path | None:
    """Find a font of this machine by the name of its file; where a link leads, the file itself."""
    found = (path.resolve() for folder in font_folders() for path in sorted(folder.rglob(name)) if path.is_file())
    return next(found, None)


@dataclass
class Workspace:
    """Give access to one folder with briefs in it, and to the files of the package; to nothing else.

    `read` remembers every file that was read with its stamp at that moment, and `missed` what was asked for in vain, so
    that a caller can watch the inputs of a build; `texts` the bytes of every text file, so that a PDF can carry just
    what it was made from. `fonts` may be read besides: those of the machine that a language needs, by name.
    """

    root: Path
    fonts: Mapping[str, Path] = field(default_factory=dict)
    read: dict[Path, Stamp] = field(default_factory=dict)
    missed: set[Path] = field(default_factory=set)
    texts: dict[Path, builtins.bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = self.root.resolve()

    @classmethod
    def around(cls, path: Path) -> Workspace:
        """Return the workspace that a path belongs to: the nearest folder above with a house.yaml or a content/."""
        start = path.resolve()
        folder = start if start.is_dir() else start.parent
        around = (cls(candidate) for candidate in (folder, *folder.parents))
        return next((workspace for workspace in around if workspace.is_set_up), cls(folder))

    @property
    def is_set_up(self) -> bool:
        """Tell whether the folder is a workspace already, rather than any folder."""
        return (self.root / HOUSE_FILE).is_file() or (self.root / "content").is_dir()

    def briefs(self) -> list[Path]:
        """List every brief of the workspace with its editions, sorted by folder name."""
        return briefs_below(self.root / "content")

    def records(self) -> list[str]:
        """List the names of the records in seeds/, sorted."""
        return sorted(path.stem for path in (self.root / "seeds").glob("*.yaml"))

    def name_of(self, path: Path) -> str:
        """Return a path as it is shown to the author: relative to where they stand, if that is shorter."""
        for folder in (Path(), self.root):
            with contextlib.suppress(ValueError, OSError, RuntimeError):
                return str(path.resolve().relative_to(folder.absolute()))
        return path.name

    def confined(self, path: Path, own: bool = False) -> Path:
        """Return the real path of a file, or raise if it leads out of the workspace and the package.

        Only regular files count: a pipe or a device would block the reader for ever. With `own` the files of the
        package do not count either.
        """
        name = self.name_of(path)
        try:
            real = path.resolve()
            inside = real in self.fonts.values() or any(real.is_relative_to(folder) for folder in self._folders(own))
            kind = real.stat().st_mode if inside and real.exists() else None
        except (OSError, RuntimeError, ValueError):  # A circle of links, a name too long, a zero byte.
            raise _refusal("no-such-file", f"there is no file '{name}'", name) from None
        if not inside:
            raise _refusal("outside-workspace", f"'{name}' lies outside the workspace", name)
        if kind is None:
            self.missed.add(real)
            raise _refusal("no-such-file", f"there is no file '{name}'", name)
        if stat.S_ISDIR(kind):
            raise _refusal("not-a-file", f"'{name}' is a folder, not a file", name)
        if not stat.S_ISREG(kind):
            raise _refusal("not-a-file", f"'{name}' is not a regular file", name)
        return real

    def has(self, path: Path) -> bool:
        """Tell whether there is such a file and it can be read."""
        with contextlib.suppress(BriefError):
            return bool(self.confined(path))
        return False

    def _folders(self, own: bool) -> tuple[Path, ...]:
        return (self.root,) if own else (self.root, package_folder("templates").resolve())

    def bytes(self, path: Path, limit: int = MAX_ASSET_BYTES, own: bool = False) -> builtins.bytes:
        """Read a file of the workspace or the package; raise `BriefError` if it cannot be had or is over the limit."""
        real = self.confined(path, own)
        name = self.name_of(path)
        try:
            with os.fdopen(os.open(real, _READING), "rb") as stream:
                status = os.fstat(stream.fileno())
                if not _is_still(real, status):
                    raise _refusal("outside-workspace", f"'{name}' was exchanged while it was read", name)
                content = b"" if status.st_size > limit else stream.read(limit + 1)
        except OSError as error:
            raise _refusal("unreadable", f"'{name}' cannot be read: {error.strerror}", name) from None
        size = max(status.st_size, len(content))
        if size > limit:
            amount = f"{size / 1e6:.1f} MB, more than the {limit / 1e6:g} MB allowed"
            raise _refusal("too-large", f"'{name}' has {amount}", name)
        self.read[real] = (status.st_mtime_ns, status.st_size)
        return content

    def text(self, path: Path) -> Text:
        """Read a UTF-8 text file; a byte-order mark is dropped, any other encoding is a Problem with its place."""
        raw = self.bytes(path, MAX_TEXT_BYTES)
        self.texts[path] = raw
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
        self.missed.add(self.root / "templates" / name)  # where it may come to stand
        with contextlib.suppress(OSError, ValueError):  # A name too long, or with a zero byte.
            return next((folder / name for folder in self.template_folders() if (folder / name).is_file()), None)
        return None

    def font(self, name: str) -> Path | None:
        """Find a font by the name of its file: in the template folders first, then among those of the machine."""
        return self.template(f"fonts/{name}") or self.fonts.get(name)

    def template_names(self, pattern: str) -> list[str]:
        """List the stems (or folder names) that match a pattern below the template folders."""
        found = {path for folder in self.template_folders() for path in folder.glob(pattern)}
        return sorted({path.parent.name if path.stem == "theme" else path.stem for path in found})

    def own_templates(self) -> list[Path]:
        return sorted(path for folder in self.template_folders()[:-1] for path in folder.rglob("*.html"))

    def is_shipped(self, path: Path) -> bool:
        """Tell whether a file is the program's own, rather than an author's or a designer's."""
        return path.resolve().is_relative_to(package_folder("templates").resolve())

    def can_write(self, folder: Path) -> bool:
        """Tell whether files can be written to a folder, or to the nearest one above that exists."""
        existing = next(candidate for candidate in (folder, *folder.parents) if candidate.exists())
        return existing.is_dir() and os.access(existing, os.W_OK)

    def write(self, path: Path, content: builtins.bytes) -> Path:
        """Write a file whole or not at all."""
        self.write_all({path: content})
        return path

    def write_all(self, files: Mapping[Path, builtins.bytes]) -> None:
        """Write some files, all of them or none: beside their places first, flushed to the disk, then renamed.

        Whatever goes wrong, what stood there before still does. Raises `BriefError`.
        """
        staged: list[tuple[Path, Path]] = []
        name = ""
        try:
            for path, content in files.items():
                name = self.name_of(path)
                place = self._place_to_write(path)
                staged.append((_write_beside(place, content), place))
            while staged:
                beside, place = staged[0]
                name = self.name_of(place)
                beside.replace(place)
                staged.pop(0)
                _flush_folder(place.parent)
        except OSError as error:
            hint = "close the file in other programs, or build to another folder with --output"
            raise _refusal("unwritable", f"'{name}' cannot be written: {error.strerror}", name, hint) from None
        finally:
            for beside, _ in staged:
                beside.unlink(missing_ok=True)

    def _place_to_write(self, path: Path) -> Path:
        """Make the folder of a file and return the real place; a link inside the workspace must not lead out of it."""
        folder, name = path.parent.resolve(), self.name_of(path)
        named = Path(os.path.normpath(path.parent.absolute()))  # as it is typed: ../out is no place in here
        if named.is_relative_to(self.root) and not folder.is_relative_to(self.root):
            hint = "name the folder with --output if this is meant"
            raise _refusal("outside-workspace", f"'{path.parent.name}' is a link out of the workspace", name, hint)
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / path.name).is_dir():
            raise _refusal("unwritable", f"'{name}' cannot be written: a folder has that name", name)
        return folder / path.name


class Logbook:
    """A file of lines that only grows, kept by one process at a time; what was written is on the disk for good.

    A line that a crash cut off was never written: it is taken away when the file is opened again.
    """

    def __init__(self, descriptor: int, name: str) -> None:
        self._descriptor, self._name = descriptor, name
        content = b"".join(iter(lambda: os.read(descriptor, 1_000_000), b""))
        whole = content[: content.rfind(b"\n") + 1]
        if len(whole) < len(content):
            os.ftruncate(descriptor, len(whole))
        self.lines = whole.decode("utf-8", errors="replace").splitlines()

    def append(self, line: str) -> None:
        """Write one line and flush it to the disk; raise `BriefError` where that fails."""
        unsent = memoryview(f"{line}\n".encode())
        try:
            while unsent:
                unsent = unsent[os.write(self._descriptor, unsent) :]
            os.fsync(self._descriptor)
        except OSError as error:
            message = f"'{self._name}' cannot be written: {error.strerror}"
            raise _refusal("unwritable", message, self._name) from None


@contextlib.contextmanager
def logbook(path: Path) -> Iterator[Logbook]:
    """Open a file of lines for this process alone; raise `BriefError` where it cannot be had or another has it."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        raise _refusal("unwritable", f"'{path.name}' cannot be written: {error.strerror}", path.name) from None
    try:
        try:
            _lock(descriptor)
        except BlockingIOError:
            hint = "wait until it has ended, then try again"
            raise _refusal("in-use", f"another process is writing '{path.name}'", path.name, hint) from None
        _flush_folder(path.parent)
        yield Logbook(descriptor, path.name)
    finally:
        os.close(descriptor)


if sys.platform == "win32":

    def _lock(descriptor: int) -> None:
        import msvcrt

        try:
            # A byte far behind the end: what is locked on Windows cannot be read either.
            os.lseek(descriptor, 2**30, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            os.lseek(descriptor, 0, os.SEEK_SET)
        except OSError:
            raise BlockingIOError from None

else:

    def _lock(descriptor: int) -> None:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_still(real: Path, status: os.stat_result) -> bool:
    """Tell whether what was opened is the regular file that the real path names, with no link slipped in between."""
    return real.resolve() == real and os.path.samestat(status, real.lstat()) and stat.S_ISREG(status.st_mode)


def _write_beside(place: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=".brief-", suffix=place.suffix, dir=place.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(0o644)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _flush_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system lets a folder be flushed."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _refusal(rule: str, message: str, name: str, hint: str | None = None) -> BriefError:
    return BriefError([Problem(rule, message, Place(name), hint)])


def _not_utf8(name: str, raw: bytes, offset: int) -> Problem:
    line, column = raw.count(b"\n", 0, offset) + 1, offset - raw.rfind(b"\n", 0, offset)
    hint = "save the file as UTF-8 (in Notepad: Save as, Encoding, UTF-8)"
    return Problem("encoding", "the file is not UTF-8 text", Place(name, line, column), hint)
