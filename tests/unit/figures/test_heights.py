"""A drawing that is higher than a page is told, never cut; what is drawn of marked parts carries their labels."""

from __future__ import annotations

import math
from pathlib import Path
from types import SimpleNamespace

import pytest

import brief
from brief.data.values import Value, Values
from brief.figures import studio as studios
from brief.figures.studio import Studio
from brief.figures.widths import figure_height
from brief.making import view_of
from brief.problems import BriefError
from brief.workspace import Workspace

SCENARIOS = (
    "meta: {title: Dues, date: 2025-03-10}\n"
    "handling: {scheme: tlp, marking: 'TLP:AMBER', unmarked: 'TLP:GREEN'}\n"
    "scenarios:\n"
    "  - {id: SC1, name: Slow, text: It creeps., likelihood: likely}\n"
    "  - {id: SC2, marking: 'TLP:AMBER', name: Fast, text: It jumps., likelihood: unlikely}\n"
    "timeline: [{date: 2020, marking: 'TLP:AMBER', text: A storm.}]\n"
    "figures:\n"
    "  - {id: FIG1, kind: scenarios, caption: A, alt: A}\n"
    "  - {id: FIG2, kind: timeline, caption: B, alt: B}\n"
    "  - {id: FIG3, kind: chart, mark: bar, caption: C, alt: C, data: [{label: a, value: 1}]}\n"
)


def studio(folder: Path, paper: str = "A4") -> Studio:
    """Return a studio for the print of a brief with scenarios."""
    path = folder / "content" / "dues" / "brief.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(SCENARIOS, encoding="utf-8")
    workspace = Workspace(folder)
    return Studio(workspace, view_of(workspace, brief.read(path), paper), "print")


def test_a_page_has_room_for_a_drawing_and_its_words() -> None:
    """Four fifths of what the margins leave are for the drawing; a token may say otherwise."""
    page = {"A4": {"margin": "30mm 20mm 27mm"}, "Letter": {}}
    theme = SimpleNamespace(page=page, tokens={})
    assert figure_height(theme, "A4") == pytest.approx(240 * 0.8 * 96 / 25.4)
    assert figure_height(theme, "A5") == math.inf
    assert figure_height(SimpleNamespace(page=page, tokens={"figure-height": "25.4mm"}), "A4") == pytest.approx(96)


def test_a_drawing_higher_than_the_page_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is cut off at the foot: the author reads how high it would be, and what goes on overleaf."""
    made = studio(tmp_path)
    item = made.view.brief.figures[2]
    rows = tuple(Value(f"Place {n} with a name of several words that takes lines", float(n)) for n in range(40))
    monkeypatch.setattr(studios, "values_of", lambda *_: Values(rows))
    made.width = 200.0
    with pytest.raises(BriefError) as caught:
        made.of(item)
    (problem,) = caught.value.problems
    assert problem.message.startswith("FIG3 would be ")
    assert problem.hint == "show fewer values, or write 'kind: table', which goes on overleaf"


def test_what_is_drawn_of_a_marked_part_carries_its_label(tmp_path: Path) -> None:
    """A scenario and an event that are marked for fewer readers have their labels in figures as in their sections."""
    made = studio(tmp_path)
    scenarios = str(made.of(made.view.brief.figures[0])["plot"])
    assert "SC2 TLP:AMBER Fast" in scenarios
    assert "SC1 Slow" in scenarios
    workspace = made.workspace
    html = brief.outputs.OUTPUTS.named("html")
    page = brief.paint_page(workspace, made.view, html)
    lanes = page[page.index('class="chart lanes"') :]
    assert "TLP:AMBER</strong> A storm." in lanes[: lanes.index("</table>")]
