"""Comments and changes from Word and LibreOffice come back to the lines of the brief, and into it where they fit."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from brief.cli import cli
from brief.comments import Entry, Outcome, apply_changes, as_json, as_lines, as_patch, read_comments
from brief.parse import read_document
from brief.problems import BriefError
from brief.workspace import Workspace
from tests.comments.revising import Revision, built, repacked
from tests.golden.pages.samples import BRIEFS
from tests.making import product

HERE = Path(__file__).parent
BRIDGE = HERE / "clearance" / "content" / "bridge" / "brief.yaml"
FROM_LIBREOFFICE = HERE / "by-libreoffice.docx"


@pytest.fixture
def bridge(tmp_path: Path) -> Path:
    """Return the brief of the bridge in a workspace of its own."""
    shutil.copytree(HERE / "clearance", tmp_path / "house")
    return tmp_path / "house" / "content" / "bridge" / "brief.yaml"


@cache
def fresh() -> bytes:
    """Return the Word document of the bridge as it is built now."""
    return built(BRIDGE)


def outcome_of(revision: Revision, path: Path) -> Outcome:
    """Save a revision beside a brief and read it back."""
    docx = path.parent / "back.docx"
    docx.write_bytes(revision.saved())
    return read_comments(docx, path)


def told(entries: Sequence[Entry]) -> list[tuple[int, int, str, str, str]]:
    """Return where each change stands, and what it takes out and puts in."""
    return [(e.place.line, e.place.column, e.where, e.taken_out, e.put_in) for e in entries if e.kind == "change"]


# What LibreOffice wrote


def test_changes_from_libreoffice_stand_at_their_words() -> None:
    """Each tracked change is told at the line and column of the words it changes, as whole words."""
    outcome = read_comments(FROM_LIBREOFFICE, BRIDGE)
    assert told(outcome.entries) == [
        (4, 21, "meta.title", "should", "must"),
        (12, 28, "bottom_line.text", "", "far "),
        (14, 21, "bottom_line.text", "", "about "),
        (19, 7, "KJ1.statement", "end of the decade", "year 2029"),
        (23, 25, "KJ1.confidence_basis", "Two", "Three"),
        (26, 31, "KJ1.dissent.1.view", "well within", "within"),
        (28, 53, "KJ2.statement", "the traffic elsewhere", "traffic elsewhere: the quarry has no other road"),
        (34, 42, "background.1.text", "last ", ""),
        (36, 22, "background.1.text", "", ", in writing,"),
        (41, 31, "R1.event", "overnight", "without notice"),
        (44, 18, "R1.owner", "", "and bridges "),
        (46, 38, "Q1.question", "second", "new"),
    ]
    assert {entry.state for entry in outcome.entries if entry.kind == "change"} == {"fits"}


def test_comments_from_libreoffice_stand_at_their_words() -> None:
    """Each comment is told with who made it, when, and on which words; a term leads to its field."""
    comments = [entry for entry in read_comments(FROM_LIBREOFFICE, BRIDGE).entries if entry.kind == "comment"]
    assert [(e.place.line, e.place.column, e.where, e.words, e.said) for e in comments] == [
        (18, 20, "KJ1.statement", "hangers", "Which of them?"),
        (22, 17, "KJ1.confidence", "Moderate", "Is this not high by now?"),
        (34, 27, "background.1.text", "1934", "The archive says 1936."),
        (40, 12, "R1.title", "Sudden closure", "Say who decides."),
    ]
    assert {(e.author, e.date[:16]) for e in comments} == {("R. Reviewer", "2026-03-04T10:15")}


def test_applied_changes_keep_every_other_byte(bridge: Path) -> None:
    """Plain, single, double, folded, literal, flow: each change is made in the style of its scalar, no other."""
    before = bridge.read_bytes()
    outcome = read_comments(FROM_LIBREOFFICE, bridge)
    apply_changes(outcome)
    changed = [
        (old, new)
        for old, new in zip(before.decode().split("\n"), bridge.read_text(encoding="utf-8").split("\n"), strict=True)
        if old != new
    ]
    assert [new.strip() for _, new in changed] == [
        "title: The bridge must close to lorries   # plain, with a comment behind it",
        "The old bridge carries far more lorries than it",
        "cost the quarry about two hours a day.",
        "year 2029 [@S1, p. 4].",
        "confidence_basis: 'Three inspections agree; the engineer''s own count is higher.'",
        'view: "The load is \\"within\\" what the deck can bear."',
        'statement: "A weight limit is unlikely to move traffic elsewhere: the quarry has no other road."',
        "The bridge dates from **1934** and was repaired in 1998.",
        "Its owner has asked, in writing, for a *new* survey twice.",
        "event: The deck is closed without notice.",
        "owner: Roads and bridges office",
        "open_questions: [Who would pay for a new bridge?]",
    ]


def test_what_was_made_is_not_made_again(bridge: Path) -> None:
    """A second time every change stands in the brief already, and the file stays as it is."""
    apply_changes(read_comments(FROM_LIBREOFFICE, bridge))
    after = bridge.read_bytes()
    again = read_comments(FROM_LIBREOFFICE, bridge)
    assert {entry.state for entry in again.entries if entry.kind == "change"} == {"made"}
    assert again.left == ()
    apply_changes(again)
    assert bridge.read_bytes() == after


def test_line_ends_and_the_mark_of_byte_order_stay(bridge: Path) -> None:
    """A file from Windows is changed in its words alone."""
    windows = b"\xef\xbb\xbf" + bridge.read_bytes().replace(b"\n", b"\r\n")
    bridge.write_bytes(windows)
    apply_changes(read_comments(FROM_LIBREOFFICE, bridge))
    after = bridge.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\r\n") == after.count(b"\n") == windows.count(b"\n")
    assert b"The bridge must close to lorries   # plain" in after


def test_what_word_wrote_and_libreoffice_saved_again_is_the_same() -> None:
    """Comments, what is resolved, and changes survive a second program; this LibreOffice (7.4) forgets who replied."""
    entries = read_comments(HERE / "saved-again-by-libreoffice.docx", BRIDGE).entries
    assert [(e.where, e.author, e.said, e.done) for e in entries if e.kind == "comment"] == [
        ("KJ1.statement", "W. Works", "The northern ones.", False),
        ("KJ1.statement", "R. Reviewer", "Which of them?\nPlease say.", False),
        ("R1.title", "R. Reviewer", "Settled on Friday.", True),
    ]
    assert told(entries) == [
        (13, 45, "bottom_line.text", "", "very "),
        (14, 21, "bottom_line.text", "two hours", "one hour"),
        (44, 12, "R1.owner", "Roads office", "Bridges office"),
    ]


# What Word writes


def test_replies_and_what_is_done_go_with_their_comment(bridge: Path) -> None:
    """A reply stands under the comment it answers; a resolved comment says so."""
    revision = Revision(fresh())
    revision.comment("hangers", "Which?\nPlease say.")
    revision.comment("hangers", "The northern ones.", author="W. Works", parent=0)
    revision.comment("Sudden closure", "Done.", done=1)
    first, second = outcome_of(revision, bridge).entries
    assert (first.said, first.done, second.done) == ("Which?\nPlease say.", False, True)
    assert [(reply.author, reply.said) for reply in first.replies] == [("W. Works", "The northern ones.")]
    lines = "\n".join(as_lines(outcome_of(revision, bridge)))
    assert "   reply by W. Works, 2026-03-05 09:30\n      The northern ones." in lines
    assert "comment on R1.title by R. Reviewer, 2026-03-05 09:30 (resolved)" in lines


def test_a_comment_on_two_fields_leads_to_the_first_and_one_on_a_label_to_the_item(bridge: Path) -> None:
    """Every comment has a line: where its words are no field's, that of the field before."""
    revision = Revision(fresh())
    revision.comment("Dissent:", "Is it still held?")
    (entry,) = outcome_of(revision, bridge).entries
    assert (entry.where, entry.place.line) == ("KJ1.confidence_basis", 23)


def test_words_at_the_end_of_a_field_belong_to_it(bridge: Path) -> None:
    """What an editor types behind the last word of a field, outside its bookmark, is a change of that field."""
    revision = Revision(fresh())
    end = revision.xml.index("Sudden closure</w:t></w:r>") + len("Sudden closure</w:t></w:r>")
    assert revision.xml[end:].startswith("<w:bookmarkEnd")
    close = revision.xml.index("/>", end) + 2
    words = '<w:r><w:t xml:space="preserve"> at night</w:t></w:r>'
    added = f'<w:ins w:id="1" w:author="A" w:date="2026-03-05T09:30:00Z">{words}</w:ins>'
    revision.xml = revision.xml[:close] + added + revision.xml[close:]
    outcome = outcome_of(revision, bridge)
    assert told(outcome.entries) == [(40, 26, "R1.title", "", " at night")]
    assert "    title: Sudden closure at night\n" in outcome.after


def test_moved_words_are_taken_out_and_put_in(bridge: Path) -> None:
    """A move is told as what leaves one place and comes to another."""
    revision = Revision(fresh())
    revision.replace("probably ", "", kinds=("moveFrom", "moveTo"))
    outcome = outcome_of(revision, bridge)
    assert [(e.taken_out, e.state) for e in outcome.entries] == [("probably ", "fits")]
    assert "Closing it to them would cost the quarry" in outcome.after


def test_what_one_put_in_and_another_took_out_is_no_change(bridge: Path) -> None:
    """A deletion inside an insertion undoes it."""
    revision = Revision(fresh())
    inner = '<w:del w:id="2" w:author="B" w:date="2026-03-05T10:00:00Z"><w:r><w:delText>never</w:delText></w:r></w:del>'
    revision.raw(
        "Sudden closure</w:t></w:r>", f'Sudden closure</w:t></w:r><w:ins w:id="1" w:author="A">{inner}</w:ins>'
    )
    outcome = outcome_of(revision, bridge)
    assert (outcome.entries, outcome.after) == ((), outcome.before)


@pytest.mark.parametrize(
    ("words", "new", "why"),
    [
        ("Moderate", "High", "it is a term or a date of the brief, not running text"),
        ("1,\u00a0p.\u00a04", "2", "it goes beyond words: a citation, a paragraph or a mark of emphasis"),
        ("1934", "1934\nand 1936", "it goes beyond words: a citation, a paragraph or a mark of emphasis"),
        ("Would change our mind:", "Changes:", "it stands beside the fields of the brief"),
    ],
)
def test_what_is_no_running_text_is_left_to_the_author(bridge: Path, words: str, new: str, why: str) -> None:
    """Terms, dates, citations, new paragraphs and headings are told and never written."""
    text = bridge.read_text(encoding="utf-8").replace("confidence: low", "confidence: low\n    would_change: A census.")
    bridge.write_text(text, encoding="utf-8")
    revision = Revision(built(bridge))
    revision.replace(words, new)
    outcome = outcome_of(revision, bridge)
    (entry,) = outcome.entries
    assert (entry.state, entry.why) == ("by_hand", why)
    assert outcome.after == outcome.before
    assert outcome.left == (entry,)


def test_changes_in_footnotes_and_running_heads_are_told(bridge: Path) -> None:
    """Nothing comes back unseen: a footnote leads to its field, a running head to the file."""
    text = bridge.read_text(encoding="utf-8").replace("in 1998.", "in 1998.[^a]\n\n  [^a]: Not by the county.")
    bridge.write_text(text, encoding="utf-8")
    content = built(bridge)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in ("word/footnotes.xml", "word/header1.xml")}
    new = '<w:ins w:id="1" w:author="A" w:date="2026-03-05T09:30:00Z"><w:r><w:t>Really.</w:t></w:r></w:ins></w:p>'
    changed = {name: new.join(xml.rsplit("</w:p>", 1)) for name, xml in parts.items()}
    (bridge.parent / "back.docx").write_bytes(repacked(content, changed))
    outcome = read_comments(bridge.parent / "back.docx", bridge)
    assert [(e.where, e.place.line, e.put_in, e.state) for e in outcome.entries] == [
        ("", 1, "Really.", "by_hand"),
        ("background.1.text", 34, "Really.", "by_hand"),
    ]
    assert outcome.entries[0].why == "it stands in a running head or foot"


def test_two_editors_in_one_field_are_both_told(bridge: Path) -> None:
    """Changes of one field are made together, each told with its author."""
    revision = Revision(fresh())
    revision.replace("old bridge", "bridge", author="A")
    revision.replace("two hours", "an hour", author="B")
    outcome = outcome_of(revision, bridge)
    assert [(e.author, e.taken_out, e.put_in) for e in outcome.entries] == [
        ("A", "old bridge", "bridge"),
        ("B", "two hours", "an hour"),
    ]
    assert "The bridge carries" in outcome.after
    assert "quarry an hour a day" in outcome.after


# What does not fit


def test_a_text_that_changed_in_the_meantime_is_left_alone(bridge: Path) -> None:
    """A change is made only in the text it was made for; the others are made all the same."""
    text = bridge.read_text(encoding="utf-8").replace("should close", "ought to close")
    bridge.write_text(text, encoding="utf-8")
    outcome = read_comments(FROM_LIBREOFFICE, bridge)
    assert [(e.where, e.state) for e in outcome.left] == [("meta.title", "stale")]
    apply_changes(outcome)
    assert "The bridge ought to close to lorries" in bridge.read_text(encoding="utf-8")
    assert "far more lorries" in bridge.read_text(encoding="utf-8")


def test_a_field_that_moved_is_found_again(bridge: Path) -> None:
    """Entries without an id may change places: the words tell which is meant."""
    text = bridge.read_text(encoding="utf-8").replace(
        "background: |", "background:\n- {text: A first part that was not there.}\n- text: |"
    )
    text = text.replace("  The bridge dates", "    The bridge dates").replace("  Its owner", "    Its owner")
    bridge.write_text(text, encoding="utf-8")
    outcome = read_comments(FROM_LIBREOFFICE, bridge)
    assert outcome.left == ()
    assert "asked, in writing, for a *new* survey" in outcome.after
    assert {e.where for e in outcome.entries if "writing" in e.put_in} == {"background.2.text"}


def test_a_change_that_makes_no_sound_brief_is_refused_whole(bridge: Path) -> None:
    """Where the brief would not validate afterwards, nothing is written."""
    revision = Revision(fresh())
    revision.replace("should close", "should for many good and several bad reasons, all of them known, close")
    revision.replace("overnight", "at noon")
    outcome = outcome_of(revision, bridge)
    before = bridge.read_bytes()
    with pytest.raises(BriefError) as caught:
        apply_changes(outcome)
    assert [problem.rule for problem in caught.value.problems] == ["too-long"]
    assert bridge.read_bytes() == before


def test_a_file_that_changes_while_it_is_read_is_left_alone(bridge: Path) -> None:
    """What an author saves in the meantime is never overwritten."""
    outcome = read_comments(FROM_LIBREOFFICE, bridge)
    bridge.write_text(bridge.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    with pytest.raises(BriefError) as caught:
        apply_changes(outcome)
    assert caught.value.problems[0].rule == "stale-text"
    assert bridge.read_text(encoding="utf-8").endswith("# mine\n")


def test_what_the_house_says_is_not_written_into_a_brief(bridge: Path) -> None:
    """A field of the house file is told at its line there, and left to be changed by hand."""
    (bridge.parents[2] / "house.yaml").write_text("meta: {publisher: Works Office of the Valley}\n", encoding="utf-8")
    revision = Revision(built(bridge))
    revision.replace("Valley", "County")
    outcome = outcome_of(revision, bridge)
    (entry,) = outcome.entries
    assert Path(entry.place.file).name == "house.yaml"
    assert (entry.state, outcome.after) == ("by_hand", outcome.before)


@pytest.mark.parametrize(
    "words", ["[@S9]", "*stars*", "<b>", "a: b # c", "'quoted' \"twice\"", "\\n", "{{ x }}", "– — …"]
)
@pytest.mark.parametrize(
    "target", ["closed overnight", "more lorries", "well within", "last repaired", "Two inspections"]
)
def test_what_an_editor_types_is_words_in_every_style(bridge: Path, words: str, target: str) -> None:
    """Typed marks of Markdown or YAML print as they were typed: they cite nothing, stress nothing and break nothing."""
    revision = Revision(fresh())
    revision.replace(target, words)
    outcome = outcome_of(revision, bridge)
    assert outcome.left == ()
    apply_changes(outcome)
    read_document(Workspace.around(bridge), bridge)
    again = Revision(built(bridge)).xml
    shown = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for curled, plain in (("‘", "'"), ("’", "'"), ("“", '"'), ("”", '"'), ("&quot;", '"')):
        again = again.replace(curled, plain)
    assert shown in again
    (second,) = read_comments(bridge.parent / "back.docx", bridge).entries
    assert second.state == "made"


def test_what_was_changed_without_tracking_is_told(bridge: Path) -> None:
    """An editor who turns tracking off is found out: the field is told with its new words, and left to the author."""
    revision = Revision(fresh())
    revision.raw("closed overnight", "closed at noon")
    outcome = outcome_of(revision, bridge)
    (entry,) = outcome.entries
    assert (entry.where, entry.place.line, entry.put_in) == ("R1.event", 41, "The deck is closed at noon.")
    assert (entry.state, outcome.after) == ("by_hand", outcome.before)
    bridge.write_text(bridge.read_text(encoding="utf-8") + "# edited\n", encoding="utf-8")
    assert outcome_of(revision, bridge).entries == (), "then the brief itself may be what changed"


@pytest.mark.parametrize("slug", sorted(BRIEFS))
def test_a_document_that_nobody_touched_has_nothing_to_tell(slug: str, tmp_path: Path) -> None:
    """Every printed field of every sample is matched with its value: nothing looks changed that is not."""
    (tmp_path / "back.docx").write_bytes(product(BRIEFS[slug], "docx").content)
    outcome = read_comments(tmp_path / "back.docx", BRIEFS[slug])
    assert [(entry.where, entry.put_in) for entry in outcome.entries] == []
    assert outcome.after == outcome.before


# How it is told


def test_a_list_a_json_and_a_patch(bridge: Path) -> None:
    """Each entry starts with file, line and column; JSON has the same in keys; the patch is a unified one."""
    outcome = read_comments(FROM_LIBREOFFICE, bridge)
    lines = list(as_lines(outcome))
    assert lines[0].endswith("brief.yaml:4:21: change on meta.title by Unknown Author, 2026-11-27 21:27")
    assert lines[1:5] == [
        "   4 |   title: The bridge should close to lorries   # plain, with a comment behind it",
        "     |                     ^^^^^^",
        "   - should",
        "   + must",
    ]
    data = json.loads(as_json(outcome))
    assert len(data) == 16
    assert {"line": 18, "column": 20, "field": "KJ1.statement", "words": "hangers"}.items() <= data[3].items()
    patch = as_patch(outcome).split("\n")
    assert patch[0].startswith("--- a/")
    assert [line for line in patch if line.startswith("-")][
        1
    ] == "-  title: The bridge should close to lorries   # plain, with a comment behind it"
    assert sum(line.startswith("+ ") for line in patch) == sum(line.startswith("- ") for line in patch) == 11


def test_what_a_stranger_wrote_cannot_steer_a_terminal(bridge: Path) -> None:
    """Control characters of a comment are shown as what they are not."""
    revision = Revision(fresh())
    revision.comment("hangers", "a\u202eb \u200bc\x85d")
    shown = "\n".join(as_lines(outcome_of(revision, bridge)))
    assert "\u202e" not in shown
    assert "\x85" not in shown


def test_the_command_finds_the_brief_by_its_id(bridge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the workspace nothing but the document has to be named; the exit code says whether work is left."""
    monkeypatch.chdir(bridge.parents[2])
    run = CliRunner().invoke
    shown = run(cli, ["comments", str(FROM_LIBREOFFICE)])
    assert (shown.exit_code, shown.stdout.count("change on")) == (0, 12)
    assert "4 comments, 12 changes, of which 12 can be made with --apply" in shown.stderr
    patch = run(cli, ["comments", str(FROM_LIBREOFFICE), "--format", "patch"])
    assert patch.stdout.startswith(
        "--- a/content/bridge/brief.yaml\n+++ b/content/bridge/brief.yaml\n@@ -1,7 +1,7 @@\n"
    )
    made = run(cli, ["comments", str(FROM_LIBREOFFICE), "--apply"])
    assert (made.exit_code, "12 made in content/bridge/brief.yaml, 0 left for you" in made.stderr) == (0, True)
    bridge.write_text(bridge.read_text(encoding="utf-8").replace("must close", "may close"), encoding="utf-8")
    assert run(cli, ["comments", str(FROM_LIBREOFFICE), "--apply"]).exit_code == 1


def test_a_document_without_its_brief_says_what_to_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no brief of the workspace has the id, the hint says how to name one."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(FROM_LIBREOFFICE, tmp_path / "back.docx")
    with pytest.raises(BriefError) as caught:
        read_comments(tmp_path / "back.docx")
    (problem,) = caught.value.problems
    assert (problem.rule, problem.hint) == ("no-brief", "name the brief with --brief PATH")
    assert "'bridge'" in problem.message


def test_the_edition_is_found_by_its_version(bridge: Path) -> None:
    """Of two editions of one id in a workspace, comments go to the one that the document was made from."""
    newer = bridge.parents[1] / "bridge-2" / "brief.yaml"
    newer.parent.mkdir()
    text = bridge.read_text("utf-8")
    assert "version:" not in text
    newer.write_text(text.replace("  id: bridge\n", '  id: bridge\n  version: "1.1"\n', 1), "utf-8")
    docx = newer.parent / "bridge.docx"
    docx.write_bytes(built(newer))
    assert read_comments(docx).name.endswith("bridge-2/brief.yaml")
    docx.write_bytes(built(bridge))
    assert read_comments(docx).name.endswith("bridge/brief.yaml")
