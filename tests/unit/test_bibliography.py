"""Bibliographies as records: what Zotero exports, what is left out, and what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from brief.cli import cli
from brief.intake import import_bibliography
from brief.parse import read_seed
from brief.problems import BriefError
from brief.workspace import Workspace

BIB = r"""
@article{vale2025, author={Vale, Ingrid and {Harbour Office}}, title={Ferries to the outer isles},
  journal={Journal of Ports}, year={2025}, month={2}, url={https://example.org/a}}
@report{log, author={J{\o}rgensen, {\AA}se}, title={Winter log}, institution={Ferry Company}, date={2024-04-29}}
"""
RIS = "TY  - NEWS\nAU  - Vale, Ingrid\nTI  - A boat in the yard\nT2  - The Post\nPY  - 2025\nER  - \n"
ENTRY: dict[str, Any] = {
    "id": "vale",
    "type": "article-newspaper",
    "title": "A boat in the <i>yard</i>",
    "author": [{"family": "Vale", "given": "Ingrid"}, {"literal": "Harbour Office"}],
    "issued": {"date-parts": [[2025, 2, 3]]},
    "accessed": {"date-parts": [[2025, 3, 1]]},
    "URL": "https://example.org/b",
    "language": "en-GB",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Make an empty workspace."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "house.yaml").write_text("", "utf-8")
    return Workspace(tmp_path / "work")


def put(workspace: Workspace, name: str, content: str | list[Any]) -> Path:
    """Write a bibliography beside the workspace."""
    path = workspace.root.parent / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def test_an_entry_becomes_a_record_that_can_be_read(workspace: Workspace) -> None:
    import_bibliography(put(workspace, "a.json", [ENTRY]), workspace.root)
    seed = read_seed(workspace, "a-boat-in-the-yard")
    assert (seed.title, seed.author, str(seed.date)) == (
        "A boat in the yard",
        ("Ingrid Vale", "Harbour Office"),
        "2025-02-03",
    )
    assert (seed.type, seed.url, seed.language) == ("news_article", "https://example.org/b", "en-GB")
    assert str(seed.retrieved) == "2025-03-01"


def test_bibtex_and_ris_are_read(workspace: Workspace) -> None:
    import_bibliography(put(workspace, "a.bib", BIB), workspace.root)
    import_bibliography(put(workspace, "a.ris", RIS), workspace.root)
    assert workspace.records() == ["a-boat-in-the-yard", "ferries-to-the-outer-isles", "winter-log"]
    log = read_seed(workspace, "winter-log")
    assert (log.author, log.publisher, str(log.date)) == (("Åse Jørgensen",), "Ferry Company", "2024-04-29")
    assert read_seed(workspace, "ferries-to-the-outer-isles").author == ("Ingrid Vale", "Harbour Office")


def test_records_that_are_there_stay_and_names_do_not_meet(workspace: Workspace) -> None:
    file = put(workspace, "a.json", [ENTRY, {**ENTRY, "id": "other"}])
    first = import_bibliography(file, workspace.root)
    assert [Path(name).stem for name in first.written] == ["a-boat-in-the-yard", "a-boat-in-the-yard-2"]
    path = workspace.root / "seeds" / "a-boat-in-the-yard.yaml"
    path.write_text(path.read_text("utf-8") + "note: gone over\n", "utf-8")
    again = import_bibliography(file, workspace.root)
    assert (again.written, len(again.there)) == ((), 2)
    assert "gone over" in path.read_text("utf-8")


@pytest.mark.parametrize(
    "odd",
    [
        {"title": '"]} # a: &b *c !!python/object:os.system\n- x'},
        {"title": "\u202eright\u0007 to left\u0000"},
        {"URL": "javascript:alert(1)"},
        {"issued": {"date-parts": [["2025", 45, 99]]}},
        {"issued": "soon", "accessed": {"date-parts": [[2025, 2]]}, "author": "me", "language": "../../x"},
        {"author": [7, {"family": ["x"]}, {}], "type": {"a": 1}, "publisher": ["x"]},
    ],
)
def test_whatever_an_entry_says_its_record_can_be_read(workspace: Workspace, odd: dict[str, Any]) -> None:
    import_bibliography(put(workspace, "a.json", [{**ENTRY, **odd}]), workspace.root)
    (name,) = workspace.records()
    seed = read_seed(workspace, name)
    assert seed.url in (None, "https://example.org/b")
    assert set(yaml.safe_load((workspace.root / "seeds" / f"{name}.yaml").read_text("utf-8"))) <= {
        *("schema", "id", "type", "title", "author", "container", "publisher", "date", "language", "url", "retrieved"),
    }


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", "[{"),
        ("a.json", '{"title": "x"}'),
        ("a.json", "[]"),
        ("a.json", '["x"]'),
        ("a.json", "[" * 100_000),
        ("a.json", '[{"title": "日本"}]'),
        ("a.txt", "TY  - NEWS"),
        ("a.bib", "@article{x, title={"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_written(workspace: Workspace, name: str, content: str) -> None:
    with pytest.raises(BriefError) as caught:
        import_bibliography(put(workspace, name, content), workspace.root)
    assert caught.value.problems[0].hint
    assert not (workspace.root / "seeds").exists()


def test_the_command(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace.root)
    file = put(workspace, "a.json", [ENTRY])
    assert CliRunner().invoke(cli, ["source", "import", str(file)]).stdout == "seeds/a-boat-in-the-yard.yaml\n"
    assert "already" in CliRunner().invoke(cli, ["source", "import", str(file)]).stderr
