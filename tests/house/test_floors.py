"""The floors of the house: every module stands on one, and imports only go down.

Within a floor a module may import what stands to its left, so that the whole house has one order and no circle.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.house.house import Module, fabricated, imports, modules

FLOORS: dict[int, tuple[str, ...]] = {
    0: ("problems", "citations", "phrases", "measure", "bcp47", "editions", "text", "colours"),
    1: ("workspace", "paths", "model"),
    2: (
        "pictures",
        "pandoc",
        "csl",
        "data",
        "parse",
        "datafile",
        "language",
        "fonts",
        "theme",
        "branding",
        "inline",
        "printing",
        "spoken",
        "comparing",
        "frozen",
        "checks",
    ),
    3: ("cutting", "audience", "showing", "bookmarks", "imprint", "lineage", "view", "deck"),
    4: ("figures", "sandbox", "referring", "paint"),
    5: ("engine_parts", "engine_types", "engine_lines", "engine", "engine_log", "outputs"),
    6: ("reply", "cell", "confine", "making", "citing", "pipeline"),
    7: (
        "schema",
        "scaffold",
        "doctor",
        "inventory",
        "extract",
        "mail",
        "findings",
        "watching",
        "comments",
        "tracing",
        "intake",
        "revision",
        "calibration",
        "review",
    ),
    8: ("terminal", "cli_check", "cli_editions", "cli_evidence", "cli_review", "cli", "__init__", "__main__"),
}
ORDER = {room: (floor, place) for floor, rooms in FLOORS.items() for place, room in enumerate(rooms)}


def climbing(house: Sequence[Module]) -> tuple[list[str], int]:
    """Return the imports that go up, and the number of imports that were looked at."""
    known = [module.name for module in house]
    wrong, visited = [], 0
    for module in house:
        for found in imports(module, known):
            room = found.target.split(".")[0]
            if not found.ours or room == module.room:
                continue
            visited += 1
            if room not in ORDER or module.room not in ORDER or ORDER[room] > ORDER[module.room]:
                wrong.append(f"{found.place}: '{module.name}' imports '{found.target}', which is not below it")
    return wrong, visited


def homeless(house: Sequence[Module]) -> list[str]:
    """Return the modules that stand on no floor."""
    return [f"brief/{module.name}: stands on no floor" for module in house if module.room not in ORDER]


def test_every_module_stands_on_a_floor() -> None:
    """A new module is put on a floor by hand, and a floor holds no module that is gone."""
    house = modules()
    assert len(house) > 60
    assert "\n".join(homeless(house)) == ""
    assert set(ORDER) - {module.room for module in house} == set()


def test_imports_only_go_down() -> None:
    """A module imports what stands below it, or inside its own package; imports for types alone count too."""
    wrong, visited = climbing(modules())
    assert visited > 150
    assert "\n".join(wrong) == ""


def test_the_guard_bites_on_a_module_without_floor() -> None:
    """A made-up module that is on no floor is found."""
    assert homeless([fabricated("attic", "")]) == ["brief/attic: stands on no floor"]


def test_the_guard_bites_on_imports_that_climb() -> None:
    """Every way to write an import upwards is found: relative, absolute, inside a function, for types only."""
    wrong, visited = climbing(
        [
            fabricated("problems", "from .workspace import Workspace"),
            fabricated("view", "from . import paint"),
            fabricated("parse.nodes", "def late():\n    from ..checks import check"),
            fabricated("theme", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .view import View"),
            fabricated("language", "import brief.cli"),
            fabricated("imprint", "from brief.view import View"),
            fabricated("paint", "from .view import View\nfrom .model.fields import Line\nimport jinja2"),
            fabricated("inline", "from .attic import ghost"),
        ]
    )
    assert [line.split(":")[0] for line in wrong] == [
        f"brief/{name}.py" for name in ("problems", "view", "parse/nodes", "theme", "language", "imprint", "inline")
    ]
    assert visited == 9
