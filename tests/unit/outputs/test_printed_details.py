"""Details of printed pages and their files: notes, sources of figures, grey images, what an edition says of itself."""

from __future__ import annotations

import email
import email.policy
import io
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

import brief
from brief.extract import extract
from brief.making import Look, make_files
from brief.outputs.grey import grey_picture
from brief.parse import read_document
from brief.pipeline import Options
from brief.problems import BriefError
from brief.workspace import Workspace

THEMES = Workspace(Path(__file__).parents[3]).template_names("themes/*/theme.yaml")
META = "meta: {title: Dues, date: 2025-03-10}\n"


def write(folder: Path, text: str, **files: bytes) -> Path:
    """Write a workspace with one brief, and files beside it."""
    place = folder / "content" / "dues"
    place.mkdir(parents=True)
    (folder / "house.yaml").write_text("", encoding="utf-8")
    (place / "brief.yaml").write_text(META + text, encoding="utf-8")
    for name, content in files.items():
        (place / name.replace("_", ".")).write_bytes(content)
    return place / "brief.yaml"


def built(path: Path, *outputs: str, **options: Any) -> Path:
    """Build a brief into a folder beside its workspace, and return its one file."""
    folder = path.parents[2] / "-".join(("out", *outputs, *map(str, options.values())))
    (result,) = brief.build(path, Options(outputs=outputs, papers=("A4",), output=folder, jobs=1, **options))
    assert result.built, (result.problems, result.findings)
    (file,) = result.files
    return file.path


# Notes


NOTES = """
background: |
  Text.

  | Year[^head] | Depth |
  |------|------:|
  | 2015 | 9.1 m[^number] |

  And *soft words[^soft] here*.

  [^number]: Alpha of a number.
  [^head]: Alpha of a head.
  [^soft]: Alpha of soft words.
"""


def words_in(pdf: Path, *words: str) -> Iterator[tuple[float, str]]:
    """Yield where each of some words begins, in points from the left edge."""
    done = subprocess.run(["pdftotext", "-bbox-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
    for left, text in re.findall(r'<word xMin="([\d.]+)"[^>]*>([^<]*)<', done):
        if text in words:
            yield float(left), text


@pytest.mark.parametrize("theme", THEMES)
def test_a_note_begins_where_notes_begin(tmp_path: Path, theme: str) -> None:
    """The note of a number, of a head and of a phrase look like any note: what they are called from is no matter."""
    pdf = built(write(tmp_path, NOTES), "pdf", theme=theme)
    lefts = [left for left, _ in words_in(pdf, "Alpha")]
    assert len(lefts) == 3
    beside = [left for left in lefts if left > 300]  # a note in the margin of its paragraph
    below = [left for left in lefts if left <= 300]
    assert len(beside) <= 1
    assert max(below) - min(below) < 1.5
    fonts = subprocess.run(["pdffonts", pdf], capture_output=True, text=True, check=True).stdout
    soft = "Sans" in fonts and re.search(r"Sans\S*-It", fonts)
    assert not soft, "the note of a phrase in italics is upright"


# Figures


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Source Own data · By hand"), ("fr", "Source Own data · By hand")]
)
def test_source_and_credit_are_divided(tmp_path: Path, language: str, said: str) -> None:
    """Where the data come from and who made the image do not run into each other; either stands alone as well."""
    data = "data: [{label: a, value: 1}], alt: A"
    text = (
        "background: Dues.\nfigures:\n"
        f"  - {{id: FIG1, kind: bars, caption: A, source: Own data, credit: By hand, {data}}}\n"
        f"  - {{id: FIG2, kind: bars, caption: B, credit: By hand, {data}}}\n"
        f"  - {{id: FIG3, kind: table, caption: C, source: Own data, boundary_note: No borders., {data}}}\n"
    )
    page = built(write(tmp_path, text), "html", language=language).read_text(encoding="utf-8")
    lines = re.findall(r'<p class="figure-source">(.*?)</p>', page, re.DOTALL)
    plain = [" ".join(re.sub("<[^>]+>", "", line).split()) for line in lines]
    assert plain == [said, "By hand", "Source Own data · No borders."]


# Grey


def picture(kind: str, mode: str = "RGB", **more: Any) -> bytes:
    """Return an image of 60 by 40 pixels: red above, green below."""
    image = Image.new("RGBA", (60, 40), "#d02020")
    image.paste("#20b030", (0, 20, 60, 40))
    if mode == "RGBA":
        image.putalpha(200)
    stream = io.BytesIO()
    (image.convert("RGB").quantize(16) if mode == "P" else image.convert(mode)).save(stream, kind, **more)
    return stream.getvalue()


def turned() -> bytes:
    """Return a photograph that its camera has held upside down."""
    exif = Image.Exif()
    exif[0x0112] = 3
    return picture("JPEG", exif=exif, quality=95)


PICTURES = {
    "photograph": ("a.jpg", picture("JPEG", quality=95)),
    "turned": ("a.jpg", turned()),
    "cmyk": ("a.jpg", picture("JPEG", "CMYK", quality=95)),
    "drawing": ("a.png", picture("PNG")),
    "clear": ("a.png", picture("PNG", "RGBA")),
    "palette": ("a.png", picture("PNG", "P")),
}


@pytest.mark.parametrize("crop", ["", ", crop: {top: 10, left: 10}"], ids=["whole", "cropped"])
@pytest.mark.parametrize("kind", PICTURES)
def test_mono_prints_images_grey(tmp_path: Path, kind: str, crop: str) -> None:
    """An image has no colour on a page for one ink, whatever it is; what is carried as the source keeps its own."""
    name, content = PICTURES[kind]
    figure = f"  - {{id: FIG1, kind: image, caption: A, alt: A, file: {name}, width_mm: 60{crop}}}\n"
    path = write(tmp_path, f"background: Dues.\nfigures:\n{figure}", **{name.replace(".", "_"): content})
    grey = built(path, "pdf", printing=("mono",))
    pixels = pixels_of(grey)
    assert pixels[0::3] == pixels[1::3] == pixels[2::3]
    colour = pixels_of(built(path, "pdf"))
    assert colour[0::3] != colour[1::3]
    with pikepdf.open(grey) as pdf:
        assert {str(each.ColorSpace) for each in pdf.objects if is_image(each)} == {"/DeviceGray"}
    assert (extract(grey, tmp_path / "back").folder / "content" / "dues" / name).read_bytes() == content


@pytest.mark.parametrize("kind", PICTURES)
def test_a_grey_image_is_the_same_image(kind: str) -> None:
    """Size, upside and transparency stay, red is darker than green, and the bytes are the same each time."""
    _, content = PICTURES[kind]
    grey = Image.open(io.BytesIO(grey_picture(content)))
    assert grey.size == (60, 40)
    assert grey.mode == ("LA" if kind == "clear" else "L")
    assert not grey.getexif()
    light = grey.getchannel(0).tobytes()
    above, below = light[5 * 60 + 30], light[35 * 60 + 30]
    assert (above < below) == (kind != "turned")
    if kind == "clear":
        assert grey.getpixel((30, 5)) == (above, 200)
    grey_picture.cache_clear()
    assert grey_picture(content) == grey_picture(content)


def test_a_broken_image_is_no_traceback() -> None:
    """What only begins like an image is refused in the way that the engine tells."""
    with pytest.raises(ValueError, match="cannot be decoded"):
        grey_picture(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)


def is_image(entry: Any) -> bool:
    """Tell whether an object of a PDF is an image."""
    return isinstance(entry, pikepdf.Stream) and entry.get("/Subtype") == "/Image"


def pixels_of(pdf: Path) -> bytes:
    """Return the pixels of the first page."""
    done = subprocess.run(["pdftoppm", "-r", "50", "-l", "1", pdf], capture_output=True, check=True)
    return done.stdout.split(b"\n", 3)[3]


# Editions


EDITION = """
handling: {scheme: tlp, marking: 'TLP:AMBER', unmarked: 'TLP:CLEAR'}
bottom_line: The dues fall.
scenario_set: {exhaustive: true}
scenarios:
  - {id: SC1, name: Slow, text: It creeps., likelihood: likely, horizon: 2030}
  - {id: SC2, marking: 'TLP:AMBER', name: Fast, text: It jumps., likelihood: unlikely, horizon: 2030}
risks: [A storm]
"""
OMISSION = "This edition for TLP:CLEAR leaves out 1 part that is marked for fewer readers: Scenarios (1)."


def bodies(message: Path) -> dict[str, str]:
    """Return the texts of an e-mail by their type, in single spaces."""
    parsed = email.message_from_bytes(message.read_bytes(), policy=email.policy.default)
    found = {}
    for part in parsed.walk():
        if part.get_content_maintype() == "text" and not part.get_filename():
            text = re.sub("<[^>]+>", " ", part.get_content())
            found[part.get_content_type()] = " ".join(text.replace("\u2060", "").split())
    return found


def test_the_mail_of_an_edition_states_the_omission(tmp_path: Path) -> None:
    """Who gets an edition by e-mail reads what is left out, in either form of the message, as on the page."""
    path = write(tmp_path, EDITION + "email: {attach: []}\n")
    found = bodies(built(path, "email", audience="public"))
    assert sorted(found) == ["text/html", "text/plain"]
    assert [kind for kind, text in found.items() if OMISSION not in text] == []
    whole = bodies(built(path, "email"))
    assert [kind for kind, text in whole.items() if "leaves out" in text] == []


def test_scenarios_that_are_all_say_so_until_one_is_left_out(tmp_path: Path) -> None:
    """The page says that one of the scenarios must come about; an edition without one of them does not."""
    path = write(tmp_path, EDITION)
    said = "These scenarios are all there are"
    assert said in built(path, "html").read_text(encoding="utf-8")
    assert said not in built(path, "html", audience="public").read_text(encoding="utf-8")
    other = write(
        tmp_path / "b",
        EDITION.replace("'TLP:AMBER', name", "'TLP:CLEAR', name")
        + "facts: [{id: F1, text: Held., marking: 'TLP:AMBER'}]\n",
    )
    assert said in built(other, "html", audience="public").read_text(encoding="utf-8")


def hint_of(pdf: Path, folder: Path) -> str:
    """Return what `brief extract` advises where a PDF carries no source."""
    with pytest.raises(BriefError) as caught:
        extract(pdf, folder)
    (problem,) = caught.value.problems
    assert problem.rule == "no-source"
    return problem.hint or ""


@pytest.mark.parametrize("standard", ["ua-1+a-3a", "ua-2+a-4"])
def test_why_a_pdf_has_no_source_is_told(tmp_path: Path, standard: str) -> None:
    """An edition for some readers, and a house that sends no source, are told from the PDF of another program."""
    path = write(tmp_path / "a", EDITION)
    edition = built(path, "pdf", audience="public", pdf_standard=standard)
    expected = "this edition leaves out a part marked for fewer readers; ask for the PDF of the whole brief"
    assert hint_of(edition, tmp_path / "x") == expected
    held = built(write(tmp_path / "b", EDITION + "output: {source: false}\n"), "pdf", pdf_standard=standard)
    assert "its house does not send the source with it" in hint_of(held, tmp_path / "y")
    with pikepdf.new() as other:
        other.add_blank_page()
        other.save(tmp_path / "other.pdf")
    assert "only a PDF that this program has made" in hint_of(tmp_path / "other.pdf", tmp_path / "z")


def test_a_house_may_send_no_source(tmp_path: Path) -> None:
    """Without its source a PDF has no file of the brief in it, and the page is the same."""
    path = write(tmp_path / "a", EDITION)
    held = write(tmp_path / "b", EDITION + "output: {source: false}\n")
    with pikepdf.open(built(path, "pdf")) as with_source, pikepdf.open(built(held, "pdf")) as without:
        assert list(with_source.attachments)
        assert not list(without.attachments)
        assert "/AF" not in without.Root
        streams = b"".join(
            entry.read_bytes() for entry in without.objects if isinstance(entry, pikepdf.Stream) and not is_image(entry)
        )
    assert b"scenario_set" not in streams
    house = write(tmp_path / "c", EDITION)
    (tmp_path / "c" / "house.yaml").write_text("output: {source: false}\n", encoding="utf-8")
    with pikepdf.open(built(house, "pdf")) as of_house:
        assert not list(of_house.attachments)


# One process, several workspaces


def test_many_workspaces_in_one_process_keep_their_fonts(tmp_path: Path) -> None:
    """The first is printed again after others, in its own fonts: those of the program, not what the machine has."""
    first, *others = (write(tmp_path / name, "background: Text.\n") for name in ("one", "two", "three", "four"))
    before = fonts_here(first)
    for other in others:
        fonts_here(other)
    assert before
    assert before == fonts_here(first)


def fonts_here(path: Path) -> set[str]:
    """Print a brief in this process, and return the names of the fonts in it, without the tags of their subsets."""
    workspace = Workspace.around(path)
    made = make_files(workspace.root, read_document(workspace, path), ("pdf",), ("A4",), Look())
    ((_, content, _),) = made.files
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = (str(thing.get("/FontName", "")) for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary))
        return {name.partition("+")[2] for name in found if name}
