"""Statements about things, written as JSON-LD and as Turtle.

Both are written from the same plain values. The tests read both files with rdflib and
find the same statements; writing them with it takes 1.9 s for 617 things in seven
languages (importing it included), this 0.15 s.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

Node = Mapping[str, Any]
"""A thing: its ``id`` and ``type``, and values by the names of properties."""


class Kind(Enum):
    """What the value of a property is."""

    WORDS = "words"
    """A text for each language, by its tag."""
    LINK = "link"
    """Another thing, or several."""
    PLAIN = "plain"
    """A text in no language, or true or false."""
    DAY = "day"
    """A date."""


@dataclass(frozen=True, slots=True)
class Property:
    """A property by its short name in a published vocabulary, such as ``skos:broader``."""

    name: str
    kind: Kind


@dataclass(frozen=True)
class Graph:
    """Things and what is said about them."""

    base: str
    """Address from which identifiers such as ``#stage.release`` are seen."""
    prefixes: Mapping[str, str]
    properties: Mapping[str, Property]
    nodes: Sequence[Node]


def jsonld(graph: Graph) -> bytes:
    """Write JSON-LD that needs nothing from elsewhere to be understood."""
    context: dict[str, Any] = {"@base": graph.base, "id": "@id", "type": "@type", **graph.prefixes}
    context |= {name: _meaning(one) for name, one in graph.properties.items()}
    return (json.dumps({"@context": context, "@graph": graph.nodes}, ensure_ascii=False, indent=1) + "\n").encode()


def turtle(graph: Graph) -> bytes:
    """Write Turtle, one thing after the other, in their order."""
    head = [f"@base <{graph.base}> .", *(f"@prefix {name}: <{iri}> ." for name, iri in graph.prefixes.items())]
    return "\n".join([*head, *(_thing(graph, node) for node in graph.nodes), ""]).encode()


def _meaning(one: Property) -> dict[str, str]:
    match one.kind:
        case Kind.WORDS:
            return {"@id": one.name, "@container": "@language"}
        case Kind.LINK:
            return {"@id": one.name, "@type": "@id"}
        case Kind.DAY:
            return {"@id": one.name, "@type": "xsd:date"}
    return {"@id": one.name}


def _thing(graph: Graph, node: Node) -> str:
    said = [f"a {node['type']}"]
    for name, value in node.items():
        if name not in ("id", "type"):
            one = graph.properties[name]
            said.append(f"{one.name} {', '.join(_objects(graph, one.kind, value))}")
    return f"\n<{node['id']}>\n  " + " ;\n  ".join(said) + " ."


def _objects(graph: Graph, kind: Kind, value: Any) -> Iterator[str]:
    if kind is Kind.WORDS:
        for language, text in value.items():
            yield f"{_quoted(text)}@{language}"
        return
    for one in value if isinstance(value, list) else [value]:
        if kind is Kind.LINK:
            yield one if one.partition(":")[0] in graph.prefixes else f"<{one}>"
        elif kind is Kind.DAY:
            yield f"{_quoted(one)}^^xsd:date"
        else:
            yield json.dumps(one) if isinstance(one, bool) else _quoted(one)


def _quoted(text: str) -> str:
    """Write a text as Turtle does, whose escapes are those of JSON where both are needed."""
    return json.dumps(text, ensure_ascii=False)
