"""The commands on editions, as they are typed: what they print, and how they end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from brief import cli

ROOT = Path(__file__).resolve().parents[2]
EDITIONS = ROOT / "tests" / "golden" / "editions"
OLD, NEW = str(EDITIONS / "old.yaml"), str(EDITIONS / "new.yaml")
HEAVY = ("pydantic", "jinja2", "weasyprint", "babel", "rich", "yaml", "markdown_it", "subprocess")


def ran(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str, int]:
    """Run the command line as `main` does; return what it printed to its two streams, and how it ended."""
    monkeypatch.setattr(sys, "argv", ["brief", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    out, err = capfd.readouterr()
    return out, err, int(ended.value.code or 0)


def test_diff_tells_and_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The comparison goes to the standard output, the names of the files to the other; nothing else is written."""
    out, err, code = ran(monkeypatch, capfd, "diff", OLD, NEW, "--to", "pdf, html", "-o", str(tmp_path / "out"))
    assert code == 0
    assert out.startswith("ferry-crossing 1.0 (2025-10-06)  ->  ferry-crossing 1.1 (2025-12-01)\n")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [
        f"2025-12-01_ferry-crossing_v1.1_TLP-AMBER_changes-from-v1.0_en.{form}" for form in ("html", "pdf")
    ]
    assert all(name in err for name in names)
    out, err, code = ran(monkeypatch, capfd, "diff", OLD, NEW, "--format", "json")
    assert (json.loads(out)["new"]["version"], err, code) == ("1.1", "", 0)


@pytest.mark.parametrize(
    ("arguments", "says", "ends"),
    [
        (("diff", OLD), "there is nothing to compare it with", 1),
        (("diff", OLD, NEW, "--to", "papyrus"), "'papyrus' is none of pdf, html", 2),
        (("diff", OLD, "lost.yaml"), "lost.yaml", 1),
        (("record", "--as-of", "yesterday"), "write year-month-day", 2),
        (("freeze", "lost"), "there is no file or folder 'lost'", 1),
    ],
)
def test_a_mistake_is_a_problem(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    says: str,
    ends: int,
) -> None:
    """A wrong argument ends with 2, what cannot be had with 1, and neither with a traceback."""
    out, err, code = ran(monkeypatch, capfd, *arguments)
    assert (out, code) == ("", ends)
    assert says in err
    assert "Traceback" not in err


def test_freeze_and_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """Freezing says what it froze, and a second time that it is frozen; the record counts to the day that is named."""
    path = tmp_path / "content" / "ferry" / "brief.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "meta: {id: ferry, title: The ferry is likely to stop, date: 2025-12-01, status: published}\n"
        "bottom_line: The ferry is likely to stop.\n"
        "key_judgements: [{statement: The ferry is likely to stop., likelihood: likely, type: forecast,"
        " timeframe: {by: 2026-03-31}, confidence: low, confidence_basis: One survey., evidence: [S1],"
        " would_change: A dredger., resolution: {outcome: It did, occurred: true}}]\n"
        "sources: [{title: Survey, publisher: Harbour office, date: 2025-11}]\n",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    assert ran(monkeypatch, capfd, "freeze") == ("ferry 1.0 (en): frozen\n", "", 0)
    assert ran(monkeypatch, capfd, "freeze")[0] == "ferry 1.0 (en): is frozen already, and unchanged\n"
    out, err, code = ran(monkeypatch, capfd, "record", "--as-of", "2026-06-30")
    assert out.startswith("1 brief, 1 forecast on 2026-06-30: 1 settled")
    assert (err, code) == ("", 0)
    out, _, _ = ran(monkeypatch, capfd, "record", "--as-of", "2026-06-30", "--format", "json")
    assert json.loads(out)["settled"] == 1


@pytest.mark.parametrize("command", ["diff", "freeze", "record"])
def test_help_loads_nothing_heavy(command: str) -> None:
    """The help of a command is there at once: nothing that takes time to load is loaded for it."""
    code = f"import sys; from brief.cli import cli; cli(['{command}', '--help'], standalone_mode=False);"
    code += (
        f"sys.exit(str([m for m in {HEAVY!r} if m in sys.modules]) if any(m in sys.modules for m in {HEAVY!r}) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert "Usage" in done.stdout
