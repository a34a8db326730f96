"""A JSON Schema with this project's keywords, resolved once for all records.

Keywords: ``x-vocabulary`` (with ``x-broader``) names the list of allowed terms,
``x-translatable`` and ``x-prose`` mark texts, ``x-date``, ``x-url`` and
``x-reference`` name what a value is, ``x-help`` holds why, fix and example,
``x-facet`` orders filters, ``x-labels`` (added here) leads from English labels to terms, ``x-rule`` gives a rule its code and sentences.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator, ValidationError, validators

from atd.reading.vocabulary import Vocabulary

Node = dict[str, Any]


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    """Match as JSON Schema means it: ``$`` is the very end, not the place before a last line break."""
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


_Validator: type[Draft202012Validator] = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"pattern": _pattern}
)


class SchemaError(Exception):
    """The schema itself cannot be used; raised with the file and the reason."""


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


@dataclass(frozen=True)
class Schema:
    """A collection's schema: as written, and with every reference resolved."""

    name: str
    source: Node
    root: Node
    """The schema with ``$ref`` replaced and terms written out as ``enum``."""

    @cached_property
    def validator(self) -> Draft202012Validator:
        """The one validator that explains what is wrong in a record."""
        return _Validator(self.root)

    @cached_property
    def _gate(self) -> jsonschema_rs.Draft202012Validator:
        return jsonschema_rs.Draft202012Validator(self.root)

    def accepts(self, values: Any) -> bool:
        """Tell whether a record follows the schema, a hundred times faster than saying why not."""
        try:
            return bool(self._gate.is_valid(values))
        except ValueError:  # a number or nesting that the other library cannot hold
            return False

    def fits(self, path: tuple[str | int, ...], value: Any) -> bool:
        """Tell whether a single value may stand in a field."""
        return bool(_Validator(self.node(path)).is_valid(value))

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Field names in the order in which a person tells the story."""
        return tuple(self.root["properties"])

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field, depth first, in the order of the schema."""
        return tuple(_fields(self.root, ()))

    @cached_property
    def rules(self) -> Mapping[str, Mapping[str, str]]:
        """The rules that the schema states about its records, by code."""
        return {r["x-rule"]["code"]: r["x-rule"] for r in self.root.get("allOf", ()) if "x-rule" in r}

    def node(self, path: tuple[str | int, ...]) -> Node:
        """Find the schema of a value; unknown paths give an empty schema."""
        node = self.root
        for part in path:
            node = node.get("items", {}) if isinstance(part, int) else node.get("properties", {}).get(part, {})
        return node

    def label(self, path: tuple[str | int, ...]) -> str:
        """Give the human name of a field, or its key where it has none."""
        names = [part for part in path if isinstance(part, str)]
        node = self.node(path)
        return str(node.get("title") or (names[-1] if names else self.root["title"]))


def load_schema(file: Path, vocabularies: Mapping[str, Vocabulary]) -> Schema:
    """Read a schema and resolve references and vocabularies.

    Raises SchemaError when the file is no usable schema.
    """
    try:
        source = json.loads(file.read_text(encoding="utf-8"))
        root = _resolve(source, source.get("$defs", {}), vocabularies)
        root.pop("$defs", None)
        Draft202012Validator.check_schema(root)
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise SchemaError(f"{file}: {error}") from error
    except Exception as error:  # jsonschema.SchemaError has no narrower public base
        raise SchemaError(f"{file}: {getattr(error, 'message', error)}") from error
    return Schema(file.name.removesuffix(".schema.json"), source, root)


def _resolve(node: Any, definitions: Node, vocabularies: Mapping[str, Vocabulary]) -> Any:
    if isinstance(node, list):
        return [_resolve(item, definitions, vocabularies) for item in node]
    if not isinstance(node, dict):
        return node
    if isinstance(reference := node.get("$ref"), str):
        base = definitions[reference.removeprefix("#/$defs/")]
        node = {**base, **{k: v for k, v in node.items() if k != "$ref"}}
    resolved = {key: _resolve(value, definitions, vocabularies) for key, value in node.items()}
    if isinstance(name := resolved.get("x-vocabulary"), str):
        if name not in vocabularies:
            raise SchemaError(f"there is no vocabulary {name!r} in schema/vocabularies")
        resolved["x-labels"] = {term.label.casefold(): term.id for term in vocabularies[name].terms if term.label}
        resolved["enum"] = list(vocabularies[name].current(tuple(resolved.get("x-broader", ()))))
    return resolved


def _fields(node: Node, path: tuple[str, ...]) -> Iterator[Field]:
    for name, child in node.get("properties", {}).items():
        yield Field((*path, name), child)
        yield from _fields(child, (*path, name))
        if isinstance(items := child.get("items"), dict):
            yield from _fields(items, (*path, name, "*"))
