"""The web page: closed by its policy, one file with everything in it, and open to no trick of the content."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from brief.making import paint_page, view_of
from brief.outputs import OUTPUTS, Made, Page
from brief.outputs.html import compact, css_string
from brief.parse import read_document
from brief.workspace import Workspace

HTML = OUTPUTS.named("html")
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")
BRIEF = """\
meta: {title: "TITLE", date: 2025-05-01, publisher: "TITLE"}
key_judgements: ["Repairs are likely to take longer than ten days."]
"""
FIGURE = 'figures: [{id: FIG1, kind: image, file: plan.png, caption: The plan, alt: "A plan."}]\n'


def painted(folder: Path, text: str) -> Page:
    """Paint the page of a brief."""
    path = folder / "content" / "note" / "brief.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    workspace = Workspace(folder)
    document = read_document(workspace, path)
    view = view_of(workspace, document)
    return Page(paint_page(workspace, view, HTML), view, workspace)


def made(folder: Path, text: str) -> Made:
    """Make the page of a brief."""
    return HTML.make(painted(folder, text))


def test_the_policy_names_the_style_sheet_that_is_there(tmp_path: Path) -> None:
    """The policy holds the hash of the one style sheet, and allows only fonts and pictures inside the page."""
    html = made(tmp_path, BRIEF).content.decode()
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert (
        f"default-src 'none'; connect-src 'self'; style-src 'sha256-{digest}'; font-src data:; img-src data:;" in html
    )
    assert not re.search(r"<script|\sstyle=|\son\w+=", html)


@pytest.mark.parametrize("mark", ["/*brief:css*/", "<style>/*brief:css*/</style>", "'brief:css-hash'"])
def test_content_cannot_call_for_the_style_sheet(tmp_path: Path, mark: str) -> None:
    """The marks of the frame are plain text where an author writes them."""
    html = made(tmp_path, BRIEF.replace("TITLE", mark)).content.decode()
    assert html.count("<style>") == html.count("</style>") == 1
    assert html.count("@font-face") == re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1].count("@font-face")  # type: ignore[index]
    assert html.count("sha256-") == 1


def test_pictures_are_inside(tmp_path: Path) -> None:
    """A picture beside the brief stands in the page itself."""
    folder = tmp_path / "content" / "note"
    folder.mkdir(parents=True)
    (folder / "plan.png").write_bytes(PIXEL)
    page = made(tmp_path, BRIEF + FIGURE)
    assert page.problems == ()
    assert f'<img src="data:image/png;base64,{base64.b64encode(PIXEL).decode()}"' in page.content.decode()


@pytest.mark.parametrize(("left", "rule"), [(None, "no-such-file"), (b"<svg/>", "image")])
def test_a_picture_that_is_gone_is_a_problem(tmp_path: Path, left: bytes | None, rule: str) -> None:
    """A picture that is lost or spoilt after the brief was read is told, not left out."""
    path = tmp_path / "content" / "note" / "plan.png"
    path.parent.mkdir(parents=True)
    path.write_bytes(PIXEL)
    page = painted(tmp_path, BRIEF + FIGURE)
    path.unlink()
    if left is not None:
        path.write_bytes(left)
    assert [problem.rule for problem in HTML.make(page).problems] == [rule]


def test_only_the_letters_that_are_used_bring_their_fonts(tmp_path: Path) -> None:
    """Polish letters bring the extended Latin fonts and no others; a non-breaking hyphen brings none."""
    plain = made(tmp_path, BRIEF.replace("TITLE", "A plain\u2011spoken note")).content
    polish = made(tmp_path, BRIEF.replace("TITLE", "Łódź")).content
    arabic = made(tmp_path, BRIEF.replace("TITLE", "كابل")).content
    assert plain.count(b"@font-face") == 5
    assert polish.count(b"@font-face") == 10
    assert arabic.count(b"@font-face") == 7


def test_the_margins_of_its_print_name_the_brief(tmp_path: Path) -> None:
    """The print from a browser carries title, edition, status and page x of y in its margins."""
    html = made(tmp_path, BRIEF.replace("TITLE", "Salt & sand")).content.decode()
    assert '@top-left{content:"Salt \\26  sand"}' in html
    assert '@bottom-right{content:"Page " counter(page) " of " counter(pages)}' in html


@pytest.mark.parametrize("text", ['"; } * { color: red', "</style><b>", "a\\b\nc", "—"])
def test_any_text_can_be_a_css_string(text: str) -> None:
    """Nothing in a text ends the string, the rule or the style sheet."""
    written = css_string(text)
    assert re.fullmatch(r'"(?:[A-Za-z0-9 ]|\\[0-9a-f]+ )*"', written)
    assert re.sub(r"\\([0-9a-f]+) ", lambda match: chr(int(match[1], 16)), written)[1:-1] == text


def test_comments_do_not_reach_the_reader() -> None:
    """Comments and the white space at line ends are left out; the rules stay as they are."""
    assert (
        compact("/* why\n so */\na { color: red }\n\n  b { margin: 0 1px }\n")
        == "a { color: red }\nb { margin: 0 1px }"
    )
