"""The tones of the themes that are shipped: how they read, and how they come out of a printer without colours."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from brief.theme import load_theme
from brief.workspace import Workspace, package_folder

THEMES = sorted(path.parent.name for path in (package_folder("templates") / "themes").glob("*/theme.yaml"))
TEXT = 4.5  # WCAG 2.2, 1.4.3
STEP_L = 8.0  # in CIE L*: two neighbours are told apart in grey, the number beside them does the rest

PAIRS = [(ink, ground) for ink in ("ink", "ink-soft", "accent") for ground in ("paper", "tint", "accent-tint")]
PAIRS += [("link", "paper"), ("band-ink", "band")]
PAIRS += [("impact-ink", f"impact-{level}") for level in (1, 2, 3)]
PAIRS += [("impact-ink-strong", f"impact-{level}") for level in (4, 5)]


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _lightness(colour: str) -> float:
    y = _luminance(colour)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def _looks(name: str, folder: Path) -> list[tuple[str, Mapping[str, str]]]:
    theme = load_theme(Workspace(folder), name)
    return [("light", theme.tokens), ("dark", {**theme.tokens, **theme.dark})]


def test_there_are_themes_to_look_at() -> None:
    """The list of themes is found, not written: it must not be empty."""
    assert {"assessment", "note"} <= set(THEMES)


@pytest.mark.parametrize("name", THEMES)
def test_every_text_stands_out_from_its_ground(name: str, tmp_path: Path) -> None:
    """Each pair of a text and what it stands on has the contrast that WCAG asks of small text."""
    looks = _looks(name, tmp_path)
    poor = [
        f"{look}: {ink} on {ground} {_contrast(tokens[ink], tokens[ground]):.2f}"
        for look, tokens in looks
        for ink, ground in PAIRS
        if {ink, ground} <= set(tokens) and _contrast(tokens[ink], tokens[ground]) < TEXT
    ]
    assert poor == []


@pytest.mark.parametrize("name", THEMES)
def test_levels_of_impact_stay_apart_in_grey(name: str, tmp_path: Path) -> None:
    """From one level to the next the tone steps one way, and far enough for a printer with black toner only."""
    for look, tokens in _looks(name, tmp_path):
        tones = [_lightness(tokens[f"impact-{level}"]) for level in range(1, 6)]
        steps = [after - before for before, after in pairwise(tones)]
        least = STEP_L if look == "light" else 0.0  # a dark page is not printed
        assert all(step < -least for step in steps) or all(step > least for step in steps), (look, tones)


def test_the_measures_bite() -> None:
    """Black on white is 21 to 1, and a grey of middle lightness lies at 50."""
    assert round(_contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(_lightness("#777777")) == 50
