"""A review copy: each finding once, beside what it is about, linked both ways, and safe whatever it says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest

import brief
from brief.checks import check
from brief.model import walk
from brief.outputs.lines import lines_of, rows_of
from brief.outputs.pdf import laid_out
from brief.outputs.words.elements import Element, read_elements
from brief.problems import BriefError
from brief.review.making import LAYOUT, Task, make_review, review_page
from brief.review.margin import Margin, as_html
from brief.review.marking import MARK, end_of, marked, number_of, start_of
from brief.review.remarks import MOST, Remark, remarks_of
from tests.conftest import Compare

ROOT = Path(__file__).resolve().parents[3]
BRIEFS = ROOT / "tests" / "golden" / "review"
WEAK = BRIEFS / "content" / "weak" / "brief.yaml"
FRENCH = BRIEFS / "content" / "faible" / "brief.fr.yaml"
ARABIC = BRIEFS / "content" / "daif" / "brief.ar.yaml"
EVERY_KIND = ROOT / "tests" / "golden" / "pages" / "workspace" / "content" / "every-kind" / "brief.yaml"
FULL = [WEAK, FRENCH, ARABIC, EVERY_KIND]
NAMES = ["weak", "french", "arabic", "every-kind"]


@cache
def task_of(path: Path, strict: bool = True) -> Task:
    """Return what the child is given for a brief."""
    document = brief.read(path)
    root = brief.Workspace.around(path).root
    return Task(root, document, remarks_of(document, strict))


@cache
def page_of(path: Path, form: str = "html", strict: bool = True) -> str:
    """Return the painted page of a review copy."""
    return review_page(task_of(path, strict), form).html


def article_of(html: str) -> Element:
    """Return the article of a page as a tree."""
    tree = read_elements(html)
    found = tree.first(lambda each: each.tag == "article")
    assert found is not None
    return found


def text_of(element: Element) -> str:
    """Return the text of an element on one line."""
    return " ".join(element.text().replace("\u2060", "").split())


def notes_of(html: str) -> list[Element]:
    """Return the notes of a page, in its order."""
    return [each for each in article_of(html).walk() if "finding" in each.classes]


@pytest.mark.parametrize("form", ["html", "pdf"])
@pytest.mark.parametrize("path", FULL, ids=NAMES)
def test_each_finding_stands_once(path: Path, form: str) -> None:
    """Whatever `brief check` finds stands in one note: its rule, its severity in words, what it says and asks."""
    task = task_of(path)
    expected = Counter((p.rule, p.message, p.hint or "") for p in dict.fromkeys(check(task.document, strict=True)))
    notes = [note for note in notes_of(page_of(path, form)) if "waived" not in note.classes]
    texts = [text_of(note) for note in notes]
    assert len(texts) == expected.total() > 5
    for rule, message, question in expected:
        parts = [rule, " ".join(message.split()), question]
        told = [text for text in texts if all(part.casefold() in text.casefold() for part in parts)]
        assert told, parts
    words = task.document.brief.meta.language
    severities = {"en": ("Error", "Warning", "Suggestion"), "fr": ("Erreur", "Avertissement", "Suggestion")}
    if words in severities:
        assert all(any(word in text for word in severities[words]) for text in texts)


@pytest.mark.parametrize("form", ["html", "pdf"])
@pytest.mark.parametrize("path", FULL, ids=NAMES)
def test_marks_and_notes_lead_to_each_other(path: Path, form: str) -> None:
    """Every mark leads to its note and back, in one row; every number is there once and they rise down the page."""
    article = article_of(page_of(path, form))
    ids = Counter(each.attributes["id"] for each in article.walk() if "id" in each.attributes)
    assert [name for name, count in ids.items() if count > 1] == []
    marks = [each for each in article.walk() if "mark" in each.classes]
    notes = [each for each in article.walk() if "finding" in each.classes]
    placed = [
        note.attributes["id"] for note in notes if note.first(lambda e: e.attributes.get("role") == "doc-backlink")
    ]
    assert [mark.attributes["href"][1:] for mark in marks] == placed != []
    assert [note.attributes["id"] for note in notes] == [f"finding-{n}" for n in range(1, len(notes) + 1)]
    for mark in marks:
        note = next(each for each in notes if each.attributes["id"] == mark.attributes["href"][1:])
        back = note.first(lambda each: each.attributes.get("role") == "doc-backlink")
        assert back is not None
        assert back.attributes["href"] == f"#{mark.attributes['id']}"
        assert back.text() == mark.text()
    # A mark stands in the text of the row that its note stands beside, or in the heading above that row.
    rows = [each for each in article.walk() if "review-row" in each.classes]
    beside = {note.attributes["id"]: row for row in rows for note in row.walk() if "finding" in note.classes}
    own = sum(any(each is mark for each in beside[mark.attributes["href"][1:]].walk()) for mark in marks)
    headed = sum("mark" in e.classes for each in article.walk() if each.tag in ("h2", "h3", "h4") for e in each.walk())
    in_panels = sum("mark" in e.classes for row in rows for h in row.walk() if h.tag in ("h2", "h3") for e in h.walk())
    assert own == len(marks) - headed + in_panels


def test_the_copy_reads_as_before(golden: Compare) -> None:
    """Number, kind, rule, the item and the words that are marked: golden for the brief that is weak in every way."""
    article = article_of(page_of(WEAK))
    lines = []
    for note in (each for each in article.walk() if "finding" in each.classes):
        number = note.attributes["id"].removeprefix("finding-")
        rule = note.first(lambda each: "rule" in each.classes)
        row = next((r for r in article.walk() if "review-row" in r.classes and any(e is note for e in r.walk())), None)
        words, item = "", "-"
        if row is not None:
            text = row.children[0]
            assert isinstance(text, Element)
            words = _marked_before(text, number)
            item = " ".join(re.sub(r"\s+", " ", _bare(text)).split()[:6])
        assert rule is not None
        lines.append(f"{number:>2} {note.classes[1]:7} {rule.text():8} {item}" + (f"  ->  {words}" if words else ""))
    golden(BRIEFS / "weak.txt", "\n".join(lines) + "\n")


def _bare(element: Element) -> str:
    """Return the text of an element without its marks."""
    texts = (
        c if isinstance(c, str) else _bare(c) for c in element.children if isinstance(c, str) or "mark" not in c.classes
    )
    return "".join(texts).replace("\u2060", "")


def _marked_before(text: Element, number: str) -> str:
    """Return the underlined words that end at a mark."""
    flat = [each for each in text.walk() if each.tag == "mark" or "mark" in each.classes]
    at = next(n for n, each in enumerate(flat) if each.attributes.get("id") == f"mark-{number}")
    before = flat[at - 1] if at else None
    return " ".join(before.text().split()) if before is not None and before.tag == "mark" else ""


ARTICLE = """<article class="brief"><header><p>A</p></header>
<section class="section x" id="x"><h2>X</h2>
<div class="prose"><p>One</p><p>Two <a href="#y">link{end1}</a> on.</p></div></section>
<section class="section y" id="y"><h2>Y</h2></section>
<section class="section z" id="z"><h2>Z</h2><div class="scroll" tabindex="0"><table class="grid"><caption>C</caption>
<thead><tr><th>Id</th></tr></thead><tbody>
<tr id="R1"><th class="c-id"><span class="id">R1</span></th><td data-label="Odds">high</td></tr></tbody></table></div>
<svg><title>T{end4}</title></svg></section></article>"""


def test_where_notes_stand() -> None:
    """A heading's notes stand beside what follows it; a link keeps its mark behind it; rows of tables are entries."""
    remarks = [Remark("A-01", "error", "", "", "", (name,)) for name in ("x", "link", "y", "z", "drawn", "none")]
    remarks[3] = replace(remarks[3], path=("z", 0, "likelihood"), item="R1")
    (article,) = read_elements(ARTICLE.format(end1=end_of(1), end4=end_of(4))).elements
    margin = Margin(article, remarks, ": ")
    assert margin.whole == (4, 5)
    assert margin.numbers == {4: 1, 5: 2, 0: 3, 1: 4, 2: 5, 3: 6}
    parts = {f"mark-{n}": Element("a", {"class": "mark", "id": f"mark-{n}"}, [str(n)]) for n in range(3, 7)}
    parts |= {f"finding-{n}": Element("li", {"class": "finding"}, [f"({n})"]) for n in range(3, 7)}
    margin.write(parts, "Notes")
    rows = [each for each in article.walk() if "review-row" in each.classes]
    assert [" | ".join(text_of(side) for side in row.elements) for row in rows] == [
        "One | (3)",
        "Two link4 on. | (4)",
        " | (5)",
        "R1Odds: high6 | (6)",
    ]
    html = as_html(article)
    assert '<h2>X\u2060<a class="mark" id="mark-3">3</a></h2>' in html
    assert '<a href="#y">link</a>\u2060<a class="mark" id="mark-4">4</a> on.' in html
    assert '<li class="entry item with-notes" id="R1">' in html
    assert "<table" not in html
    assert "tabindex" not in html
    assert not MARK.search(html)


def test_without_its_notes_it_reads_as_the_brief() -> None:
    """No mark is left, no word of the brief is lost, and nothing but marks and notes is added to its text."""
    task = task_of(EVERY_KIND)
    plain, copy = replace(task, remarks=()), task
    read = []
    for each in (plain, copy):
        html = review_page(each, "html").html
        assert not MARK.search(html)
        article = article_of(html)
        _without(article, {"mark", "review-side", "review-summary", "review-why"})
        read.append(text_of(article).replace(" ", ""))
    assert read[0] == read[1]
    assert len(read[0]) > 3_000


def _without(element: Element, classes: set[str]) -> None:
    element.children = [
        c for c in element.children if isinstance(c, str) or not (classes & set(c.classes) and c.tag != "mark")
    ]
    for child in element.elements:
        _without(child, classes)


def test_what_a_brief_says_is_never_markup() -> None:
    """Words of an author in a title, a finding or the reason of a waiver are text, in the page and in its notes."""
    for form in ("html", "pdf"):
        html = page_of(WEAK, form)
        assert "<script" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt; Conflict" in html
        assert "<b>bold" not in html
        assert "The editor &lt;em&gt;knows&lt;/em&gt; &amp; accepts it." in html
    hostile = Remark(
        "<i>X</i>", "error", "<img src=x onerror=alert(1)>", '"><script>', "<a>.yaml:1:1", (), quoted="</q><b>"
    )
    html = review_page(replace(task_of(WEAK), remarks=(hostile,)), "html").html
    assert not re.search(r"<(img src=x|script|i>X|b>|a>\.yaml)", html)
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_no_author_can_write_a_mark(tmp_path: Path) -> None:
    """The letters of marks are of private use, and a file with one of them is refused where it is read."""
    path = tmp_path / "brief.yaml"
    for letter in (start_of(0), end_of(MOST - 1)):
        path.write_text(f"meta: {{title: A, date: 2026-01-01}}\nkey_judgements: [a{letter}b]\n", encoding="utf-8")
        with pytest.raises(BriefError, match="cannot be printed"):
            brief.read(path)


def test_a_brief_without_findings_gets_a_clean_copy() -> None:
    """With nothing to say the copy says so, and leaves the margin free."""
    path = ROOT / "content" / "unbanning-the-taliban" / "brief.yaml"
    html = page_of(path)
    assert "The checks found nothing" in html
    assert notes_of(html) == []
    assert "review-why" not in html.split("</style>", 1)[1]


def test_a_waived_finding_says_why_and_by_whom() -> None:
    """What was weighed and kept is told with its reason and name, and counted apart."""
    html = page_of(WEAK)
    waived = [text_of(note) for note in notes_of(html) if "waived" in note.classes]
    assert len(waived) == 1
    assert "Waived: The editor <em>knows</em> & accepts it. (Duty editor)" in waived[0]
    assert "EST-06" in waived[0]
    weighed = remarks_of(brief.read(WEAK), strict=True)
    assert len(weighed) == len([each for each in weighed if each.kind != "waived"]) + 1


def test_the_summary_counts_and_leads_to_each_note() -> None:
    """At the head: how many of each kind, those on the whole brief, each rule with a link to each of its notes."""
    article = article_of(page_of(WEAK))
    summary = article.first(lambda each: each.attributes.get("id") == "review-summary")
    assert summary is not None
    kinds = Counter(remark.kind for remark in task_of(WEAK).remarks)
    counted = summary.first(lambda each: "review-counts" in each.classes)
    assert counted is not None
    assert text_of(counted) == (
        f"{kinds['error']} errors{kinds['warning']} warnings{kinds['info']} suggestions{kinds['waived']} waived"
    )
    links = [
        each.attributes["href"] for each in summary.walk() if each.attributes.get("href", "").startswith("#finding-")
    ]
    assert sorted(links) == sorted(f"#finding-{n}" for n in range(1, kinds.total() + 1))
    assert "On the brief as a whole" in text_of(summary)
    assert "brief explain RULE" in text_of(summary)
    assert "score" not in text_of(summary).casefold()


def test_the_second_tier_is_asked_for() -> None:
    """Without --strict the copy tells what `brief check` tells without it."""
    found, all_of_them = remarks_of(brief.read(WEAK)), remarks_of(brief.read(WEAK), strict=True)
    assert 0 < len(found) < len(all_of_them)
    assert all(remark.severity != "info" for remark in found)


def test_a_flood_is_cut_off() -> None:
    """Of more findings than a page can bear the first stand in the margin, and the others are counted."""
    task = task_of(WEAK)
    flood = tuple(Remark("EST-01", "warning", f"Remark {n}", "Why?", "", ("risks", 0)) for n in range(MOST + 7))
    html = review_page(replace(task, remarks=flood), "html").html
    assert len(notes_of(html)) == MOST
    assert "7 more findings have no room here" in html


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("It may rain.", "may", "It ‹may› rain."),
        ("It *may* rain.", "*may*", "It *‹may›* rain."),
        ("It 'may' rain.", "'may'", "It '‹may›' rain."),
        ("- It may rain", "- It may", "- ‹It may› rain"),
        ("One.\n\n> It may", "> It may", "One.\n\n> ‹It may›"),
        ("So [@S1, p. 4].", "p. 4", "So ‹[@S1, p. 4]›."),
        ("See [the plan](https://a.b/c).", "plan](https:", "See [the ‹plan](https://a.b/c)›."),
        ("A [mot juste]{lang=fr} here", "juste", "A ‹[mot juste]{lang=fr}› here"),
        ("Note[^1] here", "Note[^", "‹Note[^1]› here"),
    ],
)
def test_marks_never_break_markdown(tmp_path: Path, text: str, words: str, expected: str) -> None:
    """A mark stands outside what it would break, and inside quotes and stress, so that these are set as ever."""
    document = brief.read(WEAK)
    base = document.brief.model_copy(
        update={
            "background": (
                document.brief.background[0].model_copy(update={"text": type(document.brief.background[0].text)(text)}),
            )
        }
    )
    start = text.index(words)
    remark = Remark("X-01", "error", "", "", "", ("background", 0, "text"), (start, start + len(words)))
    written = str(marked(base, [remark]).background[0].text)
    assert written.replace(start_of(0), "‹").replace(end_of(0), "›") == expected


def test_nothing_but_texts_is_marked() -> None:
    """Whatever is no running text of a section is as it was: names, dates, terms and what frames the brief."""
    for path in FULL:
        task = task_of(path)
        changed = marked(task.document.brief, task.remarks)
        assert changed.meta == task.document.brief.meta
        pairs = zip(walk(task.document.brief), walk(changed), strict=True)
        other = [(old, new) for (_, old), (_, new) in pairs if old != new]
        assert len(other) > 1
        assert [old for old, new in other if MARK.sub("", str(new)) != str(old) or type(old) is not type(new)] == []


def test_the_pdf_is_labelled_numbered_and_empty_handed() -> None:
    """Each page says what it is and how it is marked; lines are numbered; nothing is attached; the name says review."""
    reply = make_review(replace(task_of(WEAK), forms=("pdf",)))
    assert reply.problems == ()
    ((name, content, pages),) = reply.files
    assert name == "2026-03-02_weak-brief_v1.0_TLP-GREEN_review_en.pdf"
    read = pypdf.PdfReader(BytesIO(content))
    assert len(read.pages) == pages
    assert read.attachments == {}
    counted: list[int] = []
    for page in read.pages:
        text = page.extract_text()
        assert text.count("TLP:GREEN") >= 2
        assert "REVIEW COPY" in text.upper()
        numbers = [int(number) for number in re.findall(r"^(\d+)$", text[text.rindex("Page ") :], re.MULTILINE)]
        assert numbers == list(range(1, len(numbers) + 1))
        counted.append(len(numbers))
    document, _ = laid_out(review_page(task_of(WEAK), "pdf"), LAYOUT.medium, layout=LAYOUT)
    text_only = [len(rows_of(lines_of(sheet, LAYOUT.unnumbered))) for sheet in document.pages]
    # Lines in the margin are not numbered, nor do they move a number.
    assert counted == text_only
    assert sum(text_only) < sum(len(rows_of(lines_of(sheet))) for sheet in document.pages)
    assert make_review(replace(task_of(WEAK), forms=("pdf",))).files == reply.files


def test_no_note_runs_off_its_page() -> None:
    """However many notes one item has, each stands in the margin, within the text area, and none lies over another."""
    page = review_page(task_of(WEAK), "pdf")
    document, problems = laid_out(page, LAYOUT.medium, layout=LAYOUT)
    assert problems == []
    seen = 0
    for sheet in document.pages:
        body = sheet._page_box.children[0]
        boxes = [
            b
            for b in body.descendants()
            if b.element is not None and "finding" in (b.element.get("class") or "").split()
        ]
        boxes = [b for b in boxes if type(b).__name__ == "BlockBox" and b.element_tag == "li"]
        bottom = body.position_y + body.height
        for box in boxes:
            assert box.position_y >= body.position_y - 1
            assert box.position_y + box.height <= bottom + 1
            assert box.position_x + box.width <= sheet.width - 40
        columns: dict[int, list[tuple[float, float]]] = {}
        for box in boxes:
            columns.setdefault(round(box.position_x), []).append((box.position_y, box.position_y + box.height))
        for spans in columns.values():
            spans.sort()
            assert all(one[1] <= two[0] + 0.5 for one, two in pairwise(spans))
        seen += len(boxes)
    assert seen == len(task_of(WEAK).remarks)


def test_words_of_rules_are_english_on_any_page() -> None:
    """On a page in another language what a rule says is marked as English; from right to left it keeps its order."""
    for path, turned in ((FRENCH, False), (ARABIC, True)):
        for note in notes_of(page_of(path)):
            for part in (each for each in note.walk() if {"message", "question"} & set(each.classes)):
                assert part.attributes["lang"] == "en"
                assert part.attributes.get("dir") == ("ltr" if turned else None)


def test_a_tree_is_written_as_it_was_read() -> None:
    """The page is taken apart and put together again: texts, void elements and attributes stay what they are."""
    html = '<p class="a&amp;b">1 &lt; 2 &amp; <br><em>x</em><img src="a" alt="&quot;"></p>'
    assert as_html(read_elements(html)) == html
    assert number_of(start_of(5)) == (5, True)
    assert number_of(end_of(5)) == (5, False)
