"""What values are to other programs, whatever their fields are called here.

The schema says it with ``x-means``; citations, feeds, meta tags and descriptions for
search engines ask for a ``title`` or a ``publisher`` and never for a field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

FieldNames = tuple[str, ...]
Meanings = Mapping[str, tuple[FieldNames, ...]]


def meanings(node: Mapping[str, Any]) -> dict[str, tuple[FieldNames, ...]]:
    """List the fields of a node by what they mean; the fields of its items have meanings of their own."""
    found: dict[str, tuple[FieldNames, ...]] = {}
    for name, child in node.get("properties", {}).items():
        if meaning := child.get("x-means"):
            found[meaning] = (*found.get(meaning, ()), (name,))
        for inner, paths in meanings(child).items():
            found[inner] = (*found.get(inner, ()), *((name, *path) for path in paths))
    return found


def meant(values: Mapping[str, Any], known: Meanings, meaning: str) -> Iterator[Any]:
    """Yield the values of a meaning; the items of a list one by one."""
    for path in known.get(meaning, ()):
        value = values.get(path[0])
        for name in path[1:]:
            value = value.get(name) if isinstance(value, Mapping) else None
        if isinstance(value, list | tuple):
            yield from value
        elif value is not None:
            yield value


def first_meant(values: Mapping[str, Any], known: Meanings, meaning: str) -> str:
    """Give the first value of a meaning as text, or nothing."""
    return str(next(meant(values, known, meaning), ""))
