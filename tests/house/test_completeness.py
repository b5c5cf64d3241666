"""Nothing is half there: each kind of section, each value, check, command and rule has all that belongs to it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import brief
from brief.checks import AFTER_MAKING, CHECKS, ON_WAIVERS, RULES
from brief.cli import cli
from brief.model import SECTIONS, vocabulary
from brief.model.scales import CONFIDENCE_LEVELS, LIKELIHOOD_SCALES
from brief.model.vocabulary import Vocabulary
from brief.outputs import OUTPUTS
from brief.workspace import package_folder
from tests.house.house import ROOT, modules

TEMPLATES = package_folder("templates")
LANGUAGES = sorted((TEMPLATES / "languages").glob("*.yaml"))
GOLDEN_PAGES = ROOT / "tests" / "golden" / "pages"
CASES = ROOT / "tests" / "unit" / "checks" / "cases"
EVERY = (*CHECKS, *AFTER_MAKING, *ON_WAIVERS)
KEYS = [kind.key for kind in SECTIONS]
# Their values are settings, or are printed as the author wrote them: nothing to translate.
WORDLESS = frozenset(
    (
        *("handling_scheme", "paper", "scale_display", "timeline_weight", "figure_kind"),
        *("confidence_scale", "date_precision", "figure_mark"),
    )
)
# Data has no look that a designer could own.
UNPAINTED = frozenset(("json",))
# Words of the program that stand before a rule's id in a message: `error[RULE]`.
RULE_ID = re.compile(r"[A-Z]{2,5}-\d{2}|[a-z]+(-[a-z]+)*")


@cache
def words_of(path: Path) -> Mapping[str, Any]:
    """Read a language file."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def vocabularies() -> list[Vocabulary]:
    """Return the closed vocabularies of the model."""
    return [value for value in vars(vocabulary).values() if isinstance(value, Vocabulary)]


def without_words(words: Mapping[str, Any], listed: Sequence[Vocabulary]) -> tuple[list[str], int]:
    """Return the values that a language has no words for, and the number of values that were looked up."""
    wrong, visited = [], 0
    for entry in listed:
        known = {str(key) for key, text in words.get("vocabulary", {}).get(entry.name, {}).items() if text}
        for value in entry.values:
            visited += 1
            if value not in known:
                wrong.append(f"vocabulary.{entry.name}.{value}")
    return wrong, visited


def without_face(keys: Sequence[str], folder: Path) -> list[str]:
    """Return the kinds of section without a face, and the faces of no kind; a part that faces include is no face."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (folder / "sections").glob("*.html")}
    included = {name for text in texts.values() for name in re.findall(r'"sections/([a-z_]+)\.html"', text)}
    return sorted(set(keys) ^ {name for name, text in texts.items() if text.strip() and name not in included})


def unprinted(keys: Sequence[str], pages: Sequence[str]) -> list[str]:
    """Return the kinds of section that stand on no golden page."""
    printed = {name for page in pages for name in re.findall(r'<section class="section ([a-z_]+)"', page)}
    return sorted(set(keys) - printed)


def commands() -> list[str]:
    """Return the names of the commands."""
    return sorted(cli.commands)


def test_every_kind_of_section_has_a_face() -> None:
    """A kind of section has one face in templates/sections/, and a face one kind of section."""
    assert len(KEYS) > 20
    assert without_face(KEYS, TEMPLATES) == []


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_every_kind_of_section_has_a_heading(path: Path) -> None:
    """A kind of section has a heading in each language file, under its own key."""
    headings = words_of(path)["headings"]
    assert [key for key in KEYS if not str(headings.get(key, "")).strip()] == []


def test_every_kind_of_section_stands_on_a_golden_page() -> None:
    """What each face makes of a section can be read in tests/golden/pages/."""
    pages = [path.read_text(encoding="utf-8") for path in sorted(GOLDEN_PAGES.glob("*.html"))]
    assert len(pages) > 3
    assert unprinted(KEYS, pages) == []


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_every_value_has_words(path: Path) -> None:
    """Each value of each vocabulary, each term of each scale and each level has words in each language file."""
    words = words_of(path)
    listed = [entry for entry in vocabularies() if entry.name not in WORDLESS]
    wrong, visited = without_words(words, listed)
    assert len(listed) > 15
    assert visited > 90
    assert wrong == []
    for name, scale in LIKELIHOOD_SCALES.items():
        for row in range(1, scale.rows + 1):
            assert [term for term in scale.by_term if not words["likelihood"][name][row].get(term)] == []
    for name, levels in CONFIDENCE_LEVELS.items():
        assert [level for level in levels if not words["scale"]["confidence"][name].get(level)] == []


def test_what_needs_no_words_is_still_there() -> None:
    """The list of vocabularies without words names none that is gone."""
    assert {entry.name for entry in vocabularies()} >= WORDLESS


def test_every_output_has_a_frame_and_a_sentence() -> None:
    """An output is named once, has its frame in templates/, a file ending of its own and a sentence about it."""
    assert len(OUTPUTS) > 1
    endings = {(output.format, output.suffix) for output in OUTPUTS}
    assert len({output.name for output in OUTPUTS}) == len(endings) == len(OUTPUTS)
    for output in OUTPUTS:
        assert (TEMPLATES / output.frame).is_file() if output.frame else output.name in UNPAINTED
        assert output.description


def rule_ids() -> set[str]:
    """Return the ids of rules that the code can report: each stands as a text in the module that reports it."""
    found: set[str] = set()
    for module in modules():
        found |= set(re.findall(r'(?:Problem|_refusal)\(\s*"([^"\s]+)"', module.source))
    return found


def test_every_rule_is_explained() -> None:
    """`brief explain` knows every rule that the code reports, says why, and names whose standard it is."""
    reported = rule_ids() | {check.id for check in EVERY}
    assert len(reported) > 40
    assert sorted(reported - set(RULES)) == []
    for identity, rule in RULES.items():
        assert RULE_ID.fullmatch(identity), identity
        explained = brief.explain(identity)
        assert identity in explained
        assert rule.title in explained
        assert len(explained.split()) > 12, identity


def test_every_check_says_what_is_bad_and_what_is_good() -> None:
    """The explanation of each check shows one sentence that breaks the rule, and the same as it should be."""
    assert len(EVERY) > 60
    assert [check.id for check in EVERY if not (check.rule.bad and check.rule.good)] == []
    assert len({check.id for check in EVERY}) == len(EVERY)


def without_cases(identities: Sequence[str], folder: Path) -> list[str]:
    """Return the checks that lack a case they speak in, or one they are silent in."""
    wrong = []
    for identity in identities:
        path = folder / f"{identity}.yaml"
        cases = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
        wrong += [f"{identity} has no {kind} case" for kind in ("good", "bad") if not cases.get(kind)]
    return wrong


def test_every_check_has_a_good_and_a_bad_case() -> None:
    """Each check is seen to speak in a bad case and to be silent in a good one."""
    assert len(EVERY) > 60
    assert "\n".join(without_cases([check.id for check in EVERY], CASES)) == ""
    assert sorted(path.stem for path in CASES.glob("*.yaml")) == sorted(check.id for check in EVERY)


def undocumented(names: Sequence[str], text: str) -> list[str]:
    """Return the commands that a text does not show."""
    return [name for name in names if not re.search(rf"`brief {name}\b|^\s*(\$ )?brief {name}\b", text, re.MULTILINE)]


def test_every_command_is_documented() -> None:
    """README.md shows every command of the program, and each command says in its help what it does."""
    names = commands()
    assert {"build", "check", "new", "schema", "explain", "list", "doctor", "completion"} <= set(names)
    for name in names:
        assert cli.commands[name].help, name
    readme = ROOT / "README.md"
    assert readme.is_file(), "README.md is not written yet"
    assert undocumented(names, readme.read_text(encoding="utf-8")) == []


def test_every_public_name_is_there_and_documented() -> None:
    """What `import brief` promises can be had, and says what it is."""
    assert len(brief.__all__) > 15
    for name in brief.__all__:
        value = getattr(brief, name)
        assert isinstance(value, tuple) or inspect.getdoc(value), name


def test_the_guards_bite(tmp_path: Path) -> None:
    """A missing or stray face, a value without words, a section unprinted and a command untold are found."""
    assert without_cases(["EST-01"], tmp_path) == ["EST-01 has no good case", "EST-01 has no bad case"]
    (tmp_path / "EST-01.yaml").write_text("bad: [{set: {}}]", encoding="utf-8")
    assert without_cases(["EST-01"], tmp_path) == ["EST-01 has no good case"]
    (tmp_path / "sections").mkdir()
    (tmp_path / "sections" / "one.html").write_text("<p>", encoding="utf-8")
    (tmp_path / "sections" / "empty.html").write_text(" \n", encoding="utf-8")
    (tmp_path / "sections" / "stray.html").write_text("<p>", encoding="utf-8")
    assert without_face(["one", "two", "empty"], tmp_path) == ["empty", "stray", "two"]
    words = {"vocabulary": {"mood": {"good": "good", "bad": ""}}}
    assert without_words(words, [Vocabulary("mood", ("good", "bad", "fair"))]) == (
        ["vocabulary.mood.bad", "vocabulary.mood.fair"],
        3,
    )
    assert unprinted(["one", "two"], ['<section class="section one" id="one">']) == ["two"]
    assert undocumented(["build", "new"], "type `brief build` and wait; a brief new to you") == ["new"]
