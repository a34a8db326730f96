"""What the repository holds and what it lacks, counted in one pass over the records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import product

from atd.catalogue import Catalogue, Record
from atd.reading import Term
from atd.reading.dates import first_day

FEWEST = 3
"""So many of the GCM actions with the fewest entries are named, and those that have as few."""


LARGEST_SHARE = 40
"""A region with more than so many per cent of the promising entries makes the repository lopsided."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Entries by the way they are listed."""

    promising: int = 0
    neutral: int = 0
    context: int = 0

    @property
    def all(self) -> int:
        """Every entry, however it is listed."""
        return self.promising + self.neutral + self.context


@dataclass(frozen=True, slots=True)
class Place:
    """A review region: its entries, and its countries with and without any."""

    id: str
    tally: Tally
    countries: int
    missing: tuple[str, ...]
    """Countries without an entry of any kind."""
    empty_groups: tuple[str, ...]
    """Groups of practices without a promising entry."""


@dataclass(frozen=True)
class Census:
    """The counts; those by group and action are of promising entries alone."""

    total: Tally
    nowhere: Tally
    """Entries that name no country."""
    places: tuple[Place, ...]
    groups: tuple[Term, ...]
    """Groups of practices that can be promising."""
    others: tuple[Term, ...]
    """Groups of practices that are only shown for context."""
    actions: Mapping[str, int]
    """Every GCM action with its number of promising entries."""
    cells: Mapping[tuple[str, str, str], int] = field(repr=False)
    """By region, group and action; what is left out is nought."""
    levels: Mapping[str, Tally]
    quarters: Mapping[date, Tally]
    """By the first day of the quarter in which the sources were last checked, the newest first."""
    stale: int
    """Entries last checked more than a year ago."""
    axes: Mapping[str, str] = field(default_factory=dict)
    """Vocabularies of ``groups``, ``actions`` and ``levels``."""

    @property
    def fewest(self) -> tuple[str, ...]:
        """The GCM actions with the fewest promising entries, the rarest first."""
        rarest = sorted(self.actions, key=lambda action: self.actions[action])
        limit = max((self.actions[action] for action in rarest[:FEWEST]), default=0)
        return tuple(action for action in rarest if self.actions[action] <= limit)

    @property
    def largest(self) -> tuple[Place, ...]:
        """Regions with too large a share of the promising entries."""
        return tuple(p for p in self.places if 100 * p.tally.promising > LARGEST_SHARE * self.total.promising)


def take_census(catalogue: Catalogue) -> Census:
    """Count the living records."""
    marks: Counter[tuple[str, ...]] = Counter()
    for record in catalogue.assessed:
        if not record.withdrawn:
            marks.update(_marks(catalogue, record))
    axes = _axes(catalogue)
    groups = [term for term in catalogue.vocabularies[axes["groups"]].terms if not term.replaced_by]
    shown = tuple(term for term in groups if term.standing in ("", "promising"))
    levels, quarters = catalogue.vocabularies[axes["levels"]].current(), {m[1] for m in marks if m[0] == "quarter"}
    return Census(
        total=_tally(marks, "all"),
        nowhere=_tally(marks, "nowhere"),
        places=tuple(_places(catalogue, marks, shown)),
        groups=shown,
        others=tuple(term for term in groups if term not in shown),
        actions={a: marks["action", a] for a in catalogue.vocabularies[axes["actions"]].current()},
        cells={(m[1], m[2], m[3]): number for m, number in marks.items() if m[0] == "cell"},
        levels={level: _tally(marks, "level", level) for level in levels},
        quarters={date.fromisoformat(q): _tally(marks, "quarter", q) for q in sorted(quarters, reverse=True)},
        stale=marks["stale",],
        axes=axes,
    )


def covers(catalogue: Catalogue) -> bool:
    """Tell whether the schemas say by which fields coverage is counted."""
    return any(catalogue.schema(name).marks.coverage for name in catalogue.records)


def _axes(catalogue: Catalogue) -> dict[str, str]:
    """Name the vocabulary of each part; groups are the broader terms of what records name."""
    fields = next(
        schema.marks.coverage for name in catalogue.records if (schema := catalogue.schema(name)).marks.coverage
    )
    named = {part: field.vocabulary for part, field in fields.items()}
    return {**named, "groups": catalogue.vocabularies[named["groups"]].broader_vocabulary}


def _marks(catalogue: Catalogue, record: Record) -> Iterator[tuple[str, ...]]:
    """Name everything for which a record counts, each thing once."""
    values, standing, regions = record.values, catalogue.standing(record), catalogue.regions(record)
    checked = first_day(values["last_verified"]) or catalogue.today
    yield "all", standing
    yield "level", values[record.schema.marks.coverage["levels"].name], standing
    yield "quarter", _quarter(checked).isoformat(), standing
    for region in regions:
        yield "region", region, standing
    if not regions:
        yield "nowhere", standing
    if record.stale(catalogue.today):
        yield ("stale",)
    for code in record.places:
        yield "country", code
    if standing == "promising":
        yield from _promising(catalogue, record, regions)


def _promising(catalogue: Catalogue, record: Record, regions: Iterable[str]) -> Iterator[tuple[str, ...]]:
    by_group, by_action = record.schema.marks.coverage["groups"], record.schema.marks.coverage["actions"]
    types = catalogue.vocabularies[by_group.vocabulary].by_id
    groups = {types[type_].broader for type_ in record.values[by_group.name]}
    for action in record.values[by_action.name]:
        yield "action", action
    for region, group in product(regions, groups):
        yield "group", region, group
        for action in record.values[by_action.name]:
            yield "cell", region, group, action


def _places(catalogue: Catalogue, marks: Mapping[tuple[str, ...], int], groups: Iterable[Term]) -> Iterator[Place]:
    members: dict[str, list[str]] = {}
    for term in catalogue.vocabularies["country"].terms:
        if not term.replaced_by:
            members.setdefault(term.review_region, []).append(term.id)
    for region in catalogue.vocabularies["review-region"].current():
        countries = members.get(region, [])
        yield Place(
            region,
            _tally(marks, "region", region),
            len(countries),
            tuple(code for code in countries if ("country", code) not in marks),
            tuple(group.id for group in groups if ("group", region, group.id) not in marks),
        )


def _quarter(day: date) -> date:
    """Give the first day of the quarter in which a day lies."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _tally(marks: Mapping[tuple[str, ...], int], *mark: str) -> Tally:
    return Tally(*(marks.get((*mark, standing), 0) for standing in ("promising", "neutral", "context")))
