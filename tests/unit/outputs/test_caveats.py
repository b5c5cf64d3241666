"""ALT-03 in the program: a template of a house that drops a caveat is found, at the line of what it dropped."""

from __future__ import annotations

from pathlib import Path

import pytest

import brief
from brief.outputs.caveats import lost_in
from brief.problems import Problem
from brief.workspace import package_folder
from tests.safety.hostile import write_brief, write_template

TEXT = """
meta: {title: A small brief, date: 2024-05-06, information_cutoff: 2024-05-01, status: STATUS}
handling: {scheme: tlp, marking: TLP:GREEN}
output: {scale_display: DISPLAY}
key_judgements:
  - statement: One thing will likely happen.
    likelihood: likely
    confidence: low
    marking: TLP:CLEAR
    dissent: [{holder: Desk two, view: It will not., likelihood: unlikely}]
  - Another thing holds.
risks: [{title: Frost, likelihood: unlikely, confidence: high}]
background: Frost is nothing new here.
meeting:
  agenda: [{item: Frost, minutes: 10}]
  decisions_sought: [{text: Buy salt., from: [KJ1, R1]}]
  talking_points: [{text: Frost may come., from: [KJ1]}]
  qna: [{q: Will it freeze?, line: It may., category: certain, from: [R1]}]
  not_for_use: [{text: The price of salt}]
"""
FACE = "sections/key_judgements.html"


def build(root: Path, *outputs: str, status: str = "draft", display: str = "both") -> brief.Result:
    """Build the small brief."""
    path = write_brief(root, TEXT.replace("STATUS", status).replace("DISPLAY", display))
    options = brief.Options(outputs=outputs, papers=("A4",), limits=brief.Limits(seconds=300))
    (result,) = brief.build(path, options)
    return result


def lost(result: brief.Result) -> list[Problem]:
    """Return what ALT-03 found."""
    return [problem for problem in result.findings if problem.rule == "ALT-03"]


def face(*gone: str) -> str:
    """Return the face of judgements as it ships, without some of its words."""
    text = (package_folder("templates") / FACE).read_text("utf-8")
    for each in gone:
        assert each in text, each
        text = text.replace(each, "")
    return text


def test_what_ships_loses_nothing(tmp_path: Path) -> None:
    """The templates of the program carry every caveat into each output, with the ranges in the legend as well."""
    every = tuple(output.name for output in brief.OUTPUTS)
    for display in ("both", "legend"):
        result = build(tmp_path, *every, display=display)
        assert result.built, result.problems
        assert lost(result) == []


@pytest.mark.parametrize(
    ("name", "template", "gone"),
    [
        ("slides", "slides/parts.html", '<span class="range">{{ claim.odds.range }}</span>'),
        ("decision-sheet", "meeting/parts.html", "{% if rated %}{{ caveat(item) }}{% endif %}"),
        ("meeting", "meeting/parts.html", "{% if rated %}{{ caveat(item) }}{% endif %}"),
    ],
)
def test_a_slide_or_a_piece_that_drops_a_caveat_is_found(tmp_path: Path, name: str, template: str, gone: str) -> None:
    """What is put together after the page was painted is read as it is put together."""
    text = (package_folder("templates") / template).read_text("utf-8")
    assert gone in text
    write_template(tmp_path, template, text.replace(gone, ""))
    assert "gives KJ1 without its likelihood and range" in str(lost(build(tmp_path, name)))


@pytest.mark.parametrize(
    ("gone", "message", "line"),
    [
        (("({{ odds(d.likelihood) }})",), "gives KJ1 without its dissent", 10),
        (("<strong>{{ d.holder }}</strong>",), "gives KJ1 without its dissent", 10),
        (("{{ d.view }}",), "gives KJ1 without its dissent", 10),
        (('<p class="odds">{{ odds(item.likelihood) }}</p>',), "gives KJ1 without its likelihood and range", 7),
        (
            ("{{ t('captions.confidence', level=words('confidence', item.confidence))|capitalize }}",),
            "its confidence",
            8,
        ),
        (("{{ portion(item) }}",), "gives KJ1 without its marking", 9),
    ],
)
def test_a_face_that_drops_a_caveat_is_found(tmp_path: Path, gone: tuple[str, ...], message: str, line: int) -> None:
    """The finding names the file and the item, and stands at the line of the caveat."""
    write_template(tmp_path, FACE, face(*gone))
    (problem,) = lost(build(tmp_path, "html"))
    assert problem.severity == "error"
    assert problem.message.startswith("2024-05-06_small_v1.0_TLP-GREEN_en.html ")
    assert problem.message.endswith(message)
    assert problem.place is not None
    assert problem.place.line == line


def test_a_frame_that_drops_cutoff_or_marking_is_found(tmp_path: Path) -> None:
    """A file that gives a judgement has the cut-off and the marking, wherever it likes."""
    frame = '{% set value = brief.key_judgements %}<div>{% include face("key_judgements") %}</div>'
    write_template(tmp_path, "text.html", frame)
    write_template(tmp_path, "text/" + FACE, face("{{ portion(item) }}").replace("TLP", ""))
    messages = [problem.message.partition(" ")[2] for problem in lost(build(tmp_path, "text"))]
    assert sorted(messages) == ["gives KJ1 without its marking", "lacks the information cut-off", "lacks the marking"]


def test_a_cleared_brief_is_not_written_without_its_caveats(tmp_path: Path) -> None:
    """From status cleared on nothing is written; what was built before is still there."""
    write_template(tmp_path, FACE, face("{{ d.view }}"))
    assert build(tmp_path, "html").built
    result = build(tmp_path, "html", status="cleared")
    assert not result.built


def test_what_is_not_given_needs_no_caveat(tmp_path: Path) -> None:
    """A short word of a risk in running text is no risk; a product without any item lacks nothing."""
    path = write_brief(tmp_path, TEXT.replace("STATUS", "draft").replace("DISPLAY", "both"))
    view = brief.view_of(brief.Workspace(tmp_path), brief.read(path))
    assert list(lost_in(view, "a", ["Frost is nothing new here."])) == []
    assert list(lost_in(view, "a", [])) == []
    given = [each.path for each in lost_in(view, "a", ["R1 Frost. TLP:GREEN. Information to 1 May 2024"])]
    assert given == [("risks", 0, "likelihood"), ("risks", 0, "confidence")]
    said = "R1 Frost. Unlikely: 20–45%. High confidence. TLP:GREEN, 1 May 2024"
    assert list(lost_in(view, "a", [said])) == []
    assert [each.path[-1] for each in lost_in(view, "a", [said.replace("45", "44")])] == ["likelihood"]
