"""The filters of a list: every value that is in use, grouped, with its number of entries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from atd.catalogue import Facet, Record
from atd.pages.findable import READABLE, SETBACK, YES, facet_value, record_facets
from atd.pages.studio import Studio

OPEN = 1
"""So many filters are open from the beginning; the others show their name."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value that readers can choose."""

    value: str
    label: str
    number: int
    """Entries of the list as it is first shown."""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Values under a broader one, which can be chosen as well; the first group may have none."""

    broader: Option | None
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """One question by which a list can be narrowed."""

    name: str
    label: str
    groups: tuple[Group, ...]
    opened: bool

    @property
    def preset(self) -> tuple[str, ...]:
        """Values that are chosen from the beginning."""
        return tuple(option.value for group in self.groups for option in group.options if option.chosen)


def filters(studio: Studio, collection: str, records: list[Record]) -> tuple[Filter, ...]:
    """Make the filters of a collection; their numbers count promising entries, which are shown first."""
    shown: Counter[tuple[str, str]] = Counter()
    used: Counter[tuple[str, str]] = Counter()
    for record in records:
        marks = {(name, value) for name, values in record_facets(studio, record).items() for value in values}
        used.update(marks)
        if studio.catalogue.standing(record) in ("", "promising"):
            shown.update(marks)
        else:  # its class alone keeps it from being shown first
            shown.update(mark for mark in marks if mark[0] == _class(studio, collection))
    counted = _Counted(studio, len(records), shown, used)
    facets = studio.catalogue.facets[collection]
    made = [_filter(counted, facet, position < OPEN) for position, facet in enumerate(facets)]
    return tuple(f for f in (*made, *_switches(counted)) if f is not None)


def _class(studio: Studio, collection: str) -> str:
    """Name the filter that decides what is shown first."""
    schema = studio.catalogue.schema(collection)
    return str(schema.root["properties"].get(schema.marks.standing, {}).get("x-vocabulary", ""))


@dataclass(frozen=True)
class _Counted:
    """What the filters are made from."""

    studio: Studio
    total: int
    shown: Counter[tuple[str, str]]
    used: Counter[tuple[str, str]]

    def option(self, name: str, value: str, label: str, *, chosen: bool = False) -> Option:
        return Option(value, label, self.shown[name, value], chosen)


def _filter(counted: _Counted, facet: Facet, opened: bool) -> Filter | None:
    groups = _terms(counted, facet) if facet.vocabulary else _years(counted, facet)
    locale = counted.studio.locale
    label = locale.messages.gettext(facet.label) if facet.label else locale.vocabulary_label(facet.vocabulary)
    return Filter(facet.name, label, groups, opened) if groups else None


def _years(counted: _Counted, facet: Facet) -> tuple[Group, ...]:
    years = sorted((value for name, value in counted.used if name == facet.name), reverse=True)
    return (Group(None, tuple(counted.option(facet.name, year, year) for year in years)),) if years else ()


def _terms(counted: _Counted, facet: Facet) -> tuple[Group, ...]:
    """Put the terms in use under their broader ones, in the order of the vocabularies."""
    studio = counted.studio
    vocabulary = studio.catalogue.vocabularies[facet.vocabulary]
    over = "review-region" if facet.vocabulary == "country" else vocabulary.broader_vocabulary
    groups: dict[str, list[Option]] = {}
    for term in vocabulary.terms:
        if (facet.name, term.id) in counted.used:
            broader = (term.review_region if over == "review-region" else term.broader) if over else ""
            chosen = term.standing == "promising"
            label = studio.html.label(facet.vocabulary, term.id)
            groups.setdefault(broader, []).append(counted.option(facet.name, term.id, label, chosen=chosen))
    if not over:
        return tuple(Group(None, tuple(options)) for options in groups.values())
    made = []
    for term in studio.catalogue.vocabularies[over].terms:
        if term.id in groups:
            value = facet_value(facet, over, term.id)
            options = groups[term.id]
            if over == "review-region":
                options.sort(key=lambda option: studio.locale.sort_key(option.label))
            made.append(Group(counted.option(facet.name, value, studio.html.label(over, term.id)), tuple(options)))
    return tuple(made)


def _switches(counted: _Counted) -> tuple[Filter | None, ...]:
    _ = counted.studio.locale.messages.gettext
    return (
        _switch(counted, SETBACK, _("Setbacks"), _("With a recorded setback")),
        _switch(counted, READABLE, _("Language"), _("Wholly readable in this language")),
    )


def _switch(counted: _Counted, name: str, label: str, option: str) -> Filter | None:
    if counted.used[name, YES] in (0, counted.total):
        return None
    return Filter(name, label, (Group(None, (counted.option(name, YES, option),)),), False)
