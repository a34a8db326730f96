"""What a schema says about a record, sorted by what other programs are given for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from atd.catalogue.record import NOT_REPORTED
from atd.reading import Schema

Node = dict[str, Any]

TAKEN_BACK = "withdrawn"
"""Stands in records that leave only a trace of themselves."""


class Kind(Enum):
    """What a value is to other programs."""

    TEXT = "text"
    """A sentence or a name with its language and state."""
    TERM = "term"
    """A term of a vocabulary."""
    GROUP = "group"
    """Fields under a common name."""
    LIST = "list"
    """Any number of values of one kind."""
    PLAIN = "plain"
    """A text that is not translated, a number, true or false, or the name of a record."""


@dataclass(frozen=True)
class Part:
    """A place in a record and what stands there."""

    name: str
    path: tuple[str | int, ...]
    node: Node
    required: bool

    @cached_property
    def kind(self) -> Kind:
        """What stands here."""
        if "properties" in self.node:
            return Kind.GROUP
        if self.node.get("type") == "array":
            return Kind.LIST
        if "x-vocabulary" in self.node:
            return Kind.TERM
        return Kind.TEXT if self.node.get("x-translatable") else Kind.PLAIN

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The fields of a group."""
        required = self.node.get("required", ())
        fields = self.node.get("properties", {}).items()
        return tuple(Part(name, (*self.path, name), node, name in required) for name, node in fields)

    @cached_property
    def item(self) -> Part:
        """What each value of a list is."""
        return Part(self.name, (*self.path, 0), self.node["items"], required=True)

    @property
    def vocabulary(self) -> str:
        """The vocabulary of a term."""
        return str(self.node["x-vocabulary"])

    @cached_property
    def silent(self) -> bool:
        """Tell whether “not reported” may stand here although it is no term of the field."""
        if self.kind not in (Kind.TEXT, Kind.PLAIN) or self.node.get("type") != "string":
            return False
        return "x-reference" not in self.node and NOT_REPORTED in self.node.get("pattern", NOT_REPORTED)

    def vocabularies(self) -> set[str]:
        """Name the vocabularies of everything at and below this place."""
        if self.kind is Kind.TERM:
            return {self.vocabulary}
        below = (self.item,) if self.kind is Kind.LIST else self.parts
        return set().union(*(part.vocabularies() for part in below))


def plan(schema: Schema) -> Part:
    """Give the record of a schema as a whole, without what only withdrawn ones hold."""
    fields = {name: node for name, node in schema.root["properties"].items() if name != TAKEN_BACK}
    return Part(schema.name, (), {**schema.root, "properties": fields}, required=True)
