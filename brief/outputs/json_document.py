"""The brief as data: the validated model, with each term beside its range, each citation resolved, each part marked.

The shape is that of the YAML. What is more than a name or a number there becomes a group of keys here, so that an item
that is taken out of the document keeps its caveats; `json_shape` says which. Keys without a value are left out.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from ..citations import Citation, citations_in, read_citation
from ..data.values import values_of
from ..model.edtf import FuzzyDate
from ..model.fields import Confidence, Evidence, Likelihood, Line, Prose
from ..model.handling import Marked
from ..paint import Painter
from .json_reading import spoken
from .json_shape import FILES, SCHEMA, UNTOLD, holds_values
from .output import Made, Output, Page
from .words import blocks_of, plain_text


def make(page: Page) -> Made:
    """Write the document as indented JSON in UTF-8; its keys stand in the order of the model."""
    document = Writer(page).document()
    content = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    return Made((content + "\n").encode(), readings=(" ".join(spoken(document, page.view.language)),))


class Writer:
    """Write the brief of one page as data."""

    def __init__(self, page: Page) -> None:
        self.page, self.view = page, page.view
        self.colon = str(self.view.language.words["typography"]["colon"])

    def document(self) -> dict[str, Any]:
        """Return the whole document: its schema, how it may be passed on, which edition it is, the brief."""
        view, meta = self.view, self.view.brief.meta
        edition = {
            "id": meta.id,
            "version": meta.version,
            "status": meta.status,
            "date": meta.date.isoformat(),
            "information_cutoff": view.cutoff.isoformat() if view.cutoff else None,
            "language": view.language.code,
            "citation": self._text(view.imprint.citation)["text"],
        }
        return {
            "schema": SCHEMA,
            "handling": _filled(self._handling()),
            "edition": _filled(edition),
            "scales": self._scales(),
            "brief": self._group(view.brief),
            "end": _filled({"marking": view.brief.handling.label, "version": meta.version}),
        }

    def _handling(self) -> dict[str, Any]:
        imprint, handling = self.view.imprint, self.view.brief.handling
        return {
            "marking": handling.label,
            "boundary": imprint.boundary,
            "unmarked": handling.common,
            "restrictions": [*handling.descriptors, *handling.instructions],
            "embargo": imprint.embargo,
            "status": imprint.status,
            "left_out": dict(self.view.left_out),
        }

    def _scales(self) -> dict[str, Any]:
        view = self.view
        terms = [self._likelihood(band.term) for band in view.scale.bands]
        levels = [self._confidence(level) for level in view.confidence_levels]
        return {
            "likelihood": {"name": view.scale.name, "terms": terms},
            "confidence": {"name": view.brief.scales.confidence, "levels": levels},
        }

    # The model

    def _value(self, value: Any) -> Any:
        """Return a value of the model as data; None for what is not told."""
        if isinstance(value, Line | Prose):
            return self._text(value)
        if isinstance(value, Likelihood):
            return self._likelihood(value)
        if isinstance(value, Confidence):
            return self._confidence(value)
        if isinstance(value, Evidence):
            return self._citation(str(value), read_citation(value))
        if isinstance(value, FILES):
            return None
        if isinstance(value, FuzzyDate | datetime.date):
            return value.isoformat() if isinstance(value, datetime.date) else value.text
        if isinstance(value, BaseModel):
            return self._group(value)
        if isinstance(value, tuple):
            return [each for each in map(self._value, value) if each is not None]
        if isinstance(value, Mapping):
            return {str(key): self._value(each) for key, each in value.items()}
        return str(value) if isinstance(value, str) else value

    def _group(self, group: BaseModel) -> dict[str, Any]:
        """Return a group of keys: a numbered one with its number, a source with what its record says, a part marked."""
        own = self._numbered.get(id(group))
        number, group = own or (None, group)
        out: dict[str, Any] = {}
        for name, field in type(group).model_fields.items():
            key, value = name.rstrip("_"), getattr(group, name)
            if (type(group).__name__, key) not in UNTOLD:
                counted = value and holds_values(field.annotation)
                out[key] = self._values(group) if counted else self._value(value)
        if isinstance(group, Marked):
            out["marking"] = group.marking or self.view.brief.handling.common
        return _filled({"number": number, **out})

    @cached_property
    def _numbered(self) -> dict[int, tuple[int, BaseModel]]:
        """Return what the page calls by a number, by the identity of what the brief itself says of it."""
        view = self.view
        sources = {id(view.items[each.id]): (view.number(each.id), each) for each in view.sources}
        called = {id(item): (view.position(name), item) for name, item in view.items.items() if view.is_called(name)}
        return {**called, **sources}

    def _values(self, figure: BaseModel) -> list[dict[str, Any]]:
        """Return the values of a figure, those that come from a file like those in the brief."""
        rows = values_of(figure, self.page.workspace, self.view.folder).rows
        return [_filled(asdict(row)) for row in rows]

    # Values with caveats

    def _likelihood(self, term: str) -> dict[str, Any]:
        band = self.view.band(term)
        limits = {"low": band.low, "high": band.high} if band else {}
        return {"term": str(term), "words": self.view.term(term), **limits}

    def _confidence(self, level: str) -> dict[str, Any]:
        return {"level": str(level), "words": str(self.view.language.words["vocabulary"]["confidence"][level])}

    def _text(self, text: str) -> dict[str, Any]:
        """Return the words as a reader sees them, the author's Markdown, and what the text cites."""
        painted = self._painter.environment.finalize
        words = plain_text(blocks_of(str(painted(text) if painted else text), self.colon), colon=self.colon)
        notes = [
            {"number": note.number, "text": plain_text(blocks_of(str(note.text), self.colon), colon=self.colon)}
            for note in self._painter.markdown.take_notes()
        ]
        cited = [self._citation(_named(each), each) for _, each in citations_in(text) if each is not None]
        return {"text": words, "markdown": str(text), **_filled({"citations": cited, "notes": notes})}

    @cached_property
    def _painter(self) -> Painter:
        return Painter(self.page.workspace, self.view, "", "end", "words")

    def _citation(self, said: str, citation: Citation | None) -> dict[str, Any]:
        """Return what a citation leads to: numbered sources with their locators, or another item."""
        if citation is None or not self.view.is_evidence(citation.target):
            return {"cited": said, "item": citation.target if citation else said}
        sources = [
            _filled({"id": each.target, "number": each.number, "locators": _bare(each.locators)})
            for each in self.view.cited([citation])
        ]
        return {"cited": said, "sources": sources}


def _named(citation: Citation) -> str:
    """Write a citation as an author does in a list."""
    fact = f"#{citation.fact}" if citation.fact else ""
    return f"{citation.target}{fact}" + (f", {citation.locator}" if citation.locator else "")


def _bare(locators: Sequence[str]) -> list[str]:
    return [locator.replace("\u2060", "").replace("\u00a0", " ") for locator in locators]


def _filled(group: Mapping[str, Any]) -> dict[str, Any]:
    """Return a group without the keys that have no value; zero and `false` are values."""
    return dict(_with_values(group))


def _with_values(group: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in group.items():
        if value is not None and value not in ("", [], {}):
            yield key, value


JSON = Output(
    "json",
    ".json",
    "",
    make,
    description="the brief as data, with ranges and citations resolved",
    media_type="application/json",
)
