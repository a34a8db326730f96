"""A collection as JSON and as tables, with gaps for the words of a language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson

from atd.catalogue import Catalogue, Record
from atd.exports.cell import rows_written
from atd.exports.draught import Draught, Draughts
from atd.exports.heading import heading
from atd.exports.plan import TAKEN_BACK, plan
from atd.exports.rows import Ledger, Living, Rows, cell, row_writer
from atd.exports.shape import group_shaper
from atd.exports.skeleton import Skeleton, csv_skeleton, json_skeleton
from atd.exports.table import Table, table
from atd.exports.words import Blanks
from atd.reading import Schema

FORMER = "redirect_from"
"""Names the identifiers that a record had before."""
TOMBSTONES = "tombstones"
"""Ends the name of the table of what is gone."""


@dataclass(frozen=True)
class Outline:
    """What all languages share of a collection."""

    table: Table
    records: Mapping[str, Skeleton]
    """Each record as JSON, by identifier."""
    tombstones: Mapping[str, Skeleton]
    """What stands in place of a record that was taken back or has another name now."""
    rows: Mapping[str, Skeleton]
    """Rows of each table."""


def outline(catalogue: Catalogue, collection: str) -> Outline:
    """Go through the records of a collection once."""
    tables, living = table(catalogue.repository.collection(collection)), _living(catalogue)
    draughts, draw = Draughts(catalogue, collection, living), _drawer(catalogue.schema(collection), tables, living)
    records: dict[str, Skeleton] = {}
    tombstones: dict[str, dict[str, Any]] = {}
    rows: dict[str, list[bytes]] = {part.name: [] for part in tables.everything()}
    for record in catalogue.records[collection]:
        if record.withdrawn:
            tombstones[record.id] = _withdrawn(record, Blanks(record))
            continue
        about = heading(catalogue, record)
        draught = draughts.of(record, about, partial(draw, record, about))
        records[record.id] = json_skeleton(draught.json)
        for name, written in draught.rows.items():
            rows[name].append(written)
        for former in record.plain.get(FORMER, ()):
            tombstones[former] = {"id": former, "redirect": record.id}
    draughts.keep()
    gone = {name: tombstones[name] for name in sorted(tombstones)}
    rows[f"{collection}_{TOMBSTONES}"] = [rows_written(map(_tombstone_row, gone.values()))]
    return Outline(
        tables,
        records,
        {name: json_skeleton(orjson.dumps(tombstone)) for name, tombstone in gone.items()},
        {name: csv_skeleton(b"".join(written)) for name, written in rows.items()},
    )


def _drawer(schema: Schema, tables: Table, living: Living) -> Callable[[Record, Mapping[str, Any]], Draught]:
    """Make what draws a record, given what was worked out about it."""
    shape, write = group_shaper(plan(schema)), row_writer(tables, living)

    def draw(record: Record, about: Mapping[str, Any]) -> Draught:
        blanks, rows = Blanks(record), Rows({part.name: [] for part in tables.everything()})
        shaped = shape(record.plain, "", blanks)
        whole = {"id": record.id, **about, **shaped, **_setbacks(record, schema, shaped)}
        write(record.plain, "", (record.id, *map(cell, about.values())), (record.id,), Ledger(blanks, rows))
        return Draught(orjson.dumps(whole), {name: rows_written(members) for name, members in rows.items() if members})

    return draw


_made: list[tuple[Catalogue, Mapping[str, Outline]]] = []


def outlines(catalogue: Catalogue) -> Mapping[str, Outline]:
    """Give the outline of every collection; those of the catalogue at hand are kept for the next language."""
    if not _made or _made[0][0] is not catalogue:
        _made[:] = [(catalogue, {name: outline(catalogue, name) for name in catalogue.records})]
    return _made[0][1]


def _living(catalogue: Catalogue) -> Living:
    records = catalogue.records.items()
    return {name: frozenset(r.id for r in group if not r.withdrawn) for name, group in records}


def _withdrawn(record: Record, blanks: Blanks) -> dict[str, Any]:
    taken_back = record.plain[TAKEN_BACK]
    reason = blanks.text(f"{TAKEN_BACK}.reason", taken_back["reason"])
    return {"id": record.id, "withdrawn": taken_back["date"], "reason": reason}


def _tombstone_row(tombstone: Mapping[str, Any]) -> tuple[str, ...]:
    reason = (tombstone["reason"],) if "reason" in tombstone else ("", "", "")
    return (tombstone["id"], tombstone.get("withdrawn", ""), *reason, tombstone.get("redirect", ""))


def _setbacks(record: Record, schema: Schema, shaped: Mapping[str, Any]) -> dict[str, Any]:
    """Put what tells of a setback where it cannot be overlooked, the newest first."""
    for path, terms in schema.marks.setbacks.items():
        if len(path) == 3:
            pairs = zip(record.plain.get(path[0], ()), shaped.get(path[0], ()), strict=True)
            found = [(str(item.get("date", "")), shown) for item, shown in pairs if item.get(path[2]) in terms]
            return {"setbacks": [shown for _date, shown in sorted(found, key=lambda one: one[0], reverse=True)]}
    return {}
