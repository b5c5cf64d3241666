"""Two texts as markup to one, word by word: what was struck stands in `del`, what was added in `ins`.

The markup is that of the page: inline elements that mean one thing, such as a citation, are one word; the others are
kept as they are in the new text, and so are its paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import NamedTuple

from markupsafe import Markup

MOST_COMPARED = 4_000_000  # words of one text times those of the other; longer ones are struck and added whole
_PIECE = re.compile(r"<(?P<close>/?)(?P<tag>[a-z][a-z0-9]*)\b[^>]*>|(?P<space>\s+)|[^<\s]+")
# One word each, with all that is in them.
_WHOLE = re.compile(r'<(?:a|sup|code|svg)\b|<span class="(?:cite|note|long|id)"')


# While a page is painted the marks are letters that no author can write: nobody knows yet whether they come to stand in
# running text or in an attribute.
STRUCK, ADDED = ("\ue000", "\ue001"), ("\ue002", "\ue003")
GONE = ("\ue004", "\ue005")  # struck, too, and nothing stands in its place: a drawing still says what it was
_IN_TAG = re.compile(r"<[a-z][^<>]*[\ue000-\ue005][^<>]*>|<title>.*?</title>", re.DOTALL)
_OLD = re.compile(rf"{STRUCK[0]}[^{STRUCK[1]}]*{STRUCK[1]} ?|[\ue000-\ue005]")
_BEGINNINGS = (re.compile("^([\ue002\ue000\ue004]?)(\\w)"), re.compile("^(\ue000[^\ue001]*\ue001 \ue002)(\\w)"))


def strike(words: str) -> str:
    """Mark words that others took the place of."""
    return f"{STRUCK[0]}{words}{STRUCK[1]}"


def drop(words: str) -> str:
    """Mark words that are gone."""
    return f"{GONE[0]}{words}{GONE[1]}"


def add(words: str) -> str:
    """Mark words that are new."""
    return f"{ADDED[0]}{words}{ADDED[1]}"


class Marks(NamedTuple):
    """What is said before and after words that were struck, and words that were added."""

    struck: tuple[str, str]
    added: tuple[str, str]

    def written(self, html: str) -> str:
        """Write the marks of a painted page as elements; in a tag or a title only the new words stay."""
        html = _IN_TAG.sub(lambda match: _OLD.sub("", match[0]), html)
        marks = (("del", STRUCK, self.struck), ("del", GONE, self.struck), ("ins", ADDED, self.added))
        for tag, (start, end), said in marks:
            html = html.replace(start, f"<{tag}>{_said(said[0])}").replace(end, f"{_said(said[1])}</{tag}>")
        return html


def with_capitals(words: str) -> str:
    """Begin a text with a capital, both where it was and where it is another now."""
    for beginning in _BEGINNINGS:
        words = beginning.sub(lambda match: match[1] + match[2].upper(), words)
    return words


def _said(words: str) -> str:
    return f'<span class="said">{words}</span>' if words else ""


class Piece(NamedTuple):
    """One piece of markup: a word, a space or a tag."""

    raw: str
    kind: str


def revised(before: str, after: str) -> Markup:
    """Write two texts as one; either may be empty."""
    old, new = [*_pieces(before)], [*_pieces(after)]
    struck = [piece.raw for piece in old if piece.kind == "word"]
    added = [piece.raw for piece in new if piece.kind == "word"]
    if not added:
        return Markup(_marked(old, {0: len(struck)}, drop, {}))
    changed = [step for step in _steps(struck, added) if step[0] != "equal"]
    gone = {j1: strike(" ".join(struck[i1:i2])) for _, i1, i2, j1, _ in changed if i2 > i1}
    fresh = {j1: j2 for _, _, _, j1, j2 in changed if j2 > j1}
    return Markup(_marked(new, fresh, add, gone))


def _steps(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return how the one becomes the other; a few equal words between two changes are changed with them."""
    if len(old) * len(new) > MOST_COMPARED:
        return [("replace", 0, len(old), 0, len(new))]
    steps: list[tuple[str, int, int, int, int]] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (tag, i1, i2, j1, j2) in enumerate(codes):
        inside = 0 < number < len(codes) - 1
        small = tag == "equal" and inside and len("".join(old[i1:i2])) < 8 and i2 - i1 < 3
        if steps and (small or tag != "equal") and steps[-1][0] != "equal":
            _, a1, _, b1, _ = steps.pop()
            steps.append(("replace", a1, i2, b1, j2))
        else:
            steps.append((tag, i1, i2, j1, j2))
    return steps


@dataclass
class _Writer:
    """Write pieces; a mark is closed before a tag and opened again behind it, so that elements never cross."""

    mark: Callable[[str], str]
    out: list[str] = field(default_factory=list)
    run: list[str] = field(default_factory=list)

    def put(self, raw: str, marked: bool) -> None:
        if marked:
            self.run.append(raw)
        else:
            self.end_run()
            self.out.append(raw)

    def end_run(self) -> None:
        words = "".join(self.run)
        inner = words.strip()
        if inner:
            start = words.index(inner)
            words = f"{words[:start]}{self.mark(inner)}{words[start + len(inner) :]}"
        self.out.append(words)
        self.run = []


def _marked(
    pieces: Sequence[Piece], runs: Mapping[int, int], mark: Callable[[str], str], gone: Mapping[int, str]
) -> str:
    """Write pieces with the runs of words from one number to another marked, and what is gone where it stood."""
    writer, number, until = _Writer(mark), 0, 0
    for piece in pieces:
        if piece.kind == "word":
            if number in gone:
                writer.put(f"{gone[number]} ", marked=False)
            until = runs.get(number, until)
            writer.put(piece.raw, marked=number < until)
            number += 1
        else:
            writer.put(piece.raw, marked=piece.kind == "space" and number < until)
    if number in gone:
        # Before the tags that end the text, so that it stays in the last paragraph.
        writer.end_run()
        closing = len(writer.out)
        while closing and re.fullmatch(r"(</[a-z0-9]+>|\s)*", writer.out[closing - 1]):
            closing -= 1
        writer.out.insert(closing, f" {gone[number]}")
    writer.end_run()
    return "".join(writer.out)


def _pieces(markup: str) -> Iterator[Piece]:
    position = 0
    while match := _PIECE.search(markup, position):
        position = match.end()
        if match["space"]:
            yield Piece(" ", "space")
        elif match["tag"] is None:
            yield Piece(match[0], "word")
        elif not match["close"] and _WHOLE.match(match[0]):
            position = _end_of(markup, match["tag"], match.start())
            yield Piece(markup[match.start() : position], "word")
        else:
            yield Piece(match[0], "tag")


def _end_of(markup: str, tag: str, start: int) -> int:
    """Return where an element ends, with those of its own kind inside it."""
    depth = 0
    for match in re.finditer(rf"<(/?){tag}\b[^>]*>", markup[start:]):
        depth += -1 if match[1] else 1
        if depth == 0:
            return start + match.end()
    return len(markup)
