"""The atlas that ships with the program: the countries of Natural Earth at 1:110 million, by world-atlas.

It shows borders as they are held on the ground, and the page says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..problems import Problem, did_you_mean
from ..workspace import Workspace, package_folder

FILE = "countries-110m.json"
_LIMIT = 2_000_000
Ring = list[tuple[float, float]]


@dataclass(frozen=True)
class Country:
    """One country: its English name, its code by ISO 3166 (none where the standard has none), its rings in degrees."""

    name: str
    code: str
    rings: tuple[Ring, ...]


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """Read the atlas."""
    workspace = Workspace(package_folder("templates"))
    data = json.loads(workspace.bytes(workspace.root / "maps" / FILE, _LIMIT))
    arcs = [_decoded(arc, data["transform"]) for arc in data["arcs"]]
    return tuple(_country(shape, arcs) for shape in data["objects"]["countries"]["geometries"])


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, list[str]]:
    """Return the two-letter codes of ISO 3166 by their numbers and three letters, as CLDR has them."""
    from babel.core import get_global

    codes: Mapping[str, list[str]] = get_global("territory_aliases")
    return codes


def _decoded(arc: Sequence[Sequence[int]], transform: Mapping[str, Any]) -> Ring:
    (sx, sy), (tx, ty) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * sx + tx, y * sy + ty))
    return points


def _country(shape: Mapping[str, Any], arcs: Sequence[Ring]) -> Country:
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    rings = tuple(_ring(ring, arcs) for polygon in polygons for ring in polygon)
    codes = _codes().get(str(shape.get("id", "")), [])
    return Country(shape["properties"]["name"], codes[0] if codes else "", rings)


def _ring(parts: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    ring: Ring = []
    for part in parts:
        points = arcs[part] if part >= 0 else arcs[~part][::-1]
        ring += points[1:] if ring else points
    return ring


def find_country(name: str) -> Country | None:
    """Return the country with a code (two or three letters) or an English name."""
    wanted = name.strip()
    alias = _codes().get(wanted.upper(), [wanted.upper()])[0]
    return next((each for each in countries() if each.name.lower() == wanted.lower() or each.code == alias), None)


def map_problems(figure: Any) -> Iterator[tuple[tuple[str | int, ...], Problem]]:
    """Yield what a map cannot show, with the path below the figure."""
    if not figure.focus and not figure.places:
        hint = "add 'focus:' with countries, or 'places:' with coordinates"
        yield ("kind",), Problem("map", "the map has no countries and no places", None, hint)
    for index, name in enumerate(figure.focus):
        if find_country(name) is None:
            hint = did_you_mean(name, [country.name for country in countries()])
            yield ("focus", index), Problem("map", f"the atlas has no country '{name}'", None, hint)
    for index, place in enumerate(figure.places):
        for key, value, limit in (("lat", place.lat, 90), ("lon", place.lon, 180)):
            if abs(value) > limit:
                message = f"{value:g} is no {'latitude' if key == 'lat' else 'longitude'}"
                yield ("places", index, key), Problem("map", message, None, f"write degrees from -{limit} to {limit}")
