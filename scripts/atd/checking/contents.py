"""Rules that look at the values of one record: dates, keys, sources, wording."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice
from pathlib import PurePosixPath
from typing import Any

from atd.checking.calendar import calendar_findings
from atd.checking.likeness import nearest
from atd.checking.wording import text_faults, title_faults
from atd.findings import Finding, phrase
from atd.reading import Document, FieldPath, Schema
from atd.reading.dates import STALE_MONTHS, first_day, is_stale
from atd.reading.linking import Node, texts_at
from atd.reading.naming import countries_of

MANY = 50
"""So many faults of a text are told; whoever mends them will see the rest."""
PLANNED = "planned"
"""What ``x-date`` says of a date that may lie in the future."""
CORROBORATED = ("e2", "e3", "e4", "e5")


def contents_findings(document: Document, schema: Schema, today: date) -> Iterator[Finding]:
    """Apply every rule that needs only this record; wrong types are skipped here."""
    yield from _file_name(document)
    told = tuple(_walk(document.values, schema.root, ()))
    places = document.values.get(schema.marks.places)
    countries = [code for code in places if isinstance(code, str)] if isinstance(places, list) else []
    for path, node, value in told:
        if isinstance(value, str):
            if "enum" not in node:
                yield from _texts(document, node, path, value, countries)
            if node.get("x-date"):
                yield from _date(document, schema, path, value, None if node["x-date"] == PLANNED else today)
        elif isinstance(value, list):
            yield from _keys(document, schema, path, value)
        elif isinstance(value, dict) and node.get("x-period"):
            yield from _period(document, path, value)
    yield from _source_keys(document, told)
    yield from calendar_findings(document, schema)
    yield from _names(document, schema)
    yield from _evidence(document, schema)
    yield from _freshness(document, today)


def _walk(value: Any, node: Node, path: FieldPath) -> Iterator[tuple[FieldPath, Node, Any]]:
    """Yield every value of a record with its path and its part of the schema, parents first."""
    yield path, node, value
    if isinstance(value, dict):
        fields = node.get("properties", {})
        parts = [(key, child, fields.get(key, {})) for key, child in value.items()]
    elif isinstance(value, list):
        items = node.get("items", {})
        parts = [(index, child, items) for index, child in enumerate(value)]
    else:
        return
    for name, child, below in parts:
        if isinstance(child, (dict, list)):
            yield from _walk(child, below, (*path, name))
        else:
            yield (*path, name), below, child


def _file_name(document: Document) -> Iterator[Finding]:
    name = PurePosixPath(document.path).stem
    identifier = document.values.get("id")
    if isinstance(identifier, str) and identifier != name:
        yield Finding.of("ATD401", document.place(("id",)), field="id", suggestion=name, name=name, id=identifier)


def _texts(document: Document, node: Node, path: FieldPath, value: str, countries: Sequence[str]) -> Iterator[Finding]:
    """Point at the very words that are wrong in a text."""
    faults = chain(text_faults(value, node, countries), title_faults(value) if path == ("title",) else ())
    seen: dict[str, int] = {}
    for fault in islice(faults, MANY):
        skip = seen.get(fault.words, 0)
        yield fault.finding(document.within(path, fault.words, skip), ".".join(map(str, path)))
        seen[fault.words] = skip + 1


def _date(document: Document, schema: Schema, path: FieldPath, value: str, latest: date | None) -> Iterator[Finding]:
    day, field = first_day(value), ".".join(map(str, path))
    if day is None and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        yield Finding.of("ATD407", document.place(path), field=field, date=value)
    elif day is not None and latest is not None and day > latest:
        yield Finding.of("ATD406", document.place(path), field=field, label=schema.label(path), date=value)


def _keys(document: Document, schema: Schema, path: FieldPath, items: list[Any]) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, item in enumerate(items):
        for name in ("key", "id") if isinstance(item, dict) else ():
            key = item.get(name)
            if isinstance(key, str):
                if key in seen:
                    yield Finding.of(
                        "ATD402",
                        document.place((*path, index, name)),
                        field=".".join(map(str, path)),
                        key=key,
                        label=schema.label(path),
                    )
                seen.add(key)


def _source_keys(document: Document, told: Iterable[tuple[FieldPath, Node, Any]]) -> Iterator[Finding]:
    sources = document.values.get("sources")
    known = [s.get("key") for s in sources if isinstance(s, dict)] if isinstance(sources, list) else []
    names = [key for key in known if isinstance(key, str)]
    for path, node, value in told:
        if node.get("x-reference") == "sources" and isinstance(value, str) and value not in names:
            near = nearest(value, names)
            advice = (
                phrase("write “{near}”", near=near) if near else phrase("use one of: {names}", names=", ".join(names))
            )
            yield Finding.of(
                "ATD403",
                document.place(path),
                field=".".join(map(str, path)),
                suggestion=near,
                key=value,
                advice=advice,
            )


def _period(document: Document, path: FieldPath, period: dict[str, Any]) -> Iterator[Finding]:
    start, end = period.get("start"), period.get("end")
    first, last = first_day(start), first_day(end)
    if first and last and str(end) < str(start)[: len(str(end))]:
        yield Finding.of("ATD405", document.place((*path, "end")), field=".".join(map(str, (*path, "end"))))


def _names(document: Document, schema: Schema) -> Iterator[Finding]:
    """Ask about names that are almost those of the list."""
    countries = countries_of(document.values)
    for path, node, name in texts_at(document.values, schema.naming):
        if near := schema.registers[node["x-names"]].near(name, countries):
            yield Finding.of(
                "ATD419",
                document.place(path),
                field=".".join(map(str, path)),
                suggestion=json.dumps(near, ensure_ascii=False),
                value=name,
                near=near,
                vocabulary=node["x-names"],
            )


def _evidence(document: Document, schema: Schema) -> Iterator[Finding]:
    level, sources = document.values.get("evidence_level"), document.values.get("sources")
    if level in CORROBORATED and isinstance(sources, list):
        independent = [s for s in sources if isinstance(s, dict) and s.get("independent") is True]
        publishers = {_body(str(s.get("publisher")), schema, document) for s in independent}
        if len(publishers) < 2:
            yield Finding.of(
                "ATD408",
                document.place(("evidence_level",)),
                field="evidence_level",
                level=level,
                count=len(publishers),
            )


def _body(publisher: str, schema: Schema, document: Document) -> str:
    """Give what stands for a publisher under whatever name it is written."""
    register = schema.registers.get(schema.node(("sources", 0, "publisher")).get("x-names", ""))
    pieces = register.pieces(publisher, countries_of(document.values)) if register else ()
    return " ".join(piece.term for piece in pieces) or publisher.casefold()


def _freshness(document: Document, today: date) -> Iterator[Finding]:
    checked = first_day(document.values.get("last_verified"))
    if checked and is_stale(checked, today):
        yield Finding.of(
            "ATD410",
            document.place(("last_verified",)),
            field="last_verified",
            date=checked.isoformat(),
            months=STALE_MONTHS,
        )
