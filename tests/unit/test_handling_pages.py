"""How a brief may be passed on stands on every page, in the name of the file and in its metadata."""

from __future__ import annotations

import atexit
import re
import shutil
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from xml.etree import ElementTree

import pikepdf
import pytest

import brief
from brief.language import load_language
from brief.model.vocabulary import TLP_LABELS
from brief.workspace import Workspace, package_folder
from tests.caveats.tagged import tag_tree

TEMPLATES = package_folder("templates")
COLOURS = {
    "tlp-red": "#ff2b2b",
    "tlp-amber-strict": "#ffc000",
    "tlp-amber": "#ffc000",
    "tlp-green": "#33ff00",
    "tlp-clear": "#fff",
}
EMBARGO = "embargo: {until: 2024-07-04T00:01+01:00, contact: press@example.org}"
LONG = "A paragraph that fills the page with words about water and the pipes that carry it. " * 90
SOUND = "bottom_line: The pipes are old, and the hills lose water.\n"  # what a brief needs that is no draft
RULE = (
    "When a meeting, or part thereof, is held under the Chatham House Rule, participants are free to use the "
    "information received, but neither the identity nor the affiliation of the speaker(s), nor that of any other "
    "participant, may be revealed."
)


@cache
def made(handling: str = "", meta: str = "", theme: str = "assessment", paper: str = "A4") -> Mapping[str, Path]:
    """Build a brief of several pages and return its files by their endings."""
    folder = Path(mkdtemp(prefix="handling-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "content" / "water" / "brief.yaml"
    path.parent.mkdir(parents=True)
    text = f"meta: {{title: Water in the hills, date: 2024-05-06, {meta}}}\nhandling: {{{handling}}}\n"
    path.write_text(f"{text}output: {{theme: {theme}}}\n{SOUND}risks: [Frost]\nbackground: {LONG}\n", encoding="utf-8")
    (result,) = brief.build(path, brief.Options(papers=(paper,)))
    assert result.built, "\n".join(map(str, result.problems))
    return {file.path.suffix: file.path for file in result.files}


def pages(pdf: Path, *area: str) -> list[str]:
    """Return the text of each page or of an area of it, on one line; a brief of one page shows nothing here."""
    command = ["pdftotext", "-layout", *area, str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    found = [" ".join(page.split()) for page in text.split("\f") if page.strip()]
    assert len(found) >= 2
    return found


def labels(pdf: Path, label: str) -> list[tuple[float, float, float]]:
    """Return size in points and place, from top and left in shares of the page, of every line that is a label alone."""
    command = ["pdftohtml", "-xml", "-zoom", "1", "-i", "-stdout", str(pdf)]
    xml = subprocess.run(command, capture_output=True, check=True).stdout
    found = []
    sizes: dict[str, float] = {}
    for page in ElementTree.fromstring(re.sub(rb"<!DOCTYPE[^>]*>", b"", xml)).iter("page"):
        sizes |= {font.attrib["id"]: float(font.attrib["size"]) for font in page.iter("fontspec")}
        height, width = float(page.attrib["height"]), float(page.attrib["width"])
        for line in page.iter("text"):
            if "".join(line.itertext()).strip() == label:
                middle = float(line.attrib["left"]) + float(line.attrib["width"]) / 2
                found.append((sizes[line.attrib["font"]], float(line.attrib["top"]) / height, middle / width))
    return found


@pytest.mark.parametrize("theme", ["assessment", "note", "modern"])
@pytest.mark.parametrize("label", TLP_LABELS)
def test_tlp_label_stands_at_both_ends_of_every_page(label: str, theme: str) -> None:
    """The label is in the header and in the footer of each page, 12 points or larger, and not at the left (TLP 2.0)."""
    pdf = made(f"scheme: tlp, marking: '{label}'", theme=theme)[".pdf"]
    # The masthead repeats the label for those who hear the page; here it is about the margins.
    found = [entry for entry in labels(pdf, label) if not 0.1 <= entry[1] <= 0.9]

    assert len(found) == 2 * len(pages(pdf))
    assert sum(top < 0.1 for _, top, _ in found) == sum(top > 0.9 for _, top, _ in found) == len(pages(pdf))
    assert all(size >= 12 for size, _, _ in found)
    assert all(middle >= 0.49 for _, _, middle in found)


@pytest.mark.parametrize(
    ("handling", "label", "part"),
    [
        ("scheme: tlp, marking: 'TLP:GREEN'", "TLP:GREEN", "TLP-GREEN_"),
        ("scheme: tlp, marking: 'TLP:AMBER+STRICT'", "TLP:AMBER+STRICT", "TLP-AMBER-STRICT_"),
        ("scheme: uk_gsc, marking: OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE_"),
        ("scheme: house, marking: Institute eyes", "Institute eyes", "Institute-eyes_"),
        ("scheme: house, marking: Для членов", "Для членов", "MARKED_"),
    ],
)
def test_label_is_in_name_metadata_and_web_page(handling: str, label: str, part: str) -> None:
    """What the page says, the name of the file, the metadata of the PDF and the web page say too."""
    files = made(handling)
    page = files[".html"].read_text("utf-8")

    assert files[".pdf"].name == f"2024-05-06_water_v1.0_{part}en.pdf"
    with pikepdf.open(files[".pdf"]) as pdf:
        assert str(pdf.docinfo["/Keywords"]).startswith(label)
        assert str(pdf.docinfo["/Subject"]).startswith(f"{label}. ")
        assert f"<brief:marking>{label}</brief:marking>" in pdf.Root.Metadata.read_bytes().decode()
    assert f'<meta name="dcterms.accessRights" content="{label}">' in page
    assert len(re.findall(rf'<strong class="marking [a-z-]+">{re.escape(label)}</strong>', page)) == 2
    assert all(label in text for text in pages(files[".pdf"]))


def test_a_brief_without_marking_says_nothing_of_one() -> None:
    """No label, no part of the file name, no metadata, no banner."""
    files = made(meta="status: cleared")
    page = files[".html"].read_text("utf-8")

    assert files[".pdf"].name == "2024-05-06_water_v1.0_en.pdf"
    assert 'class="banner' not in page
    assert "accessRights" not in page
    assert "robots" not in page


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("theme", ["assessment", "note", "modern"])
def test_embargo_stands_on_every_page(theme: str, paper: str) -> None:
    """Day, time, zone and whom to ask, at the top of each page; on the web page, in the name and the metadata alike."""
    files = made(f"scheme: tlp, marking: 'TLP:GREEN', {EMBARGO}", theme=theme, paper=paper)
    said = "EMBARGOED until 4 July 2024, 00:01 UTC+1. Contact press@example.org"

    assert all(said in head for head in pages(files[".pdf"], *HEAD))
    assert "_TLP-GREEN_EMBARGOED_en" in files[".pdf"].name
    with pikepdf.open(files[".pdf"]) as pdf:
        assert said in str(pdf.docinfo["/Subject"])
    page = files[".html"].read_text("utf-8")
    assert said in page
    assert '<meta name="dcterms.available" content="2024-07-04T00:01:00+01:00">' in page
    assert '<meta name="robots" content="noindex' in page


def test_a_long_notice_stays_on_its_line() -> None:
    """Where the line under the label would run over, whom to ask stands on the first page only."""
    contact = "the press office of the Institute for the Water of the Hills, telephone +44 20 7946 0000, day and night"
    held = EMBARGO.replace("press@example.org", f"'{contact}'")
    first, second, *_ = pages(made(f"scheme: tlp, marking: 'TLP:RED', {held}")[".pdf"])

    assert contact in first
    assert "EMBARGOED until 4 July 2024, 00:01 UTC+1" in second
    assert contact not in second


HEAD = ("-x", "0", "-y", "0", "-W", "600", "-H", "68")  # in points: the margin above the text
STATUSES = {
    "draft": "",
    "in_review": "",
    "corrected": "notice: Corrects the toll.",
    "superseded": "superseded_by: water@2.0, notice: See the new one.",
    "withdrawn": "superseded_by: hills@2.0, notice: The survey counted homes twice.",
}


@pytest.mark.parametrize("status", STATUSES)
def test_status_stands_at_the_top_of_every_page_in_words(status: str) -> None:
    """Draft, in review, corrected, superseded and withdrawn are said in words on each page, with what replaces it."""
    files = made(meta=f"status: {status}, {STATUSES[status]}")
    word = status.replace("_", " ")
    replaced = {"superseded": "replaced by v2.0", "withdrawn": "replaced by hills v2.0"}.get(status, "")
    for head in pages(files[".pdf"], *HEAD):
        assert word in head.lower()
        assert replaced in head.lower()
    page = files[".html"].read_text("utf-8")
    assert re.search(rf'<aside class="banner"[^>]*>.*<strong class="banner-status">{word}', page, re.IGNORECASE)


@pytest.mark.parametrize("status", STATUSES)
def test_status_and_label_are_read_aloud(status: str) -> None:
    """Running heads are no text to a screen reader: label, status and reason stand in the tagged text of page 1 too."""
    pdf = made("scheme: tlp, marking: 'TLP:AMBER'", f"status: {status}, {STATUSES[status]}")[".pdf"]
    told = tag_tree(pdf.read_bytes()).lower()

    assert status.replace("_", " ") in told
    assert "tlp:amber" in told
    reason = re.search(r"notice: (.*)", STATUSES[status])
    assert reason is None or reason[1].lower() in told


def test_withdrawn_keeps_its_text() -> None:
    """A withdrawn brief strikes nothing: whoever holds it can see what was withdrawn."""
    text = " ".join(pages(made(meta=f"status: withdrawn, {STATUSES['withdrawn']}")[".pdf"]))

    assert text.count("A paragraph that fills the page") > 50
    assert "The survey counted homes twice." in text


def test_chatham_house_rule_is_printed_as_published() -> None:
    """The rule stands on the first page word for word, apart from any marking."""
    files = made("chatham_house: true")

    assert RULE in pages(files[".pdf"])[0]
    assert RULE in files[".html"].read_text("utf-8")


def test_distribution_list_is_printed() -> None:
    """Who received it stands in the brief, with the number of each copy."""
    text = pages(made("distribution: [{name: Ada Quill, org: Port, copy_no: 3}, Mayor]")[".pdf"])[-1]

    assert "Ada Quill, Port (copy 3); Mayor" in text


def test_descriptors_and_instructions_stand_with_the_marking() -> None:
    """What a UK marking is qualified by stands at the top of every page."""
    handling = "scheme: uk_gsc, marking: OFFICIAL-SENSITIVE, descriptors: COMMERCIAL, instructions: HMG USE ONLY"

    assert all("COMMERCIAL · HMG USE ONLY" in text for text in pages(made(handling)[".pdf"]))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    digits = colour.lstrip("#")
    digits = "".join(2 * letter for letter in digits) if len(digits) == 3 else digits
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("sheet", ["print", "web"])
def test_label_colours_are_those_of_the_tlp_on_black(sheet: str) -> None:
    """Each label has its published colour, on black, and stands out from it; no sheet puts it on anything else."""
    css = Workspace(TEMPLATES).text(TEMPLATES / "styles" / f"{sheet}.css").content
    for name, colour in COLOURS.items():
        (found,) = re.findall(rf"\.{name}(?:, \.[a-z-]+)* {{ color: (#[0-9a-f]+) }}", css)
        assert found in {colour, "#3f0" if colour == "#33ff00" else colour}
        assert (luminance(found) + 0.05) / 0.05 >= 4.5
    for selector in (".marking", ".portion"):
        assert re.search(rf"^\{selector} {{ background: #000\b", css, re.MULTILINE)


def test_labels_are_never_translated() -> None:
    """A French page has the labels of the TLP letter for letter, and explains them in French."""
    words = load_language(Workspace(TEMPLATES), "fr").words["handling"]["tlp"]
    assert set(words) == set(TLP_LABELS)
    page = made("scheme: tlp, marking: 'TLP:RED'", "language: fr")[".html"].read_text("utf-8")
    assert ">TLP:RED</strong>" in page
    assert str(words["TLP:RED"]) in page
