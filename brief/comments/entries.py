"""One comment or change that was found in a Word document, at its line of the brief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..problems import Place

State = Literal["", "fits", "made", "stale", "by_hand"]


@dataclass(frozen=True)
class Entry:
    """One comment or change: who, when, on which words of which field, and where that stands in the brief.

    A change has what was taken out and what was put in; `state` tells whether it `fits` the file as it is now, was
    `made` in it before, is `stale` because the text is another one by now, or has to be made `by_hand`.
    """

    kind: Literal["comment", "change"]
    author: str
    date: str
    place: Place
    where: str = ""
    words: str = ""
    said: str = ""
    taken_out: str = ""
    put_in: str = ""
    state: State = ""
    why: str = ""
    done: bool = False
    replies: tuple[Entry, ...] = ()
