"""The prose of a brief as the checks read it: each text with its path, and what is not the author's own blanked out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..model import Brief, walk
from ..model.fields import Line, Prose
from ..problems import Severity
from .rule import Finding, Path

# What is blanked keeps its length, so that a match tells the place in the author's text.
_NOT_OURS = re.compile(
    r"""\[@[^\[\]\n]{1,300}\]            # citations
      | (?<=\])\([^()\s]{1,500}\)        # the address of a link
      | \[[^\[\]\n]{1,300}\]\{lang=[^{}\s]{1,40}\}   # a phrase of another language
      | https?://[^\s<>)\]]+ | \b10\.\d{4,9}/\S+ | (?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}
      | `[^`\n]{1,300}`
      | “[^“”]{1,600}” | «[^«»]{1,600}» | „[^„“”]{1,600}[“”]
      | (?<!\w)"[^"]{1,600}"(?!\w)
      | (?<!\w)‘[^‘\n]{1,400}?’(?!\w) | (?<!\w)'[^'\n]{1,400}'(?!\w)
      | ^[ ]{0,3}>.*$ | ^\|?[ :|-]{5,}$
      | \[\^[^\]\s]{1,40}\]:?
    """,
    re.VERBOSE | re.MULTILINE,
)
_ABBREVIATIONS = r"(?<!\b[A-Z])(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)(?<!\bNo)(?<!\be\.g)(?<!\bi\.e)(?<!\bvs)"
_END = re.compile(_ABBREVIATIONS + r"[.!?…]+[)\"”’»*_]*(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*+|]|\d+[.)])\s)|\n(?=\s*#)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a passage; `plain` is its text without quotations, `text` as the author wrote it."""

    passage: Passage
    start: int
    end: int

    @property
    def plain(self) -> str:
        return self.passage.plain[self.start : self.end]

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def cites(self) -> bool:
        """Tell whether a citation stands in the sentence, or right after its full stop."""
        return "[@" in self.text or self.passage.text[self.end :].lstrip().startswith("[@")


@dataclass(frozen=True)
class Passage:
    """One text of the brief: where it stands, its role such as `risks.event`, the item and the block it belongs to."""

    path: Path
    role: str
    text: str
    item: str | None = None
    kind: str | None = None

    @cached_property
    def plain(self) -> str:
        """Return the text with quotations, citations, addresses and code blanked out, letter for letter."""
        return _NOT_OURS.sub(lambda match: re.sub(r"\S", " ", match[0]), self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences."""
        return tuple(self._split())

    def _split(self) -> Iterator[Sentence]:
        start = 0
        for match in _END.finditer(self.plain):
            if self.plain[start : match.end()].strip():
                yield Sentence(self, start, match.end())
            start = match.end()
        if self.plain[start:].strip():
            yield Sentence(self, start, len(self.plain))

    def found(self, start: int, end: int, message: str, question: str, severity: Severity | None = None) -> Finding:
        """Report some words of this text; `{}` in the message stands for them."""
        words = " ".join(self.text[start:end].split())
        return Finding(self.path, message.replace("{}", f"'{words}'"), question, start, end, severity)


def passages_of(brief: Brief) -> Iterator[Passage]:
    """Yield every text of the brief that an author wrote as prose, in the order of the model."""
    for path, value in walk(brief):
        if isinstance(value, Line | Prose):
            yield Passage(path, _role(path), str(value), _item(brief, path), _kind(brief, path))


def _role(path: Path) -> str:
    return ".".join(str(step) for step in path if not isinstance(step, int))


def _item(brief: Brief, path: Path) -> str | None:
    if len(path) > 1 and isinstance(path[1], int):
        name = getattr(getattr(brief, str(path[0]))[path[1]], "id", None)
        return str(name) if name else None
    return None


def _kind(brief: Brief, path: Path) -> str | None:
    """Return the kind of the block or the fact that a text stands in."""
    holder = getattr(brief, str(path[0]), None)
    kind = None
    for step in path[1:]:
        if isinstance(step, int) and isinstance(holder, tuple):
            holder = holder[step]
        else:
            holder = getattr(holder, str(step), None)
        kind = getattr(holder, "kind", None) or kind
    return kind if isinstance(kind, str) else None
