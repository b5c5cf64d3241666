"""What a slide is: a claim for its title, a body of one of a few shapes, and what is said while it is shown.

Texts are Markdown as the author wrote it (`Line`, `Prose`) or plain words of the page; whoever shows them renders them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely: the term, its range in words and in per cent, the marks of its axis, and all of it in one phrase."""

    words: str
    range: str
    low: int
    high: int
    marks: tuple[int, ...]
    alternative: str

    @property
    def shown(self) -> str:
        """Return the term as it begins a line."""
        return self.words[:1].upper() + self.words[1:]


@dataclass(frozen=True, slots=True)
class Level:
    """How sure: the level in words, and which of how many it is, from 1."""

    words: str
    rank: int
    of: int
    alternative: str


@dataclass(frozen=True, slots=True)
class Remark:
    """One labelled remark; `spare` is what goes first where there is no room, and is said in the notes then."""

    key: str
    label: str
    text: str
    odds: Odds | None = None
    spare: bool = False
    evidence: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One judgement with all that qualifies it; `marking` is its own label, where that differs."""

    name: str
    text: str
    marking: str = ""
    odds: Odds | None = None
    window: str = ""
    level: Level | None = None
    remarks: tuple[Remark, ...] = ()
    evidence: Sequence[str] = ()

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing stands beside the claim itself."""
        return not (self.odds or self.window or self.level or self.remarks or self.evidence)


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the first slide besides the title: house, series, subtitle, facts by label, and notices."""

    org: str
    series: str
    subtitle: str
    facts: tuple[tuple[str, Any], ...]
    notices: tuple[tuple[str, str], ...]
    small: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A message in running text, with what follows from it."""

    text: str
    remarks: tuple[Remark, ...]
    marking: str = ""
    evidence: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Claims:
    """Several judgements on one slide, in rows."""

    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list or row of a table: its id, its cells, its own label where that differs, its odds.

    The odds stand in the cell of that number; that cell has no text of its own.
    """

    name: str
    cells: tuple[str, ...]
    marking: str = ""
    odds: Odds | None = None
    odds_cell: int = -1
    sub: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: heads of its columns, how wide each is (shares of 100), rows, and how many it leaves out."""

    heads: tuple[str, ...]
    shares: tuple[int, ...]
    entries: tuple[Entry, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Roll:
    """A list with a heading (empty where the title of the slide says it), and how many entries it leaves out."""

    heading: str
    entries: tuple[Entry, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Lists:
    """One list, or two side by side; `lead` is the line right below the title, `marking` the label of the title."""

    lead: str
    rolls: tuple[Roll, ...]
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of data: the figure of the brief, and its place among the figures, from 1."""

    figure: Any
    nth: int
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Bands:
    """The scale of likelihood: who made it, and each band with its term."""

    intro: str
    bands: tuple[Odds, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """How to read the slides: the scale, the levels of confidence with what they mean, the sources, how to cite."""

    scale: Bands | None
    levels: tuple[tuple[Level, str], ...]
    sources: tuple[tuple[str, str, str], ...]
    more: str
    cite: str


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to say while a slide is shown."""

    label: str
    text: str
    evidence: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its kind, the words over its title, the claim that is its title, its body and its notes.

    `path` is where the author wrote what it shows, `anchors` the ids of the items that stand on it.
    """

    kind: str
    kicker: str
    title: str
    body: Any
    path: Path
    notes: tuple[Note, ...] = ()
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deck:
    """All slides of a brief, in order."""

    slides: tuple[Slide, ...]
