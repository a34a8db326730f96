"""One checked record, with its texts named so that translations stay attached."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from atd.catalogue.occasion import Occasion, occasion
from atd.noting import note, noted
from atd.reading import Schema
from atd.reading.dates import first_day, is_stale
from atd.reading.linking import Link, links
from atd.reading.naming import Mention, mentions
from atd.reading.prose import unwrap

NOT_REPORTED = "not-reported"
"""The answer for what the sources do not say; it is a term, not a text."""


@dataclass(frozen=True, slots=True)
class Source:
    """A text of the original: what a translator sees."""

    context: str
    """Its permanent name, such as ``summary`` or ``caveats.no-evaluation``."""
    text: str
    help: str = ""
    """What the field is for, from the schema."""
    prose: bool = False
    name: bool = False
    """Whether it is a name or an official title, which may stay as it is and follows no glossary."""
    limit: int = 0
    """So many characters the original may have; 0 where the schema sets no limit."""


@dataclass(frozen=True)
class Record:
    """A record that passed the check; its values cannot be changed. Whatever is read of it is noted (``atd.noting``)."""

    collection: str
    id: str
    path: str
    """File in the repository, with forward slashes."""
    _plain: Mapping[str, Any] = field(repr=False)
    schema: Schema = field(repr=False)

    @property
    def plain(self) -> Mapping[str, Any]:
        """The values as they were read."""
        note(self.path)
        return self._plain

    @noted
    def digest(self) -> bytes:
        """Digest of the values."""
        return hashlib.sha256(repr(self.plain).encode("utf-8", "surrogatepass")).digest()

    @noted
    def values(self) -> Mapping[str, Any]:
        """The values, which nobody can change."""
        frozen: Mapping[str, Any] = freeze(self.plain)
        return frozen

    @noted
    def texts(self) -> Mapping[str, Source]:
        """Translatable texts by context, in the order of the schema."""
        return MappingProxyType({source.context: source for source in _texts(self.plain, self.schema.translatable, "")})

    @noted
    def references(self) -> tuple[tuple[str, str], ...]:
        """Records to which this one refers, as collection and identifier, in the order of the schema."""
        return tuple(dict.fromkeys((link.collection, link.target) for link in self._links))

    @property
    def shown(self) -> frozenset[tuple[str, str]]:
        """Records that its page shows where they stand in the text, as collection and identifier."""
        return frozenset((link.collection, link.target) for link in self._links if link.shown)

    @noted
    def _links(self) -> tuple[Link, ...]:
        return tuple(links(self.plain, self.schema.linking))

    @noted
    def mentions(self) -> Mapping[tuple[str | int, ...], Mention]:
        """What its names name, by their place, in the order of the schema."""
        found = mentions(self.plain, self.schema.root, self.schema.naming, self.schema.registers)
        return MappingProxyType({mention.path: mention for mention in found})

    @property
    def language(self) -> str:
        """The language in which the record was written."""
        return str(self.plain["language"])

    @property
    def places(self) -> tuple[str, ...]:
        """Codes of the countries that the record names."""
        name = self.schema.marks.places
        return tuple(self.values.get(name, ())) if name else ()

    @property
    def withdrawn(self) -> bool:
        """Tell whether the record was taken back and only its reason is shown; the catalogue knows of all (``digest``)."""
        return "withdrawn" in self._plain

    @noted
    def occasion(self) -> Occasion | None:
        """When it takes place; None where its collection is not about what takes place."""
        return occasion(self.values, self.schema)

    @property
    def former(self) -> tuple[str, ...]:
        """Identifiers that the record had before, which lead to it; the catalogue knows of all."""
        return tuple(str(old) for old in self._plain.get("redirect_from", ()))

    @noted
    def updates(self) -> tuple[Mapping[str, Any], ...]:
        """Dated facts, the newest first."""
        return tuple(sorted(self.values.get("updates", ()), key=lambda u: str(u["date"]), reverse=True))

    @property
    def has_setback(self) -> bool:
        """Tell whether a setback is recorded or the practice was undone."""
        marked = self.schema.marks.setbacks.items()
        return any(self.plain.get(path[0]) in terms for path, terms in marked if len(path) == 1) or bool(self.setbacks)

    @noted
    def setbacks(self) -> tuple[Mapping[str, Any], ...]:
        """Dated items that tell of a setback, the newest first."""
        found = [
            item
            for path, terms in self.schema.marks.setbacks.items()
            if len(path) == 3
            for item in self.values.get(path[0], ())
            if item.get(path[2]) in terms
        ]
        return tuple(sorted(found, key=lambda item: str(item.get("date", "")), reverse=True))

    @property
    def last_change(self) -> str:
        """The newest date in the record: of a check, an update or a withdrawal."""
        dates = [str(self.values["last_verified"]), *(str(u["date"]) for u in self.updates)]
        if self.withdrawn:
            dates.append(str(self.values["withdrawn"]["date"]))
        return max(dates)

    def stale(self, today: date) -> bool:
        """Tell whether the sources were last looked at more than a year ago."""
        checked = first_day(self.values["last_verified"])
        return checked is not None and is_stale(checked, today)


def make_record(collection: str, path: str, values: dict[str, Any], schema: Schema) -> Record:
    """Make a record of checked values; they are frozen and its texts named when they are asked for."""
    return Record(collection, values["id"], path, values, schema)


def freeze(value: Any) -> Any:
    """Make mappings and lists read-only, all the way down."""
    if isinstance(value, dict):
        return MappingProxyType({key: freeze(item) for key, item in value.items()})
    if isinstance(value, list):
        return tuple(freeze(item) for item in value)
    return value


def below(context: str, field: str) -> str:
    """Name a field below another or below an item; an item's ``text`` needs no further name."""
    if not context:
        return field
    return context if field == "text" else f"{context}.{field}"


def item_name(item: Any) -> str | None:
    """Give the name of an item of a list by which its texts stay known; None where it has none."""
    name = (item.get("key") or item.get("id")) if isinstance(item, dict) else None
    return None if name is None else str(name)


def _texts(value: Any, node: dict[str, Any], context: str) -> Iterator[Source]:
    """Name texts by field and item key."""
    if isinstance(value, dict):
        for key, child in node.get("properties", {}).items():
            if key in value:
                yield from _texts(value[key], child, below(context, key))
    elif isinstance(value, list):
        items = node.get("items", {})
        for item in value:
            if name := item_name(item):
                yield from _texts(item, items, f"{context}.{name}")
    elif node.get("x-translatable") and isinstance(value, str) and value != NOT_REPORTED:
        yield Source(
            context,
            unwrap(value),
            node.get("description", ""),
            bool(node.get("x-prose")),
            bool(node.get("x-name")),
            int(node.get("maxLength", 0)),
        )
