"""Rules that look at the values of one record: dates, keys, sources, wording."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from atd.checking.likeness import nearest
from atd.findings import Finding
from atd.reading import Document, FieldPath, Schema
from atd.reading.dates import STALE_MONTHS, first_day, is_stale
from atd.reading.prose import faults, html_in

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w./=-])(?:\+|00)\d[\d ().-]{7,}\d(?!\w)")
_WORDING = (
    (re.compile(r"\bbest practices?\b", re.I), "no entry is a model in every part", "practice or promising practice"),
    (re.compile(r"\billegal (?:im)?migrants?\b|\billegals\b|\billegal alien", re.I), "no person is illegal", "migrant in an irregular situation"),
)  # fmt: skip
_CORROBORATED = ("e2", "e3", "e4", "e5")


def contents_findings(document: Document, schema: Schema, today: date) -> Iterator[Finding]:
    """Apply every rule that needs only this record; wrong types are skipped here."""
    yield from _file_name(document)
    for path, node, value in _walk(document.values, schema.root, ()):
        if isinstance(value, str):
            for code, values in _text_faults(value, node, schema.label(path), today):
                yield Finding.of(code, document.place(path), field=".".join(map(str, path)), **values)
        elif isinstance(value, list):
            yield from _keys(document, schema, path, value)
    yield from _source_keys(document, schema)
    yield from _period(document)
    yield from _evidence(document)
    yield from _freshness(document, today)
    yield from _title(document)


def _walk(value: Any, node: dict[str, Any], path: FieldPath) -> Iterator[tuple[FieldPath, dict[str, Any], Any]]:
    yield path, node, value
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _walk(child, node.get("properties", {}).get(key, {}), (*path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _walk(child, node.get("items", {}), (*path, index))


def _file_name(document: Document) -> Iterator[Finding]:
    name = PurePosixPath(document.path).stem
    identifier = document.values.get("id")
    if isinstance(identifier, str) and identifier != name:
        yield Finding.of("ATD401", document.place(("id",)), field="id", name=name, id=identifier)


def _text_faults(value: str, node: dict[str, Any], label: str, today: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """List what is wrong in a text: the code and what fills its sentences."""
    if not unicodedata.is_normalized("NFC", value):
        yield "ATD416", {}
    if not node.get("x-url"):
        for kind, pattern in (("an e-mail address", _EMAIL), ("a telephone number", _PHONE)):
            if pattern.search(value):
                yield "ATD411", {"kind": kind}
    if node.get("x-prose"):
        for code, name, detail in faults(value):
            yield code, {name: detail}
    else:
        for detail in html_in(value):
            yield "ATD413", {"html": detail}
    if node.get("x-date"):
        day = first_day(value)
        if day is None and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            yield "ATD407", {"date": value}
        elif day is not None and day > today:
            yield "ATD406", {"label": label, "date": value}


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


def _source_keys(document: Document, schema: Schema) -> Iterator[Finding]:
    sources = document.values.get("sources")
    known = [s.get("key") for s in sources if isinstance(s, dict)] if isinstance(sources, list) else []
    names = [key for key in known if isinstance(key, str)]
    for path, node, value in _walk(document.values, schema.root, ()):
        if node.get("x-reference") == "sources" and isinstance(value, str) and value not in names:
            near = nearest(value, names)
            advice = f"write “{near}”" if near else f"use one of: {', '.join(names)}"
            yield Finding.of(
                "ATD403",
                document.place(path),
                field=".".join(map(str, path)),
                suggestion=near,
                key=value,
                advice=advice,
            )


def _period(document: Document) -> Iterator[Finding]:
    period = document.values.get("period")
    if isinstance(period, dict):
        start, end = period.get("start"), period.get("end")
        first, last = first_day(start), first_day(end)
        if first and last and str(end) < str(start)[: len(str(end))]:
            yield Finding.of("ATD405", document.place(("period", "end")), field="period.end")


def _evidence(document: Document) -> Iterator[Finding]:
    level, sources = document.values.get("evidence_level"), document.values.get("sources")
    if level in _CORROBORATED and isinstance(sources, list):
        publishers = {
            str(s.get("publisher")).casefold() for s in sources if isinstance(s, dict) and s.get("independent") is True
        }
        if len(publishers) < 2:
            yield Finding.of(
                "ATD408",
                document.place(("evidence_level",)),
                field="evidence_level",
                level=level,
                count=len(publishers),
            )


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


def _title(document: Document) -> Iterator[Finding]:
    title = document.values.get("title")
    for pattern, reason, instead in _WORDING:
        if isinstance(title, str) and (match := pattern.search(title)):
            yield Finding.of(
                "ATD412", document.place(("title",)), field="title", words=match.group(), reason=reason, instead=instead
            )
