"""The tags of a PDF with their words, in the order in which a screen reader says them.

`pdfinfo -struct-text` of poppler tells the same, letter for letter, and takes a hundred times as long.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

Marks = Mapping[int, str]  # the words of each mark on a page, by its number
# They carry neither meaning nor a role for a reader, and where a line breaks decides how many there are.
SILENT = frozenset({"Span", "NonStruct", "Div"})
NUMBER_OF_TABLE = r"\(table-\d+-"  # in the document; it says nothing
MEASURES = frozenset({"BBox", "Width", "Height"})  # where it stands is for the pictures to tell


def tagged_words(content: bytes) -> str:
    """Return the words of a PDF, one line for each mark; what is no content, as a running head, is left out."""
    return "\n".join(words for _, words in _marked(content))


def tagged_pages(content: bytes) -> list[str]:
    """Return the words of each page of a PDF, in the order of the tags."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found: dict[Any, list[str]] = {page.obj.objgen: [] for page in pdf.pages}
    for page, words in _marked(content):
        found[page].append(words)
    return ["\n".join(words) for words in found.values()]


def _marked(content: bytes) -> list[tuple[Any, str]]:
    """Return the words of each mark with the page that it stands on."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = {page.obj.objgen: words_by_mark(page) for page in pdf.pages}
        return list(_in_order(pdf.Root.StructTreeRoot, None, pages))


def _in_order(node: Any, page: Any, pages: Mapping[tuple[int, int], Marks]) -> Iterator[tuple[Any, str]]:
    """Yield the words of an element of structure and of all below it, each with its page."""
    if isinstance(node, pikepdf.Array):
        for each in node:
            yield from _in_order(each, page, pages)
    elif isinstance(node, pikepdf.Dictionary):
        page = node.get("/Pg", page)
        if "/ActualText" in node:
            yield _page_in(node, page).objgen, str(node["/ActualText"])
        elif node.get("/Type") == "/MCR":
            yield page.objgen, pages[page.objgen].get(int(node["/MCID"]), "")
        elif node.get("/Type") != "/OBJR" and "/K" in node:
            yield from _in_order(node["/K"], page, pages)
    else:
        yield page.objgen, pages[page.objgen].get(int(node), "")


def _page_in(node: Any, page: Any) -> Any:
    """Return the page of what says its words itself: its own, or that of the first mark in it."""
    while isinstance(node, pikepdf.Dictionary | pikepdf.Array) and page is None:
        page = node.get("/Pg") if isinstance(node, pikepdf.Dictionary) else None
        node = node[0] if isinstance(node, pikepdf.Array) else node.get("/K")
    return page


def tag_tree(content: bytes) -> str:
    """Return the structure of a PDF: an element a line with its attributes, and below it its text in quotes.

    What is silent is left out, and its text goes to its parent; pieces of a text one after the other are one line.
    """
    lines: list[str] = []
    texts: list[str] = []
    indent = ""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = {page.obj.objgen: words_by_mark(page) for page in pdf.pages}
        for depth, element, text in [*_told(pdf.Root.StructTreeRoot, None, pages, 0), (0, "", "")]:
            if texts and (element is not None or (text.strip() and indent != "  " * depth)):
                lines.append(f'{indent}"{" ".join(" ".join(texts).split())}"')
                texts = []
            if element:
                lines.append("  " * depth + element)
            elif text.strip():
                indent = "  " * depth
                texts.append(text)
    return "".join(f"{line}\n" for line in lines)


def _told(
    node: Any, page: Any, pages: Mapping[tuple[int, int], Marks], depth: int
) -> Iterator[tuple[int, str | None, str]]:
    """Yield how deep each element stands and what it is, and in between how deep each text stands and what it says."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            yield depth, None, pages[page.objgen].get(int(kid), "")
        elif kid.get("/Type") == "/MCR":
            yield depth, None, pages[kid.get("/Pg", page).objgen].get(int(kid["/MCID"]), "")
        elif kid.get("/Type") != "/OBJR":
            spoken = str(kid["/S"])[1:] not in SILENT
            if spoken:
                yield depth, str(kid["/S"])[1:] + _attributes(kid), ""
            yield from _told(kid, kid.get("/Pg", page), pages, depth + spoken)


def _attributes(element: Any) -> str:
    """Return the attributes of an element: the scope and the headers of a cell, the numbering of a list."""
    groups = element.get("/A", [])
    return "".join(
        f" {key[1:]}={_value(value)}"
        for group in ([groups] if isinstance(groups, pikepdf.Dictionary) else groups)
        for key, value in group.items()
        if key != "/O" and key[1:] not in MEASURES
    )


def _value(value: Any) -> str:
    if isinstance(value, pikepdf.Array):
        return f"[{' '.join(map(_value, value))}]"
    if isinstance(value, pikepdf.String):
        return re.sub(NUMBER_OF_TABLE, "(", f"({value})")
    return str(value)


def words_by_mark(page: pikepdf.Page) -> Marks:
    """Return what is shown inside each mark of a page."""
    fonts = {str(name): _letters(font) for name, font in page.obj.Resources.get("/Font", {}).items()}
    words: dict[int, str] = defaultdict(str)
    letters: Mapping[bytes, str] = {}
    open_marks: list[int | None] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name in ("BDC", "BMC"):
            properties = operands[1] if len(operands) > 1 else {}
            open_marks.append(int(properties["/MCID"]) if "/MCID" in properties else None)
        elif name == "EMC":
            open_marks.pop()
        elif name == "Tf":
            letters = fonts[str(operands[0])]
        elif name in ("Tj", "TJ"):
            mark = next((each for each in reversed(open_marks) if each is not None), None)
            if mark is not None:
                words[mark] += _shown(operands[0], letters)
    return words


def _shown(operand: Any, letters: Mapping[bytes, str]) -> str:
    strings = operand if isinstance(operand, pikepdf.Array) else [operand]
    codes = b"".join(bytes(each) for each in strings if isinstance(each, pikepdf.String))
    return "".join(letters.get(codes[n : n + 2], "") for n in range(0, len(codes), 2))


def _letters(font: Any) -> Mapping[bytes, str]:
    """Read which letters the codes of a font mean (ToUnicode); the engine writes codes of two bytes."""
    table = font["/ToUnicode"].read_bytes().decode("latin-1")
    found: dict[bytes, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, means in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            found[bytes.fromhex(code)] = bytes.fromhex(means).decode("utf-16-be")
    return found
