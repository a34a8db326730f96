"""The map of countries with entries, and the list that says the same in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from atd.catalogue import Record
from atd.pages.land import HEIGHT, WIDTH, Spot, place, silhouette
from atd.pages.markers import spread
from atd.pages.model import term_path
from atd.pages.studio import Studio

RADIUS = 12
"""Of every number on the map, however many entries there are: the map compares no countries."""
TARGET = 14
"""What reacts to a finger or a mouse; the style sheet shows numbers only where it is 24 pixels wide."""
GAP = 2 * TARGET + 1.5
_MOVED = 6
"""From so far on a line leads from the country to its number."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country or area with entries; the number is the same on the map and in the list."""

    code: str
    path: str
    number: int
    name: str
    promising: str
    """How many promising practices there are, in words, or nothing."""
    others: str
    """How many other entries there are, in words, or nothing."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A country’s number on the map."""

    country: Country
    x: int
    y: int
    home: tuple[int, int]
    """Where the country lies."""

    @property
    def moved(self) -> bool:
        """Tell whether the number had to make room for others."""
        return abs(self.x - self.home[0]) + abs(self.y - self.home[1]) >= _MOVED


@dataclass(frozen=True)
class WorldMap:
    """Everything that the template of the map needs."""

    land: str
    regions: Mapping[str, tuple[Country, ...]]
    """Countries by GCM review region, both in the order in which they are numbered."""
    markers: tuple[Marker, ...]
    unplaced: tuple[Country, ...]
    """Countries that only the list names, because no point is known for them."""
    width: int = WIDTH
    height: int = HEIGHT
    radius: int = RADIUS
    target: int = TARGET

    def dots(self, promising: bool) -> str:
        """Draw the places of countries with or without promising practices as one path."""
        return "".join(f"M{m.home[0]} {m.home[1]}h0" for m in self.markers if bool(m.country.promising) is promising)

    @property
    def lines(self) -> str:
        """Draw the lines from countries to numbers that had to be moved."""
        return "".join(f"M{m.home[0]} {m.home[1]}L{m.x} {m.y}" for m in self.markers if m.moved)


def world_map(studio: Studio) -> WorldMap:
    """Number the countries with entries and place them on the map."""
    regions = _regions(studio)
    countries = [country for members in regions.values() for country in members]
    terms = studio.catalogue.vocabularies["country"].by_id
    homes = {country.code: place(*point) for country in countries if (point := terms[country.code].point)}
    # By code, so that every language gets the same places from one calculation.
    spots = dict(zip(sorted(homes), _spots(tuple(homes[code] for code in sorted(homes))), strict=True))
    return WorldMap(
        land=silhouette(studio.catalogue.repository.root),
        regions=regions,
        markers=tuple(_marker(country, homes[country.code], spots[country.code]) for country in countries if country.code in homes),
        unplaced=tuple(country for country in countries if country.code not in homes),
    )  # fmt: skip


@lru_cache(maxsize=4)
def _spots(homes: tuple[Spot, ...]) -> list[Spot]:
    return spread(homes, GAP, WIDTH, HEIGHT)


def _marker(country: Country, home: Spot, spot: Spot) -> Marker:
    return Marker(country, round(spot[0]), round(spot[1]), (round(home[0]), round(home[1])))


def _regions(studio: Studio) -> dict[str, tuple[Country, ...]]:
    """Group countries by review region, ordered by name, and number them through."""
    terms = studio.catalogue.vocabularies["country"].by_id
    members: dict[str, list[str]] = {}
    for (vocabulary, code), records in studio.catalogue.index.items():
        if vocabulary == "country" and _counted(studio, records):
            members.setdefault(terms[code].review_region, []).append(code)
    found, number = {}, 0
    for region in studio.catalogue.vocabularies["review-region"].terms:
        codes = sorted(members.get(region.id, ()), key=lambda code: studio.locale.sort_key(studio.html.label("country", code)))  # fmt: skip
        if codes:
            found[region.id] = tuple(_country(studio, code, number) for number, code in enumerate(codes, number + 1))
            number += len(codes)
    return found


def _counted(studio: Studio, records: Iterable[Record]) -> list[Record]:
    """Leave out records of collections that are not assessed, unless none is."""
    return [record for record in records if studio.catalogue.standing(record) or not studio.catalogue.assesses]


def _country(studio: Studio, code: str, number: int) -> Country:
    records = studio.catalogue.index["country", code]
    standings = [studio.catalogue.standing(record) for record in _counted(studio, records)]
    promising = standings.count("promising")
    others = len(standings) - promising
    ngettext, written = studio.locale.messages.ngettext, studio.locale.number
    # Translators: said of practices, after the name of a country: “Zambia: 3 promising and 1 other”.
    one = ngettext("%(num)s promising", "%(num)s promising", promising) % {"num": written(promising)}
    # Translators: said of entries that are not yet assessed or shown for context: “Zambia: 3 promising and 1 other”.
    two = ngettext("%(num)s other", "%(num)s others", others) % {"num": written(others)}
    name = studio.html.label("country", code)
    return Country(code, term_path("country", code), number, name, one if promising else "", two if others else "")
