"""An error message is output too: each kind of mistake, and what the author reads about it.

A case is a file `<kind>.yaml` or a workspace `<kind>/` in tests/golden/problems, with the printed problems in
`<kind>.txt`. Cases too bulky to store are made here. `pytest --update-golden` writes the texts anew.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from brief.parse import read_document
from brief.parse.messages import MESSAGES
from brief.problems import BriefError, Problem
from brief.workspace import Workspace
from tests.conftest import Compare

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "golden" / "problems"
FILES = sorted(path.stem for path in GOLDEN.glob("*.yaml"))
FOLDERS = sorted(path.parent.name for path in GOLDEN.glob("*/content"))
FRAME = "meta: {title: Water, date: 2024-05-06}\n"
MADE: dict[str, str] = {
    "bomb-of-levels": FRAME + "background: " + "[" * 100_000,
    "bomb-of-dashes": FRAME + "background:\n  " + "- " * 100_000,
    "bomb-of-aliases": "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "many-aliases": FRAME + "meta_: &m water\nglossary: [" + ", ".join(["*m"] * 300) + "]\n",
    "many-values": FRAME + "further_reading: [" + "a, " * 70_000 + "]\n",
    "too-large": "# " + "x" * 1_000_001,
    "too-long-list": FRAME + "further_reading:\n" + "  - One more book.\n" * 501,
    "too-long-prose": FRAME + "background: " + "water " * 7_000 + "\n",
}

# Raised where no stored file can lead: rights of the file system, links, races, and writing.
ELSEWHERE = {"unreadable", "unwritable", "in-use", "edition-language"}


def problems_of(kind: str, folder: Path) -> list[Problem]:
    """Return what is wrong with a case; the findings of the checks are not a matter of this file."""
    if not (folder / kind).is_dir():
        return mistakes_in(Workspace(folder), folder / f"{kind}.yaml")
    briefs = sorted((folder / kind).glob("content/*/brief.yaml"))
    found = [problem for brief in briefs for problem in mistakes_in(Workspace(folder / kind), brief)]
    if not found:
        from brief.pipeline import examine

        found = [each for examined in examine(briefs) for each in examined.result.problems if each.rule == "same-id"]
    return found


def mistakes_in(workspace: Workspace, path: Path) -> list[Problem]:
    try:
        read_document(workspace, path)
    except BriefError as error:
        return list(error.problems)
    return []


def printed(problems: Iterable[Problem]) -> str:
    return "\n\n".join(map(str, problems)) + "\n"


def test_there_are_cases() -> None:
    """The comparison below cannot pass on an empty folder, and no golden text is left without its case."""
    texts = {path.stem for path in GOLDEN.glob("*.txt")}

    assert len(FILES) >= 75
    assert len(FOLDERS) >= 6
    assert texts == {*FILES, *FOLDERS, *MADE}


@pytest.mark.parametrize("kind", [*FILES, *FOLDERS])
def test_stored_case(kind: str, golden: Compare, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each mistake is told in the author's words, with its line, a caret and a hint."""
    monkeypatch.chdir(GOLDEN)
    problems = problems_of(kind, GOLDEN)

    assert problems
    golden(GOLDEN / f"{kind}.txt", printed(problems))


@pytest.mark.parametrize("kind", list(MADE))
def test_made_case(kind: str, golden: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bomb ends with a problem that names the limit."""
    (tmp_path / f"{kind}.yaml").write_text(MADE[kind], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    problems = problems_of(kind, tmp_path)

    assert problems
    golden(GOLDEN / f"{kind}.txt", printed(problems))


def told(lines: Callable[[str], bool]) -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*.txt"))]
    return [line for text in texts for line in text.splitlines() if lines(line)]


def test_every_problem_has_a_place_and_a_plain_word() -> None:
    """No message speaks of the libraries, of Python, or ends with a full stop; each names its file."""
    heads = told(lambda line: ": error[" in line)
    banned = re.compile(
        r"pydantic|python\b(?!/)|traceback|\bdict\b|\bstr\b|NoneType|validator|libyaml|scanner|input", re.IGNORECASE
    )

    assert len(heads) >= 120
    assert not [line for line in heads if banned.search(line)]
    assert not [line for line in heads if line.endswith(".")]
    assert not [line for line in heads if not re.match(r"[\w./-]+\.(yaml|csv)(:\d+:\d+)?: error\[", line)]


def rules_raised() -> set[str]:
    """Return every rule id that the parser and the door can raise, read from their source."""
    rules = set(MESSAGES) | {"likelihood", "confidence", "same-id"}
    for path in [*sorted((ROOT / "brief" / "parse").glob("*.py")), ROOT / "brief" / "workspace.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.func if isinstance(node, ast.Call) else None
            called = name.id if isinstance(name, ast.Name) else name.attr if isinstance(name, ast.Attribute) else ""
            if called in ("Problem", "skip", "stop", "_refusal") and isinstance(node, ast.Call) and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    rules.add(first.value)
    return rules


def test_every_rule_has_a_case() -> None:
    """No mistake can be reported that nobody has read the report of."""
    heads = told(lambda line: ": error[" in line)
    shown = {match[1] for line in heads if (match := re.search(r": error\[([\w-]+)\]", line))}
    raised = rules_raised()

    assert len(raised) >= 50
    assert raised - shown - ELSEWHERE == set()
    assert not ELSEWHERE & shown


def test_every_rule_can_be_explained() -> None:
    """Whatever rule an author reads of, `brief explain` knows it."""
    from brief.checks import RULES

    assert rules_raised() - set(RULES) == set()


def test_refused_classification_is_never_repeated() -> None:
    """What HND-03 refuses is shown nowhere, not even as the line it stands on."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("HND-03*.txt"))]

    assert len(texts) >= 2
    assert not re.search(r"secret|noforn|eyes only", "\n".join(texts), re.IGNORECASE)


def test_five_mistakes_in_one_run() -> None:
    """A file with five different mistakes gives five located messages, each with a hint."""
    text = (GOLDEN / "five-mistakes.txt").read_text(encoding="utf-8")
    rules = re.findall(r"error\[([\w-]+)\]", text)

    assert len(rules) >= 5
    assert len(set(rules)) >= 5
    assert text.count("   help: ") == len(rules)
    assert len(re.findall(r"five-mistakes\.yaml:\d+:\d+: ", text)) == len(rules)
