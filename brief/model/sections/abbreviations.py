"""Abbreviations, spelled out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from ..fields import Line, LineText, Text
from ..section import SectionKind
from ..values import as_group

ABBREVIATIONS = SectionKind[Mapping[str, Line]](
    "abbreviations",
    Annotated[
        dict[Text, LineText],
        BeforeValidator(as_group),
        WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}}),
    ],
    "Abbreviations and what they stand for, one on each line.",
    {},
    {"EU": "European Union"},
)
