"""The checks of a brief's tradecraft: one function per rule, one module per family, one line in CHECKS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..measure import Found
from ..model.settings import Waiver
from ..parse import Document
from ..problems import BriefError, Place, Problem, did_you_mean
from . import (
    accessibility,
    alternatives,
    argument,
    estimative,
    grading,
    handling,
    indicators,
    lifecycle,
    likelihood,
    meeting,
    message,
    phrasing,
    protection,
    recommendations,
    risk,
    sourcing,
    structure,
    waivers,
)
from .places import place_of
from .profile import applies, severity
from .reading import Ledger, Reading
from .rule import Check, Finding, Rule
from .rulebook import Rulebook

__all__ = ["CHECKS", "RULES", "Weighed", "after_making", "check", "explain", "weigh"]

CHECKS: tuple[Check, ...] = (
    estimative.bare_modal,
    estimative.off_scale,
    estimative.cannot_rule_out,
    estimative.confidence_beside_likelihood,
    estimative.two_scales,
    likelihood.field_and_prose,
    likelihood.time_frame,
    likelihood.number_off_scale,
    likelihood.confidence_and_basis,
    likelihood.high_confidence,
    phrasing.double_negative,
    estimative.stacked_hedges,
    phrasing.joined_outcomes,
    estimative.certainty,
    phrasing.soft_ownership,
    phrasing.bare_condition,
    phrasing.scenario_sum,
    likelihood.same_event,
    sourcing.no_evidence,
    sourcing.unused_source,
    grading.uncited_figure,
    sourcing.one_source,
    sourcing.one_origin,
    grading.diagonal,
    grading.web_source,
    sourcing.after_cutoff,
    grading.old_base,
    sourcing.source_summary,
    sourcing.crowd,
    sourcing.claim_as_fact,
    grading.ai_source,
    sourcing.two_values,
    grading.one_source_everywhere,
    argument.bottom_line,
    argument.how_many,
    argument.topic,
    argument.no_so_what,
    argument.judgement_among_facts,
    argument.linchpin,
    argument.would_change,
    argument.unexplained_change,
    argument.advocacy,
    alternatives.no_alternative,
    alternatives.straw_man,
    alternatives.anonymous_dissent,
    indicators.unobservable,
    indicators.one_direction,
    indicators.stale,
    risk.three_parts,
    risk.no_window,
    risk.other_scale,
    risk.product,
    risk.one_cell,
    risk.no_owner,
    risk.already_happened,
    risk.no_hilp,
    recommendations.incomplete,
    recommendations.unlinked,
    recommendations.too_many,
    recommendations.empty_verb,
    recommendations.decision_without_frame,
    structure.no_cutoff,
    structure.abbreviation,
    structure.long_sentence,
    structure.spelling,
    structure.placeholder,
    structure.elastic_time,
    structure.numeric_date,
    structure.vague_quantity,
    handling.tlp_label,
    handling.marking_and_release,
    handling.classification,
    handling.embargo,
    handling.chatham_house,
    protection.anonymous,
    handling.other_label,
    protection.remains,
    handling.portion_mark,
    lifecycle.changed_in_silence,
    lifecycle.no_notice,
    lifecycle.unresolved,
    accessibility.no_alt,
    accessibility.heading_levels,
    accessibility.contrast,
    accessibility.hidden_address,
    meeting.no_objective,
    meeting.minutes,
    meeting.too_long_to_say,
    meeting.not_for_use,
    meeting.cut_too_long,
)
# Checked once the pages are made, or once all others are.
AFTER_MAKING = (
    structure.over_budget,
    alternatives.lost_caveat,
    message.subject,
    message.heavy,
    message.file_name,
)
ON_WAIVERS = (waivers.idle_waiver, waivers.unknown_waiver)

DRAFTS = ("draft", "in_review")  # such a brief is built whatever the checks find, so that its author can see it
SPILL = handling.portion_mark.id

RULES: Mapping[str, Rule] = Rulebook((*CHECKS, *AFTER_MAKING, *ON_WAIVERS))


class Weighed(NamedTuple):
    """A finding as it is told and as it was made, and the waiver by which the brief keeps it, if there is one."""

    problem: Problem
    finding: Finding
    waiver: Waiver | None = None


def explain(identity: str) -> str:
    """Explain a rule by its id; raise `BriefError` with the nearest one for an id that is none."""
    by_name = {name.casefold(): rule for name, rule in RULES.items()}
    wanted = identity.strip().casefold()
    if wanted not in by_name:
        # EST-4 and est4 mean EST-04.
        letters, number = wanted.rstrip("0123456789").rstrip("- "), wanted.lstrip("abcdefghijklmnopqrstuvwxyz- ")
        meant = by_name.get(f"{letters}-{number.zfill(2)}")
        hint = f"did you mean '{meant.id}'?" if meant else did_you_mean(identity, list(RULES))
        raise BriefError([Problem("no-such-rule", f"there is no rule '{identity}'", None, hint)])
    return str(by_name[wanted])


def check(document: Document, strict: bool = False, theme: str | None = None) -> Iterator[Problem]:
    """Yield what the checks find in a brief: tier 1, and with `strict` tier 2 and remarks as well.

    Findings that the brief waives are left out; waivers that waive nothing are findings. `theme` is the one it is to be
    made in, where that is not its own.
    """
    return (each.problem for each in weigh(document, strict, theme) if each.waiver is None)


def weigh(document: Document, strict: bool = False, theme: str | None = None) -> Iterator[Weighed]:
    """Yield what `check` finds, and what the brief waives with its waiver."""
    strict = strict or document.brief.lint.strict
    reading = Reading(document, theme=theme, ledger=Ledger(frozenset(each.id for each in (*CHECKS, *AFTER_MAKING))))
    yield from _made(CHECKS, reading, strict)
    yield from _made(ON_WAIVERS, reading, strict)


def after_making(document: Document, made: Found, strict: bool = False) -> list[Problem]:
    """List what is wrong with what was made of a brief: how long each file is, what it lost, how it goes by e-mail."""
    found = _made(AFTER_MAKING, Reading(document, made), strict or document.brief.lint.strict)
    return [each.problem for each in found if each.waiver is None]


def stops(document: Document, findings: Iterable[Problem]) -> bool:
    """Tell whether findings stop a brief: errors do once it claims to be cleared, a likely spill always does."""
    errors = [finding for finding in findings if finding.severity == "error"]
    return any(error.rule == SPILL for error in errors) or bool(errors and document.brief.meta.status not in DRAFTS)


def _made(checks: Sequence[Check], reading: Reading, strict: bool) -> Iterator[Weighed]:
    for each in checks:
        if (each.tier > 1 and not strict) or not applies(each, reading.brief) or (each.words and not reading.lexicon):
            continue
        reading.ledger.made.add(each.id)
        for finding in each.run(reading):
            problem = _problem(each, finding, reading)
            if strict or problem.severity != "info":
                yield Weighed(problem, finding, waivers.waiver_of(reading, each.id, finding))


def _problem(each: Check, finding: Finding, reading: Reading) -> Problem:
    level = severity(each, finding.severity, reading.brief)
    return Problem(each.id, finding.message, _place(finding, reading), finding.question, level)


def _place(finding: Finding, reading: Reading) -> Place:
    if finding.file is not None:
        return Place(finding.file, finding.line, finding.column)
    document = reading.document
    if finding.start is not None and finding.end is not None:
        return place_of(document, finding.path, reading.text_at(finding.path), finding.start, finding.end)
    return document.trees.place(finding.path, key=finding.key)
