"""Rules that compare records: references, duplicates, identifiers used before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from atd.checking.likeness import nearest
from atd.findings import Finding, phrase
from atd.reading import Collection, Document
from atd.reading.linking import links


@dataclass(frozen=True)
class Entry:
    """A readable record of a collection."""

    collection: Collection
    document: Document

    @property
    def id(self) -> str:
        """The identifier, or nothing when it is missing or of a wrong kind."""
        identifier = self.document.values.get("id")
        return identifier if isinstance(identifier, str) else ""


def relation_findings(entries: Sequence[Entry], unreadable: Mapping[str, set[str]]) -> Iterator[Finding]:
    """Follow every reference between records and look for doubles.

    ``unreadable`` names the records of each collection whose file has findings
    of its own; a reference to them is not wrong for that.
    """
    known: dict[str, set[str]] = {name: set(ids) for name, ids in unreadable.items()}
    for entry in entries:
        known.setdefault(entry.collection.name, set()).add(entry.id)
    for entry in entries:
        for finding in _references(entry, known):
            yield _with_record(finding, entry)
    for finding, entry in (*_former_identifiers(entries, known), *_doubles(entries)):
        yield _with_record(finding, entry)


def _with_record(finding: Finding, entry: Entry) -> Finding:
    return replace(finding, record=entry.id, excerpt=entry.document.excerpt(finding.place))


def _references(entry: Entry, known: dict[str, set[str]]) -> Iterator[Finding]:
    for link in links(entry.document.values, entry.collection.schema.linking):
        if link.target in known.get(link.collection, ()):
            continue
        near = nearest(link.target, sorted(known.get(link.collection, ())))
        advice = (
            phrase("write “{near}”", near=near)
            if near
            else phrase("correct the identifier, or leave the reference out")
        )
        yield Finding.of(
            "ATD404", entry.document.place(link.path), field=".".join(map(str, link.path)),
            suggestion=near, id=link.target, advice=advice,
        )  # fmt: skip


def _former_identifiers(entries: Sequence[Entry], known: dict[str, set[str]]) -> Iterator[tuple[Finding, Entry]]:
    claimed: dict[tuple[str, str], str] = {}
    for entry in entries:
        former = entry.document.values.get("redirect_from")
        for index, old in enumerate(former if isinstance(former, list) else ()):
            if not isinstance(old, str):
                continue
            name, place = entry.collection.name, entry.document.place(("redirect_from", index))
            if old == entry.id:
                yield Finding.of("ATD420", place, field="redirect_from", id=old), entry
                continue
            if other := old if old in known[name] else claimed.get((name, old), ""):
                yield Finding.of("ATD417", place, field="redirect_from", id=old, other=other), entry
            claimed[name, old] = entry.id


def _doubles(entries: Sequence[Entry]) -> Iterator[tuple[Finding, Entry]]:
    seen: dict[tuple[Any, ...], str] = {}
    for entry in entries:
        values = entry.document.values
        countries, types, period = values.get("countries"), values.get("practice_types"), values.get("period")
        start = period.get("start") if isinstance(period, dict) else None
        if not (countries and types and isinstance(countries, list) and isinstance(types, list)):
            continue
        if not isinstance(start, str) or start == "not-reported":
            continue
        places = [str(p) for p in values.get("localities", ())]
        mark = (entry.collection.name, *sorted(map(str, countries)), "|", *sorted(map(str, types)), start, *places)
        if mark in seen:
            yield Finding.of("ATD409", entry.document.place(("id",)), field="id", id=seen[mark]), entry
        seen.setdefault(mark, entry.id)
