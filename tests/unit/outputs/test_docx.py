"""The Word document: what a reader, an editor, Word's own checks and a program find in it."""

from __future__ import annotations

import io
import itertools
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
import yaml
from docx.document import Document as WordDocument

import brief
from brief.bookmarks import bookmark_names
from brief.comments.reading import STANDING_FOR
from brief.datafile import read_data
from brief.making import Look, make_files
from brief.model import walk
from brief.model.fields import Confidence, Likelihood, Line
from brief.outputs.word import is_installed, sheet
from brief.outputs.word.sheet import read_sheet
from brief.parse import Document, read_document
from brief.workspace import Workspace, package_folder
from tests.golden.pages.samples import BRIEFS
from tests.making import product
from tests.safety.hostile import png, write_brief
from tests.unit.outputs.wordprocessing import ORDER, W, local, out_of_order, parts_of, words_of

RTL = "\u0641\u0627\u0631\u0633\u06cc"


def made(slug: str, language: str | None = None) -> bytes:
    """Make the Word document of a sample."""
    found = product(BRIEFS[slug], "docx", look=Look(language=language))
    assert [str(problem) for problem in found.reply.problems if problem.severity == "error"] == []
    assert found.pages is None
    return found.content


def made_of(workspace: Workspace, document: Document, language: str | None = None) -> bytes:
    """Make the Word document of a brief."""
    reply = make_files(workspace.root, document, ("docx",), ("A4",), Look(language=language))
    assert [str(problem) for problem in reply.problems if problem.severity == "error"] == []
    ((_, content, pages),) = reply.files
    assert pages is None
    return content


def made_from(root: Path, text: str) -> bytes:
    """Make the Word document of a text."""
    path = write_brief(root, text)
    return made_of(Workspace(root), read_document(Workspace(root), path))


def read(content: bytes) -> WordDocument:
    """Read a document with a library that nobody here wrote."""
    return docx.Document(io.BytesIO(content))


def part(content: bytes, name: str = "word/document.xml") -> ElementTree.Element:
    """Return one part as a tree."""
    return ElementTree.fromstring(parts_of(content)[name])


def text_of(content: bytes) -> str:
    """Return the words of the body, a paragraph on each line."""
    return "\n".join(words_of(p) for p in part(content).iter(f"{W}p"))


SLUGS = sorted(BRIEFS)


# The package


@pytest.mark.parametrize("slug", SLUGS)
def test_elements_stand_in_the_order_of_the_standard(slug: str) -> None:
    """Word refuses a file whose properties stand in another order than ECMA-376 gives them."""
    parts = {name: xml for name, xml in parts_of(made(slug)).items() if name.startswith("word/") and name.endswith("l")}
    seen = {local(element) for xml in parts.values() for element in ElementTree.fromstring(xml).iter()}
    wanted = {"pPr", "rPr", "sectPr", "style", "lvl", "settings", "pBdr", "tblCellMar"}
    assert wanted | ({"tblPr", "tcPr", "inline"} if slug != "minimal" else set()) <= seen & set(ORDER)
    assert [wrong for name, xml in parts.items() for wrong in out_of_order(name, xml)] == []


def test_the_guard_of_the_order_bites() -> None:
    """A property in the wrong place is found, and one that the standard does not have."""
    xml = f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:spacing/><w:keepNext/></w:pPr><w:rPr><w:bold/></w:rPr></w:p>'
    assert list(out_of_order("x", xml.encode())) == ["x: pPr holds spacing keepNext", "x: rPr holds bold"]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_relation_leads_to_a_part_and_every_part_has_a_type(slug: str) -> None:
    """Nothing is referred to that is not there, and nothing is there that nothing refers to."""
    parts = parts_of(made(slug))
    types = ElementTree.fromstring(parts["[Content_Types].xml"])
    named = {each.get("PartName", "")[1:] for each in types} | {f"*.{each.get('Extension')}" for each in types}
    assert [name for name in parts if name not in named and f"*.{name.rpartition('.')[2]}" not in named] == []
    reached: set[str] = set()
    for name in (name for name in parts if name.endswith(".rels")):
        relations = ElementTree.fromstring(parts[name])
        inside = [each for each in relations if each.get("TargetMode") != "External"]
        base = name.partition("_rels/")[0]
        reached |= {base + each.get("Target", "") for each in inside}
        assert [each.get("Target") for each in inside if base + each.get("Target", "") not in parts] == []
        source = parts.get(base + name.partition("_rels/")[2].removesuffix(".rels"), b"").decode()
        ids = set(re.findall(r'r:(?:id|embed)="([^"]+)"', source))
        assert ids <= {each.get("Id") for each in relations}
    assert {name for name in parts if not name.endswith(".rels")} - reached == {"[Content_Types].xml"}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_style_and_list_that_is_used_is_defined(slug: str) -> None:
    """A style that is nowhere defined would fall back to plain text without a word."""
    content = made(slug)
    styles = {each.get(f"{W}styleId") for each in part(content, "word/styles.xml").iter(f"{W}style")}
    lists = {each.get(f"{W}numId") for each in part(content, "word/numbering.xml").iter(f"{W}num")} | {"0"}
    used = [
        name for name in parts_of(content) if re.match(r"word/(document|styles|header|footer|footnotes)\d?\.xml", name)
    ]
    for name in used:
        tree = part(content, name)
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
            assert {each.get(f"{W}val") for each in tree.iter(f"{W}{tag}")} <= styles, (name, tag)
        assert {each.get(f"{W}val") for each in tree.iter(f"{W}numId")} <= lists
    names = [each.get(f"{W}val") for each in part(content, "word/styles.xml").iter(f"{W}name")]
    assert len(names) == len(set(names)) > 40


def test_two_builds_give_the_same_bytes_and_nothing_tells_of_the_machine() -> None:
    """Times are those of the brief, nobody's name is in the file, and no path."""
    path = BRIEFS["harbour-dues"]
    again = made_of(Workspace.around(path), read_document(Workspace.around(path), path))
    assert again == made("harbour-dues")
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2025, 3, 10, 0, 0, 0)}
    everything = b"".join(parts_of(again).values()).decode("latin-1")
    assert str(Path.home()) not in everything
    assert str(path.parents[2]) not in everything
    assert "lastModifiedBy" not in everything
    assert "rsid" not in everything
    assert re.findall(r"20[0-9][0-9]-[0-9-]+T[^<]*", everything) == ["2025-03-10T00:00:00Z"] * 2


# What Word's accessibility checker asks for


@pytest.mark.parametrize("slug", SLUGS)
def test_title_language_and_order_of_headings(slug: str) -> None:
    """The document has a title and a language; no level of heading is left out."""
    word = read(made(slug))
    document = read_document(Workspace.around(BRIEFS[slug]), BRIEFS[slug])
    assert word.core_properties.title
    assert word.core_properties.language == document.brief.meta.language
    lang = next(part(made(slug), "word/styles.xml").iter(f"{W}lang"))
    assert lang.get(f"{W}val") == {"ar": "ar-EG", "en": "en-GB", "fr": "fr-FR"}[document.brief.meta.language]
    styles = [p.style.name for p in word.paragraphs if p.style is not None]
    assert styles.count("Title") == 1
    levels = [int(name[-1]) for name in styles if name and re.fullmatch(r"Heading \d", name)]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))


@pytest.mark.parametrize("slug", SLUGS)
def test_every_picture_has_words_or_is_decoration(slug: str) -> None:
    """A picture says what it shows; one that only repeats the words beside it is marked as decoration."""
    xml = parts_of(made(slug))["word/document.xml"].decode()
    pictures = re.findall(r"<wp:docPr [^>]*?descr=\"([^\"]*)\"(.*?)<wp:cNvGraphicFramePr>", xml)
    assert len(pictures) == xml.count("<w:drawing>")
    assert [1 for words, mark in pictures if bool(words) == ("adec:decorative" in mark)] == []
    assert "wp:anchor" not in xml, "nothing floats"


@pytest.mark.parametrize("slug", ["unbanning-the-taliban", "cool-rooms", "harbour-dues"])
def test_tables_repeat_their_header_and_have_no_merged_cells(slug: str) -> None:
    """Every table has one header row that stands on each page, a text alternative, whole rows and no merged cells."""
    tables = list(part(made(slug)).iter(f"{W}tbl"))
    assert len(tables) > 2
    for table in tables:
        rows = list(table.iter(f"{W}tr"))
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads == [True, *[False] * (len(rows) - 1)]
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
        assert len({len(row.findall(f"{W}tc")) for row in rows}) == 1
        assert table.find(f"{W}tblPr/{W}tblCaption") is not None or table is tables[-1]
        assert not list(table.iter(f"{W}gridSpan")) + list(table.iter(f"{W}vMerge"))
        assert all(local(list(cell)[-1]) == "p" for cell in table.iter(f"{W}tc"))


@pytest.mark.parametrize("slug", SLUGS)
def test_no_paragraph_is_empty_but_in_an_empty_cell(slug: str) -> None:
    """Space comes from styles; Word wants a paragraph in each cell, and nothing else stands empty."""
    tree = part(made(slug))
    in_cells = {id(p) for cell in tree.iter(f"{W}tc") for p in cell.iter(f"{W}p")}
    empty = [
        p
        for p in tree.iter(f"{W}p")
        if not words_of(p).strip() and not list(p.iter(f"{W}drawing")) and id(p) not in in_cells
    ]
    assert empty == []
    body = next(tree.iter(f"{W}body"))
    kinds = [local(child) for child in body]
    assert ("tbl", "tbl") not in list(itertools.pairwise(kinds)), "Word would make one table of two"


# What must survive


@pytest.mark.parametrize("slug", SLUGS)
def test_caveats_survive(slug: str) -> None:
    """Every likelihood is printed as word and range, with confidence, dissent, cut-off and marking."""
    workspace = Workspace.around(BRIEFS[slug])
    document = read_document(workspace, BRIEFS[slug])
    view = brief.view_of(workspace, document)
    text = text_of(made(slug))
    seen = 0
    for item in document.brief.key_judgements:
        start = text.index(f"{item.id} ")
        block = text[start : start + 900]
        if item.likelihood:
            band = view.band(item.likelihood)
            assert view.term(item.likelihood) in block
            assert band is None or view.language.range(band.low, band.high).replace("\u202f", " ") in plain(block)
            seen += 1
        if item.confidence:
            level = str(view.language.words["vocabulary"]["confidence"][item.confidence])
            assert re.search(level, block, re.IGNORECASE)
        for dissent in item.dissent:
            assert dissent.holder in block
    assert seen or slug == "minimal"
    if document.brief.handling.label:
        assert document.brief.handling.label in text
    if view.cutoff:
        assert view.language.date(view.cutoff) in text


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text.replace("\u202f", " ").replace("\u00a0", " "))


def test_marking_version_cutoff_and_page_stand_on_every_page() -> None:
    """Head and foot of the first page and of the others say how it is to be handled, and which edition it is."""
    parts = parts_of(made("cool-rooms"))
    for name in ("word/header1.xml", "word/header2.xml"):
        words = words_of(ElementTree.fromstring(parts[name]))
        assert "OFFICIAL-SENSITIVE" in words
        assert "EMBARGOED until" in words
    for name in ("word/footer3.xml", "word/footer4.xml"):
        words, xml = words_of(ElementTree.fromstring(parts[name])), parts[name].decode()
        for said in ("OFFICIAL-SENSITIVE", "v1.1", "Information to 30 January 2026", "cool-rooms", "Page 1 of 1"):
            assert said in words
        assert re.findall(r'w:instr="([^"]*)"', xml) == [" PAGE ", " NUMPAGES "]
    references = re.findall(r'<w:(header|footer)Reference w:type="(\w+)"', parts["word/document.xml"].decode())
    assert references == [("header", "default"), ("header", "first"), ("footer", "default"), ("footer", "first")]


def test_labels_of_parts_are_printed(tmp_path: Path) -> None:
    """A part with a label of its own shows it, in the style of markings."""
    content = made_from(tmp_path, MARKED)
    (run,) = [
        r for r in part(content).iter(f"{W}r") if words_of(r) == "TLP:AMBER" and r.find(f".//{W}rStyle") is not None
    ][-1:]
    assert run.find(f".//{W}rStyle").get(f"{W}val") == "Marking"  # type: ignore[union-attr]
    assert "TLP:AMBER A secret of the harbour" in text_of(content)


def test_footnotes_are_footnotes() -> None:
    """A footnote is one for Word: its mark in the text, its words in a part of their own."""
    content = made("cool-rooms")
    marks = [each.get(f"{W}id") for each in part(content).iter(f"{W}footnoteReference")]
    notes = {each.get(f"{W}id"): words_of(each) for each in part(content, "word/footnotes.xml").iter(f"{W}footnote")}
    assert marks == ["1"]
    assert "comfortable temperature" in notes["1"]
    assert "comfortable temperature" not in text_of(content)


# Bookmarks


@pytest.mark.parametrize("slug", SLUGS)
def test_every_item_and_every_text_has_its_bookmark(slug: str) -> None:
    """Each bookmark is named once, ends where it should, and holds the words of its field."""
    document = read_document(Workspace.around(BRIEFS[slug]), BRIEFS[slug])
    names = bookmark_names(document.brief)
    xml = parts_of(made(slug))["word/document.xml"].decode()
    started = re.findall(r'<w:bookmarkStart w:id="(\d+)" w:name="([^"]+)"/>', xml)
    assert sorted(number for number, _ in started) == sorted(re.findall(r'<w:bookmarkEnd w:id="(\d+)"/>', xml))
    assert len({name for _, name in started}) == len(started)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for _, name in started)
    found = {name for _, name in started}
    items = {names[path] for path in names if len(path) == 2 and names[path] in document.brief.by_id()}
    unprinted = {"sources", "facts", "assumptions", "alternatives", "figures", "indicators", "abbreviations"}
    wanted = {name for path, name in names.items() if path[0] not in unprinted and name in items}
    assert wanted <= found
    values = dict(walk(document.brief))
    for path, name in names.items():
        if path[0] == "key_judgements" and isinstance(values.get(path), Line | Likelihood | Confidence):
            assert name in found or path[-1] in ("from", "marking", "criteria"), name


def test_a_field_is_found_by_its_name(tmp_path: Path) -> None:
    """The words between the ends of a bookmark are those of the field and no others."""
    xml = parts_of(made_from(tmp_path, MARKED))["word/document.xml"].decode()
    for name, words in (("KJ1_statement", "A secret of the harbour"), ("KJ1_likelihood", "likely"), ("KJ1", "KJ1")):
        number = re.search(rf'<w:bookmarkStart w:id="(\d+)" w:name="{name}"/>', xml)
        assert number is not None
        inside = xml[number.end() : xml.index(f'<w:bookmarkEnd w:id="{number[1]}"/>')]
        assert re.sub(r"<[^>]*>", "", inside).startswith(words)


def test_odd_names_of_fields_become_bookmarks_all_the_same(tmp_path: Path) -> None:
    """Names that Word does not take, and names that two fields would have, are made from a hash."""
    text = MARKED + "abbreviations: {'É.-U.': États-Unis, A b: one, A_b: two, " + "x" * 50 + ": long}\n"
    path = write_brief(tmp_path, text)
    names = list(bookmark_names(read_document(Workspace(tmp_path), path).brief).values())
    assert len(names) == len(set(names))
    assert sum(name.startswith("f_") for name in names) == 3
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII) for name in names)


# Content of strangers


@pytest.mark.parametrize(
    "words",
    [
        "</w:t></w:r><w:r><w:fldSimple w:instr='DDEAUTO c:\\\\windows'/>",
        "]]> <!ENTITY x 'y'> &amp; &#0; <?xml?>",
        "![x](file:///etc/passwd) [l](file:///etc/passwd) [j](javascript:alert(1))",
        '" onload="x" {{ 7*7 }} {% raw %}',
    ],
)
def test_content_stays_text(tmp_path: Path, words: str) -> None:
    """Whatever an author writes ends as words: no element, no field, no relation to the outside."""
    quoted = json.dumps(words)
    content = made_from(
        tmp_path,
        f"meta:\n  title: {quoted}\n  date: 2024-05-06\n  authors: [{quoted}]\n"
        f"key_judgements:\n  - {quoted}\nbackground: {quoted}\n",
    )
    parts = parts_of(content)
    assert b"<w:fldSimple" not in parts["word/document.xml"]
    assert b"TargetMode" not in parts["word/_rels/document.xml.rels"]
    for xml in (xml for name, xml in parts.items() if name.endswith(("xml", "rels"))):
        assert b"<!" not in xml
        ElementTree.fromstring(xml)
    assert "49" not in text_of(content)


def test_addresses_lead_to_the_web_and_to_mail_only(tmp_path: Path) -> None:
    """A link of the author's becomes a relation; one to a file of the reader's machine does not."""
    text = "meta: {title: T, date: 2024-05-06}\nbackground: 'See [a](https://a.example/x?y=1&z) [b](file:///etc/passwd).'\n"
    parts = parts_of(made_from(tmp_path, text))
    targets = re.findall(r'Target="([^"]*)" TargetMode="External"', parts["word/_rels/document.xml.rels"].decode())
    assert targets == ["https://a.example/x?y=1&amp;z"]


def test_what_an_audience_may_not_see_is_in_no_part(tmp_path: Path) -> None:
    """The edition for more readers holds no byte of what was left out, and no name of who may see that."""
    write_brief(tmp_path, MARKED)
    (tmp_path / "content" / "small" / "secret.png").write_bytes(png(40, 30))
    (result,) = brief.build(
        tmp_path / "content" / "small",
        brief.Options(outputs=("docx",), audience="TLP:GREEN", output=tmp_path / "out", jobs=1),
    )
    assert result.built, result.problems
    parts = parts_of(result.files[0].path.read_bytes())
    assert [name for name in parts if name.endswith(".png") and parts[name] == png(40, 30)] == []
    for name, xml in parts.items():
        for secret in (b"secret", b"Secret", b"KJ1", b"AMBER", b"Permanent", b"Spy"):
            assert secret not in xml, name
    assert "Anybody may know" in text_of(result.files[0].path.read_bytes())


def test_a_part_of_an_image_is_all_that_is_there(tmp_path: Path) -> None:
    """What an author cuts off an image is not in the document, where a reader could bring it back."""
    (tmp_path / "content" / "small").mkdir(parents=True)
    (tmp_path / "content" / "small" / "plan.png").write_bytes(png(400, 300))
    text = (
        "meta: {title: T, date: 2024-05-06}\nbackground: [{text: See., blocks: [{figure: FIG1}]}]\n"
        "figures: [{id: FIG1, kind: image, file: plan.png, alt: A plan, caption: Plan, crop: {right: 50}}]\n"
    )
    pictures = {
        name: xml for name, xml in parts_of(made_from(tmp_path, text)).items() if name.startswith("word/media/")
    }
    (content,) = pictures.values()
    assert int.from_bytes(content[16:20], "big") == 200


# Languages


def test_french_is_french() -> None:
    """Headings, spaces and the language of the proofing tools are French."""
    text = text_of(made("pont-de-valmoire"))
    assert "Jugements clés" in text
    assert "Page 1 sur 1" in words_of(part(made("pont-de-valmoire"), "word/footer3.xml"))


def test_a_language_from_right_to_left_turns_paragraphs_tables_and_runs(tmp_path: Path) -> None:
    """Every paragraph is right to left by its style, every table too, and so are the runs in such letters."""
    words = yaml.safe_load((package_folder("templates") / "languages" / "en.yaml").read_text(encoding="utf-8"))
    words["name"] = RTL
    words["headings"]["risks"] = RTL
    folder = tmp_path / "templates" / "languages"
    folder.mkdir(parents=True)
    (folder / "fa.yaml").write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")
    content = made_from(
        tmp_path,
        f"meta: {{title: '{RTL} TLP 2024', date: 2024-05-06, language: fa}}\n"
        f"risks: [{{title: '{RTL}', event: '{RTL}', likelihood: likely, impact: 3}}]\n",
    )
    parts = parts_of(content)
    normal = next(s for s in part(content, "word/styles.xml").iter(f"{W}style") if s.get(f"{W}styleId") == "Normal")
    assert normal.find(f"{W}pPr/{W}bidi") is not None
    assert part(content).find(f".//{W}sectPr/{W}bidi") is not None
    assert all(table.find(f"{W}tblPr/{W}bidiVisual") is not None for table in part(content).iter(f"{W}tbl"))
    title = next(p for p in part(content).iter(f"{W}p") if "2024" in words_of(p))
    runs = [(words_of(run).strip(), run.find(f"{W}rPr/{W}rtl") is not None) for run in title.iter(f"{W}r")]
    assert runs == [(RTL, True), ("TLP 2024", False)]
    assert [
        wrong for name in ("word/document.xml", "word/styles.xml") for wrong in out_of_order(name, parts[name])
    ] == []


# The style sheet


def test_the_look_is_the_themes_and_fonts_have_a_second_name() -> None:
    """Colours are tokens of the theme, and each font names the one that stands in for it."""
    styles = parts_of(made("unbanning-the-taliban"))["word/styles.xml"].decode()
    fonts = part(made("unbanning-the-taliban"), "word/fontTable.xml")
    assert 'w:val="14304F"' in styles
    assert {f.get(f"{W}name"): f.find(f"{W}altName").get(f"{W}val") for f in fonts} == {  # type: ignore[union-attr]
        "Cambria": "Caladea",
        "Calibri": "Carlito",
        "Consolas": "Courier New",
    }
    for paragraph in part(made("unbanning-the-taliban")).iter(f"{W}p"):
        direct = {local(each) for each in paragraph.iter() if local(each) in ("sz", "color", "rFonts", "jc", "shd")}
        assert direct == set(), "every look is that of a style"


def test_changes_are_tracked_from_the_first_key() -> None:
    """The document opens with tracked changes on, so that nothing comes back unseen."""
    assert b"<w:trackRevisions/>" in parts_of(made("minimal"))["word/settings.xml"]


def test_what_stands_for_something_else_has_the_styles_that_the_reader_knows() -> None:
    """Numbers of sources and ids are told from words by their styles, which keep their names in every program."""
    workspace = Workspace.around(BRIEFS["minimal"])
    names = {style.name for style in read_sheet(workspace).characters.values()}
    assert set(STANDING_FOR) - {"endnote reference"} <= names


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("paragraphs: {Normal: {name: Normal, sise: 3}}", "'sise' is not a key of a style"),
        ("paragraphs: {Normal: {name: Normal, size: large}}", "'size' has no such value"),
        ("paragraphs: {Normal: {size: 3}}", "the style 'Normal' has no name"),
        ("paragraphs: {A: {name: A, based_on: B}}", "the style 'A' is based on 'B', which does not stand above it"),
        ("blocks: {p: Nothing}", "there is no style 'Nothing'"),
        ("looks: {}", "'looks' is no part of a style sheet"),
        ("words: [a]", "'words' has to be a group of keys"),
    ],
)
def test_a_bad_style_sheet_is_told_at_its_line(tmp_path: Path, text: str, said: str) -> None:
    """A designer's mistake is a problem with its place, and nothing breaks."""
    (tmp_path / "templates" / "word").mkdir(parents=True)
    (tmp_path / "templates" / "word" / "styles.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(brief.BriefError) as caught:
        read_sheet(Workspace(tmp_path))
    assert said in [problem.message for problem in caught.value.problems]
    assert all(problem.place and problem.place.line == 1 for problem in caught.value.problems)


def test_every_class_of_the_sheet_is_one_of_a_face() -> None:
    """The sheet names no class that no template uses: it would be a look that nothing has."""
    data, _ = read_data(
        Workspace.around(BRIEFS["minimal"]).text(package_folder("templates") / sheet.FILE), "style sheet"
    )
    folder = package_folder("templates")
    faces = [*folder.glob("*.html"), *folder.glob("sections/*.html"), *folder.glob("figures/*.html")]
    used = {name for face in faces for name in re.findall(r"[\w-]+", face.read_text(encoding="utf-8"))}
    used |= {"h4", "pre", "cite", "ref", "cell", "row-head", "head-value", "box-heading"} | {
        "chip",
        "datum-note",
        "plot-narrow",
        "<code>",
    }
    named = {*data["blocks"], *data["words"], *data["joined"], *data["together"], *data["left_out"]}
    assert sorted(named - used) == []


def test_without_the_extra_the_author_is_told_what_to_type(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the library is missing there is one problem, with the line to type, and no file."""
    assert is_installed()
    monkeypatch.setattr("brief.outputs.docx.is_installed", lambda: False)
    with pytest.raises(brief.BriefError) as caught:
        made_from(tmp_path, MARKED)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.hint) == ("no-office", 'type: pip install "brief[office]"')


MARKED = """
meta: {title: The harbour in spring, date: 2024-05-06}
handling: {scheme: tlp, marking: TLP:AMBER, unmarked: TLP:GREEN, distribution: [Permanent secretary]}
key_judgements:
  - {statement: A secret of the harbour., likelihood: likely, confidence: low, marking: TLP:AMBER,
     dissent: [{holder: Spy, view: Secret view.}]}
  - {statement: Anybody may know., likelihood: unlikely, confidence: low}
open_questions: [What else?]
"""
