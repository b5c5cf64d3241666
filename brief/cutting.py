"""Parts cut out of a brief, with every reference and citation that leads to them.

It knows references and citations, and no field of any section.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from .citations import IN_TEXT, read_citation
from .model import Brief
from .model.fields import Evidence, Line, Prose, Ref

Path = tuple[str | int, ...]

# What may stand before the first word of a line in Markdown: there a space keeps its meaning.
_LINE_START = re.compile(r"\s*(?:[-*+>]|\d+[.)])?\s*")
_PUNCTUATION = re.compile(r"[.,;:!?)]")
_BEFORE_PUNCTUATION = re.compile(r"[ \t\u00a0\u202f]*\n?[ \t]*$")


def hollow(brief: Brief, gone: frozenset[str]) -> frozenset[str]:
    """Return the ids of what stands for evidence of which nothing is left: to cite it would print nothing."""
    found: set[str] = set()
    for name, (kind, item) in brief.by_id().items():
        evidence = kind.stand_for(item) if kind.stand_for else ()
        if evidence and all((cited := read_citation(each)) is None or cited.target in gone for each in evidence):
            found.add(name)
    return frozenset(found)


@dataclass
class Cut:
    """Rebuild a brief without some parts.

    `parts` are the paths of these, `gone` the ids of the items among them, `hollow` those of what rested on them alone;
    `lost` gathers the paths of every value that went.
    """

    parts: Collection[Path]
    gone: frozenset[str]
    hollow: frozenset[str]
    lost: set[Path] = field(default_factory=set)

    def kept(self, value: Any, path: Path) -> Any:
        """Return what is left of a value: the value itself where nothing went, None where all of it did."""
        if path in self.parts or self._is_to_the_gone(value):
            self.lost.add(path)
            return None
        if isinstance(value, BaseModel):
            fields = {name: getattr(value, name) for name in type(value).model_fields}
            left = {name: self.kept(old, (*path, name.rstrip("_"))) for name, old in fields.items()}
            changed = {name: new for name, new in left.items() if new is not fields[name]}
            return value.model_copy(update=changed) if changed else value
        if isinstance(value, tuple):
            entries = [self.kept(entry, (*path, index)) for index, entry in enumerate(value)]
            same = all(new is old for new, old in zip(entries, value, strict=True))
            return value if same else tuple(entry for entry in entries if entry is not None)
        if isinstance(value, dict):
            return {key: self.kept(entry, (*path, str(key))) for key, entry in value.items()}
        return self._uncited(value) if isinstance(value, Line | Prose) and "[@" in value else value

    def _is_to_the_gone(self, value: Any) -> bool:
        if isinstance(value, Ref):
            return value in self.gone
        cited = read_citation(value) if isinstance(value, Evidence) else None
        return cited is not None and cited.target in self.gone | self.hollow

    def _uncited(self, text: Line | Prose) -> Line | Prose:
        """Take the citations of what is gone out of a text, and the space that led to them."""
        out, end = "", 0
        for match in IN_TEXT.finditer(text):
            out += text[end : match.start()]
            end = match.end()
            left = [part for part in match[1].split(";") if not self._names_the_gone(part)]
            if len(left) == match[1].count(";") + 1:
                out += match[0]
            elif left:
                out += f"[@{';'.join(left).strip().removeprefix('@')}]"
            elif _LINE_START.fullmatch(out.rpartition("\n")[2]) and not _PUNCTUATION.match(text, end):
                end += len(text[end:]) - len(text[end:].lstrip(" \u00a0"))
            else:
                out = _BEFORE_PUNCTUATION.sub("", out)
        return type(text)(out + text[end:])

    def _names_the_gone(self, part: str) -> bool:
        cited = read_citation(part)
        return cited is not None and cited.target in self.gone | self.hollow
