"""Fonts that a language needs and the program has not: told where they are missing, embedded where they are."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from brief import workspace
from brief.fonts import fonts_of_machine, needed_font, print_faces, require_fonts, web_faces
from brief.language import Language, load_language
from brief.pipeline import Options, Result, build
from brief.problems import BriefError
from brief.workspace import Workspace, package_folder
from tests.patience import PATIENCE_S

BRIEF = """\
meta: {title: 公交比停车场带来更多人, date: 2026-03-02, language: zh}
key_judgements:
  - {id: KJ1, statement: 增加晚间班次很可能带来更多人。, likelihood: very_likely, confidence: moderate}
background: "据称“公交”有效,*效果*不明[^1]。\\n\\n[^1]: 见年报。"
"""


def font(path: Path, family: str, letters: Iterable[str]) -> Path:
    """Write a font whose every letter is a box that fills its square."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for step, corner in enumerate(((60, -100), (60, 800), (940, 800), (940, -100))):
        (pen.lineTo if step else pen.moveTo)(corner)
    pen.closePath()
    box = pen.glyph()
    names = {ord(letter): f"u{ord(letter):04X}" for letter in sorted(set(letters))}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    builder.setupGlyf(dict.fromkeys(order, box))
    builder.setupHorizontalMetrics(dict.fromkeys(order, (1000, 60)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
    return path


def letters() -> str:
    """Return every letter that a page in Chinese may need."""
    words = (package_folder("templates") / "languages" / "zh-Hans.yaml").read_text(encoding="utf-8")
    return "".join(map(chr, range(32, 127))) + "".join(map(chr, range(0xA0, 0x180))) + words + BRIEF + "–•▲▼↓→↩"


def install(folder: Path) -> None:
    """Put all four fonts of the language into a folder."""
    made = font(folder / "made.ttf", "Made for a test", letters())
    for face in ("Serif", "Sans"):
        for weight in ("Regular", "Bold"):
            shutil.copy(made, folder / f"Noto{face}CJKsc-{weight}.otf")
    made.unlink()


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Give a machine that has no fonts but those in a folder, and return the folder."""
    folder = tmp_path / "fonts of the machine"
    folder.mkdir()
    monkeypatch.setattr(workspace, "font_folders", lambda: [folder])
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a workspace with a brief in Chinese."""
    path = tmp_path / "house" / "content" / "buses" / "brief.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(BRIEF, encoding="utf-8")
    return tmp_path / "house"


def chinese(root: Path) -> Language:
    return load_language(Workspace(root), "zh")


def made(root: Path, output: str = "pdf") -> Result:
    (result,) = build(root, Options(outputs=(output,)))
    return result


@pytest.mark.parametrize("output", ["pdf", "slides", "pptx", "email"])
def test_a_missing_font_is_told_with_what_to_install(output: str, bare: Path, root: Path) -> None:
    """The place is the language of the brief; the hint names the package and the files. Nothing is written."""
    result = made(root, output)
    (problem,) = [p for p in result.problems if p.rule == "font"]
    assert str(problem.place).endswith("brief.yaml:1:56")
    assert "'Noto Serif CJK SC' and 'Noto Sans CJK SC'" in problem.message
    assert "fonts-noto-cjk" in str(problem.hint)
    assert "NotoSerifCJKsc-Regular.otf" in str(problem.hint)
    assert not result.built


@pytest.mark.parametrize(("platform", "said"), [("darwin", "brew install"), ("win32", "github.com/notofonts")])
def test_each_system_is_told_its_own_way(
    platform: str, said: str, bare: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody on a Mac has to read about apt."""
    monkeypatch.setattr(sys, "platform", platform)
    with pytest.raises(BriefError) as caught:
        require_fonts(Workspace(root), chinese(root))
    hint = str(caught.value.problems[0].hint)
    assert said in hint
    assert "apt-get" not in hint


def test_a_font_that_lacks_a_weight_is_missing(bare: Path, root: Path) -> None:
    """Half of a family would leave headings without their letters."""
    install(bare)
    (bare / "NotoSansCJKsc-Bold.otf").unlink()
    language = chinese(root)
    with pytest.raises(BriefError) as caught:
        require_fonts(Workspace(root, fonts_of_machine(language)), language)
    assert "'Noto Sans CJK SC'" in caught.value.problems[0].message
    assert "Serif" not in caught.value.problems[0].message


@pytest.mark.parametrize("where", ["machine", "workspace"])
def test_a_font_that_is_there_sets_the_page_and_is_embedded(where: str, bare: Path, root: Path) -> None:
    """Fonts of the machine and of the workspace's own folder do alike; the confined child may read them."""
    install(bare if where == "machine" else root / "templates" / "fonts")
    result = made(root)
    assert not [problem for problem in result.problems if problem.severity == "error"]
    pdf = result.files[0].path
    text = subprocess.run(
        ["pdftotext", pdf, "-"], capture_output=True, text=True, timeout=PATIENCE_S, check=True
    ).stdout
    assert "很可能" in text
    assert "据称“公交”有效，" in text
    embedded = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, timeout=PATIENCE_S, check=True).stdout
    rows = embedded.splitlines()[2:]
    assert any("Brief-Serif" in row for row in rows)
    assert all(" yes yes yes " in row for row in rows), embedded


def test_the_font_takes_the_place_of_the_programs_own(bare: Path, root: Path) -> None:
    """The families of the style sheets keep their names; the Latin letters stand behind for what is missing."""
    install(bare)
    language = chinese(root)
    css = print_faces(Workspace(root, fonts_of_machine(language)), language)
    own = 'font-family:"Brief Sans";font-weight:400;font-style:normal;src:url("font:Noto%20Sans%20CJK%20SC/'
    assert own in css
    assert 'font-family:"Brief Sans Latin";font-weight:400' in css
    assert css.count('font-family:"Brief Serif";') == 2
    plain = print_faces(Workspace(root), load_language(Workspace(root), "en"))
    assert "font:" not in plain.replace("font-", "")
    assert "Latin" not in plain


def test_one_face_is_taken_out_of_a_collection(bare: Path, root: Path) -> None:
    """A collection has the same letters for several countries; the page gets those of its own."""
    from io import BytesIO

    from fontTools.ttLib import TTFont
    from fontTools.ttLib.ttCollection import TTCollection

    parts = [font(bare / f"{name}.ttf", f"Noto Serif CJK {name}", "水电") for name in ("JP", "SC")]
    collection = TTCollection()
    collection.fonts = [TTFont(part) for part in parts]
    collection.save(bare / "NotoSerifCJK-Regular.ttc")
    place = Workspace(root, {"NotoSerifCJK-Regular.ttc": bare / "NotoSerifCJK-Regular.ttc"})
    content = needed_font(place, "Noto%20Serif%20CJK%20SC/NotoSerifCJK-Regular.ttc")
    assert TTFont(BytesIO(content))["name"].getDebugName(1) == "Noto Serif CJK SC"
    with pytest.raises(ValueError, match="no font"):
        needed_font(place, "Noto%20Serif%20CJK%20KR/NotoSerifCJK-Regular.ttc")


@pytest.mark.parametrize("address", ["X/../../../etc/passwd", "X/%2Fetc%2Fpasswd", "X/none.ttf", "X"])
def test_no_other_file_is_had_by_the_address_of_a_font(address: str, root: Path) -> None:
    """The address names a file of the fonts that were found and nothing else."""
    with pytest.raises(ValueError, match="not on this machine"):
        needed_font(Workspace(root), address)


def test_a_broken_font_is_told_and_not_thrown(bare: Path, root: Path) -> None:
    """A file that is no font leaves the page without letters, which is a problem of the brief's."""
    install(bare)
    (bare / "NotoSerifCJKsc-Regular.otf").write_bytes(b"no font at all")
    result = made(root)
    assert {"missing-glyph", "engine"} & {problem.rule for problem in result.problems} or not result.built


def test_the_web_page_has_the_fonts_of_its_reader(root: Path) -> None:
    """Megabytes of characters are not sent along: the page names fonts that readers have, and those come first."""
    css = "".join(web_faces(Workspace(root), "水", chinese(root)))
    assert "base64" not in css
    assert css.startswith(':root:root{--serif:"Noto Serif CJK SC",')
    assert '"PingFang SC","Microsoft YaHei",sans-serif;' in css
