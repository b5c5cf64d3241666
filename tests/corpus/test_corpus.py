"""The checks of words, measured: precision and recall of each rule over labelled sentences in three languages."""

from __future__ import annotations

import pytest

from brief.checks import CHECKS
from tests.conftest import Compare
from tests.corpus.corpus import DOCS, LANGUAGES, Measured, Sentence, measure, page, sentences

PRECISION, RECALL = 0.95, 0.9
ENOUGH = {"en": 300, "fr": 60, "ru": 60}
# What a sentence alone cannot show is tried in tests/unit/checks/cases: fields, lists, dates, files, what was made.
BY_WORDS = 25


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Measured]:
    """Measure each language once."""
    return {language: measure(language, tmp_path_factory.mktemp(language)) for language in LANGUAGES}


@pytest.mark.xdist_group("corpus")
@pytest.mark.parametrize("language", LANGUAGES)
def test_precision_and_recall(measured: dict[str, Measured], language: str) -> None:
    """An editor who meets three false alarms turns the checks off: 0.95 of the findings are right, 0.9 are found."""
    found = measured[language]
    precision, recall = found.shares(found.first_tier)
    told = "\n".join(found.mistakes)
    assert precision >= PRECISION, told
    assert recall >= RECALL, told


@pytest.mark.xdist_group("corpus")
def test_the_table_is_fresh(measured: dict[str, Measured], golden: Compare) -> None:
    """The page in docs/ says what was measured now."""
    golden(DOCS, page(measured))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_corpus_is_large_and_half_of_it_is_good(language: str) -> None:
    """There are enough sentences, at least four in ten have nothing to object to, and none stands there twice."""
    every = list(sentences(language))
    assert len(every) >= ENOUGH[language]
    assert sum(not sentence.expected for sentence in every) >= 0.35 * len(every)
    assert len({(sentence.field, sentence.words) for sentence in every}) == len(every)


def test_most_rules_of_words_are_in_the_corpus() -> None:
    """A rule that reads prose has bad sentences of its own in English."""
    labelled = {rule for sentence in sentences("en") for rule in sentence.expected}
    reading = {each.id for each in CHECKS if each.words}
    assert len(labelled) >= BY_WORDS
    assert reading - labelled <= {"STR-09"}  # which needs a figure among the evidence


def test_a_measure_counts_what_is_wrong() -> None:
    """A false alarm lowers the precision, a missed finding the recall, and both are told with their line."""
    counted = Measured()
    counted.add(Sentence("en/x.txt", 1, "J", frozenset({"EST-01"}), "It may."), {"EST-02"})
    counted.add(Sentence("en/x.txt", 2, "J", frozenset({"EST-01"}), "It might."), {"EST-01"})
    assert counted.shares(["EST-01"]) == (1.0, 0.5)
    assert counted.shares(["EST-01", "EST-02"]) == (0.5, 0.5)
    assert [mistake.split(" (")[0] for mistake in counted.mistakes] == [
        "en/x.txt:1: EST-01 missed",
        "en/x.txt:1: EST-02 wrongly",
    ]
