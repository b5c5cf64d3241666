"""The command for a copy to review, as it is typed: what it writes, what it refuses, how it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from brief import cli

ROOT = Path(__file__).resolve().parents[2]
WEAK = ROOT / "tests" / "golden" / "review" / "content" / "weak"
HEAVY = ("pydantic", "jinja2", "weasyprint", "babel", "rich", "yaml", "markdown_it")
SPILL = """\
meta: {title: A, date: 2026-01-01, status: draft}
handling: {scheme: tlp, marking: TLP:GREEN}
key_judgements: ["(TS//SI//NF) The mole is likely to be paid for."]
"""


def ran(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[str, str, int]:
    """Run the command line as `main` does; return what it printed to its two streams, and how it ended."""
    monkeypatch.setattr(sys, "argv", ["brief", "review", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    out, err = capfd.readouterr()
    return out, err, int(ended.value.code or 0)


def test_a_brief_with_errors_gets_its_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Findings that stop a build are what a copy is for: both files are written, and their margins counted."""
    out, err, code = ran(monkeypatch, capfd, str(WEAK), "--strict", "-o", str(tmp_path / "out"), "--paper", "Letter")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [f"2026-03-02_weak-brief_v1.0_TLP-GREEN_review_en_letter.{form}" for form in ("html", "pdf")]
    assert all(name in out for name in names)
    assert "in the margin: 15 errors, 35 warnings, 3 suggestions, 1 waived" in err
    assert code == 0


def test_only_what_was_asked_for_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """With --to html no PDF is written."""
    _, _, code = ran(monkeypatch, capfd, str(WEAK), "--to", "html", "-o", str(tmp_path / "out"))
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".html"]
    assert code == 0


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("meta: {title: A, date: soon}\nbackground: x\n", "soon"),
        (SPILL, "HND-09"),
        ("meta: {title: A, date: 2026-01-01}\nbackground: x\noutput: {theme: lost}\n", "there is no theme 'lost'"),
    ],
    ids=["unreadable", "spill", "no theme"],
)
def test_what_gets_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], content: str, says: str
) -> None:
    """A file that cannot be read, or that may carry classified words on, gets no copy, and the reason is told."""
    path = tmp_path / "brief.yaml"
    path.write_text(content, encoding="utf-8")
    _, err, code = ran(monkeypatch, capfd, str(path), "-o", str(tmp_path / "out"))
    assert says in err
    assert code == 1
    assert not (tmp_path / "out").exists()


def test_a_good_brief_is_made_beside_a_bad_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """One file that cannot be read keeps no other from its copy."""
    bad = tmp_path / "brief.yaml"
    bad.write_text("meta: [", encoding="utf-8")
    _, _, code = ran(monkeypatch, capfd, str(bad), str(WEAK), "--to", "html", "-o", str(tmp_path / "out"))
    assert len(list((tmp_path / "out").iterdir())) == 1
    assert code == 1


@pytest.mark.parametrize(("forms", "says"), [("papyrus", "'papyrus' is none of pdf, html"), (",", "none of pdf, html")])
def test_an_unknown_form_is_a_mistake_of_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], forms: str, says: str
) -> None:
    """What is neither PDF nor page is refused before anything is read."""
    _, err, code = ran(monkeypatch, capfd, str(WEAK), "--to", forms)
    assert says in err
    assert code == 2


def test_its_help_loads_nothing_heavy() -> None:
    """The command's help starts as fast as any other."""
    code = f"import sys; from brief import cli_review; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
