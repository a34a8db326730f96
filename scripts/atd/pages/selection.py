"""Records that another record picks by their terms, so that what is added later is found too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from atd.catalogue import Record
from atd.localising import LocalisedRecord

if TYPE_CHECKING:
    from atd.pages.studio import Studio

SHOWN = 12
"""So many records are named on a page; the list of the collection shows the others."""


@dataclass(frozen=True)
class Selection:
    """Living records of a collection with the terms asked for."""

    further: tuple[LocalisedRecord, ...]
    """Those that the record does not name itself, the last changed first, as many as a page shows."""
    total: int
    """All of them, named or not."""
    address: str
    """Where the list of the collection shows all of them."""


def select(studio: Studio, record: Record, path: tuple[str | int, ...]) -> Selection:
    """Follow a group of fields that holds terms: one of each field is wanted.

    Entries shown for context are left out.
    """
    node, asked = record.schema.node(path), _value(record, path)
    wanted = {_vocabulary(node, name): tuple(terms) for name, terms in asked.items()}
    found = [_with(studio, node["x-selects"], vocabulary, terms) for vocabulary, terms in wanted.items()]
    records = (studio.catalogue.by_id[mark] for mark in sorted(set.intersection(*found)))
    fit = [other for other in records if studio.catalogue.standing(other) != "context"]
    named = set(record.references)
    further = [other for other in fit if (other.collection, other.id) not in named]
    further.sort(key=lambda other: other.last_change, reverse=True)
    query = "&".join(
        f"{vocabulary}={','.join(terms)}" for vocabulary, terms in (*wanted.items(), *_class(studio, node))
    )
    address = f"{node['x-selects']}/?{query}"
    return Selection(tuple(studio.edition.open(other) for other in further[:SHOWN]), len(fit), address)


def _class(studio: Studio, node: dict[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    """Give the filter by which the list of the collection shows the same records, not promising ones alone."""
    schema = studio.catalogue.schema(node["x-selects"])
    if not schema.marks.standing:
        return []
    name = str(schema.node((schema.marks.standing,))["x-vocabulary"])
    terms = studio.catalogue.vocabularies[name].terms
    return [(name, tuple(term.id for term in terms if term.standing not in ("", "context")))]


def _value(record: Record, path: tuple[str | int, ...]) -> Any:
    value: Any = record.values
    for part in path:
        value = value[part]
    return value


def _vocabulary(node: dict[str, Any], name: str) -> str:
    field = node["properties"][name]
    return str(field.get("items", field)["x-vocabulary"])


def _with(studio: Studio, collection: str, vocabulary: str, terms: tuple[str, ...]) -> set[tuple[str, str]]:
    index = studio.catalogue.index
    return {
        (other.collection, other.id)
        for term in terms
        for other in index.get((vocabulary, term), ())
        if other.collection == collection
    }
