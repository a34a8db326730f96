"""The land of the world as one shape, without a border of any State."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path

from atd.pages.projection import EAST, equal_earth

WIDTH = 1200
"""Width of the map in its own units, about a pixel each where the map is widest."""
_NORTH, _SOUTH = 84, -57
"""What the map shows: from the north of Greenland to Cape Horn."""
_SCALE = WIDTH / (2 * EAST)
_TOP = equal_earth(0, _NORTH)[1]
HEIGHT = round((_TOP - equal_earth(0, _SOUTH)[1]) * _SCALE)

Spot = tuple[float, float]


def place(longitude: float, latitude: float) -> Spot:
    """Find a place on the map: from its left edge, and from its upper one."""
    x, y = equal_earth(longitude, latitude)
    return WIDTH / 2 + x * _SCALE, (_TOP - y) * _SCALE


@lru_cache(maxsize=4)
def silhouette(root: Path) -> str:
    """Draw the land as the ``d`` of an SVG path, once for all pages and languages."""
    data = json.loads((root / "docs" / "map" / "land.json").read_text(encoding="utf-8"))
    step = data["degrees_in_a_step"]
    return "".join(_outline([place(x * step, y * step) for x, y in _points(ring)]) for ring in data["outlines"])


def _points(ring: Sequence[int]) -> Iterator[tuple[int, int]]:
    return zip(accumulate(ring[::2]), accumulate(ring[1::2]), strict=True)


def _outline(spots: Sequence[Spot]) -> str:
    """Write an outline in whole units, each point from the one before; what is left of a speck is nothing."""
    marks = [(round(x), round(y)) for x, y in spots]
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(marks) if (ax, ay) != (bx, by)]
    if len(steps) < 3:
        return ""
    # A sign parts two numbers as well as a space does, and the last step is drawn by closing.
    way = "".join(f"{number}" if number < 0 else f" {number}" for step in steps[:-1] for number in step)
    return f"M{marks[0][0]} {marks[0][1]}l{way.lstrip()}z"
