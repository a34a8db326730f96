"""Where numbers stand on a map so that none hides another."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

Spot = tuple[float, float]

_ROUNDS = 240
_MORE_ROUNDS = 4_000
_PULL = 0.12
"""Part of the way home that a number goes in the first round; ever less later."""
_TOUCH = 0.01
"""What is so near to far enough is far enough."""


def spread(homes: Sequence[Spot], gap: float, width: float, height: float) -> list[Spot]:
    """Push apart what stands nearer than ``gap``, within the map, the same way every time.

    Each spot stays as near to its home as its neighbours let it.
    """
    spots = [(_inside(x, gap, width), _inside(y, gap, height)) for x, y in homes]
    for number in range(_ROUNDS + _MORE_ROUNDS):
        pull = _PULL * max(0.0, 1 - number / _ROUNDS)
        spots = [(x + (hx - x) * pull, y + (hy - y) * pull) for (x, y), (hx, hy) in zip(spots, homes, strict=True)]
        moved = _pushed(spots, gap)
        spots = [(_inside(x, gap, width), _inside(y, gap, height)) for x, y in moved]
        if not pull and not any(True for _pair in _near(spots, gap - _TOUCH)):
            break
    return spots


def _inside(value: float, gap: float, size: float) -> float:
    return min(max(value, gap / 2), size - gap / 2)


def _pushed(spots: Sequence[Spot], gap: float) -> list[Spot]:
    """Move every two that stand too near half of the missing way each."""
    steps = [[0.0, 0.0] for _spot in spots]
    for i, j in _near(spots, gap):
        dx, dy = spots[j][0] - spots[i][0], spots[j][1] - spots[i][1]
        distance = math.hypot(dx, dy)
        if distance == 0:  # the same place: any direction will do, if it is always the same
            distance, dx, dy = 1.0, math.cos(i + j), math.sin(i + j)
            missing = gap / 2
        else:
            missing = (gap - distance) / 2
        for index, way in ((i, -missing), (j, missing)):
            steps[index][0] += way * dx / distance
            steps[index][1] += way * dy / distance
    return [(x + dx, y + dy) for (x, y), (dx, dy) in zip(spots, steps, strict=True)]


def _near(spots: Sequence[Spot], gap: float) -> Iterator[tuple[int, int]]:
    """Yield every two that stand nearer than ``gap``, looking only at neighbouring squares."""
    squares: dict[tuple[int, int], list[int]] = {}
    for index, (x, y) in enumerate(spots):
        column, row = int(x // gap), int(y // gap)
        for across in (-1, 0, 1):
            for down in (-1, 0, 1):
                for other in squares.get((column + across, row + down), ()):
                    if math.dist(spots[other], (x, y)) < gap:
                        yield other, index
        squares.setdefault((column, row), []).append(index)
