"""A drawing as markup: for print shapes with colours and labels in HTML, for the web SVG with roles as classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from ..language import direction_of_words
from .drawing import Anchor, Drawing, Label, Shape, number
from .looks import DEFAULTS, PATTERNS

# Source Sans 3 in a line of 1.2 em: how far below the top of the line its baseline stands.
NOTHING = Markup("")
_LINE, _BASELINE = 1.2, 0.937
_SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}
_OPPOSITE: Mapping[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}
_ALIGN = {"start": "left", "middle": "center", "end": "right"}


def print_markup(drawing: Drawing, name: str, alt: str, tokens: Mapping[str, str]) -> Markup:
    """Write a drawing for the print engine; the whole of it is one picture with one text alternative."""
    frame = Markup('<div class="plot" role="img" aria-label="{}" dir="ltr" style="width:{}px;height:{}px">')
    labels = Markup("").join(_placed(label, drawing) for label in drawing.labels)
    head = frame.format(alt, number(drawing.width), number(drawing.height))
    # The print engine takes the alternative of a drawing from its title.
    title = Markup("<title>{}</title>").format(alt) if alt else NOTHING
    shapes = _svg(drawing, f"{name}-p", tokens, Markup('class="shapes"'), (title, NOTHING))
    return head + shapes + labels + Markup("</div>")


def web_markup(drawings: Mapping[str, Drawing], name: str, alt: str) -> Markup:
    """Write a figure for the web page: its drawings by the width that each is for.

    Words are written in the first drawing and shown in the others by reference: who searches or copies the page meets
    each of them once, as on paper.
    """
    words = _Words(name, shared=len(drawings) > 1)
    parts = []
    for medium, drawing in drawings.items():
        classes = f"plot plot-{medium}{' plot-rtl' if drawing.mirrored else ''}"
        shown = Markup('class="{}" role="img" aria-label="{}"').format(classes, alt)
        parts.append(_svg(drawing, f"{name}-{medium[0]}", None, shown, (NOTHING, words.of(drawing))))
    return Markup("").join(parts)


def symbol_markup(drawing: Drawing, name: str, tokens: Mapping[str, str] | None) -> Markup:
    """Write a small drawing that stands in a line of text or in a cell beside the words that say the same."""
    return _svg(drawing, name, tokens, Markup('class="symbol" aria-hidden="true"'))


def _svg(
    drawing: Drawing,
    name: str,
    tokens: Mapping[str, str] | None,
    attributes: Markup,
    around: tuple[Markup, Markup] = (NOTHING, NOTHING),
) -> Markup:
    """Write the shapes of a drawing, and what stands before and after them."""
    w, h = number(drawing.width), number(drawing.height)
    used = sorted({shape.fill.partition(":")[2] for shape in drawing.shapes if shape.fill.startswith("pattern:")})
    inside = Markup("").join(_path(shape, name, tokens) for shape in drawing.shapes)
    if drawing.mirrored:
        inside = Markup('<g transform="matrix(-1 0 0 1 {} 0)">').format(w) + inside + Markup("</g>")
    patterns = Markup("").join(_pattern(each, name, tokens) for each in used)
    defined = Markup("<defs>") + patterns + Markup("</defs>") if used else NOTHING
    frame = Markup('<svg {} viewBox="0 0 {} {}" width="{}" height="{}">').format(attributes, w, h, w, h)
    return frame + around[0] + defined + inside + around[1] + Markup("</svg>")


def _path(shape: Shape, name: str, tokens: Mapping[str, str] | None) -> Markup:
    place = f' transform="translate({number(shape.x)},{number(shape.y)})"' if shape.x or shape.y else ""
    paint, classes = _painted(shape, name, tokens)
    return Markup("<path{}{}{}/>").format(
        Markup(' class="{}"').format(" ".join(classes)) if classes else "",
        Markup(place + f' d="{shape.d}"'),
        Markup("".join(f' {key}="{value}"' for key, value in paint.items())),
    )


def _painted(shape: Shape, name: str, tokens: Mapping[str, str] | None) -> tuple[dict[str, str], list[str]]:
    """Return the attributes of a shape and its classes: a class says the role, an attribute the colour of print."""
    paint: dict[str, str] = {}
    classes: list[str] = []
    for key, role in (("fill", shape.fill), ("stroke", shape.stroke)):
        kind, _, pattern = role.partition(":")
        if pattern and kind == "pattern":
            paint[key] = f"url(#{name}-{pattern})"
        elif role:
            if tokens is None:
                classes.append(f"{key[0]}-{role}")
            else:
                paint[key] = tokens.get(role) or DEFAULTS[role]
        elif key == "fill":
            paint[key] = "none"
    if shape.stroke:
        paint["stroke-width"] = number(shape.width)
        if shape.dash:
            paint["stroke-dasharray"] = shape.dash
    return paint, classes


def _pattern(pattern: str, name: str, tokens: Mapping[str, str] | None) -> Markup:
    tile = PATTERNS[pattern]
    size = number(tile.size)
    ground = Shape(f"M0,0h{size}v{size}h-{size}Z", fill=tile.ground)
    mark = Shape(tile.d, fill=tile.fill, stroke=tile.stroke, width=tile.width)
    inside = _path(ground, name, tokens) + _path(mark, name, tokens)
    head = f'<pattern id="{name}-{pattern}" patternUnits="userSpaceOnUse" width="{size}" height="{size}">'
    return Markup(head) + inside + Markup("</pattern>")


class _Words:
    """The labels of a figure as text of SVG; sizes are relative: a label of one drawing can stand in another."""

    def __init__(self, name: str, shared: bool) -> None:
        self.name, self.shared = name, shared
        self._count = 0
        self._written: dict[tuple[object, ...], list[tuple[str, float, float]]] = {}

    def of(self, drawing: Drawing) -> Markup:
        """Write the labels of a drawing: those that stand in an earlier one by reference, each once."""
        if not drawing.labels:
            return NOTHING
        size = drawing.labels[0].size
        before, self._written = self._written, {}
        texts = Markup("").join(self._text(label, drawing, size, before) for label in drawing.labels)
        return Markup('<g font-size="{}">').format(number(size)) + texts + Markup("</g>")

    def _text(self, label: Label, drawing: Drawing, size: float, before: dict[tuple[object, ...], Any]) -> Markup:
        """Write one label; on a mirrored drawing it starts at its right end, by the direction of its class."""
        x, y = drawing.width - label.x if drawing.mirrored else label.x, label.y
        relative = number(label.size / size)
        key = (label.text, label.anchor, label.role, label.bold, relative)
        if before.get(key):
            name, there_x, there_y = before[key].pop(0)
            return Markup('<use href="#{}" x="{}" y="{}"/>').format(name, number(x - there_x), number(y - there_y))
        name = f"{self.name}-t{self._count}"
        self._count += 1
        self._written.setdefault(key, []).append((name, x, y))
        return Markup('<text{} class="plot-text{} f-{}{}" x="{}" y="{}"{}{}>{}</text>').format(
            Markup(' id="{}"').format(name) if self.shared else "",
            "-rtl" if drawing.mirrored else "",
            label.role,
            " plot-bold" if label.bold else "",
            number(x),
            number(y),
            Markup(f' font-size="{relative}em"') if relative != "1" else "",
            Markup(f' text-anchor="{label.anchor}"') if label.anchor != "start" else "",
            label.text,
        )


def _placed(label: Label, drawing: Drawing) -> Markup:
    """Write a label as a box that is as wide as the drawing, so that it never breaks and stands by its anchor."""
    width, x, anchor = drawing.width, label.x, label.anchor
    if drawing.mirrored:
        x, anchor = width - x, _OPPOSITE[anchor]
    left = x - width * _SHIFT[anchor]
    top = label.y - _BASELINE * label.size
    style = {
        "left": f"{number(left)}px",
        "top": f"{number(top)}px",
        "width": f"{number(width)}px",
        "text-align": _ALIGN[anchor],
        "font-size": f"{number(label.size)}px",
        "line-height": f"{number(label.size * _LINE)}px",
    }
    written = ";".join(f"{key}:{value}" for key, value in style.items())
    bold = " plot-bold" if label.bold else ""
    # Words on a drawing that runs from left to right run as their letters do.
    turned = Markup(' dir="rtl"') if drawing.mirrored or direction_of_words(label.text) == "rtl" else Markup("")
    return Markup('<span class="plot-label t-{}{}"{} style="{}">{}</span>').format(
        label.role, bold, turned, Markup(written), label.text
    )


def roles_css(roles: Iterable[str] = DEFAULTS) -> str:
    """Write the rules by which the web page colours shapes and labels: one class for each role and use."""
    return "".join(f".f-{role}{{fill:var(--{role})}}.s-{role}{{stroke:var(--{role})}}" for role in roles)
