"""Notes at the side: a theme asks for them, and each is printed once, whole, beside the paragraph that calls it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from brief.inline import Markdown
from brief.language import load_language
from brief.making import paint_page, view_of
from brief.outputs import Page
from brief.outputs.pdf import laid_out as lay_out
from brief.parse import read_document
from brief.problems import BriefError
from brief.theme import Manner, load_theme
from brief.workspace import Workspace
from tests.safety.hostile import kind, write_brief

WORDS = ("the", "margin", "keeps", "what", "a", "reader", "may", "want", "beside", "that", "which", "made", "them")
EVERYWHERE = """
One[^a] and two[^b].

- short[^c]

1. long[^d]

   more

> said[^e]

| head[^f] | b |
|----------|---|
| cell[^g] | d |

#### Heading[^h]

Last[^i].

[^a]: note a
[^b]: note b
[^c]: note c
[^d]: note d
[^e]: note e
[^f]: note f
[^g]: note g
[^h]: note h
[^i]: note i
"""


def markdown(notes: Manner) -> Markdown:
    """Make the Markdown of a page that puts its notes in one manner."""
    workspace = Workspace(Path(__file__).parent)
    return Markdown(load_language(workspace, "en"), lambda _: None, notes)  # type: ignore[arg-type, return-value]


def random_brief(seed: int) -> tuple[str, int]:
    """Write a brief of a few pages with notes in its background, and say how many it has."""
    dice = random.Random(seed)  # noqa: S311 - a test that can be repeated, not a secret
    text: list[str] = []
    notes: list[str] = []

    def words(least: int, most: int) -> str:
        return " ".join(dice.choice(WORDS) for _ in range(dice.randint(least, most)))

    for number in range(dice.randint(14, 26)):
        calls = ""
        for _ in range(dice.choice((0, 0, 1, 1, 2, 3))):
            notes.append(f"[^{len(notes) + 1}]: {words(3, 60)} end{len(notes) + 1}.")
            calls += f" {words(1, 12)}[^{len(notes)}]"
        mark = dice.choice(("", "", "", "- ", "> ", "#### head\n\n"))
        text.append(f"{mark}Paragraph {number} {words(5, 110)}{calls} {words(1, 20)}.")
    body = "\n\n".join([*text, *notes]).replace("\n", "\n  ")
    meta = "meta: {title: Side notes, date: 2024-05-06}\noutput: {theme: modern}\n"
    return f"{meta}background: |\n  {body}\n", len(notes)


def boxes(box: Any) -> Iterator[Any]:
    """Yield the boxes of a page that stand for an element of the page and hold text."""
    yield box
    for child in getattr(box, "children", ()):
        yield from boxes(child)


def laid_out(root: Path, text: str, paper: str) -> tuple[str, list[Any]]:
    """Lay out a brief in the theme `modern`; return its page as HTML and the boxes of its pages."""
    workspace = Workspace(root)
    document = read_document(workspace, write_brief(root, text))
    view = view_of(workspace, document, paper)
    html = paint_page(workspace, view, kind("pdf"))
    layout, problems = lay_out(Page(html, view, workspace), "print")
    assert problems == []
    return html, [page._page_box for page in layout.pages]


def found(pages: list[Any], name: str) -> dict[str, list[tuple[int, Any]]]:
    """Return the boxes of elements of a class, by their id: the page and the box."""
    found: dict[str, list[tuple[int, Any]]] = {}
    for number, page in enumerate(pages):
        for box in boxes(page):
            own = box.element is not None and not box.element_tag.count("::") and type(box).__name__ != "LineBox"
            if own and name in str(box.element.get("class")).split():
                same = found.setdefault(box.element.get("id") or str(id(box.element)), [])
                if not any(box.element is other.element and number == at for at, other in same):
                    same.append((number, box))
    return found


@pytest.mark.parametrize("seed", range(20))
def test_every_note_stands_once_beside_its_paragraph(tmp_path: Path, seed: int) -> None:
    """No note is lost, divided, doubled, carried to another page or laid over another: 20 random briefs."""
    text, count = random_brief(seed)
    html, pages = laid_out(tmp_path, text, ("A4", "Letter")[seed % 2])
    assert count > 3
    assert re.findall(r"end(\d+)\.", html) == [str(n) for n in range(1, count + 1)]
    notes, rows, calls = found(pages, "side-note"), found(pages, "row"), found(pages, "noteref")
    assert sorted(notes) == sorted(f"note-{n}" for n in range(1, count + 1))
    row_of = {id(element): row for row in rows.values() for element in row[0][1].element.iter()}
    bottom: dict[int, float] = {}
    for n in range(1, count + 1):
        ((page, note),) = notes[f"note-{n}"]
        ((call_page, call),) = calls[f"noteref-{n}"]
        ((row_page, row),) = row_of[id(note.element)]
        paragraph = next(box for box in boxes(row) if box.element_tag == "p" and box is not note)
        assert id(call.element) in {id(element) for element in paragraph.element.iter()}
        assert page == call_page == row_page
        assert note.position_x >= paragraph.position_x + paragraph.width
        assert note.position_y >= max(row.position_y, bottom.get(page, 0)) - 0.01
        bottom[page] = note.position_y + note.margin_height()
        assert bottom[page] <= row.position_y + row.margin_height() + 0.01
        assert bottom[page] <= pages[page].content_box_y() + pages[page].height + 0.01
        assert note.position_x + note.width <= pages[page].content_box_x() + pages[page].width + 0.01


def test_each_kind_of_block_has_its_notes() -> None:
    """A note stands beside a paragraph wherever that is, after a table, and the note of a heading with what follows."""
    html = str(markdown("side").block(EVERYWHERE))
    assert re.findall(r'id="note-(\d)"', html) == list("123456789")
    assert re.findall(r"</a> note (\w)</p>", html) == list("abcdefghi")
    assert html.count('<div class="row"><p>') == 5
    assert '<li><div class="row"><p>short\u2060<sup' in html
    assert html.index("</table></div>") < html.index('<div class="notes below">') < html.index("<h3>")
    assert re.search(r'<h3>Heading\u2060<sup.*</h3>\n<div class="row"><p>Last', html)


@pytest.mark.parametrize("notes", ["foot", "side", "end"])
def test_a_note_in_a_line_keeps_its_text(notes: Manner) -> None:
    """A line has no paragraph of its own: its note stands in it, or waits for the end of the section."""
    page = markdown(notes)
    html = str(page.line("A claim ^[with a *reason*] made"))
    block = str(page.block("More[^1].\n\n[^1]: another"))
    waiting = [(note.number, str(note.text)) for note in page.take_notes()]
    if notes == "foot":
        assert '<span class="note" id="note-1">with a <em>reason</em></span>' in html
        assert waiting == []
    else:
        assert 'href="#note-1"' in html
        assert waiting[0] == (1, "with a <em>reason</em>")
        assert ("another" in block) == (notes == "side")


def test_every_note_leads_to_its_call_and_back() -> None:
    """Both links are there, each to the other."""
    html = str(markdown("side").block(EVERYWHERE))
    for n in range(1, 10):
        assert f'id="noteref-{n}"><a href="#note-{n}"' in html
        assert re.search(rf'id="note-{n}"[^>]*><a class="note-number" href="#noteref-{n}"', html)


def test_an_output_takes_the_manner_that_it_can() -> None:
    """A print puts notes wherever the theme wants them; the web page has no foot, and puts them at the end then."""
    pdf, web = kind("pdf"), kind("html")
    assert [pdf.manner(wanted) for wanted in ("foot", "side", "end")] == ["foot", "side", "end"]
    assert [web.manner(wanted) for wanted in ("foot", "side", "end")] == ["end", "side", "end"]


def test_a_theme_says_where_its_notes_stand(tmp_path: Path) -> None:
    """A theme takes the manner of the one that it extends unless it has its own; what is no manner is told."""
    folder = tmp_path / "templates" / "themes" / "house"
    folder.mkdir(parents=True)
    assert load_theme(Workspace(tmp_path), "assessment").notes == "foot"
    for text, manner in (("extends: modern", "side"), ("extends: modern\nnotes: end", "end"), ("name: house", "foot")):
        (folder / "theme.yaml").write_text(text, encoding="utf-8")
        assert load_theme(Workspace(tmp_path), "house").notes == manner
    for wrong in ("sides", "[side]", "{a: b}", "3"):
        (folder / "theme.yaml").write_text(f"name: house\nnotes: {wrong}", encoding="utf-8")
        with pytest.raises(BriefError) as caught:
            load_theme(Workspace(tmp_path), "house")
        (problem,) = caught.value.problems
        assert "is no place for notes" in problem.message
        assert problem.place is not None
        assert problem.place.line == 2


def test_only_the_nearest_sheet_tightens_a_page(tmp_path: Path) -> None:
    """What tightens one design is not laid over another that extends it and has such a sheet of its own."""
    workspace = Workspace(tmp_path)
    assert [style.path.parent.name for style in load_theme(workspace, "modern").styles(workspace, "print-snug")] == [
        "modern"
    ]
    folder = tmp_path / "templates" / "themes" / "house"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text("extends: modern", encoding="utf-8")
    assert [style.path.parent.name for style in load_theme(workspace, "house").styles(workspace, "print-snug")] == [
        "modern"
    ]
