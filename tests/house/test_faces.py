"""Faces speak no language: every word and every mark between words comes from a file in templates/languages/."""

from __future__ import annotations

import re
from collections.abc import Iterator

from brief.workspace import package_folder

FACES = package_folder("templates")
_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->|<(style|script)\b.*?</\1>", re.DOTALL)
_CODE = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}", re.DOTALL)
_NUMBERED = re.compile(r"(?<=\.id \}\})\. ")  # the stop behind the number of an entry in plain text
_STYLE = re.compile(r'style="[^"]*"')  # a macro gives an attribute
_METADATA = re.compile(r"<meta\b[^>]*>")  # keywords are parted by commas in any language (HTML 4.2.5)
# Letters, and marks that languages write differently. Brackets, dashes and dots between entries are the same in all.
_SPOKEN = re.compile(r"[^\W\d_]|[.,;:?!\"“”„«»،؛؟，；：。]")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_MARK = re.compile(r"\s*[.,;:?!«»“”„]+\s+")  # between quotes in code, as in join(', ')


def spoken_in(text: str, markup: bool) -> Iterator[str]:
    """Yield each line of a template that speaks for itself, with its number."""
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    text = _NUMBERED.sub(" ", _METADATA.sub("", text) if markup else text)
    code = [(text.count("\n", 0, found.start()) + 1, found[0]) for found in _CODE.finditer(text)]
    code = [
        (line, part) for line, part in code if "|cite" not in part
    ]  # a citation is put together as authors write it
    yield from (f"{line}: {part}" for line, part in code if any(_MARK.fullmatch(each) for each in _quoted(part)))
    text = _CODE.sub(lambda found: "\n" * found[0].count("\n"), text)
    if markup:
        text = re.sub(r"<[^>]*>", lambda found: "\n" * found[0].count("\n"), text)
        text = re.sub(r"&#?\w+;", "", _STYLE.sub("", text))
    yield from (f"{n}: {line.strip()}" for n, line in enumerate(text.split("\n"), 1) if _SPOKEN.search(line))


def _quoted(code: str) -> Iterator[str]:
    yield from ("".join(found.groups(default="")) for found in _QUOTED.finditer(code))


def test_no_face_speaks_a_language() -> None:
    """No template holds a word, a comma or a full stop of one language: a page in Arabic has its own."""
    faces = sorted(path for path in FACES.rglob("*") if path.suffix in (".html", ".txt"))
    faces = [path for path in faces if not {"fonts", "maps"} & set(path.relative_to(FACES).parts)]
    assert len(faces) > 70
    found = {
        str(path.relative_to(FACES)): list(spoken_in(path.read_text("utf-8"), path.suffix == ".html")) for path in faces
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_guard_bites() -> None:
    """Words, marks between fields and marks in code are seen; code, comments and attributes are not."""
    assert list(spoken_in("<p>{{ a }}, {{ b }}</p>", markup=True)) == ["1: ,"]
    assert list(spoken_in("<p>{# why #}\nSources</p>", markup=True)) == ["2: Sources"]
    assert list(spoken_in("<p>{{ names|join(', ') }}</p>", markup=True)) == ["1: {{ names|join(', ') }}"]
    assert list(spoken_in("<p>{{ x in ('a', 'b') }}</p>", markup=True)) == []
    assert list(spoken_in('<p class="a">{# A, b. #}{{ a }} · ({{ b }}) &nbsp;</p>', markup=True)) == []
    assert list(spoken_in("{{ item.id }}. {{ item.text }}", markup=False)) == []
