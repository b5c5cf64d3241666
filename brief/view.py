"""What no single part of a brief can know: numbers of sources, resolved records, who cites what, what is printed."""

from __future__ import annotations

import datetime
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from .citations import Citation, read_citation
from .csl import Reference
from .imprint import Imprint
from .language import Language
from .lineage import Trace, trace_of
from .model import Brief, Seed, record_of, walk
from .model.fields import Confidence, Likelihood, Ref
from .model.scales import CONFIDENCE_LEVELS, LIKELIHOOD_SCALES, NOT_ASSESSED, Band, LikelihoodScale
from .model.section import SectionKind
from .parse import Document
from .printing import PLAIN, Printing
from .theme import Theme


@dataclass(frozen=True)
class Cited:
    """One citation made ready to print: the number of its source and the locators in it."""

    number: int
    target: str
    locators: tuple[str, ...]


@dataclass(frozen=True)
class PrintedSection:
    """One section that has something to print: its kind, its value and the name of its face."""

    kind: SectionKind[Any]
    value: Any
    brief: Brief

    @cached_property
    def derived(self) -> Mapping[str, Any]:
        """Return what the kind of section works out for its face."""
        return self.kind.derive(self.value, self.brief)

    @property
    def key(self) -> str:
        """Return the YAML key, which is also the face, the CSS class and the key of the heading."""
        return self.kind.key


@dataclass(frozen=True)
class View:
    """The brief itself with its language, theme and paper, and the numbers that its parts share."""

    brief: Brief
    seeds: Mapping[str, Seed]
    folder: Path
    language: Language
    theme: Theme
    paper: str
    left_out: Mapping[str, int] = field(default_factory=dict)
    format: str = ""
    printing: Printing = PLAIN
    references: Mapping[str, Reference] = field(default_factory=dict)

    @cached_property
    def sections(self) -> tuple[PrintedSection, ...]:
        """Return the sections that have something to print, in printed order."""
        shown = ((kind, kind.shown(value, self.referenced)) for kind, value in self.brief.items())
        return tuple(PrintedSection(kind, value, self.brief) for kind, value in shown if value)

    @cached_property
    def annexes(self) -> tuple[str, ...]:
        """Return the annexes that have something to print.

        What was weighed of the whole brief may speak of what an edition for more readers leaves out.
        """
        filled = {"trace": self.trace.chains, "waivers": () if self.left_out else self.brief.lint.waive}
        return tuple(name for name in dict.fromkeys(self.brief.output.annexes) if filled[name])

    @cached_property
    def trace(self) -> Trace:
        """Return where each judgement comes from."""
        return trace_of(self.brief, self.seeds)

    @cached_property
    def referenced(self) -> frozenset[str]:
        """Return the ids of all items that an item of another section names."""
        # What is said of them elsewhere, as in the notes for a meeting, places nothing on the page.
        return frozenset(
            str(leaf) for _, value in self.brief.items() for _, leaf in walk(value) if isinstance(leaf, Ref)
        )

    @cached_property
    def names(self) -> Mapping[str, frozenset[str]]:
        """Return the ids of the items of each section, by its key."""
        return {
            section.key: frozenset(name for name, (kind, _) in self._kinds.items() if kind.key == section.key)
            for section in self.sections
        }

    @cached_property
    def imprint(self) -> Imprint:
        """Return the furniture of the page."""
        return Imprint(self.brief, self.language)

    def position(self, name: str) -> int:
        """Return the number of an item among those of its section, in the order of the page, from 1."""
        return self._positions[name]

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        """Count the items of each section as they are met on the page, some of them placed by other sections."""
        met = dict.fromkeys(itertools.chain.from_iterable(map(self._met_in, self.sections)))
        counts: Counter[str] = Counter()
        positions: dict[str, int] = {}
        for name in (*met, *(name for name in self._kinds if name not in met)):
            counts[self._kinds[name][0].key] += 1
            positions[name] = counts[self._kinds[name][0].key]
        return positions

    def _met_in(self, section: PrintedSection) -> Iterator[str]:
        """Yield the ids of the items that are printed in a section, in its order."""
        own = (
            {entry.id for entry in section.value if getattr(entry, "id", None)}
            if isinstance(section.value, tuple)
            else ()
        )
        for _, leaf in walk(section.value):
            name = str(leaf)
            if name in own or (isinstance(leaf, Ref) and self._is_placed(name)):
                yield name

    def _is_placed(self, name: str) -> bool:
        """Tell whether an item is printed where another section names it, and not in its own."""
        kind, item = self._kinds[name]
        return item not in kind.shown((item,), self.referenced)

    def impact_word(self, level: int) -> str:
        """Return the word for a level of impact: the brief's own anchor before its colon, or the common word."""
        anchor = str(self.brief.scales.impact_anchors.get(level, ""))
        word, colon, _ = anchor.partition(":")
        return word if colon else str(self.language.words["vocabulary"]["impact"][level])

    @cached_property
    def edges(self) -> list[int]:
        """Return the ends of all bands, for the marks of an axis."""
        return sorted({edge for band in self.scale.bands for edge in (band.low, band.high)} | {0, 100})

    @cached_property
    def uses_likelihood(self) -> bool:
        """Tell whether a likelihood is printed anywhere."""
        return any(isinstance(value, Likelihood) and value != NOT_ASSESSED for _, value in walk(self.brief))

    @cached_property
    def uses_confidence(self) -> bool:
        """Tell whether a confidence is printed anywhere."""
        return any(isinstance(value, Confidence) for _, value in walk(self.brief))

    @property
    def scale(self) -> LikelihoodScale:
        """Return the likelihood scale of the brief."""
        return LIKELIHOOD_SCALES[self.brief.scales.likelihood]

    @property
    def confidence_levels(self) -> tuple[str, ...]:
        """Return the levels of the confidence scale, lowest first."""
        return CONFIDENCE_LEVELS[self.brief.scales.confidence]

    def band(self, term: str | None) -> Band | None:
        """Return the band of a term, or None where there is none to draw."""
        return self.scale.by_term.get(term) if term and term != NOT_ASSESSED else None

    def term(self, term: str) -> str:
        """Return the words of a likelihood term in the language of the page."""
        if term == NOT_ASSESSED:
            return self.language.word("likelihood.not_assessed")
        row = self.brief.scales.row if self.scale.rows > 1 else 1
        words = self.language.words["likelihood"][self.scale.name][row]
        return str(words[term])

    @cached_property
    def longest_word(self) -> int:
        """Return how many letters the longest word has in the terms of the scale: narrow columns have to hold it."""
        return max(len(word) for band in self.scale.bands for word in self.term(band.term).split())

    @cached_property
    def items(self) -> dict[str, Any]:
        """Return every item that carries an id."""
        return {key: item for key, (_, item) in self._kinds.items()}

    @cached_property
    def _kinds(self) -> dict[str, tuple[SectionKind[Any], Any]]:
        return self.brief.by_id()

    def name_of(self, name: str) -> str:
        """Return what the page calls an item: its id, or the word and the number that stand under it."""
        word = self._kinds[name][0].called
        return self.language.word(f"labels.{word}", n=self.position(name)) if word else name

    def is_called(self, name: str) -> bool:
        """Tell whether the page calls an item by a word and a number, rather than by its id."""
        return bool(self._kinds[name][0].called)

    def is_evidence(self, name: str) -> bool:
        """Tell whether a citation of an item leads to numbered sources, rather than to the item itself."""
        return self._kinds[name][0].is_evidence

    @cached_property
    def sources(self) -> tuple[Any, ...]:
        """Return the sources in their printed order, each filled up from its record."""
        return tuple(self._filled(item) for kind, item in self._kinds.values() if kind.numbered)

    def _filled(self, source: Any) -> Any:
        return filled(source, self.seeds)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {source.id: number for number, source in enumerate(self.sources, 1)}

    def number(self, source_id: str) -> int:
        """Return the printed number of a source."""
        return self._numbers[source_id]

    def cited(self, citations: Sequence[Citation]) -> list[Cited]:
        """Resolve citations of sources and facts: one entry a source, with its locators in order and once each."""
        found: dict[str, list[str]] = {}
        for citation in self._expanded(citations):
            locators = found.setdefault(citation.target, [])
            locator = self._locator(citation)
            if locator and locator not in locators:
                locators.append(locator)
        return [Cited(self.number(target), target, tuple(self._joined(found[target]))) for target in found]

    def _expanded(self, citations: Sequence[Citation]) -> Iterator[Citation]:
        for citation in citations:
            if citation.target in self._numbers:
                yield citation
            else:
                kind, item = self._kinds[citation.target]
                evidence = kind.stand_for(item) if kind.stand_for else ()
                yield from self._expanded([c for c in map(read_citation, evidence) if c and c.target in self._numbers])

    def _locator(self, citation: Citation) -> str | None:
        if citation.fact is None:
            return citation.locator
        record = record_of(self.items[citation.target])
        fact = self.seeds[record].fact(citation.fact) if record else None
        return f"#{fact.paragraph}" if fact else None

    def _joined(self, locators: list[str]) -> list[str]:
        """Write paragraph numbers as one locator (¶ 3, 5–7), and leave the author's own locators as they are."""
        paragraphs = sorted({int(mark[1:]) for mark in locators if mark.startswith("#")})
        runs: list[str] = []
        for _, group in itertools.groupby(enumerate(paragraphs), key=lambda pair: pair[1] - pair[0]):
            numbers = [number for _, number in group]
            # Word joiners keep a line from ending at the dash.
            runs.append(str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}\u2060–\u2060{numbers[-1]}")
        own = [locator for locator in locators if not locator.startswith("#")]
        return (
            [self.language.word("labels.paragraph", n=self.language.digits(self.language.list(runs)))] if runs else []
        ) + own

    @property
    def left_out_of(self) -> str:
        """Return the sections that parts were left out of, each with how many."""
        return self.language.list(f"{self.language.word(f'headings.{k}')} ({n})" for k, n in self.left_out.items())

    @property
    def edition(self) -> str:
        """Return the name that files of this edition share: what it is, how it is marked, its language and its paper.

        The format stands before the language; a way of printing that is not the brief's own stands at the end.
        """
        meta = self.brief.meta
        parts = [meta.date.isoformat(), meta.id, f"v{meta.version}", *self.imprint.in_file_names]
        name = "_".join(map(str, filter(None, [*parts, self.format, self.language.code])))
        return f"{name}{'' if self.paper == 'A4' else f'_{self.paper.lower()}'}{self.printing.in_file_name}"

    @property
    def cutoff(self) -> datetime.date | None:
        """Return the information cut-off."""
        cutoff: datetime.date | None = self.brief.meta.information_cutoff
        return cutoff


def filled(source: Any, seeds: Mapping[str, Seed]) -> Any:
    """Return a source with what its record says where it says nothing itself."""
    seed = seeds.get(record_of(source) or "")
    if seed is None:
        return source
    shared = set(type(source).model_fields) & set(Seed.model_fields) - {"id"}
    given = source.model_fields_set
    return source.model_copy(update={name: getattr(seed, name) for name in shared if name not in given})


def make_view(document: Document, language: Language, theme: Theme, paper: str) -> View:
    """Put together what the painter needs."""
    brief, seeds, references = document.brief, document.seeds, document.references
    return View(brief, seeds, document.folder, language, theme, paper, document.left_out, references=references)
