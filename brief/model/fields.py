"""The kinds of value a field can hold, as types, and how a field is described.

A field reads `name: Type = say("What the author should know.", default, eg="an example")`. The description and the
example are what editors show and what the reference is made from.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from . import values
from .edtf import FuzzyDate
from .values import Confidence, Evidence, Likelihood, Line, PictureName, Prose, RecordName, Ref, fail, shape_of
from .vocabulary import Vocabulary

__all__ = [
    "Confidence",
    "Evidence",
    "Likelihood",
    "Line",
    "PictureName",
    "Prose",
    "RecordName",
    "Ref",
    "fail",
    "shape_of",
]

T = TypeVar("T")

# Marks in a JSON Schema that brief.schema turns into words of JSON Schema: pydantic follows no reference but its own.
SCALE = "scale-of"
FILLED_IN = "filled-in"


@dataclass(frozen=True, eq=False)
class Reads:
    """Stand in the brackets of `Annotated`: how the field reads a value, and how the JSON Schema shows it."""

    read: Callable[[object], Any]
    shown: dict[str, Any] = field(default_factory=lambda: {"type": "string"})

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.shown)


def _scalar(*examples: str, **more: Any) -> dict[str, Any]:
    """Show a text that an author may also write as a bare number."""
    return {"type": ["string", "number"], **({"examples": list(examples)} if examples else {}), **more}


Text = Annotated[str, Reads(values.read_text, _scalar())]
_PARTS = {
    "family": {"type": "string", "description": "The name that a list of sources is in order of."},
    "given": {"type": "string", "description": "The other names, which a citation style may shorten."},
}
_PERSON = {"type": "object", "properties": _PARTS, "required": ["family", "given"], "additionalProperties": False}
NameText = Annotated[str, Reads(values.read_name, {"anyOf": [{"type": ["string", "number"]}, _PERSON]})]
LineText = Annotated[Line, Reads(values.read_line, _scalar())]
ProseText = Annotated[Prose, Reads(values.read_prose, _scalar())]
EvidenceText = Annotated[Evidence, Reads(values.read_evidence)]
LikelihoodText = Annotated[Likelihood, Reads(lambda value: Likelihood(values.read_term(value)), {SCALE: "likelihood"})]
ConfidenceText = Annotated[Confidence, Reads(lambda value: Confidence(values.read_term(value)), {SCALE: "confidence"})]
PictureText = Annotated[PictureName, Reads(lambda value: PictureName(values.read_text(value)))]
RecordText = Annotated[RecordName, Reads(lambda value: RecordName(values.read_slug(value)))]
Whole = Annotated[int, Reads(values.read_whole, {"type": "integer"})]
Number = Annotated[float, Reads(values.read_number, {"type": "number"})]
YesNo = Annotated[bool, Reads(values.read_yes_no, {"type": "boolean"})]
Id = Annotated[str, Reads(values.read_id, {"type": "string", "pattern": "^[A-Za-z]{1,8}[0-9]{1,4}[a-z]?$"})]
Slug = Annotated[
    str,
    Reads(values.read_slug, {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": values.MAX_SLUG}),
]
Version = Annotated[str, Reads(values.read_version, _scalar())]
Edition = Annotated[str, Reads(values.read_edition, {"type": "string", "pattern": "^[a-z0-9-]+@[0-9.]+$"})]
LanguageTag = Annotated[str, Reads(values.read_language)]
Url = Annotated[str, Reads(values.read_url, {"type": "string", "pattern": "^(https?://|mailto:)"})]
AllowedText = Annotated[
    str, Reads(values.read_allowed, {"type": "string", "pattern": r"^([^\s@]+@|\*\.)?[^\s@]+\.[^\s@.]+$"})
]
Date = Annotated[datetime.date, Reads(values.read_date, {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})]
Moment = Annotated[
    datetime.date, Reads(values.read_moment, {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}"})
]
Zoned = Annotated[datetime.datetime, Reads(values.read_zoned)]
Edtf = Annotated[
    FuzzyDate, Reads(values.read_edtf, {"type": ["string", "integer"], "pattern": "^[0-9]{3}[0-9X](-[0-9]{2}){0,2}"})
]


def one_of(vocabulary: Vocabulary) -> Reads:
    """Read one value of a closed vocabulary; spaces may stand for underscores, capitals for small letters."""

    def read(value: object) -> str:
        text = values.read_text(value)
        under = text.replace(" ", "_").replace("-", "_")
        found = next((each for each in (text, under, under.lower(), under.upper()) if each in vocabulary), None)
        if found is None:
            fail("vocabulary", value=text, name=vocabulary.name, allowed=vocabulary.values)
        return found

    shown: dict[str, Any] = {"type": "string", "enum": list(vocabulary.values)}
    if all(value.isdigit() for value in vocabulary.values):
        # A bare number is a number to an editor, and the text of it here.
        shown = {"enum": [*vocabulary.values, *map(int, vocabulary.values)]}
    return Reads(read, shown)


def ref_to(*sections: str) -> Reads:
    """Read the id of another item; `sections` are the YAML keys that it may stand under."""

    def read(value: object) -> Ref:
        ref = Ref(values.read_id(value))
        ref.sections = sections
        return ref

    return Reads(read)


def limited(limit: int) -> Reads:
    """Read a line that may have at most `limit` characters."""

    def read(value: object) -> Line:
        line = values.read_line(value)
        if len(line) > limit:
            fail("too-long", limit=limit, length=len(line))
        return line

    return Reads(read, _scalar(maxLength=limit))


def within(low: int, high: int) -> Reads:
    """Read a whole number from `low` to `high`."""

    def read(value: object) -> int:
        number = values.read_whole(value)
        if not low <= number <= high:
            fail("out-of-range", value=number, low=low, high=high)
        return number

    return Reads(read, {"type": "integer", "minimum": low, "maximum": high})


def say(description: str, default: Any = None, eg: Any = None, required: bool = False) -> Any:
    """Describe a field: a sentence for the author, and an example; both go into the JSON Schema."""
    examples = None if eg is None else [eg]
    if required:
        return Field(description=description, examples=examples)
    return Field(default=default, description=description, examples=examples)


def named(example: str) -> Any:
    """Describe the id of an item: the author may leave it out, and then the next free one is filled in."""
    description = (
        "The name of this item, by which others cite it; keep it from edition to edition. Filled in if left out."
    )
    return Field(description=description, examples=[example], json_schema_extra={FILLED_IN: True})


class Model(BaseModel):
    """A group of keys: closed (an unknown key is a mistake) and immutable."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        defer_build=True,
        arbitrary_types_allowed=True,
        # Python's own words (for, from) and pydantic's (schema) carry a trailing underscore in the code only.
        alias_generator=lambda name: name.rstrip("_"),
        populate_by_name=True,
    )

    # The field that a plain string fills, where an author writes a string instead of a group of keys.
    shorthand: ClassVar[str] = ""
    # True for what qualifies the item that it stands in, and goes wherever the item goes.
    caveat: ClassVar[bool] = False

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, dict):
            # A key without a value counts as not written.
            return {k: v for k, v in value.items() if v is not None}
        if cls.shorthand and isinstance(value, str | int | float) and not isinstance(value, bool):
            return {cls.shorthand: value}
        if not isinstance(value, BaseModel):
            expected = "text or a group of keys" if cls.shorthand else "a group of keys"
            fail("wrong-type", expected=expected, found=shape_of(value))
        return value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        reference = handler(schema)
        group = handler.resolve_ref_schema(reference)
        filled = [name for name, shown in group["properties"].items() if shown.pop(FILLED_IN, False)]
        group["required"] = [name for name in group.get("required", ()) if name not in filled]
        if not group["required"]:
            del group["required"]
        if cls.shorthand:
            options = {key: group.pop(key) for key in list(group) if key not in ("title", "description")}
            group["anyOf"] = [{"type": ["string", "number"]}, options]
        return reference


class _ShowsOne:
    """Show in the JSON Schema that a single text may stand for a list of one."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        many = handler(schema)
        entry = many["items"]
        return {"anyOf": [{"type": "string"} if "$ref" in entry else entry, many]}


Many = Annotated[tuple[T, ...], BeforeValidator(values.as_list)]
Names = Annotated[tuple[NameText, ...], BeforeValidator(values.as_list_or_name), _ShowsOne()]
OneOrMany = Annotated[tuple[T, ...], BeforeValidator(values.as_list_or_one), _ShowsOne()]


@dataclass(frozen=True)
class Numbered:
    """Give every entry of a list without an id the next free one, as in KJ1, KJ2, KJ3.

    `shorthand` is the key that a plain text fills, where entries may be plain texts.
    """

    prefix: str
    shorthand: str = ""

    def fill(self, value: Any) -> Any:
        """Return the entries, each with its id."""
        entries = values.as_list_or_one(value) if self.shorthand else values.as_list(value)
        taken = {str(entry["id"]).strip() for entry in entries if isinstance(entry, dict) and entry.get("id")}
        free = (name for n in itertools.count(1) if (name := f"{self.prefix}{n}") not in taken)
        return [self._with_id(entry, free) for entry in entries]

    def _with_id(self, entry: Any, free: Iterator[str]) -> Any:
        group = {self.shorthand: entry} if self.shorthand and isinstance(entry, str) else entry
        if isinstance(group, dict) and not group.get("id"):
            return {**group, "id": next(free)}
        return group

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.fill, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        many = handler(schema)
        return {"anyOf": [{"type": "string"}, many]} if self.shorthand else many
