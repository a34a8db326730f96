"""Fields that a schema marks for a task of the site, whatever they are called.

The keywords are described in docs/development/collections.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from atd.reading.field import Field, Node

COUNTRY = "country"
"""The vocabulary of countries and areas; every repository has it."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Fields by their task; names are empty and mappings too where a collection has no such field."""

    standing: str
    """Its term decides how a record is listed; without it all are listed alike."""
    grouping: str
    """Under its terms the list of the collection shows its records."""
    ordering: str
    """Its number is that by which records follow one another."""
    places: str
    """Names the countries of a record."""
    coverage: Mapping[str, Field]
    """Fields by which coverage is counted, by their part in it: groups, actions and levels."""
    setbacks: Mapping[tuple[str, ...], frozenset[str]]
    """Terms that tell of a setback, by field: ``("status",)`` or, within a list, ``("updates", "*", "kind")``."""
    feeds: Mapping[tuple[str, ...], str]
    """Vocabularies whose terms have feeds, by field."""


def marks(root: Node, fields: tuple[Field, ...]) -> Marks:
    """Find the marked fields of a resolved schema."""
    properties = root["properties"]

    def marked(keyword: str) -> str:
        return next((name for name, node in properties.items() if node.get(keyword)), "")

    return Marks(
        standing=marked("x-standing"),
        grouping=marked("x-group"),
        ordering=marked("x-order"),
        places=next((n for n, node in properties.items() if node.get("items", {}).get("x-vocabulary") == COUNTRY), ""),
        coverage={str(item.node["x-coverage"]): item for item in fields if "x-coverage" in item.node},
        setbacks={item.path: frozenset(item.node["x-setback"]) for item in fields if "x-setback" in item.node},
        feeds={item.path: item.vocabulary for item in fields if item.node.get("x-feed")},
    )
