"""How a value is read: what a YAML file gives (text) and what Python code gives alike, or a refusal by rule id.

A value that does not fit raises a `PydanticCustomError` whose type is a rule id and whose context holds the author's
words; `brief.parse` turns it into a Problem with its place.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from pydantic_core import PydanticCustomError

from ..phrases import LANGUAGE_TAG
from .edtf import FuzzyDate, NotADateError, parse_edtf

MAX_LINE = 2_000
MAX_PROSE = 40_000
MAX_ITEMS = 500
MAX_SLUG = 80
MAX_QUOTED = 60

# Soft hyphens, joiners, thin spaces and the two plain direction marks: no glyphs, but real text needs them.
_INVISIBLE = "\n\t\u00a0\u00ad\u2007\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2011\u202f\u2060\u3000"


class Line(str):
    """One paragraph of text with inline Markdown: emphasis, links, citations."""

    __slots__ = ()


class Name(str):
    """A name as it is printed; that of a person may come with its parts, which a citation style turns and shortens."""

    family: str = ""
    given: str = ""


class Prose(str):
    """Markdown text of one or more paragraphs, with lists, tables and footnotes."""

    __slots__ = ()


class Ref(str):
    """The id of another item of the brief; `sections` names where it may stand."""

    sections: tuple[str, ...] = ()


class Evidence(str):
    """A citation as an author writes it in a list: `S3`, `S3, p. 4`, `S1#12` (fact 12 of the record) or `F2`."""

    __slots__ = ()


class Likelihood(str):
    """A term of the likelihood scale that the brief declares, or `not_assessed`."""

    __slots__ = ()


class Confidence(str):
    """A level of the confidence scale that the brief declares."""

    __slots__ = ()


class RecordName(str):
    """The name of a record in seeds/, without its ending."""

    __slots__ = ()


class PictureName(str):
    """The name of an image beside the brief, or in the folder of the workspace."""

    __slots__ = ()


class DataName(str):
    """The name of a CSV file beside the brief."""

    __slots__ = ()


def fail(rule: str, **context: Any) -> NoReturn:
    """Refuse a value: `rule` is the id of the rule, the context fills its message; a long value is cut."""
    shown = {key: quoted(value) if isinstance(value, str) else value for key, value in context.items()}
    # pydantic wants a literal here; the rule ids are ours and closed by a test.
    raise PydanticCustomError(rule, "{rule}", {"rule": rule, **shown})  # type: ignore[arg-type,unused-ignore]


def quoted(value: str) -> str:
    """Return the author's words as a message can show them: on one line, printable and not too long."""
    words = " ".join(value.split())
    words = words if len(words) <= MAX_QUOTED else words[: MAX_QUOTED - 1] + "…"
    return "".join(letter if letter.isprintable() or letter in _INVISIBLE else "\ufffd" for letter in words)


def shape_of(value: object) -> str:
    """Say in plain words what stands there."""
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list | tuple):
        return "a list"
    return "nothing" if value is None or value == "" else f"'{quoted(str(value))}'"


def unprintable(text: str) -> str | None:
    """Return the first character that cannot be printed, or None."""
    if text.isprintable():
        return None
    return next((letter for letter in text if not letter.isprintable() and letter not in _INVISIBLE), None)


def _as_text(value: object, limit: int) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float | datetime.date):
        fail("wrong-type", expected="text", found=shape_of(value))
    text = str(value).strip()
    letter = unprintable(text)
    if letter is not None:
        fail("bad-character", code=f"U+{ord(letter):04X}")
    if not text:
        fail("wrong-type", expected="text", found="nothing")
    if len(text) > limit:
        fail("too-long", limit=limit, length=len(text))
    return text


def read_text(value: object) -> str:
    """Read plain text; line breaks become spaces."""
    return re.sub(r"\s*\n\s*", " ", _as_text(value, MAX_LINE))


def read_name(value: object) -> Name:
    """Read a name, or the `family` and the `given` name of a person."""
    if not isinstance(value, dict):
        return Name(read_text(value))
    if set(value) != {"family", "given"}:
        fail("wrong-type", expected="a name, or a group of the keys family and given", found="other keys")
    name = Name(f"{read_text(value['given'])} {read_text(value['family'])}")
    name.family, name.given = read_text(value["family"]), read_text(value["given"])
    return name


def read_line(value: object) -> Line:
    """Read one paragraph of inline Markdown."""
    return Line(read_text(value))


def read_prose(value: object) -> Prose:
    """Read Markdown of any number of paragraphs."""
    return Prose(_as_text(value, MAX_PROSE))


def read_evidence(value: object) -> Evidence:
    """Read a citation in a list."""
    text = read_text(value)
    if not re.match(r"[A-Za-z]+\d", text):
        fail("bad-citation", value=text)
    return Evidence(text)


def read_whole(value: object) -> int:
    """Read a whole number; one in quotes is text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"[-+]?[0-9]{1,9}", value) and getattr(value, "plain", True):
        return int(value)
    fail("wrong-type", expected="a whole number", found=shape_of(value))


def read_number(value: object) -> float:
    """Read a number in the forms of YAML 1.2, up to fifteen digits."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    form = r"[-+]?([0-9]{1,15}(\.[0-9]{0,9})?|\.[0-9]{1,9})([eE][-+]?[0-9]{1,2})?"
    if isinstance(value, str) and re.fullmatch(form, value) and getattr(value, "plain", True):
        return float(value)
    fail("wrong-type", expected="a number", found=shape_of(value))


def read_yes_no(value: object) -> bool:
    """Read true or false."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return value.lower() == "true"
    fail("wrong-type", expected="true or false", found=shape_of(value))


_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_ISO_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?) ?(Z|[+-][0-9]{2}:?[0-9]{2})"
)


def read_date(value: object) -> datetime.date:
    """Read a day, year-month-day."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    text = read_text(value)
    match = _ISO_DATE.fullmatch(text)
    if match is None:
        fail("date", value=text)
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        fail("impossible-date", value=text)


def read_moment(value: object) -> datetime.date:
    """Read a day, or a day with a time and a zone."""
    if isinstance(value, datetime.date):
        return value
    text = read_text(value)
    match = _ISO_MOMENT.fullmatch(text)
    if match is None:
        return read_date(text)
    try:
        return datetime.datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3].replace('Z', '+00:00')}")
    except ValueError:
        fail("impossible-date", value=text)


def read_zoned(value: object) -> datetime.datetime:
    """Read a day with a time and a zone."""
    moment = read_moment(value)
    if not isinstance(moment, datetime.datetime) or moment.tzinfo is None:
        fail("date-time", value=str(value))
    return moment


def read_edtf(value: object) -> FuzzyDate:
    """Read a date as precise as it is known."""
    if isinstance(value, FuzzyDate):
        return value
    text = str(value) if isinstance(value, datetime.date) else read_text(value)
    try:
        return parse_edtf(text)
    except NotADateError:
        fail("impossible-date" if _ISO_DATE.fullmatch(text) else "fuzzy-date", value=text)


def _matching(value: object, form: str, rule: str) -> str:
    text = read_text(value)
    if not re.fullmatch(form, text):
        fail(rule, value=text)
    return text


def read_id(value: object) -> str:
    """Read the id of an item: letters and a number."""
    return _matching(value, r"[A-Za-z]{1,8}[0-9]{1,4}[a-z]?", "bad-id")


def read_slug(value: object) -> str:
    """Read a short name that can stand in a file name."""
    return _matching(value, rf"(?=.{{1,{MAX_SLUG}}}$)[a-z0-9]+(-[a-z0-9]+)*", "slug")


def read_version(value: object) -> str:
    """Read a version; `1.10` stays as written."""
    return _matching(value, r"[0-9]{1,4}(\.[0-9]{1,4}){0,2}", "version")


def read_edition(value: object) -> str:
    """Read the name of an edition, id@version."""
    return _matching(value, r"[a-z0-9]+(-[a-z0-9]+)*@[0-9]{1,4}(\.[0-9]{1,4}){0,2}", "edition")


def read_language(value: object) -> str:
    """Read a language tag (BCP 47)."""
    return _matching(value, LANGUAGE_TAG, "language-tag")


def read_url(value: object) -> str:
    """Read a web or mail address."""
    return _matching(value, r"(https?://[^\s<>\"'/?#]+\.[^\s<>\"']+|mailto:[^\s<>\"']+@[^\s<>\"']+)", "url")


def read_allowed(value: object) -> str:
    """Read whom mail may go to: an address, a domain, or `*.` and a domain for all below it; case does not count."""
    domain = r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}"
    # An address may be no longer than a path of SMTP (RFC 5321, 4.5.3.1); its local part has the common letters only.
    return _matching(read_text(value).lower(), rf"([a-z0-9.!#$%&'+/=?^_`{{|}}~-]{{1,64}}@|\*\.)?{domain}", "recipient")


def read_term(value: object) -> str:
    """Read a term of a scale; spaces may stand for underscores."""
    return read_text(value).lower().replace(" ", "_").replace("-", "_")


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


def as_list_or_name(value: Any) -> Any:
    """Read a single name, or the group of its parts, as a list of one."""
    return [value] if isinstance(value, str | dict) else as_list(value)


def as_group(value: Any) -> Any:
    """Refuse what is not a group of keys."""
    if not isinstance(value, dict):
        fail("wrong-type", expected="a group of keys", found=shape_of(value))
    return value
