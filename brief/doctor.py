"""What a machine has and lacks to make briefs, and the line to type for what it lacks."""

from __future__ import annotations

import contextlib
import ctypes
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from .workspace import Workspace, shipped_fonts

LIBRARIES = {  # what sets the type: the names of the libraries on Linux
    "Pango": ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"),
    "HarfBuzz-subset": ("libharfbuzz-subset.so.0",),
}
PACKAGES = (
    *("jinja2", "weasyprint", "pyyaml", "pydantic", "click", "rich", "markdown-it-py", "mdit-py-plugins", "babel"),
    *("css-inline", "pydyf", "pypdf"),
)
# What a brief or a command may ask for besides, by package: the extra that brings it, and what it does.
EXTRAS = {
    "vl-convert-python": ("charts", "charts of data"),
    "python-pptx": ("office", "slides to edit"),
    "pypdfium2": ("import", "records of PDFs"),
    "trafilatura": ("import", "records of web pages"),
    "pypandoc-binary": ("refs", "citation styles, and records from BibTeX and RIS"),
    "keyring": ("mail", "passwords of mail servers from the keyring of the system"),
    "resvg-py": ("office", "Word documents"),
}
# By what the platform installs packages with; the same lines stand in ./dev, which runs where there is no Python yet.
TO_TYPE = {
    "apt-get": "sudo apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "dnf": "sudo dnf install -y pango harfbuzz",
    "apk": "sudo apk add so:libgobject-2.0.so.0 so:libpango-1.0.so.0 so:libpangoft2-1.0.so.0 so:libharfbuzz.so.0 "
    "so:libharfbuzz-subset.so.0 so:libfontconfig.so.1",
    "brew": "brew install pango",
    "pacman": "pacman -S --noconfirm mingw-w64-x86_64-pango",
}


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what, how it stands, and what to type where it is not fine."""

    what: str
    state: str
    fine: bool = True
    to_type: str | None = None


def examine_machine(folder: Path) -> Iterator[Finding]:
    """Look at Python, the packages, the libraries that set the type, the fonts, and the folder to write to."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", version, sys.version_info >= (3, 11))
    yield from map(_package, PACKAGES)
    yield from map(_extra, EXTRAS)
    yield from _libraries()
    fonts = shipped_fonts()
    yield Finding("fonts", f"{len(fonts)} files", bool(fonts))
    yield from _workspace(folder)


def _package(name: str) -> Finding:
    try:
        return Finding(name, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, "not installed", False, f"{Path(sys.executable).name} -m pip install {name}")


def _extra(name: str) -> Finding:
    extra, what = EXTRAS[name]
    try:
        return Finding(name, metadata.version(name))
    except metadata.PackageNotFoundError:
        state = f"not installed, and needed only for {what}"
        return Finding(name, state, to_type=f'{Path(sys.executable).name} -m pip install "brief[{extra}]"')


def _libraries() -> Iterator[Finding]:
    if sys.platform != "linux":  # names and places differ too much elsewhere: the engine itself is asked
        yield _engine()
        return
    for what, names in LIBRARIES.items():
        lacking = [name for name in names if not _loads(name)]
        state = f"{' and '.join(lacking)} cannot be loaded" if lacking else "can be loaded"
        yield Finding(what, state, not lacking, line_to_type() if lacking else None)


def _loads(name: str) -> bool:
    with contextlib.suppress(OSError):
        ctypes.CDLL(name)
        return True
    return False


def _engine() -> Finding:
    try:
        import weasyprint
    except OSError as error:
        return Finding("Pango", str(error).splitlines()[0], False, line_to_type())
    return Finding("Pango", f"found by WeasyPrint {weasyprint.__version__}")


def line_to_type() -> str:
    """Return the line that installs what sets the type, for the package manager of this machine."""
    import shutil

    manager = next((name for name in TO_TYPE if shutil.which(name)), "apt-get")
    return TO_TYPE[manager]


def _workspace(folder: Path) -> Iterator[Finding]:
    workspace = Workspace.around(folder)
    if not workspace.is_set_up:
        yield Finding("workspace", "none here; 'brief new NAME' makes one")
        return
    count = len(workspace.briefs())
    yield Finding("workspace", f"{workspace.root}, {count} brief{'' if count == 1 else 's'}")
    writable = workspace.can_write(workspace.root / "output")
    yield Finding("output folder", "can be written to" if writable else "cannot be written to", writable)
