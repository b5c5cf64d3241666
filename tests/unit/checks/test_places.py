"""A finding stands at the author's words, however YAML wrote them."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.checks import check
from tests.unit.checks.briefs import document_of

HEAD = "meta: {title: Rice prices, date: 2026-01-10, kind: commentary}\nbottom_line:\n"
# The second 'may' is meant: the first is inside another word, the third in a quotation.
TEXTS = {
    "plain": "  text: Dismayed buyers may leave.\n",
    "quoted": '  text: "Dismayed buyers may leave, he said: “you may go”."\n',
    "single": "  text: 'Dismayed buyers may leave, it''s said.'\n",
    "folded": "  text: >-\n    Dismayed buyers of rice\n    in the south may\n    leave.\n",
    "literal": "  text: |\n    Dismayed buyers of rice\n\n    in the south may leave.\n",
    "flowing": "  text: Dismayed buyers of rice\n    in the south may leave.\n",
    "escaped": '  text: "Dismayed \\"big\\" buyers may leave."\n',
}


@pytest.mark.parametrize("style", TEXTS)
def test_words_are_found(tmp_path: Path, style: str) -> None:
    """The line and the column are those of the word itself, not of the value or of a longer word."""
    content = HEAD + TEXTS[style]
    (problem,) = [p for p in check(document_of(tmp_path, content)) if p.rule == "EST-01"]
    place = problem.place
    assert place is not None
    line = content.split("\n")[place.line - 1]
    assert line[place.column - 1 :].startswith("may")
    assert line[place.column - 2] == " "
    assert place.length == 3
    assert place.excerpt == line


def test_words_over_two_lines_are_marked_to_the_end_of_the_first(tmp_path: Path) -> None:
    """A phrase that the author broke is shown where it begins."""
    content = HEAD + "  text: >-\n    There is a serious\n    possibility of a ban.\n"
    (problem,) = [p for p in check(document_of(tmp_path, content)) if p.rule == "EST-02"]
    assert problem.place is not None
    assert (problem.place.line, problem.place.column, problem.place.length) == (4, 16, len("serious"))
    assert "'serious possibility'" in problem.message


def test_a_value_of_the_house_has_its_place_there(tmp_path: Path) -> None:
    """What a brief takes from house.yaml is shown in house.yaml."""
    (tmp_path / "house.yaml").write_text("handling: {scheme: tlp, marking: 'TLP:AMBER'}\nmeta: {licence: CC-BY-4.0}\n")
    document = document_of(tmp_path, HEAD + "  text: Prices are likely to fall by May 2026.\n")
    (problem,) = [p for p in check(document) if p.rule == "HND-02"]
    assert problem.place is not None
    assert problem.place.file.endswith("house.yaml")
    assert problem.place.line == 2
