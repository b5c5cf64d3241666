"""What the model refused, as Problems with places: the one spot where a pydantic error enters the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..model.values import quoted
from ..problems import Place, Problem, did_you_mean, nearest
from .messages import BETWEEN_KEYS, MESSAGES, UNSPEAKABLE
from .trees import Path, Trees

M = TypeVar("M", bound=BaseModel)

# A value taken out can lay bare one more mistake beside it, and a level above; more rounds than that do not happen.
ROUNDS = 12
FILES = {"Brief": "a brief", "House": "the house file", "Seed": "a record"}
STAND_INS = {"title": "-", "date": "2000-01-01"}


def salvage(model: type[M], trees: Trees) -> tuple[M | None, list[Problem]]:
    """Validate, and where values are refused, leave them out and try again.

    So the rest of the file can still be checked in the same run. Returns None where nothing sound is left.
    """
    data = trees.data()
    problems: list[Problem] = []
    for _ in range(ROUNDS):
        try:
            return model.model_validate(data), problems
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            problems += _problems_of(details, model, trees)
            _leave_out(data, details, trees)
    return None, problems


def _steps(detail: ErrorDetails) -> Path:
    # pydantic names the key of a table that was refused by a step of its own.
    return tuple(step for step in detail["loc"] if step != "[key]")


def _leave_out(data: Any, details: list[ErrorDetails], trees: Trees) -> None:
    """Take every refused value out of the data; the last entries of a list go first, so that numbers stay right."""
    doomed: set[tuple[Path, Path]] = set()
    for detail in details:
        path, missing = _steps(detail), detail["type"] == "missing"
        if missing and path[:1] == ("meta",):
            # A stand-in for the title or the date lets the rest be checked.
            _stand_in(data, path)
        if not missing or path[:1] != ("meta",) or len(path) > 2:
            path = _holding(data, path[:-1] if missing else path)
            doomed.add((path, trees.original(path)))
    for path, original in sorted(doomed, key=lambda pair: [str(step).zfill(6) for step in pair[0]], reverse=True):
        if path:
            _remove(data, path)
            trees.dropped.add(original)


def _stand_in(data: Any, path: Path) -> None:
    meta = data.get("meta")
    known = meta if isinstance(meta, dict) else {}
    if len(path) <= 2:
        data["meta"] = {**STAND_INS, **{key: value for key, value in known.items() if value is not None}}


def _holding(data: Any, path: Path) -> Path:
    """Shorten a path to what the data really hold: a string may stand for a group of keys or a list."""
    holder = data
    for depth, step in enumerate(path):
        if isinstance(holder, dict):
            inside = holder.get(step)
        elif isinstance(holder, list) and isinstance(step, int) and step < len(holder):
            inside = holder[step]
        else:
            return path[:depth]
        if inside is None:
            return path[: depth + 1]
        holder = inside
    return path


def _remove(data: Any, path: Path) -> None:
    holder = data
    for step in path[:-1]:
        holder = holder[step]
    if isinstance(holder, dict):
        holder.pop(path[-1], None)
    elif isinstance(holder, list) and isinstance(path[-1], int) and path[-1] < len(holder):
        del holder[path[-1]]


def _problems_of(details: list[ErrorDetails], model: type[BaseModel], trees: Trees) -> Iterator[Problem]:
    """Turn every refusal into a Problem in the author's words, at the author's line."""
    for detail in details:
        path = _steps(detail)
        kind = detail["type"]
        if _is_consequence(path, kind, trees):
            continue
        if kind == "missing":
            yield _missing(path, trees)
        elif kind == "extra_forbidden":
            yield _unknown(path, model, trees)
        else:
            place = trees.place(path, key=detail["loc"][-1] == "[key]")
            yield _refused(_name(path), kind, detail.get("ctx", {}), place)


def _refused(name: str, kind: str, context: dict[str, Any], place: Place) -> Problem:
    words = MESSAGES.get(kind)
    if words is None:
        return Problem("wrong-type", f"{name}: this cannot be read", place)
    message, hint = words(context)
    return Problem(kind, f"{name}: {message}" if kind == "wrong-type" else message, place, hint)


def hushed(problems: Iterable[Problem]) -> list[Problem]:
    """Return each problem once, without the lines that must not be shown again, such as a refused classification."""
    problems = list(dict.fromkeys(problems))
    secret = {(p.place.file, p.place.line) for p in problems if p.place and p.rule in UNSPEAKABLE}
    return [
        p.at(replace(p.place, excerpt="")) if p.place and (p.place.file, p.place.line) in secret else p
        for p in problems
    ]


def _is_consequence(path: Path, kind: str, trees: Trees) -> bool:
    """Tell whether what is wrong only follows from a value that was taken out before."""
    original = trees.original(path)
    if kind in BETWEEN_KEYS:
        return any(dropped[:-1] == original[:-1] for dropped in trees.dropped)
    return kind == "missing" and any(original[: len(dropped)] == dropped for dropped in trees.dropped)


def _name(path: Path) -> str:
    """Name a value by its key; an entry of a list by the key of the list."""
    words = [str(step) for step in path if not isinstance(step, int)]
    return quoted(words[-1]) if words else "the brief"


def _missing(path: Path, trees: Trees) -> Problem:
    if path in {("meta",), ("meta", "title"), ("meta", "date")}:
        where = trees.place(("meta",), key=True) if trees.has(("meta",)) else Place(trees.text.name, 1, 1)
        key = ".".join(map(str, path))
        return Problem("missing-key", f"'{key}' is missing", where, "every brief needs a title and a date")
    where = trees.place(path[:-1], key=True) if len(path) > 1 else Place(trees.text.name, 1, 1)
    parent = f" in {_name(path[:-1])}" if len(path) > 1 else ""
    return Problem("missing-key", f"'{path[-1]}' is missing{parent}", where, f"add '{path[-1]}: …'")


def _unknown(path: Path, model: type[BaseModel], trees: Trees) -> Problem:
    known, word = keys_at(model, path[:-1]), str(path[-1])
    where = _name(path[:-1]) if len(path) > 1 else FILES.get(model.__name__, "this file")
    hint = did_you_mean(word, known)
    in_meta = keys_at(model, ("meta",)) if len(path) == 1 else []
    guess = nearest(word, [*known, *in_meta])
    if guess is None and " " in word:
        hint = 'if this is a text with a colon in it, put the whole text in quotes: "…"'
    elif guess in in_meta:
        hint = f"did you mean '{guess}' under meta?"
    return Problem("unknown-key", f"'{quoted(word)}' is not a key of {where}", trees.place(path, key=True), hint)


def keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """List the keys that the model knows at a path."""
    current: Any = model
    for step in path:
        if isinstance(step, int):
            continue
        at = _model_of(current)
        fields = at.model_fields if at else {}
        field = fields.get(str(step)) or fields.get(f"{step}_")
        if field is None:
            return []
        current = field.annotation
    found = _model_of(current)
    return [name.rstrip("_") for name in found.model_fields] if found else []


def _model_of(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = _model_of(part)
        if found is not None:
            return found
    return None
