"""A painted page as words: its blocks, plain text of 72 columns, and CommonMark that says what the page says."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

import brief
from brief.outputs import OUTPUTS
from brief.outputs.words import blocks_of, commonmark, plain_text, read_elements, xhtml
from brief.outputs.words.commonmark import escaped
from tests.golden.pages.samples import BRIEFS, SLUGS
from tests.safety.hostile import kind


def page_of(slug: str, output: str) -> Any:
    """Return what an output makes of a sample."""
    workspace, document = brief.Workspace.around(BRIEFS[slug]), brief.read(BRIEFS[slug])
    view = brief.view_of(workspace, document)
    page = brief.paint_page(workspace, view, kind(output))
    return kind(output).make(brief.outputs.Page(page, view, workspace)).content.decode()


def text(html: str, width: int | None = 40) -> list[str]:
    return plain_text(blocks_of(html), width).splitlines()


def marked(html: str) -> str:
    return commonmark(blocks_of(html))


# Plain text


def test_paragraphs_are_broken_at_spaces_and_set_apart() -> None:
    """A line has at most so many columns, and an empty line stands between paragraphs."""
    assert text("<p>one two three four five six seven eight nine</p><p>ten</p>", 20) == [
        *("one two three four", "five six seven eight", "nine", "", "ten")
    ]


def test_what_cannot_be_broken_is_left_whole() -> None:
    """An address that is longer than a line stands on a line of its own, after its mark in a list."""
    address = "https://example.org/a/very/long/path/of/an/address"
    assert text(f"<ul><li>{address}</li></ul><p>see {address} now</p>", 20) == [
        *(f"- {address}", "", "see", address, "now")
    ]


def test_letters_without_spaces_are_broken_between_them() -> None:
    """Chinese is broken anywhere but before a full stop; each letter takes two columns."""
    assert text("<p>港口的水很深。</p>", 8) == ["港口的水", "很深。"]


def test_headings_stand_out() -> None:
    """The title is underlined, the heads of parts stand in capitals after two empty lines."""
    assert text("<h1>Title</h1><h2>Part</h2><p>x</p><h3>Head</h3>") == [
        *("Title", "=====", "", "", "PART", "", "x", "", "Head")
    ]


def test_lists() -> None:
    """Numbers and hyphens, lists in lists, and entries that begin with their own ids."""
    html = '<ol start="3"><li>a</li><li><p>b</p><ul><li>c</li></ul></li></ol>'
    assert text(html) == ["3. a", "4. b", "   - c"]
    one = '<li id="R1"><p><span class="id">R1</span> one</p><p>more</p></li>'
    own = f'<ol class="entries">{one}<li><p>R2 two</p></li></ol>'
    assert text(own) == ["R1 one", "    more", "", "R2 two"]


def test_tables_are_aligned_or_told_row_by_row() -> None:
    """A narrow table has columns; a wide one says each value by the name of its column; empty columns are left out."""
    head = "<thead><tr><th>Year</th><th>Depth</th><th>Drawn</th></tr></thead>"
    html = f"<table>{head}<tr><th>2015</th><td>9.1</td><td><svg><path/></svg></td></tr></table>"
    assert text(html) == ["Year  Depth", "----  -----", "2015  9.1"]
    wide = f'<table>{head}<tr><th>2015</th><td data-label="Depth">{"deep " * 9}</td><td></td></tr></table>'
    assert text(wide, 30) == ["2015", "    Depth: deep deep deep deep", "      deep deep deep deep deep"]


def test_labels_marks_and_notes() -> None:
    """A label has its colon, a part its marking, an aside its dot, a note its number."""
    html = (
        '<p class="portion-line"><strong>TLP:RED</strong></p><p>Held.</p>'
        '<div><span class="label">So what</span><p>Much.</p></div>'
        '<p>One<sup id="noteref-1"><a href="#note-1">1</a></sup> <span class="sub">KJ1</span></p>'
        '<ol class="notes"><li id="note-1"><p>Why. <a class="back" href="#noteref-1">↩</a></p></li></ol>'
    )
    assert text(html) == ["TLP:RED Held.", "", "So what: Much.", "", "One(1) · KJ1", "", "(1) Why."]


def test_what_is_drawn_or_hidden_is_no_text() -> None:
    """Drawings, style sheets and what is hidden from those who listen are left out."""
    html = (
        '<p>a<svg><title>t</title><text>b</text></svg></p><style>c</style><p aria-hidden="true">d</p><script>e</script>'
    )
    assert text(html) == ["a"]


def columns(line: str) -> int:
    """Return how many columns a line takes: a mark above or below a letter takes none."""
    return sum(not unicodedata.combining(letter) for letter in line)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_text_of_each_sample_keeps_its_width(slug: str) -> None:
    """No line has more than 72 columns but an address, and nothing of the machinery shows."""
    lines = page_of(slug, "text").splitlines()
    assert [
        line
        for line in lines
        if columns(line) > 72 and " " in line.strip() and not re.search(r"^\S*https?://\S+$", line.strip())
    ] == []
    assert not [
        line for line in lines if line != line.rstrip() or re.search(r"[\u2060\u200b]|<(?!https?:|b>|/?script)", line)
    ]
    assert len(lines) > 15


@pytest.mark.parametrize("output", ["text", "markdown"])
@pytest.mark.parametrize("slug", SLUGS)
def test_handling_and_edition_stand_at_both_ends(slug: str, output: str) -> None:
    """Marking, status, embargo, version and cut-off are the first and the last that one reads."""
    source = brief.read(BRIEFS[slug]).brief
    view = brief.view_of(brief.Workspace.around(BRIEFS[slug]), brief.read(BRIEFS[slug]))
    words = " ".join(re.sub(r"[\\*]", "", page_of(slug, output)).split())
    ends = words[:420], words[-420:]
    for said in filter(None, (source.handling.label, view.imprint.status, view.imprint.embargo, source.meta.version)):
        assert all(" ".join(said.split()) in end for end in ends), said
    if view.cutoff:
        assert all(" ".join(view.language.date(view.cutoff).split()) in end for end in ends)


# Markdown


def parsed(markdown: str, html: bool = True) -> list[Any]:
    """Read Markdown as strictly as it can be read, with everything on that makes links or elements of text."""
    parser = MarkdownIt("commonmark", {"html": html}).enable(["table", "strikethrough"]).use(footnote_plugin)
    return [token for block in parser.parse(markdown) for token in (block, *(block.children or ()))]


HOSTILE = [
    *("<script>alert(1)</script>", "<b onclick=x>", "[x](javascript:alert(1))", "![x](http://evil.example/x.png)"),
    *("<http://evil.example>", "&lt;b&gt; &#60;b&#62; &copy;", "`code` ``", "*a* **b** _c_ __d__ ~~e~~", "\\<b> \\\\"),
    *("# no heading", "- no list", "+ no list", "1. no list", "a) none", "(1) none", "> no quote", "---", "===", "***"),
    *("| a | b |", "[^1] [^x]: note", "[x]: http://evil.example", "$x$ $$y$$", "^up^ ~down~", "{.class} `x`{=html}"),
    *("@citation [-@key]", "::: fenced", "Term\n: definition", "    code", "```\nfence\n```", "a\\", "%title", "C# #5"),
]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_words(words: str) -> None:
    """Whatever a text says, a program that reads the Markdown shows these words, and makes nothing else of them."""
    tokens = parsed(marked(f"<p>{words.replace('&', '&amp;').replace('<', '&lt;')}</p>"))
    assert {token.type for token in tokens} <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    said = "".join(token.content for token in tokens if token.type.startswith("text"))
    assert said == " ".join(words.split())


def test_addresses_in_words_do_not_become_links() -> None:
    """GitHub makes links of bare addresses; one that the author made no link of stays text."""
    assert (
        escaped("see https://evil.example and www.evil.example") == "see https:\\//evil.example and www\\.evil.example"
    )


def test_links_lead_where_the_author_said_and_nowhere_else() -> None:
    """Links to the web and inside the page are written; what runs or reads files is not."""
    html = (
        '<p><a href="https://a.example/(x)?b=1&amp;copy;=2">one [1]</a> <a href="#KJ1">KJ1</a> '
        '<a href="javascript:x">two</a> <a href="file:///etc">three</a> <a href="https://b.example">https://b.example</a></p>'
    )
    links = [token.attrs["href"] for token in parsed(marked(html)) if token.type == "link_open"]
    assert links == ["https://a.example/(x)?b=1&copy;=2", "#KJ1", "https://b.example"]


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p><strong>a </strong>b</p>", "**a** b"),
        ("<p>x<strong>(a)</strong>y</p>", "x(a)y"),
        ('<p>Stop!<a href="https://a.example/">a</a></p>', "Stop\\![a](<https://a.example/>)"),
        ('<p>Stop!<sup id="noteref-1">1</sup></p>', "Stop\\![^1]"),
        ("<p><strong>a</strong><em>b</em></p>", "**a**b"),
        ("<p><code>a`b</code> <code>`</code></p>", "``a`b`` `` ` ``"),
        ('<p id="KJ1"><span class="id">KJ1</span> One</p>', '<a id="KJ1"></a>**KJ1** One'),
        ("<p>a<br>- b</p>", "a\\\n\\- b"),
        ("<pre><code>a\n```\n</code></pre>", "````\na\n```\n````"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<hr>", "* * *"),
        ("<table><tr><th>a|b</th><td><code>c|d</code></td></tr></table>", "|  |  |\n| --- | --- |\n| a\\|b | c\\|d |"),
    ],
)
def test_marks(html: str, written: str) -> None:
    """Emphasis that would be read as stars is left out, code is fenced by more than it holds, lines begin nothing."""
    assert marked(html) == written


@pytest.mark.parametrize("slug", SLUGS)
def test_the_markdown_of_each_sample_is_sound(slug: str) -> None:
    """The only HTML in it are anchors, links lead to anchors or to the web, and notes have their texts."""
    markdown = page_of(slug, "markdown")
    tokens = parsed(markdown)
    html = [token.content for token in tokens if token.type.startswith("html")]
    anchors = [found[1] for found in (re.fullmatch(r'<a id="([A-Za-z][\w.-]*)">', each) for each in html) if found]
    assert len(html) == 2 * len(anchors)
    assert len(set(anchors)) == len(anchors) > 3
    targets = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    assert [each for each in targets if not re.match(r"https?://|mailto:", each) and each[1:] not in anchors] == []
    called, told = (
        re.findall(r"(?<!\\)\[\^(\d+)\](?!:)", markdown),
        re.findall(r"^\[\^(\d+)\]:", markdown, re.MULTILINE),
    )
    assert sorted(called) == sorted(told)


# The tree


def test_the_tree_is_written_as_xml() -> None:
    """What HTML leaves open is closed, names of drawings keep their capitals, and what XML has no place for is gone."""
    html = '<p class=a hidden>x &amp; y<br><svg viewBox="0 0 1 1"><linearGradient/></svg>\ufffe</p><img alt="&quot;">'
    assert xhtml(read_elements(html)) == (
        '<p class="a" hidden="">x &amp; y<br/><svg viewBox="0 0 1 1" xmlns="http://www.w3.org/2000/svg">'
        '<linearGradient></linearGradient></svg></p><img alt="&quot;"/>'
    )


def test_every_output_of_words_is_listed() -> None:
    """Text, Markdown, data and book are made by their names."""
    assert {"text", "markdown", "json", "epub"} <= {output.name for output in OUTPUTS}
