"""Two editions compared by the ids of their items: what is told, as text and as data, and what version is due."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

import brief
from brief.comparing import compare, paired, propose
from brief.problems import BriefError
from brief.revision import Asked, as_json, as_lines, compare_editions
from brief.revision.said import said_wrongly
from tests.conftest import Compare

ROOT = Path(__file__).resolve().parents[3]
EDITIONS = ROOT / "tests" / "golden" / "editions"
OLD, NEW = EDITIONS / "old.yaml", EDITIONS / "new.yaml"
FIRST = ROOT / "content" / "unbanning-the-taliban"
SECOND = ROOT / "content" / "unbanning-the-taliban-v1-1"


def kinds(old: Path = OLD, new: Path = NEW) -> dict[str, tuple[str, ...]]:
    """Return the kinds of change by section and id."""
    changes = compare(brief.read(old).brief, brief.read(new).brief).changes
    return {f"{change.section} {change.id}".strip(): change.kinds for change in changes}


def test_what_changed_is_found_by_id() -> None:
    """An item is compared with the one of its id, wherever it stands; a change has the kinds that editors name."""
    assert kinds() == {
        "meta": ("reworded", "moved"),
        "handling": ("changed",),
        "bottom_line": ("reworded",),
        "key_judgements KJ1": ("lowered", "strengthened", "reworded", "caveat", "evidence"),
        "key_judgements KJ2": ("reworded", "moved"),
        "key_judgements KJ3": ("dropped",),
        "key_judgements KJ5": ("added",),
        "background": ("reworded",),
        "facts F1": ("corrected", "evidence"),
        "risks R1": ("raised", "graver", "moved"),
        "risks R2": ("moved",),
        "sources S2": ("added",),
    }


def test_nothing_changed() -> None:
    """An edition is no different from itself, and due no new version."""
    comparison = compare(brief.read(OLD).brief, brief.read(OLD).brief)
    assert comparison.changes == ()
    assert propose(comparison) == ("1.0", "filing")
    assert comparison.unmoved == ("KJ1", "KJ2", "KJ3", "KJ4")


def test_items_without_ids_are_paired_by_their_words() -> None:
    """A paragraph is known again by what it says, in another place and partly reworded; a strange one is new."""
    first, second, third = (
        brief.model.Brief.model_validate({"meta": {"title": "-", "date": "2025-01-01"}, "timeline": entries}).timeline
        for entries in (
            [{"date": "2024", "text": "The quay was mended"}, {"date": "2023", "text": "The ferry was sold"}],
            [{"date": "2023", "text": "The ferry was sold abroad"}, {"date": "2024", "text": "The quay was mended"}],
            [{"date": "2025", "text": "A storm"}],
        )
    )
    assert paired(first, second) == [(first[1], second[0]), (first[0], second[1])]
    assert paired(first, third) == [(first[0], None), (first[1], None), (None, third[0])]
    assert paired((1, 2, 3), (3, 1, 4)) == [(3, 3), (1, 1), (2, None), (None, 4)]


def test_the_version_that_is_due() -> None:
    """A judgement that moved calls for a major version, new facts for a minor one."""
    assert propose(compare(brief.read(OLD).brief, brief.read(NEW).brief)) == ("2.0", "judgements")
    first, second = (brief.read(folder / "brief.yaml").brief for folder in (FIRST, SECOND))
    assert propose(compare(first, second)) == ("1.1", "facts")
    filed = first.model_copy(update={"meta": first.meta.model_copy(update={"keywords": ("Kabul",)})})
    assert propose(compare(first, filed)) == ("1.0", "filing")


def test_what_an_edition_says_of_itself_is_held_against_the_comparison() -> None:
    """A judgement that moved otherwise than it says is named, and so is one that went without a word."""
    comparison = compare(brief.read(OLD).brief, brief.read(NEW).brief)
    assert list(said_wrongly(comparison)) == [
        "KJ1 says that it is raised, but it was lowered, strengthened, reworded",
        "KJ2 says that it is unchanged, but it was reworded, moved",
        "KJ3 was dropped, and nothing says so: keep it with direction 'dropped', or say it under changes",
    ]
    first, second = (brief.read(folder / "brief.yaml").brief for folder in (FIRST, SECOND))
    assert list(said_wrongly(compare(first, second))) == []


def test_the_text_reads_as_before(golden: Compare) -> None:
    """What the terminal shows is golden, word by word."""
    outcome = compare_editions(Asked(str(OLD), str(NEW)))
    golden(EDITIONS / "diff.txt", "\n".join(as_lines(outcome.comparison, outcome.language)) + "\n")


def test_the_data_reads_as_before(golden: Compare) -> None:
    """What a program gets is golden, and JSON."""
    told = as_json(compare_editions(Asked(str(OLD), str(NEW))).comparison)
    assert json.loads(told)["due"]["version"] == "2.0"
    golden(EDITIONS / "diff.json", told)


def _git(folder: Path, *arguments: str) -> None:
    own = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, env=own, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository whose tag v1.0 has the old edition and whose working copy has the new one."""
    path = tmp_path / "content" / "ferry" / "brief.yaml"
    path.parent.mkdir(parents=True)
    (tmp_path / "house.yaml").write_text("meta: {licence: CC-BY-4.0}\n", "utf-8")
    path.write_bytes(OLD.read_bytes())
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-qm", "First edition")
    _git(tmp_path, "tag", "v1.0")
    path.write_bytes(NEW.read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_revision_is_an_edition(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edition comes out of git with its house file, named whole, by --rev, and from a folder below."""
    for asked in (
        Asked("v1.0:content/ferry/brief.yaml", "content/ferry/brief.yaml"),
        Asked("content/ferry", revision="v1.0"),
        Asked("HEAD:content/ferry", "content/ferry"),
    ):
        comparison = compare_editions(asked).comparison
        assert comparison.old.meta.version == "1.0"
        assert comparison.old.meta.licence == "CC-BY-4.0"
        assert "KJ3" in comparison.by_id
    monkeypatch.chdir(repository / "content")
    assert compare_editions(Asked("v1.0:ferry/brief.yaml", "ferry")).comparison.old.meta.version == "1.0"


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("v9.9:content/ferry/brief.yaml", "git does not know this revision"),
        ("v1.0:content/lost/brief.yaml", "there is no file 'content/lost/brief.yaml' in v1.0"),
        ("v1.0:../../etc/passwd", "'../../etc/passwd' leads out of the repository"),
    ],
)
def test_what_git_does_not_have_is_told(repository: Path, named: str, says: str) -> None:
    """A revision or a path that is not there is a Problem, and so is one that leads out."""
    assert (repository / ".git").is_dir()
    with pytest.raises(BriefError) as caught:
        compare_editions(Asked(named, "content/ferry"))
    assert [problem.message for problem in caught.value.problems] == [says]


@pytest.mark.parametrize("named", ["--output=x:content/ferry", "-x:y", "a b:content", "$(id):content", "C:content"])
def test_a_revision_cannot_be_an_option(repository: Path, named: str) -> None:
    """What git could take for an option, or a shell for a command, never reaches it."""
    assert (repository / ".git").is_dir()
    with pytest.raises(BriefError) as caught:
        compare_editions(Asked(named, "content/ferry"))
    assert [problem.rule for problem in caught.value.problems] == ["no-such-file"]


def test_a_repository_cannot_make_git_run_anything(repository: Path, tmp_path: Path) -> None:
    """The settings, hooks and filters of a stranger's repository run nothing while an edition is fetched."""
    trap = tmp_path / "sprung"
    script = tmp_path / "trap.sh"
    script.write_text(f"#!/bin/sh\ntouch {trap}\ncat\n", "utf-8")
    script.chmod(0o755)
    for key in ("core.fsmonitor", "filter.trap.smudge", "diff.external", "core.pager", "core.sshCommand"):
        _git(repository, "config", key, str(script))
    (repository / ".gitattributes").write_text("* filter=trap\n", "utf-8")
    assert compare_editions(Asked("content/ferry", revision="v1.0")).comparison.old.meta.version == "1.0"
    assert not trap.exists()


def test_a_pdf_that_carries_its_source_is_an_edition(tmp_path: Path) -> None:
    """What went out as a PDF can be compared without the folder that it was made from; another PDF is refused."""
    draft = tmp_path / "old.yaml"
    draft.write_text(OLD.read_text("utf-8").replace("status: published", "status: draft"), "utf-8")
    result = brief.build(draft, brief.Options(outputs=("pdf",), output=tmp_path))[0]
    assert result.built, result.problems
    comparison = compare_editions(Asked(str(result.files[0].path), str(NEW))).comparison
    assert comparison.by_id["KJ3"].kinds == ("dropped",)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\n%%EOF\n")
    with pytest.raises(BriefError) as caught:
        compare_editions(Asked(str(broken), str(NEW)))
    assert caught.value.problems[0].rule == "broken-pdf"


def test_two_languages_are_not_compared() -> None:
    """Every word of a translation differs: such a pair is refused, and one edition alone, too."""
    for asked in (Asked(str(FIRST / "brief.yaml"), str(FIRST / "brief.ru.yaml")), Asked(str(OLD))):
        with pytest.raises(BriefError) as caught:
            compare_editions(asked)
        assert caught.value.problems[0].rule == "revision"


def test_the_meeting_is_nobodys_business() -> None:
    """What is prepared for a meeting is told in no comparison: a redline goes round."""
    told = as_json(compare_editions(Asked(str(FIRST), str(SECOND))).comparison)
    assert "talking_points" not in told
    assert not re.search(r"Small conference room|not_for_use", told)
