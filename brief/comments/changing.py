"""A change of a brief's file: in the author's own style, with every other byte of the file as it is.

What was changed is read again: the value must be exactly what the editor wanted, and no other value may differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..parse.nodes import Node, load
from ..problems import BriefError
from ..workspace import Text
from .scalars import Scalar, quoted, written

Path = tuple[str | int, ...]
TextEdit = tuple[int, int, str]

_MARKUP = re.compile(r"([*`\[\]<\\])")


def plain_words(words: str) -> str:
    """Return words that an editor typed as Markdown that prints just them."""
    # What could cite is written so that it does not, even where citations are looked for without reading Markdown.
    return _MARKUP.sub(r"\\\1", words).replace("\\[@", "\\[&#64;")


def edited(value: str, edits: Sequence[TextEdit]) -> str:
    """Return a text with its edits made."""
    for start, end, new in sorted(edits, reverse=True):
        value = value[:start] + new + value[end:]
    return value


def changed(content: str, path: Path, scalar: Scalar, edits: Sequence[TextEdit], name: str) -> str | None:
    """Return the file with one of its values edited, or None where that cannot be done without changing another."""
    edits = [_tidy(scalar.value, *edit) for edit in edits]
    wanted = edited(scalar.value, edits)
    if not wanted.strip():
        return None
    try:
        before = load(Text(name, content))[0]
    except BriefError:
        return None
    for source in _ways(content, scalar, edits):
        candidate = content[: scalar.start] + source + content[scalar.end :]
        try:
            after, problems = load(Text(name, candidate))
        except BriefError:
            continue
        if not problems and _differs_only(before, after, path, wanted):
            return candidate
    return None


def _tidy(value: str, start: int, end: int, new: str) -> TextEdit:
    """Take one of two spaces out with the word that stood between them: none is seen, and a line could stay empty."""
    alone = not new and value[start - 1 : start] == " " and value[end : end + 1] in (" ", "\n", "")
    return (start - 1 if alone else start), end, new


def _ways(content: str, scalar: Scalar, edits: Sequence[TextEdit]) -> Iterator[str]:
    """Yield how the scalar could stand in the file: as before, or in quotes where it needs them now."""
    source = content[scalar.start : scalar.end]
    for start, end, new in sorted(edits, reverse=True):
        first, last = _span(scalar, start, end)
        source = source[: first - scalar.start] + written(new, scalar.style) + source[last - scalar.start :]
    yield source
    if scalar.style == "":
        yield quoted(source)


def _span(scalar: Scalar, start: int, end: int) -> tuple[int, int]:
    """Return the part of the file that stands for a part of the value."""
    if end > start:
        return scalar.mapped[start][1], scalar.mapped[end - 1][2]
    here = scalar.mapped[start - 1][2] if start else scalar.mapped[0][1]
    return here, here


def _differs_only(before: Node, after: Node, path: Path, wanted: str) -> bool:
    """Tell whether two trees are the same but for one value, and that one is what is wanted."""
    here: list[tuple[Node, Node, Path]] = [(before, after, ())]
    while here:
        old, new, at = here.pop()
        if at == path:
            if not isinstance(new.value, str) or new.value.strip() != wanted.strip():
                return False
        elif isinstance(old.value, dict) and isinstance(new.value, dict):
            if list(old.value) != list(new.value):
                return False
            here += [(old.value[key], new.value[key], (*at, key)) for key in old.value]
        elif isinstance(old.value, list) and isinstance(new.value, list):
            if len(old.value) != len(new.value):
                return False
            here += [(one, other, (*at, n)) for n, (one, other) in enumerate(zip(old.value, new.value, strict=True))]
        elif old.value != new.value or _plain(old) != _plain(new):
            return False
    return True


def _plain(node: Node) -> bool:
    return bool(getattr(node.value, "plain", False))


def in_bytes(raw: bytes, old: str, new: str) -> bytes:
    """Return the bytes of a file after its text has changed: what did not change keeps its bytes, line ends too.

    `old` is the text as it was read, with one kind of line end.
    """
    ahead = 0
    while ahead < min(len(old), len(new)) and old[ahead] == new[ahead]:
        ahead += 1
    behind = 0
    while behind < min(len(old), len(new)) - ahead and old[-1 - behind] == new[-1 - behind]:
        behind += 1
    written_text = raw.decode("utf-8")  # with its mark of byte order and its own line ends
    places = _places(written_text)
    middle = new[ahead : len(new) - behind]
    if "\r\n" in written_text:
        middle = middle.replace("\n", "\r\n")
    return (written_text[: places[ahead]] + middle + written_text[places[len(old) - behind] :]).encode()


def _places(raw: str) -> list[int]:
    """Return where each character of a text stood before its line ends were made alike."""
    places: list[int] = []
    at = 1 if raw.startswith("\ufeff") else 0
    while at < len(raw):
        places.append(at)
        at += 2 if raw.startswith("\r\n", at) else 1
    return [*places, len(raw)]
