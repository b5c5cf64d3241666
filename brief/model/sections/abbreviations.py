"""Abbreviations, spelled out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator

from ..fields import Line, LineText, Text, fail, shape_of
from ..section import SectionKind


def _table(value: Any) -> Any:
    if not isinstance(value, dict):
        fail("wrong-type", expected="a group of keys", found=shape_of(value))
    return value


ABBREVIATIONS = SectionKind[Mapping[str, Line]](
    "abbreviations",
    Annotated[dict[Text, LineText], BeforeValidator(_table)],
    "Abbreviations and what they stand for.",
    {},
    {"EU": "European Union"},
)
