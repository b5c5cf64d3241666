"""The words that the checks look for: every language has every group, and every entry can be read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from brief.checks.lexicon import Lexicon, lexicon_for
from brief.model.scales import LIKELIHOOD_SCALES
from brief.pictures import remains
from brief.workspace import Workspace, package_folder

FOLDER = package_folder("checks") / "lexicon"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
# A mood of the verb that hands on hearsay is a matter of French.
OWN = {"hearsay", "hearsay_guard"}


def data_of(language: str) -> dict[str, Any]:
    """Read a lexicon as it stands."""
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8"))
    return loaded


def lexicon(language: str) -> Lexicon:
    """Return the words of a language."""
    found = lexicon_for(Workspace(Path(__file__).parent), language)
    assert found is not None
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_group(language: str) -> None:
    """A group that a language lacks would be a rule that never bites there."""
    assert {*data_of(language)} - OWN == {*data_of("en")} - OWN
    assert len(data_of(language)) > 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_can_be_read(language: str) -> None:
    """Each entry is an expression, and none matches nothing at all everywhere."""
    words = lexicon(language)
    for group in words.groups:
        assert not words.pattern(group).fullmatch("\n")
    assert len(words.groups) > 55


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_of_every_scale_is_known(language: str) -> None:
    """A term of a scale is found as a term, and the longest one wins."""
    words = lexicon(language)
    for name, scale in LIKELIHOOD_SCALES.items():
        terms = {owner.term for owners in words.terms.values() for owner in owners if owner.scale == name}
        assert terms == set(scale.by_term)
    for term, owners in words.terms.items():
        for found in words.matches(term):
            assert found.kind == "off" or (found.words == term and found.owners == owners), term


def test_a_photograph_tells_who_took_it_and_where() -> None:
    """Exif in a JPEG and texts in a PNG are read; an image without them, or with broken ones, tells nothing."""
    tags = [(0x013B, 2, 5, 0), (0x8825, 4, 1, 0)]
    entries = b"".join(
        tag.to_bytes(2, "big") + kind.to_bytes(2, "big") + count.to_bytes(4, "big") + value.to_bytes(4, "big")
        for tag, kind, count, value in tags
    )
    exif = b"Exif\0\0MM\0*" + (8).to_bytes(4, "big") + len(tags).to_bytes(2, "big") + entries
    jpeg = b"\xff\xd8\xff\xe1" + exif
    assert remains(jpeg) == ("the name of an artist", "the place where it was taken")
    assert remains(jpeg[:30]) == ()
    assert remains(b"\xff\xd8\xff\xe0JFIF") == ()
    assert remains(b"\x89PNG\r\n\x1a\n....tEXtAuthor\0Marta") == ("the author in a text",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_keeps_a_lexicon_busy(language: str) -> None:
    """Prose that was made to slow an expression down is read in bounded time."""
    import time

    words = lexicon(language)
    samples = {word for owners in data_of(language)["modal"] for word in re.findall(r"\w+", str(owners))}
    hostile = " ".join([*sorted(samples), "a, b; (", "may not be ", "если ", "que l’"] * 200)
    for group in words.groups:
        words.pattern(group)
    start = time.process_time()
    for group in words.groups:
        for _ in words.pattern(group).finditer(hostile):
            pass
    list(words.matches(hostile))
    assert time.process_time() - start < 2
