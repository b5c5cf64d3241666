"""Where each judgement comes from: the facts it cites, their paragraphs, the sources, and whom those go back to.

It knows citations, records and the roles that kinds of section play.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .citations import Citation, citations_in, read_citation
from .model import Brief, Seed, record_of, walk
from .model.fields import Confidence, Evidence, Likelihood, Line, Prose


@dataclass(frozen=True)
class Link:
    """One step from a claim to what it rests on.

    `cited` is what the author wrote, `source` the id of the source, `title` its title and `language` that of the title
    where it is given; `through` is the item of the brief that it goes through (F2). `number` and `paragraph` are those
    of the fact in the record, `kind` is what stands behind its statement, and `said` is that statement; all of them are
    empty where no fact is cited.
    """

    cited: str
    source: str
    title: str
    language: str
    through: str = ""
    number: int | None = None
    paragraph: int | None = None
    locator: str = ""
    kind: str = ""
    said: str = ""


@dataclass(frozen=True)
class Chain:
    """All that one item rests on: its id, the key of its section, its claim, and its links in the author's order.

    `behind` are the ids of the sources behind it, `origins` those whom they go back to.
    """

    id: str
    section: str
    claim: str
    likelihood: str | None
    confidence: str | None
    links: tuple[Link, ...]
    behind: tuple[str, ...]
    origins: tuple[str, ...]

    @property
    def single(self) -> str:
        """Return what it rests on alone: `nothing`, `source` or `origin`; empty where it rests on more."""
        if not self.behind:
            return "nothing"
        if len(self.behind) == 1:
            return "source"
        return "origin" if len(self.origins) == 1 else ""


@dataclass(frozen=True)
class Unused:
    """What no judgement uses of one source: all of it, or the facts of its record by their numbers."""

    source: str
    whole: bool
    numbers: tuple[int, ...] = ()

    @property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """Return the numbers as runs, each its first and its last."""
        found = []
        for _, group in itertools.groupby(enumerate(self.numbers), key=lambda pair: pair[1] - pair[0]):
            numbers = [number for _, number in group]
            found.append((numbers[0], numbers[-1]))
        return tuple(found)


@dataclass(frozen=True)
class Trace:
    """The chains of some items, and what no judgement of the brief uses: sources, their facts, items such as F3."""

    chains: tuple[Chain, ...]
    unused: tuple[Unused, ...]
    unused_items: tuple[str, ...]


def trace_of(brief: Brief, seeds: Mapping[str, Seed], only: Sequence[str] = ()) -> Trace:
    """Trace the judgements of a brief, or the items of some ids; raise `KeyError` for an id that it does not have."""
    return _Tracer(brief, seeds).trace(only)


class _Tracer:
    def __init__(self, brief: Brief, seeds: Mapping[str, Seed]) -> None:
        self.brief, self.seeds = brief, seeds
        self.items = brief.by_id()
        self.numbered = [name for name, (kind, _) in self.items.items() if kind.numbered]

    def trace(self, only: Sequence[str]) -> Trace:
        judged = [name for name, (kind, _) in self.items.items() if kind.judged]
        chains = {name: self.chain(name) for name in dict.fromkeys([*judged, *only])}
        used = [link for name in judged for link in chains[name].links]
        through = {link.through for link in used}
        idle = [name for name, (kind, _) in self.items.items() if kind.stand_for and name not in through]
        unused = tuple(self._unused(used)) if judged else ()
        return Trace(tuple(chains[name] for name in only or judged), unused, tuple(idle) if judged else ())

    def chain(self, name: str) -> Chain:
        kind, item = self.items[name]
        links = tuple(dict.fromkeys(self._links(item)))
        behind = tuple(dict.fromkeys(link.source for link in links))
        origins = tuple(dict.fromkeys(self._origin(source) for source in behind))
        leaves = [value for _, value in walk(item)]
        return Chain(
            id=name,
            section=kind.key,
            claim=_claim(item),
            likelihood=next((value for value in leaves if isinstance(value, Likelihood)), None),
            confidence=next((value for value in leaves if isinstance(value, Confidence)), None),
            links=links,
            behind=behind,
            origins=origins,
        )

    def _links(self, item: Any) -> Iterator[Link]:
        for _, value in walk(item):
            if isinstance(value, Evidence):
                yield from self._followed([read_citation(value)])
            elif isinstance(value, Line | Prose):
                yield from self._followed(citation for _, citation in citations_in(value))

    def _followed(self, citations: Iterable[Citation | None], through: str = "") -> Iterator[Link]:
        """Follow citations to sources: those of a source at once, those of a fact through what it stands on."""
        for citation in citations:
            if citation is None or citation.target not in self.items:
                continue
            kind, item = self.items[citation.target]
            if kind.numbered:
                yield self._link(citation, item, through)
            elif kind.stand_for and not through:
                yield from self._followed(map(read_citation, kind.stand_for(item)), citation.target)

    def _link(self, citation: Citation, item: Any, through: str) -> Link:
        seed = self.seeds.get(record_of(item) or "")
        fact = seed.fact(citation.fact) if seed and citation.fact is not None else None
        number = "" if citation.fact is None else f"#{citation.fact}"
        cited = f"{citation.target}{number}"
        title, language = (self._of(citation.target, key) for key in ("title", "language"))
        link = Link(cited, citation.target, title, language, through, locator=citation.locator or "")
        if fact is None:
            return replace(link, said=_claim(self.items[through][1]) if through else "")
        return replace(link, number=fact.n, paragraph=fact.paragraph, kind=fact.kind or "", said=fact.text)

    def _origin(self, source: str) -> str:
        """Return whom a source goes back to; one that does not say so goes back to nobody else."""
        return self._of(source, "origin") or source

    def _of(self, source: str, key: str) -> str:
        """Return a value of a source, or of its record where the brief leaves it out."""
        item = self.items[source][1]
        return getattr(item, key) or getattr(self.seeds.get(record_of(item) or ""), key, None) or ""

    def _unused(self, used: Sequence[Link]) -> Iterator[Unused]:
        for source in self.numbered:
            cited = [link for link in used if link.source == source]
            if not cited:
                yield Unused(source, whole=True)
                continue
            seed = self.seeds.get(record_of(self.items[source][1]) or "")
            numbers = {fact.n for fact in seed.facts} - {link.number for link in cited} if seed else set()
            if numbers:
                yield Unused(source, whole=False, numbers=tuple(sorted(numbers)))


def _claim(item: Any) -> str:
    """Return the first text of an item, which is what it says."""
    return next((value for _, value in walk(item) if isinstance(value, Line)), "")
