"""Locator maps: countries in focus, their surroundings, and places, drawn from the atlas that ships with the program.

The sphere is laid flat with Lambert's azimuthal projection, which keeps areas true, around the middle of what the map
is about.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from ..data.atlas import Country, Ring, countries, find_country
from ..data.values import plain
from ..language import Language
from .drawing import Anchor, Box, Canvas, Drawing, Label, Shape, number, width_of


class Projection:
    """Lambert's azimuthal equal-area projection around a middle, scaled and moved into a frame."""

    def __init__(self, points: Sequence[tuple[float, float]], width: float, height: float) -> None:
        self.middle = _middle(points)
        flat = [found for point in points if (found := self._flat(point)) is not None]
        left, right = min(x for x, _ in flat), max(x for x, _ in flat)
        low, high = min(y for _, y in flat), max(y for _, y in flat)
        span = max(right - left, (high - low) * width / height, 0.12)
        self.scale = width / (span * 1.2)
        self.shift = (width / 2 - (left + right) / 2 * self.scale, height / 2 + (low + high) / 2 * self.scale)

    def _flat(self, point: tuple[float, float]) -> tuple[float, float] | None:
        longitude, latitude = (math.radians(each) for each in point)
        l0, p0 = (math.radians(each) for each in self.middle)
        cosine = math.sin(p0) * math.sin(latitude) + math.cos(p0) * math.cos(latitude) * math.cos(longitude - l0)
        if cosine < -0.6:
            return None
        k = math.sqrt(2 / (1 + cosine))
        x = k * math.cos(latitude) * math.sin(longitude - l0)
        y = k * (math.cos(p0) * math.sin(latitude) - math.sin(p0) * math.cos(latitude) * math.cos(longitude - l0))
        return x, y

    def __call__(self, point: tuple[float, float]) -> tuple[float, float] | None:
        """Return where a point (longitude, latitude) stands in the frame, or None for the far side of the earth."""
        flat = self._flat(point)
        return None if flat is None else (flat[0] * self.scale + self.shift[0], self.shift[1] - flat[1] * self.scale)


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the middle of points on the sphere, which knows no date line."""
    x = y = z = 0.0
    for longitude, latitude in points:
        a, b = math.radians(longitude), math.radians(latitude)
        x, y, z = x + math.cos(b) * math.cos(a), y + math.cos(b) * math.sin(a), z + math.sin(b)
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def clipped(ring: Ring, box: Box) -> Ring:
    """Cut a ring along the four sides of a box (Sutherland and Hodgman), so that nothing beyond it is written."""
    left, top, right, bottom = box
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        kept: Ring = []
        for here, there in zip(ring, ring[1:] + ring[:1], strict=True):
            inside, next_inside = (here[axis] - limit) * sign >= 0, (there[axis] - limit) * sign >= 0
            if inside:
                kept.append(here)
            if inside != next_inside:
                share = (limit - here[axis]) / (there[axis] - here[axis])
                kept.append((here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1])))
        ring = kept
        if not ring:
            break
    return ring


def draw_map(figure: Any, language: Language, canvas: Canvas) -> Drawing:
    """Draw the countries in focus and their surroundings, with names and places."""
    width, size = canvas.width, canvas.size
    height = width * (0.85 if canvas.medium == "narrow" else 0.5)
    focus = [country for name in figure.focus if (country := find_country(name)) is not None]
    about = [point for country in focus for point in _largest(country)]
    about += [(place.lon, place.lat) for place in figure.places]
    projection = Projection(about, width, height)
    drawing = Drawing(width, height)
    drawing.rectangle((0, 0, width, height), "tint")
    box = (-2.0, -2.0, width + 2, height + 2)
    named: list[tuple[Country, Ring]] = []
    for country in sorted(countries(), key=lambda each: each in focus):
        rings = [clipped(flat, box) for ring in country.rings if (flat := _projected(ring, projection))]
        rings = [ring for ring in rings if len(ring) > 2]
        if rings:
            fill = "impact-2" if country in focus else "paper"
            edge = 1.0 if country in focus else 0.5
            drawing.shapes.append(Shape("".join(map(_path, rings)), 0, 0, fill, "ink-soft", edge))
            named.append((country, max(rings, key=_area)))
    _mask(drawing)
    taken = _name_places(drawing, figure.places, projection, size)
    for country, ring in sorted(named, key=lambda pair: (pair[0] not in focus, -_area(pair[1]))):
        _name_country(drawing, (country, ring), language, (size, country in focus), taken)
    return drawing


def _largest(country: Country) -> Ring:
    """Return the ring of a country that a map of it is about: islands far away would make it too small to see."""
    return max(country.rings, key=_area)


def _area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def _centre(ring: Ring) -> tuple[float, float]:
    """Return the centre of gravity of a ring."""
    pairs = [(a, b, a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, ring[1:] + ring[:1], strict=True)]
    total = sum(cross for _, _, cross in pairs) * 3 or 1.0
    return sum((a[0] + b[0]) * c for a, b, c in pairs) / total, sum((a[1] + b[1]) * c for a, b, c in pairs) / total


def _projected(ring: Ring, projection: Projection) -> Ring:
    return [found for point in ring if (found := projection(point)) is not None]


def _path(ring: Ring) -> str:
    return "M" + "L".join(f"{number(round(x, 1))},{number(round(y, 1))}" for x, y in ring) + "Z"


def _mask(drawing: Drawing) -> None:
    """Draw the frame over the ends of what was cut."""
    w, h = drawing.width, drawing.height
    drawing.shapes.append(
        Shape(f"M-3,-3H{number(w + 3)}V{number(h + 3)}H-3ZM0,0V{number(h)}H{number(w)}V0Z", fill="paper")
    )
    drawing.shapes.append(Shape(f"M.4,.4H{number(w - 0.4)}V{number(h - 0.4)}H.4Z", stroke="ink-soft", width=0.75))


def _name_places(drawing: Drawing, places: Sequence[Any], projection: Projection, size: float) -> list[Box]:
    """Mark the places and write their names beside them, on the first side where nothing else stands."""
    spots = [(plain(place.name), at) for place in places if (at := projection((place.lon, place.lat))) is not None]
    taken = [(x - 6, y - 6, x + 6, y + 6) for _, (x, y) in spots]
    for _, (x, y) in spots:
        drawing.circle((x, y), size * 0.33, "ink", "paper", 1.5)
    for name, (x, y) in spots:
        sides = list(_sides(x, y, width_of(name, size) * 1.08, size))
        free = (side for side in sides if _is_free(side[1], drawing, taken))
        label, box = next(free, sides[0])
        drawing.labels.append(Label(name, *label[:2], size, label[2], bold=True))
        taken.append(box)
    return taken


def _sides(x: float, y: float, wide: float, size: float) -> Iterator[tuple[tuple[float, float, Anchor], Box]]:
    """Yield where a name may stand beside a dot: right, left, above, below; as a place for a label and as a box."""
    half, up = wide / 2, size * 0.7
    yield (x + 8, y + size * 0.34, "start"), (x + 7, y - up, x + 8 + wide, y + up)
    yield (x - 8, y + size * 0.34, "end"), (x - 8 - wide, y - up, x - 7, y + up)
    yield (x, y - size * 0.7, "middle"), (x - half, y - size * 1.7, x + half, y - 6.5)
    yield (x, y + size * 1.5, "middle"), (x - half, y + 6.5, x + half, y + size * 1.9)


def _is_free(box: Box, drawing: Drawing, taken: Sequence[Box]) -> bool:
    inside = box[0] > 3 and box[2] < drawing.width - 3 and box[1] > 3 and box[3] < drawing.height - 3
    return inside and not any(_meet(box, other) for other in taken)


def _name_country(
    drawing: Drawing, found: tuple[Country, Ring], language: Language, look: tuple[float, bool], taken: list[Box]
) -> None:
    """Write the name of a country into its largest part, where it fits and nothing else is written."""
    (country, ring), (size, in_focus) = found, look
    size = size if in_focus else size * 0.9
    name = str(language.locale.territories.get(country.code, country.name))
    half = width_of(name, size) * 0.54
    spots = sorted(_spots_inside(ring, half, size), key=lambda spot: math.dist(spot, _centre(ring)))
    if in_focus:  # its name has to stand somewhere, on its own ground or not
        x, y = _centre(ring)
        spots += [(x, y + shift * size) for shift in (0, 1.2, -1.2, 2.4, -2.4)]
    for x, top in spots:
        box = (x - half, top - size * 0.75, x + half, top + size * 0.75)
        if _is_free(box, drawing, taken):
            role = "ink" if in_focus else "ink-soft"
            drawing.labels.append(Label(name, x, top + size * 0.34, size, "middle", role, bold=in_focus))
            taken.append(box)
            return


def _spots_inside(ring: Ring, half: float, size: float) -> list[tuple[float, float]]:
    """Return places of a name that stand on the ground of a country with all of their letters."""
    left, right = min(p[0] for p in ring) + half, max(p[0] for p in ring) - half
    top, bottom = min(p[1] for p in ring) + size * 0.6, max(p[1] for p in ring) - size * 0.6
    if left > right or top > bottom:
        return []
    spots = [(left + (right - left) * i / 8, top + (bottom - top) * j / 12) for i in range(9) for j in range(13)]
    edge = [(dx, dy) for dx in (-half, 0, half) for dy in (-size * 0.5, size * 0.5)]
    return [(x, y) for x, y in spots if all(_holds(ring, x + dx, y + dy) for dx, dy in edge)]


def _holds(ring: Ring, x: float, y: float) -> bool:
    """Tell whether a point stands inside a ring: a ray from it crosses the ring an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
