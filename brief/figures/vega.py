"""Vega-Lite, by way of vl-convert: a specification in, a drawing with roles out. It is an extra, loaded when needed.

It holds a JavaScript engine in threads of its own. A process that has drawn must not fork (the child would wait for
threads that it does not have), and the engine reserves 64 GB of addresses that it never fills: from then on the limit
on memory counts what can be written, not what is reserved.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from typing import Any
from xml.etree import ElementTree

from ..problems import BriefError, Problem
from ..workspace import package_folder
from .drawing import Anchor, Drawing, Label, Shape, number
from .looks import DEFAULTS, PATTERNS

FONT = "Source Sans 3"
TO_TYPE = 'pip install "brief[charts]"'
# Vega knows colours only: each role has one that stands for it until the drawing is read back.
ROLES = [*DEFAULTS, *(f"pattern:{name}" for name in PATTERNS)]
COLOURS: Mapping[str, str] = {role: f"#0a0b{place:02x}" for place, role in enumerate(ROLES)}
_ROLE_OF = {colour: role for role, colour in COLOURS.items()}
_NUMBER = re.compile(r"-?\d*\.?\d+(?:e-?\d+)?")
_MOVE = re.compile(r"(translate|scale|rotate)\(([^)]*)\)")
_REPORT = "please report it"
_SKIPPED = ("background", "foreground")


def is_installed() -> bool:
    """Tell whether charts can be drawn."""
    return find_spec("vl_convert") is not None


def draw(spec: dict[str, Any], formats: Mapping[str, Any]) -> Drawing:
    """Draw a specification; raise `BriefError` where that cannot be done."""
    make_room()
    engine = _engine()
    try:
        svg = engine.vegalite_to_svg(
            spec,
            show_warnings=False,
            allowed_base_urls=[],
            format_locale=dict(formats["number"]),
            time_format_locale=dict(formats["time"]),
        )
    except ValueError as error:
        said = " ".join(str(error).split())[:200]
        raise BriefError([Problem("chart", f"the chart could not be drawn: {said}", None, _REPORT)]) from None
    return read_back(svg)


@lru_cache(maxsize=1)
def _engine() -> Any:
    import vl_convert

    # What is measured here is printed with these fonts; those of the machine are no help.
    vl_convert.register_font_directory(str(package_folder("templates") / "fonts"))
    return vl_convert


def make_room() -> None:
    """Let the limit on memory count what can be written from now on."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, resource.getrlimit(resource.RLIMIT_DATA)[1]))
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def read_back(svg: str) -> Drawing:
    """Read what Vega drew: its paths with their roles, its texts as labels, all at their places on the whole."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - written by our own engine, which declares no entities
    drawing = Drawing(float(root.get("width", 0)), float(root.get("height", 0)))
    for child in root:
        if _tag(child) == "g":
            _walk(child, (0.0, 0.0), drawing, "")
    if not all(map(_is_drawable, drawing.shapes)):
        # One number that is none would make readers of the PDF leave out the rest of its page.
        raise BriefError([Problem("chart", "the chart could not be drawn: it has no place on its axes", None, _REPORT)])
    return drawing


def _is_drawable(shape: Shape) -> bool:
    return all(map(math.isfinite, (shape.x, shape.y, shape.width))) and "nan" not in f"{shape.d}{shape.dash}".lower()


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _walk(element: ElementTree.Element, origin: tuple[float, float], drawing: Drawing, group: str) -> None:
    moved = _moved(element, origin)
    tag, classes = _tag(element), element.get("class", "")
    if classes in _SKIPPED or element.get("display") == "none":
        return
    if tag == "g":
        for child in element:
            _walk(child, moved, drawing, classes or group)
    elif tag == "text":
        _read_text(element, moved, drawing)
    elif tag in ("path", "line"):
        _read_shape(element, moved, drawing)


def _moved(element: ElementTree.Element, origin: tuple[float, float]) -> tuple[float, float]:
    x, y = origin
    for name, arguments in _MOVE.findall(element.get("transform", "")):
        if name == "translate":
            dx, dy = (*(float(part) for part in arguments.split(",")), 0.0)[:2]
            x, y = x + dx, y + dy
    return x, y


def _read_shape(element: ElementTree.Element, at: tuple[float, float], drawing: Drawing) -> None:
    fill, stroke = (_ROLE_OF.get(element.get(key, ""), "") for key in ("fill", "stroke"))
    if not (fill or stroke):
        return
    if _tag(element) == "line":
        d = f"M0,0l{number(float(element.get('x2', 0)))},{number(float(element.get('y2', 0)))}"
    else:
        d = _NUMBER.sub(lambda found: number(float(found[0])), element.get("d", ""))
    if d:
        dash = element.get("stroke-dasharray", "").replace(",", " ")
        width = float(element.get("stroke-width", 1))
        drawing.shapes.append(Shape(d, *at, fill, stroke, width, dash))


def _read_text(element: ElementTree.Element, at: tuple[float, float], drawing: Drawing) -> None:
    size = float(element.get("font-size", "11px").removesuffix("px"))
    anchors: dict[str, Anchor] = {"middle": "middle", "end": "end"}
    anchor = anchors.get(element.get("text-anchor", ""), "start")
    role = _ROLE_OF.get(element.get("fill", ""), "ink")
    bold = element.get("font-weight", "") in ("bold", "600", "700")
    lines = [each.text or "" for each in element if _tag(each) == "tspan"] or [element.text or ""]
    for row, text in enumerate(lines):
        if text.strip():
            y = at[1] + row * size * 1.2
            drawing.labels.append(Label(text.strip(), at[0], y, size, anchor, role, bold))
