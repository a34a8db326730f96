"""A collection in a language, or each record in its own, worked out once for every form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import orjson

from atd.catalogue import Catalogue, Record
from atd.exports.cell import guarded
from atd.exports.heading import heading
from atd.exports.licence import ENTRIES, notice
from atd.exports.plan import TAKEN_BACK, plan
from atd.exports.rows import Ledger, Living, Rows, cell, row_writer
from atd.exports.shape import group_shaper
from atd.exports.table import Table, table
from atd.exports.words import Speech, Words
from atd.reading import Schema

FORMER = "redirect_from"
"""Names the identifiers that a record had before."""
TOMBSTONES = "tombstones"
"""Ends the name of the table of what is gone."""


@dataclass(frozen=True)
class Contents:
    """What the records of a volume give."""

    records: Mapping[str, bytes]
    """Each record as JSON, by identifier."""
    tombstones: Mapping[str, bytes]
    """What stands in place of a record that was taken back or has another name now."""
    rows: Rows
    """Rows of the tables."""


@dataclass(frozen=True)
class Volume:
    """A collection in the words of a speech."""

    collection: str
    speech: Speech
    living: Living = field(repr=False)

    @property
    def catalogue(self) -> Catalogue:
        """The records of all collections."""
        return self.speech.catalogue

    @property
    def schema(self) -> Schema:
        """The schema of the records."""
        return self.catalogue.schema(self.collection)

    @cached_property
    def former(self) -> Mapping[str, str]:
        """Identifiers that records had before, each with the one that leads on."""
        living = (r for r in self.catalogue.records[self.collection] if not r.withdrawn)
        return {former: record.id for record in living for former in record.plain.get(FORMER, ())}

    @cached_property
    def frame(self) -> bytes:
        """Begin an answer in JSON, with what must be known about every record in it."""
        language = {"language": self.speech.language} if self.speech.language else {}
        said = notice(self.catalogue, self.collection, self.speech)
        return orjson.dumps({"collection": self.collection, **language, "licence": ENTRIES, "notice": said})[:-1]

    @cached_property
    def table(self) -> Table:
        """The tables of the collection."""
        return table(self.catalogue.repository.collection(self.collection))

    @cached_property
    def contents(self) -> Contents:
        """Go through the records once."""
        shape = group_shaper(plan(self.schema))
        write = row_writer(self.table, self._labels, self.living)
        records: dict[str, bytes] = {}
        tombstones: dict[str, dict[str, Any]] = {}
        rows: Rows = {part.name: [] for part in self.table.everything()}
        for record in self.catalogue.records[self.collection]:
            words = self.speech.words(record)
            if record.withdrawn:
                tombstones[record.id] = _withdrawn(record, words)
                continue
            about = heading(self.catalogue, record, self.speech.language)
            shaped = shape(record.plain, "", words)
            records[record.id] = orjson.dumps({"id": record.id, **about, **shaped, **_setbacks(self.schema, shaped)})
            head = (record.id, *map(cell, about.values()))
            write(record.plain, "", head, (record.id,), Ledger(words, rows))
        for former, now in self.former.items():
            tombstones[former] = {"id": former, "redirect": now}
        rows[TOMBSTONES] = [_tombstone_row(tombstones[name]) for name in sorted(tombstones)]
        return Contents(records, {name: orjson.dumps(tombstones[name]) for name in sorted(tombstones)}, rows)

    @property
    def _labels(self) -> Mapping[str, Mapping[str, str]] | None:
        if not self.speech.language:
            return None
        terms = self.speech.terms.items()
        return {name: {one: guarded(term["label"]) for one, term in known.items()} for name, known in terms}


def _withdrawn(record: Record, words: Words) -> dict[str, Any]:
    taken_back = record.plain[TAKEN_BACK]
    reason = words.text(f"{TAKEN_BACK}.reason", taken_back["reason"])
    return {"id": record.id, "withdrawn": taken_back["date"], "reason": reason}


def _tombstone_row(tombstone: Mapping[str, Any]) -> tuple[str, ...]:
    reason = tombstone.get("reason", {"text": "", "language": "", "state": ""})
    said = (guarded(reason["text"]), reason["language"], reason["state"])
    return (tombstone["id"], tombstone.get("withdrawn", ""), *said, tombstone.get("redirect", ""))


def _setbacks(schema: Schema, shaped: Mapping[str, Any]) -> dict[str, Any]:
    """Put what tells of a setback where it cannot be overlooked, the newest first."""
    for path, terms in schema.setbacks.items():
        if len(path) == 3:
            found = [item for item in shaped.get(path[0], ()) if item.get(path[2], {}).get("id") in terms]
            return {"setbacks": sorted(found, key=lambda item: str(item.get("date", "")), reverse=True)}
    return {}
