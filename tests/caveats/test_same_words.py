"""The page and the PDF of a brief say the same: each word that is read on the page is in print, as often.

What neither may do: say something to those on one medium alone, or print words that nobody can search, copy or index.
"""

from __future__ import annotations

import html.parser
import re
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from tests.making import ROOT, product

EDITIONS = sorted((ROOT / "content").glob("*/brief*.yaml"))
HYPHENATED = re.compile(r"-\n\s*")
SILENT = ("style", "title")
# A word divided at the end of the left column is read with what stands in the right one.
DIVIDED = 0.005


class _Page(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.silent, self.said = 0, list[str]()

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.silent += tag in SILENT

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()))


def on_the_page(content: bytes) -> Counter[str]:
    page = _Page()
    page.feed(content.decode())
    return words(" ".join(page.said))


def in_print(content: bytes) -> Counter[str]:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    text = done.stdout.decode()
    return words(HYPHENATED.sub("", text)) | words(HYPHENATED.sub("-", text))


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_word_of_the_page_is_in_print(path: Path) -> None:
    page, pdf = (product(path, output).content for output in ("html", "pdf"))
    wanted = on_the_page(page)
    lost = wanted - in_print(pdf)
    assert wanted.total() > 50
    assert lost.total() <= wanted.total() * DIVIDED, lost
