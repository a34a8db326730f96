"""Equal Earth: a map of the world on which every country has its true area.

B. Šavrič, T. Patterson and B. Jenny, “The Equal Earth map projection”,
International Journal of Geographical Information Science 33 (2019),
https://doi.org/10.1080/13658816.2018.1504949
"""

from __future__ import annotations

import math

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2

EAST = math.pi / (_M * _A1)
"""Where the equator ends; the map reaches as far to the west."""


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Project degrees onto the map of a globe of radius 1: to the east, and to the north."""
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    x = math.radians(longitude) * math.cos(theta)
    x /= _M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square))
    return x, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
