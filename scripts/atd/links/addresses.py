"""The addresses that records give, each with the places that give it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urlsplit

from atd.catalogue import Record

COPY = "archive_url"
"""The field beside an address that holds an archived copy."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a record that holds an address."""

    file: str
    field: str
    has_copy: bool
    """Tell whether an archived copy is named beside it."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address without its fragment, and everywhere it stands."""

    url: str
    places: tuple[Place, ...]

    @property
    def host(self) -> str:
        """The computer that is asked, in small letters."""
        return (urlsplit(self.url).hostname or "").lower()

    @property
    def lacks_copy(self) -> bool:
        """Tell whether a place has no archived copy beside it."""
        return any(not place.has_copy for place in self.places)


def addresses(records: Iterable[Record]) -> tuple[Address, ...]:
    """Collect the addresses of the living records, each once, in alphabetical order."""
    found: dict[str, list[Place]] = {}
    for record in records:
        if not record.withdrawn:
            for url, place in _stated(record.plain, record.schema.root, (), record.path):
                found.setdefault(urldefrag(url).url, []).append(place)
    return tuple(Address(url, tuple(found[url])) for url in sorted(found))


def _stated(
    value: Any, node: dict[str, Any], names: tuple[str, ...], file: str, has_copy: bool = False
) -> Iterator[tuple[str, Place]]:
    if isinstance(value, dict):
        for name, child in value.items():
            below = node.get("properties", {}).get(name, {})
            yield from _stated(child, below, (*names, name), file, name == COPY or COPY in value)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            key = str(item.get("key", index)) if isinstance(item, dict) else str(index)
            yield from _stated(item, node.get("items", {}), (*names, key), file)
    elif node.get("x-url") and isinstance(value, str):
        yield value, Place(file, ".".join(names), has_copy)
