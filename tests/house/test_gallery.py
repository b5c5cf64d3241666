"""The gallery in docs/ shows every theme and printed format, describes each picture, and stays light."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

from brief.outputs import OUTPUTS
from brief.outputs.meeting import MEETING_OUTPUTS
from tests.house.house import ROOT

DOCS = ROOT / "docs"
THEMES = sorted(path.parent.name for path in (ROOT / "templates/themes").glob("*/theme.yaml"))
PIECES = {output.name for output in MEETING_OUTPUTS} - {"meeting"}  # the pack holds them
FORMATS = [each.name for each in OUTPUTS if each.suffix == ".pdf" and each.format and each.name not in PIECES]
MOST_BYTES, MOST_BYTES_EACH = 1_500_000, 300_000


class Pictures(HTMLParser):
    """Gathers the pictures of a page: the file of each and what it says to who cannot see it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "img":
            self.found.append((values.get("src") or "", values.get("alt") or ""))


def pictures() -> list[tuple[str, str]]:
    """Return the pictures of the gallery."""
    page = Pictures()
    page.feed((DOCS / "gallery.html").read_text(encoding="utf-8"))
    return page.found


def test_every_theme_and_format_is_shown() -> None:
    """Each theme has pages in colour and in one ink, and each printed format is shown in it."""
    files = {Path(source).stem for source, _ in pictures()}
    for theme in THEMES:
        own = {name for name in files if name.startswith(f"{theme}-")}
        assert len([name for name in own if name.endswith("-mono")]) > 1, theme
        assert [kind for kind in FORMATS if not any(f"-{kind}-" in name for name in own)] == [], theme


def test_every_picture_is_there_and_described() -> None:
    """What the page names lies beside it and nothing else does; no two pictures are described alike."""
    shown = pictures()
    assert {source for source, _ in shown} == {f"gallery/{path.name}" for path in (DOCS / "gallery").iterdir()}
    described = [text for _, text in shown]
    assert all(len(text) > 20 for text in described)
    assert len(set(described)) == len(shown) > 20


def test_the_pictures_are_light() -> None:
    """A clone carries at most a megabyte and a half of them, and no large one."""
    sizes = [path.stat().st_size for path in (DOCS / "gallery").iterdir()]
    assert max(sizes) < MOST_BYTES_EACH
    assert sum(sizes) < MOST_BYTES
    assert (DOCS / "themes.png").stat().st_size < 250_000


def test_the_readme_leads_there() -> None:
    """The README shows the themes, in words too, and links to the gallery."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "(docs/gallery.html)" in readme
    (words,) = re.findall(r"!\[([^\]]+)\]\(docs/themes\.png\)", readme)
    assert [theme for theme in THEMES if theme not in words] == []
