"""What readers of PDFs take from an Arabic page: every letter in its place, and every vowel mark in its word.

Two readers that go by the glyphs are asked, poppler and PDFium; each has its own way of turning a line round.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

import brief

WORKSPACE = Path(__file__).resolve().parent / "workspace"
MARKED = "إلّا الأرقام تُقرأ ولا تُحفظ كلّا الآبار للإصلاح"
MARKS = re.compile("[\u064b-\u0652]")

pytestmark = pytest.mark.xdist_group("rtl")


@cache
def made(source: Path, output: Path) -> tuple[Path, Path]:
    (result,) = brief.build([source], brief.Options(outputs=("pdf", "html"), papers=("A4",), output=output))
    pdf, page = (file.path for file in result.files)
    return pdf, page


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """Return a PDF whose title has lam and alef with and without a mark between them, and marks on letters."""
    shutil.copytree(WORKSPACE, tmp_path / "w")
    source = tmp_path / "w" / "content" / "mina" / "brief.yaml"
    text = source.read_text(encoding="utf-8")
    source.write_text(re.sub(r"(?m)^  title: .*", f"  title: {MARKED}", text, count=1), encoding="utf-8")
    return made(source, tmp_path / "out")[0]


def as_poppler_reads(pdf: Path) -> str:
    said = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    return re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", " ", said)


def test_a_title_is_read_whole_by_poppler(marked: Path) -> None:
    said = as_poppler_reads(marked)
    for word in MARKED.split():
        # A mark on a glyph of two letters is read behind both.
        assert word in said or word.replace("لّا", "لاّ") in said, word


def test_a_title_is_read_whole_by_pdfium(marked: Path) -> None:
    said = pypdfium2.PdfDocument(marked)[0].get_textpage().get_text_range()
    for word in MARKED.split():
        assert MARKS.sub("", word) in MARKS.sub("", said), word
