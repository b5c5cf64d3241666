"""A PDF carries what it was made from and nothing of the machine; the folder comes back whole, where it may."""

from __future__ import annotations

import getpass
import hashlib
import io
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from brief.cli import cli
from brief.extract import MAX_FILES, extract, is_safe
from brief.making import Look, make_files
from brief.parse import read_document
from brief.problems import BriefError
from brief.workspace import Workspace, package_folder
from tests.safety.hostile import MINIMAL, png

BRIEF = """\ufeff# A remark of the author.
meta: {title: Pipes leak, date: 2024-05-06, information_cutoff: 2024-05-01}
handling: {scheme: tlp, marking: "TLP:GREEN"}
key_judgements:
  - Repairs take longer. [@S1#1]
background: |
  A pipe[^1].\r

  [^1]: A note.
figures:
  - {id: FIG1, kind: image, caption: A pipe, alt: A grey pipe, file: img/a pipe.png}
sources:
  - {id: S1, record: river-report}
"""
SEED = "id: river-report\ntitle: Annual report\nfacts: [{n: 1, paragraph: 2, text: Repairs took 41 days.}]\n"
HOUSE = "meta: {publisher: River desk, licence: CC-BY-4.0}\n"
FILES = {
    "content/pipes/brief.yaml": BRIEF.encode(),
    "content/pipes/img/a pipe.png": png(60, 40),
    "house.yaml": HOUSE.encode(),
    "seeds/river-report.yaml": SEED.encode(),
}
STANDARDS = ["ua-1+a-3a", "ua-2+a-4"]


def write(root: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a folder."""
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def contents(root: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def build(root: Path, brief: str, standard: str | None = None, outputs: tuple[str, ...] = ("pdf",)) -> bytes:
    """Return the PDF of a brief on its last paper."""
    document = read_document(Workspace(root), root / brief)
    reply = make_files(root, document, outputs, ("A4", "Letter"), Look(pdf_standard=standard))
    return [content for name, content, _ in reply.files if name.endswith(".pdf")][-1]


def pdf_in(folder: Path, content: bytes) -> Path:
    """Write a PDF and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "paper.pdf"
    path.write_bytes(content)
    return path


def carrying(files: Mapping[str, bytes], relationship: str = "/Source") -> bytes:
    """Return a PDF by another program that carries files under any names."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    names = pikepdf.Array()
    for name, content in files.items():
        stream = pdf.make_stream(content)
        stream.Type = pikepdf.Name.EmbeddedFile
        spec = pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F=name,
            UF=name,
            EF=pikepdf.Dictionary(F=stream),
            AFRelationship=pikepdf.Name(relationship),
        )
        names.extend([pikepdf.String(name), pdf.make_indirect(spec)])
    pdf.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=names))
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def refused(pdf: Path, target: Path) -> str:
    """Return the one rule that an extraction breaks, and see that it wrote nothing."""
    with pytest.raises(BriefError) as caught:
        extract(pdf, target)
    assert not target.exists()
    (rule,) = {problem.rule for problem in caught.value.problems}
    assert all(problem.place is not None for problem in caught.value.problems)
    return rule


# There and back


@pytest.mark.parametrize("standard", STANDARDS)
def test_a_pdf_gives_back_the_folder_it_was_made_from(tmp_path: Path, standard: str) -> None:
    """The files come back byte for byte, and building them gives the same PDF byte for byte."""
    root = write(tmp_path / "one", FILES)
    write(root, {"content/other/brief.yaml": MINIMAL.encode(), "seeds/unused.yaml": b"id: unused\ntitle: x\n"})
    pdf = build(root, "content/pipes/brief.yaml", standard)
    made = extract(pdf_in(tmp_path / "mail", pdf), tmp_path / "two")
    assert contents(tmp_path / "two") == FILES
    assert made.brief == tmp_path / "two/content/pipes/brief.yaml"
    assert build(tmp_path / "two", "content/pipes/brief.yaml", standard) == pdf


@pytest.mark.parametrize("brief", ["pipes.yaml", "drafts/pipes/brief.yaml", "content/set/pipes.yaml"])
def test_a_brief_that_lies_elsewhere_gets_a_place(tmp_path: Path, brief: str) -> None:
    """A brief outside of content/ comes back in a folder of its own, with its id and its figures, as the same PDF."""
    beside = Path(brief).parent
    files = {brief: FILES["content/pipes/brief.yaml"], f"{beside}/img/a pipe.png": png(60, 40)}
    root = write(tmp_path / "one", {**files, "seeds/river-report.yaml": SEED.encode(), "house.yaml": HOUSE.encode()})
    pdf = build(root, brief)
    extract(pdf_in(tmp_path / "mail", pdf), tmp_path / "two")
    assert contents(tmp_path / "two") == FILES
    assert build(tmp_path / "two", "content/pipes/brief.yaml") == pdf


def test_a_look_of_the_workspace_is_carried_too(tmp_path: Path) -> None:
    """Templates and themes of the workspace that the page needs come along; those of the program and fonts do not."""
    theme = {
        "templates/themes/own/theme.yaml": b"name: own\nextends: assessment\n",
        "templates/themes/own/print.css": b"h1 { letter-spacing: 3pt }\n",
        "templates/themes/own/web.css": b"h1 { letter-spacing: 3pt }\n",
        "templates/unused.html": b"unused",
    }
    text = MINIMAL + "output: {theme: own}\n"
    root = write(tmp_path / "one", {"content/small/brief.yaml": text.encode(), **theme})
    pdf = build(root, "content/small/brief.yaml")
    extract(pdf_in(tmp_path / "mail", pdf), tmp_path / "two")
    assert set(contents(tmp_path / "two")) == {"content/small/brief.yaml", *list(theme)[:2]}
    assert build(tmp_path / "two", "content/small/brief.yaml") == pdf
    assert build(root, "content/small/brief.yaml", None, ("html", "pdf")) == pdf, "what else is made changes nothing"


def test_the_pdf_carries_what_was_parsed(tmp_path: Path) -> None:
    """A file that is changed between reading and making does not slip into the PDF."""
    root = write(tmp_path / "one", FILES)
    document = read_document(Workspace(root), root / "content/pipes/brief.yaml")
    write(
        root, {"content/pipes/brief.yaml": b"changed", "house.yaml": b"changed", "seeds/river-report.yaml": b"changed"}
    )
    ((_, pdf, _),) = make_files(root, document, ("pdf",), ("A4",)).files
    extract(pdf_in(tmp_path / "mail", pdf), tmp_path / "two")
    assert contents(tmp_path / "two") == FILES


@pytest.mark.parametrize("standard", STANDARDS)
def test_a_pdf_tells_nothing_of_the_machine(tmp_path: Path, standard: str) -> None:
    """No path and no name of a user or a folder stands in any object or decompressed stream of a PDF."""
    root = write(tmp_path / "jane-q-public" / "secret-folder", FILES)
    pdf = build(root, "content/pipes/brief.yaml", standard)
    user = getpass.getuser()
    words = ["jane-q-public", "secret-folder", str(Path.home()), tempfile.gettempdir(), str(tmp_path), f"/{user}/"]
    words += [str(package_folder("templates").parent), "site-packages", "file://", f"{user}@", "\\Users\\"]
    every = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for data in opened.objects:
            every.append(data.read_bytes() if isinstance(data, pikepdf.Stream) else data.unparse())
            if isinstance(data, pikepdf.Stream):
                every.append(str(dict(data.stream_dict)).encode())
    assert len(every) > 50
    whole = b"\n".join(every)
    assert b"Repairs took 41 days" in whole, "the search sees what is in the attachments"
    found = [word for word in words for code in ("utf-8", "utf-16-be", "utf-16-le") if word.encode(code) in whole]
    assert found == []


# What is no brief


def test_what_is_no_pdf_is_told(tmp_path: Path) -> None:
    """A file of another kind, a lost one and a folder are told apart."""
    assert refused(write(tmp_path, {"a.pdf": b"<html>"}) / "a.pdf", tmp_path / "out") == "not-a-pdf"
    assert refused(tmp_path / "lost.pdf", tmp_path / "out") == "no-such-file"
    assert refused(tmp_path, tmp_path / "out") == "not-a-file"


@pytest.mark.parametrize("files", [{}, {"notes.txt": b"x"}])
def test_a_pdf_without_source_is_told(tmp_path: Path, files: Mapping[str, bytes]) -> None:
    """A PDF of another program has no source, whatever else is attached to it."""
    assert refused(pdf_in(tmp_path, carrying(files, "/Unspecified")), tmp_path / "out") == "no-source"


def test_a_source_without_brief_is_none(tmp_path: Path) -> None:
    """A PDF has to carry one brief, not none and not two."""
    two = {"content/a/brief.yaml": b"", "content/b/brief.yaml": b""}
    for files in ({"house.yaml": b""}, two):
        assert refused(pdf_in(tmp_path, carrying(files)), tmp_path / "out") == "no-source"


def test_an_encrypted_pdf_is_told(tmp_path: Path) -> None:
    """An encrypted PDF is not taken apart, also where it opens without a password."""
    with pikepdf.open(io.BytesIO(carrying(FILES))) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="secret", user=""))
    assert refused(tmp_path / "locked.pdf", tmp_path / "out") == "encrypted-pdf"


@pytest.mark.parametrize("keep", [9, 40, 400, -600])
def test_a_pdf_that_was_cut_off_is_told(tmp_path: Path, keep: int) -> None:
    """What is left of a PDF is no PDF, or one without its source; never a traceback."""
    root = write(tmp_path / "one", FILES)
    pdf = build(root, "content/pipes/brief.yaml")
    assert refused(pdf_in(tmp_path / "mail", pdf[:keep]), tmp_path / "out") in ("broken-pdf", "no-source")


def test_a_changed_file_is_told(tmp_path: Path) -> None:
    """A file whose checksum does not fit is not handed on."""
    root = write(tmp_path / "one", FILES)
    with pikepdf.open(io.BytesIO(build(root, "content/pipes/brief.yaml"))) as pdf:
        stream = pdf.Root.Names.EmbeddedFiles.Names[1].EF.F
        stream.write(stream.read_bytes() + b"# more")
        pdf.save(tmp_path / "changed.pdf")
    assert refused(tmp_path / "changed.pdf", tmp_path / "out") == "broken-pdf"


def test_a_bomb_is_no_more_than_a_problem(tmp_path: Path) -> None:
    """A stream that unpacks to gigabytes ends in a Problem, within the limits of the child."""
    pdf = pikepdf.open(io.BytesIO(carrying({"content/a/brief.yaml": b""})))
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(10_000_000)) for _ in range(300)) + packer.flush()
    pdf.Root.Names.EmbeddedFiles.Names[1].EF.F.write(bomb, filter=pikepdf.Name.FlateDecode)
    pdf.save(tmp_path / "bomb.pdf")
    assert refused(tmp_path / "bomb.pdf", tmp_path / "out") in ("broken-pdf", "limit")


def test_too_many_files_are_told(tmp_path: Path) -> None:
    """A PDF carries no more files than a brief has."""
    files = {f"content/a/{n}.csv": b"" for n in range(MAX_FILES + 5)}
    assert refused(pdf_in(tmp_path, carrying(files)), tmp_path / "out") == "too-large"


# Names


@pytest.mark.parametrize(
    "name", [*FILES, "logo.png", "house style.csl", "content/dürre/карта (1).png", "templates/themes/own/print.css"]
)
def test_places_in_a_workspace_are_safe(name: str) -> None:
    """What the program carries can be written, in any script."""
    assert is_safe(name)


@pytest.mark.parametrize(
    "name",
    [
        *("../brief.yaml", "content/../../brief.yaml", "/etc/brief.yaml", "content//brief.yaml", "content/./a.yaml"),
        *("C:/content/a.yaml", "content\\a.yaml", "content/a:b.yaml", "content/con.yaml", "content/NUL/a.yaml"),
        *("content/a.yaml.", "content/a.yaml ", "content/ a.yaml", "content/a\n.yaml", "content/a\x00.yaml", ""),
        *(
            "content/a.exe",
            "content/a",
            "content/a.py",
            ".bashrc",
            ".png",
            "brief.yaml",
            "a.html",
            ".git/config.yaml",
            "content",
        ),
        *(
            "content/\u202eyaml.a.yaml",
            f"content/{'x' * 130}.yaml",
            "content/" + "a/" * 9 + "b.yaml",
            "house.yaml/a.yaml",
        ),
    ],
)
def test_other_places_are_not(tmp_path: Path, name: str) -> None:
    """A name that leads out, that a system reads otherwise, or that is of a program, stops the whole extraction."""
    assert not is_safe(name)
    files = {"content/a/brief.yaml": b"", name: b"x"}
    rule = refused(pdf_in(tmp_path, carrying(files)), tmp_path / "out")
    assert rule == "unsafe-name"
    assert list(tmp_path.iterdir()) == [tmp_path / "paper.pdf"]


def test_two_names_for_one_file_are_not_safe(tmp_path: Path) -> None:
    """Names that some systems take for the same stop the extraction."""
    files = {"content/a/brief.yaml": b"", "content/a/É.csv": b"1", "content/a/e\u0301.csv": b"2"}
    assert refused(pdf_in(tmp_path, carrying(files)), tmp_path / "out") == "unsafe-name"


# Writing


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    """Where a file is there already nothing is written, until that is asked for."""
    pdf = pdf_in(tmp_path, carrying({"content/a/brief.yaml": b"new", "house.yaml": b"new"}))
    target = write(tmp_path / "out", {"house.yaml": b"mine", "notes.txt": b"mine"})
    with pytest.raises(BriefError) as caught:
        extract(pdf, target)
    assert [problem.rule for problem in caught.value.problems] == ["would-overwrite"]
    assert contents(target) == {"house.yaml": b"mine", "notes.txt": b"mine"}
    extract(pdf, target, overwrite=True)
    assert contents(target) == {"content/a/brief.yaml": b"new", "house.yaml": b"new", "notes.txt": b"mine"}


def test_a_link_does_not_lead_the_files_out(tmp_path: Path) -> None:
    """A link in the target folder does not make the program write elsewhere."""
    target = tmp_path / "out"
    target.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (target / "content").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BriefError) as caught:
        extract(pdf_in(tmp_path, carrying({"content/a/brief.yaml": b""})), target, overwrite=True)
    assert [problem.rule for problem in caught.value.problems] == ["outside-workspace"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_the_command_names_what_it_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command writes a folder named like the PDF, and says how to build it."""
    pdf_in(tmp_path, carrying({"content/a/brief.yaml": b"", "seeds/s.yaml": b""}))
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["extract", "paper.pdf"], catch_exceptions=False)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == ["paper/content/a/brief.yaml", "paper/seeds/s.yaml"]
    assert "brief build paper/content/a/brief.yaml" in done.stderr
    assert set(contents(tmp_path / "paper")) == {"content/a/brief.yaml", "seeds/s.yaml"}


def test_an_unknown_standard_is_a_mistake_of_the_command() -> None:
    """A standard that the program does not keep is named with those that it does."""
    done = CliRunner().invoke(cli, ["build", "--pdf-standard", "pdf/x-4"])
    assert done.exit_code == 2
    assert "ua-1+a-3a, ua-2+a-4" in done.output


def test_the_checksum_is_that_of_the_file(tmp_path: Path) -> None:
    """Another program can see that a file came through whole."""
    root = write(tmp_path / "one", FILES)
    with pikepdf.open(io.BytesIO(build(root, "content/pipes/brief.yaml"))) as pdf:
        for spec in pdf.Root.AF:
            checksum = hashlib.md5(spec.EF.F.read_bytes(), usedforsecurity=False).digest()
            assert bytes(spec.EF.F.Params.CheckSum) == checksum
