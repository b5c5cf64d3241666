"""Editions of one brief in several languages: found, built, told apart, extracted; those of the first brief agree."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from brief.editions import is_brief, is_in, tag_of
from brief.extract import extract
from brief.model import Brief, walk
from brief.model.edtf import FuzzyDate
from brief.model.fields import Confidence, Evidence, Likelihood, Ref
from brief.parse import read_document
from brief.pipeline import Options, Result, build, examine, find_briefs
from brief.problems import BriefError
from brief.view import make_view
from brief.workspace import Workspace
from tests.golden.pages.samples import ROOT
from tests.patience import PATIENCE_S

FIRST = ROOT / "content" / "unbanning-the-taliban"
EDITIONS = ("ar", "ru")
TEXT = "meta: {{title: {title}, date: 2026-03-02{more}}}\nkey_judgements: [{title}]\n"


def write(folder: Path, name: str, title: str = "Buses win", more: str = "") -> Path:
    path = folder / "content" / "buses" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXT.format(title=title, more=more), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "tag"),
    [("brief.yaml", ""), ("brief.ru.yaml", "ru"), ("brief.zh-Hans.yaml", "zh-Hans"), ("brief.prs.yaml", "prs")],
)
def test_the_name_of_a_file_gives_the_language(name: str, tag: str) -> None:
    """brief.yaml is the brief, brief.ru.yaml its Russian edition."""
    assert is_brief(name)
    assert tag_of(name) == tag


@pytest.mark.parametrize("name", ["brief.old.yaml", "brief.notes.yaml", "brief.yml", "briefs.yaml", "my-brief.ru.yaml"])
def test_what_is_named_otherwise_is_no_edition(name: str) -> None:
    """A copy that was put aside is not built, though `old` has the form of a language."""
    assert not is_brief(name)


def test_a_region_is_in_its_language() -> None:
    """brief.pt.yaml serves pt-BR, and brief.pt-BR.yaml those who ask for pt; nothing serves another language."""
    assert is_in("pt", "pt-BR")
    assert is_in("pt-BR", "pt")
    assert not is_in("pt", "es")
    assert not is_in("", "es")


def test_a_folder_means_all_its_editions(tmp_path: Path) -> None:
    """The brief comes first, the others by language; a file means itself alone."""
    paths = [write(tmp_path, name) for name in ("brief.yaml", "brief.fr.yaml", "brief.de.yaml", "brief.old.yaml")]
    expected = [paths[0], paths[2], paths[1]]
    for asked in (tmp_path, tmp_path / "content", paths[0].parent):
        assert find_briefs([asked]) == expected
    assert find_briefs([paths[1]]) == [paths[1]]


def test_a_language_that_is_asked_for_means_its_edition(tmp_path: Path) -> None:
    """`--lang fr` takes the French edition; where there is none, the brief itself in French words."""
    main, french = write(tmp_path, "brief.yaml"), write(tmp_path, "brief.fr.yaml")
    assert find_briefs([tmp_path], "fr") == [french]
    assert find_briefs([tmp_path], "es") == [main]


def test_the_file_name_is_the_language_where_the_brief_gives_none(tmp_path: Path) -> None:
    """It wins over the language of the house, which is that of the briefs and not of their translations."""
    (tmp_path / "house.yaml").write_text("meta: {language: en}\n", encoding="utf-8")
    path = write(tmp_path, "brief.fr.yaml")
    document = read_document(Workspace(tmp_path), path)
    assert document.brief.meta.language == "fr"
    assert document.brief.meta.id == "buses"


def test_an_edition_that_is_named_after_another_language_is_told(tmp_path: Path) -> None:
    """The place is that of the language in the brief."""
    path = write(tmp_path, "brief.fr.yaml", more=", language: de")
    with pytest.raises(BriefError) as caught:
        read_document(Workspace(tmp_path), path)
    (problem,) = caught.value.problems
    assert problem.rule == "edition-language"
    assert str(problem.place).endswith("brief.fr.yaml:1:54")
    assert "brief.de.yaml" in str(problem.hint)
    write(tmp_path, "brief.fr.yaml", more=", language: fr-CA")
    assert read_document(Workspace(tmp_path), path).brief.meta.language == "fr-CA"


def test_editions_share_an_id_and_briefs_do_not(tmp_path: Path) -> None:
    """Two languages of one brief are no clash; the same id and language in two folders are."""
    write(tmp_path, "brief.yaml", more=", id: one")
    write(tmp_path, "brief.fr.yaml", more=", id: one")
    other = tmp_path / "content" / "other" / "brief.fr.yaml"
    other.parent.mkdir()
    other.write_text(TEXT.format(title="Autre", more=", id: one"), encoding="utf-8")
    found = examine(find_briefs([tmp_path]))
    assert [[p.rule for p in entry.result.problems] for entry in found] == [[], [], ["same-id"]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Result]:
    """Build two editions of a small brief once."""
    folder = tmp_path_factory.mktemp("editions")
    write(folder, "brief.yaml")
    write(folder, "brief.ru.yaml", "Автобусы лучше")
    return build(folder, Options(outputs=("pdf", "html"), output=folder / "out"))


def test_each_edition_has_files_of_its_own(built: list[Result]) -> None:
    """One call makes both; the name of a file ends in its language."""
    names = sorted(file.path.name for result in built for file in result.files)
    assert names == [f"2026-03-02_buses_v1.0_{end}" for end in ("en.html", "en.pdf", "ru.html", "ru.pdf")]
    assert not [problem for result in built for problem in result.problems]


def test_a_pdf_gives_back_the_edition_that_it_was_made_from(built: list[Result], tmp_path: Path) -> None:
    """The Russian PDF carries brief.ru.yaml, and building that gives the same file."""
    pdf = next(file.path for result in built for file in result.files if file.path.name.endswith("ru.pdf"))
    extracted = extract(pdf, tmp_path / "back")
    assert extracted.brief.relative_to(tmp_path / "back").as_posix() == "content/buses/brief.ru.yaml"
    (again,) = build(tmp_path / "back", Options(outputs=("pdf",)))
    assert again.files[0].path.read_bytes() == pdf.read_bytes()


EVERY_TERM = """\
meta: {{title: {title}, subtitle: {long}, date: 2026-03-02, information_cutoff: 2026-03-01, status: in_review}}
handling: {{scheme: tlp, marking: "TLP:GREEN"}}
key_judgements:
  - {{id: KJ1, statement: {long}, likelihood: likely, timeframe: {{by: 2026-12-31}}, confidence: moderate}}
background: "{long} *{long}* [@S1, 4].[^1]\n\n[^1]: {title}"
timeline: [{{date: 199X, text: {title}}}, {{date: 2015-21, text: {title}}}, {{date: 2026-04~, text: {title}}}]
risks: [{{id: R1, title: {title}, likelihood: unlikely, impact: 4, confidence: low, treatment: treat}}]
sources: [{{id: S1, title: {title}, type: report, date: 2026-01, reliability: B, credibility: 2, access: compiled}}]
"""


def test_a_page_in_every_language_has_all_its_letters(tmp_path: Path) -> None:
    """Each language is set with its legend, its tables and its heads, and no letter is missing from the fonts."""
    from brief.language import load_language

    workspace = Workspace(ROOT)
    languages = [load_language(workspace, code) for code in workspace.template_names("languages/*.yaml")]
    spoken = [language for language in languages if not language.fonts]
    assert len(spoken) >= 8
    for language in spoken:
        name = "brief.yaml" if language.code == "en" else f"brief.{language.code}.yaml"
        path = write(tmp_path, name)
        title, long = language.word("headings.scale"), language.word("captions.risks").replace(";", ",")
        path.write_text(EVERY_TERM.format(title=f"'{title}'", long=long), encoding="utf-8")
    results = build(tmp_path, Options(outputs=("pdf",)))
    assert len(results) == len(spoken)
    assert {str(problem) for result in results for problem in result.problems} == set()
    assert all(result.built for result in results)


def edition(tag: str) -> Brief:
    return read_document(Workspace(ROOT), FIRST / (f"brief.{tag}.yaml" if tag else "brief.yaml")).brief


def data(brief: Brief) -> list[tuple[Any, Any]]:
    """List what no translation may change: terms, dates, references, citations, numbers, and where they stand."""
    kept = (Likelihood, Confidence, Evidence, Ref, FuzzyDate, bool, int, float)
    plain = {"id", "event_id", "type", "kind", "status", "treatment", "direction", "record", "version", "weight"}
    skipped = ("names", "ai_use", "keywords")
    found = []
    for path, value in walk(brief):
        if path[:2] in {("meta", name) for name in skipped} or path[0] in ("abbreviations", "meeting"):
            continue  # the meeting is held in one language
        name = path[-1] in plain or (path[0] == "key_judgements" and path[-1] == "event")
        if name or isinstance(value, kept) or hasattr(value, "isoformat"):
            found.append((path, value))
    return found


@pytest.mark.parametrize("tag", EDITIONS)
def test_the_editions_of_the_first_brief_say_the_same(tag: str) -> None:
    """Judgements, likelihoods, confidence, dates, references, evidence, impacts and ids agree item by item."""
    main = data(edition(""))
    assert len(main) > 250
    assert data(edition(tag)) == main


@pytest.mark.parametrize("tag", EDITIONS)
def test_the_prose_of_the_editions_cites_the_same_facts(tag: str) -> None:
    """Every paragraph of the background names the same sources in the same order."""
    import re

    def cited(brief: Brief) -> list[list[str]]:
        texts = [(path, str(value)) for path, value in walk(brief) if "[@" in str(value)]
        return [
            [str(path), *re.findall(r"[A-Z]+\d+(?:#\d+)?", " ".join(re.findall(r"\[@[^]]*]", t)))] for path, t in texts
        ]

    assert len(cited(edition(""))) > 10
    assert cited(edition(tag)) == cited(edition(""))


@pytest.mark.parametrize("tag", EDITIONS)
def test_nothing_of_the_record_is_printed_in_english_unmarked(tag: str) -> None:
    """The record of the source is English: its title is marked as such, its description is given anew."""
    from brief.language import load_language
    from brief.outputs.html import HTML
    from brief.paint import Painter
    from brief.theme import load_theme

    workspace = Workspace(ROOT)
    document = read_document(workspace, FIRST / f"brief.{tag}.yaml")
    (seed,) = document.seeds.values()
    view = make_view(document, load_language(workspace, tag), load_theme(workspace, "assessment"), "A4")
    html = Painter(workspace, view, HTML.frame, "end", "web").paint()
    assert '<cite lang="en"' in html
    assert str(seed.descriptor)[:30] not in html
    assert str(seed.title)[:20] in html


def test_the_list_of_editions_is_that_of_the_folder() -> None:
    """An edition that is added is compared too."""
    assert tuple(filter(None, (tag_of(path.name) for path in find_briefs([FIRST])))) == EDITIONS


def test_the_command_builds_what_was_asked_for(tmp_path: Path) -> None:
    """With --lang one edition is made; the command says which file."""
    import sys

    write(tmp_path, "brief.yaml")
    write(tmp_path, "brief.ru.yaml", "Автобусы лучше")
    command = [sys.executable, "-m", "brief", "build", str(tmp_path), "--lang", "ru", "--to", "html"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (tmp_path / "output").iterdir()] == ["2026-03-02_buses_v1.0_ru.html"]
    assert "Автобусы лучше" in (tmp_path / "output" / "2026-03-02_buses_v1.0_ru.html").read_text(encoding="utf-8")
