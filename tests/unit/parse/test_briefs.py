"""What an author can leave out or shorten, where values are found again, and what reading costs."""

from __future__ import annotations

import gc
import pickle
import time
from pathlib import Path

import pytest

from brief.model import SECTIONS, Brief, walk
from brief.model.sections.background import BACKGROUND
from brief.model.sections.key_judgements import KEY_JUDGEMENTS
from brief.model.sections.risks import RISKS
from brief.parse import Parsed, parse, read_document, read_seed
from brief.problems import BriefError
from brief.workspace import Text, Workspace

ROOT = Path(__file__).parents[3]
FRAME = "meta:\n  title: Water\n  date: 2024-05-06\n"
SECONDS = 0.15


def read(content: str) -> Parsed:
    return parse(Text("brief.yaml", content))


def brief_of(content: str) -> Brief:
    parsed = read(content)
    assert parsed.problems == []
    assert parsed.brief is not None
    return parsed.brief


def test_six_lines_make_a_brief() -> None:
    """A title, a date, two judgements as plain sentences and one question are a brief."""
    brief = brief_of(
        "meta: {title: Water, date: 2024-05-06}\n"
        "key_judgements:\n"
        "  - Repairs are likely to take longer.\n"
        "  - Tariffs are very likely to rise.\n"
        "open_questions:\n"
        "  - Who pays?\n"
    )

    assert [(each.id, each.statement) for each in brief[KEY_JUDGEMENTS]] == [
        ("KJ1", "Repairs are likely to take longer."),
        ("KJ2", "Tariffs are very likely to rise."),
    ]
    assert (brief.meta.kind, brief.meta.status, brief.scales.likelihood) == ("policy_brief", "draft", "icd203")


@pytest.mark.parametrize("section", ["key_judgements", "background", "risks", "open_questions"])
def test_one_section_is_enough(section: str) -> None:
    """Each of the four sections makes a brief with one plain text."""
    brief = brief_of(f"{FRAME}{section}: One plain text.\n")

    assert len(getattr(brief, section)) == 1


def test_shorthands() -> None:
    """Where one key says it all, plain text stands for the group."""
    brief = brief_of(
        FRAME + "  authors: Water desk\n  publisher: Institute\n  ai_use: none\n  series: Assessment\n"
        "audience: Mayor\n"
        "risks: [Bursts, {title: Frost, actions: Survey}]\n"
        "key_judgements: [{statement: Repairs take longer, timeframe: before the winter, change_since_last: new}]\n"
        "background:\n  - Plain.\n  - {heading: Why now, blocks: [Plain too.]}\n"
    )

    assert (brief.meta.authors[0].name, brief.meta.publisher and brief.meta.publisher.name) == (
        "Water desk",
        "Institute",
    )
    assert (brief.meta.ai_use[0].use, brief.audience and brief.audience.primary) == ("none", "Mayor")
    assert [risk.id for risk in brief[RISKS]] == ["R1", "R2"]
    assert brief[RISKS][1].actions[0].text == "Survey"
    judgement = brief[KEY_JUDGEMENTS][0]
    assert judgement.timeframe is not None
    assert judgement.timeframe.note == "before the winter"
    assert judgement.change_since_last is not None
    assert judgement.change_since_last.direction == "new"
    assert [part.text for part in brief[BACKGROUND]] == ["Plain.", None]
    assert brief[BACKGROUND][1].blocks[0].text == "Plain too."


def test_versions_keep_their_digits() -> None:
    """`1.10` is a version, not the number 1.1."""
    assert brief_of(f"{FRAME}  version: 1.10\nrisks: [Bursts]\n").meta.version == "1.10"


def test_precision_of_the_timeline() -> None:
    """A precision beside a date cuts the date down to it."""
    brief = brief_of(FRAME + "timeline:\n  - {date: 2024-03-22, precision: month, text: The main bursts.}\n")

    assert str(brief.timeline[0].date) == "2024-03"


def test_what_one_mistake_drags_along_is_not_told() -> None:
    """A refused entry is told once: not again by those who name it, nor by what it lacks without its refused key."""
    problems = read(
        FRAME + "key_judgements:\n  - {statement: Repairs take longer, assumptions: [A1], evidence: [S1]}\n"
        "assumptions:\n  - {id: A1, text: [no, text]}\n"
        "sources:\n  - {id: S1, title: {no: text}, date: never}\n"
        "handling: {scheme: tpl, marking: TLP:RED}\n"
    ).problems

    assert sorted(problem.rule for problem in problems) == ["fuzzy-date", "vocabulary", "wrong-type", "wrong-type"]


def test_places_after_a_refused_entry() -> None:
    """When an entry is taken out, those behind it are still found on their own lines."""
    parsed = read(
        FRAME + "risks:\n  - {titel: one}\n  - title: two\n    impact: 9\n  - title: three\n    likelihood: perhaps\n"
    )

    told = {(problem.rule, problem.place and problem.place.line) for problem in parsed.problems}

    assert told == {("missing-key", 5), ("unknown-key", 5), ("out-of-range", 7)}
    assert read_links(parsed) == [("likelihood", 9)]


def read_links(parsed: Parsed) -> list[tuple[str, int]]:
    from brief.parse.links import link_problems

    assert parsed.brief is not None
    found = link_problems(parsed.brief, parsed.trees, {})
    return [(problem.rule, problem.place.line if problem.place else 0) for problem in found]


def test_words_inside_a_text_are_found() -> None:
    """A place can be asked for by words of a text, on whatever line of it they stand."""
    parsed = read(FRAME + "background: |\n  One line.\n\n  Another with words in it.\n")
    place = parsed.trees.place_of_words(("background", 0, "text"), "words")

    assert (place.line, place.column, place.length) == (7, 16, 5)


def test_every_value_can_be_walked() -> None:
    """Every leaf of a whole brief has a path that leads to its place in the file, or is a default."""
    text = (ROOT / "tests" / "golden" / "problems" / "whole-brief.in").read_text(encoding="utf-8")
    parsed = read(text)
    assert parsed.brief is not None
    leaves = list(walk(parsed.brief))
    placed = [path for path, _ in leaves if parsed.trees.has(path)]

    assert len(leaves) > 110
    assert len(placed) >= 80
    assert {str(path[0]) for path in placed} > {"meta", "risks", "key_judgements", "timeline", "figures"}


def test_a_brief_can_be_sent_to_a_child() -> None:
    """A brief survives pickling whole, with what its references know."""
    text = (ROOT / "tests" / "golden" / "problems" / "whole-brief.in").read_text(encoding="utf-8")
    brief = brief_of(text)
    again = pickle.loads(pickle.dumps(brief))  # noqa: S301  # our own bytes

    assert again == brief
    assert again.key_judgements[0].assumptions[0].sections == ("assumptions",)


def test_record_must_carry_the_name_of_its_file(tmp_path: Path) -> None:
    """A record is found by the name of its file, and says the same name itself."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "report.yaml").write_text("id: report\ntitle: Report\nfacts: []\n", encoding="utf-8")
    (tmp_path / "seeds" / "other.yaml").write_text("id: report\ntitle: Report\n", encoding="utf-8")

    assert read_seed(Workspace(tmp_path), "report").title == "Report"
    with pytest.raises(BriefError, match="record-name"):
        read_seed(Workspace(tmp_path), "other")


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("Water Supply", "water-supply"),
        ("Été 2024", "ete-2024"),
        ("آب", "brief"),
        ("a" * 100, "a" * 80),
        ("--", "brief"),
    ],
)
def test_folder_names_the_brief(folder: str, name: str, tmp_path: Path) -> None:
    """A brief without an id takes the name of its folder, whatever letters that has."""
    path = tmp_path / "content" / folder / "brief.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(f"{FRAME}risks: [Bursts]\n", encoding="utf-8")

    assert read_document(Workspace(tmp_path), path).brief.meta.id == name


@pytest.mark.parametrize("path", sorted(ROOT.glob("content/*/brief.yaml")), ids=lambda path: path.parent.name)
def test_sample_briefs(path: Path) -> None:
    """Every sample brief is read without a problem."""
    document = read_document(Workspace(ROOT), path)

    assert any(document.brief[kind] for kind in SECTIONS)


def test_reading_is_quick() -> None:
    """A brief of 60 KB costs well under 0.15 seconds of processor time."""
    entries = "".join(
        f"  - {{term: Term number {n}, meaning: what the term number {n} means in this brief and nowhere else}}\n"
        for n in range(480)
    )
    text = (ROOT / "tests" / "golden" / "problems" / "whole-brief.in").read_text(encoding="utf-8")
    content = f"{text}glossary:\n{entries}# " + "x" * 12_000 + "\n"
    brief_of(content)
    gc.collect()
    costs = []
    for _ in range(3):
        start = time.process_time()
        brief_of(content)
        costs.append(time.process_time() - start)

    assert len(content) > 60_000
    assert min(costs) < SECONDS
