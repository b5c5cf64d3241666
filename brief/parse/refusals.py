"""What the model refused, as Problems with places: the one spot where a pydantic error enters the program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from ..problems import Place, Problem, did_you_mean
from .messages import MESSAGES
from .trees import Trees

Path = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


ROUNDS = 6


def salvage(model: type[M], trees: Trees) -> tuple[M | None, list[Problem]]:
    """Validate, and where values are refused, leave them out and try again.

    So the rest of the file can still be checked in the same run. Returns None where nothing sound is left.
    """
    data = trees.data()
    problems: list[Problem] = []
    for attempt in range(ROUNDS):
        try:
            return model.model_validate(data), problems
        except ValidationError as error:
            problems += problems_of(error, model, trees, later=attempt > 0)
            _leave_out(data, error, trees)
    return None, problems


def _leave_out(data: Any, error: ValidationError, trees: Trees) -> None:
    """Take every refused value out of the data; the last entries of a list go first, so that numbers stay right."""
    doomed = []
    for detail in error.errors(include_url=False, include_input=False):
        path, missing = tuple(step for step in detail["loc"] if step != "[key]"), detail["type"] == "missing"
        if missing and path[0] == "meta":
            # A stand-in for the title or the date lets the rest be checked.
            stand_in = {"title": "-", "date": "2000-01-01"}
            data["meta"] = {**stand_in, **(data.get("meta") or {})}
        else:
            path = _holding(data, path[:-1] if missing else path)
            doomed.append((path, trees.original(path)))
    for path, original in sorted(set(doomed), key=lambda pair: [str(step).zfill(6) for step in pair[0]], reverse=True):
        if path:
            _remove(data, path)
            trees.dropped.add(original)


def _holding(data: Any, path: Path) -> Path:
    """Shorten a path to what the data really hold: a string may stand for a group of keys or a list."""
    holder = data
    for depth, step in enumerate(path):
        if not isinstance(holder, dict | list):
            return path[:depth]
        inside = holder.get(step) if isinstance(holder, dict) else holder[step] if isinstance(step, int) else None
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


def problems_of(error: ValidationError, model: type[BaseModel], trees: Trees, later: bool = False) -> Iterator[Problem]:
    """Turn every refusal into a Problem in the author's words, at the author's line."""
    for detail in error.errors(include_url=False):
        path = tuple(step for step in detail["loc"] if step != "[key]")
        kind = detail["type"]
        if later and _is_consequence(path, trees):
            continue
        if kind == "missing":
            yield _missing(path, trees)
        elif kind == "extra_forbidden":
            yield _unknown(path, model, trees)
        else:
            context = detail.get("ctx", {})
            words = MESSAGES.get(kind)
            message, hint = words(context) if words else (f"{_name(path)} cannot be read", None)
            rule = kind if words else "wrong-type"
            yield Problem(
                rule, f"{_name(path)}: {message}" if rule == "wrong-type" else message, trees.place(path), hint
            )


def _is_consequence(path: Path, trees: Trees) -> bool:
    """Tell whether a value was taken out beside this one: what is wrong now follows from that."""
    parent = trees.original(path)[:-1]
    return any(dropped[:-1] == parent for dropped in trees.dropped)


def _name(path: Path) -> str:
    words = [str(step) for step in path if not isinstance(step, int)]
    return words[-1] if words else "the brief"


def _missing(path: Path, trees: Trees) -> Problem:
    parent = _name(path[:-1])
    where = trees.place(path[:-1], key=True) if len(path) > 1 else Place(trees.main.place.file, 1, 1)
    if path == ("meta", "title") or path == ("meta", "date") or path == ("meta",):
        return Problem(
            "missing-key", f"'{'.'.join(map(str, path))}' is missing", where, "every brief needs a title and a date"
        )
    return Problem("missing-key", f"'{path[-1]}' is missing in {parent}", where, f"add '{path[-1]}: …'")


def _unknown(path: Path, model: type[BaseModel], trees: Trees) -> Problem:
    known = keys_at(model, path[:-1])
    place = trees.place(path, key=True)
    where = _name(path[:-1]) if len(path) > 1 else "a brief"
    hint = did_you_mean(str(path[-1]), known) if known else None
    return Problem("unknown-key", f"'{path[-1]}' is not a key of {where}", place, hint)


def keys_at(model: type[BaseModel], path: Path) -> list[str]:
    """List the keys that the model knows at a path."""
    current: Any = model
    for step in path:
        if isinstance(step, int):
            continue
        fields = _model_of(current).model_fields if _model_of(current) else {}
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
