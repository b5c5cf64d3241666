"""The kinds of value a field can hold. Each reads what a YAML file gives (text) and what Python code gives alike.

A value that does not fit raises a `PydanticCustomError` whose type is a rule id and whose context holds the author's
words; `brief.parse` turns it into a Problem with its place.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any, ClassVar, NoReturn, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from .edtf import FuzzyDate, NotADate, parse_edtf
from .vocabulary import Vocabulary

MAX_LINE = 2_000
MAX_PROSE = 40_000
MAX_ITEMS = 500


def fail(rule: str, **context: Any) -> NoReturn:
    """Refuse a value: `rule` is the id of the rule, the context fills its message."""
    raise PydanticCustomError(rule, "{rule}", {"rule": rule, **context})  # type: ignore[arg-type]


def shape_of(value: object) -> str:
    """Say in plain words what stands there."""
    if isinstance(value, dict):
        return "a group of keys"
    return "a list" if isinstance(value, list | tuple) else "nothing" if value is None else f"'{value}'"


def _as_text(value: object, limit: int) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | datetime.date):
        fail("wrong-type", expected="text", found=shape_of(value))
    text = str(value).strip()
    for letter in text:
        if not letter.isprintable() and letter not in "\n\t":
            # Soft hyphens, joiners and direction marks are format characters (Cf) that real text needs.
            if letter in "\u00ad\u200b\u200c\u200d\u200e\u200f\u2009\u202f\u00a0\u2060\u3000\u2011":
                continue
            fail("bad-character", code=f"U+{ord(letter):04X}")
    if not text:
        fail("wrong-type", expected="text", found="nothing")
    if len(text) > limit:
        fail("too-long", limit=limit, length=len(text))
    return text


class Line(str):
    """One paragraph of text with inline Markdown: emphasis, links, citations."""


class Prose(str):
    """Markdown text of one or more paragraphs, with lists, tables and footnotes."""


class Ref(str):
    """The id of another item of the brief; `sections` names where it may stand."""

    sections: tuple[str, ...] = ()


class Evidence(str):
    """A citation as an author writes it in a list: `S3`, `S3, p. 4`, `S1#12` (fact 12 of the record) or `F2`."""


class Likelihood(str):
    """A term of the likelihood scale that the brief declares, or `not_assessed`."""


class Confidence(str):
    """A level of the confidence scale that the brief declares."""


class RecordName(str):
    """The name of a record in seeds/, without its ending."""


def _text(value: object) -> str:
    return re.sub(r"\s*\n\s*", " ", _as_text(value, MAX_LINE))


def _line(value: object) -> Line:
    return Line(re.sub(r"\s*\n\s*", " ", _as_text(value, MAX_LINE)))


def _prose(value: object) -> Prose:
    return Prose(_as_text(value, MAX_PROSE))


def _evidence(value: object) -> Evidence:
    text = _text(value)
    if not re.match(r"[A-Za-z]+\d", text):
        fail("bad-citation", value=text)
    return Evidence(text)


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"[-+]?\d{1,9}", value) and getattr(value, "plain", True):
        return int(value)
    fail("wrong-type", expected="a whole number", found=shape_of(value))


def _number(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and re.fullmatch(r"[-+]?(\d{1,15}(\.\d{0,9})?|\.\d{1,9})(e[-+]?\d{1,2})?", value):
        return float(value)
    fail("wrong-type", expected="a number", found=shape_of(value))


def _yes_no(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return value.lower() == "true"
    fail("wrong-type", expected="true or false", found=shape_of(value))


_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def _date(value: object) -> datetime.date:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    text = _text(value)
    match = _ISO_DATE.fullmatch(text)
    if match is None:
        fail("date", value=text)
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        fail("impossible-date", value=text)


def _moment(value: object) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    text = _text(value)
    if _ISO_DATE.fullmatch(text):
        return _date(text)
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?\s?(Z|[+-]\d{2}:?\d{2})", text):
        fail("date", value=text)
    try:
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00").replace(" +", "+").replace(" -", "-"))
    except ValueError:
        fail("impossible-date", value=text)


def _zoned(value: object) -> datetime.datetime:
    moment = _moment(value)
    if not isinstance(moment, datetime.datetime):
        fail("date-time", value=str(value))
    return moment


def _edtf(value: object) -> FuzzyDate:
    if isinstance(value, FuzzyDate):
        return value
    text = str(value) if isinstance(value, datetime.date) else _text(value)
    try:
        return parse_edtf(text)
    except NotADate:
        rule = "impossible-date" if _ISO_DATE.fullmatch(text) else "fuzzy-date"
        fail(rule, value=text)


def _id(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"[A-Za-z]{1,8}\d{1,4}[a-z]?", text):
        fail("bad-id", value=text)
    return text


def _slug(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) or len(text) > 80:
        fail("slug", value=text)
    return text


def _version(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"\d{1,4}(\.\d{1,4}){0,2}", text):
        fail("version", value=text)
    return text


def _language(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", text):
        fail("language-tag", value=text)
    return text


def _url(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"(https?://[^\s<>\"'/?#]+\.[^\s<>\"']+|mailto:[^\s<>\"']+@[^\s<>\"']+)", text):
        fail("url", value=text)
    return text


def _term(value: object) -> str:
    return _text(value).lower().replace(" ", "_").replace("-", "_")


Text = Annotated[str, BeforeValidator(_text, json_schema_input_type=str | int | float)]
LineText = Annotated[Line, BeforeValidator(_line), WithJsonSchema({"type": "string"})]
ProseText = Annotated[Prose, BeforeValidator(_prose), WithJsonSchema({"type": "string"})]
EvidenceText = Annotated[
    Evidence, BeforeValidator(_evidence), WithJsonSchema({"type": "string", "examples": ["S1#12", "S3, p. 4", "F2"]})
]
LikelihoodText = Annotated[
    Likelihood, BeforeValidator(lambda value: Likelihood(_term(value))), WithJsonSchema({"$ref": "#/$defs/likelihood"})
]
ConfidenceText = Annotated[
    Confidence, BeforeValidator(lambda value: Confidence(_term(value))), WithJsonSchema({"$ref": "#/$defs/confidence"})
]
RecordText = Annotated[
    RecordName, BeforeValidator(lambda value: RecordName(_slug(value))), WithJsonSchema({"type": "string"})
]
Whole = Annotated[int, BeforeValidator(_whole)]
Number = Annotated[float, BeforeValidator(_number)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Id = Annotated[str, BeforeValidator(_id)]
Slug = Annotated[str, BeforeValidator(_slug)]
Version = Annotated[str, BeforeValidator(_version), WithJsonSchema({"type": ["string", "number"], "examples": ["1.0"]})]
LanguageTag = Annotated[str, BeforeValidator(_language)]
Url = Annotated[str, BeforeValidator(_url)]
_ISO = PlainSerializer(lambda day: day.isoformat(), return_type=str, when_used="json")
Date = Annotated[datetime.date, BeforeValidator(_date), _ISO, WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[
    datetime.date | datetime.datetime,
    BeforeValidator(_moment),
    _ISO,
    WithJsonSchema({"type": "string", "examples": ["2024-04-29", "2024-04-29T18:00+02:00"]}),
]
Zoned = Annotated[
    datetime.datetime,
    BeforeValidator(_zoned),
    _ISO,
    WithJsonSchema({"type": "string", "examples": ["2024-07-04T00:01+01:00"]}),
]
Edtf = Annotated[
    Any,
    BeforeValidator(_edtf),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": ["string", "integer"], "examples": ["2024-03-22", "1992-04", "199X", "2021-08~"]}),
]


def one_of(vocabulary: Vocabulary) -> Any:
    """Return the type of a field that takes one value of a closed vocabulary; spaces may stand for underscores."""

    def check(value: object) -> str:
        text = _text(value)
        for candidate in (text, text.replace(" ", "_").replace("-", "_"), text.lower().replace(" ", "_")):
            if candidate in vocabulary:
                return candidate
        fail("vocabulary", value=text, name=vocabulary.name, allowed=vocabulary.values)

    return Annotated[str, BeforeValidator(check), WithJsonSchema({"type": "string", "enum": list(vocabulary.values)})]


def ref_to(*sections: str) -> Any:
    """Return the type of a field that names another item by its id; `sections` are the YAML keys it may stand under."""

    def check(value: object) -> Ref:
        ref = Ref(_id(value))
        ref.sections = sections
        return ref

    return Annotated[Ref, BeforeValidator(check), WithJsonSchema({"type": "string"})]


def limited(limit: int) -> Any:
    """Return the type of a line that may have at most `limit` characters."""

    def check(value: object) -> Line:
        line = _line(value)
        if len(line) > limit:
            fail("too-long", limit=limit, length=len(line))
        return line

    return Annotated[Line, BeforeValidator(check), WithJsonSchema({"type": "string", "maxLength": limit})]


def within(low: int, high: int) -> Any:
    """Return the type of a whole number from `low` to `high`."""

    def check(value: object) -> int:
        number = _whole(value)
        if not low <= number <= high:
            fail("out-of-range", value=number, low=low, high=high)
        return number

    return Annotated[int, BeforeValidator(check), WithJsonSchema({"type": "integer", "minimum": low, "maximum": high})]


def say(description: str, default: Any = None, eg: Any = None, required: bool = False) -> Any:
    """Describe a field: one sentence for the author, and an example; both go into the JSON Schema."""
    examples = None if eg is None else [eg]
    if required:
        return Field(description=description, examples=examples)
    return Field(default=default, description=description, examples=examples)


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

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, dict | BaseModel):
            # A key without a value counts as not written.
            return {k: v for k, v in value.items() if v is not None} if isinstance(value, dict) else value
        if cls.shorthand and isinstance(value, str | int | float) and not isinstance(value, bool):
            return {cls.shorthand: value}
        expected = "text or a group of keys" if cls.shorthand else "a group of keys"
        fail("wrong-type", expected=expected, found=shape_of(value))

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> Any:
        schema = handler(core_schema)
        if not cls.shorthand:
            return schema
        resolved = handler.resolve_ref_schema(schema)
        options = {key: resolved.pop(key) for key in list(resolved) if key not in ("title", "description")}
        resolved["anyOf"] = [{"type": "string"}, options]
        return schema


T = TypeVar("T")


def as_list(value: Any) -> Any:
    """Refuse what is not a list, and lists longer than 500 entries."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        fail("wrong-type", expected="a list", found=shape_of(value))
    if len(value) > MAX_ITEMS:
        fail("too-long-list", limit=MAX_ITEMS, length=len(value))
    return value


def as_list_or_one(value: Any) -> Any:
    """Read a single text as a list of one."""
    return [value] if isinstance(value, str) else as_list(value)


Many = Annotated[tuple[T, ...], BeforeValidator(as_list)]
OneOrMany = Annotated[tuple[T, ...], BeforeValidator(as_list_or_one)]


def numbered(prefix: str, shorthand: str = "") -> Callable[[Any], Any]:
    """Return a validator that gives every entry without an id the next free one: KJ1, KJ2, …"""

    def fill(value: Any) -> Any:
        entries = as_list_or_one(value) if shorthand else as_list(value)
        taken = {str(entry["id"]) for entry in entries if isinstance(entry, dict) and entry.get("id")}
        free = (f"{prefix}{n}" for n in range(1, 10_000) if f"{prefix}{n}" not in taken)
        filled: list[Any] = []
        for entry in entries:
            if isinstance(entry, str) and shorthand:
                entry = {shorthand: entry}
            if isinstance(entry, dict) and not entry.get("id"):
                entry = {"id": next(free), **{k: v for k, v in entry.items() if k != "id"}}
            filled.append(entry)
        return filled

    return fill
