"""The fonts that ship with the program: whole static files for print, the subsets that a page needs for the web."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from .datafile import read_data
from .workspace import Text, Workspace


def _catalogue(workspace: Workspace) -> dict[str, Any]:
    path = workspace.template("fonts/fonts.yaml")
    return _read(workspace.text(path)) if path else {}


@lru_cache(maxsize=4)
def _read(text: Text) -> dict[str, Any]:
    return read_data(text, "font list")[0]


def print_faces(workspace: Workspace) -> str:
    """Write the @font-face rules of the print fonts, one whole file for each family, weight and style."""
    rules = []
    for family in _catalogue(workspace).get("families", ()):
        for face in family["files"]:
            path = workspace.template(f"fonts/{face['file']}")
            if path is not None:
                rules.append(
                    f'@font-face{{font-family:"{family["name"]}";font-weight:{face["weight"]};'
                    f'font-style:{face["style"]};src:url("{path.resolve().as_uri()}")}}'
                )
    return "".join(rules)


def web_faces(workspace: Workspace, text: str) -> Iterator[str]:
    """Yield the @font-face rules of the web subsets that hold letters of the text, with the fonts inside."""
    for face, content in _subsets(workspace, text):
        yield _rule(face, f"data:font/woff2;base64,{base64.b64encode(content).decode()}", ";font-display:swap")


def label_faces(workspace: Workspace, text: str) -> Iterator[tuple[str, str, bytes]]:
    """Yield the faces without serifs that hold letters of the text: @font-face rule, name of the file, its bytes."""
    for face, content in _subsets(workspace, text):
        if "Serif" not in face["family"] and face["style"] == "normal":
            name = str(face["file"]).rpartition("/")[2]
            yield _rule(face, name), name, content


def _rule(face: Mapping[str, Any], address: str, more: str = "") -> str:
    return (
        f'@font-face{{font-family:"{face["family"]}";font-weight:{face["weight"]};font-style:{face["style"]}{more};'
        f'src:url({address}) format("woff2");unicode-range:{face["unicode_range"]}}}'
    )


def _subsets(workspace: Workspace, text: str) -> Iterator[tuple[Mapping[str, Any], bytes]]:
    """Yield the web subsets that hold letters of the text."""
    faces = _catalogue(workspace).get("web", ())
    # Punctuation stands in many subsets; only letters that Latin does not hold call for another one.
    latin = [span for face in faces if face["subset"] == "latin" for span in _spans(face)]
    beyond = {code for code in map(ord, set(text)) if not _holds(latin, code)}
    for face in faces:
        if face["subset"] != "latin" and not any(_holds(_spans(face), code) for code in beyond):
            continue
        path = workspace.template(f"fonts/{face['file']}")
        if path is not None:
            yield face, workspace.bytes(path)


def _spans(face: Mapping[str, Any]) -> list[tuple[int, int]]:
    return [_span(part) for part in face["unicode_range"].split(",")]


def _holds(spans: Sequence[tuple[int, int]], code: int) -> bool:
    return any(low <= code <= high for low, high in spans)


def _span(part: str) -> tuple[int, int]:
    low, _, high = part.strip().removeprefix("U+").partition("-")
    return int(low, 16), int(high or low, 16)
