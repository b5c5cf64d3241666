"""The print engine: what it may fetch, and what becomes of the lines that it logs."""

from __future__ import annotations

import base64
import io
import os
import struct
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from brief.engine import fetched
from brief.engine_log import Line, Origin, listening, problems_of
from brief.parse import read_document
from brief.pictures import read_picture, recognise
from brief.problems import BriefError, Problem
from brief.workspace import Workspace, package_folder
from tests.safety.hostile import MINIMAL, made, png, write_brief, write_template

FONT = package_folder("templates") / "fonts" / "SourceSans3-Regular.ttf"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="file:///etc/passwd"/></svg>'


def jpeg(width: int = 3, height: int = 5, **options: object) -> bytes:
    """Return a JPEG that Pillow wrote."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height)).save(stream, "JPEG", **options)
    return stream.getvalue()


def found(problems: tuple[Problem, ...], rule: str) -> Problem:
    """Return the one problem of a rule."""
    (problem,) = (problem for problem in problems if problem.rule == rule)
    return problem


# What is fetched


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a workspace with an image, a drawing, a sheet and links, beside a secret."""
    root = tmp_path / "work"
    root.mkdir()
    (tmp_path / "secret.png").write_bytes(png())
    for name, content in {
        "a.png": png(),
        "percent %41.png": png(),
        "a.svg": SVG,
        "svg.png": SVG,
        "svg.css": b"\xef\xbb\xbf \n" + SVG,
        "a.css": b"p { color: red }",
        "huge.png": png(20_000, 20_000, whole=False),
        "text.txt": b"text",
    }.items():
        (root / name).write_bytes(content)
    if os.name == "posix":
        (root / "link.png").symlink_to(tmp_path / "secret.png")
        os.mkfifo(root / "pipe.png")
    return Workspace(root)


def test_images_fonts_and_sheets_are_fetched(workspace: Workspace) -> None:
    """By address, with percent signs read as they are meant."""
    root = workspace.root
    assert fetched(workspace, (root / "a.png").as_uri()) == png()
    assert fetched(workspace, (root / "percent %41.png").as_uri()) == png()
    assert fetched(workspace, "FILE://" + (root / "a.png").as_uri().removeprefix("file://")) == png()
    assert fetched(workspace, (root / "a.css").as_uri()) == b"p { color: red }"
    assert fetched(workspace, FONT.resolve().as_uri()) == FONT.read_bytes()
    assert fetched(workspace, f"data:image/png;base64,{base64.b64encode(png()).decode()}") == png()


@pytest.mark.parametrize(
    "url",
    [
        *("http://example.org/a.png", "https://example.org/a.png", "ftp://example.org/a.png", "//example.org/a.png"),
        *("HTTP://example.org/a.png", "gopher://x/", "jar:file:///x!/y", "url:file:///etc/passwd", "a.png", ""),
        *("file:///etc/passwd", "FILE:///etc/passwd", "file:/etc/passwd", "file://localhost/etc/passwd"),
        *("file://example.org/share/a.png", "file:///%65tc/passwd", "file:///dev/zero", "file:///proc/self/environ"),
        *("{root}/../secret.png", "{root}/%2e%2e/secret.png", "{root}/link.png", "{root}/pipe.png", "{root}/none.png"),
        *("{root}/a.svg", "{root}/svg.png", "{root}/svg.css", "{root}/huge.png", "{root}/text.txt", "{root}/"),
        *("{root}/a.png%00.txt", "data:image/svg+xml,<svg/>", "data:text/html,<p>", "data:image/png;base64,!", "data:"),
        *("data:image/svg+xml;base64,PHN2Zy8+", "data:text/css,p{{}}", "javascript:alert(1)", "about:blank"),
    ],
)
def test_nothing_else_is_fetched(workspace: Workspace, url: str) -> None:
    """No network, nothing outside, no drawing under whatever name, nothing that blocks, no image bomb."""
    with pytest.raises((ValueError, BriefError)):
        fetched(workspace, url.format(root=workspace.root.as_uri()))


def test_what_an_image_is_stands_in_its_bytes() -> None:
    """PNG and JPEG of every kind are known by their size; nothing else is an image."""
    kinds = [
        recognise(content)
        for content in (png(7, 9), jpeg(), jpeg(progressive=True), jpeg(exif=b"Exif\0\0" + b"x" * 99))
    ]
    assert [(p.media_type, p.width, p.height) for p in kinds if p] == [("image/png", 7, 9), *[("image/jpeg", 3, 5)] * 3]
    gif = b"GIF89a" + struct.pack("<HH", 9, 9)
    for content in (
        b"",
        gif,
        SVG,
        png()[:20],
        png(0, 9),
        jpeg()[:30],
        b"\xff\xd8\xff\xe0\x00\x00" * 9,
        b"\xff\xd8" + b"\xff" * 99,
    ):
        assert recognise(content) is None


# Images of a brief

FIGURE = MINIMAL + "figures:\n  - id: FIG1\n    kind: image\n    caption: A picture\n    alt: Grey\n    file: NAME\n"


def test_an_image_of_a_brief_is_printed(tmp_path: Path) -> None:
    """Whatever characters its name has."""
    name = "50% of it? #1.png"
    write_brief(tmp_path, FIGURE.replace("NAME", f'"{name}"'))
    (tmp_path / "content" / "small" / name).write_bytes(png())
    for output in ("pdf", "html"):
        result = made(tmp_path, output)
        assert result.problems == ()
        if output == "pdf":
            with pikepdf.open(io.BytesIO(result.content)) as pdf:
                assert sum(len(page.get_images()) for page in pdf.pages) == 1
        else:
            assert base64.b64encode(png()) in result.content


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("none.png", None, "error[no-such-file]: there is no file 'content/small/none.png'"),
        ("a.svg", SVG, "error[image]: 'content/small/a.svg' is no PNG or JPEG image"),
        (
            "huge.png",
            png(20_000, 9_000, whole=False),
            "error[image]: 'content/small/huge.png' has 20,000 x 9,000 pixels",
        ),
        ("../../../secret.png", None, "error[outside-workspace]: 'secret.png' lies outside the workspace"),
        ("/etc/passwd", None, "error[outside-workspace]: 'passwd' lies outside the workspace"),
        ("http://example.org/a.png", None, "error[no-such-file]: there is no file"),
        ("file:///etc/passwd", None, "error[no-such-file]: there is no file"),
        ('"."', None, "error[not-a-file]: 'content/small' is a folder, not a file"),
    ],
    ids=["lost", "drawing", "bomb", "outside", "absolute", "network", "address", "folder"],
)
def test_an_image_that_cannot_be_printed_is_told_at_its_line(
    tmp_path: Path, name: str, content: bytes | None, expected: str
) -> None:
    """The author learns of it from the check already, and the engine never sees it."""
    path = write_brief(tmp_path, FIGURE.replace("NAME", name))
    (tmp_path.parent / "secret.png").write_bytes(png())
    if content is not None:
        (path.parent / name).write_bytes(content)
    with pytest.raises(BriefError) as caught:
        read_document(Workspace(tmp_path), path)
    (problem,) = caught.value.problems
    assert f"brief.yaml:10:11: {expected}" in str(problem)


def test_the_logo_of_a_house_lies_in_its_workspace(tmp_path: Path) -> None:
    """An image may lie beside the brief or in the folder of the workspace; one that is in neither is told."""
    text = MINIMAL.replace("2024-05-06}", "2024-05-06, publisher: {name: House, logo: logo.png}}")
    path = write_brief(tmp_path, text)
    with pytest.raises(BriefError, match=r"there is no file 'content/small/logo\.png'"):
        read_document(Workspace(tmp_path), path)
    (tmp_path / "logo.png").write_bytes(png())
    assert read_document(Workspace(tmp_path), path).folder == path.parent
    assert read_picture(Workspace(tmp_path), tmp_path / "logo.png").width == 2


# What is logged


def test_a_sound_brief_is_printed_without_a_word(tmp_path: Path) -> None:
    """Nothing that our own templates and theme do makes the engine log a line."""
    write_brief(tmp_path)
    result = made(tmp_path)
    assert result.problems == ()
    assert result.pages == 1


def test_an_image_that_only_seems_sound_is_a_warning(tmp_path: Path) -> None:
    """A file cut off in the middle is noticed by the engine only."""
    write_brief(tmp_path, FIGURE.replace("NAME", "cut.png"))
    (tmp_path / "content" / "small" / "cut.png").write_bytes(png()[:40])
    problem = found(made(tmp_path).problems, "missing-image")
    assert problem.severity == "warning"
    assert problem.message == "the image 'content/small/cut.png' cannot be printed"


def test_a_letter_without_a_font_is_a_warning_that_shows_it(tmp_path: Path) -> None:
    """No font of the machine takes its place, so that the page is the same everywhere."""
    write_brief(tmp_path, MINIMAL.replace("A small brief", "A small 漢 brief"))
    problems = made(tmp_path).problems
    assert {problem.rule for problem in problems} == {"missing-glyph"}
    assert "the character 漢 (U+6F22)" in problems[0].message
    assert problems[0].severity == "warning"


def test_a_link_of_the_author_that_leads_nowhere_is_a_warning(tmp_path: Path) -> None:
    """The message names the target, and how to refer to an item."""
    write_brief(tmp_path, MINIMAL.replace("What else?", '"[See](#nowhere) what else?"'))
    problem = found(made(tmp_path).problems, "missing-anchor")
    assert (problem.severity, problem.message) == (
        "warning",
        "a link leads to '#nowhere', which the page does not have",
    )


THEME = "output: {theme: house}\n"


def house_theme(root: Path, css: str) -> None:
    """Give a workspace a theme of its own."""
    write_brief(root, MINIMAL + THEME)
    write_template(root, "themes/house/theme.yaml", "extends: assessment\n")
    write_template(root, "themes/house/print.css", css)


@pytest.mark.parametrize(
    "css",
    [
        "p { no-such-property: 1 }",
        "p { color: }",
        "@import url(http://example.org/a.css);",
        "@import url(file:///etc/passwd);",
        "@import url(../../../../secret.css);",
        "@font-face { font-family: X; src: url(file:///etc/passwd) }",
        "@font-face { font-family: X; src: url(http://example.org/x.ttf) }",
        "@font-face { font-family: X; src: local('DejaVu Sans') }",
        "@media (min-width: 1px) { p { color: red } }",
        "p:nonsense { color: red }",
    ],
)
def test_what_is_ignored_in_an_authors_theme_is_a_warning(tmp_path: Path, css: str) -> None:
    """With the name of the sheet, and the brief is printed without that line."""
    house_theme(tmp_path, css)
    result = made(tmp_path)
    assert {problem.severity for problem in result.problems} == {"warning"}
    assert "templates/themes/house/print.css" in {problem.place.file for problem in result.problems if problem.place}
    assert "/etc/" not in str(result.problems)
    assert result.pages == 1


@pytest.mark.parametrize("target", ["/etc/passwd", "http://example.org/a.png", "none.png", "a.svg"])
def test_an_image_of_an_authors_theme_that_cannot_be_had_is_a_warning(tmp_path: Path, target: str) -> None:
    """Neither the network nor the disk outside, nor a drawing."""
    house_theme(tmp_path, f"h1 {{ background: url({target}) }}")
    write_template(tmp_path, "themes/house/a.svg", SVG.decode())
    problem = found(made(tmp_path).problems, "missing-image")
    assert problem.severity == "warning"


def test_a_fault_of_our_own_is_an_error(tmp_path: Path) -> None:
    """The same lines are errors where the program itself caused them: nothing is written then."""
    workspace = Workspace(tmp_path)
    shipped = (package_folder("templates") / "themes" / "x.png").resolve().as_uri()
    lines = [
        Line("__init__", "Ignored `x` at 1:1, unknown property.", ("x",)),
        Line("images", "Failed", (shipped, "why")),
        Line("anchors", "No anchor", ("nowhere",)),
        Line("build", "Something new", ()),
    ]
    problems = problems_of(lines, Origin(workspace, "the theme 'assessment'", own=True))
    assert [(problem.rule, problem.severity) for problem in problems] == [
        ("engine", "error"),
        ("missing-image", "error"),
        ("missing-anchor", "error"),
        ("engine", "error"),
    ]


LATE = """
import sys
from brief.engine import load_engine
load_engine()
import weasyprint.pdf.fonts as fonts
assert "fontTools.subset" not in sys.modules and "fontTools.varLib.instancer" not in sys.modules
options = fonts.subset.Options(recalc_bounds=True)
from fontTools import subset
from fontTools.varLib.instancer import instantiateVariableFont
assert isinstance(options, subset.Options), options
assert type(fonts.subset.Subsetter(options)) is subset.Subsetter
try:
    fonts.instantiateVariableFont(None, {})
except TypeError as error:
    assert "NoneType" in str(error), error
assert fonts.instantiateVariableFont is not instantiateVariableFont
"""


def test_parts_of_the_engine_are_loaded_when_they_are_used() -> None:
    """A page that needs them gets the real ones, and one that does not saves the time."""
    subprocess.run([sys.executable, "-c", LATE], check=True)


def test_every_line_of_the_engine_is_heard_and_none_is_lost(tmp_path: Path) -> None:
    """The engine's own handlers are silent meanwhile and back afterwards; a repeated line is told once."""
    import logging

    logger = logging.getLogger("weasyprint")
    before = logger.handlers[:], logger.propagate, logger.level
    with listening() as lines:
        logger.warning("first %s", 1)
        logger.error("second")
        logger.warning("first %s", 1)
        logger.info("quiet")
        logging.getLogger("fontTools.subset").error("third")
    assert before == (logger.handlers[:], logger.propagate, logger.level)
    assert [line.text for line in lines] == ["first 1", "second", "first 1", "third"]
    assert len(problems_of(lines, Origin(Workspace(tmp_path), "x.css", own=False))) == 3


def test_no_problem_shows_a_path_of_the_machine_or_a_whole_image(tmp_path: Path) -> None:
    """Long lines are cut, and the folders before a file are left out."""
    line = Line("__init__", f"Failed at file:///home/someone/a.css: {'x' * 5_000}", ())
    (problem,) = problems_of([line], Origin(Workspace(tmp_path), "x.css", own=False))
    assert "someone" not in problem.message
    assert len(problem.message) < 400
