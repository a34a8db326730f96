"""The fields by which readers find records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from atd.reading import Schema


@dataclass(frozen=True, eq=False)  # each stands for itself; asked for by the hundred thousand, it is found faster so
class Facet:
    """A field by which records are found: by its terms, or by its year where it is a date."""

    path: tuple[str, ...]
    vocabulary: str
    """Vocabulary of the terms; empty for a date."""
    order: int
    label: str = ""
    """What readers see above it, in English, where it is not the vocabulary's label."""
    where: tuple[tuple[str, str], ...] = ()
    """Values beside the field that an item must have for the filter of the list to count it."""

    @property
    def name(self) -> str:
        """Name of the filter, as it stands in addresses."""
        return self.vocabulary or "-".join(self.path)


def facets_of(schema: Schema) -> tuple[Facet, ...]:
    """List the fields of a schema by which its records are found, in its order."""
    found = []
    for item in schema.fields:
        order = item.node.get("x-facet") or item.node.get("items", {}).get("x-facet")
        if order:
            where = tuple(item.node.get("x-facet-where", {}).items())
            label = item.node.get("x-facet-label", "")
            found.append(Facet(tuple(p for p in item.path if p != "*"), item.vocabulary, order, label, where))
    return tuple(sorted(found, key=lambda facet: facet.order))


def values_at(value: Any, path: tuple[str, ...], where: tuple[tuple[str, str], ...] = ()) -> Iterator[str]:
    """Give the texts at a path; of lists those of every item that has the values ``where`` names."""
    if isinstance(value, tuple):
        for item in value:
            if all(item[name] == wanted for name, wanted in where):
                yield from values_at(item, path)
    elif path:
        if isinstance(value, MappingProxyType | dict) and path[0] in value:
            yield from values_at(value[path[0]], path[1:], where)
    elif isinstance(value, str):
        yield value
