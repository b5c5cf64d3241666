"""A language file is a stranger's too: its words have gaps, and nothing of the program falls into them."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.problems import BriefError
from brief.workspace import Workspace, package_folder
from tests.safety.hostile import painted, write_brief, write_template


def write_words(root: Path, word: str) -> int:
    """Write an English of its own into a workspace, with another word for the number of a page; return its line."""
    write_brief(root)
    lines = (package_folder("templates") / "languages" / "en.yaml").read_text(encoding="utf-8").splitlines()
    number = next(number for number, line in enumerate(lines) if "{page}" in line)
    lines[number] = f"{lines[number].partition(':')[0]}: '{word}'"
    write_template(root, "languages/en.yaml", "\n".join(lines) + "\n")
    assert Workspace(root).template("languages/en.yaml") == root / "templates" / "languages" / "en.yaml"
    return number + 1


@pytest.mark.parametrize(
    "word",
    [
        *(
            "{page.__class__}",
            "{page.__new__.__globals__}",
            "{page[0]}",
            "{pages!r}",
            "{page:>9999999999}",
            "{}",
            "{0}",
        ),
        *("{page:{pages}}", "{page", "page}", "{PAGE.x}", "{ page }"),
    ],
)
def test_a_gap_that_is_more_than_a_name_is_refused(tmp_path: Path, word: str) -> None:
    """Python would look into its own insides to fill it, or write a line that never ends."""
    line = write_words(tmp_path, word)
    with pytest.raises(BriefError) as caught:
        painted(tmp_path, "pdf")
    (problem,) = caught.value.problems
    assert problem.rule == "language-file"
    assert problem.place is not None
    assert problem.place.line == line


def test_a_gap_that_is_a_name_is_filled(tmp_path: Path) -> None:
    """And braces that are written twice are braces."""
    write_words(tmp_path, "{{{pages}}} of {page}")
    assert "{<span" in painted(tmp_path, "pdf")


@pytest.mark.parametrize(
    "word", ["<script>alert(1)</script> {page}", "&lt;b&gt; {page}", "<img src=x onerror=y> {page}"]
)
def test_words_are_text(tmp_path: Path, word: str) -> None:
    """Markup in a language file is printed as it is written."""
    write_words(tmp_path, word)
    page = painted(tmp_path, "pdf")
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
