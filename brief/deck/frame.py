"""The first slides and the last: what the brief is, its bottom line, and how to read it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from ..model.fields import Confidence, Likelihood, Line, Prose
from ..view import View
from .slides import Bands, Cover, Level, Note, Reference, Remark, Slide, Statement
from .wording import (
    as_title,
    cited_in,
    held,
    is_evidence,
    joined,
    level_of,
    more,
    odds_of,
    own_marking,
    parted,
    sentence,
    word_of,
)

MOST_SOURCES = 8


def cover_slide(view: View) -> Slide:
    """Return the slide with the title: whose it is, for whom, of when, and how it is to be handled."""
    brief, meta, language = view.brief, view.brief.meta, view.language
    facts: list[tuple[str, Any]] = [(language.word("masthead.date"), language.date(meta.date))]
    facts += [(language.word("masthead.cutoff"), language.date(view.cutoff))] if view.cutoff else []
    facts += [(language.word("masthead.version"), _version(view))]
    facts += [(language.word("masthead.for"), brief.audience.primary)] if brief.audience else []
    facts += [(language.word("masthead.by"), view.imprint.authors)] if meta.authors else []
    facts += [(language.word("masthead.status"), view.imprint.status)] if view.imprint.status else []
    org = meta.publisher.name if meta.publisher else ""
    rule = [(language.word(f"masthead.{key}") for key in ("chatham_house", "chatham_house_rule"))]
    small = tuple((name, text) for name, text in rule if brief.handling.chatham_house)
    cover = Cover(org, view.imprint.kind_line, meta.subtitle or "", tuple(facts), tuple(_notices(view)), small)
    notes = [Note(language.word("masthead.question"), brief.question)] if brief.question else []
    return Slide("cover", "", meta.title, cover, ("meta", "title"), tuple(notes))


def _version(view: View) -> str:
    supersedes = view.brief.meta.supersedes
    replaced = view.language.word("masthead.supersedes", edition=view.imprint.edition(supersedes)) if supersedes else ""
    return f"{view.brief.meta.version} ({replaced})" if replaced else str(view.brief.meta.version)


def _notices(view: View) -> list[tuple[str, str]]:
    """Return what a reader must know of its handling: the label and whom it lets in, the rest of its restrictions."""
    handling, language, imprint = view.brief.handling, view.language, view.imprint
    found: list[tuple[str, str]] = []
    if handling.label:
        open_to_all = handling.label == handling.order[0]
        said = joined([handling.label, "" if open_to_all else imprint.boundary, imprint.restrictions])
        found.append((language.word("page.handling"), said))
    if handling.embargo:
        found.append(("", imprint.embargo))
    if handling.common != handling.label:
        found.append(("", language.word("masthead.unmarked", label=handling.common)))
    if view.left_out:
        values = {"n": sum(view.left_out.values()), "label": handling.label, "sections": view.left_out_of}
        found.append(("", language.word("masthead.left_out", **values)))
    if view.brief.meta.notice:
        found.append(("", view.brief.meta.notice))
    return found


def message_slide(view: View, events: Sequence[Remark]) -> Slide | None:
    """Return the bottom line: its first sentence is the title, where it can be parted from the rest."""
    message, language = view.brief.bottom_line, view.language
    if message is None:
        return None
    kicker = language.word("headings.bottom_line")
    found = parted(str(message.text))
    title, text = (as_title(found[0]), found[1]) if found else (kicker, message.text)
    said = Line(held(message.so_what)) if message.so_what else ""
    follows = (Remark("so_what", language.word("labels.so_what"), said),) if said else ()
    evidence = [name for name in cited_in(found[0]) if is_evidence(view, name)] if found else []
    body = Statement(Prose(held(text)), (*follows, *events), own_marking(view, message), evidence)
    question = (Note(language.word("masthead.question"), view.brief.question),) if view.brief.question else ()
    kicker = kicker if found else ""
    return Slide("statement", kicker, Line(title), body, ("bottom_line",), (*question, Note("", Prose(message.text))))


def reference_slide(view: View, shown: Collection[str]) -> Slide:
    """Return the last slide: the scales with what their words mean, the sources, and how to cite the brief.

    `shown` are the ids of what stands on the slides before it; it says which rated sections stand on none.
    """
    language = view.language
    bands = None
    if view.uses_likelihood:
        name = language.word(f"scale.names.{view.scale.name}")
        told = [language.word("scale.likelihood_intro", scale=name)]
        told += [language.word("scale.gaps")] if view.scale.name == "phia" else []
        told += [language.word("scale.nested")] if not view.scale.partition else []
        told += [language.word("scale.note")] if language.word("scale.note") else []
        odds = (odds_of(view, band.term) for band in view.scale.bands)
        bands = Bands(" ".join(told), tuple(each for each in odds if each))
    levels = tuple(_levels(view)) if view.uses_confidence else ()
    sources = tuple((item.id, str(view.number(item.id)), _source(view, item)) for item in view.sources[:MOST_SOURCES])
    title = language.word("slides.reference" if bands or levels else "slides.reference_sources")
    untold = joined([*_unshown(view, shown), more(view, len(view.sources) - len(sources))])
    body = Reference(bands, levels, sources, untold, view.imprint.citation)
    summary = view.brief.source_summary
    notes = [Note(language.word("headings.source_summary"), summary)] if summary else []
    notes += [Note(str(view.number(item.id)), _weighed(view, item)) for item in view.sources]
    names = tuple(name for name, _, _ in sources)
    return Slide("reference", "", title, body, ("sources",), tuple(notes), names)


def _unshown(view: View, shown: Collection[str]) -> Iterator[str]:
    """Say of each section with judgements of any kind how many of them are on no slide."""
    colon = view.language.words["typography"]["colon"]
    for kind, value in view.brief.items():
        items = [item for item in value if _is_rated(item)] if isinstance(value, tuple) else []
        there = sum(getattr(item, "id", None) in shown for item in items)
        if items and not there:
            yield f"{view.language.word(f'headings.{kind.key}')}{colon}{more(view, len(items) - there)}"


def _is_rated(item: Any) -> bool:
    fields = (getattr(item, name) for name in getattr(type(item), "model_fields", ()))
    return any(isinstance(value, Likelihood | Confidence) for value in fields)


def _levels(view: View) -> list[tuple[Level, str]]:
    found = []
    for level in reversed(view.confidence_levels):
        rated = level_of(view, level)
        if rated:
            text = view.language.word(f"scale.confidence.{view.brief.scales.confidence}.{level}")
            found.append((rated, text))
    return found


def _source(view: View, item: Any) -> str:
    """Return who wrote a source, its title, where and when it was published, and its grade in letters."""
    language = view.language
    publisher = item.publisher if item.publisher != item.container else None
    date = language.fuzzy(item.date) if item.date else ""
    parts = [language.list(item.author), f"*{item.title}*" if item.title else "", item.container, publisher, date]
    grade = f"{item.reliability or ''}{item.credibility or ''}"
    written = f"{language.list(filter(None, parts))}{language.words['typography']['stop']}"
    label = own_marking(view, item)
    return Line(joined([label, written, f"{grade}." if grade else ""], " "))


def _weighed(view: View, item: Any) -> str:
    """Return a source with its grade in words and what makes it good or bad."""
    words = [word_of(view, "reliability", item.reliability) if item.reliability else ""]
    words += [word_of(view, "credibility", item.credibility) if item.credibility else ""]
    rated = sentence(view.language.list(filter(None, words)))
    return Line(joined([_source(view, item), f"{rated}." if rated else "", item.descriptor], " "))
