"""The pipeline: which briefs a path means, what stops one, and what is written."""

from __future__ import annotations

from pathlib import Path

import pytest

import brief
from brief.confine import Limits
from brief.pipeline import Job, Options, Result, build, examine, find_briefs, read
from brief.problems import BriefError
from brief.workspace import Workspace

SOUND = "meta: {{title: Buses, date: 2024-05-06{more}}}\nkey_judgements: [Later buses would bring people.]\n"
HTML = Options(outputs=("html",))


def write(root: Path, slug: str = "buses", more: str = "", text: str = SOUND) -> Path:
    """Write a brief into a workspace."""
    path = root / "content" / slug / "brief.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.format(more=more), encoding="utf-8")
    return path


def rules(result: Result) -> set[str]:
    """Return the rules that a result breaks as errors."""
    return {problem.rule for problem in (*result.problems, *result.findings) if problem.severity == "error"}


def test_what_a_path_means(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file, the folder of a brief, content/, a workspace, and nothing at all all lead to briefs, in order."""
    one, two = write(tmp_path, "one"), write(tmp_path, "two")
    assert find_briefs([one]) == [one]
    assert find_briefs([one.parent]) == [one]
    assert find_briefs([tmp_path / "content"]) == [one, two]
    assert find_briefs([tmp_path]) == [one, two]
    monkeypatch.chdir(one.parent)
    assert find_briefs([]) == [one, two]


def test_a_brief_that_is_named_twice_is_built_once(tmp_path: Path) -> None:
    """Paths may overlap."""
    one, two = write(tmp_path, "one"), write(tmp_path, "two")
    assert find_briefs([two, tmp_path, one]) == [two, one]


def test_a_brief_may_have_any_name(tmp_path: Path) -> None:
    """A file outside a workspace is a brief too."""
    path = tmp_path / "my notes.yml"
    path.write_text(SOUND.format(more=""), encoding="utf-8")
    (result,) = build(path, HTML)
    assert [file.path.name for file in result.files] == ["2024-05-06_my-notes_v1.0_en.html"]


def test_paths_without_briefs_are_all_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every path that leads nowhere is named in one go."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "water")
    (tmp_path / "empty").mkdir()
    with pytest.raises(BriefError) as caught:
        find_briefs([Path("content/watr"), Path("empty"), Path("content/water")])
    assert [(problem.rule, problem.place and problem.place.file) for problem in caught.value.problems] == [
        ("no-such-file", "content/watr"),
        ("no-brief", "empty"),
    ]
    assert "did you mean 'content/water'?" in str(caught.value)


def test_read_gives_the_document_or_all_mistakes(tmp_path: Path) -> None:
    """`read` returns the brief with its places, or raises every mistake at once."""
    assert read(write(tmp_path)).brief.meta.title == "Buses"
    with pytest.raises(BriefError) as caught:
        read(write(tmp_path, more=", statsu: draft, kind: papr"))
    assert len(caught.value.problems) == 2


def test_the_public_door(tmp_path: Path) -> None:
    """`brief.build(path)` builds one brief from its path as text, and says what it wrote."""
    write(tmp_path)
    (result,) = brief.build(str(tmp_path / "content" / "buses"), brief.Options(outputs=("html",)))
    assert result.built
    (file,) = result.files
    assert file.path == tmp_path / "output" / "2024-05-06_buses_v1.0_en.html"
    assert file.size == file.path.stat().st_size
    assert file.pages is None


def test_the_stages_behind_it(tmp_path: Path) -> None:
    """Read, check, view, paint and make can be called one by one from `import brief`."""
    path = write(tmp_path)
    workspace, document = brief.Workspace.around(path), brief.read(path)
    assert all(isinstance(problem, brief.Problem) for problem in brief.check(document))
    view = brief.view_of(workspace, document)
    html = brief.OUTPUTS.named("html")
    assert "Later buses would bring people." in brief.paint_page(workspace, view, html)


def test_a_name_that_is_not_public_is_none() -> None:
    """A misspelt name is an AttributeError, as everywhere."""
    with pytest.raises(AttributeError, match="no attribute 'biuld'"):
        getattr(brief, "biuld")  # noqa: B009 - mypy would find it first


def test_pages_are_counted(tmp_path: Path) -> None:
    """A PDF says how many pages it has."""
    (result,) = build(write(tmp_path), Options(outputs=("pdf",)))
    assert [file.pages for file in result.files] == [1]


def test_the_brief_chooses_outputs_and_papers(tmp_path: Path) -> None:
    """Without options the brief's own choice is made; options win over it."""
    path = write(tmp_path, text=SOUND + "output: {{outputs: [pdf], paper: [A4, Letter]}}\n")
    (result,) = build(path)
    assert sorted(file.path.name for file in result.files) == [
        "2024-05-06_buses_v1.0_en.pdf",
        "2024-05-06_buses_v1.0_en_letter.pdf",
    ]
    (result,) = build(path, Options(papers=("Letter",), output=tmp_path / "out"))
    assert [file.path.name for file in result.files] == ["2024-05-06_buses_v1.0_en_letter.pdf"]


def test_an_unknown_output_of_a_brief_is_told_at_its_place(tmp_path: Path) -> None:
    """What the file asks for and cannot be had is a problem of the file."""
    (result,) = build(write(tmp_path, text=SOUND + "output: {{outputs: [pdf, html, docks]}}\n"))
    assert not result.built
    (problem,) = [problem for problem in result.problems if "docks" in problem.message]
    assert problem.place is not None
    assert problem.place.line == 3


def test_two_briefs_with_one_id(tmp_path: Path) -> None:
    """Briefs that would write the same files are refused after the first, which is named."""
    write(tmp_path, "one", more=", id: same")
    write(tmp_path, "two", more=", id: same")
    first, second = build(tmp_path, HTML)
    assert first.built
    assert not second.built
    assert rules(second) >= {"same-id"}
    (problem,) = [problem for problem in second.problems if problem.rule == "same-id"]
    assert problem.hint is not None
    assert "one/brief.yaml" in problem.hint


def test_two_workspaces_with_one_output_folder(tmp_path: Path) -> None:
    """Briefs of two houses that would write one file into one folder are refused too: none is lost without a word."""
    for house in ("one", "two"):
        write(tmp_path / house, "same")
    first, second = build([tmp_path / "one", tmp_path / "two"], Options(outputs=("html",), output=tmp_path / "out"))
    assert first.built
    assert not second.built
    assert rules(second) >= {"same-id"}
    apart = build([tmp_path / "one", tmp_path / "two"], HTML)
    assert [result.built for result in apart] == [True, True]


@pytest.mark.parametrize("more", ["version: '1.1'", "language: fr", "date: 2024-05-07"])
def test_two_editions_of_one_id(tmp_path: Path, more: str) -> None:
    """Editions of one brief may lie side by side: another version, language or day has other files."""
    write(tmp_path, "one", more=", id: same")
    text = SOUND.replace("date: 2024-05-06", more) if more.startswith("date") else SOUND
    write(tmp_path, "two", more=", id: same" if more.startswith("date") else f", id: same, {more}", text=text)
    assert [result.built for result in build(tmp_path, HTML)] == [True, True]
    assert len(list((tmp_path / "output").iterdir())) == 2


def test_a_draft_is_built_whatever_the_checks_find(tmp_path: Path) -> None:
    """Findings are told and a draft is made; once a brief claims to be cleared they stop it."""
    path = write(tmp_path, more=", kind: assessment")
    (draft,) = build(path, HTML)
    assert draft.built
    assert not draft.sound
    before = {file.path: file.path.read_bytes() for file in draft.files}
    (cleared,) = build(write(tmp_path, more=", kind: assessment, status: cleared"), HTML)
    assert not cleared.built
    assert rules(cleared) & rules(draft)
    assert {path: path.read_bytes() for path in before} == before


def test_a_page_budget_is_checked_when_the_pages_are_made(tmp_path: Path) -> None:
    """A brief over its budget is told so after it was made, and a cleared one is then not written."""
    long = "background: |\n" + "".join(
        f"  Paragraph {number} of many. {'Sand moves in winter. ' * 30}\n\n" for number in range(16)
    )
    text = SOUND + long + "output: {{outputs: [pdf], pages: 1}}\n"
    (draft,) = build(write(tmp_path, text=text))
    assert draft.built
    (file,) = draft.files
    assert file.pages is not None
    assert file.pages > 1
    over = [problem for problem in draft.findings if problem.rule == "STR-02"]
    assert [problem.severity for problem in over] == ["error", "warning"], "what is made, and the paper that is not"
    assert f"{file.pages} pages on A4" in over[0].message
    assert "on Letter" in over[1].message


def test_a_limit_that_is_hit_is_a_problem_of_its_brief(tmp_path: Path) -> None:
    """A brief that takes too long is told by name and limit, and the others are built."""
    write(tmp_path, "one")
    (result,) = build(tmp_path, Options(outputs=("html",), limits=Limits(seconds=0)))
    assert not result.built
    assert "limit of 0 seconds" in " ".join(problem.message for problem in result.problems)
    assert all(problem.place is not None for problem in result.problems)


@pytest.mark.parametrize(
    ("asked", "shares"),
    [
        (Options(), 1),
        (Options(outputs=("pdf", "html")), 1),
        (Options(outputs=("one-page", "large-print", "handout"), papers=("A4", "Letter")), 3),
    ],
)
def test_the_limit_on_time_grows_with_what_a_person_asks_for(tmp_path: Path, asked: Options, shares: int) -> None:
    """And not with what a brief asks for, which may be a stranger's."""
    path = write(tmp_path, text=SOUND + "output: {{outputs: [pdf, html, one-page, handout], paper: [A4, Letter]}}\n")
    assert Job(tmp_path, read(path), asked).shares == shares


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    """When one of two files cannot be written, the other is not exchanged either."""
    path = write(tmp_path)
    (good,) = build(path)
    pdf = next(file.path for file in good.files if file.path.suffix == ".pdf")
    page = next(file.path for file in good.files if file.path.suffix == ".html")
    before = page.read_bytes()
    pdf.unlink()
    pdf.mkdir()
    (failed,) = build(write(tmp_path, text=SOUND.replace("Later", "Earlier")))
    assert not failed.built
    assert rules(failed) & {"unwritable"}
    assert page.read_bytes() == before
    assert sorted(entry.name for entry in pdf.parent.iterdir()) == sorted([pdf.name, page.name])


def test_results_come_in_the_order_of_the_paths_and_progress_as_they_are_done(tmp_path: Path) -> None:
    """Every brief is told once, good or bad, and the list of results keeps the order of the briefs."""
    for slug in ("a", "b", "c"):
        write(tmp_path, slug)
    write(tmp_path, "b", more=", statsu: draft")
    seen: list[Result] = []
    results = build(tmp_path, HTML, seen.append)
    assert [result.source.parent.name for result in results] == ["a", "b", "c"]
    assert [result.built for result in results] == [True, False, True]
    assert sorted(result.source.parent.name for result in seen) == ["a", "b", "c"]
    assert all(any(told is result for result in results) for told in seen)


def test_examine_makes_nothing(tmp_path: Path) -> None:
    """To check a brief needs no output folder and loads no engine; a brief that cannot be read has no document."""
    good, bad = write(tmp_path, "good"), write(tmp_path, "bad", more=", statsu: draft")
    seen: list[Result] = []
    examined = examine([good, bad], progress=seen.append)
    assert [entry.document is not None for entry in examined] == [True, False]
    assert [entry.result.sound for entry in examined][1] is False
    assert [result.source for result in seen] == [good, bad]
    assert not (tmp_path / "output").exists()


def test_problems_are_sorted_and_told_once(tmp_path: Path) -> None:
    """Problems of the file come in the order of its lines, without repeats."""
    path = write(tmp_path, more=", statsu: draft, kind: papr, versoin: 1")
    (result,) = build(path, HTML)
    places = [(problem.place.line, problem.place.column) for problem in result.problems if problem.place]
    assert len(places) == 3
    assert places == sorted(places)
    assert len(set(result.problems)) == 3


def test_what_was_read_is_known(tmp_path: Path) -> None:
    """The workspace remembers every file that a brief was read from."""
    path = write(tmp_path)
    (tmp_path / "house.yaml").write_text("meta: {publisher: Us}\n", encoding="utf-8")
    workspace = Workspace(tmp_path)
    from brief.parse import read_document

    read_document(workspace, path)
    assert {read.name for read in workspace.read} == {"brief.yaml", "house.yaml"}
