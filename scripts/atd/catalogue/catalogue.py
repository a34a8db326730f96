"""The whole of the records: found by identifier, term, country and region."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from atd.catalogue.facet import Facet, facets_of, values_at
from atd.catalogue.record import Record, make_record
from atd.checking import Check
from atd.noting import aggregate, aggregates, note
from atd.reading import Repository, Schema, Vocabulary
from atd.reading.naming import Mention


@dataclass(frozen=True, slots=True)
class Named:
    """A record that names a term, with the places in which it does."""

    record: Record
    mentions: tuple[Mention, ...]

    @property
    def aside(self) -> bool:
        """Tell whether it only quotes it."""
        return all(mention.aside for mention in self.mentions)


@dataclass(frozen=True)
class Catalogue:
    """Records of every collection with the indexes that pages are made from."""

    repository: Repository = field(repr=False)
    records: Mapping[str, tuple[Record, ...]] = field(repr=False)
    """Records by collection, ordered by identifier."""
    today: date
    """The day of the build, against which freshness is measured."""
    _found: dict[tuple[str, str, Facet], frozenset[tuple[str, str]]] = field(
        default_factory=dict, repr=False, init=False, compare=False
    )
    _broader: dict[tuple[str, str], tuple[tuple[str, str], ...]] = field(
        default_factory=dict, repr=False, init=False, compare=False
    )

    @cached_property
    def vocabularies(self) -> Mapping[str, Vocabulary]:
        """Vocabularies by identifier."""
        return self.repository.vocabularies

    def schema(self, collection: str) -> Schema:
        """The schema of a collection."""
        return self.repository.collection(collection).schema

    @cached_property
    def by_id(self) -> Mapping[tuple[str, str], Record]:
        """Records by collection and identifier."""
        return {(r.collection, r.id): r for records in self.records.values() for r in records}

    @aggregate
    def former(self) -> Mapping[tuple[str, str], Record]:
        """Records by collection and an identifier that they had before."""
        records = (record for group in self.records.values() for record in group)
        return {(record.collection, old): record for record in records for old in record.former}

    @cached_property
    def facets(self) -> Mapping[str, tuple[Facet, ...]]:
        """Fields with pages for their terms, by collection, in the schema's order."""
        return {name: facets_of(self.schema(name)) for name in self.records}

    @aggregate
    def index(self) -> Mapping[tuple[str, str], tuple[Record, ...]]:
        """Records by vocabulary and term, in their order; broader terms are included."""
        found: dict[tuple[str, str], list[Record]] = {}
        for name, records in self.records.items():
            for record in records:
                if not record.withdrawn:
                    for mark in self._marks(record, self.facets[name]):
                        found.setdefault(mark, []).append(record)
        ordered = ((v.id, term.id) for v in self.vocabularies.values() for term in v.terms)
        return {mark: tuple(found[mark]) for mark in ordered if mark in found}

    @cached_property
    def narrower(self) -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
        """Narrower terms that have records, in any vocabulary, by vocabulary and term; for review regions countries."""
        found: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for vocabulary, identifier in self.index:
            term = self.vocabularies[vocabulary].by_id[identifier]
            above = (self.vocabularies[vocabulary].broader_vocabulary or vocabulary, term.broader)
            for broader in dict.fromkeys((above, ("review-region", term.review_region))):
                found.setdefault(broader, []).append((vocabulary, identifier))
        return {mark: tuple(terms) for mark, terms in found.items() if mark[1]}

    def _marks(self, record: Record, facets: Iterable[Facet]) -> set[tuple[str, str]]:
        marks: set[tuple[str, str]] = set()
        for facet in facets:
            for term in values_at(record.values, facet.path) if facet.vocabulary else ():
                marks.update(self.with_broader(facet.vocabulary, term))
        return marks

    def found_by(self, record: Record, facet: Facet) -> frozenset[tuple[str, str]]:
        """Give the terms by which a filter finds a record, broader ones included; years have no vocabulary."""
        note(record.path)
        key = (record.collection, record.id, facet)
        if key not in self._found:  # lists, filters and the search of every language ask for the same
            self._found[key] = frozenset(self._sought(record, facet))
        return self._found[key]

    def _sought(self, record: Record, facet: Facet) -> set[tuple[str, str]]:
        values = values_at(record.values, facet.path, facet.where)
        if not facet.vocabulary:
            return {("", value[:4]) for value in values if value[:4].isdigit()}
        return {mark for term in values for mark in self.with_broader(facet.vocabulary, term)}

    def with_broader(self, vocabulary: str, term: str) -> tuple[tuple[str, str], ...]:
        """Give a term and every broader one, as vocabulary and identifier."""
        if (vocabulary, term) not in self._broader:
            self._broader[vocabulary, term] = tuple(self._climb(vocabulary, term))
        return self._broader[vocabulary, term]

    def _climb(self, vocabulary: str, term: str) -> Iterator[tuple[str, str]]:
        while term:
            yield vocabulary, term
            entry = self.vocabularies[vocabulary].by_id[term]
            if entry.review_region:
                yield "review-region", entry.review_region
            vocabulary, term = self.vocabularies[vocabulary].broader_vocabulary or vocabulary, entry.broader

    def standing(self, record: Record) -> str:
        """Tell how a record is listed: promising, neutral or context; nothing where all are listed alike."""
        return self._standing[record.path]

    @aggregate
    def _standing(self) -> Mapping[str, str]:
        named = ((record, *self._standings[record.collection]) for record in self.by_id.values())
        return {record.path: standings[record.plain[name]] if name else "" for record, name, standings in named}

    @aggregate
    def withdrawn(self) -> tuple[Record, ...]:
        """Records that were taken back."""
        return tuple(record for record in self.by_id.values() if record.withdrawn)

    @cached_property
    def _standings(self) -> Mapping[str, tuple[str, Mapping[str, str]]]:
        """The field that decides how a collection is listed, and what its terms decide; by collection."""
        return {
            name: (marked, self._standing_of(name, marked))
            for name in self.records
            for marked in (self.schema(name).marks.standing,)
        }

    def _standing_of(self, collection: str, name: str) -> Mapping[str, str]:
        if not name:
            return {}
        vocabulary = self.schema(collection).root["properties"][name]["x-vocabulary"]
        return {term.id: term.standing for term in self.vocabularies[vocabulary].terms}

    @property
    def assesses(self) -> bool:
        """Tell whether a collection lists its records by what they were found to be."""
        return any(self.schema(name).marks.standing for name in self.records)

    @cached_property
    def assessed(self) -> tuple[Record, ...]:
        """Records that are listed by what they were found to be, withdrawn ones included: the practices."""
        groups = (group for name, group in self.records.items() if self.schema(name).marks.standing)
        return tuple(record for group in groups for record in group)

    @aggregate
    def newest(self) -> str:
        """Day of the newest change of any record."""
        changes = (record.last_change for records in self.records.values() for record in records)
        return max(changes, default=self.today.isoformat())

    @aggregate
    def references(self) -> Mapping[tuple[str, str], tuple[Record, ...]]:
        """Living records that refer to a record of another field or collection, by the one referred to."""
        found: dict[tuple[str, str], dict[tuple[str, str], Record]] = {}
        for records in self.records.values():
            for record in records:
                for mark in () if record.withdrawn else record.references:
                    found.setdefault(mark, {})[record.collection, record.id] = record
        return {mark: tuple(others.values()) for mark, others in found.items()}

    @aggregate
    def named(self) -> Mapping[tuple[str, str], tuple[Named, ...]]:
        """Living records that name a term in their own words, by vocabulary and term."""
        found: dict[tuple[str, str], dict[tuple[str, str], Named]] = {}
        for records in self.records.values():
            for record in records:
                for mention in () if record.withdrawn else record.mentions.values():
                    for term in mention.terms:
                        members = found.setdefault((mention.vocabulary, term), {})
                        known = members.get((record.collection, record.id), Named(record, ()))
                        members[record.collection, record.id] = Named(record, (*known.mentions, mention))
        return {mark: tuple(members.values()) for mark, members in found.items()}

    @cached_property
    def digest(self) -> str:
        """Digest of which records there are and of all that was worked out from them together; pages note none of it."""
        told = (_told(self.records), _told(aggregates(self)))
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    def regions(self, record: Record) -> frozenset[str]:
        """The GCM review regions of a record's countries."""
        terms = self.vocabularies["country"].by_id
        return frozenset(terms[code].review_region for code in record.places)


def build_catalogue(repository: Repository, check: Check, today: date) -> Catalogue:
    """Turn the entries of a passed check into a catalogue."""
    records: dict[str, list[Record]] = {c.name: [] for c in repository.collections}
    for entry in check.entries:
        schema = entry.collection.schema
        document = entry.document
        records[entry.collection.name].append(
            make_record(entry.collection.name, document.path, document.values, schema)
        )
    ordered = {name: tuple(sorted(items, key=lambda r: r.id)) for name, items in records.items()}
    return Catalogue(repository, ordered, today)


def _told(value: Any) -> Any:
    """Tell what was worked out in values that JSON holds; a record is told by its name."""
    if isinstance(value, Record):
        return value.path
    if isinstance(value, Named):
        return value.record.path, [(m.path, m.vocabulary, m.terms, m.role, m.aside) for m in value.mentions]
    if isinstance(value, Mapping):
        return [(key, _told(item)) for key, item in value.items()]
    return [_told(item) for item in value] if isinstance(value, tuple) else value
