"""Long lists divided into pages, each under headings of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

Item = TypeVar("Item")

PAGE_SIZE = 100
"""Items on one page: about 25 KB compressed, so that a slow line can carry it."""


@dataclass(frozen=True)
class Group(Generic[Item]):
    """Items under a heading."""

    id: str
    """Of the heading, the same in every language."""
    members: tuple[Item, ...]
    total: int
    """How many there are on all pages of the list."""


@dataclass(frozen=True)
class Part(Generic[Item]):
    """One page of a list."""

    number: int
    pages: int
    groups: tuple[Group[Item], ...]
    base: str
    """Address of the first page."""

    def address(self, number: int) -> str:
        """Address of another page of the list."""
        return self.base if number == 1 else f"{self.base}page-{number}/"

    @property
    def path(self) -> str:
        """Address of this page."""
        return self.address(self.number)

    def numbered(self, title: str) -> str:
        """Add the number of the page to the title of a list, except on the first page."""
        return title if self.number == 1 else f"{title} ({self.number})"


def divide(groups: Iterable[tuple[str, Sequence[Item]]], base: str, size: int = 0) -> list[Part[Item]]:
    """Divide groups of items into pages of a size of their own or the usual; an empty list has one page without groups."""
    size = size or PAGE_SIZE
    named = list(groups)
    totals = {id_: len(members) for id_, members in named}
    flat = [(id_, item) for id_, members in named for item in members]
    starts = range(0, max(len(flat), 1), size)
    return [
        Part(number, len(starts), tuple(_regrouped(flat[start : start + size], totals)), base)
        for number, start in enumerate(starts, 1)
    ]


def _regrouped(chosen: Sequence[tuple[str, Item]], totals: Mapping[str, int]) -> Iterator[Group[Item]]:
    for id_, pairs in groupby(chosen, key=lambda pair: pair[0]):
        yield Group(id_, tuple(item for _, item in pairs), totals[id_])
