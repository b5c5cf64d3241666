"""The meeting pack, whole and piece by piece: every caveat is in it, and nothing is shown that is not for use."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml

import brief
from brief.making import Look, make_files
from brief.model.meeting import Meeting
from brief.outputs import OUTPUTS
from brief.outputs.meeting import IN_PACK, MEETING_OUTPUTS, PIECES
from brief.parse import read_document
from brief.problems import BriefError
from brief.showing import SHOWN, SHOWN_OF_ATTENDEE, for_showing
from brief.spoken import versions, words_in
from brief.workspace import Workspace
from tests.golden.pages.samples import BRIEFS
from tests.making import product
from tests.unit.test_audience import inside_pdf

MET = ("cool-rooms", "unbanning-the-taliban")
OF_THE_SPEAKER = tuple(piece.name for piece in PIECES if not piece.shown)
OF_THE_ROOM = tuple(piece.name for piece in PIECES if piece.shown)
FRAME = "meta: {title: Water, date: 2024-05-06, information_cutoff: 2024-05-01}\n"
Made = brief.outputs.Made


def make(path: Path, output: str, paper: str = "A4", look: Look | None = None) -> Made:
    """Make one output of a brief."""
    workspace = Workspace.around(path)
    document = read_document(workspace, path)
    reply = make_files(workspace.root, document, (output,), (paper,), look or Look())
    ((_, content, pages),) = reply.files
    return Made(content, reply.problems, pages, reply.measures)


def made(slug: str, output: str, paper: str = "A4", theme: str | None = None) -> Made:
    """Make one output of a sample."""
    found = product(BRIEFS[slug], output, paper, Look(theme=theme))
    assert [problem for problem in found.reply.problems if problem.severity == "error"] == []
    return Made(found.content, found.reply.problems, found.pages, found.reply.measures)


def written(folder: Path, text: str) -> Path:
    """Write a brief."""
    path = folder / "content" / "water" / "brief.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(FRAME + text, encoding="utf-8")
    return path


def pages_of(content: bytes, order: str = "-raw") -> list[str]:
    """Return the text of each page, with single spaces, in the order of the tags or of the page (`-layout`)."""
    done = subprocess.run(["pdftotext", order, "-", "-"], input=content, capture_output=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]


def plain(text: str) -> str:
    """Return a text with plain spaces and without what keeps its words together."""
    return " ".join(text.replace("\u2060", "").replace("’", "'").split())


def meeting_of(path: Path) -> Meeting:
    """Return the meeting of a brief."""
    meeting = read_document(Workspace.around(path), path).brief.meeting
    assert meeting is not None
    return meeting


def view_of(slug: str) -> Any:
    """Return the view of a sample."""
    workspace = Workspace.around(BRIEFS[slug])
    return brief.view_of(workspace, read_document(workspace, BRIEFS[slug]))


# Whole and in pieces


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("slug", MET)
def test_each_piece_keeps_to_its_pages(slug: str, paper: str) -> None:
    """Read-ahead, agenda and actions are one page; the brief of the meeting is two."""
    assert {name: made(slug, name, paper).pages for name in ("read-ahead", "agenda", "actions")} == {
        "read-ahead": 1,
        "agenda": 1,
        "actions": 1,
    }
    assert (made(slug, "meeting-brief", paper).pages or 9) <= 2


@pytest.mark.parametrize("slug", MET)
def test_the_pack_holds_every_piece_under_its_bookmark(slug: str) -> None:
    """The pack is one document with a bookmark for each piece, in the order in which they are used."""
    language = view_of(slug).language
    with pikepdf.open(io.BytesIO(made(slug, "meeting").content)) as pdf, pdf.open_outline() as outline:
        titles = [str(item.title) for item in outline.root]
        assert str(pdf.docinfo["/Title"]).startswith("Meeting pack · ")
    assert titles == [language.word(f"meeting.pieces.{piece.name}") for piece in IN_PACK]


@pytest.mark.parametrize("slug", MET)
def test_marking_version_and_cutoff_stand_on_every_page(slug: str) -> None:
    """Whatever sheet of the pack lies on the table, it says how it is handled and how old it is."""
    view = view_of(slug)
    pages = pages_of(made(slug, "meeting").content)
    cutoff = view.language.word("page.cutoff", date=view.language.date(view.cutoff))
    needed = [view.brief.handling.label, cutoff, f"v{view.brief.meta.version}", *view.imprint.notices]
    assert len(pages) >= len(IN_PACK)
    for page in pages:
        assert [words for words in needed if plain(words) not in plain(page)] == []


@pytest.mark.parametrize("slug", MET)
@pytest.mark.parametrize("name", ["meeting-brief", "speaking-note", "lines-to-take", "decision-sheet", "read-ahead"])
def test_likelihood_range_confidence_and_dissent_go_with_what_is_said(slug: str, name: str) -> None:
    """Each item that something rests on is printed with its word, its range, its confidence and who disagrees."""
    view = view_of(slug)
    meeting, language = view.brief.meeting, view.language
    lists = {
        "meeting-brief": (meeting.talking_points, meeting.qna),
        "speaking-note": (meeting.talking_points,),
        "lines-to-take": (meeting.qna,),
        "decision-sheet": (meeting.decisions_sought,),
        "read-ahead": (),
    }[name]
    ids = {str(ref) for entries in lists for entry in entries for ref in entry.from_}
    ids = ids or {judgement.id for judgement in view.brief.key_judgements}
    text = plain(" ".join(pages_of(made(slug, name).content)))
    checked = 0
    for item in (view.items[name] for name in ids):
        band = view.band(getattr(item, "likelihood", None))
        if band:
            checked += 1
            words = f"{item.id} {view.term(item.likelihood)} {plain(language.range(band.low, band.high))}"
            assert (words if name != "read-ahead" else words.removeprefix(f"{item.id} ")) in text
        if level := getattr(item, "confidence", None):
            words = language.word("captions.confidence", level=language.words["vocabulary"]["confidence"][level])
            assert words in text.lower()
        for dissent in getattr(item, "dissent", ()):
            assert all(plain(words)[:30] in text for words in (dissent.holder, dissent.view))
    assert checked >= 2


@pytest.mark.parametrize("theme", ["modern", "note"])
@pytest.mark.parametrize("slug", MET)
def test_the_read_ahead_is_one_page_in_every_theme(slug: str, theme: str) -> None:
    """A theme that takes more room is set tighter rather than run over."""
    assert made(slug, "read-ahead", "Letter", theme).pages == 1


def test_a_page_of_the_speaking_note_ends_between_two_points() -> None:
    """No point of the note is torn: each stands whole on one page."""
    meeting = view_of("unbanning-the-taliban").brief.meeting
    pages = [plain(page) for page in pages_of(made("unbanning-the-taliban", "speaking-note").content)]
    for point in meeting.talking_points:
        first, last = " ".join(point.text.split()[:5]), " ".join(str(point.more).split()[-4:])
        assert [page for page in pages if plain(first) in page and plain(last) in page], point.id


def test_the_agenda_tells_the_time_of_each_item() -> None:
    """Where the meeting has a time, each item has the time at which it begins; the minutes are summed up."""
    (page,) = pages_of(made("unbanning-the-taliban", "agenda").content, "-layout")
    assert re.findall(r"\b1\d:\d\d\b", page)[1:] == ["10:00", "10:05", "10:20", "10:30", "10:40"]
    assert "Total 45" in page


# Not for use


BRIEF = """
key_judgements:
  - {id: KJ1, statement: Repairs are likely to be late., likelihood: likely, confidence: low, evidence: [F1]}
  - {id: KJ2, statement: withheldone will fail., likelihood: unlikely, confidence: low}
options: [{id: O1, text: Wait.}, {id: O2, text: withheldtwo pays.}]
facts: [{id: F1, text: withheldthree, sources: [S1]}]
sources: [{id: S1, title: withheldfour}]
recommendations: [{id: REC1, text: Buy pumps.}]
meeting:
  title: The pumps
  minutes: 10
  reason: privateone
  objective: privatetwo
  briefer: Water desk
  attendees: [{who: Treasury, wants: privatethree, response: privatefour}]
  agenda: [{item: Pumps, minutes: 10, purpose: decide, lead: Chair}]
  decisions_sought: [{text: Buy pumps., options: [O1, O2], recommended: REC1, from: [KJ1, KJ2]}]
  talking_points: [{text: privatefive, more: privatesix, from: [KJ1]}]
  qna: [{q: privateseven?, line: privateeight, if_pressed: privatenine, do_not_say: privateten}]
  press_line: privateeleven
  not_for_use: [KJ2, O2, F1, S1, {text: privatetwelve, words: [privatethirteen]}]
"""


def test_nothing_withheld_or_private_is_in_what_is_shown(tmp_path: Path) -> None:
    """Not a word of it is in a piece for the room: not on the page, not under it, in no stream, in no attachment."""
    path = written(tmp_path, BRIEF)
    words = set(re.findall(r"withheld\w+|private\w+", BRIEF))
    assert len(words) == 17
    for name in OF_THE_ROOM:
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(make(path, name).content)
        inside = inside_pdf(file).lower()
        assert b"pumps" in inside
        assert [word for word in words if word.encode() in inside] == [], name
        with pikepdf.open(file) as pdf:
            assert list(pdf.attachments) == []


def test_the_pages_of_the_pack_that_are_shown_are_the_same_in_that(tmp_path: Path) -> None:
    """Taken out of the pack, a page for the room gives no more away; the search sees the words on the others."""
    content = make(written(tmp_path, BRIEF), "meeting").content
    titles = {"Read-ahead", "Agenda", "Decision sheet", "Actions record"}
    shown = [
        p for p in pages_of(content) if any(f"To be handed round {t}" in p for t in titles) or "For the meeting" in p
    ]
    others = [page for page in pages_of(content) if page not in shown]
    assert len(shown) == len(titles)
    assert re.findall(r"withheld\w+|private\w+", " ".join(shown)) == []
    assert len(set(re.findall(r"private\w+", " ".join(others)))) >= 11


def test_the_search_finds_the_words_where_they_are(tmp_path: Path) -> None:
    """The pieces for the speaker print what is for the speaker, and the pack carries its whole source."""
    path = written(tmp_path, BRIEF)
    file = tmp_path / "pack.pdf"
    file.write_bytes(make(path, "meeting").content)
    inside = inside_pdf(file)
    assert [word for word in re.findall(r"(?:withheld|private)[a-z]+", BRIEF) if word.encode() not in inside] == []
    assert "privateten" in " ".join(pages_of(make(path, "lines-to-take").content))


def test_the_brief_itself_carries_its_source_without_the_meeting(tmp_path: Path) -> None:
    """A brief that goes to its readers holds nothing of the meeting that it is taken into."""
    with pikepdf.open(io.BytesIO(make(written(tmp_path, BRIEF), "pdf").content)) as pdf:
        carried = b"".join(pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments)
    assert b"withheldone" in carried, "the brief may say what the meeting may not"
    assert b"private" not in carried


def test_what_is_not_to_be_raised_is_named_without_a_gap() -> None:
    """The colon after an item stands at its last word, with what is said of it behind."""
    text = " ".join(" ".join(pages_of(made("cool-rooms", "lines-to-take").content)).split())
    assert "Tender returns for fixed cooling, lots 1 and 2: the tender is not closed" in text


def test_words_that_would_still_stand_on_a_shown_page_stop_it(tmp_path: Path) -> None:
    """What no cut can take out of a sentence is found in the painted page, at the author's word."""
    meeting = "meeting: {not_for_use: [{text: The bid, words: [Second bidder]}]}\n"
    path = written(tmp_path, f"bottom_line: The second bidder is cheaper.\n{meeting}")
    with pytest.raises(BriefError) as caught:
        make(path, "read-ahead")
    (problem,) = caught.value.problems
    assert (problem.rule, problem.place.line if problem.place else 0) == ("shown-withheld", 3)
    with pytest.raises(BriefError, match="would stand on the actions"):
        make(path, "actions")  # where the bottom line is the subject of the file, and on no page
    assert make(path, "meeting-brief").pages == 1


def test_a_new_field_of_the_meeting_stays_with_the_speaker() -> None:
    """What is shown is listed; everything that is not on the list is as if it had not been written."""
    meeting, empty = for_showing(view_of("cool-rooms").brief).meeting, Meeting()
    assert meeting is not None
    assert {name for name in Meeting.model_fields if getattr(meeting, name) != getattr(empty, name)} <= SHOWN
    assert {"objective", "talking_points", "qna", "not_for_use", "press_line"} & SHOWN == set()
    given = [attendee.model_dump(exclude=set(SHOWN_OF_ATTENDEE), exclude_none=True) for attendee in meeting.attendees]
    assert given == [{}] * 5


# What cannot be made


@pytest.mark.parametrize("output", MEETING_OUTPUTS, ids=lambda output: output.name)
def test_a_brief_without_a_meeting_is_told_so(output: Any, tmp_path: Path) -> None:
    """Asked for the pack or a piece of it, a brief without a meeting gives a problem with a hint."""
    with pytest.raises(BriefError) as caught:
        make(written(tmp_path, "risks: [Frost]\n"), output.name)
    (problem,) = caught.value.problems
    assert problem.rule == "no-meeting"
    assert problem.message == f"the brief has no meeting, so there is no {output.name} to make"
    assert "meeting:" in (problem.hint or "")


@pytest.mark.parametrize("name", ["agenda", "speaking-note", "lines-to-take", "decision-sheet"])
def test_a_piece_with_nothing_on_it_is_no_piece(name: str, tmp_path: Path) -> None:
    """Alone it is a problem at the meeting; the pack goes without it."""
    path = written(tmp_path, "risks: [Frost]\nmeeting: {objective: A date.}\n")
    with pytest.raises(BriefError) as caught:
        make(path, name)
    (problem,) = caught.value.problems
    assert problem.rule == "no-meeting"
    assert problem.place is not None
    assert problem.place.line == 3
    assert make(path, "meeting").pages == 3


@pytest.mark.parametrize("name", [output.name for output in MEETING_OUTPUTS])
def test_content_is_text(name: str, tmp_path: Path) -> None:
    """Whatever a field of the meeting says, it is printed and never run."""
    vector = "<script>alert(1)</script>{{ 7*7 }}"
    meeting = {
        **dict.fromkeys(("title", "where", "reason", "objective", "briefer", "press_line"), vector),
        "attendees": [{"who": vector, "wants": vector, "response": vector}],
        "agenda": [{"item": vector, "lead": vector}],
        "decisions_sought": [{"text": vector, "if_undecided": vector}],
        "talking_points": [{"text": vector, "more": vector}],
        "qna": [dict.fromkeys(("q", "line", "if_pressed", "do_not_say"), vector)],
        "not_for_use": [{"text": "nothing"}],
    }
    path = written(tmp_path, yaml.safe_dump({"risks": ["Frost"], "meeting": meeting}))
    text = "".join(pages_of(make(path, name).content)).replace(" ", "")
    assert "<script>alert(1)</script>{{7*7}}" in text
    assert "49" not in text


# Spoken time


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Repairs take longer [@S1, p. 4] than ten days.", 6),
        ("**Two** of [the bids](https://bids.example/a-b), *both* late – again.[^1]", 7),
        ("On 1 July, 22,4 km.", 5),
        ("水道管の修理", 2),
        ("", 0),
    ],
)
def test_words_are_counted_as_they_are_spoken(text: str, count: int) -> None:
    """What is not read aloud does not count: citations, addresses, notes, marks of emphasis, dashes."""
    assert words_in(text) == count


def test_cuts_are_made_where_the_full_version_is_too_long(tmp_path: Path) -> None:
    """Five minutes keep the points marked five or one, one minute those marked one, without what else may be said."""
    long = " ".join(["word"] * 300)
    text = (
        "risks: [Frost]\nmeeting:\n  words_per_minute: 100\n  talking_points:\n"
        f"    - {{text: One two three four., more: '{long}'}}\n"
        f"    - {{text: Five words are in this., more: '{long}', cut: five}}\n"
        f"    - {{text: Six words are in this point., more: '{long}', cut: one}}\n"
    )
    meeting = meeting_of(written(tmp_path, text))
    full, five, one = versions(meeting)
    assert [[number for number, _ in version.points] for version in (full, five, one)] == [[1, 2, 3], [2, 3], [3]]
    assert [version.words for version in (full, five, one)] == [915, 611, 6]
    assert [said.start for said in five] == [0, 183]
    assert [(version.slot, version.is_over) for version in (five, one)] == [(5, True), (1, False)]


def test_a_note_that_fits_is_not_cut(tmp_path: Path) -> None:
    """A note of forty seconds has no version for a minute: it would say less for nothing."""
    text = "risks: [Frost]\nmeeting: {talking_points: [{text: One two., cut: one}, Three four.]}\n"
    meeting = meeting_of(written(tmp_path, text))
    assert [version.name for version in versions(meeting)] == ["full"]


def test_every_piece_is_an_output() -> None:
    """Each piece can be asked for alone, and is listed with a sentence."""
    names = [output.name for output in OUTPUTS]
    assert [piece.name for piece in PIECES if piece.name not in names] == []
    assert {output.name for output in MEETING_OUTPUTS if output.internal} == {"meeting", *OF_THE_SPEAKER}


def test_in_french(tmp_path: Path) -> None:
    """The pack of a French page is French: no word of the program is left in English."""
    text = pages_of(make(written(tmp_path, BRIEF), "meeting", look=Look(language="fr")).content)
    whole = " ".join(text)
    for words in ("Pour la réunion", "Ordre du jour", "Note d’intervention", "Fiche de décision", "Relevé d’actions"):
        assert words in whole
    assert re.findall(r"\b(Agenda|Decision|Approved|Owner|If pressed|For the)\b", whole) == []
