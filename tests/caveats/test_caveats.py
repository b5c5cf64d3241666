"""Caveats survive (ALT-03): whatever a product gives stands with its likelihood, range, confidence, dissent and label.

What is expected is worked out here from the YAML and the language file; what is there is read from the bytes of each
product. Neither asks the program.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
import yaml

import brief
from brief.language import load_language
from brief.model.scales import LIKELIHOOD_SCALES, NOT_ASSESSED
from brief.outputs import OUTPUTS, Output
from brief.workspace import Workspace, package_folder
from tests.caveats.products import CASES, EVERY_KIND, PARTS, made
from tests.caveats.readers import READERS, html_words
from tests.golden.pages.samples import BRIEFS, ROOT

# What an item says, by the key of its section; items of other sections have no caveats.
CLAIMS = {"key_judgements": "statement", "risks": "title", "scenarios": "name", "alternatives": "text"}
BEFORE, LONG = 70, 40  # letters before a claim in which its id stands, and how long a claim is none by chance
# What says that a product leaves something out.
SAYS_SO = ("page.in_full", "page.left_out", "email.left_out", "masthead.left_out", "slides.more")


# Pieces of the meeting pack that give no item, or put it in words to be spoken; what qualifies those is held by
# tests/unit/outputs/test_meeting.py.
IN_OTHER_WORDS = ("agenda", "actions", "meeting-brief", "speaking-note")


@dataclass(frozen=True)
class Claim:
    """One item: its id, its words, and each caveat as all the ways to say it."""

    id: str
    words: str
    caveats: Mapping[str, tuple[str, ...]]


def bare(text: str) -> str:
    """Return letters alone: products differ in spaces, quotation marks, hyphens at line ends and capitals."""
    text = re.sub(r"\s*\[@[^\]]*\]", "", text)
    return re.sub(r"[\s\u2060\u00ad\u200b\-‐–—“”‘’«»„\"'*_`()]+", "", text).casefold()


@cache
def words_of(code: str) -> Mapping[str, Any]:
    """Read a language file."""
    loaded = yaml.safe_load((package_folder("templates") / "languages" / f"{code}.yaml").read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def said(words: Mapping[str, Any], key: str) -> list[str]:
    """Return the longest words of a key between what is filled in, in each of its forms for numbers."""
    entry: Any = words
    for part in key.split("."):
        entry = entry[part]
    forms = entry.values() if isinstance(entry, dict) else [entry]
    return [bare(max(re.split(r"\{[a-z]+\}", str(text)), key=len)) for text in forms]


def odds(source: Any, words: Mapping[str, Any], term: str) -> str:
    """Return a term with its range."""
    if term == NOT_ASSESSED:
        return bare(words["likelihood"]["not_assessed"])
    scale = LIKELIHOOD_SCALES[source.scales.likelihood]
    row = source.scales.row if scale.rows > 1 else 1
    band = scale.by_term[term]
    return bare(
        words["likelihood"][scale.name][row][term] + words["scale"]["range"].format(low=band.low, high=band.high)
    )


def claims_of(source: Any) -> Iterator[Claim]:
    """Yield every item of a brief that has caveats."""
    words = words_of(source.meta.language)
    for key, field in CLAIMS.items():
        for item in getattr(source, key):
            caveats: dict[str, tuple[str, ...]] = {}
            if getattr(item, "likelihood", None):
                caveats["likelihood"] = (odds(source, words, item.likelihood),)
            if getattr(item, "confidence", None):
                level = words["vocabulary"]["confidence"][item.confidence]
                phrase = words["captions"]["confidence"].format(level=level)
                caveats["confidence"] = (bare(phrase), bare(f"{words['labels']['confidence']}:{level}"))
            for dissent in getattr(item, "dissent", ()):
                caveats[f"holder {dissent.holder}"] = (bare(dissent.holder),)
                caveats[f"view {dissent.holder}"] = (bare(dissent.view),)
                if dissent.likelihood:
                    caveats[f"odds {dissent.holder}"] = (odds(source, words, dissent.likelihood),)
            if item.marking and item.marking != source.handling.common:
                caveats["marking"] = (bare(item.marking),)
            if caveats:
                # A title has no full stop.
                yield Claim(item.id, bare(getattr(item, field)).rstrip("."), caveats)


def places(reading: str, claim: Claim) -> Iterator[int]:
    """Yield where a claim is given."""
    for found in re.finditer(re.escape(claim.words), reading):
        if len(claim.words) >= LONG or claim.id.casefold() in reading[max(0, found.start() - BEFORE) : found.start()]:
            yield found.start()


def missing(source: Any, reading: str, is_part: bool = False) -> tuple[list[str], list[str]]:
    """Return the caveats that a reading lacks, and the ids of the items that it gives.

    A part of a pack that gives no item has nothing to qualify; one that gives some names the paper that has them all.
    """
    reading = bare(reading)
    claims = list(claims_of(source))
    at = {claim.id: list(places(reading, claim)) for claim in claims}
    every = sorted(place for found in at.values() for place in found)
    lost: list[str] = []
    for claim in claims:
        lacks: list[list[str]] = [
            [f"{claim.id}: {name}" for name, ways in claim.caveats.items() if not any(way in region for way in ways)]
            for region in regions(reading, claim, at[claim.id], every)
        ]
        fewest: list[str] = min(lacks, key=len, default=[])
        lost += fewest
    given = [name for name, found in at.items() if found]
    if is_part and not given:
        return [each for each in whole(source, reading, False) if each == "marking"], given
    return [*lost, *whole(source, reading, bool(given))], given


def regions(reading: str, claim: Claim, starts: Sequence[int], every: Sequence[int]) -> Iterator[str]:
    """Yield what is said of a claim each time that it is given: to the next claim."""
    for start in starts:
        end = next((other for other in every if other >= start + len(claim.words)), len(reading))
        yield reading[max(0, start - BEFORE) : end]


def whole(source: Any, reading: str, given: bool) -> Iterator[str]:
    """Yield what a reading that gives anything lacks as a whole: cut-off, marking, a word on what is left out."""
    cutoff, words = source.meta.information_cutoff, words_of(source.meta.language)
    if given and cutoff and not any(bare(way) in reading for way in dated(source, cutoff)):
        yield "cut-off"
    if source.handling.label and bare(source.handling.label) not in reading:
        yield "marking"
    absent = [c.id for c in claims_of(source) if not list(places(reading, c))]
    # A piece of the meeting pack says which paper it rests on.
    paper = bare(words["meeting"]["paper"] + (source.meta.short_title or source.meta.title))
    if absent and not any(way in reading for way in (*(way for key in SAYS_SO for way in said(words, key)), paper)):
        yield f"a word on what is left out: {absent}"


def dated(source: Any, cutoff: datetime.date) -> tuple[str, str]:
    """Return how a day is written for people, and for machines."""
    return load_language(Workspace(ROOT), source.meta.language).date(cutoff), cutoff.isoformat()


@pytest.mark.parametrize("output", list(OUTPUTS), ids=lambda output: output.name)
def test_every_output_has_a_reader(output: Output) -> None:
    """An output whose files nobody can read back is not held to its caveats: add a reader in readers.py."""
    assert output.media_type in READERS


@cache
def readings_of(slug: str, output: Output) -> list[str]:
    """Read a product back, once for all that is asked of it."""
    language = brief.read(BRIEFS[slug]).brief.meta.language
    return READERS[output.media_type](made(slug, output).content, words_of(language))


@pytest.mark.xdist_group("caveats")
@pytest.mark.parametrize(("slug", "output"), CASES, ids=lambda value: getattr(value, "name", value))
def test_caveats_survive(slug: str, output: Output) -> None:
    """Each reading of each product has every caveat of what it gives, and says so where it leaves items out."""
    source = brief.read(BRIEFS[slug]).brief
    readings = readings_of(slug, output)
    assert readings
    is_part = output.name in PARTS
    for reading in readings:
        lost, given = missing(source, reading, is_part)
        assert lost == []
        # No product is about nothing: the judgements go with all of them, but for the parts of a pack that has them.
        judged = {judgement.id for judgement in source.key_judgements if judgement.likelihood}
        assert is_part or judged <= set(given)


@pytest.mark.xdist_group("caveats")
@pytest.mark.parametrize(("slug", "output"), CASES, ids=lambda value: getattr(value, "name", value))
def test_the_program_checks_what_stands_in_the_file(slug: str, output: Output) -> None:
    """What the program reads when it makes a file gives the items that the file gives: no output slips through."""
    source, product = brief.read(BRIEFS[slug]).brief, made(slug, output)
    assert product.reply.lost == ()
    in_file = {name for reading in readings_of(slug, output) for name in missing(source, reading)[1]}
    assert any(reading.strip() for reading in product.checked)
    checked = {name for reading in product.checked for name in missing(source, html_words(reading))[1]}
    assert in_file <= checked


@pytest.mark.xdist_group("caveats")
@pytest.mark.parametrize("output", list(OUTPUTS), ids=lambda output: output.name)
def test_a_caveat_taken_out_of_any_product_is_missed(output: Output) -> None:
    """The comparison bites in each kind of file: whatever is taken out of what was read back is named at its item."""
    source = brief.read(BRIEFS[EVERY_KIND]).brief
    is_part, taken = output.name in PARTS, 0
    for reading in map(bare, readings_of(EVERY_KIND, output)):
        for claim in (claim for claim in claims_of(source) if list(places(reading, claim))):
            for name, ways in claim.caveats.items():
                without = reading
                for way in ways:
                    without = without.replace(way, "")
                lost, given = missing(source, without, is_part)
                assert claim.id not in given or f"{claim.id}: {name}" in lost
                taken += claim.id in given
    assert taken >= (0 if output.name in IN_OTHER_WORDS else 2)


def test_the_samples_have_caveats_of_every_kind() -> None:
    """Likelihood, confidence, dissent, cut-off and labels stand in the samples, so that a loss can be seen."""
    sources = [brief.read(path).brief for path in BRIEFS.values()]
    kinds = {name.split()[0] for source in sources for claim in claims_of(source) for name in claim.caveats}
    assert kinds == {"likelihood", "confidence", "holder", "view", "odds", "marking"}
    assert sum(len(list(claims_of(source))) for source in sources) > 25
    assert any(source.meta.information_cutoff for source in sources)
    assert {source.meta.language for source in sources} >= {"en", "fr", "ar"}


TEXT = """TLP:AMBER+STRICT. Information to 31 January 2026, 18:00 UTC+1.
Not in this message, and in the full brief: Risks.
KJ1 The channel will very likely be too shallow for the ferry by 2036 if nothing is done.
Likelihood: very likely (80–95%). Confidence: moderate.
Dissent: Hydrography desk, unlikely (20–45%): The bar will stop at the old wreck.
KJ2 TLP:AMBER+STRICT No likelihood can be given for the price of the mole. Likelihood: not assessed. Confidence: low."""


@pytest.mark.parametrize(
    ("gone", "lost"),
    [
        ("nothing", []),
        (" (80–95%)", ["KJ1: likelihood"]),
        ("very likely (", ["KJ1: likelihood"]),
        (" Confidence: moderate.", ["KJ1: confidence"]),
        (" Confidence: low.", ["KJ2: confidence"]),
        ("Hydrography desk, ", ["KJ1: holder Hydrography desk"]),
        ("The bar will stop at the old wreck.", ["KJ1: view Hydrography desk"]),
        (", unlikely (20–45%)", ["KJ1: odds Hydrography desk"]),
        ("31 January 2026, 18:00 UTC+1", ["cut-off"]),
        (" Likelihood: not assessed.", ["KJ2: likelihood"]),
        ("TLP:AMBER+STRICT No", ["KJ2: marking"]),
    ],
)
def test_a_lost_caveat_is_seen(gone: str, lost: list[str]) -> None:
    """Whatever is taken out of a reading is missed, at its item."""
    source = brief.read(BRIEFS["every-kind"]).brief
    assert missing(source, TEXT.replace(gone, "No" if gone.endswith(" No") else ""))[0] == lost


def test_silence_on_what_is_left_out_is_seen() -> None:
    """A product that gives some items only has to say so."""
    source = brief.read(BRIEFS["every-kind"]).brief
    lost, _ = missing(source, TEXT.replace("Not in this message, and in the full brief: ", ""))
    assert len(lost) == 1
    assert lost[0].startswith("a word on what is left out: ['KJ3', 'R1'")
