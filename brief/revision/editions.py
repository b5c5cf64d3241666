"""Where an edition comes from: a file or folder, a revision of git, or a PDF that carries its source.

What comes out of git or a PDF is a stranger's: it is taken for names and bytes, and only what can stand in a workspace
is written, to a folder that lives as long as the comparison.
"""

from __future__ import annotations

import contextlib
import os
import posixpath
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ..editions import BRIEF_FILE
from ..extract import MAX_BYTES, MAX_FILES, brief_of, checked_sources, is_safe
from ..model import Brief
from ..parse import Document, read_document
from ..paths import meant_by
from ..problems import BriefError, Place, Problem
from ..view import filled
from ..workspace import HOUSE_FILE, Workspace, briefs_in, scratch_folder

SECONDS = 60
_REVISION = re.compile(r"(?![-.])[\w./@{}~^+-]{1,200}")
# Nothing that a repository's own settings could make git run or fetch.
_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never")


class Blob(NamedTuple):
    """What git calls the content of a file, and how many bytes it has."""

    name: str
    size: int


@dataclass(frozen=True)
class Edition:
    """One edition that was read: its document, its workspace, and how the one who asked for it named it."""

    document: Document
    root: Path
    name: str


@contextlib.contextmanager
def edition(named: str) -> Iterator[Edition]:
    """Read the edition that a name means: `FILE`, `FOLDER`, `REVISION:PATH` or `FILE.pdf`; raise `BriefError`."""
    path = Path(named)
    if path.suffix.lower() == ".pdf" and path.exists():
        with _unpacked(checked_sources(path), named) as found:
            yield found
    elif not path.exists() and (parts := _revision_of(named)):
        files, inside = _from_git(*parts)
        with _unpacked(files, named, inside) as found:
            yield found
    else:
        yield _from_disk(meant_by(path), named)


def with_records(document: Document) -> Brief:
    """Return the brief with its sources filled up from their records, as they are printed."""
    lists = {kind.key: value for kind, value in document.brief.items() if kind.numbered}
    full = {key: tuple(filled(each, document.seeds) for each in value) for key, value in lists.items()}
    return document.brief.model_copy(update=full)


def _from_disk(path: Path, named: str) -> Edition:
    if path.is_dir():
        inside = briefs_in(path)
        path = inside[0] if inside else path / BRIEF_FILE
    workspace = Workspace.around(path)
    return Edition(read_document(workspace, path), workspace.root, named)


def _revision_of(named: str) -> tuple[str, str] | None:
    """Take a name apart that git would know: the revision and the path; a drive of Windows is no revision."""
    revision, colon, path = named.partition(":")
    if not colon or not path or len(revision) < 2 or not _REVISION.fullmatch(revision):
        return None
    return revision, path


@contextlib.contextmanager
def _unpacked(files: dict[str, bytes], named: str, path: str | None = None) -> Iterator[Edition]:
    """Write files to a folder of their own and read the brief among them."""
    place = Place(named)
    with scratch_folder() as folder:
        workspace = Workspace(folder.resolve())
        workspace.write_all({workspace.root / name: content for name, content in files.items()})
        inside = workspace.root / (path or brief_of(files, place))
        yield Edition(read_document(workspace, inside), workspace.root, named)


def _from_git(revision: str, path: str) -> tuple[dict[str, bytes], str]:
    """Return the brief of a revision with its folder, the records, the house file and the templates, and its name."""
    place = Place(f"{revision}:{path}")
    commit = _git(place, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    # A path counts from where the user stands, as everywhere else.
    prefix = _git(place, "rev-parse", "--show-prefix").decode().strip()
    wanted = PurePosixPath(posixpath.normpath(prefix + path.replace("\\", "/")))
    if ".." in wanted.parts or wanted.is_absolute():
        raise _refusal(f"'{path}' leads out of the repository", place, "name it from the folder you stand in")
    blobs = dict(_blobs(_git(place, "ls-tree", "-r", "-z", "-l", "--full-tree", commit.decode())))
    wanted = next((each for each in (wanted, wanted / BRIEF_FILE) if str(each) in blobs), wanted)
    if str(wanted) not in blobs:
        hint = f"'git ls-tree -r --name-only {revision}' lists what it has"
        raise _refusal(f"there is no file '{path}' in {revision}", place, hint)
    root = _root_of(wanted, blobs)
    listed = {
        name: blobs[str(whole)] for whole in map(PurePosixPath, blobs) if (name := _place_of(whole, wanted, root))
    }
    return _contents(listed, place), _place_of(wanted, wanted, root)


def _blobs(listing: bytes) -> Iterator[tuple[str, Blob]]:
    """Yield the regular files of a listing: path, and what git calls their content and how long it is."""
    for line in listing.split(b"\0"):
        about, _, name = line.partition(b"\t")
        parts = about.split()
        if len(parts) == 4 and parts[0] in (b"100644", b"100755") and parts[3].isdigit():
            with contextlib.suppress(UnicodeDecodeError):
                yield name.decode(), Blob(parts[2].decode(), int(parts[3]))


def _root_of(wanted: PurePosixPath, blobs: Mapping[str, Blob]) -> PurePosixPath:
    """Return the workspace of a brief: the nearest folder above with a house.yaml or a content/."""
    for folder in wanted.parents:
        inside = wanted.relative_to(folder)
        if str(folder / HOUSE_FILE) in blobs or inside.parts[0] == "content":
            return folder
    return wanted.parent


def _place_of(path: PurePosixPath, wanted: PurePosixPath, root: PurePosixPath) -> str:
    """Return where a file goes in a workspace of its own, or nothing where the brief has no use for it."""
    if not path.is_relative_to(root):
        return ""
    inside = path.relative_to(root)
    if path.parent == wanted.parent and inside.parts[0] != "content":
        inside = PurePosixPath("content", wanted.parent.name or "brief", path.name)
    used = path.parent == wanted.parent or inside.parts[0] in ("seeds", "templates") or str(inside) == HOUSE_FILE
    return str(inside) if used and is_safe(str(inside)) else ""


def _contents(listed: Mapping[str, Blob], place: Place) -> dict[str, bytes]:
    """Fetch the bytes of some files with one call."""
    if len(listed) > MAX_FILES or sum(blob.size for blob in listed.values()) > MAX_BYTES:
        raise BriefError([Problem("too-large", "the revision has more files than a brief has", place)])
    asked = "".join(f"{blob.name}\n" for blob in listed.values())
    answer = _git(place, "cat-file", "--batch", asked=asked.encode())
    files: dict[str, bytes] = {}
    position = 0
    for name in listed:
        head = answer[position : answer.index(b"\n", position)].split()
        start = answer.index(b"\n", position) + 1
        if len(head) != 3 or not head[2].isdigit():
            raise _refusal(f"git does not have '{name}' here", place, "fetch the whole repository first")
        files[name] = answer[start : start + int(head[2])]
        position = start + int(head[2]) + 1
    return files


def _git(place: Place, *arguments: str, asked: bytes = b"") -> bytes:
    """Ask git, which reads its own folder and nothing else: no hook, no filter, no network."""
    environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}
    command = ["git", *_QUIET, *arguments]
    try:
        done = subprocess.run(command, input=asked, capture_output=True, timeout=SECONDS, env=environment, check=False)
    except FileNotFoundError:
        raise _refusal("git is not on this machine", place, "install git, or name two files") from None
    except subprocess.TimeoutExpired:
        raise _refusal(f"git took longer than {SECONDS} seconds", place, "name two files instead") from None
    if done.returncode != 0:
        hint = "name a tag, a branch or a commit of the repository that you stand in, as in v1.0:content/x/brief.yaml"
        raise _refusal("git does not know this revision", place, hint)
    return done.stdout


def _refusal(message: str, place: Place, hint: str) -> BriefError:
    return BriefError([Problem("revision", message, place, hint)])
