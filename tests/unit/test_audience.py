"""An edition for more readers holds nothing of what is marked for fewer: not on a page, not under it, not beside it."""

from __future__ import annotations

import email
import email.policy
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pytest
import yaml
from click.testing import CliRunner

from brief.audience import edition_for
from brief.cli import cli
from brief.model import Brief, walk
from brief.model.fields import Line, Prose, Reads, Ref
from brief.model.handling import Handling, Marked, marked_parts
from brief.model.meeting import Meeting
from brief.model.values import read_text
from brief.parse import Document, read_document
from brief.parse.nodes import Scalar, load
from brief.problems import BriefError
from brief.workspace import Workspace
from tests.golden.pages.samples import EVERY_KIND, WORKSPACE

FRAME = "meta: {title: Water in the hills, date: 2024-05-06}\n"
WORDS = {"text": ".txt", "markdown": ".md", "json": ".json", "epub": ".epub", "email": ".eml"}
CLOSED = {"marking", "x", "y", "series", "facet", "focus"}  # labels, columns of a file and names of countries
PACK = "pack"  # the folder of the meeting pack
HELD = "handling: {scheme: tlp, marking: 'TLP:RED', unmarked: 'TLP:CLEAR'}\n"


def document_of(folder: Path, text: str) -> Document:
    """Read a brief from its text."""
    path = folder / "content" / "water" / "brief.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return read_document(Workspace(folder), path)


def public(folder: Path, text: str) -> Document:
    """Return the public edition of a brief."""
    return edition_for(document_of(folder, FRAME + HELD + text), "public").document


def texts_of(brief: Brief) -> str:
    """Return all that a brief says, in one string."""
    return "\n".join(str(value) for _, value in walk(brief))


# What is left out


def test_parts_above_the_label_go_and_are_counted(tmp_path: Path) -> None:
    """What is marked for fewer readers is gone, what is marked for these stays, and the count is kept by section."""
    text = (
        "key_judgements:\n"
        "  - {id: KJ1, statement: One, marking: 'TLP:GREEN'}\n  - {id: KJ2, statement: Two, marking: 'TLP:RED'}\n"
        "  - {id: KJ3, statement: Three}\n"
        "background:\n  - {text: Held, marking: 'TLP:AMBER+STRICT'}\n"
        "  - blocks: [{text: Kept}, {text: Held, marking: 'TLP:AMBER'}]\n"
    )
    whole = document_of(tmp_path, FRAME + HELD + text)
    green = edition_for(whole, "TLP:GREEN").document

    assert [each.id for each in green.brief.key_judgements] == ["KJ1", "KJ3"]
    assert "Held" not in texts_of(green.brief)
    assert "Kept" in texts_of(green.brief)
    assert dict(green.left_out) == {"key_judgements": 1, "background": 2}
    assert green.brief.handling.label == "TLP:GREEN"
    assert [each.id for each in whole.brief.key_judgements] == ["KJ1", "KJ2", "KJ3"], "the whole brief is as it was"


def test_parts_inside_of_what_is_left_out_are_counted_once(tmp_path: Path) -> None:
    """A block that goes with its part is no omission of its own."""
    text = "risks: [Frost]\nbackground: [{marking: 'TLP:RED', blocks: [{text: Held, marking: 'TLP:RED'}]}]\n"

    assert dict(public(tmp_path, text).left_out) == {"background": 1}


def test_references_and_evidence_go_with_what_they_lead_to(tmp_path: Path) -> None:
    """No list of ids names an item that is gone, and a figure that is gone has no place in the text."""
    text = (
        "key_judgements:\n  - {id: KJ1, statement: One, evidence: [S1, 'S2, p. 4', F1], assumptions: [A1, A2]}\n"
        "assumptions:\n  - {id: A1, text: Held, marking: 'TLP:RED'}\n  - {id: A2, text: Kept}\n"
        "background: [{blocks: [{text: Kept}, {figure: FIG1}]}]\n"
        "figures: [{id: FIG1, kind: table, caption: Held, data: [{label: a, value: 1}], marking: 'TLP:RED'}]\n"
        "facts: [{id: F1, text: Bare, sources: [S2]}]\n"
        "sources:\n  - {id: S1, title: Kept}\n  - {id: S2, title: Held, marking: 'TLP:RED'}\n"
    )
    brief = public(tmp_path, text).brief

    assert brief.key_judgements[0].evidence == ("S1",), "S2 is gone, and F1 stood on S2 alone"
    assert brief.key_judgements[0].assumptions == ("A2",)
    assert brief.background[0].blocks[1].figure is None
    assert {str(value) for _, value in walk(brief) if isinstance(value, Ref)} == {"A2"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Rain fell [@S2].", "Rain fell."),
        ("Rain fell [@S2] and stayed.", "Rain fell and stayed."),
        ("Rain fell [@S1; @S2, p. 4].", "Rain fell [@S1]."),
        ("Rain fell [@S2; @S1, p. 3].", "Rain fell [@S1, p. 3]."),
        ("Rain fell\n[@S2].", "Rain fell."),
        ("[@S2] tells of rain.", "tells of rain."),
        ("First.\n\n[@S2] Then rain.", "First.\n\nThen rain."),
        ("- [@S2] rain\n- snow", "- rain\n- snow"),
        ("1. rain [@S2]\n2. snow [@S1]", "1. rain\n2. snow [@S1]"),
        ("Rain [@S1] fell.", "Rain [@S1] fell."),
        ("No call at all.", "No call at all."),
    ],
)
def test_citations_leave_a_whole_sentence(before: str, after: str, tmp_path: Path) -> None:
    """A citation goes with the space before it; what else stands in its brackets stays."""
    indented = before.replace("\n", "\n  ")
    sources = "sources: [{id: S1, title: Kept}, {id: S2, title: Held, marking: 'TLP:RED'}]\n"
    brief = public(tmp_path, f"methodology: |\n  {indented}\n{sources}").brief

    assert brief.methodology == after
    assert isinstance(brief.methodology, Prose)


def test_a_meeting_that_is_marked_goes_as_a_whole(tmp_path: Path) -> None:
    """A meeting for fewer readers is gone, with all in it, and is no omission of a brief that never prints it."""
    text = "risks: [Frost]\nmeeting: {marking: 'TLP:AMBER', objective: Held, not_for_use: Held too}\n"
    document = public(tmp_path, text)

    assert document.brief.meeting is None
    assert document.left_out == {}


def test_who_received_the_whole_brief_is_not_told(tmp_path: Path) -> None:
    """The distribution list belongs to the edition that they were sent; what restricts stays."""
    held = HELD.replace("}", ", distribution: [Ada Quill], instructions: [RECIPIENTS ONLY]}")
    document = document_of(tmp_path, FRAME + held + "risks: [Frost, {title: Flood, marking: 'TLP:RED'}]\n")
    handling = edition_for(document, "public").document.brief.handling

    assert handling.distribution == ()
    assert handling.instructions == ("RECIPIENTS ONLY",)


def test_an_edition_carries_neither_source_nor_records_of_what_is_gone(tmp_path: Path) -> None:
    """The YAML holds all of the brief, so an edition has none with it; a record goes with its source."""
    shutil.copytree(WORKSPACE, tmp_path / "w")
    path = tmp_path / "w" / "content" / "every-kind" / "brief.yaml"
    path.write_text(
        path.read_text("utf-8").replace("{id: S1, record", "{id: S1, marking: 'TLP:AMBER', record"), "utf-8"
    )
    document = read_document(Workspace(tmp_path / "w"), path)
    edition = edition_for(document, "TLP:GREEN").document

    assert document.originals
    assert document.seeds
    assert edition.originals == {}
    assert edition.seeds == {}


# For whom


def test_a_brief_that_is_for_them_comes_back_as_it_is(tmp_path: Path) -> None:
    """An edition for as many readers as the brief has, or fewer, is the brief: with its own label and its source."""
    document = document_of(tmp_path, FRAME + "handling: {scheme: tlp, marking: 'TLP:GREEN'}\nrisks: [Frost]\n")

    for label in ("TLP:GREEN", "tlp:amber", "TLP:RED"):
        assert edition_for(document, label).document is document


@pytest.mark.parametrize(
    ("handling", "label", "said", "hint"),
    [
        ("{scheme: tlp, marking: 'TLP:AMBER'}", "public", "no label of their own are TLP:AMBER", "unmarked: TLP:CLEAR"),
        ("{scheme: tlp, marking: 'TLP:RED', unmarked: 'TLP:GREEN'}", "public", "own are TLP:GREEN", "unmarked: TLP"),
        ("{scheme: tlp, marking: 'TLP:RED'}", "TLP:WHITE", "'TLP:WHITE' is not a label", "TLP:"),
        ("{scheme: uk_gsc, marking: OFFICIAL}", "TLP:RED", "'TLP:RED' is not a label", "OFFICIAL"),
        ("{scheme: none}", "public", "the brief carries no marking", "scheme: tlp"),
    ],
)
def test_nothing_goes_further_by_oversight(handling: str, label: str, said: str, hint: str, tmp_path: Path) -> None:
    """A part without a label is for the readers of the whole brief until its author says otherwise."""
    document = document_of(tmp_path, f"{FRAME}handling: {handling}\nrisks: [Frost]\n")
    with pytest.raises(BriefError) as caught:
        edition_for(document, label)
    (problem,) = caught.value.problems

    assert problem.rule == "audience"
    assert said in problem.message
    assert hint in (problem.hint or "")
    assert problem.place is not None


def test_public_is_the_widest_circle_of_the_scheme(tmp_path: Path) -> None:
    """Each scheme has a widest label; a house says its own by the order that it lists."""
    rest = "risks: [Frost, {title: Flood, marking: %s}]\n"
    for handling, held, label in (
        ("scheme: tlp, marking: 'TLP:RED', unmarked: 'TLP:CLEAR'", "'TLP:GREEN'", "TLP:CLEAR"),
        ("scheme: uk_gsc, marking: OFFICIAL-SENSITIVE, unmarked: OFFICIAL", "OFFICIAL-SENSITIVE", "OFFICIAL"),
        ("scheme: house, levels: [Open, Members, Board], marking: Board, unmarked: Open", "Members", "Open"),
    ):
        document = document_of(tmp_path, f"{FRAME}handling: {{{handling}}}\n{rest % held}")
        brief = edition_for(document, "Public").document.brief
        assert brief.handling.label == label
        assert [risk.title for risk in brief.risks] == ["Frost"]


def test_order_of_the_labels() -> None:
    """The five labels of the TLP are ordered, the strict variant above plain amber."""
    order = Handling(scheme="tlp", marking="TLP:CLEAR").order
    assert order == ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
    assert Handling(scheme="uk_gsc", marking="OFFICIAL").order == ("OFFICIAL", "OFFICIAL-SENSITIVE")


def test_nothing_left_is_a_problem(tmp_path: Path) -> None:
    """An edition without a section is none."""
    with pytest.raises(BriefError, match="nothing of the brief is for TLP:CLEAR"):
        public(tmp_path, "risks: [{title: Flood, marking: 'TLP:RED'}]\n")


def test_an_id_in_running_words_is_told_at_its_line(tmp_path: Path) -> None:
    """What no program can take out of a sentence is shown to the author, where it stands in the file as it is."""
    held = "  - {id: KJ1, statement: Held, marking: 'TLP:RED'}\n"
    text = f"key_judgements:\n{held}  - {{id: KJ2, statement: It rests on KJ1}}\n"
    edition = edition_for(document_of(tmp_path, FRAME + HELD + text), "public")
    (problem,) = edition.problems

    assert (problem.rule, problem.severity) == ("audience-mention", "warning")
    assert problem.place is not None
    assert problem.place.line == 5
    assert problem.place.excerpt[problem.place.column - 1 :].startswith("KJ1")


# No byte of it: every text of a marked part is a word that nothing else holds


def free_text(annotation: Any, metadata: Any = ()) -> bool:
    """Tell whether a field of plain text takes any words: no id, no address, no value of a vocabulary."""
    parts = (*metadata, *get_args(annotation))
    return any(isinstance(part, Reads) and part.read is read_text for part in parts) or any(
        free_text(part) for part in get_args(annotation)
    )


def fillable(part: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every text of a part that an author may fill with any words."""
    for name, field in type(part).model_fields.items():
        for inside, value in walk(getattr(part, name), (name.rstrip("_"),)):
            free = isinstance(value, Line | Prose) or free_text(field.annotation, field.metadata)
            if isinstance(value, str) and free and name not in CLOSED and not isinstance(value, Ref):
                yield (*path, *inside)


def plain(value: Any) -> Any:
    """Return what the reader made of a file as data that can be written again."""
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    if isinstance(value, Scalar) and value.plain:
        read = yaml.safe_load(value) if re.fullmatch(r"[-\d.]+|true|false", value) else None
        return read if isinstance(read, int | float) else str(value)
    return value if value is None else str(value)


def put(data: Any, path: tuple[Any, ...], text: str) -> bool:
    """Put a text where another stands; a shorthand has no such place, and False says so."""
    for step in path[:-1]:
        data = data.get(step) if isinstance(data, dict) else data[step] if isinstance(data, list) else None
    if not isinstance(data, list if isinstance(path[-1], int) else dict):
        return False
    data[path[-1]] = text
    return True


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], Path, Path]:
    """Build the brief with every kind of section, whole and for TLP:GREEN.

    The fullest part of each section is marked for fewer readers, and full of words that stand nowhere else.
    """
    folder = tmp_path_factory.mktemp("audience")
    shutil.copytree(WORKSPACE, folder / "w")
    path = folder / "w" / "content" / "every-kind" / "brief.yaml"
    data = plain(load(Workspace(WORKSPACE).text(EVERY_KIND))[0].data())
    for items in [value for value in (*data.values(), *data["meeting"].values()) if isinstance(value, list)]:
        groups = [item for item in items if isinstance(item, dict)]
        if any("marking" in item for item in groups):
            for item in groups:
                item.pop("marking", None)
            max(groups, key=len)["marking"] = "TLP:AMBER"
    data["bottom_line"]["marking"] = "TLP:AMBER"
    data["background"].append({"heading": "Kept", "blocks": [{"text": "Held", "marking": "TLP:AMBER"}]})
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    brief = read_document(Workspace(folder / "w"), path).brief
    held = [(at, part) for at, part in marked_parts(brief) if part.marking != "TLP:GREEN"]
    assert {type(part) for _, part in held} == set(Marked.__subclasses__()) - {Meeting}, "each kind of part goes once"
    places = dict.fromkeys(place for at, part in held for place in fillable(part, at))
    words = [word for n, place in enumerate(places) if put(data, place, word := f"zq{n:04}xw")]
    path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    for name, options in (("whole", []), ("green", ["--audience", "TLP:GREEN"])):
        for formats, place in ((["pdf", "html", *WORDS], name), (["meeting"], f"{name}/{PACK}")):
            told = ["--to", ",".join(formats), "--output", str(folder / place), *options]
            done = CliRunner().invoke(cli, ["build", str(folder / "w"), *told])
            assert done.exit_code == 0, done.output + str(done.exception)
    return words, folder / "whole", folder / "green"


def strings(thing: Any) -> Iterator[bytes]:
    """Yield every name and text in an object of a PDF, and what its stream holds when unpacked."""
    if isinstance(thing, pikepdf.Stream):
        yield thing.read_bytes()
    inside: list[Any] = list(thing) if isinstance(thing, pikepdf.Array) else []
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        yield from (str(key).encode() for key, _ in thing.items())
        inside = [value for _, value in thing.items()]
    yield from (str(entry).encode() for entry in inside if isinstance(entry, pikepdf.String | pikepdf.Name))
    for entry in inside:
        # What is an object of its own has its turn in the list of all objects.
        if isinstance(entry, pikepdf.Dictionary | pikepdf.Array) and not entry.is_indirect:
            yield from strings(entry)


def inside_pdf(path: Path) -> bytes:
    """Return all that a PDF holds: streams unpacked, texts as they read, and the words of its pages."""
    words = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True).stdout
    with pikepdf.open(path) as pdf:
        whole = [text for thing in (*pdf.objects, pdf.trailer) for text in strings(thing)]
        whole += [str(thing).encode() for thing in pdf.objects if isinstance(thing, pikepdf.String)]
    return b"\n".join([words, *whole])


def the(folder: Path, suffix: str) -> Path:
    """Return the one file with an ending."""
    (found,) = folder.glob(f"*{suffix}")
    return found


def seen(words: list[str], content: bytes) -> set[str]:
    """Return the words that stand in some bytes."""
    return {word for word in words if word.encode() in content}


def test_no_word_of_it_is_in_the_files(editions: tuple[list[str], Path, Path]) -> None:
    """Not one word of what was left out is in the PDF, unpacked, or in the web page."""
    words, _, green = editions

    assert len(words) > 80
    assert seen(words, inside_pdf(the(green, ".pdf"))) == set()
    assert seen(words, the(green, ".html").read_bytes()) == set()
    assert seen(words, inside_pdf(the(green / PACK, ".pdf"))) == set()


def unpacked(path: Path) -> bytes:
    """Return all that a file holds: of an archive what is in it, of a message its parts as they are read."""
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as archive:
            return b"".join(name.encode() + archive.read(name) for name in archive.namelist())
    if path.suffix == ".eml":
        parts = email.message_from_bytes(path.read_bytes(), policy=email.policy.default).walk()
        return path.read_bytes() + b"".join(bytes(part.get_payload(decode=True) or b"") for part in parts)
    return path.read_bytes()


@pytest.mark.parametrize("suffix", WORDS.values())
def test_no_word_of_it_is_in_words_data_or_book(editions: tuple[list[str], Path, Path], suffix: str) -> None:
    """Text, Markdown, data, message and each file of a book have none of it, and the whole brief has most."""
    words, whole, green = editions
    assert seen(words, unpacked(the(green, suffix))) == set()
    assert b"TLP:GREEN" in unpacked(the(green, suffix))
    assert len(seen(words, unpacked(the(whole, suffix)))) > (5 if suffix == ".eml" else 60)


def test_the_search_finds_every_word_where_it_is(editions: tuple[list[str], Path, Path]) -> None:
    """The whole edition carries all the words in its source and most on its pages: the search would see them."""
    words, whole, _ = editions
    pdf = the(whole, ".pdf")
    pages = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], capture_output=True, check=True).stdout

    pack = inside_pdf(the(whole / PACK, ".pdf"))
    assert seen(words, pack) == set(words)
    assert len(seen(words, inside_pdf(pdf))) > 80, "the brief carries its source without the meeting"
    assert len(seen(words, pages)) > 60
    assert len(seen(words, inside_pdf(pdf)) ^ seen(words, pack)) >= 15
    assert len(seen(words, the(whole, ".html").read_bytes())) > 60


def test_the_files_say_what_they_are(editions: tuple[list[str], Path, Path]) -> None:
    """The label stands in the file name and in the metadata, the omission on the page, and no file is carried."""
    _, whole, green = editions
    pdf, page = the(green, ".pdf"), the(green, ".html").read_text("utf-8")

    assert the(whole, ".pdf").name == "2026-02-10_every-kind_v1.1_TLP-AMBER-STRICT_EMBARGOED_en.pdf"
    assert pdf.name == "2026-02-10_every-kind_v1.1_TLP-GREEN_EMBARGOED_en.pdf"
    assert re.search(
        r"This edition for TLP:GREEN leaves out \d+ parts that are marked for fewer readers: .*Risks \(1\)", page
    )
    assert '<meta name="dcterms.accessRights" content="TLP:GREEN">' in page
    with pikepdf.open(pdf) as opened:
        assert len(opened.attachments) == 0
        assert str(opened.docinfo["/Keywords"]).startswith("TLP:GREEN, ")
        assert str(opened.docinfo["/Subject"]).startswith("TLP:GREEN. ")
        assert b"AMBER" not in opened.Root.Metadata.read_bytes()
    assert "TLP:AMBER" not in page


def test_numbers_close_up_and_ids_stay(editions: tuple[list[str], Path, Path]) -> None:
    """Sources and figures are numbered anew; judgements keep their ids, and no link leads to what is gone."""
    _, _, green = editions
    page = the(green, ".html").read_text("utf-8")
    figures = [int(n) for n in re.findall(r"<figcaption><span class=\"label\">Figure (\d+)", page)]
    sources = [int(n) for n in re.findall(r"<li id=\"S\d+\"><p class=\"reference\"><span class=\"number\">(\d+)", page)]

    assert sorted(figures) == list(range(1, len(figures) + 1))
    assert sources == list(range(1, len(sources) + 1))
    assert 'id="KJ1"' not in page
    assert 'id="KJ2"' in page
    assert 'id="KJ3"' in page
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets
    assert sorted(targets - set(re.findall(r'\bid="([^"]+)"', page))) == []
