"""The Markdown of prose: what becomes markup, what stays text, and where notes and citations go."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from markupsafe import Markup

from brief.citations import Citation
from brief.inline import Markdown, Note, nowidow
from brief.language import load_language
from brief.phrases import odd_marks, unmarked
from brief.theme import Manner
from brief.workspace import Workspace

FIXED, NARROW, JOINER = "\u00a0", "\u202f", "\u2060"


def written(citations: Sequence[Citation]) -> Markup:
    """Write a group so that a test can read it."""
    parts = [
        f"{c.target}{'' if c.fact is None else f'#{c.fact}'}{'' if c.locator is None else f'@{c.locator}'}"
        for c in citations
    ]
    return Markup("<cite>{}</cite>").format("|".join(parts))


def markdown(code: str = "en", notes: Manner = "end") -> Markdown:
    """Return the Markdown of one page in a language."""
    return Markdown(load_language(Workspace(Path(__file__).parent), code), written, notes)


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("plain", "plain"),
        ("*soft* and **strong**", "<em>soft</em> and <strong>strong</strong>"),
        ("`a <b>`", "<code>a &lt;b&gt;</code>"),
        ("one\ntwo", "one\ntwo"),
        ("one\\\ntwo", "one<br>two"),
        ("[a](https://x.example/?a=1&b=2)", '<a href="https://x.example/?a=1&amp;b=2">a</a>'),
        ("<https://x.example/>", '<a href="https://x.example/">https://x.example/</a>'),
        ("a & b &amp; c &copy;", "a &amp; b &amp; c ©"),
        ("2 < 3 > 1", "2 &lt; 3 &gt; 1"),
        ("\\*no\\*", "*no*"),
    ],
)
def test_a_line_of_markdown(text: str, markup: str) -> None:
    """Emphasis, code, breaks, links and entities become markup; everything else is text."""
    assert markdown().line(text) == markup


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b onclick='x'>bold</b>",
        "<img src=x onerror=alert(1)>",
        "a <!-- comment --> b",
        "<style>p { color: red }</style>",
        "<iframe src='https://x.example'></iframe>",
        "<![CDATA[ x ]]>",
        "<?php echo 1 ?>",
    ],
)
def test_raw_html_is_text(text: str) -> None:
    """What an author types as a tag is read as letters, in a line and in a block."""
    for markup in (markdown().line(text), markdown().block(text), markdown().block(f"para\n\n{text}\n\nend")):
        assert not re.search(r"<(?!/?p>|/?cite>|span class=\"long\">|/span>)", markup), markup
        assert "&lt;" in markup


def test_a_long_word_can_be_divided() -> None:
    """Only a word that may be longer than its column is marked, and what is in it is still text."""
    long = "Rindfleischetikettierungsüberwachung<b>"
    written = str(markdown().line(f"A {long} and `{long}`, [{long}](https://a.example), short-enough-for-a-line"))
    assert written.count('<span class="long">Rindfleischetikettierungsüberwachung&lt;b&gt;</span>') == 3
    assert "short-enough-for-a-line" in written
    assert written.count("<span") == 3


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "vbscript:x", "data:text/html,x", "file:///etc/passwd", "JaVaScRiPt:x"]
)
def test_a_link_that_does_something_is_no_link(address: str) -> None:
    """Only addresses that lead to a page or a mailbox are linked."""
    assert "<a" not in markdown().line(f"[click]({address})")


def test_a_link_cannot_leave_its_attribute() -> None:
    """Quotes in an address stay inside it."""
    markup = markdown().line('[a](<https://x.example/"onmouseover="x>)')
    assert markup.count('"') == 2
    assert "onmouseover=" not in markup.replace("%22", "").split(">")[1]


def test_a_picture_in_prose_is_no_picture() -> None:
    """Figures have their own section with an alternative text; a picture in prose is a link with a mark."""
    assert "<img" not in markdown().block("![alt](map.png)")


def test_blocks() -> None:
    """Paragraphs, lists, quotations, rules and code are blocks; a list keeps its start."""
    markup = markdown().block("One.\n\n- a\n- b\n\n3. c\n4. d\n\n> Said.\n\n---\n\n    code <x>\n\n~~~\nfence\n~~~\n")
    for part in (
        *("<p>One.</p>", "<ul>", '<ol start="3">', "<blockquote>", "<p>Said.</p>", "<hr>"),
        *("<pre><code>code &lt;x&gt;\n</code></pre>", "<pre><code>fence\n</code></pre>"),
    ):
        assert part in markup
    assert markup.count("<li>") == markup.count("</li>") == 4


@pytest.mark.parametrize("mark", ["#", "##", "####", "######"])
def test_headings_in_prose_stand_below_their_section(mark: str) -> None:
    """Whatever level an author takes, a heading in prose is an h3: the outline of the page has no holes."""
    assert markdown().block(f"{mark} Head *one*") == "<h3>Head <em>one</em></h3>\n"
    assert markdown().block("Head\n====") == "<h3>Head</h3>\n"


def test_a_table_has_heads_alignment_and_a_region_of_its_own() -> None:
    """Column heads have their scope, numbers are set to the right, and a wide table is scrolled by keyboard."""
    page = markdown()
    markup = page.block("| Year | Loss |\n|---|--:|\n| 2019 | *31* |\n")
    assert '<th scope="col">Year</th>' in markup.replace("\n", "")
    assert '<th scope="col" class="align-right">Loss</th>' in markup.replace("\n", "")
    assert '<td class="align-right"><em>31</em></td>' in markup.replace("\n", "")
    labels = re.findall(r'<div class="scroll" role="group" aria-label="([^"]+)" tabindex="0"><table>', markup)
    labels += re.findall(r'aria-label="([^"]+)"', page.block("| A |\n|---|\n| b |\n"))
    assert len(set(labels)) == 2  # each table of the page has a name of its own
    assert markup.count("<div") == markup.count("</div>") == 1
    assert "style=" not in markup


def test_quotes_are_those_of_the_language() -> None:
    """Typewriter quotes become those of the page's language, outer and inner, and dashes and dots are set."""
    text = "He said \"it is 'late'\" -- and left... it's"
    assert markdown().line(text) == "He said “it is ‘late’” – and left… it’s"
    french = markdown("fr").line('Il a dit "oui" !')
    assert re.fullmatch(rf"Il a dit «[{FIXED}{NARROW}]oui[{FIXED}{NARROW}]»[{FIXED}{NARROW}]!", french)


def test_code_keeps_its_quotes() -> None:
    """What is code is printed as it was typed."""
    assert markdown().line("`\"a\" -- 'b'...`") == "<code>\"a\" -- 'b'...</code>".replace('"', "&#34;").replace(
        "'", "&#39;"
    )


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("It rose [@S1].", "It rose <cite>S1</cite>."),
        ("It rose [@S3, p. 4].", "It rose <cite>S3@p. 4</cite>."),
        ("It rose [@S1#12; @S2, p. 3; S4].", "It rose <cite>S1#12|S2@p. 3|S4</cite>."),
        ("See [@R2] and [@KJ1].", "See <cite>R2</cite> and <cite>KJ1</cite>."),
        ("**[@S1]**", "<strong><cite>S1</cite></strong>"),
        ("`[@S1]`", "<code>[@S1]</code>"),
        ("[@not a citation]", "[@not a citation]"),
        ("[@]", "[@]"),
        ("\\[@S1]", "[@S1]"),
        ("[@S1](https://x.example)", "<cite>S1</cite>(https://x.example)"),
    ],
)
def test_citations(text: str, markup: str) -> None:
    """A group between [@ and ] is one citation with all its parts; code and escapes are not."""
    assert markdown().line(text) == markup


def test_a_citation_in_a_table_and_in_a_note() -> None:
    """Citations work wherever prose does."""
    page = markdown()
    assert "<td><cite>S1</cite></td>" in page.block("| A |\n|---|\n| [@S1] |\n")
    page.block("Text[^a].\n\n[^a]: See [@S2, p. 1].\n")
    assert page.take_notes()[0].text == "See <cite>S2@p. 1</cite>."


def test_a_note_after_the_section_is_linked_both_ways() -> None:
    """On a web page a note is a number that leads to the note, and the note waits to be printed with its number."""
    page = markdown()
    markup = page.block("One[^a] and two[^b].\n\n[^b]: Second *note*.\n[^a]: First note.\n")
    for number in (1, 2):
        # The word joiner keeps the mark from beginning a line.
        assert f'\u2060<sup class="noteref" id="noteref-{number}"><a href="#note-{number}" role="doc-noteref"' in markup
        assert re.search(rf'aria-label="[^"]+ {number}">{number}</a></sup>', markup)
    assert "First note" not in markup
    assert page.take_notes() == [Note(1, Markup("First note.")), Note(2, Markup("Second <em>note</em>."))]
    assert page.take_notes() == []


def test_notes_are_numbered_through_the_page() -> None:
    """The second section goes on counting where the first one stopped."""
    page = markdown()
    page.block("A[^x].\n\n[^x]: one\n")
    page.take_notes()
    assert 'href="#note-2"' in page.block("B[^x].\n\n[^x]: two\n")
    assert page.take_notes() == [Note(2, Markup("two"))]


def test_an_inline_note_needs_no_label() -> None:
    """`^[…]` is a note too, in a line as in a block."""
    for render in ("line", "block"):
        page = markdown()
        assert "noteref-1" in getattr(page, render)("Text^[An aside & more.] goes on.")
        assert page.take_notes() == [Note(1, Markup("An aside &amp; more."))]


def test_a_note_at_the_foot_stands_in_its_sentence() -> None:
    """In print the note is a part of its line, for the engine to move; its mark stays on the line of the sentence."""
    page = markdown(notes="foot")
    markup = page.block("One[^a].\n\n[^a]: The note.\n")
    assert f'One{JOINER}<span class="note" id="note-1">The note.</span>.' in markup
    assert page.take_notes() == []


def test_a_note_at_the_side_stands_in_the_row_of_its_paragraph() -> None:
    """In a layout with a margin the note is beside its paragraph, with a way back to its mark."""
    page = markdown(notes="side")
    markup = page.block("One[^a].\n\nTwo.\n\n| A |\n|---|\n| b[^t] |\n\n[^a]: Aside.\n[^t]: Below.\n")
    row, rest = markup.split("</div></div>", 1)
    assert row.startswith('<div class="row"><p>One\u2060<sup')
    assert '<a class="note-number" href="#noteref-1" role="doc-backlink"' in row
    assert "Aside." in row
    assert '<div class="notes below">' in rest
    assert "Below." in rest
    assert page.take_notes() == []


def test_a_note_without_text_is_no_note() -> None:
    """A mark that leads nowhere stays as the author typed it."""
    assert "[^nowhere]" in markdown().block("Text[^nowhere].")


@pytest.mark.parametrize(
    ("heading", "bound"),
    [
        ("What moves the sand", f"What moves the{FIXED}sand"),
        ("Sand", "Sand"),
        ("The sand", "The sand"),
        ("An extraordinarily uncharacteristic heading", "An extraordinarily uncharacteristic heading"),
        ("Salt & a pinch", f"Salt &amp; a{FIXED}pinch"),
    ],
)
def test_the_last_words_of_a_heading_stay_together(heading: str, bound: str) -> None:
    """Two short last words share a line; a tag among them, or long words, are left alone."""
    assert nowidow(heading) == bound
    assert nowidow(Markup("See the <b>x y</b>")) == "See the <b>x y</b>"


# Phrases of another language


@pytest.mark.parametrize(
    ("code", "text", "markup"),
    [
        ("en", "the [*loi* cadre]{lang=fr}.", 'the <span lang="fr"><em>loi</em> cadre</span>.'),
        ("en", "[معًا]{lang=ar-EG}", '<span lang="ar-EG" dir="rtl">معًا</span>'),
        # A transcription runs as its letters do, and not as those of its language.
        ("en", "[Loya Jirga]{lang=ps}", '<span lang="ps">Loya Jirga</span>'),
        ("ar", "في [*littoral* drift]{lang=en}،", 'في <span lang="en" dir="ltr"><em>littoral</em> drift</span>،'),
        ("en", "[colour]{lang=en-GB}", "<span>colour</span>"),
        (
            "en",
            "[[la loi](https://x.example/)]{lang=fr}",
            '<span lang="fr"><a href="https://x.example/">la loi</a></span>',
        ),
        ("en", "[a [@S1] b]{lang=fr}", '<span lang="fr">a <cite>S1</cite> b</span>'),
        ("en", "`[x]{lang=fr}`", "<code>[x]{lang=fr}</code>"),
        ("en", "\\[x]{lang=fr}", "[x]{lang=fr}"),
        ("ar", "<https://x.example/>", '<a href="https://x.example/" dir="ltr">https://x.example/</a>'),
    ],
)
def test_a_phrase_of_another_language_is_marked(code: str, text: str, markup: str) -> None:
    """A phrase says its language, and the way it runs where that is another than the page's."""
    assert markdown(code).line(text) == markup


@pytest.mark.parametrize(
    "mark",
    [
        *(
            "{lang=fr onclick=x}",
            "{.big}",
            "{#id}",
            "{lang=}",
            "{lang=français}",
            "{LANG=fr}",
            "{dir=rtl}",
            "{lang='fr'}",
        ),
        *(
            '{lang=fr"><script>}',
            "{lang=fr-}",
            "{style=color:red}",
            "{lang=no-tag-at-all-x}",
            "{ lang=fr }",
        ),
    ],
)
def test_braces_can_say_nothing_but_a_language(mark: str) -> None:
    """Anything else in braces is text, and is told as a problem."""
    text = f"[x]{mark}"
    assert "<" not in markdown().line(text)
    assert list(odd_marks(f"a {text} b")) == [mark]


def test_braces_elsewhere_are_nobody_s_business() -> None:
    """Code, escaped brackets and braces on their own are not told."""
    assert list(odd_marks("`[x]{.y}` {.z} \\]{.a} [b] {.c} [d]{lang=fr}\n\n    [e]{.f}")) == []


def test_marked_phrases_are_bounded() -> None:
    """Thousands of brackets take no longer than they do without the mark."""
    for text in ("[" * 20_000, "[a]{lang=" * 4_000, ("[" * 300) * 60 + "]{lang=fr}", "[\\" * 10_000, "[[]" * 8_000):
        begin = time.perf_counter()
        markdown().line(text)
        assert unmarked(text)
        assert time.perf_counter() - begin < 5
