"""The electronic book: EPUB 3 from the same page, a document for each part, marked at the head and foot of each.

Fonts are left to the reader's program: there a reader chooses the face and size that they can read, in any script.
Only the labels of drawings bring theirs, because they were measured in it: a wider one would run out of the drawing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from ..figures.markup import roles_css
from ..fonts import label_faces
from ..pictures import read_picture
from ..problems import BriefError, Problem
from ..view import View
from .epub_package import Item, packed
from .html import compact
from .output import Made, Output, Page
from .words import Element, read_elements, xhtml

STYLES = "styles/epub.css"
# What a role of ARIA is called in the vocabulary that makes notes open where they are called.
STRUCTURE = {"doc-noteref": "noteref", "doc-biblioref": "biblioref", "doc-backlink": "backlink"}
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")


@dataclass
class Document:
    """One document of the book: its name, its title and what stands in it."""

    name: str
    title: str
    body: Element

    @property
    def file(self) -> str:
        """Return the name of its file."""
        return f"{self.name}.xhtml"


def make(page: Page) -> Made:
    """Take the painted page apart into documents and pack them with their style sheet and images."""
    documents = list(_documents(read_elements(page.html)))
    for document in documents:
        _lead_to_files(document, documents)
        _name_structure(document.body)
    contents = next(document for document in documents if document.name == "nav")
    _list_contents(contents, documents)
    images = _Images(page)
    for document in documents:
        images.take(document.body)
    items = [Item(each.file, "application/xhtml+xml", _written(page.view, each), each.body) for each in documents]
    labels = "".join(each.text() for document in documents for each in document.body.walk() if each.tag == "text")
    faces = list(label_faces(page.workspace, labels)) if labels else []
    css = style_sheet(page, [rule for rule, _, _ in faces])
    items += [Item("style.css", "text/css", css.encode()), *(Item(name, "font/woff2", font) for _, name, font in faces)]
    return Made(packed(page.view, [*items, *images.items]), tuple(dict.fromkeys(images.problems)))


def style_sheet(page: Page, faces: Sequence[str]) -> str:
    """Write the style sheet with the colours of the theme in it: not every reading system knows custom properties."""
    path = page.workspace.template(STYLES)
    css = "\n".join([*faces, roles_css(), page.workspace.text(path).content if path else ""])
    tokens = page.view.theme.tokens
    return compact(_VARIABLE.sub(lambda name: str(tokens.get(name[1], "currentColor")), css)) + "\n"


def _documents(root: Element) -> Iterator[Document]:
    for each in root.walk():
        if "document" in each.classes:
            name = each.attributes.pop("data-name", "")
            yield Document(name, each.attributes.pop("data-title", ""), replace(each, tag="div" if name else each.tag))


def _lead_to_files(document: Document, documents: Sequence[Document]) -> None:
    """Write the file before the place that a link leads to; a link to nothing becomes text."""
    places = {
        each.attributes["id"]: other for other in documents for each in other.body.walk() if "id" in each.attributes
    }
    for element in document.body.walk():
        address = element.attributes.get("href", "")
        if element.tag != "a" or not address.startswith("#"):
            continue
        home = places.get(address[1:])
        if home is None:
            element.tag, element.attributes = "span", {}
        elif home is not document:
            element.attributes["href"] = f"{home.file}{address}"


def _name_structure(body: Element) -> None:
    for element in body.walk():
        structure = STRUCTURE.get(element.attributes.get("role", ""))
        if structure:
            element.attributes["epub:type"] = structure


def _list_contents(contents: Document, documents: Sequence[Document]) -> None:
    """Put the list of the parts into the navigation document, each with its heading."""
    entries: list[Element | str] = []
    for document in documents:
        if document is contents:
            continue
        parts = [each for each in document.body.walk() if each.tag == "section" and "id" in each.attributes]
        if document.body.first(lambda each: each.tag == "h1"):
            entries.append(_entry(document.file, document.title))
        for part in parts:
            heading = part.first(lambda each: each.tag == "h2")
            if heading is not None:
                entries.append(_entry(f"{document.file}#{part.attributes['id']}", " ".join(heading.text().split())))
    title = next(each for each in contents.body.elements if each.tag == "h1")
    kept = [each for each in contents.body.children if each is not title]
    listed = Element("nav", {"epub:type": "toc", "role": "doc-toc", "id": "toc"}, [title, Element("ol", {}, entries)])
    contents.body.children = [*kept, listed]


def _entry(address: str, title: str) -> Element:
    return Element("li", {}, [Element("a", {"href": address}, [title])])


def _written(view: View, document: Document) -> bytes:
    language, direction = view.language.code, view.language.direction
    head = f'<meta charset="utf-8"/><title>{xhtml(document.title)}</title>'
    head += '<link rel="stylesheet" type="text/css" href="style.css"/>'
    names = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    opened = f'<html {names} lang="{language}" xml:lang="{language}" dir="{direction}">'
    body = f"<body>{xhtml(document.body)}</body>"
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n{opened}<head>{head}</head>{body}</html>\n'.encode()
    )


@dataclass
class _Images:
    """Gathers the images that the documents show, each once."""

    page: Page
    items: list[Item] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def take(self, body: Element) -> None:
        """Give each image the name of its file in the book."""
        for element in body.walk():
            key = {"img": "src", "image": "href"}.get(element.tag)
            if key and element.attributes.get(key):
                element.attributes[key] = self._name(element.attributes[key])

    def _name(self, address: str) -> str:
        if address not in self._names:
            try:
                picture = read_picture(self.page.workspace, self.page.view.folder / unquote(address))
            except BriefError as error:
                self.problems += error.problems
                return address
            name = f"image-{len(self.items) + 1}.{picture.media_type.partition('/')[2]}"
            self._names[address] = name
            self.items.append(Item(name, picture.media_type, picture.content))
        return self._names[address]


EPUB = Output(
    "epub",
    ".epub",
    "epub.html",
    make,
    description="an electronic book for tablets and reading programs",
    media_type="application/epub+zip",
    medium="book",
)
