"""Links from one record to others, found without walking through everything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from atd.reading.document import FieldPath

Node = dict[str, Any]

SOURCES = "sources"
"""A reference to a source stays within its record."""


@dataclass(frozen=True, slots=True)
class Link:
    """A field that names a record."""

    path: FieldPath
    collection: str
    target: str
    shown: bool = False
    """Whether the page shows the record referred to where it stands in the text."""


def linking(node: Node) -> Node:
    """Keep of a schema only what leads to fields that name records."""
    if node.get("x-reference", SOURCES) != SOURCES:
        return {key: node[key] for key in ("x-reference", "x-shown") if key in node}
    kept: Node = {}
    if properties := {key: part for key, child in node.get("properties", {}).items() if (part := linking(child))}:
        kept["properties"] = properties
    if "items" in node and (items := linking(node["items"])):
        kept["items"] = items
    return kept


def links(value: Any, node: Node, path: FieldPath = ()) -> Iterator[Link]:
    """Yield the links of a record, in the order of the schema; values of a wrong type are passed over."""
    if collection := node.get("x-reference"):
        if isinstance(value, str):
            yield Link(path, collection, value, bool(node.get("x-shown")))
    elif isinstance(value, dict):
        for key, child in node.get("properties", {}).items():
            if key in value:
                yield from links(value[key], child, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from links(item, node.get("items", {}), (*path, index))
