"""Fields that lead to something else, found without walking through everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


GROUPS = {"properties", "items"}
"""What leads further in a schema."""


def leading(node: Node, marks: Callable[[Node], Node]) -> Node:
    """Keep of a schema only what leads to fields of which ``marks`` keeps something."""
    if found := marks(node):
        return found
    kept: Node = {}
    if properties := {k: part for k, child in node.get("properties", {}).items() if (part := leading(child, marks))}:
        kept["properties"] = properties
    if "items" in node and (items := leading(node["items"], marks)):
        kept["items"] = items
    return kept


def texts_at(value: Any, node: Node, path: FieldPath = ()) -> Iterator[tuple[FieldPath, Node, str]]:
    """Yield the texts to which a schema cut down by ``leading`` leads; values of a wrong type are passed over."""
    if "properties" in node:
        for key, child in node["properties"].items() if isinstance(value, dict) else ():
            if key in value:
                yield from texts_at(value[key], child, (*path, key))
    elif "items" in node:
        for index, item in enumerate(value) if isinstance(value, list) else ():
            yield from texts_at(item, node["items"], (*path, index))
    elif node and isinstance(value, str):
        yield path, node, value


def linking(node: Node) -> Node:
    """Keep of a schema only what leads to fields that name records."""

    def reference(field: Node) -> Node:
        collection = field.get("x-reference", SOURCES)
        return {} if collection == SOURCES else {key: field[key] for key in ("x-reference", "x-shown") if key in field}

    return leading(node, reference)


def links(value: Any, node: Node) -> Iterator[Link]:
    """Yield the links of a record, in the order of the schema."""
    for path, field, target in texts_at(value, node):
        yield Link(path, field["x-reference"], target, bool(field.get("x-shown")))
