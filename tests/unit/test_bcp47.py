"""Language tags: the file that has the words of a language, and the digits that it is written with."""

from __future__ import annotations

import pytest

from brief.bcp47 import COUNTER_STYLES, DIGITS, files_for, locale_of, preferred, script_of


@pytest.mark.parametrize(
    ("tag", "file"),
    [
        ("fr-CA", "fr"),
        ("en-GB", "en"),
        ("zh", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-hans-CN", "zh-Hans"),
        ("prs", "fa"),
    ],
)
def test_a_tag_leads_to_the_file_of_its_language(tag: str, file: str) -> None:
    """A region falls back to its language, a language to the script that it is written in, an alias to its own."""
    assert file in list(files_for(tag))


@pytest.mark.parametrize("tag", ["zh-TW", "zh-HK", "zh-Hant"])
def test_another_script_is_another_language(tag: str) -> None:
    """Whoever reads Traditional characters does not get Simplified ones."""
    assert not {"zh", "zh-Hans"} & set(files_for(tag))


def test_the_nearest_file_comes_first() -> None:
    """A house that has a file for the region itself gets that one."""
    assert next(iter(files_for("pt-BR"))) == "pt-BR"
    assert next(iter(files_for("prs"))) == "prs"


def test_dari_is_persian_as_it_is_written_in_afghanistan() -> None:
    """BCP 47 and CLDR know Dari as fa-AF; its months are those of Kabul."""
    assert preferred("prs") == "fa-AF"
    assert locale_of("prs").months["format"]["wide"][7] == "جولای"
    assert preferred("fa") == "fa"
    assert preferred("en-GB") == "en-GB"


def test_every_system_of_digits_has_its_counter() -> None:
    """What is counted by a style sheet and what is written by the program has the same ten digits."""
    assert set(DIGITS) == set(COUNTER_STYLES)
    assert all(len(digits) == 10 and digits.isdecimal() for digits in DIGITS.values())


@pytest.mark.parametrize(
    ("tag", "script"),
    [("en", "Latn"), ("ru", "Cyrl"), ("uk", "Cyrl"), ("ar", "Arab"), ("fa", "Arab"), ("prs", "Arab"), ("zh", "Hans")],
)
def test_a_language_has_its_usual_script(tag: str, script: str) -> None:
    """CLDR knows the script that most people write a language in."""
    assert script_of(tag) == script


@pytest.mark.parametrize(("tag", "script"), [("sr-Latn", "Latn"), ("zh-TW", "Hant"), ("uz-AF", "Arab")])
def test_a_tag_or_its_region_can_name_another_script(tag: str, script: str) -> None:
    """What the author says counts more than what is usual."""
    assert script_of(tag) == script
