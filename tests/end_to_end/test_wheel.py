"""What is shipped works: the wheel, built from the sdist, away from the checkout and without a network."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from tests.patience import PATIENCE_S

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]

ROOT = Path(__file__).resolve().parents[2]
CLOSED_NETWORK = '''\
"""Close the network: whatever connects to another machine raises."""
import socket

def refuse(self, address, *rest):
    raise OSError(f"the network is closed: {address}")

class Closed(socket.socket):
    connect = connect_ex = refuse

socket.socket = Closed
'''


@dataclass(frozen=True)
class Shipped:
    """The distributions, and a virtual environment that holds the wheel and nothing of the checkout."""

    sdist: Path
    wheel: Path
    python: Path
    command: Path

    def run(self, *arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run a program of the environment in a folder, with the network closed."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "BRIEF"))}
        done = subprocess.run(
            [*without_network(), *map(str, arguments)],
            cwd=folder,
            env=kept,
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )
        assert done.returncode == 0, f"{arguments} failed:\n{done.stdout}{done.stderr}"
        return done


@functools.cache
def without_network() -> tuple[str, ...]:
    """Return the start of a command line that gives a program a machine without network, where that can be had."""
    unshare = shutil.which("unshare")
    if unshare:
        command = (unshare, "--map-root-user", "--net", "--")
        if subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0:
            return command
    return ()


def build_distributions(folder: Path) -> tuple[Path, Path]:
    """Build the sdist, and the wheel from what is in the sdist."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.tar.gz")), next(folder.glob("*.whl"))


def make_environment(folder: Path, wheel: Path) -> tuple[Path, Path]:
    """Make a virtual environment with the wheel; it sees the dependencies of this one, but not its editable install."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    python = next(binaries.glob("python*"))
    paths = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=paths))
    # A path in a .pth file is added as it is: the .pth files in it, which lead to the checkout, are not read.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    (packages / "closed_network.py").write_text(CLOSED_NETWORK, encoding="utf-8")
    (packages / "network.pth").write_text("import closed_network\n", encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check", "--quiet"]
    options = ["install", "--no-deps", "--no-index", "--force-reinstall", "--ignore-installed", str(wheel)]
    done = subprocess.run([*pip, *options], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return python, binaries / ("brief.exe" if os.name == "nt" else "brief")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Shipped:
    """Build what is shipped and install it."""
    folder = tmp_path_factory.mktemp("shipped")
    sdist, wheel = build_distributions(folder / "dist")
    return Shipped(sdist, wheel, *make_environment(folder / "environment", wheel))


def names_in(wheel: Path) -> set[str]:
    """Return the names of the files in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files_under(folder: Path) -> set[str]:
    """Return the files of a folder of the checkout, by their path in the checkout."""
    every = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix() for path in every}


def test_the_wheel_holds_the_program_and_what_it_reads(shipped: Shipped) -> None:
    """The wheel holds every module and template, the fonts with their licences, and the schema."""
    names = names_in(shipped.wheel)
    templates = files_under(ROOT / "templates")
    assert len(templates) > 40
    assert {f"brief/{name}" for name in templates} - names == set()
    assert files_under(ROOT / "brief") - names == set()
    assert {name for name in templates if name.endswith(".ttf")}
    assert len([name for name in names if "/licenses/" in name]) >= 7
    schema = {"brief.schema.json"} & {path.name for path in ROOT.iterdir()}
    assert {f"brief/{name}" for name in schema} - names == set()


def test_the_wheel_holds_nothing_else(shipped: Shipped) -> None:
    """No test, no sample brief, no seed and no output is installed at a user's."""
    folders = {name.split("/")[0] for name in names_in(shipped.wheel)}
    assert folders == {"brief", f"brief-{shipped.wheel.name.split('-')[1]}.dist-info"}
    seconds = {name.split("/")[1] for name in names_in(shipped.wheel) if name.startswith("brief/")}
    assert seconds & {"tests", "content", "seeds", "output", "benchmarks"} == set()


def test_the_sdist_can_be_worked_on(shipped: Shipped) -> None:
    """The sdist holds the program, its templates, the samples and the tests, and nothing that was built."""
    with tarfile.open(shipped.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"pyproject.toml", "LICENSE", "dev", "templates/fonts/fonts.yaml", "tests/end_to_end/test_wheel.py"} <= names
    assert [name for name in names if name.startswith(("output/", ".venv/", "dist/")) or "__pycache__" in name] == []


def test_the_network_is_closed(shipped: Shipped, tmp_path: Path) -> None:
    """A program run as these tests run it cannot connect: the other tests show what they say."""
    attempt = "import socket\ntry: socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError as e: print(e)"
    assert "the network is closed" in shipped.run(shipped.python, "-c", attempt, folder=tmp_path).stdout


def test_the_program_is_the_installed_one(shipped: Shipped, tmp_path: Path) -> None:
    """The package that these tests run comes out of the wheel, and so does every path it can be imported from."""
    told = shipped.run(shipped.python, "-c", "import brief, sys; print(brief.__file__, *sys.path)", folder=tmp_path)
    module, *paths = told.stdout.split()
    assert Path(module).is_relative_to(shipped.python.parents[1])
    assert str(ROOT) not in paths


def test_a_first_brief_from_nothing(shipped: Shipped, tmp_path: Path) -> None:
    """Who has installed the wheel makes a workspace, a PDF and a web page with two commands, without a network."""
    shipped.run(shipped.command, "new", "water", folder=tmp_path)
    sources = list(tmp_path.rglob("brief.yaml"))
    assert len(sources) == 1
    assert yaml.safe_load(sources[0].read_text(encoding="utf-8"))["meta"]["title"]
    shipped.run(shipped.command, "build", sources[0].parent, "--output", tmp_path / "out", folder=tmp_path)
    made = {path.suffix: path for path in (tmp_path / "out").iterdir()}
    assert made[".pdf"].read_bytes().startswith(b"%PDF-")
    assert "</html>" in made[".html"].read_text(encoding="utf-8")[-20:]


@pytest.mark.parametrize("command", ["list", "doctor", "schema", "--help"])
def test_a_command_finds_what_it_reads(shipped: Shipped, tmp_path: Path, command: str) -> None:
    """Commands that need no brief work in an empty folder."""
    assert shipped.run(shipped.command, command, folder=tmp_path).stdout.strip()
