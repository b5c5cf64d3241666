"""The reference pages say what the program says."""

from __future__ import annotations

from pathlib import Path

from docs.generate import pages
from tests.conftest import Compare

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_reference_pages_are_fresh(golden: Compare) -> None:
    """Each page in docs/ is what the program would write now."""
    written = pages()
    assert {"commands.md", "fields.md", "rules.md"} <= set(written)
    for name, text in written.items():
        golden(DOCS / name, text)
