"""Whatever is too much ends soon, with a Problem that names the limit, and leaves the last good files."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

import brief
from brief import confine
from tests.safety.hostile import MINIMAL, write_brief, write_template

LIMITS = brief.Limits(seconds=3, memory_mb=600, file_mb=20)
# Reading and checking happen before the clock of the child starts, and a machine may be busy.
PATIENCE = 10.0


def prose(text: str) -> str:
    """Return a brief with a text as its background."""
    return MINIMAL + f"background: {json.dumps(text)}\n"


def built(root: Path, text: str) -> tuple[list[str], list[str], float]:
    """Build a brief where a good one was built before; return its files, what was said, and the seconds it took."""
    output = root / "output"
    output.mkdir(parents=True, exist_ok=True)
    for name in ("pdf", "html"):
        (output / f"2024-05-06_small_v1.0_en.{name}").write_bytes(b"good")
    path = write_brief(root, text)
    began = time.monotonic()
    (result,) = brief.build(path, brief.Options(outputs=("pdf", "html"), limits=LIMITS, jobs=1))
    taken = time.monotonic() - began
    if not result.files:
        assert {file.name: file.read_bytes() for file in output.iterdir()} == {
            f"2024-05-06_small_v1.0_en.{name}": b"good" for name in ("pdf", "html")
        }
    said = [f"{problem.rule}: {problem.message}" for problem in result.problems if problem.severity == "error"]
    return [file.path.suffix for file in result.files], said, taken


TOO_MUCH = {
    "a paragraph of a megabyte": (prose("word " * 190_000), "too-long: "),
    "a file of two megabytes": (
        prose("word " * 400_000),
        "has 2.0 MB, more than the 1 MB allowed",
    ),
    "a word of a megabyte": (prose("w" * 900_000), "too-long: "),
    "nested brackets": (prose("[" * 50_000), "too-long: "),
    "many values": (MINIMAL + "open_questions2: [" + "a," * 100_000 + "]\n", "too-many-values: "),
    "deep nesting": (MINIMAL + "x: " + "[" * 100_000, "too-deep: "),
    "aliases": (
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{n}: &{n} [{','.join(['*' + p] * 9)}]\n" for p, n in zip("abcdefg", "bcdefgh", strict=True)),
        "too-many-aliases: ",
    ),
}


@pytest.mark.parametrize(("text", "expected"), TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_what_is_too_much_is_refused_before_anything_walks_it(tmp_path: Path, text: str, expected: str) -> None:
    """The limits on size, depth and number stand before the page is made."""
    files, said, taken = built(tmp_path, text)
    assert files == []
    assert any(expected in line for line in said), said[:3]
    assert taken < PATIENCE


# Each of them fits into one field; five fields of it do not fit into the time.
HEAVY = {
    "rows of a table": "|a|b|\n|-|-|\n" + "|1|2|\n" * 6_000,
    "rules": "***\n" * 9_000,
    "line breaks": "a\\\n" * 13_000,
    "a word without an end": "w" * 39_000,
    "nested brackets": "[" * 39_000,
    "nested quotes": "> " * 19_000 + "a",
    "nested lists": "\n".join("  " * depth + "- a" for depth in range(190)),
    "nested emphasis": "*a **b " * 5_000,
    "footnotes": "".join(f"x[^{n}]\n\n[^{n}]: y\n\n" for n in range(1_500)),
    "links": "[a](#b)" * 5_500,
    "backticks": "".join("`" * n + " " for n in range(1, 270)),
    "headings": "# a\n\n" * 7_000,
}


@pytest.mark.parametrize("text", HEAVY.values(), ids=HEAVY.keys())
def test_what_fits_the_limits_ends_within_the_time(tmp_path: Path, text: str) -> None:
    """A text that is allowed is printed in time, or the time or the memory is named."""
    said_of_fields = MINIMAL + "".join(
        f"{key}: {json.dumps(text)}\n" for key in ("background", "analysis", "methodology")
    )
    files, said, taken = built(tmp_path, said_of_fields)
    assert taken < LIMITS.seconds + PATIENCE
    if files:
        assert files == [".pdf", ".html"]
    else:
        assert any(line.startswith(("limit: ", "too-")) for line in said), said[:3]


TEMPLATES = {
    "doubling": "{{ 'x' * 10**9 * 9 }}",
    "centring": "{{ 'x'.center(10**10) }}",
    "filter": "{{ 'x'|center(10**10) }}",
    "format": "{{ '%10000000000d' % 1 }}",
    "format method": "{{ '{:>10000000000}'.format('x') }}",
    "loops": "{% for a in range(99999) %}" * 3 + "{% endfor %}" * 3,
    "join": "{{ range(99999)|join('x' * 10**6) }}",
    "includes": "{% include 'masthead.html' %}{% include 'masthead.html' %}",
    "macros": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a tower of numbers": "{{ (9**99999999) % 10 }}",
    "a page of boxes": "{% for a in range(99999) %}<div style='display:flex'><p>{{ a }}</p></div>{% endfor %}",
    "nested boxes": "{% for a in range(9000) %}<div>{% endfor %}x",
    "a wide table": "<table><tr><td colspan=100000000>x</td></tr></table>" * 20,
    "an endless page": "{% for a in range(20000) %}<p style='break-before:page'>x</p>{% endfor %}",
}


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_a_bomb_in_a_template_ends_within_the_limits(tmp_path: Path, template: str) -> None:
    """Jinja2's sandbox stops none of these; the child does, and says which limit it was."""
    write_template(tmp_path, "masthead.html", template)
    files, said, taken = built(tmp_path, MINIMAL)
    assert taken < LIMITS.seconds + PATIENCE
    if files:
        assert template == TEMPLATES["a wide table"]
    else:
        assert any(line.startswith(("limit: ", "template: ", "engine: ")) for line in said), said[:3]


def test_a_bomb_in_a_language_ends_within_the_limits(tmp_path: Path) -> None:
    """A pattern that tries everything is stopped by the clock."""
    english = (brief.Workspace(tmp_path).template("languages/en.yaml") or tmp_path).read_text(encoding="utf-8")
    assert "\n  spacing:\n" in english
    hostile = english.replace("\n  spacing:\n", "\n  spacing:\n    - {find: '(a|a)+$', put: x}\n")
    write_template(tmp_path, "languages/en.yaml", hostile)
    files, said, taken = built(tmp_path, MINIMAL.replace("One thing", "a" * 60 + "! One thing"))
    assert files == []
    assert "limit: the time limit of 3 seconds was hit" in said
    assert taken < LIMITS.seconds + PATIENCE


def test_the_common_limits_let_a_long_brief_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty pages of text are printed within the memory that is allowed here."""
    # A fork would have the memory of all the tests that ran in this process before.
    monkeypatch.setattr(confine, "_can_fork", lambda: False)
    paragraph = "A sentence of ten words that says nothing at all. " * 12
    text = MINIMAL + f"background: {json.dumps((paragraph + chr(10) * 2) * 60)}\n"
    path = write_brief(tmp_path, text)
    (result,) = brief.build(path, brief.Options(outputs=("pdf",), limits=brief.Limits(memory_mb=512), jobs=1))
    assert [file.pages is not None and file.pages > 8 for file in result.files] == [True], result.problems
