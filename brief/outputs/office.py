"""The words of an office file as its reader has them, read back from its parts: what its writer lost is missed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

WORD_PARTS = (r"word/header\d+\.xml", r"word/document\.xml", r"word/footnotes\.xml", r"word/footer\d+\.xml")
SLIDE_PARTS = (r"ppt/slides/slide\d+\.xml", r"ppt/notesSlides/notesSlide\d+\.xml")
# What parts words from each other in WordprocessingML and DrawingML (ECMA-376), by local names.
_PARTS = {"p": "\n", "br": "\n", "cr": "\n", "tab": " "}


def words_of(content: bytes, parts: Sequence[str]) -> str:
    """Return the words of the parts of a package; `parts` are expressions for their names, in the order of reading."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for part in parts for name in archive.namelist() if re.fullmatch(part, name)]
        return "\n".join("".join(_words(archive.read(name))) for name in names)


def _words(part: bytes) -> Iterator[str]:
    root = ElementTree.fromstring(part)  # noqa: S314 - written by our own writers, which declare no entities
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name == "t":
            yield element.text or ""
        else:
            yield _PARTS.get(name, "")
