"""Painting: templates of a workspace come first, their mistakes have a place, and they cannot leave the sandbox."""

from __future__ import annotations

from pathlib import Path

import pytest

from brief.problems import BriefError
from tests.safety.hostile import MINIMAL, painted, write_brief, write_template


def refused(root: Path, output: str = "html") -> str:
    """Return what the painting of a brief is refused with."""
    with pytest.raises(BriefError) as caught:
        painted(root, output)
    (problem,) = caught.value.problems
    return str(problem)


def test_a_template_of_the_workspace_comes_first(tmp_path: Path) -> None:
    """One file in its templates replaces ours of that name, in every output."""
    write_brief(tmp_path)
    write_template(tmp_path, "masthead.html", "<h1>House of {{ brief.meta.title }}</h1>")
    for output in ("html", "pdf"):
        assert "<h1>House of A small brief</h1>" in painted(tmp_path, output)


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("one\n{{ brief.meta.titel }}\n", 2, "has no attribute 'titel'"),
        ("one\n\n{{ nothing }}\n", 3, "'nothing' is undefined"),
        ("{% if %}\n", 1, "Expected an expression"),
        ("one\n{% for x in brief.meta.title %}\n", 2, "Unexpected end of template"),
        ("one\n{{ 1 / 0 }}\n", 2, "division by zero"),
        ("one\n{{ brief.meta.title|no_filter }}\n", 2, "No filter named 'no_filter'"),
        ("one\n{% include 'missing.html' %}\n", 2, "there is no template 'missing.html'"),
        ("one\n{% include '../../secret.html' %}\n", 2, "there is no template '../../secret.html'"),
        ("one\n{% include '/etc/passwd' %}\n", 2, "there is no template '/etc/passwd'"),
        ("one\n{{ t('no.such.word') }}\n", 2, "there is no 'no'"),
    ],
)
def test_a_mistake_in_a_template_has_a_place(tmp_path: Path, template: str, line: int, message: str) -> None:
    """File and line, in the template that holds it, and the rest of the page is no traceback."""
    write_brief(tmp_path)
    write_template(tmp_path, "masthead.html", template)
    said = refused(tmp_path)
    assert "templates/masthead.html" in said
    assert f"masthead.html:{line}:1: error[template]:" in said
    assert message in said


ESCAPES = [
    "{{ ''.__class__.__mro__ }}",
    "{{ ''['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ [''.__class__]|map(attribute='__mro__')|list }}",
    "{{ self.__init__.__globals__ }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ t.__globals__ }}",
    "{{ t.__func__.__globals__ }}",
    "{{ '{0.__class__.__mro__}'.format('') }}",
    "{{ '{a.__class__}'.format_map({'a': 1}) }}",
    "{{ view.folder.joinpath('/etc/passwd').read_text() }}",
    "{{ view.folder.parent }}",
    "{{ view.theme.chain[0].parent }}",
    "{{ view.folder.unlink() }}",
    "{{ brief.parse_file('/etc/passwd') }}",
    "{{ brief.parse_raw('x', content_type='pickle', allow_pickle=true) }}",
    "{{ brief.model_copy() }}",
    "{{ brief.meta.model_construct(title='x') }}",
    "{{ view.language.locale.parse('fr') }}",
    "{{ view.language.words.update({}) }}",
    "{% set _ = [].append(1) %}{{ [1].append(2) }}",
    "{{ range(10**9) }}",
    "{{ dict(a=1).update(b=2) }}",
    "{% import 'parts.html' as p %}{{ p.__dict__ }}",
]


@pytest.mark.parametrize("template", ESCAPES)
def test_a_template_cannot_leave_the_sandbox(tmp_path: Path, template: str) -> None:
    """Neither into Python's inner attributes, nor through the methods of what it is given."""
    write_brief(tmp_path)
    write_template(tmp_path, "masthead.html", template)
    with pytest.raises(BriefError) as caught:
        painted(tmp_path)
    assert [problem.rule for problem in caught.value.problems] == ["template"]


def test_a_template_that_leads_out_of_the_workspace_is_refused(tmp_path: Path) -> None:
    """A link in templates/ does not make a file elsewhere a template."""
    root = tmp_path / "work"
    write_brief(root)
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    (root / "templates").mkdir()
    (root / "templates" / "masthead.html").symlink_to(tmp_path / "secret.html")
    assert "outside-workspace" in refused(root)


@pytest.mark.parametrize(
    "template", ["{% include 'masthead.html' %}", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"]
)
def test_a_template_that_calls_itself_ends(tmp_path: Path, template: str) -> None:
    """In the child this is told as nesting that is too deep; here it is Python's own limit."""
    write_brief(tmp_path)
    write_template(tmp_path, "masthead.html", template)
    with pytest.raises((RecursionError, BriefError)):
        painted(tmp_path)


def test_content_is_text_whatever_it_looks_like(tmp_path: Path) -> None:
    """What looks like a template in a brief is printed as it stands."""
    text = MINIMAL.replace("A small brief", "\"{{ 7*7 }} {% include 'pdf.html' %} {# gone #}\"")
    write_brief(tmp_path, text)
    for output in ("html", "pdf"):
        page = painted(tmp_path, output)
        assert "{{ 7*7 }}" in page
        assert "{# gone #}" in page
        assert "49" not in page


def test_two_paintings_are_the_same(tmp_path: Path) -> None:
    """A template is compiled once for the process and means the same each time."""
    write_brief(tmp_path)
    assert painted(tmp_path) == painted(tmp_path)
    first = painted(tmp_path)
    write_template(tmp_path, "masthead.html", "<h1>changed</h1>")
    assert painted(tmp_path) != first
