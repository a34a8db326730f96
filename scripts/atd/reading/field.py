"""Fields of a schema: what a place in a record is called, and how to walk over all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from atd.findings import Phrase

Node = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """A place in a record: its path, with ``*`` for items, and its schema."""

    path: tuple[str, ...]
    node: Node

    @property
    def name(self) -> str:
        """The path with dots, without the marks of list items."""
        return ".".join(part for part in self.path if part != "*")

    @property
    def vocabulary(self) -> str:
        """The vocabulary of the value or of its items, or nothing."""
        node = self.node.get("items", self.node)
        return str(node.get("x-vocabulary", ""))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a record's page."""

    id: str
    title: Phrase
    fields: tuple[str, ...]
    """The heading stands where one of these is filled in; always where none is named."""
    each: str = ""
    """List whose items have a heading each, named by their key and title, instead of this one."""


def fields(node: Node, path: tuple[str, ...] = ()) -> Iterator[Field]:
    """Yield every field below a node, depth first, in the order of the schema."""
    for name, child in node.get("properties", {}).items():
        yield Field((*path, name), child)
        yield from fields(child, (*path, name))
        if isinstance(items := child.get("items"), dict):
            yield from fields(items, (*path, name, "*"))


def below(node: Node, path: tuple[str | int, ...]) -> Node:
    """Find the schema of a value; unknown paths give an empty schema. An item may have one for its position."""
    for part in path:
        if isinstance(part, int):
            first = node.get("prefixItems", ())
            node = first[part] if part < len(first) else node.get("items", {})
        else:
            node = node.get("properties", {}).get(part, {})
    return node


def sentences(node: Node) -> Node:
    """Give fields within fields where people tell something, with nothing below a text.

    Names and titles are left out; they may be long and are no one's sentence.
    """
    told = {}
    for name, child in node.get("properties", {}).items():
        inner = child.get("items", child)
        if within := sentences(inner):
            told[name] = within
        elif inner.get("x-translatable") and name not in ("name", "title"):
            told[name] = {}
    return told
