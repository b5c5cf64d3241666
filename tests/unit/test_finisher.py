"""What is mended after the engine: for each mend what was wrong before, seen on the engine's own file, and what is now.

Where a test says that the engine's own file is right, the mend has become needless and can go.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import pikepdf
import pydyf
import pytest

from brief.engine import load_engine
from brief.outputs.finish import STANDARDS, Finisher, SourceFile
from brief.outputs.finish.ledger import Ledger
from brief.outputs.finish.links import described
from brief.outputs.finish.metadata import Facts, xmp
from brief.outputs.finish.standards import UA1_A3A, UA2_A4
from brief.outputs.finish.streams import with_plain_end
from brief.workspace import package_folder
from tests.safety.hostile import png

FACTS = Facts(
    title="Pipes & “mains”",
    author="Jane Öst",
    subject="What <breaks>",
    keywords=("water", "mains"),
    language="en",
    day=datetime.date(2024, 5, 6),
    publisher="River desk",
    identifier="10.1234/abcd",
    copyright="© River desk",
    own=(
        ("id", "pipes"),
        ("version", "1.2"),
        ("status", "draft"),
        ("cutoff", "2024-05-01"),
        ("marking", "TLP:GREEN"),
        ("licence", "CC-BY-4.0"),
    ),
)
FILES = (
    SourceFile("content/pipes/brief.yaml", b"meta: {}\n", "The brief"),
    SourceFile("content/pipes/days.csv", b"a,b\n", "Data"),
    SourceFile("seeds/brief.yaml", b"id: brief\n", "A record"),
)
PAGE = "@page { size: 300px 400px; margin: 40px }"
PIXEL = base64.b64encode(png(10, 5)).decode()


@cache
def engine() -> tuple[Any, Any, Any]:
    """Load the engine with one font of the program."""
    weasyprint = load_engine()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    address = (package_folder("templates") / "fonts" / "SourceSans3-Regular.ttf").resolve().as_uri()
    face = f"@font-face {{ font-family: Probe; src: url({address}) }} html {{ font: 16px/20px Probe }}"
    return weasyprint, fonts, weasyprint.CSS(string=face, font_config=fonts)


def written(body: str, css: str, finisher: Finisher | None, standard: Any = UA1_A3A) -> bytes:
    """Return the PDF of a page, finished or as the engine leaves it."""
    weasyprint, fonts, face = engine()
    html = weasyprint.HTML(string=f'<html lang="en"><title>Probe</title><body>{body}')
    sheets = [face, weasyprint.CSS(string=PAGE + css, font_config=fonts)]
    document = html.render(stylesheets=sheets, font_config=fonts, **standard.options)
    if finisher is None:
        return bytes(document.write_pdf(pdf_identifier="probe", **standard.options))
    with finisher.listening():
        return bytes(document.write_pdf(finisher=finisher, pdf_identifier="probe", **standard.options))


def both(body: str, css: str = "", standard: Any = UA1_A3A) -> tuple[pikepdf.Pdf, pikepdf.Pdf]:
    """Return the PDF of a page as the engine leaves it, and finished."""
    return (
        pikepdf.open(io.BytesIO(written(body, css, None, standard))),
        pikepdf.open(io.BytesIO(written(body, css, Finisher(standard, FACTS), standard))),
    )


def finished(
    body: str = "<p>One", css: str = "", standard: Any = UA1_A3A, files: Sequence[SourceFile] = ()
) -> pikepdf.Pdf:
    """Return the finished PDF of a page."""
    return pikepdf.open(io.BytesIO(written(body, css, Finisher(standard, FACTS, files), standard)))


def elements(pdf: pikepdf.Pdf, kind: str | None = None) -> list[Any]:
    """Return the structure elements of a type, or all of them, in reading order."""

    def below(element: Any) -> Iterator[Any]:
        yield element
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from below(kid)

    every = [element for root in kids(pdf.Root.StructTreeRoot) for element in below(root)]
    return [element for element in every if kind in (None, str(element.S)[1:])]


def kids(element: Any) -> list[Any]:
    """Return what an element holds."""
    held = element.get("/K", [])
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def outline(element: Any) -> str:
    """Write an element and what is below it as types in brackets."""
    inside = [outline(kid) for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return str(element.S)[1:] + (f"({' '.join(inside)})" if inside else "")


def whole(pdf: pikepdf.Pdf) -> str:
    """Write the tag tree of a PDF as types in brackets."""
    return outline(elements(pdf, "Document")[0])


def marks(pdf: pikepdf.Pdf, page: int = 0) -> list[str]:
    """Return how each piece of content of a page is marked."""
    found = []
    for step in pikepdf.parse_content_stream(pdf.pages[page]):
        operands, operator = step.operands, step.operator
        if str(operator) in ("BDC", "BMC"):
            properties: Any = operands[1] if len(operands) > 1 else {}
            extra = [str(properties[key]) for key in ("/Type", "/Subtype") if key in properties]
            found.append(" ".join([str(operands[0]), *extra, *(["MCID"] if "/MCID" in properties else [])]))
    return found


def is_mapped(pdf: pikepdf.Pdf) -> bool:
    """Tell whether the map from the pages to the tag tree and the tag tree itself agree, to the last piece."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    held = 0
    for element in elements(pdf):
        for kid in kids(element):
            page, mcid = element.get("/Pg"), kid
            if isinstance(kid, pikepdf.Dictionary):
                if kid.get("/Type") == "/OBJR":
                    assert owners[int(kid.Obj.StructParent)].objgen == element.objgen
                if kid.get("/Type") != "/MCR":
                    continue
                page, mcid = kid.Pg, kid.MCID
            held += 1
            assert owners[int(page.StructParents)][int(mcid)].objgen == element.objgen
    in_tree = sum(mark.endswith("MCID") for page in range(len(pdf.pages)) for mark in marks(pdf, page))
    return held == in_tree > 0


# The engine


def test_the_engine_still_tags_as_the_ledger_listens() -> None:
    """The one private function of the engine that is listened to is called with the box, and is put back after."""
    engine()
    from weasyprint.pdf import tags

    original = tags._build_box_tree
    finisher = Finisher(UA1_A3A, FACTS)
    written("<p>One<p>Two", "", finisher)
    assert tags._build_box_tree is original
    assert [box.element_tag for box in finisher.ledger.boxes.values() if box.element is not None][-2:] == ["p", "p"]


def test_the_listening_ends_with_an_error() -> None:
    """Whatever happens while the PDF is written, the engine is as it was."""
    engine()
    from weasyprint.pdf import tags

    kept = tags._build_box_tree, pydyf.Stream.data
    with pytest.raises(RuntimeError), Finisher(UA1_A3A, FACTS).listening():
        raise RuntimeError
    assert (tags._build_box_tree, pydyf.Stream.data) == kept
    assert Ledger().boxes == {}


# Artifacts

HEADED = (
    '<div class="h"><p>Head</p></div><p>One</p>',
    ".h { position: running(h) } @page { @top-center { content: element(h) } @bottom-left { content: counter(page) } }",
)


def test_running_heads_and_feet_are_artifacts() -> None:
    """Heads and feet are artifacts of pagination with their subtype; the engine marks them as content of no element."""
    before, after = both(*HEADED)
    assert marks(before).count("/Span MCID") == 3
    assert marks(after).count("/Span MCID") == 1
    assert [mark for mark in marks(after) if "Pagination" in mark] == [
        "/Artifact /Pagination /Header",
        "/Artifact /Pagination /Footer",
    ]
    assert is_mapped(after)
    assert not is_mapped(before)


def test_a_link_in_a_running_head_is_no_link() -> None:
    """A link in a head is taken off the page: an annotation has to belong to the tag tree (ISO 14289-1, 7.18.1)."""
    body = '<div class="h"><p><a href="https://example.org">Head</a></p></div><p>One</p>'
    before, after = both(body, HEADED[1])
    assert len(before.pages[0].Annots) == 1
    assert "/Annots" not in after.pages[0]


def test_a_table_head_is_read_once() -> None:
    """The head of a table that is printed again on its next page is an artifact there, and the table is one table."""
    rows = "".join(f'<tr><th scope="row">{n}</th><td>value {n}</td></tr>' for n in range(20))
    body = (
        f'<table><thead><tr><th scope="col">No</th><th scope="col">Value</th></tr></thead><tbody>{rows}</tbody></table>'
    )
    before, after = both(body)
    assert len(before.pages) == 2
    assert (len(elements(before, "Table")), len(elements(before, "THead"))) == (2, 2)
    assert (len(elements(after, "Table")), len(elements(after, "THead")), len(elements(after, "TR"))) == (1, 1, 21)
    assert marks(after, 1).count("/Artifact /Pagination") == 2
    last = elements(after, "TD")[-1]
    assert len(last.A.Headers) == 2
    assert is_mapped(after)


# One element, one tag


@pytest.mark.parametrize(
    ("body", "css", "torn", "joined"),
    [
        (f"<p>{'word ' * 150}", "", "Document(P", "Document(P)"),
        (f"<ul>{'<li>item' * 30}</ul>", "", "L(", f"Document(L({' '.join(['LI(Lbl LBody)'] * 30)}))"),
        (f'<p><a href="https://example.org">{"word " * 20}</a>', "", "Link", "Document(P(Link))"),
    ],
    ids=["paragraph", "list", "link"],
)
def test_an_element_is_one_element(body: str, css: str, torn: str, joined: str) -> None:
    """What is broken over pages or lines is one structure element; the engine makes one of each part."""
    before, after = both(body, css)
    kind = torn.strip("(").rpartition("(")[2]
    assert len(elements(before, kind)) > 1
    assert whole(after) == joined
    assert is_mapped(after)


def test_boxes_of_the_layout_repeat_no_tag() -> None:
    """A paragraph holds no paragraph and an item no item, where the layout puts boxes between."""
    before, after = both(
        '<p class="f"><span>a</span> text</p><ul><li class="t"><p>b</p><p>c</p></li></ul>',
        ".f { display: flex } .t { display: table; width: 100% } .t p { display: table-cell }",
    )
    assert "LBody(NonStruct" in whole(before) or "LBody(LI" in whole(before) or "P(P" in whole(before)
    assert whole(after) == "Document(P(Span) L(LI(LBody(P P))))"


def test_white_space_between_blocks_is_no_content() -> None:
    """A list holds items and no spaces; the engine tags the spaces between items that stand in a line."""
    before, after = both("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "li { display: inline-block }")
    assert any(kid.S == "/Span" for kid in kids(elements(before, "L")[0]))
    assert [str(kid.S) for kid in kids(elements(after, "L")[0])] == ["/LI", "/LI"]
    assert is_mapped(after)


def test_loose_words_stand_in_a_paragraph() -> None:
    """Words of a division stand in a paragraph of their own, and a space between words stays."""
    before, after = both("<div><span>So</span> <em>what</em><p>This</p></div>")
    assert whole(before).count("P(") == 1, "the paragraph, and none for the words"
    assert whole(after) == "Document(Div(P(Span Span) P))"


# Figures, links, notes

DOT = f'<img alt="A dot" src="data:image/png;base64,{PIXEL}">'
FIGURE = f"<style>img {{ display: block; image-rendering: crisp-edges }}</style><p>One</p>{DOT}"


def test_figures_are_placed_in_points() -> None:
    """The box of a figure is where it is printed, in points from below; the engine counts pixels from above."""
    before, after = both(FIGURE, "p { margin: 0 0 10px }")
    assert [float(end) for end in elements(before, "Figure")[0].A.BBox] == [48, 78, 58, 83]
    assert [float(end) for end in elements(after, "Figure")[0].A.BBox] == [36, 237.75, 43.5, 241.5]


def test_links_are_described_in_words() -> None:
    """A link says what it is and where it leads; the engine gives the bare target."""
    body = '<p><a href="#S1">1</a> <a href="https://example.org/a">the agency</a><h1 id="S1">Annual report of 2023</h1>'
    before, after = both(body)
    assert [str(link.Contents) for link in before.pages[0].Annots] == ["S1", "https://example.org/a"]
    assert [str(link.Contents) for link in after.pages[0].Annots] == ["1: Annual report of 2023", "the agency"]


@pytest.mark.parametrize(
    ("address", "shown", "said"),
    [
        ("https://example.org/a/very-long-one", "https://example.org/a/very-long-one", "Sand and water: example.org"),
        ("https://example.org/a", "a copy", "a copy"),
        ("mailto:desk@example.org", "desk@example.org", "desk@example.org"),
        ("https://[::1/a", "https://[::1/a", "https://[::1/a"),
    ],
)
def test_a_link_to_an_address_names_the_work_and_the_site(address: str, shown: str, said: str) -> None:
    """Nobody wants to hear an address letter by letter; where it is divided, each line has the whole description."""
    body = f'<p>River desk, <cite>Sand and <em>water</em></cite>. <a href="{address}">{shown}</a>'
    _, after = both(body, "p { width: 150px }")
    links = [str(link.Contents) for link in after.pages[0].Annots]
    assert set(links) == {said}
    assert len(links) > 1 or len(shown) < 30


def test_a_link_is_wide_enough_to_be_met() -> None:
    """The Persian digit for one is as thin as a stroke; what is wide enough stays as it is."""
    before, after = both(
        '<p><a href="#S1">|</a> <a href="#S1">words</a></p><h1 id="S1">One</h1>', "a { font-size: 4px }"
    )
    widths = [[float(link.Rect[2] - link.Rect[0]) for link in made.pages[0].Annots] for made in (before, after)]
    assert widths[0][0] < 2
    assert widths[0][1] > 4
    assert widths[1] == pytest.approx([4, widths[0][1]])


def test_a_link_to_an_address_without_a_work_names_the_site() -> None:
    """In running text the site alone is said."""
    _, after = both('<p>See <a href="https://example.org/a?b=c">https://example.org/a?b=c</a>.')
    assert {str(link.Contents) for link in after.pages[0].Annots} == {"example.org"}


def test_a_description_is_short_and_says_nothing_twice() -> None:
    """Long places are cut at a word, and the words of the link are not repeated."""
    place = f"KJ1 {'judgement ' * 30}"
    assert described("KJ1", place).startswith("KJ1 judgement")
    assert described("KJ1", place).endswith("judgement…")
    assert len(described("see", place)) < 120
    assert described("words", "") == "words"


NOTED = (
    '<p>One<span class="n">First note.</span> and two<span class="n">Second note.</span></p><p>Next</p>',
    ".n { float: footnote }",
)


def test_notes_are_notes() -> None:
    """A footnote is a Note with an id, read after its paragraph; the engine leaves text at the end of the page."""
    before, after = both(*NOTED)
    assert elements(before, "Note") == []
    assert len({str(note.ID) for note in elements(after, "Note")}) == 2
    reference, note = "Reference(Link)", "Note(Lbl(Link) P)"
    assert whole(after) == f"Document(P({reference} {reference}) {note} {note} P)"
    assert is_mapped(after)


def test_notes_are_linked_both_ways() -> None:
    """The call leads to the note and the note back to its call, each described by what stands there."""
    before, after = both(*NOTED)
    assert "/Annots" not in before.pages[0]
    links = list(after.pages[0].Annots)
    assert [str(link.Contents) for link in links[:2]] == ["1: First note.", "1: One and two"]
    call, back = links[0], links[1]
    assert call.Rect[1] > back.Rect[3], "the call stands above the note"
    assert abs(float(call.Dest[3]) - float(back.Rect[3])) < 3, "the call leads to the height of the note"
    assert abs(float(back.Dest[3]) - float(call.Rect[3])) < 3, "the note leads back to the height of the call"
    assert all(link.F == 4 for link in links)


@pytest.mark.parametrize(
    ("body", "tree"),
    [
        ('<ul><li>a<span class="n">x</span></ul>', "L(LI(Lbl LBody(Reference Note)))"),
        ('<table><tr><th scope="col">a<tr><td>b<span class="n">x</span></table>', "TD(Reference Note)"),
        (
            '<table><caption>c<span class="n">x</span></caption><tr><th scope="col">a<tr><td>b</table>',
            "Caption(Reference Note)",
        ),
        ('<h1>a<span class="n">x</span></h1>', "Document(H1(Reference) Note)"),
        ('<div>a<span class="n">x</span></div>', "Document(Div(P(Reference) Note))"),
    ],
    ids=["item", "cell", "caption", "heading", "division"],
)
def test_a_note_stands_where_notes_may(body: str, tree: str) -> None:
    """A note stands after its paragraph or heading, and inside an item, a cell or a caption."""
    found = whole(finished(body, ".n { float: footnote }"))
    assert tree in found.replace("Reference(Link)", "Reference").replace("Note(Lbl(Link) P)", "Note")


# Lists and tables


@pytest.mark.parametrize(
    ("body", "css", "standard", "numbering"),
    [
        ("<ul><li>a</ul>", "", UA1_A3A, "/Disc"),
        ("<ol><li>a</ol>", "", UA1_A3A, "/Decimal"),
        ("<ol><li>a</ol>", "ol { list-style: lower-roman }", UA1_A3A, "/LowerRoman"),
        ("<ol><li>a</ol>", "ol { list-style: none }", UA1_A3A, "/None"),
        ("<ul><li>a</ul>", "", UA2_A4, "/Unordered"),
        ("<ol><li>a</ol>", "", UA2_A4, "/Ordered"),
        ("<dl><dt>a<dd>b</dl>", "", UA2_A4, "/Description"),
    ],
)
def test_lists_say_how_they_are_numbered(body: str, css: str, standard: Any, numbering: str) -> None:
    """A list says what kind of labels it has; the engine does not."""
    before, after = both(body, css, standard)
    assert "/A" not in elements(before, "L")[0]
    assert elements(after, "L")[0].A.ListNumbering == numbering


def test_an_item_has_one_label_and_one_body() -> None:
    """Whatever an item holds is in its one body, in its order."""
    body = "<ul><li>a<p>b</p>c<ul><li>d</ul></ul>"
    before, after = both(body)
    assert whole(before) != whole(after)
    assert all(outline(item).startswith("LI(Lbl LBody") for item in elements(after, "LI"))
    assert all(len(kids(item)) == 2 for item in elements(after, "LI"))


def test_terms_are_labels() -> None:
    """A term is the label of what it means, in one item; the engine makes two items and a division of them."""
    body = "<dl><div><dt>a</dt><dd>b</dd></div><div><dt>c</dt><dd>d</dd><dd>e</dd></div></dl>"
    before, after = both(body)
    assert elements(before, "Lbl") == []
    assert whole(after) == "Document(L(LI(Lbl LBody) LI(Lbl LBody LBody)))"


def test_header_cells_say_which_way_they_point() -> None:
    """A header cell has a scope, and each cell the ids of its headers, also beside a cell that spans rows."""
    body = """<table><tr><th scope="col">a</th><th scope="col">b</th><th scope="col">c</th></tr>
    <tr><th scope="row" rowspan="2">r</th><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>"""
    before, after = both(body)
    assert all("/Scope" not in cell.A for cell in elements(before, "TH"))
    assert [str(cell.A.Scope) for cell in elements(after, "TH")] == ["/Column"] * 3 + ["/Row"]
    names = {str(cell.ID): letter for cell, letter in zip(elements(after, "TH"), "abcr", strict=True)}
    headers = ["".join(names[str(key)] for key in cell.A.Headers) for cell in elements(after, "TD")]
    assert headers == ["rb", "rc", "rb", "rc"]


def test_the_caption_of_a_table_is_in_the_table() -> None:
    """The caption of a figure that holds a table is the caption of the table."""
    body = (
        '<figure><figcaption>c</figcaption><table><tr><th scope="col">a</th></tr><tr><td>1</td></tr></table></figure>'
    )
    before, after = both(body)
    assert "Table(Caption" not in whole(before)
    assert "Table(Caption" in whole(after)


# Words


def test_a_foreign_phrase_says_its_language() -> None:
    """A phrase with a language of its own is marked with it."""
    before, after = both('<p>The <i lang="ru">слово</i> and <span lang="fr">le mot</span>')
    assert [element for element in elements(before) if "/Lang" in element] == []
    assert [str(element.Lang) for element in elements(after) if "/Lang" in element] == ["ru", "fr"]


def test_an_abbreviation_says_what_it_stands_for() -> None:
    """An abbreviation with a title carries its expansion."""
    before, after = both('<p><abbr title="Traffic light protocol">TLP</abbr>')
    assert [element for element in elements(before) if "/E" in element] == []
    assert [str(element.E) for element in elements(after) if "/E" in element] == ["Traffic light protocol"]


@pytest.mark.parametrize(
    ("standard", "types"), [(UA1_A3A, "P(Span Span Code Span)"), (UA2_A4, "P(Strong Em Code Span)")]
)
def test_phrases_have_types(standard: Any, types: str) -> None:
    """Emphasis, code and times have a type; for the engine they have none."""
    before, after = both("<p><strong>a</strong><em>b</em><code>c</code><time>d</time>", standard=standard)
    assert whole(before).count("NonStruct") == 4
    assert whole(after) == f"Document({types})"


# PDF 2.0


def test_links_and_bookmarks_lead_to_the_structure() -> None:
    """In PDF 2.0 a link and a bookmark name the element they lead to, beside the spot on the page."""
    body = '<h1 id="top">Title</h1><p><a href="#top">up</a></p><h2>Part</h2>'
    before, after = both(body, standard=UA2_A4)
    assert "/Dest" in before.pages[0].Annots[0]
    link, bookmark = after.pages[0].Annots[0], after.Root.Outlines.First
    assert link.A.SD[0].objgen == elements(after, "H1")[0].objgen == bookmark.A.SD[0].objgen
    assert bookmark.First.A.SD[0].objgen == elements(after, "H2")[0].objgen
    assert "/D" in link.A
    assert "/Dest" not in link


def test_notes_of_pdf_2_know_each_other() -> None:
    """In PDF 2.0 a note is a footnote that refers to its call, and the call to it."""
    pdf = finished(*NOTED, standard=UA2_A4)
    note, call = elements(pdf, "FENote")[0], elements(pdf, "Reference")[0]
    assert (note.A.NoteType, note.Ref[0].objgen, call.Ref[0].objgen) == ("/Footnote", call.objgen, note.objgen)


# Metadata


def properties(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Return what the XMP of a PDF says, by the names without their namespace."""
    tree = ET.fromstring(bytes(pdf.Root.Metadata.read_bytes()).decode().lstrip("\ufeff"))
    first = tree[0][0]
    return {
        re.sub(r"\{.*\}", "", each.tag): [item.text for item in each.iter() if item.text and item.text.strip()]
        for each in first
    }


def test_the_metadata_of_both_standards() -> None:
    """The XMP claims both standards and says what the edition is."""
    before, after = both("<p>One")
    assert b"pdfuaid" not in before.Root.Metadata.read_bytes()
    said = properties(after)
    with after.open_metadata() as metadata:
        claims = [metadata[name] for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")]
    assert claims == ["3", "A", "1"]
    assert said["title"] == ["Pipes & “mains”"]
    assert said["description"] == ["What <breaks>"]
    assert (said["identifier"], said["id"], said["version"]) == (["10.1234/abcd"], ["pipes"], ["1.2"])
    assert (said["status"], said["cutoff"], said["marking"]) == (["draft"], ["2024-05-01"], ["TLP:GREEN"])
    assert said["licence"] == said["UsageTerms"] == ["CC-BY-4.0"]
    assert after.Root.Metadata.get("/Filter") is None


def test_the_information_agrees_with_the_metadata() -> None:
    """The document information says the same as the XMP, and is left out where PDF/A-4 wants none."""
    pdf = finished()
    said, info = properties(pdf), pdf.docinfo
    assert [str(info[f"/{name}"]) for name in ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")] == [
        said[name][0] for name in ("title", "creator", "description", "Keywords", "CreatorTool", "Producer")
    ]
    assert (str(info["/CreationDate"]), said["CreateDate"]) == ("D:20240506000000Z", ["2024-05-06T00:00:00Z"])
    assert "/Info" not in finished(standard=UA2_A4).trailer


def test_pdf_a_4_carries_files_at_level_f_only() -> None:
    """PDF/A-4 with files is level F, without it has no level; no extension schema is needed."""
    for files, level in ((FILES, ["F"]), ((), None)):
        pdf = finished(standard=UA2_A4, files=files)
        said = properties(pdf)
        assert said.get("conformance") == level
        assert b"pdfaExtension" not in pdf.Root.Metadata.read_bytes()


def test_metadata_are_well_formed_whatever_they_say() -> None:
    """Control characters and halves of a pair cannot break the XMP."""
    odd = Facts(**{**FACTS.__dict__, "title": "a\x00b\x0b<&>\ud800", "own": (("marking", "\ufffe"),)})
    packet = xmp(UA1_A3A, odd, "engine", carries_files=False)
    assert "ab&lt;&amp;&gt;" in packet.decode()
    ET.fromstring(packet.decode().lstrip("\ufeff"))


# Files


def test_files_are_associated_sources() -> None:
    """Each file is a source of the document with its type, its description, its checksum and the day of the edition."""
    pdf = finished(files=FILES)
    names = list(pdf.Root.Names.EmbeddedFiles.Names)
    assert [str(name) for name in names[::2]] == [file.name for file in FILES]
    assert [spec.objgen for spec in pdf.Root.AF] == [spec.objgen for spec in names[1::2]]
    for spec, file in zip(pdf.Root.AF, FILES, strict=True):
        stream = spec.EF.F
        assert stream.read_bytes() == file.content
        assert (str(spec.AFRelationship), str(spec.Desc)) == ("/Source", file.description)
        assert (int(stream.Params.Size), str(stream.Params.ModDate)) == (len(file.content), "D:20240506000000Z")
        assert bytes(stream.Params.CheckSum) == hashlib.md5(file.content, usedforsecurity=False).digest()
    assert [str(spec.EF.F.Subtype) for spec in pdf.Root.AF] == ["/application/yaml", "/text/csv", "/application/yaml"]
    assert [str(spec.UF) for spec in pdf.Root.AF] == ["brief.yaml", "days.csv", "seeds_brief.yaml"]


@pytest.mark.parametrize("standard", list(STANDARDS.values()), ids=list(STANDARDS))
def test_the_same_page_is_the_same_file(standard: Any) -> None:
    """Two files of the same page are the same, byte for byte."""
    one, two = (written(FIGURE + NOTED[0], NOTED[1], Finisher(standard, FACTS, FILES), standard) for _ in range(2))
    assert one == two


def test_images_are_named_by_their_order() -> None:
    """The name of an image in the file does not depend on where it was read."""
    before, after = both(FIGURE)
    assert all(len(name) > 30 for name in before.pages[0].Resources.XObject)
    assert list(after.pages[0].Resources.XObject) == ["/image-1"]
    steps = pikepdf.parse_content_stream(after.pages[0])
    assert [str(step.operands[0]) for step in steps if str(step.operator) == "Do"] == ["/image-1"]


def test_the_end_of_a_stream_can_be_told() -> None:
    """Data that end with a carriage return are kept apart from the line end before `endstream`."""

    def text(end: bytes) -> bytes:
        return b"<</Filter /FlateDecode/Length 4>>\nstream\nabc" + end + b"\nendstream"

    assert with_plain_end(text(b"\r")) == b"<</Filter /FlateDecode/Length 5>>\nstream\nabc\r \nendstream"
    assert with_plain_end(text(b"d")) == text(b"d")
    plain = text(b"\r").replace(b"/Filter /FlateDecode", b"")
    assert with_plain_end(plain) == plain


def test_streams_that_end_with_a_carriage_return_are_written_plainly() -> None:
    """Among some pages there are streams that would end so, in the engine's files and in no finished one."""
    ends = {False: 0, True: 0}
    for n in range(40):
        for done in ends:
            content = written(f"<p>{n} {'x' * n}", "", Finisher(UA1_A3A, FACTS) if done else None)
            ends[done] += content.count(b"\r\nendstream")
    assert ends[False] > 0
    assert ends[True] == 0


# Spelling


def test_words_in_capitals_say_how_they_are_written() -> None:
    """A heading that a style sheet sets in capitals is not spelled letter by letter."""
    before, after = both("<h1>Who matters</h1><p>WHO</p>", "h1 { text-transform: uppercase }")
    assert [element for element in elements(before) if "/ActualText" in element] == []
    assert [(str(e.S), str(e.ActualText)) for e in elements(after) if "/ActualText" in e] == [("/H1", "Who matters")]


NARROW = (
    "p, th { width: 62px; hyphens: auto; padding: 0 } table { border-spacing: 0; table-layout: fixed; width: 62px }"
)


def test_a_divided_word_is_said_whole() -> None:
    """Where a word is divided, its element says it whole, or a span around its lines where the element holds more."""
    body = "<p>understanding</p><p>It is <b>so</b> understanding now</p><p>short</p>"
    _, after = both(body, NARROW)
    said = [(str(e.S), str(e.ActualText)) for e in elements(after) if "/ActualText" in e]
    assert said[0] == ("/P", "understanding")
    assert [kind for kind, _ in said] == ["/P", "/Span"]
    assert said[1][1].startswith("understanding")


def test_a_divided_address_is_said_whole() -> None:
    """An address over two lines is one word."""
    _, after = both(
        '<p style="width: 60px; overflow-wrap: anywhere"><a href="https://x.example/">https://x.example/abcdefg</a>'
    )
    (link,) = elements(after, "Link")
    assert str(link.ActualText) == "https://x.example/abcdefg"


def test_a_dash_before_an_item_is_its_label() -> None:
    """What a style sheet sets before an item is a label, and no paragraph of its text."""
    css = "ul { list-style: none } li { position: relative } li::before { content: '–'; position: absolute; left: 0 }"
    _, after = both("<ul><li>one</li><li>two</li></ul>", css)
    assert whole(after) == "Document(L(LI(Lbl LBody) LI(Lbl LBody)))"


def test_a_link_holds_its_annotation() -> None:
    """Where a link goes around another element, the annotation is the link's and no other's."""
    body = '<p><a href="https://x.example/"><b>bold</b></a> <a href="https://y.example/"><bdi dir="ltr">KJ1</bdi></a>'
    for element in elements(finished(body)):
        references = [
            kid for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
        ]
        assert not references or element.S == "/Link"
    assert len(elements(finished(body), "Link")) == 2
