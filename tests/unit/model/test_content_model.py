"""The whole content model: what a brief can say, by path."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from brief.model import SECTIONS, Brief, Frame
from brief.model import vocabulary as vocabularies
from brief.model.vocabulary import Vocabulary
from brief.parse.refusals import keys_at

PATHS = {
    "meta": "id title subtitle kind series date information_cutoff version status supersedes superseded_by change_log "
    "review_by next_update language authors reviewers clearance publisher identifiers licence copyright funding "
    "interests ai_use keywords geography names",
    "meta.series": "name number issn",
    "meta.change_log": "version date type summary",
    "meta.authors": "name role affiliation email orcid phone",
    "meta.reviewers": "role name date outcome note",
    "meta.clearance": "role name date outcome note",
    "meta.publisher": "name address url contact logo disclaimer",
    "meta.identifiers": "doi isbn url",
    "meta.ai_use": "use tool checked_by note",
    "meta.names": "use avoid",
    "scales": "likelihood row confidence impact_anchors",
    "handling": "scheme marking instructions descriptors embargo distribution chatham_house",
    "handling.embargo": "until contact",
    "handling.distribution": "name org copy_no",
    "audience": "primary decision deadline prior_knowledge",
    "bottom_line": "text so_what",
    "key_judgements": "id statement type event likelihood likelihood_note timeframe confidence "
    "confidence_basis so_what evidence assumptions alternatives would_change indicators change_since_last dissent "
    "resolution",
    "key_judgements.timeframe": "by",
    "key_judgements.change_since_last": "direction",
    "key_judgements.dissent": "holder view likelihood reason",
    "key_judgements.resolution": "criteria outcome date",
    "background": "heading blocks",
    "background.blocks": "text quote table figure box",
    "analysis": "heading blocks",
    "facts": "id text kind sources as_of measure value disputed",
    "timeline": "date precision text sources weight",
    "actors": "name role interest position leverage",
    "assumptions": "id text status linchpin if_wrong indicators",
    "alternatives": "id text for likelihood likelihood_note why_less_likely would_raise",
    "scenarios": "id name text likelihood likelihood_note horizon drivers first_signs implications",
    "scenario_set": "exhaustive",
    "indicators": "id text for direction threshold watch_where status trend last_checked",
    "risks": "id rank title cause event consequence likelihood likelihood_note window impact confidence velocity "
    "proximity trend owner treatment actions residual indicators sources hilp",
    "implications": "id text",
    "options": "id text benefits costs risks",
    "recommendations": "id text ask addressee by trigger because cost measure",
    "open_questions": "id question kind why affects how owner due",
    "post_cutoff": "date text sources effect_on effect",
    "sources": "id type author title publisher date url archived_url accessed language translation origin access "
    "interest reliability credibility descriptor public",
    "figures": "id kind data file caption alt source boundary_note",
    "glossary": "term meaning",
    "meeting": "title when where minutes reason objective briefer attendees agenda decisions_sought talking_points "
    "words_per_minute qna press_line not_for_use marking",
    "meeting.attendees": "who wants response marking",
    "meeting.agenda": "item minutes purpose lead marking",
    "meeting.decisions_sought": "id text options recommended from by if_undecided marking",
    "meeting.talking_points": "id text more from cut marking",
    "meeting.qna": "id q line if_pressed do_not_say category from marking",
    "meeting.not_for_use": "item text words marking",
    "lint.waive": "rule at reason by",
    "output": "profiles paper scale_display",
}
TOP = {"schema", "question", "source_summary", "methodology", "further_reading", "abbreviations"}


@pytest.mark.parametrize("path", list(PATHS))
def test_every_path(path: str) -> None:
    """Each key of the content model can be written where it belongs."""
    assert set(PATHS[path].split()) <= set(keys_at(Brief, tuple(path.split("."))))


def test_top_level() -> None:
    """The keys of the first level are those of the frame and of the kinds of section, each once."""
    keys = keys_at(Brief, ())

    assert len(keys) == len(set(keys)) == len(Frame.model_fields) + len(SECTIONS)
    assert TOP | {path.split(".")[0] for path in PATHS} <= set(keys)


def test_everything_is_immutable_and_closed() -> None:
    """No stage can repaint what it was given, and no group takes a key that it does not know."""
    kinds: set[type[BaseModel]] = {Brief}
    while more := {kind for each in kinds for kind in kinds_in(each)} - kinds:
        kinds |= more

    assert len(kinds) >= 45
    assert all(kind.model_config.get("frozen") and kind.model_config.get("extra") == "forbid" for kind in kinds)


def kinds_in(kind: type[BaseModel]) -> set[type[BaseModel]]:
    from brief.parse.refusals import _model_of

    found = {_model_of(field.annotation) for field in kind.model_fields.values()}
    return {each for each in found if each is not None}


def test_vocabularies() -> None:
    """A vocabulary has values, each once, and a name that no other has."""
    all_of_them = [each for each in vars(vocabularies).values() if isinstance(each, Vocabulary)]

    assert len(all_of_them) >= 25
    assert len({each.name for each in all_of_them}) == len(all_of_them)
    assert all(len(set(each.values)) == len(each.values) > 1 for each in all_of_them)
