"""What 'brief trace' tells: the chain of each judgement as lines for a person, and as JSON for a program."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .lineage import Chain, Link, Trace, Unused, trace_of
from .parse import Document, read_document
from .pipeline import find_briefs
from .problems import BriefError, Problem, did_you_mean
from .workspace import Workspace

SCHEMA = "brief-trace/1"
SINGLE = {
    "nothing": "rests on no source",
    "source": "rests on one source",
    "origin": "all its sources go back to one origin",
}
MARGIN = 5


@dataclass(frozen=True)
class Traced:
    """One brief and where its judgements come from."""

    name: str
    document: Document
    trace: Trace


def traced(paths: Sequence[Path], ids: Sequence[str] = ()) -> list[Traced]:
    """Read briefs and trace their judgements, or the items of some ids.

    `paths` are as for a build. An id has to stand in one of the briefs at least. Raises `BriefError`.
    """
    documents = [(path, read_document(Workspace.around(path), path)) for path in find_briefs(paths)]
    known = list(dict.fromkeys(name for _, document in documents for name in document.brief.by_id()))
    unknown = [
        Problem("no-such-item", f"there is no '{name}' in {_named(documents)}", None, did_you_mean(name, known))
        for name in ids
        if name not in known
    ]
    if unknown:
        raise BriefError(unknown)
    found = []
    for path, document in documents:
        own = [name for name in ids if name in document.brief.by_id()]
        if own or not ids:
            name = Workspace.around(path).name_of(path)
            found.append(Traced(name, document, trace_of(document.brief, document.seeds, own)))
    return found


def _named(documents: Sequence[tuple[Path, Document]]) -> str:
    return documents[0][1].trees.text.name if len(documents) == 1 else f"any of the {len(documents)} briefs"


# For a person


def as_lines(briefs: Sequence[Traced], width: int = 100, whole: bool = True) -> Iterator[str]:
    """Yield the chains of some briefs, folded to a width in characters; `whole`: with what no judgement uses."""
    for number, entry in enumerate(briefs):
        if len(briefs) > 1:
            yield from ("",) * (number > 0)
            yield entry.name
        for chain in entry.trace.chains:
            yield from _chain(chain, width)
        if whole:
            yield from _unused(entry.trace, width)


def _chain(chain: Chain, width: int) -> Iterator[str]:
    yield ""
    yield from _folded(f"{chain.id:<{MARGIN}}", f"{chain.claim}{_estimate(chain)}", width)
    columns = [max((len(text) for text in texts), default=0) for texts in zip(*map(_cells, chain.links), strict=True)]
    for link in chain.links:
        cells = "  ".join(f"{cell:<{size}}" for cell, size in zip(_cells(link), columns, strict=True))
        yield from _folded(f"{'':<{MARGIN}}{cells}  ", link.said or link.title or link.source, width)
    if chain.single:
        where = f": {chain.origins[0]}" if chain.origins else ""
        yield f"{'':<{MARGIN}}{SINGLE[chain.single]}{where}"


def _estimate(chain: Chain) -> str:
    confidence = f"{chain.confidence} confidence" if chain.confidence else ""
    said = ", ".join(filter(None, ((chain.likelihood or "").replace("_", " "), confidence.replace("_", " "))))
    return f" ({said})" if said else ""


def _cells(link: Link) -> tuple[str, str, str]:
    place = f"¶ {link.paragraph}" if link.paragraph else link.locator
    return f"{link.through} > {link.cited}" if link.through else link.cited, place, link.kind


def _folded(head: str, text: str, width: int) -> Iterator[str]:
    lines = textwrap.wrap(text, max(30, width - len(head)), break_long_words=False, break_on_hyphens=False)
    for number, line in enumerate(lines or [""]):
        yield f"{head if number == 0 else ' ' * len(head)}{line}".rstrip()


def _unused(trace: Trace, width: int) -> Iterator[str]:
    told = [*map(_idle, trace.unused), *((name, "no judgement cites it") for name in trace.unused_items)]
    if told:
        yield ""
        yield "Not used by any judgement"
        for name, what in told:
            yield from _folded(f"{'':<{MARGIN}}{name:<{MARGIN}}", what, width)


def _idle(entry: Unused) -> tuple[str, str]:
    if entry.whole:
        return entry.source, "no judgement cites it"
    runs = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in entry.runs)
    return entry.source, f"facts not cited: {runs}"


# For a program


def as_json(briefs: Sequence[Traced]) -> str:
    """Write the chains as JSON: for each brief its items with their links, and what no judgement uses."""
    listed = [_listed(entry) for entry in briefs]
    return json.dumps({"schema": SCHEMA, "briefs": listed}, ensure_ascii=False, indent=2) + "\n"


def _listed(entry: Traced) -> dict[str, Any]:
    meta = entry.document.brief.meta
    about = {"file": entry.name, "id": str(meta.id), "version": str(meta.version)}
    chains = [_without_blanks({**asdict(chain), "rests_on_one": chain.single}) for chain in entry.trace.chains]
    unused = [_without_blanks(asdict(each)) for each in entry.trace.unused]
    return {**about, "items": chains, "unused": unused, "unused_items": list(entry.trace.unused_items)}


def _without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_blanks(each) for key, each in value.items() if each not in (None, "", ())}
    return [_without_blanks(each) for each in value] if isinstance(value, list | tuple) else value
