"""Two pages side by side on one sheet, with the line between them along which it is folded or cut.

The pages are laid out in their own size; here their content, links, bookmarks and tags move to the sheet. The order of
reading stays as it is: the tags lead through the left half and then through the right one, or the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pydyf

FOLD = "0.4 w [2 3] 0 d 0.55 G {x} {foot} m {x} {head} l S"


@dataclass(frozen=True)
class Place:
    """Where a page goes: its sheet, by how much it moves to the right, and from which number its content counts."""

    sheet: bytes
    across: float
    first_mark: int


def side_by_side(pdf: Any, rtl: bool = False) -> None:
    """Put every two pages on one sheet, which is as wide as both."""
    references = list(pdf.page_references)
    pages = [_object(pdf, reference) for reference in references]
    places: dict[bytes, Place] = {}
    for number in range(0, len(pages), 2):
        pair, names = pages[number : number + 2], references[number : number + 2]
        width = pair[0]["MediaBox"][2]
        marks = 0
        for half, (page, name) in enumerate(zip(pair, names, strict=True)):
            places[name] = Place(names[0], width if bool(half) != rtl else 0, marks)
            marks += len(_marks(_object(pdf, page["Contents"]))) and max(_marks(_object(pdf, page["Contents"]))) + 1
        _draw(pdf, pair, [places[name] for name in names])
    _move_tags(pdf, places)
    _move_targets(pdf, places)
    _join_parents(pdf, dict(zip(references, pages, strict=True)), places)
    _drop(pdf, references, pages)


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _marks(stream: Any) -> list[int]:
    return [token["MCID"] for token in stream.stream if isinstance(token, dict) and "MCID" in token]


def _draw(pdf: Any, pages: list[Any], places: list[Place]) -> None:
    """Write the content of the pages of one sheet one after the other, each where it belongs."""
    _, _, width, height = pages[0]["MediaBox"]
    drawn: list[Any] = []
    for page, place in zip(pages, places, strict=True):
        stream = _object(pdf, page["Contents"])
        for token in stream.stream:
            if isinstance(token, dict) and "MCID" in token:
                token["MCID"] += place.first_mark
        drawn += ["q", f"1 0 0 1 {place.across} 0 cm", *stream.stream, "Q"]
        for link in page.get("Annots", ()):
            _move_rectangle(_object(pdf, link)["Rect"], place.across)
    fold = FOLD.format(x=width, foot=0, head=height)
    drawn += ["/Artifact", pydyf.Dictionary({"Type": "/Layout"}), "BDC", "q", fold, "Q", "EMC"]
    _object(pdf, pages[0]["Contents"]).stream = drawn
    links = [link for page in pages for link in page.get("Annots", ())]
    if links:
        pages[0]["Annots"] = pydyf.Array(links)
    for box in ("MediaBox", "TrimBox", "BleedBox"):
        pages[0][box] = pydyf.Array([0, 0, 2 * width, height])


def _move_rectangle(rectangle: Any, across: float) -> None:
    rectangle[0] += across
    rectangle[2] += across


def _dictionaries(value: Any) -> Iterator[Any]:
    """Yield a dictionary and those inside it that are no objects of their own."""
    if isinstance(value, dict):
        yield value
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _dictionaries(inside)


def _move_tags(pdf: Any, places: Mapping[bytes, Place]) -> None:
    """Let the elements of the tag tree refer to the sheets, to their content by its number there."""
    for element in (entry for entry in pdf.objects if isinstance(entry, dict) and "Pg" in entry):
        place = places[element["Pg"]]
        for position, kid in enumerate(element.get("K", ()) if isinstance(element.get("K"), list) else ()):
            if isinstance(kid, int):
                element["K"][position] = kid + place.first_mark
            elif isinstance(kid, dict) and "MCID" in kid:
                own = places[kid["Pg"]]
                kid["MCID"] += own.first_mark
                kid["Pg"] = own.sheet
        for attributes in _dictionaries(element.get("A")):
            if "BBox" in attributes:
                _move_rectangle(attributes["BBox"], place.across)
        element["Pg"] = place.sheet


def _move_targets(pdf: Any, places: Mapping[bytes, Place]) -> None:
    """Let links and bookmarks lead to the place on the sheet."""
    moved: set[int] = set()
    for target in (target for entry in [*pdf.objects, pdf.catalog] for target in _arrays(entry)):
        if len(target) > 3 and target[1] == "/XYZ" and target[0] in places and id(target) not in moved:
            moved.add(id(target))
            place = places[target[0]]
            target[0] = place.sheet
            if not isinstance(target[2], str):
                target[2] += place.across


def _arrays(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        yield value
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _arrays(inside)


def _join_parents(pdf: Any, pages: Mapping[bytes, Any], places: Mapping[bytes, Place]) -> None:
    """Join the lists that lead from the content of two pages to its elements."""
    numbers = _object(pdf, _object(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])
    entries = dict(zip(numbers["Nums"][::2], numbers["Nums"][1::2], strict=True))
    for name, page in pages.items():
        place = places[name]
        if place.sheet != name:
            own, sheet = entries.pop(page["StructParents"]), entries[pages[place.sheet]["StructParents"]]
            sheet += [b"null"] * (place.first_mark - len(sheet)) + list(own)
    numbers["Nums"] = pydyf.Array(part for key in sorted(entries) for part in (key, entries[key]))


def _drop(pdf: Any, references: list[bytes], pages: list[Any]) -> None:
    """Take the pages that became the second half of a sheet out of the file."""
    for page in pages[1::2]:
        stream = _object(pdf, page["Contents"])
        stream.stream = []
        page.clear()
    kids = [int(reference.split()[0]) for reference in references[::2]]
    pdf.pages["Kids"] = pydyf.Array(part for number in kids for part in (number, 0, "R"))
    pdf.pages["Count"] = len(kids)
