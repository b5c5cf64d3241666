"""What holds between the parts of a brief: ids are unique, references lead somewhere, terms are on the scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..citations import Citation, citations_in, read_citation
from ..model import Brief, Seed, walk
from ..model.fields import Confidence, Evidence, Likelihood, Line, Prose, Ref
from ..model.scales import CONFIDENCE_LEVELS, LIKELIHOOD_SCALES
from ..problems import Problem, did_you_mean
from .trees import Path, Trees


def link_problems(brief: Brief, trees: Trees, seeds: Mapping[str, Seed]) -> Iterator[Problem]:
    """Yield every broken link of a brief; `seeds` are the records that could be read, by name."""
    yield from _repeated_ids(brief, trees)
    known = {key: kind.key for key, (kind, _) in brief.by_id().items()}
    records = {key: getattr(item, "record", None) for key, (_, item) in brief.by_id().items()}
    for path, value in walk(brief):
        if isinstance(value, Ref):
            yield from _ref(value, path, trees, known)
        elif isinstance(value, Evidence):
            citation = read_citation(value)
            yield from _citation(citation, value, path, trees, known, records, seeds)
        elif isinstance(value, Line | Prose):
            for words, citation in citations_in(value):
                yield from _citation(citation, words, path, trees, known, records, seeds)
        elif isinstance(value, Likelihood | Confidence):
            yield from _term(value, path, brief, trees)


def _repeated_ids(brief: Brief, trees: Trees) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for kind, value in brief.items():
        for index, entry in enumerate(value if isinstance(value, tuple) else ()):
            name = getattr(entry, "id", None)
            path = (kind.key, index, "id")
            if name and name in seen:
                first = trees.place(seen[name]).line
                hint = f"line {first} has it already; an id names one item in the whole brief"
                yield Problem("duplicate-id", f"the id '{name}' is used twice", trees.place(path), hint)
            elif name:
                seen[name] = path


def _ref(ref: Ref, path: Path, trees: Trees, known: Mapping[str, str]) -> Iterator[Problem]:
    if ref not in known and not trees.incomplete.intersection(ref.sections):
        fitting = [name for name, section in known.items() if section in ref.sections]
        hint = did_you_mean(ref, fitting) if fitting else f"the brief has no {_words(ref.sections)}"
        yield Problem("broken-reference", f"there is no '{ref}' in this brief", trees.place(path), hint)
    elif ref in known and known[ref] not in ref.sections:
        message = f"'{ref}' stands under {known[ref]}, not under {_words(ref.sections)}"
        yield Problem("broken-reference", message, trees.place(path))


def _words(sections: tuple[str, ...]) -> str:
    return " or ".join(sections)


def _citation(
    citation: Citation | None,
    words: str,
    path: Path,
    trees: Trees,
    known: Mapping[str, str],
    records: Mapping[str, str | None],
    seeds: Mapping[str, Seed],
) -> Iterator[Problem]:
    place = trees.place_of_words(path, words)
    if citation is None:
        hint = "write [@S3], [@S3, p. 4] or [@S1#12]; several with semicolons"
        yield Problem("bad-citation", f"'{words}' does not cite anything", place, hint)
    elif citation.target not in known:
        if trees.incomplete:
            return  # It may have stood in an entry that was refused, and that has its own problem.
        hint = did_you_mean(citation.target, list(known)) if known else "the brief has no sources"
        yield Problem("SRC-02", f"'{citation.target}' is cited, but it is not in this brief", place, hint)
    elif citation.fact is not None:
        record = records.get(citation.target)
        seed = seeds.get(record) if record else None
        if record is None:
            hint = "name the record of the source with 'record:', or cite without #"
            yield Problem("SRC-02", f"'{citation.target}' has no record with numbered facts", place, hint)
        elif seed is not None and seed.fact(citation.fact) is None:
            hint = f"its facts are numbered {_span(seed)}"
            yield Problem("SRC-02", f"the record '{record}' has no fact {citation.fact}", place, hint)


def _span(seed: Seed) -> str:
    numbers = sorted(fact.n for fact in seed.facts)
    return f"{numbers[0]} to {numbers[-1]}" if numbers else "nowhere yet"


def _term(value: str, path: Path, brief: Brief, trees: Trees) -> Iterator[Problem]:
    if isinstance(value, Likelihood):
        name, rule = brief.scales.likelihood, "likelihood"
        known: tuple[str, ...] = LIKELIHOOD_SCALES[name].terms
    else:
        name, rule = brief.scales.confidence, "confidence"
        known = CONFIDENCE_LEVELS[name]
    if value not in known:
        node = trees.main.find(trees.original(path))
        words = node.value if isinstance(node.value, str) else value
        yield Problem(rule, f"'{words}' is not on the {name} scale", trees.place(path), did_you_mean(value, known))
