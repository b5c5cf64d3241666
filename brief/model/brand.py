"""The look of a house: what it changes of a theme without a style sheet."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from .fields import Model, PictureText, Reads, YesNo, fail, say
from .values import as_group, read_text

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")


def read_colour(value: object) -> str:
    """Read a colour in hexadecimal, as in #7a0019."""
    text = read_text(value)
    if not _HEX.fullmatch(text):
        fail("colour", value=text)
    return text.lower()


Colour = Annotated[str, Reads(read_colour, {"type": "string", "pattern": "^#([0-9a-fA-F]{3}){1,2}$"})]
Colours = Annotated[
    dict[str, Colour],
    BeforeValidator(as_group),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}}),
]


class Brand(Model):
    """What a house changes of the theme, and no style sheet: colours, letters, logo, cover."""

    accent: Colour | None = say(
        "The colour of the house, for heads, rules and figures; what goes with it takes its hue, as light as it was.",
        eg="#7a0019",
    )
    cover: Colour | None = say("The ground of the first slide and of a band over the title.", eg="#3d0a12")
    colours: Colours = say(
        "Single colours by their names in the theme's theme.yaml, where what follows the accent does not suit.",
        {},
        eg={"link": "#0b4f8a"},
    )
    dark: Colours = say("The same for a dark screen.", {}, eg={"accent": "#ff9aa8"})
    sans_text: YesNo = say("True to set text and titles in the sans-serif too.", False)
    logo: PictureText | None = say(
        "A PNG or JPEG file in the workspace, in place of the publisher's name; that of meta.publisher wins.",
        eg="logo.png",
    )
