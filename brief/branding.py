"""The colours and letters of a house, laid over a theme: what `brand` says in house.yaml, without a style sheet.

The colour of the house takes the place of the accent of the theme. Every other colour that goes with an accent takes
its hue and keeps its own lightness, so that what could be read before can be read still, on paper, on a dark screen and
in grey.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from .colours import as_light_as, contrast
from .model.brand import Brand
from .problems import BriefError, Place, Problem, did_you_mean
from .theme import Theme

# What has the hue of the accent, in a theme that has it at all.
_HUED = ("accent-tint", "link", "band", *(f"impact-{level}" for level in range(1, 6)))
_INKS = {"band": "band-ink", "cover": "cover-ink"}
_READABLE = 4.5


def branded(theme: Theme, brand: Brand, place: Callable[[tuple[str, ...]], Place | None]) -> Theme:
    """Return a theme with the colours and letters of a house; raise `BriefError` for a colour that it does not have."""
    if brand == Brand():
        return theme
    _known(theme, brand, place)
    tokens, dark = dict(theme.tokens), dict(theme.dark)
    if brand.accent:
        same = theme.tokens.get("accent", "")
        tokens |= _hued(theme.tokens, brand.accent)
        tokens |= {name: brand.accent for name in ("accent", *_HUED) if theme.tokens.get(name) == same}
        dark |= _hued(theme.dark, brand.accent)  # a colour for paper is too dark for a dark screen
    if brand.cover:
        tokens |= {"cover": brand.cover} | ({"band": brand.cover} if "band" in tokens else {})
    tokens |= brand.colours
    dark |= brand.dark
    tokens |= _inks(theme.tokens, tokens)
    return replace(theme, tokens=tokens, dark=dark, sans_text=brand.sans_text)


def said_where(theme: Theme, brand: Brand, token: str, group: str) -> tuple[str, ...] | None:
    """Return the path of what a house says of a token (`tokens` or `dark`), or None where the theme alone says it."""
    own = brand.colours if group == "tokens" else brand.dark
    if token in own:
        return ("brand", "colours" if group == "tokens" else "dark", token)
    if brand.cover and token in _INKS and group == "tokens" and token in {**theme.tokens, "cover": ""}:
        return ("brand", "cover")
    if brand.accent and token in ("accent", *_HUED):
        return ("brand", "accent")
    return None


def _known(theme: Theme, brand: Brand, place: Callable[[tuple[str, ...]], Place | None]) -> None:
    problems = [
        Problem(
            "theme",
            f"the theme '{theme.name}' has no colour '{name}'",
            place(("brand", group, name)),
            did_you_mean(name, list(known)),
        )
        for group, said, known in (
            ("colours", brand.colours, {**theme.tokens, "cover": "", "cover-ink": ""}),
            ("dark", brand.dark, theme.dark),
        )
        for name in said
        if name not in known
    ]
    if problems:
        raise BriefError(problems)


def _hued(tokens: Mapping[str, str], accent: str) -> dict[str, str]:
    """Return the tokens that go with an accent in the hue of another, each as light as it is."""
    return {name: as_light_as(accent, tokens[name]) for name in ("accent", *_HUED) if name in tokens}


def _inks(before: Mapping[str, str], tokens: Mapping[str, str]) -> dict[str, str]:
    """Return the ink on a coloured ground where the theme's cannot be read on it: white or the ink of the text."""
    found: dict[str, str] = {}
    for ground, ink in _INKS.items():
        colour = tokens.get(ground) or (tokens["accent"] if ground == "cover" else "")
        own = tokens.get(ink, "#ffffff")
        if not colour or tokens.get(ink) != before.get(ink) or (contrast(own, colour) or _READABLE) >= _READABLE:
            continue
        found[ink] = max(("#ffffff", tokens["ink"]), key=lambda each: contrast(each, colour) or 0)
    return found
