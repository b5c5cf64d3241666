"""Drawings and images of the Word document.

A drawing goes in as PNG with four times the pixels of its size on paper, not as SVG: Word would set its labels in
whatever fonts the reader's machine has, beside the places that they were measured for.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from urllib.parse import unquote

from ...figures.looks import DEFAULTS
from ...pictures import Picture, read_picture, recognise
from ...problems import BriefError, Problem
from ...view import View
from ...workspace import Workspace, shipped_fonts
from .ooxml import EMU_PER_PIXEL, NAMESPACES, tag
from .tree import Element

TO_TYPE = 'pip install "brief[office]"'
SHARPNESS = 4  # times the 96 pixels of an inch of CSS
ROOM = 14  # CSS pixels at the sides of a drawing with axes
MAX_SIDE = 4_000  # pixels of a drawing
_SIZE = re.compile(r'<svg\b[^>]*?\swidth="([\d.]+)"[^>]*?\sheight="([\d.]+)"')
_SHOWN = re.compile(r'\sviewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"')
_SIDE = re.compile(r'\s(width|height)="[\d.]+"')
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_LABEL = re.compile(r'\saria-label="([^"]*)"')
_IMAGE = re.compile(r'<image href="([^"]*)"')
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"


def is_installed() -> bool:
    """Tell whether drawings can be turned into pictures."""
    return find_spec("resvg_py") is not None


@dataclass(frozen=True)
class Shown:
    """One picture in the text: its bytes, its size in CSS pixels, and what stands for it where it cannot be seen."""

    content: bytes
    suffix: str
    width: float
    height: float
    alternative: str

    @property
    def name(self) -> str:
        """Return the name of its file in the package: equal pictures share one."""
        return f"{hashlib.sha256(self.content).hexdigest()[:16]}.{self.suffix}"


class Gallery:
    """Turn what a page shows into pictures; equal drawings are drawn once."""

    def __init__(self, workspace: Workspace, view: View) -> None:
        self.workspace, self.view = workspace, view
        self.files: dict[str, bytes] = {}
        self._drawn: dict[str, bytes] = {}
        tokens = view.theme.tokens
        colours = {role: tokens.get(role) or default for role, default in DEFAULTS.items()}
        rules = (f".f-{role}{{fill:{it}}}.s-{role}{{stroke:{it}}}" for role, it in colours.items())
        self._css = "".join(rules) + f"text{{font-family:'Source Sans 3','Vazirmatn NL';fill:{colours['ink']}}}"
        self._css += "".join(f"text.f-{role}{{fill:{it}}}" for role, it in colours.items())
        self._css += ".plot-bold{font-weight:600}"

    def drawing(self, source: str) -> Shown | None:
        """Return a drawing as a picture, or None for one without a size."""
        size = _SIZE.search(source)
        if size is None:
            return None
        image = _IMAGE.search(source)
        if image is not None:
            return self._part(source, image[1], size)
        width, height = float(size[1]), float(size[2])
        if 'class="plot' in source.partition(">")[0]:
            source, width, height = _with_room(source, width, height)
        content = self._drawn.get(source) or self._draw(source, width, height)
        self._drawn[source] = content
        return self._kept(Shown(content, "png", width, height, _alternative(source)))

    def image(self, element: Element) -> Shown:
        """Return an image of the workspace as it is."""
        picture = self._read(element.attributes.get("src", ""))
        found = re.search(r"width:([\d.]+)px", element.attributes.get("style", ""))
        width = float(found[1]) if found else float(picture.width)
        if "logo" in element.classes:
            width = min(width, 36 * picture.width / picture.height)
        height = width * picture.height / picture.width
        return self._kept(Shown(picture.content, _suffix(picture), width, height, element.attributes.get("alt", "")))

    def _read(self, address: str) -> Picture:
        return read_picture(self.workspace, self.view.folder / unquote(address))

    def _kept(self, shown: Shown) -> Shown:
        self.files[shown.name] = shown.content
        return shown

    def _draw(self, source: str, width: float, height: float) -> bytes:
        import resvg_py

        zoom = min(SHARPNESS, MAX_SIDE / max(width, height, 1))
        namespaced = source.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
        try:
            drawn = resvg_py.svg_to_bytes(
                svg_string=namespaced,
                style_sheet=self._css,
                zoom=zoom,
                background="#ffffff",
                skip_system_fonts=True,
                font_files=[str(path) for path in shipped_fonts()],
                font_family="Source Sans 3",
                sans_serif_family="Source Sans 3",
            )
        except ValueError as error:
            said = " ".join(str(error).split())[:200]
            message = f"a drawing could not be made into a picture: {said}"
            raise BriefError([Problem("chart", message, None, "please report it")]) from None
        return bytes(drawn)

    def _part(self, source: str, address: str, size: re.Match[str]) -> Shown:
        """Return the part of an image that is shown; the rest of it is not in the document."""
        from PIL import Image

        picture, shown = self._read(address), _SHOWN.search(source)
        left, top, width, height = (float(each) for each in shown.groups()) if shown else (0.0, 0.0, 1.0, 1.0)
        stream = BytesIO()
        with Image.open(BytesIO(picture.content)) as image:
            part = image.crop((round(left), round(top), round(left + width), round(top + height)))
            part.convert("RGB" if picture.media_type == "image/jpeg" else "RGBA").save(
                stream, "JPEG" if picture.media_type == "image/jpeg" else "PNG", **_quality(picture)
            )
        found = recognise(stream.getvalue()) or picture
        return self._kept(Shown(found.content, _suffix(found), float(size[1]), float(size[2]), _alternative(source)))


def _with_room(source: str, width: float, height: float) -> tuple[str, float, float]:
    """Return a drawing with a margin: on a web page the labels of an axis may reach beyond it."""
    wide, high = width + 2 * ROOM, height + ROOM
    head, close, rest = source.partition(">")
    head = _SHOWN.sub(f' viewBox="{-ROOM} {-ROOM / 2} {wide} {high}"', head)
    head = _SIDE.sub(lambda side: f' {side[1]}="{wide if side[1] == "width" else high}"', head)
    return head + close + rest, wide, high


def _quality(picture: Picture) -> Mapping[str, int]:
    return {"quality": 92} if picture.media_type == "image/jpeg" else {}


def _suffix(picture: Picture) -> str:
    return "png" if picture.media_type == "image/png" else "jpeg"


def _alternative(source: str) -> str:
    from html import unescape

    if 'aria-hidden="true"' in source.partition(">")[0]:
        return ""
    found = _LABEL.search(source.partition(">")[0]) or _TITLE.search(source)
    return " ".join(unescape(found[1]).split()) if found else ""


def picture_run(shown: Shown, relation: str, number: int, most: float) -> str:
    """Write a picture that stands in its line, at most `most` CSS pixels wide; one without words is decoration."""
    scale = min(1.0, most / shown.width) if shown.width else 1.0
    size = {
        "cx": max(1, round(shown.width * scale * EMU_PER_PIXEL)),
        "cy": max(1, round(shown.height * scale * EMU_PER_PIXEL)),
    }
    name = {"id": number, "name": f"Picture {number}", "descr": shown.alternative}
    decorative = ""
    if not shown.alternative:
        mark = tag("adec:decorative", {"xmlns:adec": _DECORATIVE, "val": 1})
        extension = tag("a:ext", {"uri": "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"}, mark)
        decorative = tag("a:extLst", None, extension)
    picture = tag(
        "pic:pic",
        None,
        tag("pic:nvPicPr", None, tag("pic:cNvPr", {"id": number, "name": shown.name}), tag("pic:cNvPicPr")),
        tag("pic:blipFill", None, tag("a:blip", {"r:embed": relation}), tag("a:stretch", None, tag("a:fillRect"))),
        tag(
            "pic:spPr",
            None,
            tag("a:xfrm", None, tag("a:off", {"x": 0, "y": 0}), tag("a:ext", size)),
            tag("a:prstGeom", {"prst": "rect"}, tag("a:avLst")),
        ),
    )
    graphic = tag("a:graphic", None, tag("a:graphicData", {"uri": NAMESPACES["pic"]}, picture))
    frame = tag("wp:cNvGraphicFramePr", None, tag("a:graphicFrameLocks", {"noChangeAspect": 1}))
    edges = {"distT": 0, "distB": 0, "distL": 0, "distR": 0}
    inline = tag("wp:inline", edges, tag("wp:extent", size), tag("wp:docPr", name, decorative), frame, graphic)
    return tag("w:r", None, tag("w:drawing", None, inline))
