"""CSV files: what any office program writes is read, and nothing in a file is believed or worked out."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.data.tables import MAX_COLUMNS, MAX_TOLD, Table, numbers, read_table
from brief.problems import BriefError
from brief.workspace import Workspace


def table(folder: Path, content: bytes) -> Table:
    """Write a file and read it."""
    path = folder / "dues.csv"
    path.write_bytes(content)
    return read_table(Workspace(folder), path)


def refused(folder: Path, content: bytes) -> list[str]:
    """Return the rules that a file breaks."""
    with pytest.raises(BriefError) as caught:
        table(folder, content)
    return [problem.rule for problem in caught.value.problems]


@pytest.mark.parametrize(
    "content",
    [
        b"year,dues\n2020,12.5\n2021,3\n",
        b"\xef\xbb\xbfyear,dues\r\n2020,12.5\r\n2021,3\r\n",
        b"year;dues\n2020;12,5\n2021;3",
        b"year\tdues\n2020\t12.5\n2021\t3\n",
        b'"year","dues"\n"2020","12.5"\n\n"2021","3"\n',
    ],
)
def test_the_habits_of_office_programs_are_read(tmp_path: Path, content: bytes) -> None:
    """Commas, semicolons or tabs, a byte-order mark, quotes, empty lines, decimal commas: the same table."""
    found = table(tmp_path, content)
    assert found.names == ("year", "dues")
    assert [[cell.text for cell in found.column("year")]] == [["2020", "2021"]]
    assert [found.number(cell) for cell in found.column("dues")] == [12.5, 3.0]


def test_quotes_hold_dividers_breaks_and_quotes(tmp_path: Path) -> None:
    """A quoted cell is one cell, and what follows it still has its right line and column."""
    found = table(tmp_path, b'a,b\n"x, ""y""",1\n"two\nlines",z\n')
    assert [cell.text for cell in found.column("a")] == ['x, "y"', "two lines"]
    last = found.column("b")[-1]
    assert (last.line, last.column) == (4, 8)
    assert found.place(last).excerpt == 'lines",z'


@pytest.mark.parametrize(
    ("text", "value"), [("1,200", 1200.0), ("\u22123", -3.0), ("1e3", 1000.0), ("", None), (".5", 0.5)]
)
def test_numbers_are_read_as_people_write_them(tmp_path: Path, text: str, value: float | None) -> None:
    """Groups of thousands, a true minus sign, an empty cell."""
    found = table(tmp_path, f'a,b\nx,"{text}"\n'.encode())
    assert found.number(found.column("b")[0]) == value


@pytest.mark.parametrize(
    "text", ["nan", "inf", "1_000", "0x10", "1.2.3", "=1+1", "@SUM(1)", "+cmd|' /C calc'!A0", "9" * 60]
)
def test_what_only_looks_like_a_number_is_none(tmp_path: Path, text: str) -> None:
    """Formulas, what Python alone takes for numbers, and endless digits are refused."""
    found = table(tmp_path, f'a,b\nx,"{text}"\n'.encode())
    assert [problem.rule for problem in numbers(found, ["b"])] == ["data-number"]


def test_hostile_files_end_with_a_problem(tmp_path: Path) -> None:
    """Too many rows or columns, a file too large, zero bytes, an endless quote: told, and told once."""
    assert refused(tmp_path, b"a,b\n" + b"1,2\n" * 3_000) == ["data-large"]
    assert "data-large" in refused(tmp_path, b",".join(b"c%d" % n for n in range(MAX_COLUMNS + 5)) + b"\n" + b"," * 44)
    assert refused(tmp_path, b"a,b\n" + b"x" * 1_100_000) == ["too-large"]
    assert refused(tmp_path, b"a,b\n1,\x00\n") == ["bad-character"]
    assert refused(tmp_path, b'a,b\n"' + b"x," * 200_000) == ["data-quote"]
    assert refused(tmp_path, b"\xff\xfea\x00") == ["encoding"]
    assert len(refused(tmp_path, b"a,b\n" + b"1\n" * 1_000)) == MAX_TOLD


def test_the_file_stays_inside_the_workspace(tmp_path: Path) -> None:
    """A link out of the workspace is no data."""
    (tmp_path / "outside.csv").write_bytes(b"a,b\n1,2\n")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "dues.csv").symlink_to(tmp_path / "outside.csv")
    with pytest.raises(BriefError) as caught:
        read_table(Workspace(inside), inside / "dues.csv")
    assert caught.value.problems[0].rule == "outside-workspace"
