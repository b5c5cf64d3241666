"""The Markdown of prose to safe markup: CommonMark without raw HTML, tables, footnotes, locale quotes, citations.

One `Markdown` serves one page: it numbers the footnotes as they come.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape
from mdit_py_plugins.footnote import footnote_plugin

from .citations import IN_TEXT, Citation, read_group
from .language import Language, direction_of, direction_of_words
from .phrases import PHRASE
from .theme import Manner

CiteWriter = Callable[[Sequence[Citation]], Markup]

_LONG = re.compile(r"([^\s\u2060]{28,})")  # of German compounds and of addresses; few words of other tongues


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote: its number on the page and its text."""

    number: int
    text: Markup


@dataclass
class Markdown:
    """Turn the Markdown of one page into markup.

    `cite` writes a group of citations. `notes` is the manner of its footnotes: what is to stand after the section, and
    what has no paragraph of its own to stand beside, is gathered in `pending`.
    """

    language: Language
    cite: CiteWriter
    notes: Manner
    count: int = 0
    tables: int = 0
    pending: list[Note] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._parser = MarkdownIt("commonmark", {"html": False, "typographer": True, "quotes": self.language.quotes})
        self._parser.enable(["table", "replacements", "smartquotes"]).disable(["image"])
        self._parser.use(footnote_plugin)
        self._parser.inline.ruler.before("link", "citation", _citation_rule)
        self._parser.inline.ruler.before("link", "phrase", _phrase_rule)
        self._footnotes: dict[int, list[Token]] = {}

    def line(self, text: str) -> Markup:
        """Render one paragraph of inline Markdown, without the paragraph."""
        body, self._footnotes = _split_footnotes(self._parser.parseInline(text, {}))
        return Markup(self._inline(body[0].children or []))

    def block(self, text: str) -> Markup:
        """Render Markdown of one or more blocks."""
        tokens = self._parser.parse(text, {})
        body, self._footnotes = _split_footnotes(tokens)
        return Markup("".join(self._with_notes(body) if self.notes == "side" else self._blocks(body)))

    def take_notes(self) -> list[Note]:
        """Return the notes that were gathered since the last call."""
        notes, self.pending = self.pending, []
        return notes

    def _with_notes(self, tokens: Sequence[Token]) -> list[str]:
        """Write blocks with their notes beside each paragraph and after each table."""
        out: list[str] = []
        waiting: list[Token] = []
        first = len(self.pending)
        for token in tokens:
            if token.type == "paragraph_open":
                out += self._blocks(waiting)
                waiting = []
            waiting.append(token)
            if token.type in ("paragraph_close", "table_close"):
                text = self._blocks(waiting)
                waiting = []
                out += self._beside(text, first) if token.type == "paragraph_close" else [*text, *self._below(first)]
        return [*out, *self._blocks(waiting), *self._below(first)]

    def _blocks(self, tokens: Sequence[Token]) -> list[str]:
        out: list[str] = []
        for token in tokens:
            if token.type == "inline":
                out.append(self._inline(token.children or []))
            elif token.type in ("fence", "code_block"):
                out.append(f"<pre><code>{escape(token.content)}</code></pre>")
            elif token.type == "hr":
                out.append("<hr>")
            elif token.type == "table_open":
                out.append(self._table_region())
            elif token.type == "table_close":
                out.append("</table></div>\n")
            elif not token.hidden:
                out.append(_tag(token))
        return out

    def _beside(self, paragraph: list[str], first: int) -> list[str]:
        """Put the notes from the `first` of `pending` on in one row with their paragraph."""
        notes = self._side_notes(first)
        if not notes:
            return paragraph
        text = "".join(paragraph).strip()
        text = text if text.startswith("<p>") else f"<p>{text}</p>"  # a paragraph of a tight list has no tags
        return [f'<div class="row">{text}<div class="notes">{notes}</div></div>\n']

    def _below(self, first: int) -> list[str]:
        """Put the notes from the `first` of `pending` on after what has no room beside it."""
        notes = self._side_notes(first)
        return [f'<div class="notes below">{notes}</div>\n'] if notes else []

    def _side_notes(self, first: int) -> str:
        notes, self.pending[first:] = self.pending[first:], []
        return "".join(map(self._side_note, notes))

    def _side_note(self, note: Note) -> str:
        back = f'href="#noteref-{note.number}" role="doc-backlink" aria-label="↩ {note.number}"'
        return (
            f'<p class="side-note" id="note-{note.number}" role="doc-footnote">'
            f'<a class="note-number" {back}>{self.language.digits(str(note.number))}</a> {note.text}</p>'
        )

    def _table_region(self) -> str:
        """Open a table inside a region that can be scrolled by keyboard where the page is narrow."""
        self.tables += 1
        label = escape(self.language.word("labels.table", n=self.tables))
        return f'<div class="scroll" role="group" aria-label="{label}" tabindex="0"><table>'

    def _inline(self, tokens: Sequence[Token]) -> str:
        return "".join(self._one(token) for token in tokens)

    def _one(self, token: Token) -> str:
        kind = token.type
        if kind == "text":
            return divisible(self.language.spaced(token.content))
        if kind == "code_inline":
            return f"<code>{divisible(token.content)}</code>"
        if kind == "softbreak":
            return "\n"
        if kind == "hardbreak":
            return "<br>"
        if kind == "citation":
            return str(self.cite(token.meta["citations"]))
        if kind == "footnote_ref":
            return self._note(token)
        if kind == "link_open":
            return f'<a href="{escape(token.attrGet("href") or "")}"{self._isolating(token)}>'
        if kind == "phrase_open":
            return f"<span{foreign(self.language, token.meta['lang'], token.content)}>"
        if token.nesting != 0 and token.tag:
            return f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>"
        return str(escape(token.content))

    def _isolating(self, link: Token) -> str:
        """Return what keeps an address that is shown as it is in its own order."""
        return ' dir="ltr"' if link.info == "auto" and self.language.direction == "rtl" else ""

    def _note(self, token: Token) -> str:
        content = self._footnotes.get(token.meta["id"], [])
        self.count += 1
        number = self.count
        text = Markup("".join(self._inline(t.children or []) for t in content if t.type == "inline"))
        # A word joiner keeps the mark of the note on the line of its sentence.
        if self.notes == "foot":
            return f'\u2060<span class="note" id="note-{number}">{text}</span>'
        self.pending.append(Note(number, text))
        return (
            f'\u2060<sup class="noteref" id="noteref-{number}">'
            f'<a href="#note-{number}" role="doc-noteref" aria-label="{escape(self.language.word("headings.notes"))} '
            f'{number}">{self.language.digits(str(number))}</a></sup>'
        )


def foreign(language: Language, tag: str | None, words: str) -> Markup:
    """Return the attributes of an element whose words are in another language than the page: `lang`, and `dir`."""
    if not language.is_foreign(tag):
        return Markup("")
    # Words in the letters of another script than their language's, such as a transcription, run as their letters do.
    direction = direction_of_words(words) or direction_of(str(tag))
    turned = Markup(' dir="{}"').format(direction) if direction != language.direction else Markup("")
    return Markup(' lang="{}"').format(tag) + turned


def _phrase_rule(state: StateInline, silent: bool) -> bool:
    """Read `[phrase]{lang=fr}`; what else stands in braces is text, and has its Problem."""
    match = PHRASE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    limit = state.posMax
    if not silent:
        opening = state.push("phrase_open", "span", 1)
        opening.meta, opening.content = {"lang": match["tag"]}, match["words"]
        state.pos, state.posMax = match.span("words")
        state.md.inline.tokenize(state)
        state.push("phrase_close", "span", -1)
    state.pos, state.posMax = match.end(), limit
    return True


def _citation_rule(state: StateInline, silent: bool) -> bool:
    match = IN_TEXT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    citations = [citation for citation in read_group(match[1]) if citation is not None]
    if not citations:
        return False
    if not silent:
        state.push("citation", "", 0).meta = {"citations": citations}
    state.pos = match.end()
    return True


def _split_footnotes(tokens: Sequence[Token]) -> tuple[list[Token], dict[int, list[Token]]]:
    """Take the block of footnotes out of the tokens, by the id of each note."""
    body: list[Token] = []
    notes: dict[int, list[Token]] = {}
    inside: int | None = None
    for token in tokens:
        if token.type in ("footnote_block_open", "footnote_block_close", "footnote_anchor"):
            continue
        if token.type == "footnote_open":
            inside = int(token.meta["id"])
            notes[inside] = []
        elif token.type == "footnote_close":
            inside = None
        elif inside is not None:
            notes[inside].append(token)
        else:
            body.append(token)
    return body, notes


def _tag(token: Token) -> str:
    # Headings in prose stand below the heading of their section, whatever level the author took.
    tag = "h3" if re.fullmatch(r"h[1-6]", token.tag) else token.tag
    if token.nesting < 0:
        return f"</{tag}>\n"
    attributes = ""
    if tag == "th":
        attributes = ' scope="col"'
    style = str(token.attrGet("style") or "")
    if style.startswith("text-align:"):
        attributes += f' class="align-{style.removeprefix("text-align:")}"'
    if tag == "ol" and token.attrGet("start"):
        attributes += f' start="{int(str(token.attrGet("start")))}"'
    return f"<{tag}{attributes}>"


def divisible(text: str) -> str:
    """Write a text as markup; a word that may be longer than a line or a column can be divided anywhere."""
    parts = _LONG.split(text)  # every second one is a long word
    return "".join(f'<span class="long">{escape(p)}</span>' if n % 2 else str(escape(p)) for n, p in enumerate(parts))


def nowidow(text: Any) -> Markup:
    """Bind the last two words of a heading, if they are short, so that none stands alone on a line."""
    written = str(escape(text))
    words = written.rsplit(" ", 2)
    if len(words) == 3 and len(words[1]) + len(words[2]) < 18 and "<" not in words[1] + words[2]:
        written = f"{words[0]} {words[1]}\u00a0{words[2]}"
    return Markup(written)
