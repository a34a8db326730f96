"""References of a schema replaced by what they name, and vocabularies by their terms.

The keywords are described in docs/development/collections.md. Added here:
``x-labels`` leads from English labels to terms, ``x-replaced`` from terms given up to those in use; a field with
``x-names`` gets the labels as ``examples``, which editors offer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from atd.reading.field import Node
from atd.reading.vocabulary import Vocabulary


class SchemaError(Exception):
    """The schema itself cannot be used; raised with the file and the reason."""


def resolve(node: Any, definitions: Node, vocabularies: Mapping[str, Vocabulary]) -> Any:
    """Replace references by what they name and write out the terms of vocabularies.

    Raises SchemaError for a vocabulary that does not exist and KeyError for a definition that does not.
    """
    if isinstance(node, list):
        return [resolve(item, definitions, vocabularies) for item in node]
    if not isinstance(node, dict):
        return node
    if isinstance(reference := node.get("$ref"), str):
        base = definitions[reference.removeprefix("#/$defs/")]
        node = {**base, **{k: v for k, v in node.items() if k != "$ref"}}
    resolved = {key: resolve(value, definitions, vocabularies) for key, value in node.items()}
    if isinstance(name := resolved.get("x-vocabulary"), str):
        if name not in vocabularies and resolved.get("x-optional"):
            return {key: value for key, value in resolved.items() if key != "x-vocabulary"}
        if name not in vocabularies:
            raise _lacking(name)
        resolved["x-labels"] = {term.label.casefold(): term.id for term in vocabularies[name].terms if term.label}
        resolved["x-replaced"] = dict(vocabularies[name].replaced)
        terms = vocabularies[name].current(tuple(resolved.get("x-broader", ())))
        resolved["enum"] = [*terms, *resolved.get("x-also", ())]
    if isinstance(name := resolved.get("x-names"), str):
        if name not in vocabularies:
            raise _lacking(name)
        resolved["examples"] = [term.label for term in vocabularies[name].terms]
    return resolved


def _lacking(name: str) -> SchemaError:
    return SchemaError(
        f"schema/vocabularies holds no vocabulary {name!r} that can be used; `atd check` tells what is wrong with it"
    )
