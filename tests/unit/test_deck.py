"""The deck: which slides a brief gives, and that nothing that qualifies a judgement is lost on the way."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import brief
from brief.deck import Claim, Claims, Deck, Grid, Lists, Slide, deck_of, more, shortened
from brief.deck.wording import as_title, cited_in, parted
from brief.parse import read_document
from brief.showing import for_showing
from brief.view import View
from brief.workspace import Workspace
from tests.golden.pages.samples import BRIEFS


def view_of(path: Path) -> View:
    """Return the view of a brief."""
    workspace = Workspace.around(path)
    return brief.view_of(workspace, read_document(workspace, path))


@cache
def deck(slug: str) -> tuple[View, Deck]:
    """Return a sample with its deck."""
    view = view_of(BRIEFS[slug])
    return view, deck_of(view)


def written(root: Path, text: str) -> View:
    """Return the view of a brief that a test wrote."""
    path = root / "content" / "small" / "brief.yaml"
    path.parent.mkdir(parents=True)
    (root / "house.yaml").write_text("", "utf-8")
    path.write_text(f"meta: {{title: Buses win, date: 2026-01-02}}\n{text}", "utf-8")
    return view_of(path)


def claims_of(slides: tuple[Slide, ...]) -> list[Claim]:
    """Return every judgement of a deck."""
    found: list[Claim] = []
    for slide in slides:
        found += [slide.body] if isinstance(slide.body, Claim) else []
        found += slide.body.claims if isinstance(slide.body, Claims) else ()
    return found


@pytest.mark.parametrize("slug", sorted(BRIEFS))
def test_a_deck_has_five_to_nine_slides(slug: str) -> None:
    """The first is the cover, the last says how to read; each has a title of its own."""
    _, made = deck(slug)
    kinds = [slide.kind for slide in made.slides]
    assert 5 <= len(kinds) <= 9
    assert (kinds[0], kinds[-1]) == ("cover", "reference")
    titles = [slide.title for slide in made.slides]
    assert all(title.strip() for title in titles)
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("slug", sorted(BRIEFS))
def test_no_caveat_of_a_judgement_is_lost(slug: str) -> None:
    """Every judgement is there once, with its likelihood, range, window, confidence, basis, dissent and label."""
    view, made = deck(slug)
    claims = {claim.name: claim for claim in claims_of(made.slides)}
    assert list(claims) == [item.id for item in view.brief.key_judgements]
    for item in view.brief.key_judgements:
        claim, band = claims[item.id], view.band(item.likelihood)
        assert (claim.odds is not None) == (band is not None)
        if claim.odds and band:
            assert (claim.odds.words, claim.odds.low, claim.odds.high) == (view.term(band.term), band.low, band.high)
            assert view.language.range(band.low, band.high) == claim.odds.range
        assert bool(claim.level) == bool(item.confidence)
        assert bool(claim.window) == bool(item.timeframe)
        kept = [each for each in claim.remarks if not each.spare]
        assert [each.text for each in kept if each.key == "basis"] == [item.confidence_basis] * bool(
            item.confidence_basis
        )
        dissents = [each for each in kept if each.key == "dissent"]
        assert [each.label.endswith(d.holder) for each, d in zip(dissents, item.dissent, strict=True)].count(False) == 0
        for each, dissent in zip(dissents, item.dissent, strict=True):
            assert dissent.view in each.text
            assert (each.odds is not None) == (view.band(dissent.likelihood) is not None)
        assert claim.evidence == item.evidence
        own = item.marking if item.marking != view.brief.handling.common else None
        assert claim.marking == (own or "")


def rated(number: int) -> str:
    """Write judgements."""
    lines = (
        f"  - {{statement: Claim {n} is likely to hold., likelihood: likely, confidence: low}}\n"
        for n in range(1, number + 1)
    )
    return "key_judgements:\n" + "".join(lines)


REST = """\
bottom_line: Buses win. They cost less.
risks: [Strikes, Frost]
indicators: [Fares rise, Fares fall]
open_questions: [Who pays?, Who rides?]
"""


@pytest.mark.parametrize(("number", "groups"), [(1, [1]), (4, [1, 1, 1, 1]), (5, [1, 1, 1, 2]), (8, [1, 1, 3, 3])])
def test_the_last_judgements_share_slides(tmp_path: Path, number: int, groups: list[int]) -> None:
    """Where there are too many for one slide each, those which the author ranks first stand alone, in order."""
    made = deck_of(written(tmp_path, rated(number) + REST))
    assert len(made.slides) <= 9
    sizes = [len(claims_of((slide,))) for slide in made.slides if slide.kind in ("claim", "claims")]
    assert sizes == groups
    assert [claim.name for claim in claims_of(made.slides)] == [f"KJ{n}" for n in range(1, number + 1)]


def test_what_is_asked_and_what_is_open_share_a_slide_where_there_are_many(tmp_path: Path) -> None:
    """With few judgements they have a slide each; neither is dropped with many."""
    few = deck_of(written(tmp_path / "few", rated(2) + REST))
    many = deck_of(written(tmp_path / "many", rated(5) + REST))
    assert [slide.path[0] for slide in few.slides[-3:-1]] == ["indicators", "open_questions"]
    (shared,) = (slide for slide in many.slides if isinstance(slide.body, Lists))
    assert shared.anchors == ("I1", "I2", "Q1", "Q2")
    assert [[entry.name for entry in roll.entries] for roll in shared.body.rolls] == [["I1", "I2"], ["Q1", "Q2"]]


def test_what_a_list_leaves_out_is_counted(tmp_path: Path) -> None:
    """A table of risks has six rows, and says how many more there are; the notes have them all."""
    view = written(tmp_path, "risks: [A, B, C, D, E, F, G, H]\n")
    (slide,) = (slide for slide in deck_of(view).slides if isinstance(slide.body, Grid))
    assert [entry.name for entry in slide.body.entries] == [f"R{n}" for n in range(1, 7)]
    assert more(view, slide.body.more) == "2 more in the full brief."
    assert [note.label for note in slide.notes] == [f"R{n}" for n in range(1, 9)]


def test_a_list_that_is_too_long_shows_one_entry_less_each_time(tmp_path: Path) -> None:
    """The last goes first, but what is unlikely and grave stays longest; each is counted, and one always stays."""
    view = written(tmp_path, "risks: [A, B, {title: C, hilp: true}, D]\nopen_questions: [Who?, When?]\n")
    deck = deck_of(view)
    number = next(n for n, slide in enumerate(deck.slides, 1) if isinstance(slide.body, Grid))
    shown = []
    cut: Deck | None = deck
    while cut:
        slide = cut.slides[number - 1]
        shown.append(("".join(name for name in slide.anchors), slide.body.more))
        assert [entry.name for entry in slide.body.entries] == list(slide.anchors)
        assert [note.label for note in slide.notes] == ["R1", "R2", "R3", "R4"]
        cut = shortened(cut, [number])
    assert shown == [("R1R2R3R4", 0), ("R1R2R3", 1), ("R1R3", 2), ("R3", 3)]


def test_of_two_lists_the_longer_shows_one_entry_less(tmp_path: Path) -> None:
    """What is left of both is counted by itself; a slide that has no list cannot be made shorter."""
    made = deck_of(written(tmp_path, rated(5) + REST.replace("Fares rise,", "Fares rise, Fares stay,")))
    number = next(n for n, slide in enumerate(made.slides, 1) if isinstance(slide.body, Lists))
    cut = shortened(made, [number])
    assert cut
    assert [(len(roll.entries), roll.more) for roll in cut.slides[number - 1].body.rolls] == [(2, 1), (2, 0)]
    assert cut.slides[number - 1].anchors == ("I1", "I2", "Q1", "Q2")
    assert shortened(made, [1]) is None
    assert shortened(made, [1, number]) is None


def test_a_brief_of_one_section_gives_what_it_has(tmp_path: Path) -> None:
    """There are fewer than five slides only where the brief has nothing to put on them."""
    made = deck_of(written(tmp_path, "background: [{heading: It began in May, takeaway: Late, text: Then.}]\n"))
    assert [slide.title for slide in made.slides] == [
        "Buses win",
        "It began in May",
        "Sources, and how to cite this brief",
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Buses win. They cost less.", "Buses win."),
        ("Dr. Quill of the E.U. says so. It is late.", "Dr. Quill of the E.U. says so."),
        ("It fell by 1.5 points, i.e. a third. Then it rose.", "It fell by 1.5 points, i.e. a third."),
        ("Les suspentes rouillent : 38 % en 2024. Il est tard.", "Les suspentes rouillent : 38 % en 2024."),
        ("One thing [@S1]. Another.", "One thing [@S1]."),
        ("One thing. [@S1] Another.", "One thing. [@S1]"),
        ("Only one sentence", "Only one sentence"),
    ],
)
def test_the_first_sentence_of_a_message_is_its_title(text: str, first: str) -> None:
    """What follows is the rest, and nothing is lost between them."""
    found = parted(text)
    assert found is not None
    assert found[0] == first
    assert f"{found[0]} {found[1]}".split() == text.split()


@pytest.mark.parametrize(
    "text",
    [
        "- A list.\n- Of things.",
        "**Bold from here. To there.** End.",
        "A [link. With](https://example.org) a stop.",
        "x" * 200,
        "A note[^1]. More.\n\n[^1]: Said here.",
    ],
)
def test_a_message_that_cannot_be_parted_is_not(text: str) -> None:
    """A list, emphasis over two sentences, a footnote or a very long sentence stay whole, below a plain heading."""
    assert parted(text) is None


def test_titles_are_headlines() -> None:
    """A title has no citation and no full stop at its end; a number stays with what it counts."""
    assert as_title("It will *hold* [@S1, p. 4].") == "It will *hold*"
    assert as_title("Is it so?") == "Is it so?"
    assert as_title("It rose in the U.S.") == "It rose in the U.S."
    assert as_title("And so on...") == "And so on..."
    assert as_title("By 12 March, 1,200 homes") == "By 12\u00a0March, 1,200 homes"
    assert cited_in("One [@S1, p. 4; @S2#3] two [@F1]") == ("S1, p. 4", "S2#3", "F1")


MEETING = """\
meeting:
  talking_points:
    - {text: Frost is our fear., from: R2}
    - {text: Good morning., more: It is late.}
  not_for_use: [{item: KJ2}]
"""


def test_points_to_make_stand_with_what_they_rest_on(tmp_path: Path) -> None:
    """A point goes into the notes of the slide that shows what it rests on; one without such a slide opens the deck."""
    view = written(tmp_path, rated(3) + REST + MEETING)
    meeting: Any = view.brief.meeting
    made = deck_of(view, meeting.talking_points)
    by_path = {slide.path[0]: [note.text for note in slide.notes[:2]] for slide in made.slides}
    assert by_path["risks"][0] == "Frost is our fear."
    assert by_path["bottom_line"] == ["Good morning.", "It is late."]


def test_what_is_not_for_use_is_on_no_slide(tmp_path: Path) -> None:
    """The deck of a brief as it may be shown does not hold a judgement that must not be raised."""
    view = written(tmp_path, rated(3) + REST + MEETING)
    made = deck_of(replace(view, brief=for_showing(view.brief)))
    assert [claim.name for claim in claims_of(made.slides)] == ["KJ1", "KJ3"]
