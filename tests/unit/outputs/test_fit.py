"""Copyfitting: which sheets a page is laid out with, and what the printed pages of the samples hold."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest

from brief.making import Look
from brief.pipeline import Options, build
from tests.making import ROOT, product

CONTENT = ROOT / "content"
TEXT = """\
meta: {title: Buses, date: 2024-05-06}
background: |
  Sand moves in winter.
output: {outputs: [pdf], theme: house, PAGES}
"""


def house(root: Path, pages: str = "", **sheets: str) -> Path:
    """Write a brief and a theme whose pages take as much room as its sheets say."""
    theme = root / "templates" / "themes" / "house"
    theme.mkdir(parents=True)
    (theme / "theme.yaml").write_text("extends: assessment", encoding="utf-8")
    for medium, height in sheets.items():
        css = f".background {{ margin-top: {height} }}"
        (theme / f"print{medium.removeprefix('loose').replace('_', '-')}.css").write_text(css, encoding="utf-8")
    path = root / "content" / "buses" / "brief.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT.replace(", PAGES", pages), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("pages", "sheets", "made"),
    [
        (", pages: 1", {"loose": "300mm", "_snug": "300mm", "_tight": "0mm"}, 1),
        (", pages: 2", {"loose": "300mm", "_snug": "300mm", "_tight": "0mm"}, 2),
        ("", {"loose": "300mm", "_snug": "300mm", "_tight": "0mm"}, 2),
        ("", {"loose": "300mm", "_snug": "0mm", "_tight": "300mm"}, 1),
        (", pages: 1", {"loose": "300mm", "_snug": "0mm", "_tight": "300mm"}, 1),
        (", pages: 1", {"loose": "300mm", "_snug": "300mm"}, 2),
    ],
)
def test_the_tightest_sheet_is_for_the_budget_alone(
    tmp_path: Path, pages: str, sheets: dict[str, str], made: int
) -> None:
    """A nearly empty page calls for the snug sheet; only a page too many calls for the tight one, where there is one."""
    path = house(tmp_path, pages, **sheets)
    ((file,),) = ([*result.files] for result in build(path, Options(papers=("A4",))))
    assert file.pages == made


@pytest.mark.parametrize(
    ("path", "theme", "paper", "pages"),
    [
        # Over its budget by five lines without the tight sheet.
        ("unbanning-the-taliban-v1-1/brief.yaml", "modern", "Letter", 4),
        # A hole in two pages and a page more where the values of a drawing cannot go on in the next column.
        ("harbour-dues/brief.yaml", "note", "Letter", 3),
    ],
)
def test_a_sample_holds_in_another_theme(path: str, theme: str, paper: str, pages: int) -> None:
    """What was fitted to one theme keeps its pages in another."""
    assert product(CONTENT / path, "pdf", paper, Look(theme=theme)).pages == pages


def test_the_words_of_a_style_sheet_are_set_as_their_language_is(tmp_path: Path) -> None:
    """A label that a style sheet puts before a text has the colon of the page: in French with a space before it."""
    (tmp_path / "page.pdf").write_bytes(product(CONTENT / "pont-de-valmoire" / "brief.yaml", "handout").content)
    done = subprocess.run(["pdftotext", tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True)
    assert "Gravité :" in done.stdout.replace("\u00a0", " ")
    assert "Gravité:" not in done.stdout


def test_no_reference_is_divided(tmp_path: Path) -> None:
    """A short reference stands on one line, in the narrowest column too."""
    look = Look(theme="note")
    (tmp_path / "page.pdf").write_bytes(
        product(CONTENT / "unbanning-the-taliban" / "brief.yaml", "pdf", look=look).content
    )
    done = subprocess.run(["pdftotext", "-raw", tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert sum("[1, ¶" in line for line in lines) > 20
    assert [line for line in lines if "[1, ¶" in line and "]" not in line[line.rindex("[1, ¶") :]] == []


def test_no_link_is_described_by_its_address() -> None:
    """Whoever hears the list of links hears works and sites."""
    content = product(CONTENT / "unbanning-the-taliban-v1-1" / "brief.yaml", "pdf", "Letter", Look(theme="modern")).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        links = [each for page in pdf.pages for each in page.get("/Annots", []) if each.Subtype == "/Link"]
    said = [str(link.Contents) for link in links if "/A" in link and "/URI" in link.A]
    assert len(said) > 3
    assert [words for words in said if "://" in words] == []
    assert any(words.endswith(": tass.com") for words in said)
