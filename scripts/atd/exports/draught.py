"""A record as JSON and as rows of tables, with gaps for the words of a language; drawn once for all builds.

What a record is drawn from is its values, the schema, which other records there are, and the program.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from atd.caching import program, recall, retain
from atd.catalogue import Catalogue, Record
from atd.exports.rows import Living


@dataclass(frozen=True)
class Draught:
    """What all languages share of a record."""

    json: bytes
    rows: Mapping[str, bytes]
    """Its rows, by table."""


class Draughts:
    """The draughts of a collection, in a file that may be deleted at any time."""

    def __init__(self, catalogue: Catalogue, collection: str, living: Living) -> None:
        others = {name: sorted(known) for name, known in living.items()}
        depends = orjson.dumps((catalogue.schema(collection).root, others))
        self.file = catalogue.repository.root / ".cache" / "atd" / "draughts" / f"{collection}.cbor"
        self.mark = f"{program()} {hashlib.sha256(depends).hexdigest()}"
        self._known: dict[bytes, tuple[bytes, dict[str, bytes]]] = recall(self.file, self.mark) or {}
        self._used: dict[bytes, tuple[bytes, dict[str, bytes]]] = {}

    def of(self, record: Record, about: Mapping[str, Any], draw: Callable[[], Draught]) -> Draught:
        """Give the draught of a record, or draw it; ``about`` is what was worked out about the record."""
        told = (record.plain, record.language, tuple(record.texts), tuple(about.items()))
        key = hashlib.sha256(orjson.dumps(told)).digest()
        known = self._known.get(key)
        draught = Draught(*known) if known else draw()
        self._used[key] = known or (draught.json, dict(draught.rows))
        return draught

    def keep(self) -> None:
        """Write them for the next build, where any was drawn now."""
        if not self._used.keys() <= self._known.keys():
            retain(self.file, self.mark, self._used)
