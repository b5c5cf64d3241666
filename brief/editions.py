"""Names of the files of a brief: brief.yaml, and brief.ru.yaml beside it for its edition in Russian."""

from __future__ import annotations

import re

BRIEF_FILE = "brief.yaml"
_EDITION = re.compile(r"brief(?:\.(?P<tag>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}))?\.yaml")


def is_brief(name: str) -> bool:
    """Tell whether a file name is that of a brief or of one of its editions; brief.old.yaml is neither."""
    match = _EDITION.fullmatch(name)
    return match is not None and (not match["tag"] or _is_known(match["tag"]))


def _is_known(tag: str) -> bool:
    """Tell a language from another ending: one of three letters has to be one that CLDR has data for."""
    name = tag.split("-", maxsplit=1)[0].lower()
    if len(name) == 2:
        return True
    from babel.core import get_global
    from babel.localedata import exists

    return bool(exists(name)) or "_" in str(get_global("language_aliases").get(name, ""))


def tag_of(name: str) -> str:
    """Return the language that a file name gives an edition (`ru` for brief.ru.yaml), or nothing."""
    match = _EDITION.fullmatch(name)
    return match["tag"] or "" if match and is_brief(name) else ""


def is_in(tag: str, language: str) -> bool:
    """Tell whether an edition with a tag is one in a language, as one with `pt` is for `pt-BR`, and the reverse."""
    shorter, longer = sorted((tag.lower().split("-"), language.lower().split("-")), key=len)
    return bool(tag) and longer[: len(shorter)] == shorter
