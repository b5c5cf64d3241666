"""Every rule that the program can print is explained, in one form."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import brief
from brief.checks import AFTER_MAKING, CHECKS, ON_WAIVERS, RULES, explain
from brief.checks.reference import reference
from brief.checks.rule import read_rule
from brief.problems import BriefError

PACKAGE = Path(brief.__file__).parent
REPORTS = {
    "Problem",
    "fail",
    "skip",
    "stop",
    "problem",
    "_refusal",
    "_hopeless",
    "PydanticCustomError",
    "UnreadableError",
}
NO_RULES = {"missing", "extra_forbidden", "vocabulary_name"}


def printed_rules() -> set[str]:
    """Collect the rule ids that stand in the code: where problems are made, and the keys of the messages."""
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
                found |= _texts(node.args[:1]) if name in REPORTS else set()
                found |= _texts([keyword.value for keyword in node.keywords if keyword.arg == "rule"])
            elif isinstance(node, ast.Assign) and "rule" in ast.unparse(node.targets[0]).strip("()").split(", "):
                found |= _texts(node.value.elts[:1] if isinstance(node.value, ast.Tuple) else [node.value])
            elif path.name == "messages.py" and isinstance(node, ast.Dict):
                found |= _texts([key for key in node.keys if key is not None])
    return {rule for rule in found if re.fullmatch(r"[A-Z]+-\d\d|[a-z]+(-[a-z]+)*", rule)} - NO_RULES


def _texts(nodes: list[ast.expr]) -> set[str]:
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_no_explanation_is_left_behind() -> None:
    """An explanation belongs to a rule that the code can still print."""
    mistakes = {identity for identity, rule in RULES.items() if rule.tier == 0}
    assert len(mistakes) > 40
    assert mistakes - printed_rules() == set()


def test_every_rule_of_the_code_is_explained() -> None:
    """Whatever id stands in brackets after a severity, `brief explain` has something to say about it."""
    rules = printed_rules()
    assert len(rules) > 40
    assert rules - set(RULES) == set()


@pytest.mark.parametrize("identity", sorted(RULES))
def test_explanation_is_whole(identity: str) -> None:
    """An explanation says what, why, whose standard, and shows a bad and a good example, in whole sentences."""
    rule = RULES[identity]
    assert rule.title.endswith(".")
    assert rule.explanation.endswith(".")
    assert rule.source
    assert rule.bad
    assert rule.good
    assert rule.bad != rule.good
    assert explain(identity).startswith(identity)
    assert all(len(line) <= 88 for line in explain(identity).splitlines()[3:])
    written = " ".join(explain(identity).split())
    assert all(part in written for part in (rule.title, rule.explanation, rule.source, rule.bad, rule.good))


def test_ids_are_read_in_small_letters_too() -> None:
    """Whoever types `brief explain est-04` means EST-04."""
    assert explain("est-04") == explain("EST-04")


def test_unknown_rule_has_a_hint() -> None:
    """An id that is none is a problem with the nearest one."""
    with pytest.raises(BriefError) as caught:
        explain("EST-4")
    (problem,) = caught.value.problems
    assert problem.hint == "did you mean 'EST-04'?"


def test_an_explanation_without_its_parts_is_refused() -> None:
    """A docstring that says neither why nor whose standard it is does not become a rule."""
    with pytest.raises(ValueError, match="no Why and no Source"):
        read_rule("XXX-01", 1, "error", "Flag something.\n\nBad: this\nGood: that")


def test_tier_one_is_complete() -> None:
    """The rules that are on by default are those of the reference, but for one that needs more than one brief.

    Of the meeting, what cannot be taken back in the room is always checked: its minutes, and what is not for use. So is
    what a mail server or a list of messages cuts off.
    """
    families = {"EST": 13, "SRC": 9, "LOG": 6, "ALT": 2, "RSK": 3, "REC": 2, "STR": 5, "HND": 5, "VER": 1, "ACC": 2}
    families |= {"MTG": 2, "EML": 2}
    first = [each.id for each in (*CHECKS, *AFTER_MAKING) if each.tier == 1]
    assert {family: sum(name.startswith(family) for name in first) for family in families} == families
    assert len(first) == sum(families.values())


def test_reference_page_lists_every_rule() -> None:
    """The page is made from the rules themselves, so it cannot leave one out."""
    page = reference()
    assert all(f"### {identity}" in page for identity in RULES)
    assert len(ON_WAIVERS) == len(re.findall(r"^### WAIVE", page, re.MULTILINE))
