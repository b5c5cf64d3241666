"""What a house changes of a theme: its colour and what follows it, which stays as easy to read as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from brief import Options, build
from brief.branding import branded
from brief.checks import check
from brief.colours import as_light_as, contrast, luminance
from brief.extract import extract
from brief.model.brand import Brand
from brief.parse import read_document
from brief.problems import BriefError
from brief.theme import load_theme
from brief.workspace import Workspace
from tests.making import ROOT

THEMES = ("assessment", "note", "modern")
BRIEF = """meta: {title: A title, date: 2026-03-02, publisher: {name: A house}}
key_judgements: [One thing holds.]
"""


def nowhere(_: object) -> None:
    return None


def house(folder: Path, brand: str) -> Path:
    """Write a workspace whose house file says something of the brand; return the brief."""
    path = folder / "content" / "one" / "brief.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(BRIEF, encoding="utf-8")
    (folder / "house.yaml").write_text(f"brand: {brand}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("hue", ["#7a0019", "#ffd500", "#00a0ff", "#000000", "#fff"])
@pytest.mark.parametrize("other", ["#14304f", "#e9edf2", "#93afca", "#ffffff"])
def test_a_colour_becomes_as_light_as_another(hue: str, other: str) -> None:
    """Within what a channel of 256 values can tell, the contrast to any third colour is the same."""
    made = as_light_as(hue, other)
    assert luminance(made) == pytest.approx(luminance(other), abs=0.006)
    assert contrast(made, "#ffffff") == pytest.approx(contrast(other, "#ffffff"), rel=0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_what_follows_the_colour_of_a_house_is_as_light_as_before(theme: str) -> None:
    """The accent is the house's own to the digit; its companions change in hue alone, on paper and on a dark screen."""
    before = load_theme(Workspace(ROOT), theme)
    after = branded(before, Brand(accent="#7a0019"), nowhere)
    assert after.tokens["accent"] == "#7a0019"
    assert after.tokens["ink"] == before.tokens["ink"]
    changed = {name for name in before.tokens if after.tokens[name] != before.tokens[name]}
    assert {"accent", "accent-tint", "impact-3"} <= changed
    for group in ("tokens", "dark"):
        old, new = getattr(before, group), getattr(after, group)
        own = {name for name in new if new[name] == "#7a0019"}
        for name in set(old) - own:
            assert luminance(new[name]) == pytest.approx(luminance(old[name]), abs=0.006), name
    assert after.dark["accent"] != "#7a0019"


def test_a_light_cover_gets_dark_ink() -> None:
    """White on yellow cannot be read; the words on the band and on the first slide turn dark."""
    after = branded(load_theme(Workspace(ROOT), "note"), Brand(cover="#ffd500"), nowhere)
    assert after.tokens["band"] == after.tokens["cover"] == "#ffd500"
    assert after.tokens["band-ink"] == after.tokens["cover-ink"] == after.tokens["ink"]


def test_a_single_colour_wins(tmp_path: Path) -> None:
    """What is stated by name is taken as it is, and a brief may change what its house says."""
    path = house(tmp_path, "{accent: '#7a0019', colours: {link: '#0b4f8a'}, sans_text: true}")
    (result,) = build([path], Options(outputs=("html",)))
    page = result.files[0].path.read_text(encoding="utf-8")
    assert "--accent:#7a0019;" in page
    assert "--link:#0b4f8a;" in page
    assert "html:root{--serif:var(--sans)}" in page
    path.write_text(BRIEF + "brand: {accent: '#00505a'}\n", encoding="utf-8")
    (result,) = build([path], Options(outputs=("html",)))
    page = result.files[0].path.read_text(encoding="utf-8")
    assert "--accent:#00505a;" in page
    assert "--link:#0b4f8a;" in page


def test_a_house_whose_colour_cannot_be_read_is_told_the_pair(tmp_path: Path) -> None:
    """The finding stands at the line of house.yaml and says by how much."""
    path = house(tmp_path, "{accent: '#ffd500'}")
    workspace = Workspace.around(path)
    found = [each for each in check(read_document(workspace, path)) if each.rule == "ACC-03"]
    assert found
    assert str(found[0].place).startswith("house.yaml:1:")
    assert re.search(r"'accent' on 'paper' has a contrast of 1\.\d to 1 .*; 4\.5 to 1 is needed", found[0].message)


@pytest.mark.parametrize(
    ("brand", "said"),
    [
        ("{accent: red}", "'red' is not a colour"),
        ("{accent: '#12'}", "'#12' is not a colour"),
        ("{colours: {link: 'url(x)'}}", "'url(x)' is not a colour"),
        ("{colours: {lnk: '#123456'}}", "the theme 'assessment' has no colour 'lnk'"),
        ("{acent: '#123456'}", "acent"),
    ],
)
def test_what_is_no_colour_is_told_at_its_line(tmp_path: Path, brand: str, said: str) -> None:
    """Nothing else than a colour reaches a style sheet, and no name that the theme does not have."""
    (result,) = build([house(tmp_path, brand)], Options(outputs=("html",)))
    problems = [each for each in result.problems if said in each.message]
    assert problems, result.problems
    assert str(problems[0].place).startswith("house.yaml:1:")
    assert not result.built


def test_without_a_brand_a_theme_is_as_it_is() -> None:
    """The same object: nothing is worked out for a house that wants nothing."""
    theme = load_theme(Workspace(ROOT), "note")
    assert branded(theme, Brand(), nowhere) is theme


def test_an_unknown_dark_colour_is_refused() -> None:
    """A theme without a dark page has no dark colours to change."""
    with pytest.raises(BriefError):
        branded(load_theme(Workspace(ROOT), "note"), Brand(dark={"nope": "#123456"}), nowhere)


def test_a_logo_stands_for_the_name_of_the_publisher(tmp_path: Path) -> None:
    """It may lie beside house.yaml, for all briefs; the PDF carries it, so that it can be built again."""
    path = house(tmp_path, "{logo: logo.png}")
    Image.new("RGB", (300, 80), "#7a0019").save(tmp_path / "logo.png")
    (result,) = build([path], Options(outputs=("html", "pdf")))
    assert [str(problem) for problem in result.problems if problem.severity == "error"] == []
    page, pdf = (file.path for file in result.files)
    assert re.search(r'<img src="data:image/png[^"]+" alt="A house" class="logo">', page.read_text(encoding="utf-8"))
    extract(pdf, tmp_path / "again")
    assert (tmp_path / "again" / "logo.png").read_bytes() == (tmp_path / "logo.png").read_bytes()
