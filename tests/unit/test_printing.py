"""Ways to print: which there are, how they are asked for, and whose copy is which."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest

import brief
from brief.inventory import inventory
from brief.model import Brief
from brief.parse import read_document
from brief.printing import Printing, copies_of, option_names, read_printing, tokens_of
from brief.problems import BriefError
from brief.workspace import Workspace

TEXT = """\
meta: {title: Buses, date: 2026-01-02}
key_judgements: [Later buses would bring more people]
output: {outputs: [pdf, html], profiles: PROFILES}
handling:
  distribution: [Permanent secretary, {name: Chief of staff, org: Cabinet Office}]
"""


def written(folder: Path, profiles: str = "standard", more: str = "") -> Path:
    """Write a small brief."""
    path = folder / "content" / "buses" / "brief.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    (folder / "house.yaml").write_text("", "utf-8")
    path.write_text(TEXT.replace("PROFILES", profiles) + more, "utf-8")
    return path


def read(path: Path) -> tuple[Workspace, Brief]:
    """Read it."""
    workspace = Workspace.around(path)
    return workspace, read_document(workspace, path).brief


def test_what_a_brief_says_holds_until_the_command_line_says_otherwise(tmp_path: Path) -> None:
    """Only what differs from the brief's own way is told in the name of a file."""
    workspace, own = read(written(tmp_path, "[duplex, lines=3]"))
    assert read_printing(workspace, (), own, None) == Printing({"duplex": "", "lines": "3"})
    asked = read_printing(workspace, ("mono", "duplex"), own, None)
    assert (asked.options, asked.in_file_name) == ({"mono": "", "duplex": ""}, "_mono")
    plain = read_printing(workspace, ("standard",), own, None)
    assert (plain.options, plain.in_file_name) == ({}, "_standard")
    assert read_printing(workspace, (), replace_profiles(own, ("standard",)), None).in_file_name == ""


def replace_profiles(own: Brief, profiles: tuple[str, ...]) -> Brief:
    """Return the brief with other profiles."""
    return own.model_copy(update={"output": own.output.model_copy(update={"profiles": profiles})})


@pytest.mark.parametrize(
    ("asked", "said", "hint"),
    [
        ("duplx", "there is no way to print called 'duplx'", "did you mean 'duplex'"),
        ("snug", "there is no way to print called 'snug'", "copy"),
        ("../print", "there is no way to print called '../print'", "copy"),
        ("lines=0", "'0' is no number for 'lines'", "write lines=3"),
        ("lines=x", "'x' is no number for 'lines'", "write lines=3"),
        ("mono=2", "'2' is no number for 'mono'", "write mono alone"),
        ("copy", "a copy has a number", "--copies"),
        ("standard=1", "there is no way to print called 'standard'", "copy"),
    ],
)
def test_a_mistake_is_told_with_what_to_write(tmp_path: Path, asked: str, said: str, hint: str) -> None:
    """In the brief it stands at its line, on the command line nowhere."""
    path = written(tmp_path, f"['{asked}']")
    workspace, own = read(path)
    with pytest.raises(BriefError) as caught:
        read_printing(workspace, (asked,), own, None)
    (problem,) = caught.value.problems
    assert problem.rule == "print-option"
    assert problem.message == said
    assert hint in str(problem.hint)
    (result,) = brief.build(path, brief.Options(outputs=("pdf",)))
    (problem,) = result.problems
    assert problem.place
    assert problem.place.line == 3
    assert result.files == []


def test_every_option_is_listed_with_what_it_does(tmp_path: Path) -> None:
    """A house adds one with one style sheet."""
    workspace, _ = read(written(tmp_path))
    names = option_names(workspace)
    assert names == ["copy", "crop", "draft", "duplex", "lines", "mono", "punched"]
    listed = inventory("print", tmp_path)
    assert [name.partition("=")[0] for name, _ in listed] == names
    assert [name for name, about in listed if not about] == []
    assert ("lines=N", "a number beside every fifth line") in [
        (name, about.partition(",")[0]) for name, about in listed
    ]
    sheet = tmp_path / "templates" / "styles" / "print-green.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text("/* green: on green paper */\n:root { --accent: #004400 }\n/* :root { --ink: #fff } */", "utf-8")
    assert ("green", "on green paper") in inventory("print", tmp_path)
    assert tokens_of(Workspace(tmp_path), ["print-green"]) == {"accent": "#004400"}


def test_each_recipient_gets_a_copy_of_their_own(tmp_path: Path) -> None:
    """The number is on the first page with its recipient, and in the name of the file; the web page is made once."""
    options = brief.Options(output=tmp_path / "out", copies=True)
    (result,) = brief.build(written(tmp_path), options)
    assert result.problems == ()
    assert [file.path.name for file in result.files] == [
        "2026-01-02_buses_v1.0_en_copy-1.pdf",
        "2026-01-02_buses_v1.0_en_copy-2.pdf",
        "2026-01-02_buses_v1.0_en.html",
    ]
    texts = [words(file.path) for file in result.files[:2]]
    assert "Copy 1 of 2 Permanent secretary" in texts[0]
    assert "Copy 2 of 2 Chief of staff, Cabinet Office" in texts[1]
    assert "Copy 2 of 2" not in texts[0]


def words(path: Path) -> str:
    """Return the words of the first page of a PDF."""
    done = subprocess.run(["pdftotext", "-l", "1", str(path), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_one_copy_alone_knows_whose_it_is(tmp_path: Path) -> None:
    """A number that the list does not have is a number all the same."""
    workspace, own = read(written(tmp_path))
    second = read_printing(workspace, ("copy=2",), own, None).copy
    assert second
    assert (second.number, second.of, second.recipient) == ("2", 2, "Chief of staff, Cabinet Office")
    ninth = read_printing(workspace, ("copy=9",), own, None).copy
    assert ninth
    assert (ninth.number, ninth.of, ninth.recipient) == ("9", None, None)


def test_copies_that_cannot_be_told_apart_are_refused(tmp_path: Path) -> None:
    """Nobody to number for, or one number twice."""
    _, own = read(written(tmp_path))
    nobody = own.model_copy(update={"handling": own.handling.model_copy(update={"distribution": ()})})
    twice = own.handling.distribution[0].model_copy(update={"copy_no": "2"})
    double = own.handling.model_copy(update={"distribution": (twice, own.handling.distribution[1])})
    for handled, said in (
        (nobody, "there is no distribution list to number copies by"),
        (own.model_copy(update={"handling": double}), "'2' is no number for one copy alone"),
    ):
        with pytest.raises(BriefError) as caught:
            copies_of(Printing(), handled, None)
        assert caught.value.problems[0].message == said


def test_a_copy_carries_no_hidden_mark(tmp_path: Path) -> None:
    """What tells two copies apart is what a reader sees: numbers, names, and the identifier of the file."""
    options = brief.Options(outputs=("pdf",), output=tmp_path / "out", copies=True)
    (result,) = brief.build(written(tmp_path), options)
    metadata = []
    for file in result.files:
        with pikepdf.open(io.BytesIO(file.path.read_bytes())) as pdf:
            metadata.append((dict(pdf.docinfo.items()), pdf.Root.Metadata.read_bytes()))
    assert metadata[0] == metadata[1]


def test_a_budget_is_measured_on_the_paper_that_is_not_made(tmp_path: Path) -> None:
    """A brief that fills one A4 page runs over on Letter: a warning says so, with the lines and the blocks."""
    later = ", ".join(f"A claim number {n} about things seen by next year" for n in range(1, 41))
    path = written(tmp_path)
    found = None
    for count in range(10, 41):
        claims = "\n".join(f"  - {claim.strip()}" for claim in later.split(",")[:count])
        path.write_text(
            "meta: {title: Buses, date: 2026-01-02}\noutput: {pages: 1, outputs: pdf}\n"
            f"key_judgements:\n{claims}\n",
            "utf-8",
        )
        (result,) = brief.build(path, brief.Options(outputs=("pdf",), papers=("A4",), output=tmp_path / "out"))
        over = [finding for finding in result.measured if finding.rule == "STR-02"]
        if over and len(over) == 1 and "Letter" in over[0].message:
            found = over[0]
            break
        assert len(over) < 2
    assert found
    assert found.severity == "warning"
    assert found.message.startswith("it would have 2 pages on Letter, 1 more than its budget of 1: ")
    assert "key_judgements (" in found.message
