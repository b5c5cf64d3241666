"""How each product is read back, as a stranger would: from its bytes alone, by its media type.

A new output gets its reader here, with one line in READERS. A reader returns the readings of a file, each as plain
words in the order in which a person reads them: one for most, two for a message with a plain and a styled part.
"""

from __future__ import annotations

import email
import email.policy
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from tests.caveats.tagged import tagged_words

Words = Mapping[str, Any]  # a language file
Reader = Callable[[bytes, Words], list[str]]

SILENT = frozenset(("style", "script", "svg", "title"))
OPF, DC = "{http://www.idpf.org/2007/opf}", "{http://purl.org/dc/elements/1.1/}"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:  # noqa: ARG002
        if tag in SILENT:
            self._silent.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent and self._silent[-1] == tag:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def html_words(markup: str) -> str:
    """Return the words between the tags; what is drawn is left out, so that only words count."""
    tags = _Tags()
    tags.feed(markup)
    tags.close()
    return " ".join(tags.parts)


def of_pdf(content: bytes, _: Words) -> list[str]:
    """Read a PDF by its tags, as a screen reader does: the order of a page is that of its columns and margins."""
    return [tagged_words(content)]


def of_html(content: bytes, _: Words) -> list[str]:
    """Read a web page."""
    return [html_words(content.decode())]


def of_message(content: bytes, _: Words) -> list[str]:
    """Read both parts of a message; its attachments are products of their own."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    plain, styled = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert styled is not None
    return [plain.get_content(), html_words(styled.get_content())]


def of_text(content: bytes, _: Words) -> list[str]:
    """Read plain text."""
    return [content.decode()]


def of_markdown(content: bytes, _: Words) -> list[str]:
    """Read Markdown as it stands, without its marks."""
    text = re.sub(r'<a id="[^"]*"></a>|\]\([^)]*\)', "", content.decode())
    return [re.sub(r"\\\n", "\n", re.sub(r"\\([^\n\w])", r"\1", re.sub(r"\*", "", text)))]


def of_json(content: bytes, words: Words) -> list[str]:
    """Read the data in its order; a likelihood is a term and two numbers, a confidence a level."""
    return [" ".join(_spoken(json.loads(content), words))]


def _spoken(value: Any, words: Words) -> Iterator[str]:
    if isinstance(value, dict) and "term" in value and "words" in value:
        band = words["scale"]["range"].format(**value) if "low" in value else ""
        yield f"{value['words']} {band}"
    elif isinstance(value, dict) and "level" in value:
        yield f"{words['labels']['confidence']}: {value['words']}"
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in ("markdown", "citations"):
                yield from _spoken(each, words)
    elif isinstance(value, list):
        for each in value:
            yield from _spoken(each, words)
    else:
        yield str(value)


def of_epub(content: bytes, _: Words) -> list[str]:
    """Read an electronic book in the order of its spine."""
    return ["\n".join(html_words(document) for document in epub_documents(content).values())]


def epub_documents(content: bytes) -> dict[str, str]:
    """Return the documents of an electronic book in reading order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        package = ElementTree.fromstring(archive.read("EPUB/package.opf"))
        files = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
        names = [files[each.get("idref")] for each in package.iter(f"{OPF}itemref")]
        return {str(name): archive.read(f"EPUB/{name}").decode() for name in names}


def of_word(content: bytes, _: Words) -> list[str]:
    """Read a Word document: the heads of its pages, its text, and its notes."""
    return [_parts(content, r"word/(?:header\d+|document|footnotes)\.xml")]


def of_presentation(content: bytes, _: Words) -> list[str]:
    """Read a presentation with the library that makes it: the text of each slide in the order of its shapes."""
    import pptx

    slides = pptx.Presentation(io.BytesIO(content)).slides
    return ["\n".join(words for slide in slides for words in _shapes(slide.shapes))]


def _shapes(shapes: Any) -> Iterator[str]:
    for shape in shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        elif getattr(shape, "has_table", False) and shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
        elif hasattr(shape, "shapes"):
            yield from _shapes(shape.shapes)


def _parts(content: bytes, names: str) -> str:
    """Return the text of the parts of a package, in the order of its list."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = [name for name in archive.namelist() if re.fullmatch(names, name)]
        return "\n".join("".join(ElementTree.fromstring(archive.read(name)).itertext()) for name in found)


OFFICE = "application/vnd.openxmlformats-officedocument"
READERS: Mapping[str, Reader] = {
    "application/pdf": of_pdf,
    "text/html": of_html,
    "message/rfc822": of_message,
    "text/plain": of_text,
    "text/markdown": of_markdown,
    "application/json": of_json,
    "application/epub+zip": of_epub,
    f"{OFFICE}.wordprocessingml.document": of_word,
    f"{OFFICE}.presentationml.presentation": of_presentation,
}
