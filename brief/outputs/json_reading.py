"""The document of data as words, in its order: what a person would be told who had it read out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from ..language import Language

# The same words in another form, and what says again what stands elsewhere.
_UNSAID = frozenset(("markdown", "citations"))


def spoken(value: Any, language: Language) -> Iterator[str]:
    """Yield the words of a value; a likelihood is a term with its range, a confidence a level, a cut-off a date."""
    if isinstance(value, dict) and value.keys() >= {"term", "words"}:
        yield value["words"]
        if "low" in value and "high" in value:
            yield f"({language.range(value['low'], value['high'])})"
    elif isinstance(value, dict) and value.keys() >= {"level", "words"}:
        yield f"{language.word('labels.confidence')}: {value['words']}"
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == "information_cutoff":
                yield language.date(_moment(each))
            elif key not in _UNSAID:
                yield from spoken(each, language)
    elif isinstance(value, list):
        for each in value:
            yield from spoken(each, language)
    else:
        yield str(value)


def _moment(text: str) -> datetime.date:
    return datetime.datetime.fromisoformat(text) if "T" in text else datetime.date.fromisoformat(text)
