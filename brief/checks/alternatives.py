"""ALT: alternatives and dissent. What else could be true, and who sees it differently."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.scales import NOT_ASSESSED
from .likelihood import judgements
from .reading import Reading
from .rule import Finding, Path, rule

# What a reader would call the caveats that are named otherwise in a brief.
CAVEATS = {"information_cutoff": "information cut-off", "likelihood": "likelihood and range"}


@rule("ALT-01", "warning")
def no_alternative(reading: Reading) -> Iterator[Finding]:
    """Flag a judgement below 'almost certain' for which an assessment weighs no alternative.

    Why: a judgement that may be wrong means that something else may be true; the reader needs to know what, above all
        where much is at stake. A set of scenarios counts.
    Source: ICD 203 standard 4 (analysis of alternatives).
    Bad: KJ1 is likely, and no alternative names it.
    Good: ALT1, for KJ1: 'The delay comes from the ports, not from the customs office.'
    """
    brief = reading.brief
    if brief.scenarios:
        return
    top = reading.scale.bands[-1].term
    open_ones = [(path, j) for path, j in judgements(reading) if j.likelihood not in (None, top, NOT_ASSESSED)]
    general = any(not alternative.for_ for alternative in brief.alternatives)
    weighed = {name for alternative in brief.alternatives for name in alternative.for_}
    if not brief.alternatives and open_ones:
        message = "no alternative is weighed against any judgement, though none of them is almost certain"
        question = "what else could explain it or happen, and why is that less likely?"
        yield Finding(("key_judgements",), message, question, key=True)
        return
    for path, judgement in open_ones:
        if not (general or judgement.alternatives or judgement.id in weighed):
            message = f"no alternative is weighed against {judgement.id}"
            question = "what else could explain it or happen, and why is that less likely?"
            yield Finding((*path, "statement"), message, question)


@rule("ALT-02", "warning", tier=2)
def straw_man(reading: Reading) -> Iterator[Finding]:
    """Flag an alternative without a reason for ranking it lower, or without a sign that would raise it.

    Why: an alternative that nothing could raise was put up to be knocked down.
    Source: ICD 203 standard 4; analysis of competing hypotheses.
    Bad: ALT1 'The mine floods for natural reasons.' and nothing else.
    Good: ALT1 with why_less_likely 'The rain was average' and would_raise 'Water in the two mines upstream'.
    """
    pointed = {name for i in reading.brief.indicators for name in i.for_}
    for index, alternative in enumerate(reading.brief.alternatives):
        wanting = [] if alternative.why_less_likely else ["why it is less likely"]
        if not alternative.would_raise and alternative.id not in pointed:
            wanting.append("what would raise it")
        if wanting:
            message = f"{alternative.id} does not say {' or '.join(wanting)}, so it looks like a straw man"
            question = "what speaks against it, and what would you see if it were true?"
            yield Finding(("alternatives", index, "text"), message, question)


@rule("ALT-03", "error")
def lost_caveat(reading: Reading) -> Iterator[Finding]:
    """Flag a file that gives a judgement, a risk or a scenario without a caveat that it has in the brief.

    Why: what qualifies a judgement is the first thing to get lost on the way to the minister: its range, its
        confidence, a dissent, the day up to which it holds, its marking. Checked after the files are made, in the words
        of each of them; a template of a house can drop what the program keeps.
    Source: ICD 203 standard 7; the public paper of October 2002 on Iraq, which left out the dissents of the estimate.
    Bad: KJ1 has a dissent, and the e-mail gives KJ1 without it.
    Good: the e-mail gives KJ1 with its range, its confidence and its dissent, or does not give it at all.
    """
    files: dict[tuple[Path, str], list[str]] = {}
    for lost in reading.made.lost:
        files.setdefault((lost.path, lost.item), []).append(lost.file)
    for (path, item), named in files.items():
        key = next(str(step) for step in reversed(path) if isinstance(step, str))
        name = CAVEATS.get(key, key.replace("_", " "))
        others = f" and {len(named) - 1} more" if len(named) > 1 else ""
        lacking = "lack" if others else "lacks"
        giving = "give" if others else "gives"
        message = f"{named[0]}{others} {f'{giving} {item} without its' if item else f'{lacking} the'} {name}"
        yield Finding(path, message, "which template makes it, and where does it leave this out?")


@rule("ALT-04", "warning", tier=2)
def anonymous_dissent(reading: Reading) -> Iterator[Finding]:
    """Flag a dissent without a reason, or whose holder is nobody in particular.

    Why: doubt without a holder and a reason cannot be asked about; it is a rumour in a box.
    Source: the practice of national intelligence estimates, where a named agency dissents in a note.
    Bad: holder 'Some colleagues', view 'Too gloomy', no reason.
    Good: holder 'Transport desk', view 'Unlikely this year', reason 'The tender has not been published.'
    """
    for path, judgement in judgements(reading):
        for index, dissent in enumerate(judgement.dissent):
            vague = reading.words.pattern("vague_holder").match(dissent.holder) is not None
            where = "holder" if vague else "view"
            if vague or not dissent.reason:
                message = f"the dissent under {judgement.id} {'names no holder' if vague else 'gives no reason'}"
                yield Finding((*path, "dissent", index, where), message, "which office holds it, and why?")
