"""What happened to the entries, for programs: every dated change, withdrawals and former identifiers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from atd.catalogue import Record
from atd.exports.offers import CC_BY
from atd.localising import Edition

PATH = "data/changes.json"
WITHDRAWN, SETBACK = "withdrawn", "setback"


def history(editions: Mapping[str, Edition]) -> bytes:
    """Write all changes, the newest first, each text in every language that has its own."""
    catalogue = next(iter(editions.values())).catalogue
    records = [record for group in catalogue.records.values() for record in group]
    found = [change for record in records for change in _changes(editions, record)]
    found.sort(key=lambda change: (change["date"], change["collection"], change["id"], change["key"]), reverse=True)
    redirects = [
        {"collection": record.collection, "from": old, "to": record.id} for record in records for old in record.former
    ]
    whole = {"version": 1, "licence": CC_BY, "changes": found, "redirects": redirects}
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def texts(editions: Mapping[str, Edition], record: Record, context: str) -> list[dict[str, str]]:
    """Give a text in every language that has its own, each with how it came about."""
    said = (editions[code].open(record).text(context) for code in editions)
    return [{"language": t.language, "state": str(t.state), "value": t.value} for t in said if t.shown_as_asked]


def _changes(editions: Mapping[str, Edition], record: Record) -> Iterator[dict[str, Any]]:
    """Give the updates of a living record, or the withdrawal of another."""
    if record.withdrawn:
        yield _change(editions, record, {"date": record.values["withdrawn"]["date"], "kind": WITHDRAWN, "key": ""})
        return
    for update in record.updates:
        yield _change(editions, record, update)


def _change(editions: Mapping[str, Edition], record: Record, event: Mapping[str, Any]) -> dict[str, Any]:
    catalogue = next(iter(editions.values())).catalogue
    date, kind, key = (str(event[name]) for name in ("date", "kind", "key"))
    context = f"updates.{key}" if key else "withdrawn.reason"
    return {
        "date": date,
        "kind": kind,
        "setback": kind == SETBACK,
        "collection": record.collection,
        "id": record.id,
        "key": key,
        "standing": catalogue.standing(record),
        "page": f"{catalogue.repository.address}{record.collection}/{record.id}/",
        "title": texts(editions, record, "title"),
        "text": texts(editions, record, context),
    }
