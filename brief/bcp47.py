"""Language tags (BCP 47) as CLDR reads them: the locale of a tag, the files that may have its words, its digits."""

from __future__ import annotations

from collections.abc import Iterator

from babel import Locale
from babel.core import get_global

# The digits of numbering systems other than that of Latin letters (CLDR), and the counter style of CSS that has them.
DIGITS = {"arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}
COUNTER_STYLES = {"arab": "arabic-indic", "arabext": "persian"}


def preferred(tag: str) -> str:
    """Return the tag that CLDR prefers: `fa-AF` for `prs` (Dari); any other as it is written."""
    name, *rest = tag.split("-")
    alias = str(get_global("language_aliases").get(name.lower(), "")) if len(name) == 3 else ""
    return "-".join((*alias.split("_"), *(() if "_" in alias else rest))) if alias else tag


def locale_of(tag: str) -> Locale:
    """Return Babel's data for a tag; raise `ValueError` or `UnknownLocaleError` for one that nothing is known of."""
    return Locale.parse(preferred(tag).replace("-", "_"))


def files_for(tag: str) -> Iterator[str]:
    """Yield the names of the files that may have the words of a language, the nearest first.

    `fr-CA` falls back to `fr`, and `zh` and `zh-SG` to `zh-Hans`; but `zh-TW`, which is written in another script, not.
    """
    yield tag
    tag = preferred(tag)
    name, *rest = tag.split("-")
    name = name.lower()
    region = next((part.upper() for part in rest if len(part) == 2), "")
    usual, script = _script(name), script_of(tag)
    yield from (f"{name}-{region}",) if region else ()
    yield from (f"{name}-{script}",) if script else ()
    if script == usual:
        yield name


def script_of(tag: str) -> str:
    """Return the script that a language is written in, as `Latn` or `Cyrl`: that of its tag, or else the usual one."""
    name, *rest = preferred(tag).split("-")
    name = name.lower()
    script = next((part.title() for part in rest if len(part) == 4 and part.isalpha()), "")
    region = next((part.upper() for part in rest if len(part) == 2), "")
    return script or _script(f"{name}_{region}") or _script(name)


def _script(name: str) -> str:
    """Return the script that CLDR takes a language (of a region) to be written in, or nothing."""
    likely = str(get_global("likely_subtags").get(name, ""))
    return next((part for part in likely.split("_") if len(part) == 4), "")
