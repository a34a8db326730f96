"""Heat tables as drawings: where each cell stands and how strong its colour is.

Every panel is drawn for a telephone's width. A label stands above the cells of
its row, so that it has room in every language and the cells have room for
numbers of four digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

WIDTH, HEAD, LABEL, CELL, GAP = 288, 19, 20, 20, 6
"""Units of the drawing: a panel, its column heads, the label of a row, the height of a cell, the space below a row."""
STEPS = 5
_MARK = re.compile(r"\(?[^\W\d]{1,2}\)")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Scale:
    """Steps of colour, which all panels share."""

    limits: tuple[int, ...]
    """The highest number of each step."""

    def step(self, number: int) -> int:
        """Give the step of a number; nought stands for none."""
        return next((step for step, limit in enumerate(self.limits, 1) if 0 < number <= limit), 0)

    @property
    def ranges(self) -> tuple[tuple[int, int], ...]:
        """The lowest and the highest number of each step."""
        return tuple((below + 1, limit) for below, limit in pairwise((0, *self.limits)))


@dataclass(frozen=True, slots=True)
class Number:
    """A number at its place."""

    x: float
    y: float
    value: int


@dataclass(frozen=True, slots=True)
class Shade:
    """The cells of one step: their outlines as one path, and their numbers."""

    step: int
    path: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """The drawing of one region."""

    width: int
    height: int
    heads: tuple[float, ...]
    """Middle of each column."""
    rows: tuple[int, ...]
    """Base line of the label of each row."""
    edge: int
    """Where labels begin."""
    shades: tuple[Shade, ...]


def scale(numbers: Sequence[int]) -> Scale:
    """Divide numbers into steps that grow with them, because a few cells hold most entries."""
    top = max(numbers, default=0)
    return Scale(tuple(sorted({int(top ** (step / STEPS) + 1e-9) for step in range(1, STEPS + 1)} - {0})))


def panel(
    cells: Mapping[tuple[str, str], int], rows: Sequence[str], columns: Sequence[str], steps: Scale, rtl: bool
) -> Panel:
    """Draw the cells of a region; a panel for right-to-left readers begins at the right."""
    room = WIDTH / len(columns)
    lefts = [round((len(columns) - 1 - i if rtl else i) * room, 1) for i in range(len(columns))]
    tops = [HEAD + i * (LABEL + CELL + GAP) for i in range(len(rows))]
    drawn: dict[int, list[tuple[float, int, int]]] = {}
    for row, top in zip(rows, tops, strict=True):
        for column, left in zip(columns, lefts, strict=True):
            number = cells.get((row, column), 0)
            drawn.setdefault(steps.step(number), []).append((left, top + LABEL, number))
    return Panel(
        WIDTH,
        HEAD + len(rows) * (LABEL + CELL + GAP),
        tuple(round(left + room / 2, 1) for left in lefts),
        tuple(top + LABEL - 6 for top in tops),
        WIDTH if rtl else 0,
        tuple(_shade(step, drawn[step], room) for step in sorted(drawn)),
    )


def marks(labels: Sequence[str]) -> tuple[str, ...]:
    """Shorten the labels of columns to the letter or number in them, or count them where that is not enough."""
    found = [_MARK.search(label) or _NUMBER.search(label) for label in labels]
    short = tuple(match.group() if match else "" for match in found)
    unique = all(short) and len(set(short)) == len(short)
    return short if unique else tuple(str(number) for number in range(1, len(labels) + 1))


def _shade(step: int, cells: Sequence[tuple[float, int, int]], room: float) -> Shade:
    width = round(room - 4, 1)
    path = "".join(f"M{left + 2:g} {top}h{width:g}v{CELL}h-{width:g}z" for left, top, _ in cells)
    numbers = tuple(Number(round(left + room / 2, 1), top + CELL / 2, number) for left, top, number in cells if number)
    return Shade(step, path, numbers)
