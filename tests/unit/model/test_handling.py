from __future__ import annotations

import pytest

from brief.model.handling import Handling, is_refused, marking_problem
from brief.model.vocabulary import REFUSED_MARKINGS, TLP_LABELS, UK_GSC_MARKINGS
from brief.parse import parse
from brief.workspace import Text


@pytest.mark.parametrize("word", REFUSED_MARKINGS)
@pytest.mark.parametrize("scheme", ["none", "tlp", "uk_gsc", "house"])
def test_national_classifications_are_refused(word: str, scheme: str) -> None:
    """No scheme takes a national classification, in capitals or small letters, alone or among other words."""
    for text in (word, word.lower(), f"NATO {word}", f"{word} // FRIENDS"):
        assert marking_problem(scheme, text, authority=True) == ("HND-03", {})


@pytest.mark.parametrize(
    "text",
    ["ＳＥＣＲＥＴ", "SEC\u200bRET", "TOP  SECRET", "top_secret", "SÉCRET SECRET", "(SECRET)", "REL\tTO USA", "TS/SCI"],
)
def test_dressed_up_classifications_are_refused(text: str) -> None:
    """Wide letters, invisible signs and other spaces do not get a classification through."""
    assert is_refused(text)


@pytest.mark.parametrize(
    "text",
    ["OFFICIAL-SENSITIVE", "SECRETARIAT ONLY", "UNRESTRICTED", "COMMERCIAL", "SAPLING", "Institute use only", "FRDX"],
)
def test_other_words_are_not(text: str) -> None:
    """A word that only contains one of the refused is no classification."""
    assert not is_refused(text)


@pytest.mark.parametrize("label", TLP_LABELS)
def test_tlp_labels(label: str) -> None:
    """The five labels of TLP 2.0 are taken as they are written, and only so."""
    assert marking_problem("tlp", label, authority=False) is None
    for wrong in (label.lower(), label.replace(":", ": "), label.replace("TLP:", "")):
        assert (marking_problem("tlp", wrong, authority=False) or ("",))[0] == "HND-01"


@pytest.mark.parametrize("marking", UK_GSC_MARKINGS)
def test_uk_markings(marking: str) -> None:
    """OFFICIAL and OFFICIAL-SENSITIVE are what the UK scheme has below the refused tiers."""
    assert marking_problem("uk_gsc", marking, authority=False) is None


@pytest.mark.parametrize(
    ("scheme", "marking", "authority", "rule"),
    [
        ("none", None, False, None),
        ("none", "Internal", False, "marking-without-scheme"),
        ("tlp", None, False, "marking-missing"),
        ("uk_gsc", "OFFICIAL SENSITIVE", False, "vocabulary"),
        ("house", "Internal", False, None),
        ("house", "CUI", False, "marking-authority"),
        ("house", "fouo", False, "marking-authority"),
        ("house", "CUI", True, None),
    ],
)
def test_marking_and_scheme(scheme: str, marking: str | None, authority: bool, rule: str | None) -> None:
    """A marking needs its scheme, a scheme its marking, and a controlled marking someone with authority."""
    found = marking_problem(scheme, marking, authority)

    assert (found and found[0]) == rule


@pytest.mark.parametrize(
    "yaml",
    [
        "{scheme: house, marking: Noforn eyes only}",
        "{scheme: tlp, marking: TLP:RED, instructions: [NOFORN, EYES ONLY]}",
        "{scheme: tlp, marking: TLP:RED, descriptors: noforn}",
        "{scheme: hause, marking: NOFORN}",
        "{scheme: house, marking: Noforn, marking: Noforn}",
    ],
)
def test_refused_words_are_not_repeated(yaml: str) -> None:
    """Neither the message nor the line that is shown says again what HND-03 refuses."""
    parsed = parse(Text("b.yaml", f"meta: {{title: Water, date: 2024-05-06}}\nrisks: [Bursts]\nhandling: {yaml}\n"))
    printed = "\n".join(map(str, parsed.problems))

    assert "HND-03" in printed
    assert "noforn" not in printed.lower()
    assert "eyes only" not in printed.lower()


def test_label() -> None:
    """A brief without a scheme prints no label."""
    assert Handling().label is None
    assert Handling(scheme="tlp", marking="TLP:GREEN").label == "TLP:GREEN"
