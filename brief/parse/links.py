"""What holds between the parts of a brief: ids are unique, references lead somewhere, terms are on the scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from ..citations import Citation, citations_in, read_citation
from ..model import SECTIONS, Brief, Seed, walk
from ..model.fields import Confidence, Evidence, Likelihood, Line, Prose, Ref
from ..model.scales import CONFIDENCE_LEVELS, LIKELIHOOD_SCALES
from ..model.values import quoted
from ..problems import Problem, did_you_mean
from .trees import Path, Trees


def link_problems(brief: Brief, trees: Trees, seeds: Mapping[str, Seed]) -> Iterator[Problem]:
    """Yield every broken link of a brief; `seeds` are the records that could be read, by name."""
    yield from _repeated_ids(brief, trees)
    yield from Links(brief, trees, seeds).problems()


def fact_problems(seed: Seed, trees: Trees) -> Iterator[Problem]:
    """Yield every number that two facts of a record share."""
    seen: dict[int, int] = {}
    for index, fact in enumerate(seed.facts):
        place = trees.place(("facts", index, "n"))
        if fact.n in seen:
            hint = f"line {seen[fact.n]} has it already; a number names one fact of the record"
            yield Problem("duplicate-id", f"the number {fact.n} is used twice", place, hint)
        seen.setdefault(fact.n, place.line)


def _repeated_ids(brief: Brief, trees: Trees) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for path, name in _ids(brief):
        if name in seen:
            first = trees.place(seen[name]).line
            hint = f"line {first} has it already; an id names one item in the whole brief"
            yield Problem("duplicate-id", f"the id '{name}' is used twice", trees.place(path), hint)
        else:
            seen[name] = path


def _ids(brief: Brief) -> Iterator[tuple[Path, str]]:
    """Yield the id of every item with its path: those of the sections first, then those of the meeting."""
    lists: list[tuple[Path, Any]] = [((kind.key,), value) for kind, value in brief.items()]
    if brief.meeting:
        lists += [(("meeting", name), getattr(brief.meeting, name)) for name in type(brief.meeting).model_fields]
    for path, value in lists:
        for index, entry in enumerate(value if isinstance(value, tuple) else ()):
            if name := getattr(entry, "id", None):
                yield (*path, index, "id"), name


class Links:
    """Follow every reference and citation of a brief, and look up every term of its scales."""

    def __init__(self, brief: Brief, trees: Trees, seeds: Mapping[str, Seed]) -> None:
        self.brief = brief
        self.trees = trees
        self.seeds = seeds
        # What is named may have stood in an entry that was refused, and that has its own problem.
        self.incomplete = trees.incomplete.intersection(kind.key for kind in SECTIONS)

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """Return the section of every item, by its id."""
        return {key: kind.key for key, (kind, _) in self.brief.by_id().items()}

    @cached_property
    def records(self) -> Mapping[str, str | None]:
        """Return the record of every source, by its id."""
        return {key: getattr(item, "record", None) for key, (_, item) in self.brief.by_id().items()}

    def problems(self) -> Iterator[Problem]:
        """Yield every link that leads nowhere."""
        for path, value in walk(self.brief):
            if isinstance(value, Ref):
                yield from self._ref(value, path)
            elif isinstance(value, Evidence):
                yield from self._citation(read_citation(value), value, path)
            elif isinstance(value, Line | Prose):
                for words, citation in citations_in(value) if "[@" in value else ():
                    yield from self._citation(citation, words, path)
            elif isinstance(value, Likelihood | Confidence):
                yield from self._term(value, path)

    def _ref(self, ref: Ref, path: Path) -> Iterator[Problem]:
        wanted, section = " or ".join(ref.sections), self.sections.get(ref)
        if section is None and not self.incomplete.intersection(ref.sections):
            fitting = [name for name, where in self.sections.items() if where in ref.sections]
            hint = did_you_mean(ref, fitting) if fitting else f"the brief has no {wanted}"
            message = f"there is no '{ref}' in this brief"
            yield Problem("broken-reference", message, self.trees.place(path), hint)
        elif section is not None and section not in ref.sections:
            message, hint = f"'{ref}' stands under {section}, not under {wanted}", f"name an item of {wanted}"
            yield Problem("broken-reference", message, self.trees.place(path), hint)

    def _citation(self, citation: Citation | None, words: str, path: Path) -> Iterator[Problem]:
        found = self._about(citation, words)
        if found is not None:
            rule, message, hint = found
            yield Problem(rule, message, self.trees.place_of_words(path, words), hint)

    def _about(self, citation: Citation | None, words: str) -> tuple[str, str, str] | None:
        """Return the rule that a citation breaks, the message and the hint, or None."""
        if citation is None:
            hint = "write [@S3], [@S3, p. 4] or [@S1#12]; several with semicolons"
            return "bad-citation", f"'{quoted(words)}' does not cite anything", hint
        if citation.target not in self.sections:
            hint = did_you_mean(citation.target, list(self.sections)) if self.sections else "the brief has no sources"
            message = f"'{citation.target}' is cited, but it is not in this brief"
            return None if self.incomplete else ("SRC-02", message, hint)
        record = self.records.get(citation.target)
        if citation.fact is None:
            return None
        if record is None:
            hint = "name the record of the source with 'record:', or cite without #"
            return "SRC-02", f"'{citation.target}' has no record with numbered facts", hint
        seed = self.seeds.get(record)
        if seed is None or seed.fact(citation.fact) is not None:
            return None
        return "SRC-02", f"the record '{record}' has no fact {citation.fact}", f"its facts are numbered {_span(seed)}"

    def _term(self, value: Likelihood | Confidence, path: Path) -> Iterator[Problem]:
        scales = self.brief.scales
        if isinstance(value, Likelihood):
            rule, declared = "likelihood", scales.likelihood
            known: Mapping[str, tuple[str, ...]] = _LIKELIHOODS
        else:
            rule, declared, known = "confidence", scales.confidence, CONFIDENCE_LEVELS
        if value not in known[declared]:
            node = self.trees.main.find(self.trees.original(path))
            words = quoted(node.value) if isinstance(node.value, str) else value
            message = f"'{words}' is not on the {declared} scale"
            others = [name for name, terms in known.items() if value in terms]
            hint = did_you_mean(value, known[declared])
            if others:
                hint = f"it is a word of {others[0]}, which 'scales: {{{rule}: {others[0]}}}' declares; {hint}"
            yield Problem(rule, message, self.trees.place(path), hint)


_LIKELIHOODS = {name: scale.terms for name, scale in LIKELIHOOD_SCALES.items()}


def _span(seed: Seed) -> str:
    numbers = sorted(fact.n for fact in seed.facts)
    return f"{numbers[0]} to {numbers[-1]}" if numbers else "nowhere yet"
