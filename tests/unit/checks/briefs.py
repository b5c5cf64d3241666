"""Make the briefs that the checks are tried on: the base, changed in one place each."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml

from brief.parse import Document, read_document
from brief.workspace import Workspace

HERE = Path(__file__).parent
BASE = yaml.safe_load((HERE / "base.yaml").read_text("utf-8"))


def document_of(folder: Path, content: str) -> Document:
    """Read a brief from its text."""
    path = folder / "content" / "case" / "brief.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return read_document(Workspace(folder), path)


def changed(changes: dict[str, Any]) -> str:
    """Write the base with values changed: `risks.0.window` names one, null takes it out, `risks.+` adds one."""
    brief = copy.deepcopy(BASE)
    for dotted, value in changes.items():
        *parents, last = dotted.split(".")
        holder = brief
        for step in parents:
            holder = holder[int(step)] if isinstance(holder, list) else holder.setdefault(step, {})
        if last == "+":
            holder.append(value)
        elif value is None and isinstance(holder, list):
            del holder[int(last)]
        elif value is None:
            del holder[last]
        elif isinstance(holder, list):
            holder[int(last)] = value
        else:
            holder[last] = value
    return yaml.safe_dump(brief, sort_keys=False, allow_unicode=True, width=100)


def path_of(dotted: str) -> tuple[str | int, ...]:
    """Read a dotted path."""
    return tuple(int(step) if step.isdigit() else step for step in dotted.split("."))
