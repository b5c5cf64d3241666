"""The judgements as slides: one claim a slide, with likelihood, window, confidence, dissent and what came later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..model.fields import Line
from ..model.scales import NOT_ASSESSED
from ..view import View
from .slides import Claim, Claims, Note, Path, Remark, Slide
from .wording import as_title, level_of, odds_of, own_marking, remark, sentence, window_of, word_of

ROWS = 3  # how many judgements one slide can hold, each with all that qualifies it


def claim_of(view: View, item: Any) -> Claim:
    """Return a judgement with all that qualifies it."""
    return Claim(
        name=item.id,
        text=item.statement,
        marking=own_marking(view, item),
        odds=odds_of(view, item.likelihood),
        window=window_of(view, item.timeframe),
        level=level_of(view, item.confidence),
        remarks=(*_qualified(view, item), *_asides(view, item)),
        evidence=item.evidence,
    )


def _qualified(view: View, item: Any) -> list[Remark]:
    """Return what qualifies a claim and is never left out."""
    language = view.language
    found: list[Remark] = []
    if item.likelihood == NOT_ASSESSED:
        found += [Remark("unrated", language.word("labels.likelihood"), view.term(NOT_ASSESSED))]
    if item.likelihood_note:
        found += [Remark("unrated", "", item.likelihood_note)]
    if item.confidence_basis:
        found += [Remark("basis", "", item.confidence_basis)]
    for each in item.dissent:
        text = Line(" ".join(filter(None, (each.view, each.reason))))
        label = f"{language.word('labels.dissent')}{language.words['typography']['colon']}{each.holder}"
        found += [Remark("dissent", label, text, odds_of(view, each.likelihood))]
    for event in later(view, item.id):
        found += [event]
    return found


def later(view: View, name: str | None) -> list[Remark]:
    """Return what happened after the cut-off and bears on an item, or on none."""
    found = []
    for event in view.brief.post_cutoff:
        if (name in event.effect_on) if name else not set(event.effect_on) & _shown(view):
            label = f"{view.language.word('headings.post_cutoff')} ({view.language.fuzzy(event.date)})"
            label = " ".join(filter(None, (own_marking(view, event), label)))
            text = Line(" ".join(filter(None, (event.text, sentence(event.effect or "")))))
            found.append(Remark("later", label, _ended(text), evidence=event.sources))
    return found


def _shown(view: View) -> set[str]:
    return {item.id for item in view.brief.key_judgements}


def _ended(text: str) -> Line:
    return Line(text if text.rstrip().endswith((".", "!", "?", "…", "]")) else f"{text}.")


def _asides(view: View, item: Any) -> list[Remark]:
    """Return what a reader can do without on a slide."""
    found = remark(view, "so_what", item.so_what, spare=True)
    found += remark(view, "would_change", item.would_change, spare=True)
    change = item.change_since_last
    if change:
        words = word_of(view, "change_direction", change.direction)
        words += f" ({view.term(change.from_)})" if change.from_ else ""
        colon = view.language.words["typography"]["colon"]
        found += remark(view, "since_last", Line(words + (f"{colon}{change.note}" if change.note else "")), spare=True)
    settled = item.resolution
    if settled and settled.outcome:
        found += remark(view, "outcome", settled.outcome)
    return found


def claim_slides(view: View, room: int) -> list[Slide]:
    """Return the slides of the judgements: one each, or the last ones together where there are more than the room."""
    items = view.brief.key_judgements
    groups: list[Sequence[Any]] = []
    left = len(items)
    while left > 0:
        # From the end: as many together as have to be, so that those which the author ranks first stand alone.
        slides_before = max(room - len(groups) - 1, 0)
        size = min(ROWS, max(1, left - slides_before)) if slides_before else left
        groups.insert(0, items[left - size : left])
        left -= size
    number = 0
    slides = []
    for group in groups:
        slides.append(_alone(view, group[0], number) if len(group) == 1 else _together(view, group, number))
        number += len(group)
    return slides


def _alone(view: View, item: Any, number: int) -> Slide:
    claim = claim_of(view, item)
    kicker = f"{view.language.word('slides.judgement')} {claim.name}"
    path: Path = ("key_judgements", number)
    return Slide("claim", kicker, as_title(claim.text), claim, path, notes_of(view, claim), (claim.name,))


def _together(view: View, items: Sequence[Any], number: int) -> Slide:
    claims = tuple(claim_of(view, item) for item in items)
    language, names = view.language, [claim.name for claim in claims]
    kicker = language.word("headings.key_judgements")
    alone = number == 0
    title = language.word("slides.all_judgements" if alone else "slides.more_judgements", n=len(claims))
    notes = [note for claim in claims for note in (Note(claim.name, claim.text), *notes_of(view, claim))]
    return Slide("claims", kicker, title, Claims(claims), ("key_judgements", number), tuple(notes), tuple(names))


def notes_of(view: View, claim: Claim) -> tuple[Note, ...]:
    """Return what to say of a claim: how likely and how sure, why, who disagrees, and what it rests on."""
    language = view.language
    notes = []
    if claim.odds:
        range_ = f"{claim.odds.words} ({claim.odds.range})"
        notes.append(Note(language.word("labels.likelihood"), language.list(filter(None, (range_, claim.window)))))
    elif claim.window:
        notes.append(Note(language.word("labels.timeframe"), claim.window))
    if claim.level:
        notes.append(Note("", claim.level.words))
    for each in claim.remarks:
        odds = f"{each.odds.words} ({each.odds.range}). " if each.odds else ""
        notes.append(Note(each.label, type(each.text)(odds + each.text), each.evidence))
    if claim.evidence:
        notes.append(Note(language.word("labels.sources"), "", claim.evidence))
    return tuple(notes)
