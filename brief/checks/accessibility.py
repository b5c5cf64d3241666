"""ACC: accessibility and print. What a screen reader says, what a colour-blind reader sees, what paper can show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..branding import branded, said_where
from ..colours import contrast as contrast_of
from ..problems import BriefError
from ..theme import load_theme
from .reading import Reading
from .rule import Finding, Path, rule

TEXT_RATIO, LARGE_RATIO = 4.5, 3.0
# Which tokens of a theme stand on which: text on its ground, then marks and rules that carry meaning.
TEXT_PAIRS = (
    ("ink", "paper"),
    ("ink-soft", "paper"),
    ("link", "paper"),
    ("accent", "paper"),
    ("ink", "tint"),
    ("ink-soft", "tint"),
    ("ink", "accent-tint"),
    ("band-ink", "band"),
    ("cover-ink", "cover"),
    ("link", "tint"),
    ("impact-ink", "impact-1"),
    ("impact-ink", "impact-2"),
    ("impact-ink", "impact-3"),
    ("impact-ink-strong", "impact-4"),
    ("impact-ink-strong", "impact-5"),
)
GRAPHIC_PAIRS = (("accent", "track"),)
# The row of heads above the row of dashes, where a head is empty; the first may be, over the names of the rows.
_HEADLESS = re.compile(
    r"^([ ]{0,3}\|[^|\n]{0,300}(?:\|[^|\n]{0,300}){0,40}?\|[ \t]{0,80}\|[^\n]{0,2000})\n"
    r"[ ]{0,3}\|?[ \t]{0,80}:?-{1,80}:?[ \t]{0,80}\|",
    re.MULTILINE,
)
SHOWN_ADDRESS = re.compile(r"(?<!!)\[([^\]\[@]+)\]\((https?://[^)\s]+)\)")


@rule("ACC-01", "error")
def no_alt(reading: Reading) -> Iterator[Finding]:
    """Flag a figure without a text alternative.

    Why: a reader who cannot see it gets nothing, and in most ministries that is against the law. A table is text
        already.
    Source: EN 301 549 clause 10 (WCAG 1.1.1); Section 508; the UK accessibility regulations of 2018.
    Bad: kind bars, no alt.
    Good: alt 'Bars: losses fell from 31% in 2019 to 24% in 2023, most of it in the north.'
    """
    for index, figure in enumerate(reading.brief.figures):
        if not figure.alt and figure.kind != "table":
            message = f"{figure.id} has no alt, so a reader who cannot see it gets nothing"
            yield Finding(("figures", index, "caption"), message, "what should somebody know who cannot see it?")


@rule("ACC-03", "error")
def contrast(reading: Reading) -> Iterator[Finding]:
    """Flag a pair of theme colours with too little contrast.

    Why: mono printers and tired eyes need 4.5 to 1 for text, 3 to 1 for marks that carry meaning; on paper TLP amber
        and green come out as nearly the same grey.
    Source: WCAG 1.4.3 and 1.4.11.
    Bad: ink '#999999' on paper '#ffffff' (2.8 to 1).
    Good: ink '#16202a' on paper '#ffffff' (16 to 1).
    """
    try:
        plain = load_theme(reading.workspace, reading.theme or reading.brief.output.theme)
        theme = branded(plain, reading.brief.brand, lambda _: None)
    except BriefError:
        return  # Whoever paints reports it, with its place.
    for tokens, where in ((theme.tokens, "tokens"), ({**theme.tokens, **theme.dark}, "dark")):
        for pairs, wanted in ((TEXT_PAIRS, TEXT_RATIO), (GRAPHIC_PAIRS, LARGE_RATIO)):
            for front, back in pairs:
                ratio = contrast_of(tokens.get(front, ""), tokens.get(back, ""))
                if ratio is not None and ratio < wanted:
                    said = (said_where(plain, reading.brief.brand, token, where) for token in (front, back))
                    path = next(filter(None, said), ())
                    file, line = (None, 0) if path else _line(reading, theme.chain, front, where)
                    message = (
                        f"'{front}' on '{back}' has a contrast of {ratio:.1f} to 1 in the {where} of theme "
                        f"'{theme.name}'; {wanted:g} to 1 is needed"
                    )
                    question = "can the front be darker or the ground lighter?"
                    yield Finding(path, message, question, file=file, line=line, column=3 if line else 0)


def _line(reading: Reading, chain: tuple[object, ...], token: str, group: str) -> tuple[str, int]:
    """Find the line of a theme file that sets a token, the file that wins first."""
    for folder in reversed(chain):
        path = folder / "theme.yaml"  # type: ignore[operator]
        text = reading.workspace.text(path)
        inside = ""
        for number, line in enumerate(text.content.split("\n"), 1):
            if re.match(r"\w", line):
                inside = line.split(":")[0]
            if inside == group and line.strip().startswith(f"{token}:"):
                return text.name, number
    return str(reading.workspace.name_of(chain[-1] / "theme.yaml")), 0  # type: ignore[operator]


@rule("ACC-02", "error", tier=2)
def heading_levels(reading: Reading) -> Iterator[Finding]:
    """Flag headings in running text that skip a level, and tables whose columns have no heads.

    Why: readers of a screen reader move by headings, and a jump from the first to the third level looks like a lost
        part; in a table without heads a number is read out without saying what it is. Title and language the parser
        asks for.
    Source: EN 301 549 clause 10; PDF/UA.
    Bad: '# Ports' followed by '### Tariffs'.
    Good: '# Ports' followed by '## Tariffs'.
    """
    for passage in reading.passages:
        last = 0
        for match in re.finditer(r"^[ ]{0,3}(#{1,6})[ \t]+\S.*$", passage.text, re.MULTILINE):
            level = len(match[1])
            if last and level > last + 1:
                message = f"a heading of level {level} follows one of level {last}"
                yield passage.found(match.start(1), match.end(), message, "which level is missing between them?")
            last = level
        for match in _HEADLESS.finditer(passage.text):
            message = "this table has a column without a head"
            yield passage.found(match.start(1), match.end(1), message, "what stands in each column?")
    for section in ("background", "analysis"):
        for part_number, part in enumerate(getattr(reading.brief, section)):
            for number, block in enumerate(part.blocks):
                if block.table and not all(head.strip() for head in block.table.columns):
                    path: Path = (section, part_number, "blocks", number, "table", "columns")
                    yield Finding(path, "this table has a column without a head", "what stands in each column?")


@rule("ACC-04", "warning", tier=2)
def hidden_address(reading: Reading) -> Iterator[Finding]:
    """Flag a link whose address a reader of the print cannot see.

    Why: paper has no hover. Cite a source, whose address is printed in the list, or print the address.
    Source: the practice of printing; GDS guidance on link text.
    Bad: [the tender](https://example.org/tender)
    Good: the tender [@S3]
    """
    for passage in reading.passages:
        if passage.path[0] in ("sources", "lint"):
            continue
        for match in SHOWN_ADDRESS.finditer(passage.text):
            if not match[1].startswith(("http", "www.")) and match[1] not in match[2]:
                message = f"the address behind '{match[1]}' does not show on paper"
                yield passage.found(match.start(), match.end(), message, "is it a source that can be cited?")
