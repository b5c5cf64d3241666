"""A brief as the checks read it: its document, its prose, its scale, and who rests on what."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..citations import Citation, citations_in, read_citation
from ..measure import Found
from ..model import Brief
from ..model.edtf import FuzzyDate, day_of
from ..model.scales import LIKELIHOOD_SCALES, NOT_ASSESSED, LikelihoodScale
from ..parse import Document
from ..workspace import Workspace
from .lexicon import NO_WORDS, Lexicon, Match, lexicon_for
from .passages import Passage, Sentence, passages_of
from .rule import Path

# Where a text is a judgement of the author's, and where it is the argument for one.
JUDGEMENTS = (
    "key_judgements.statement",
    "bottom_line.text",
    "scenarios.text",
    "risks.title",
    "risks.event",
    "alternatives.text",
)
RUNNING = (
    "background.text",
    "background.takeaway",
    "background.blocks.text",
    "background.blocks.box.text",
    "analysis.text",
    "analysis.takeaway",
    "analysis.blocks.text",
    "analysis.blocks.box.text",
)
OTHERS_WORDS = ("reported", "claimed")


@dataclass
class Ledger:
    """What can be waived and what was checked, by rule; and which waivers were used, by their number in the brief."""

    known: frozenset[str] = frozenset()
    made: set[str] = field(default_factory=set)
    used: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Reading:
    """Everything that a check needs to know of one brief; `made` is what was found of what was made of it.

    `theme` is the one that is asked for in place of the brief's own; `read_in` the workspace that it was read in,
    where that is at hand.
    """

    document: Document
    made: Found = field(default_factory=Found)
    theme: str | None = None
    ledger: Ledger = field(default_factory=Ledger)
    read_in: Workspace | None = None

    @property
    def brief(self) -> Brief:
        """Return the brief itself."""
        return self.document.brief

    @cached_property
    def workspace(self) -> Workspace:
        """Return the workspace of the brief."""
        return self.read_in or Workspace.around(self.document.path)

    @cached_property
    def lexicon(self) -> Lexicon | None:
        """Return the words of the brief's language, or None where there are none."""
        return lexicon_for(self.workspace, self.brief.meta.language)

    @property
    def words(self) -> Lexicon:
        """Return the words of the brief's language; those of none where the program has none."""
        return self.lexicon or NO_WORDS

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Return every text of the brief."""
        return tuple(passages_of(self.brief))

    def in_roles(self, *roles: str) -> Iterator[Passage]:
        """Yield the texts of some roles."""
        return (passage for passage in self.passages if passage.role in roles)

    @cached_property
    def judgements(self) -> tuple[Passage, ...]:
        """Return the texts that judge: statements, bottom line, scenarios, risks, alternatives, blocks so marked."""
        return tuple(p for p in self.passages if p.role in JUDGEMENTS or (p.role in RUNNING and p.kind == "judgement"))

    @cached_property
    def running(self) -> tuple[Passage, ...]:
        """Return background and analysis, without what is marked as somebody else's words."""
        return tuple(p for p in self.in_roles(*RUNNING) if p.kind not in OTHERS_WORDS)

    @cached_property
    def _matches(self) -> dict[Passage, tuple[Match, ...]]:
        return {}

    def matches(self, passage: Passage) -> tuple[Match, ...]:
        """Return the words of likelihood in a text."""
        if passage not in self._matches:
            self._matches[passage] = tuple(self.words.matches(passage.plain))
        return self._matches[passage]

    def rated(self, sentence: Sentence) -> bool:
        """Tell whether a sentence carries a term of a scale."""
        return any(
            m.kind == "term" and sentence.start <= m.start < sentence.end for m in self.matches(sentence.passage)
        )

    @property
    def scale(self) -> LikelihoodScale:
        """Return the likelihood scale of the brief."""
        return LIKELIHOOD_SCALES[self.brief.scales.likelihood]

    @property
    def row(self) -> int:
        """Return the row of the scale that the brief uses."""
        return int(self.brief.scales.row) if self.scale.rows > 1 else 1

    def likelihood_of(self, item: str | None) -> str | None:
        """Return the term that an item carries as a field; `not_assessed` counts as a term only with its note."""
        entry = self.items.get(item or "")
        term = getattr(entry, "likelihood", None)
        if term == NOT_ASSESSED and not getattr(entry, "likelihood_note", None):
            return None
        return term

    @cached_property
    def items(self) -> dict[str, Any]:
        """Return every item that carries an id."""
        return {key: item for key, (_, item) in self.brief.by_id().items()}

    def text_at(self, path: Path) -> str:
        """Return the text that stands at a path."""
        value: Any = self.brief
        for step in path:
            if isinstance(step, int) or isinstance(value, dict):
                value = value[step]
            else:
                name = str(step)
                value = getattr(value, name if hasattr(value, name) else f"{name}_")
        return str(value)

    @property
    def cutoff(self) -> datetime.date | None:
        """Return the day of the information cut-off."""
        return as_day(self.brief.meta.information_cutoff)

    def source(self, name: str, key: str) -> Any:
        """Return a value of a source, or of its record where the brief leaves it out."""
        source = self.items[name]
        seed = self.document.seeds.get(source.record or "")
        if key not in source.model_fields_set and seed is not None and hasattr(seed, key):
            return getattr(seed, key)
        return getattr(source, key)

    def sources_behind(self, evidence: Iterable[str], *texts: str | None) -> list[str]:
        """Return the ids of the sources behind some evidence and the citations of some texts, through facts as well."""
        citations = [read_citation(entry) for entry in evidence]
        citations += [citation for text in texts if text for _, citation in citations_in(text)]
        return list(dict.fromkeys(self._expanded(citations)))

    def _expanded(self, citations: Iterable[Citation | None], inside: bool = False) -> Iterator[str]:
        for citation in citations:
            item = self.items.get(citation.target) if citation else None
            if citation is None or item is None:
                continue
            if hasattr(item, "record"):
                yield citation.target
            elif not inside:
                # A fact stands on its sources; a fact that cites a fact adds nothing.
                yield from self._expanded(map(read_citation, getattr(item, "sources", ())), inside=True)

    def behind(self, judgement: Any) -> list[str]:
        """Return the ids of the sources that a judgement rests on."""
        return self.sources_behind(judgement.evidence, judgement.statement, judgement.confidence_basis)


def as_day(moment: datetime.date | None) -> datetime.date | None:
    """Return the day of a date or a moment."""
    return moment.date() if isinstance(moment, datetime.datetime) else moment


def first_day(date: FuzzyDate | None) -> datetime.date | None:
    """Return the first day that a date of EDTF can mean."""
    return None if date is None else day_of(date.start)
