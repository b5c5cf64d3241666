"""Growth, the test of the layout: each addition costs what it should, works at once, and edits no machinery.

Every test works on a copy of the program and runs its real command.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.house.growing import Copy

LANGUAGES = ("ar", "de", "en", "es", "fa", "fr", "ru", "uk", "zh-Hans")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Copy the program, and write a small brief."""
    house = Copy(tmp_path)
    house.write_brief()
    return house


def test_the_copy_is_what_runs(copy: Copy) -> None:
    """The command that these tests run is that of the copy, which builds as it is and is not touched by that."""
    copy.change_line("brief/outputs/html.py", 'description="a self-contained web page"', 'description="a copied page"')
    assert "a copied page" in copy.run("list", "outputs")
    copy.run("build", "--to", "html")
    assert "Buses bring more people" in copy.page()
    assert copy.cost() == {"brief/outputs/html.py": 1}


def test_an_output_costs_a_module_a_template_and_a_line(copy: Copy) -> None:
    """A new output is found by --to, listed, and written under the name of the edition with its own ending."""
    copy.add(
        "brief/outputs/plain.py",
        '''\
        """The brief as plain text."""

        from __future__ import annotations

        import re
        from html import unescape

        from .output import Made, Output, Page


        def make(page: Page) -> Made:
            """Take the tags out of the page."""
            return Made(unescape(re.sub(r"<[^>]*>", "", page.html)).encode())


        PLAIN = Output("plain", ".txt", "plain.html", make, description="the words alone")
        ''',
    )
    copy.add("templates/plain.html", "{{ brief.meta.title }}\n{% include 'body.html' %}\n")
    copy.add_lines("brief/outputs/__init__.py", r'^        "docx":', '        "plain": "plain.PLAIN",')

    assert re.search(r"plain +the words alone", copy.run("list", "outputs"))
    copy.run("build", "--to", "plain,html")
    text = copy.built(".txt").decode()
    assert text.startswith("Buses bring more people than parking\n")
    assert "Later buses would bring more people" in text
    assert "<" not in text
    assert copy.cost() == {
        "brief/outputs/__init__.py": 1,  # the line in OUTPUTS
        "brief/outputs/plain.py": 16,
        "templates/plain.html": 2,
    }


def test_a_kind_of_section_costs_a_module_a_face_a_line_and_its_words(copy: Copy) -> None:
    """A new kind of section is read, checked, listed, in the schema, in the contents, on paper and on the web."""
    copy.add(
        "brief/model/sections/precedents.py",
        '''\
        """Precedents: what happened in cases like this one."""

        from __future__ import annotations

        from typing import Annotated, ClassVar

        from ..fields import Id, LineText, Many, Model, Numbered, named, say
        from ..section import SectionKind


        class Precedent(Model):
            """One case; plain text may stand for the case alone."""

            shorthand: ClassVar[str] = "case"
            id: Id = named("P1")
            case: LineText = say("What happened.", required=True)


        PRECEDENTS = SectionKind[tuple[Precedent, ...]](
            "precedents", Annotated[Many[Precedent], Numbered("P", "case")], "Cases like this one."
        )
        ''',
    )
    copy.add(
        "templates/sections/precedents.html",
        '{% for item in value %}<p id="{{ item.id }}">{{ item.case }}</p>{% endfor %}\n',
    )
    copy.add_lines("brief/model/sections/__init__.py", r"^from \.post_cutoff", "from .precedents import PRECEDENTS")
    copy.add_lines("brief/model/sections/__init__.py", r"^    TIMELINE,", "    PRECEDENTS,")
    for code in LANGUAGES:
        copy.add_lines(f"templates/languages/{code}.yaml", r"^headings:", f"  precedents: Cases ({code})")

    copy.write_brief("precedents: ['Leeds *cut* fares in 2019', {case: York did not, id: P7}]\n")
    copy.run("build", "--to", "pdf,html")
    page = copy.page()
    assert re.search(r'<section class="section precedents" id="precedents"[^>]*>\s*<h2[^>]*>Cases \(en\)</h2>', page)
    assert '<p id="P1">Leeds <em>cut</em> fares in 2019</p><p id="P7">York did not</p>' in page
    assert page.count('<a href="#precedents" aria-label="Cases (en)"></a>') == 2
    assert copy.built(".pdf").startswith(b"%PDF-")
    assert re.search(r"precedents +Cases like this one\.", copy.run("list", "sections"))
    assert '"precedents": {' in copy.run("schema")
    copy.write_brief("precedents: [{cse: Leeds}]\n")
    assert "did you mean 'case'?" in copy.run("check", code=1)
    assert copy.cost() == {
        "brief/model/sections/__init__.py": 2,
        "brief/model/sections/precedents.py": 21,
        "templates/sections/precedents.html": 1,
        **{f"templates/languages/{code}.yaml": 1 for code in LANGUAGES},
    }


def test_a_check_costs_a_function_and_a_line(copy: Copy) -> None:
    """A new check is run, listed, explained, and can be waived."""
    copy.add_lines(
        "brief/checks/structure.py",
        "",
        '''

        @rule("STR-99", "warning")
        def shouting(reading: Reading) -> Iterator[Finding]:
            """Flag a title that ends in an exclamation mark.

            Why: a title states a finding, and a finding needs no cheer.
            Source: house style.
            Bad: Buses win!
            Good: Buses bring more people.
            """
            if reading.brief.meta.title.endswith("!"):
                yield Finding(("meta", "title"), "the title shouts", "what does it say without the mark?")
        ''',
    )
    copy.add_lines("brief/checks/__init__.py", r"^    structure\.placeholder,", "    structure.shouting,")

    assert "STR-99" not in copy.run("check", code=None)
    path = copy.write_brief()
    path.write_text(path.read_text(encoding="utf-8").replace("than parking", "than parking!"), encoding="utf-8")
    said = copy.run("check", code=None)
    assert re.search(r"brief\.yaml:1:\d+: warning\[STR-99\]: the title shouts", said)
    assert "help: what does it say without the mark?" in said
    assert re.search(r"STR-99 +warning +A title that ends in an exclamation mark", copy.run("list", "rules"))
    assert re.search(r"Good: +Buses bring more people\.", copy.run("explain", "STR-99"))
    path.write_text(
        path.read_text(encoding="utf-8") + "lint: {waive: [{rule: STR-99, reason: The editor wants it so.}]}\n",
        encoding="utf-8",
    )
    assert "warning[STR-99]" not in copy.run("check", code=None)
    assert copy.cost() == {"brief/checks/__init__.py": 1, "brief/checks/structure.py": 13}


def test_a_language_costs_one_file(copy: Copy) -> None:
    """A new language is listed, chosen by --lang, and sets the headings, the dates and the language of the page."""
    words = (copy.folder / "templates" / "languages" / "en.yaml").read_text(encoding="utf-8")
    dutch = words.replace("name: English", "name: Nederlands")
    dutch = dutch.replace("key_judgements: Key judgements", "key_judgements: Kernoordelen")
    copy.add("templates/languages/nl.yaml", dutch)

    assert re.search(r"nl +Nederlands", copy.run("list", "languages"))
    copy.run("build", "--lang", "nl", "--to", "html,pdf")
    page = copy.page()
    assert '<html lang="nl" dir="ltr">' in page
    assert ">Kernoordelen</h2>" in page
    assert "2 maart 2026" in page
    assert [path.name.partition("_v")[2] for path in (copy.workspace / "output").glob("*.pdf")] == ["1.0_nl.pdf"]
    assert list(copy.cost()) == ["templates/languages/nl.yaml"]


def test_a_theme_costs_one_folder(copy: Copy) -> None:
    """A new theme extends another one, says only what differs, and is listed and chosen by --theme."""
    copy.add(
        "templates/themes/ministry/theme.yaml",
        """\
        name: ministry
        description: in the green of the ministry
        extends: assessment
        tokens:
          accent: "#0a5c36"
        """,
    )
    copy.add("templates/themes/ministry/web.css", ".brief h2 { letter-spacing: .123em }\n")

    assert re.search(r"ministry +in the green of the ministry", copy.run("list", "themes"))
    copy.run("build", "--theme", "ministry", "--to", "html,pdf")
    page = copy.page()
    assert "--accent:#0a5c36;" in page
    assert "letter-spacing: .123em" in page
    assert "--ink:" in page  # what it does not say comes from the theme that it extends
    assert copy.built(".pdf").startswith(b"%PDF-")
    assert {name.rpartition("/")[0] for name in copy.cost()} == {"templates/themes/ministry"}


def test_a_house_adds_a_theme_a_language_and_a_face_in_its_own_workspace(copy: Copy) -> None:
    """Who has only installed the program adds the same in the templates/ of a workspace, and touches no program."""
    words = (copy.folder / "templates" / "languages" / "en.yaml").read_text(encoding="utf-8")
    copy.add("workspace/templates/languages/nl.yaml", words.replace("name: English", "name: Nederlands"))
    copy.add(
        "workspace/templates/themes/own/theme.yaml", 'name: own\nextends: assessment\ntokens: {accent: "#123456"}\n'
    )
    copy.add("workspace/templates/sections/key_judgements.html", "<p>{{ value|length }} of our own</p>\n")

    copy.run("build", "--theme", "own", "--lang", "nl", "--to", "html")
    page = copy.page()
    assert "--accent:#123456;" in page
    assert '<html lang="nl"' in page
    assert "<p>1 of our own</p>" in page
    assert copy.cost() == {}


def test_a_field_with_a_vocabulary_costs_itself_its_scale_its_face_and_its_words(copy: Copy) -> None:
    """A new field is read, refused off its vocabulary with the nearest value, in the schema, and printed in words."""
    copy.add_lines(
        "brief/model/sections/implications.py",
        r"^    text: LineText",
        '    reach: Annotated[str, one_of(REACH)] | None = say("How far it reaches.", eg="national")',
    )
    copy.change_line(
        "brief/model/sections/implications.py", r"(from \.\.fields import .*)named, say", r"\1named, one_of, say"
    )
    copy.add_lines("brief/model/sections/implications.py", r"^from \.\.terms", "from ..vocabulary import REACH")
    copy.add_lines("brief/model/vocabulary.py", r"^TREND = ", 'REACH = _v("reach", "local national global")')
    copy.add_lines(
        "templates/sections/implications.html",
        r"for item in value",
        "{% if item.reach %}<p class=\"sub\">{{ words('reach', item.reach) }}</p>{% endif %}",
    )
    for code in LANGUAGES:
        copy.add_lines(
            f"templates/languages/{code}.yaml",
            r"^vocabulary:",
            f"  reach: {{local: at home ({code}), national: in the country ({code}), global: anywhere ({code})}}",
        )

    copy.write_brief("implications: [{text: Fares fall., reach: national}]\n")
    copy.run("build", "--to", "html")
    assert '<p class="sub">in the country (en)</p>' in copy.page()
    assert '"reach"' in copy.run("schema")
    copy.write_brief("implications: [{text: Fares fall., reach: natonal}]\n")
    said = copy.run("check", code=1)
    assert re.search(r"brief\.yaml:3:\d+: error\[\w+\]: .*natonal", said)
    assert "did you mean 'national'?" in said
    assert copy.cost() == {
        "brief/model/sections/implications.py": 3,
        "brief/model/vocabulary.py": 1,
        "templates/sections/implications.html": 1,
        **{f"templates/languages/{code}.yaml": 1 for code in LANGUAGES},
    }


def test_the_languages_of_the_program_are_those_of_these_tests(copy: Copy) -> None:
    """A language that is added to the program is added to the costs that are counted here."""
    assert tuple(sorted(path.stem for path in (copy.folder / "templates/languages").glob("*.yaml"))) == LANGUAGES
    for code in LANGUAGES:
        assert yaml.safe_load((copy.folder / f"templates/languages/{code}.yaml").read_text(encoding="utf-8"))["name"]


def test_the_count_of_the_cost_bites(copy: Copy) -> None:
    """An edit of the machinery shows in the cost, however small it is."""
    assert copy.cost() == {}
    copy.add_lines("brief/paint.py", r"^from __future__", "EXTRA = 1")
    assert copy.cost() == {"brief/paint.py": 1}
