"""Published means frozen: what an edition says is kept, and a change of it does not go unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

import brief
from brief.checks import check
from brief.frozen import FILE, content_hash, read_published
from brief.problems import BriefError
from brief.revision.freezing import freeze
from brief.revision.telling import REASONS

BRIEF = """\
meta: {id: ferry, title: The ferry is likely to stop this winter, date: 2025-12-01, status: published, version: "1.0"}
bottom_line: The ferry is likely to stop this winter.
key_judgements:
  - {id: KJ1, statement: The ferry is likely to stop this winter., likelihood: likely, evidence: [S1#1],
     timeframe: {by: 2026-03-31}, confidence: low, confidence_basis: One survey., would_change: A dredger.}
sources: [{id: S1, record: survey}]
"""
RECORD = """\
schema: seed/1
id: survey
title: Depth survey
publisher: Harbour office
date: 2025-11
facts:
  - {n: 1, paragraph: 3, text: The berth is 1.8 m deep.}
  - {n: 2, paragraph: 4, text: The quay is sound.}
"""


@pytest.fixture
def ferry(tmp_path: Path) -> Path:
    """Write a workspace with one published brief and return its file."""
    path = tmp_path / "content" / "ferry" / "brief.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(BRIEF, "utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "survey.yaml").write_text(RECORD, "utf-8")
    return path


def hash_of(path: Path) -> str:
    """Return the hash of what a brief says."""
    return content_hash(brief.read(path), brief.Workspace.around(path))


def silent(path: Path) -> list[str]:
    """Return what VER-01 finds."""
    return [problem.message for problem in check(brief.read(path)) if problem.rule == "VER-01"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("status: published", "status: superseded, superseded_by: ferry@2.0, notice: Replaced on 3 May 2026"),
        ("would_change: A dredger.}", "would_change: A dredger.,\n     resolution: {outcome: It did, occurred: true}}"),
        ("key_judgements:\n", "# a remark\nkey_judgements:\n\n"),
        ("likelihood: likely, evidence: [S1#1]", "evidence:   ['S1#1'],\n     likelihood: likely"),
        ("sources:", "output: {theme: note}\nlint: {strict: true}\nemail: {tag: INFO}\nsources:"),
    ],
)
def test_what_becomes_of_an_edition_is_no_change(ferry: Path, before: str, after: str) -> None:
    """Status, notices, outcomes, comments, the order of keys and how it is made leave the hash alone."""
    kept = hash_of(ferry)
    assert before in BRIEF
    ferry.write_text(BRIEF.replace(before, after), "utf-8")
    assert hash_of(ferry) == kept


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("content/ferry/brief.yaml", "likelihood: likely", "likelihood: unlikely"),
        ("content/ferry/brief.yaml", "One survey.", "Two surveys."),
        ("content/ferry/brief.yaml", "2026-03-31", "2026-04-30"),
        ("content/ferry/brief.yaml", "title: The ferry", "title: The boat"),
        ("seeds/survey.yaml", "paragraph: 3", "paragraph: 5"),
        ("seeds/survey.yaml", "title: Depth survey", "title: Survey of depth"),
    ],
)
def test_every_word_that_a_reader_is_told_counts(ferry: Path, name: str, before: str, after: str) -> None:
    """A word, a term, a date, and the place of a cited fact change the hash."""
    kept = hash_of(ferry)
    path = ferry.parents[2] / name
    path.write_text(path.read_text("utf-8").replace(before, after, 1), "utf-8")
    assert hash_of(ferry) != kept


def test_facts_that_are_not_cited_may_come_and_go(ferry: Path) -> None:
    """A record grows for other briefs without a word of this one."""
    kept = hash_of(ferry)
    path = ferry.parents[2] / "seeds" / "survey.yaml"
    path.write_text(path.read_text("utf-8").replace("The quay is sound.", "The quay is cracked."), "utf-8")
    assert hash_of(ferry) == kept


def test_a_silent_change_is_an_error_and_stops_a_build(ferry: Path, tmp_path: Path) -> None:
    """Once frozen, other words under the same version are VER-01, and nothing is built from them."""
    (frozen,) = freeze([ferry])
    assert frozen.new
    assert silent(ferry) == []
    ferry.write_text(
        BRIEF.replace("likelihood: likely", "likelihood: unlikely").replace("is likely", "is unlikely"), "utf-8"
    )
    assert silent(ferry) == ["version 1.0 was published on 2025-12-01, and what it says is not what it said then"]
    result = brief.build(ferry, brief.Options(outputs=("html",), output=tmp_path / "out"))[0]
    assert not result.built
    with pytest.raises(BriefError):
        freeze([ferry])


def test_a_new_version_says_what_changed(ferry: Path) -> None:
    """A new version needs its line in the change log, and is frozen beside the old one."""
    freeze([ferry])
    newer = BRIEF.replace('version: "1.0"', 'version: "1.1"').replace("One survey.", "Two surveys.")
    ferry.write_text(newer, "utf-8")
    assert silent(ferry) == ["version 1.1 follows 1.0, and change_log has no line for it"]
    log = 'version: "1.1", change_log: [{version: "1.1", date: 2025-12-08, summary: A second survey is in.}]'
    ferry.write_text(newer.replace('version: "1.1"', log), "utf-8")
    assert silent(ferry) == []
    freeze([ferry])
    kept = read_published(brief.Workspace.around(ferry), ferry.parent)
    assert [each.version for each in kept] == ["1.0", "1.1"]
    assert [each.new for each in freeze([ferry])] == [False]


def test_a_draft_is_not_frozen(ferry: Path) -> None:
    """What is still to change cannot be kept, and nothing is written then."""
    ferry.write_text(BRIEF.replace("status: published", "status: draft"), "utf-8")
    with pytest.raises(BriefError) as caught:
        freeze([ferry])
    assert [problem.rule for problem in caught.value.problems] == ["published"]
    assert not (ferry.parent / FILE).exists()


@pytest.mark.parametrize("text", ["editions: 3", "editions: [{id: ferry}]", "[]", "editions: [{id: x, version: &a y}]"])
def test_a_list_that_was_edited_is_told(ferry: Path, text: str) -> None:
    """A list of frozen editions that makes no sense is a Problem at its place, never a pass."""
    (ferry.parent / FILE).write_text(text, "utf-8")
    with pytest.raises(BriefError) as caught:
        silent(ferry)
    assert caught.value.problems[0].rule in ("published", "not-a-brief", "missing-anchor", "yaml-syntax")
    assert caught.value.problems[0].place is not None
    assert caught.value.problems[0].place.file.endswith(FILE)


def test_the_edition_that_it_replaces_names_the_version(tmp_path: Path, ferry: Path) -> None:
    """Where the old edition is in the workspace, freezing the new one says which version is due, and what it hides."""
    freeze([ferry])
    second = tmp_path / "content" / "ferry-2" / "brief.yaml"
    second.parent.mkdir()
    text = BRIEF.replace('version: "1.0"', 'version: "1.1", supersedes: ferry@1.0')
    text = text.replace("likelihood: likely", "likelihood: unlikely, change_since_last: unchanged")
    second.write_text(text.replace("is likely", "is unlikely").replace("status: published", "status: cleared"), "utf-8")
    (frozen,) = freeze([second])
    assert frozen.remarks == (
        f"version 2.0 is due, and the new edition says 1.1: {REASONS['judgements']}",
        "KJ1 says that it is unchanged, but it was lowered, reworded",
    )
