"""A collection in a language, or each record in its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import orjson

from atd.catalogue import Catalogue
from atd.exports.heading import page_gap, page_of
from atd.exports.licence import ENTRIES, notice
from atd.exports.outline import Outline
from atd.exports.skeleton import Fillings, Skeleton
from atd.exports.words import Speech
from atd.reading import Schema


@dataclass(frozen=True)
class Volume:
    """A collection in the words of a speech."""

    collection: str
    speech: Speech
    outline: Outline = field(repr=False)

    @property
    def catalogue(self) -> Catalogue:
        """The records of all collections."""
        return self.speech.catalogue

    @property
    def schema(self) -> Schema:
        """The schema of the records."""
        return self.catalogue.schema(self.collection)

    @cached_property
    def frame(self) -> bytes:
        """Begin an answer in JSON, with what must be known about every record in it."""
        language = {"language": self.speech.language} if self.speech.language else {}
        said = notice(self.catalogue, self.collection, self.speech)
        return orjson.dumps({"collection": self.collection, **language, "licence": ENTRIES, "notice": said})[:-1]

    @cached_property
    def records(self) -> Mapping[str, bytes]:
        """Each record as JSON, by identifier."""
        return {name: skeleton.filled(self._fillings[0]) for name, skeleton in self.outline.records.items()}

    @cached_property
    def tombstones(self) -> Mapping[str, bytes]:
        """What stands in place of a record that was taken back or has another name now."""
        return {name: skeleton.filled(self._fillings[0]) for name, skeleton in self.outline.tombstones.items()}

    def rows(self, table: str) -> bytes:
        """The rows of a table."""
        skeleton: Skeleton = self.outline.rows[table]
        return skeleton.filled(self._fillings[1])

    @cached_property
    def _fillings(self) -> tuple[Fillings, Fillings]:
        in_json, in_tables = {}, {}
        for place, value, cells in self._words():
            in_json[place], in_tables[place] = value, cells
        return in_json, in_tables

    def _words(self) -> Iterator[tuple[bytes, bytes, bytes]]:
        """Give each gap with what fills it in JSON and in tables."""
        records = self.catalogue.records[self.collection]
        yield from self.speech.terms
        yield from self.speech.texts(records)
        for record in records:
            address = page_of(self.catalogue, record, self.speech.language).encode()
            yield page_gap(record), b'"%b"' % address, address
